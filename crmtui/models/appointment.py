"""A visit or a call back that was agreed on for a ticket."""

from __future__ import annotations

from datetime import datetime

from pydantic import field_validator
from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel, Text

import crmtui.models.ticket  # noqa: F401  # a key of mine leads there
from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE, TEXT
from crmtui.models.types import UtcText
from crmtui.models.words import AppointmentKind
from crmtui.text.clean import clean, clean_text


class AppointmentFields(SQLModel):
    """What a person may say about an appointment."""

    kind: AppointmentKind = Field(default=AppointmentKind.VISIT, sa_type=Text)
    at: datetime = Field(sa_type=UtcText)
    minutes: int = Field(default=60, ge=1, le=10_000)
    place: str = Field(default="", max_length=LINE)
    who: str = Field(default="", max_length=LINE)
    """Who of the shop goes or calls."""
    note: str = Field(default="", max_length=TEXT)

    @field_validator("place", "who", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value

    @field_validator("note", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class Appointment(AppointmentFields, table=True):
    """An appointment as kept; it is open until `done_at` is known."""

    __table_args__ = (
        Index("ix_appointment_at", "at", sqlite_where=text("done_at IS NULL")),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    created_at: datetime = Field(sa_type=UtcText)
    done_at: datetime | None = Field(default=None, sa_type=UtcText)
    dropped: bool = False
    """It was called off: `done_at` then says when."""
