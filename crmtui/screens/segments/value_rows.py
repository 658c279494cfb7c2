"""The customers with what they are likely to bring, the best first."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from crmtui.locale import _
from crmtui.reads import contacts
from crmtui.reads.contacts import ContactLine
from crmtui.reads.value import Forecast
from crmtui.reads.value_words import alive_short, purchases_text
from crmtui.screens.bridge import Bridge
from crmtui.screens.customer_rows import phone
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column


class ValueRow(NamedTuple):
    """A customer, and what to expect of them."""

    id: int
    line: ContactLine
    forecast: Forecast


class Forecasts:
    """Forecasts in their order; who they are about is read page by page."""

    def __init__(self, bridge: Bridge, forecasts: list[Forecast]) -> None:
        self._bridge = bridge
        self._forecasts = forecasts

    async def count(self) -> int:
        """Return how many there are."""
        return len(self._forecasts)

    async def page(self, skip: int, limit: int) -> list[ValueRow]:
        """Return up to `limit` rows after the first `skip`."""
        wanted = self._forecasts[skip : skip + limit]
        lines = await self._bridge.read(contacts.lines, [one.id for one in wanted])
        by_id = {line.id: line for line in lines}
        return [ValueRow(one.id, by_id[one.id], one) for one in wanted if one.id in by_id]

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return next((i for i, one in enumerate(self._forecasts) if one.id == number), None)

    async def ids(self) -> list[int]:
        """Return the id of every row."""
        return [one.id for one in self._forecasts]


def columns(formats: Callable[[], Formats], ago: Callable[[str], str]) -> list[Column[ValueRow]]:
    """Return the columns."""

    def spend(row: ValueRow) -> str:
        found = row.forecast.spend
        return "" if found is None else formats().short_money(found)

    def buys(row: ValueRow) -> str:
        found = row.forecast.purchases
        return "" if found is None else purchases_text(found, formats())

    def last(row: ValueRow) -> str:
        return ago(row.line.last_at) if row.line.last_at else ""

    return [
        Column(lambda: _("Name"), 12, lambda row: row.line.name, grows=True),
        Column(
            lambda: _("{unit} to come").format(unit=formats().unit_name),
            13,
            spend,
            right=True,
            role="money",
        ),
        Column(lambda: _("Buys to come"), 12, buys, right=True, rank=2),
        Column(
            lambda: _("Still a customer"),
            16,
            lambda row: alive_short(row.forecast, formats()),
            right=True,
            rank=1,
        ),
        Column(lambda: _("Last buy"), 9, last, right=True, rank=3),
        Column(lambda: _("Phone"), 16, lambda row: phone(formats(), row.line.phone), rank=4),
    ]
