"""The timeline of one contact as a list: where its rows come from, and its columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from rich.cells import cell_len

from crmtui.labels import channel_label, end_label, outcome_label
from crmtui.locale import _, pgettext
from crmtui.reads.timeline import Event
from crmtui.reads.timeline_kinds import Kinds
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column

_WHEN = 11


def event_number(event: Event) -> int:
    """Return one number among the entries of all kinds."""
    return event.number


class Reader(Protocol):
    """Reads a contact's timeline."""

    async def length(self, contact: int, kinds: Kinds) -> int:
        """Return how many entries of these kinds there are."""

    async def events(self, contact: int, kinds: Kinds, skip: int, limit: int) -> list[Event]:
        """Return up to `limit` entries after the first `skip`."""


class TimelineOf:
    """The entries of some kinds of one contact, as the rows of a list."""

    def __init__(self, reader: Reader, contact: int, kinds: Kinds) -> None:
        self._reader = reader
        self._contact = contact
        self._kinds = kinds

    async def count(self) -> int:
        """Return how many entries there are."""
        return await self._reader.length(self._contact, self._kinds)

    async def page(self, skip: int, limit: int) -> list[Event]:
        """Return up to `limit` entries after the first `skip`."""
        return await self._reader.events(self._contact, self._kinds, skip, limit)

    async def position(self, number: int) -> int | None:
        """Return where an entry stands among the newest; older ones are not looked for."""
        newest = await self._reader.events(self._contact, self._kinds, 0, 200)
        return next((i for i, event in enumerate(newest) if event_number(event) == number), None)


def columns(formats: Callable[[], Formats], now: Callable[[], datetime]) -> list[Column[Event]]:
    """Return the columns of a timeline."""

    def amount(event: Event) -> str:
        return "" if event.amount is None else formats().money(event.amount, with_unit=False)

    return [
        Column(
            lambda: pgettext("timeline", "When"),
            _WHEN,
            lambda event: _short_when(shown_when(event, formats(), now())),
            role="muted",
        ),
        Column(lambda: pgettext("timeline", "What"), 8, _what, most=14),
        Column(lambda: formats().unit_name, 10, amount, right=True, role="money", rank=1),
        Column(
            lambda: pgettext("timeline", "About"),
            8,
            lambda event: _about(event, formats(), now()),
            grows=True,
            rank=2,
        ),
    ]


def shown_when(event: Event, formats: Formats, now: datetime) -> str:
    """Show when an entry was, or is due."""
    if event.all_day:
        return formats.due(event.at, event.all_day, now)
    return formats.when(event.at, now)


def is_late(event: Event, formats: Formats, now: datetime) -> bool:
    """Tell whether an entry is a task that should have been done."""
    return event.all_day is not None and formats.is_past(event.at, event.all_day, now)


def _short_when(when: str) -> str:
    """Leave the time of day out where both do not fit: "yesterday"."""
    return when if cell_len(when) <= _WHEN else when.rpartition(" ")[0]


def _what(event: Event) -> str:
    what = channel_label(event.what)
    return f"{what} {_DIRECTIONS[event.direction]()}" if event.direction in _DIRECTIONS else what


_DIRECTIONS: dict[str | None, Callable[[], str]] = {
    "in": lambda: pgettext("direction", "in"),
    "out": lambda: pgettext("direction", "out"),
}


def _about(event: Event, formats: Formats, now: datetime) -> str:
    parts = [_outcome(event, formats, now), event.text]
    return (
        _("{outcome}: {text}").format(outcome=parts[0], text=parts[1])
        if all(parts)
        else "".join(parts)
    )


def _outcome(event: Event, formats: Formats, now: datetime) -> str:
    if event.kind == "interaction":
        return outcome_label(event.outcome) if event.outcome else ""
    theirs = _("theirs") if event.direction == "theirs" else ""
    late = _("overdue") if is_late(event, formats, now) else end_label(event.outcome or "")
    return " · ".join(part for part in (theirs, late) if part)
