"""How much time a ticket has left."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from crmtui.reads.tickets import TicketLine
from crmtui.rules.service_diary import diary
from crmtui.settings import Settings
from crmtui.text.calendar import from_utc_text

ENDED, NONE, PAUSED, FINE, NEAR, LATE = "ended", "none", "paused", "fine", "near", "late"
"""The states: solved, without a deadline, the customer's turn, in time, soon, breached."""


class Left(NamedTuple):
    """What is left until the next deadline of a ticket, in minutes of opening hours."""

    state: str
    minutes: int = 0
    """Below zero once it is late."""
    is_reply: bool = False
    """The deadline is that of the first reply."""
    due: str | None = None


class Clock:
    """The clock of a shop at one moment; it reads the settings once for all tickets."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self._diary = diary(settings.hours())
        self._near = settings.near_minutes()
        self._now = now

    def left(self, ticket: TicketLine) -> Left:
        """Return what a ticket has left."""
        if not ticket.is_open:
            return Left(ENDED)
        due = ticket.next_due
        if due is None:
            return Left(NONE)
        is_reply = due == ticket.reply_due and not ticket.first_reply_at
        at = from_utc_text(ticket.waiting_since) if ticket.waiting_since else self._now
        return self.until(due, at, is_reply=is_reply, is_paused=bool(ticket.waiting_since))

    def until(self, due: str, at: datetime, *, is_reply: bool, is_paused: bool) -> Left:
        """Return what is left at a moment until a deadline."""
        moment = from_utc_text(due)
        if at > moment:
            minutes = -int(self._diary.between(moment, at).total_seconds() // 60)
            return Left(LATE, minutes, is_reply, due)
        minutes = int(self._diary.between(at, moment).total_seconds() // 60)
        state = PAUSED if is_paused else NEAR if minutes <= self._near else FINE
        return Left(state, minutes, is_reply, due)
