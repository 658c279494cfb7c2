"""Where an imported row came from, so that importing it again finds it."""

from __future__ import annotations

from sqlmodel import Field, SQLModel, UniqueConstraint

from crmtui.models.contact import NUMBERED


class SourceRef(SQLModel, table=True):
    """The key a row had in the file it came from, and a digest of what it said then."""

    __tablename__ = "source_ref"
    __table_args__ = (
        UniqueConstraint("source", "kind", "ref"),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str
    kind: str
    """The table of the row: contact or purchase."""
    ref: str
    row_id: int
    digest: str
