"""One contact between the shop and a customer, on any channel."""

from __future__ import annotations

from datetime import datetime

from pydantic import field_validator
from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel, Text

import crmtui.models.ticket  # noqa: F401  # a key of mine leads there
from crmtui.models.contact import EMPTY, NUMBERED
from crmtui.models.limits import LINE, TEXT
from crmtui.models.types import UtcText
from crmtui.models.words import Channel, Direction, Outcome, Purpose
from crmtui.text.clean import clean_text


class InteractionFields(SQLModel):
    """What a person may say about an interaction."""

    at: datetime = Field(sa_type=UtcText)
    text: str = Field(default="", max_length=TEXT)
    channel: Channel = Field(default=Channel.CALL, sa_type=Text)
    direction: Direction | None = Field(default=None, sa_type=Text)
    purpose: Purpose | None = Field(default=None, sa_type=Text)
    outcome: Outcome | None = Field(default=None, sa_type=Text)
    minutes: int | None = Field(default=None, ge=0, le=100_000)

    @field_validator("text", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class Interaction(InteractionFields, table=True):
    """An interaction as kept."""

    __table_args__ = (
        Index("ix_interaction_contact", "contact_id", "at"),
        Index("ix_interaction_thread", "thread", sqlite_where=text("thread <> ''")),
        Index(
            "ix_interaction_ticket", "ticket_id", "at", sqlite_where=text("ticket_id IS NOT NULL")
        ),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    """None only on a ticket without a customer."""
    thread: str = Field(default="", max_length=LINE, sa_column_kwargs=EMPTY)
    """Shared by the messages of one conversation: the Message-ID of its first."""
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    """The ticket that it is a message or a note of."""
