"""What the events of an imported ticket add up to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crmtui.rules.ticket_words import ENDED, OPEN


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
