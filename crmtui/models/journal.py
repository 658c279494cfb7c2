"""The journal: every change under the step that made it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Index, LargeBinary, SQLModel

from crmtui.models.contact import NUMBERED, STRICT
from crmtui.models.types import UtcText


class Step(SQLModel, table=True):
    """One action of a person, with everything it changed."""

    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcText)
    label: str
    changes: int = 0
    bulk: bool = False
    """An import: undoing it keeps, and names, the rows that changed since."""
    undoes: int | None = Field(default=None)
    undone_by: int | None = Field(default=None)


class Change(SQLModel, table=True):
    """What happened to one row (or, for a bulk, to a range of ids) of one table.

    op: I inserted, U updated, D deleted, R range inserted, P rows deleted and packed, E erased
    for good (the rows -n to -1 stand for n that nothing is kept of).
    """

    __table_args__ = (
        Index("ix_change_step", "step"),
        Index("ix_change_row", "tbl", "row"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    step: int
    tbl: str
    op: str
    row: int
    row_to: int
    cols: str | None = None
    """The column names that `old` gives values for."""
    old: str | None = None
    """The row before the change, as SQL literals."""
    packed: bytes | None = Field(default=None, sa_type=LargeBinary)


class CurrentStep(SQLModel, table=True):
    """The step being made now: one row inside a transaction, none outside.

    The triggers read it; without it no journalled table can be written.
    """

    __tablename__ = "current_step"
    __table_args__ = (STRICT,)

    id: int = Field(primary_key=True)
    step: int
