"""The timeline of one contact: every purchase and interaction, newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from rich.cells import cell_len

from crmtui.labels import channel_label, outcome_label
from crmtui.locale import _, pgettext
from crmtui.reads.timeline import Event
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column

_ODD = 2
_WHEN = 11


def event_number(event: Event) -> int:
    """Return one number for interactions and purchases alike."""
    return event.id * _ODD + (event.kind == "purchase")


class Reader(Protocol):
    """Reads a contact's timeline."""

    async def length(self, contact: int) -> int:
        """Return how many entries there are."""

    async def events(self, contact: int, skip: int, limit: int) -> list[Event]:
        """Return up to `limit` entries after the first `skip`."""


class TimelineOf:
    """The timeline of one contact, as the rows of a list."""

    def __init__(self, reader: Reader, contact: int) -> None:
        self._reader = reader
        self._contact = contact

    async def count(self) -> int:
        """Return how many entries there are."""
        return await self._reader.length(self._contact)

    async def page(self, skip: int, limit: int) -> list[Event]:
        """Return up to `limit` entries after the first `skip`."""
        return await self._reader.events(self._contact, skip, limit)

    async def position(self, number: int) -> int | None:
        """Return where an entry stands among the newest; older ones are not looked for."""
        newest = await self._reader.events(self._contact, 0, 200)
        return next((i for i, event in enumerate(newest) if event_number(event) == number), None)


def columns(formats: Callable[[], Formats], now: Callable[[], datetime]) -> list[Column[Event]]:
    """Return the columns of a timeline."""

    def amount(event: Event) -> str:
        return "" if event.amount is None else formats().money(event.amount, with_unit=False)

    return [
        Column(
            lambda: pgettext("timeline", "When"),
            _WHEN,
            lambda event: _short_when(formats().when(event.at, now())),
            role="muted",
        ),
        Column(lambda: pgettext("timeline", "What"), 8, _what, most=14),
        Column(lambda: formats().unit_name, 10, amount, right=True, role="money", rank=1),
        Column(lambda: pgettext("timeline", "About"), 8, _about, grows=True, rank=2),
    ]


def _short_when(when: str) -> str:
    """Leave the time of day out where both do not fit: "yesterday"."""
    return when if cell_len(when) <= _WHEN else when.rpartition(" ")[0]


def _what(event: Event) -> str:
    what = channel_label(event.what)
    if event.direction:
        return f"{what} {_DIRECTIONS[event.direction]()}"
    return what


_DIRECTIONS: dict[str, Callable[[], str]] = {
    "in": lambda: pgettext("direction", "in"),
    "out": lambda: pgettext("direction", "out"),
}


def _about(event: Event) -> str:
    parts = [outcome_label(event.outcome) if event.outcome else "", event.text]
    return (
        _("{outcome}: {text}").format(outcome=parts[0], text=parts[1])
        if all(parts)
        else "".join(parts)
    )
