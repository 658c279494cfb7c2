"""The shop's own settings; those of one person's screen live in a file."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from crmtui.models.contact import NUMBERED


class Setting(SQLModel, table=True):
    """One setting of the shop."""

    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    value: str
