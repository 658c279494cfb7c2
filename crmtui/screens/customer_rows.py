"""The list of customers: its columns, its orders, and where its rows come from."""

from __future__ import annotations

import sqlite3
from asyncio import gather
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from crmtui.labels import short_segment_label
from crmtui.locale import _, mark, pgettext
from crmtui.reads import contacts, filtered, lists
from crmtui.reads.contacts import ContactLine
from crmtui.reads.filters.condition import EVERYBODY
from crmtui.reads.search import fitting_ids
from crmtui.screens.bridge import Bridge
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column
from crmtui.widgets.pages import PAGE

SORTS = {
    "name": mark("by name ▲"),
    "last-purchase": mark("by last purchase ▼"),
    "sum": mark("by sum ▼"),
    "newest": mark("newest first"),
}
"""The orders that `s` goes through, with the words for each."""

FILTERED = 200
"""The most matches a filter shows; more words narrow it down."""


class Opening(NamedTuple):
    """What is read before the screens start, so that the first frame has rows in it."""

    customers: int
    rows: list[ContactLine]


def opening(connection: sqlite3.Connection, sort: str) -> Opening:
    """Read how many customers there are, and the first of them."""
    sort = sort if sort in SORTS else "name"
    return Opening(contacts.count(connection), contacts.page(connection, sort=sort, limit=PAGE))


class AllCustomers:
    """Every contact in one of SORTS."""

    def __init__(
        self,
        bridge: Bridge,
        sort: str,
        count: Callable[[], Awaitable[int]],
        opening: Opening | None = None,
    ) -> None:
        self._bridge = bridge
        self._sort = sort
        self._count = count
        self._opening = opening
        self._first: list[ContactLine] | None = []
        """The first rows, read beside the first count: at a million that takes as long."""

    async def count(self) -> int:
        """Return how many there are."""
        if self._opening is not None:
            number, self._first = self._opening
            self._opening = None
            return number
        if self._first is None:
            return await self._count()
        number, self._first = await gather(self._count(), self._read(0, PAGE))
        return number

    async def page(self, skip: int, limit: int) -> list[ContactLine]:
        """Return up to `limit` rows after the first `skip`."""
        if skip == 0 and limit == PAGE and self._first is not None:
            first, self._first = self._first, None
            return first
        return await self._read(skip, limit)

    async def _read(self, skip: int, limit: int) -> list[ContactLine]:
        return await self._bridge.read(contacts.page, sort=self._sort, skip=skip, limit=limit)

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return await self._bridge.read(lists.place_of, number, self._sort)

    async def ids(self) -> list[int]:
        """Return the id of every row."""
        return await self._bridge.read(filtered.ids, EVERYBODY, sort=self._sort)


class Matches:
    """The contacts that a text fits, best first; they are few enough to be read at once."""

    def __init__(self, bridge: Bridge, text: str) -> None:
        self._bridge = bridge
        self._text = text
        self._rows: list[ContactLine] = []

    async def count(self) -> int:
        """Search anew and return how many fit."""
        self._rows = await self._bridge.read(lists.found_lines, self._text, FILTERED)
        return len(self._rows)

    async def page(self, skip: int, limit: int) -> list[ContactLine]:
        """Return up to `limit` rows after the first `skip`."""
        return self._rows[skip : skip + limit]

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return next((i for i, row in enumerate(self._rows) if row.id == number), None)

    async def ids(self) -> list[int]:
        """Return the id of everybody who fits, those beyond the rows too."""
        return await self._bridge.read(fitting_ids, self._text)


def columns(
    formats: Callable[[], Formats], ago: Callable[[str], str], segment: Callable[[int], str]
) -> list[Column[ContactLine]]:
    """Return the columns; the formats are asked for at each row, as settings may change."""

    def sum_(row: ContactLine) -> str:
        return formats().short_money(row.net) if row.purchases or row.net else ""

    def count(row: ContactLine) -> str:
        return formats().number(row.purchases) if row.purchases else ""

    def segment_(row: ContactLine) -> str:
        found = segment(row.id)
        return short_segment_label(found) if found and found != "prospect" else ""

    return [
        Column(lambda: _("Name"), 12, lambda row: row.name, grows=True, rank=0),
        Column(lambda: _("Phone"), 14, lambda row: phone(formats(), row.phone), rank=2),
        Column(lambda: _("City"), 10, lambda row: row.city, rank=6, role="muted"),
        Column(lambda: _("Segment"), 12, segment_, rank=4, role="muted"),
        Column(
            lambda: _("Last buy"),
            9,
            lambda row: ago(row.last_at) if row.last_at else "",
            right=True,
            rank=3,
        ),
        Column(
            lambda: _("Sum {unit}").format(unit=formats().unit_name),
            9,
            sum_,
            right=True,
            rank=1,
            role="money",
        ),
        Column(lambda: pgettext("purchases", "Count"), 5, count, right=True, rank=5),
    ]


def phone(formats: Formats, number: str) -> str:
    """Show a phone as the lists read it: an E.164 key, or what was typed."""
    return formats.phone(number, number if number.startswith("+") else None)
