"""A request or complaint of a customer, from its opening to what they thought of the answer."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import field_validator
from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel, Text, UniqueConstraint

import crmtui.models.purchase  # noqa: F401  # a key of mine leads there
from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE, TEXT
from crmtui.models.types import DateText, UtcText
from crmtui.models.words import Channel, Priority, TicketChange, TicketStatus
from crmtui.text.clean import clean, clean_text

OPEN_SQL = "status IN ('new', 'open', 'waiting', 'on-hold')"


class TicketFields(SQLModel):
    """What a person may say about a ticket."""

    subject: str = Field(max_length=LINE)
    """Empty only where the person was erased who told of it."""
    channel: Channel | None = Field(default=None, sa_type=Text)
    category: str = Field(default="", max_length=LINE)
    priority: str = Field(default=Priority.NORMAL.value, min_length=1, max_length=LINE)
    assignee: str = Field(default="", max_length=LINE)
    purchase_id: int | None = Field(default=None, foreign_key="purchase.id", index=True)
    product: str = Field(default="", max_length=LINE)
    """What it is about, in words."""
    warranty_until: date | None = Field(default=None, sa_type=DateText)

    @field_validator("subject", "category", "priority", "assignee", "product", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value


class Ticket(TicketFields, table=True):
    """A ticket as kept; its number is its id."""

    __table_args__ = (
        Index("ix_ticket_contact", "contact_id", "opened_at"),
        Index("ix_ticket_opened", "opened_at"),
        Index("ix_ticket_open", "solve_due", sqlite_where=text(OPEN_SQL)),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    status: str = Field(default=TicketStatus.NEW.value, min_length=1, max_length=LINE)
    opened_at: datetime = Field(sa_type=UtcText)
    reply_due: datetime | None = Field(default=None, sa_type=UtcText)
    solve_due: datetime | None = Field(default=None, sa_type=UtcText)
    first_reply_at: datetime | None = Field(default=None, sa_type=UtcText)
    solved_at: datetime | None = Field(default=None, sa_type=UtcText)
    closed_at: datetime | None = Field(default=None, sa_type=UtcText)
    ended_at: datetime | None = Field(default=None, sa_type=UtcText)
    """To when its solve time is counted: solved, or the last event of an imported log."""
    waiting_since: datetime | None = Field(default=None, sa_type=UtcText)
    """The clock stands still from then on: it is the customer's turn."""
    reopened: int = Field(default=0, ge=0)
    csat: int | None = Field(default=None, ge=1, le=5)
    nps: int | None = Field(default=None, ge=0, le=10)
    comment: str = Field(default="", max_length=TEXT)
    rated_at: datetime | None = Field(default=None, sa_type=UtcText)
    merged_into: int | None = Field(default=None, foreign_key="ticket.id", index=True)

    @field_validator("comment", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class TicketEvent(SQLModel, table=True):
    """What changed on a ticket, when, and by whom."""

    __tablename__ = "ticket_event"
    __table_args__ = (Index("ix_ticket_event_ticket", "ticket_id", "at"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    at: datetime = Field(sa_type=UtcText)
    kind: TicketChange = Field(sa_type=Text)
    value: str = Field(default="", max_length=LINE)
    """The new status, assignee or priority, the other ticket, or the score."""
    by: str = Field(default="", max_length=LINE)

    @field_validator("value", "by", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value


class TicketLink(SQLModel, table=True):
    """Two tickets that have to do with each other, the lower number first."""

    __tablename__ = "ticket_link"
    __table_args__ = (UniqueConstraint("a_id", "b_id"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    a_id: int = Field(foreign_key="ticket.id")
    b_id: int = Field(foreign_key="ticket.id", index=True)
