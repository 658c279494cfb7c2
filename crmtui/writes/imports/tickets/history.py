"""What the events of an imported ticket add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crmtui.exchange.ticket_rows import TicketRow
from crmtui.rules.ticket_words import ENDED, OPEN


class Said(NamedTuple):
    """What a row says, with its dates as UTC texts."""

    begun: str
    place: int
    row: TicketRow
    moments: dict[str, str]

    @property
    def happened(self) -> str | None:
        """When the event of the row was, if it is one of a log."""
        return self.moments.get("at") or self.moments.get("updated")


class Event(NamedTuple):
    """What an event log tells: when, its place in the file, what the ticket then was, by whom."""

    at: str
    place: int
    status: str
    by: str


class Summary(NamedTuple):
    """What a ticket is after its events; the times are UTC texts."""

    opened_at: str
    status: str
    solved_at: str | None
    closed_at: str | None
    ended_at: str | None
    waiting_since: str | None
    reopened: int


def history(said: Sequence[Said], is_log: bool) -> list[Event]:
    """Return what happened to a ticket, in the order of time.

    A row of a log is an event; one of a list tells of the opening and the end. Where a list has one
    date alone, that is the opening.
    """
    found = []
    for one in said:
        at = one.happened if is_log else one.moments.get("at")
        if at and (is_log or "opened" in one.moments):
            found.append(Event(at, one.place, one.row.status, one.row.assignee))
    is_timed = is_log and len(found) == len(said)
    if opened := _opening(said, is_timed):
        found.insert(0, Event(opened, said[0].place, "new", ""))
    ends = () if is_timed else ("solved", "closed")
    found += [
        Event(at, said[-1].place, status, said[-1].row.assignee)
        for status in ends
        if (at := latest(said, status))
    ]
    return sorted(found, key=lambda event: event[:2])


def _opening(said: Sequence[Said], is_timed: bool) -> str | None:
    """Return when a ticket was opened; of a log, only if that lies before its first event."""
    opened = min((one.moments["opened"] for one in said if "opened" in one.moments), default=None)
    if not is_timed:
        return opened or said[0].begun
    return opened if opened and opened < said[0].begun else None


def latest(said: Sequence[Said], field: str) -> str | None:
    """Return what the last row says of a moment, of those that say anything."""
    return next((one.moments[field] for one in reversed(said) if field in one.moments), None)


def summary(events: Sequence[Event], status: str, is_log: bool) -> Summary:
    """Add up the events, in the order of their times.

    The solve time of a log ends with its last event, closed or not; that of a list of tickets only
    where it says when they were solved. `status` is what the list says, "" where there is none.
    """
    solved = closed = waiting = None
    reopened, last = 0, ""
    for event in events:
        if event.status in ENDED:
            solved = solved or event.at
            closed = event.at if event.status == "closed" else closed
        elif last in ENDED and event.status in OPEN:
            reopened += 1
            solved = closed = None
        waiting = event.at if event.status == "waiting" else None
        last = event.status
    ended = events[-1].at if is_log else solved
    return Summary(events[0].at, status or last, solved, closed, ended, waiting, reopened)
