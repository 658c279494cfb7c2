"""How a kind of file is read, remembered by its header so that nobody is asked twice."""

from __future__ import annotations

from sqlmodel import Field, SQLModel, UniqueConstraint

from crmtui.models.contact import NUMBERED


class FileChoice(SQLModel, table=True):
    """What was chosen for files with this header: columns, date order, calendar, unit."""

    __tablename__ = "file_choice"
    __table_args__ = (UniqueConstraint("header", "kind"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    header: str
    """A digest of the names of the columns."""
    kind: str
    """What came in: contacts, purchases or interactions."""
    choices: str
    """A JSON object of option → value, as they are given at the shell."""
