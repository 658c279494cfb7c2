"""Something the shop means to do, mostly for a customer."""

from __future__ import annotations

from datetime import datetime

from pydantic import field_validator
from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel, Text

import crmtui.models.deal  # noqa: F401  # a key of mine leads there
from crmtui.models.contact import EMPTY, NUMBERED, ZERO
from crmtui.models.limits import LINE
from crmtui.models.types import UtcText
from crmtui.models.words import Promise
from crmtui.text.clean import clean


class TaskFields(SQLModel):
    """What a person may say about a task."""

    text: str = Field(min_length=1, max_length=LINE)
    due: datetime | None = Field(default=None, sa_type=UtcText)
    all_day: bool = False
    """It is due on a day, at no time of it: `due` is then the day's first moment in the shop."""

    @field_validator("text", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value


class Task(TaskFields, table=True):
    """A task as kept; it is open until `done_at` is known."""

    __table_args__ = (
        Index("ix_task_due", "due", sqlite_where=text("done_at IS NULL")),
        Index("ix_task_deal", "deal_id", sqlite_where=text("deal_id IS NOT NULL")),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    created_at: datetime = Field(sa_type=UtcText)
    done_at: datetime | None = Field(default=None, sa_type=UtcText)
    promise: Promise | None = Field(default=None, sa_type=Text)
    repeat: str = Field(default="", max_length=LINE, sa_column_kwargs=EMPTY)
    """How often it comes back, like "2 weeks"; "" is never."""
    first_due: datetime | None = Field(default=None, sa_type=UtcText)
    """When it was due before it was put off: a promise is kept by this one."""
    dropped: bool = Field(default=False, sa_column_kwargs=ZERO)
    """It was given up: `done_at` then says when."""
    deal_id: int | None = Field(default=None, foreign_key="deal.id")
    """The deal that it is the next step of."""
