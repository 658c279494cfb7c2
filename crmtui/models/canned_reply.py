"""An answer that is written once and used often."""

from __future__ import annotations

from datetime import datetime

from pydantic import field_validator
from sqlmodel import Field, SQLModel

import crmtui.models.ticket  # noqa: F401  # a key of mine leads there
from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE, TEXT
from crmtui.models.types import UtcText
from crmtui.text.clean import clean, clean_text


class CannedReply(SQLModel, table=True):
    """A reply with placeholders like {name}; `key` is the folded name, one reply for each."""

    __tablename__ = "canned_reply"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=LINE)
    key: str = Field(unique=True)
    category: str = Field(default="", max_length=LINE)
    """Of the tickets that it is offered for first; "" is all."""
    text: str = Field(min_length=1, max_length=TEXT)

    @field_validator("name", "category", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value

    @field_validator("text", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class CannedUse(SQLModel, table=True):
    """A canned reply that went out on a ticket."""

    __tablename__ = "canned_use"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    canned_id: int = Field(foreign_key="canned_reply.id", index=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    at: datetime = Field(sa_type=UtcText)
