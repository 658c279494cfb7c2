"""Two contacts that look like one and are not."""

from __future__ import annotations

from sqlmodel import Field, SQLModel, UniqueConstraint

from crmtui.models.contact import NUMBERED


class NotDuplicate(SQLModel, table=True):
    """A pair that was looked at and is not to come up again; the lower id comes first."""

    __tablename__ = "not_duplicate"
    __table_args__ = (UniqueConstraint("a_id", "b_id"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    a_id: int = Field(foreign_key="contact.id")
    b_id: int = Field(foreign_key="contact.id", index=True)
