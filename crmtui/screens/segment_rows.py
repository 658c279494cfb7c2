"""The customers of a cell, a segment or none, the most valuable first."""

from __future__ import annotations

from collections.abc import Callable

from crmtui.locale import _, pgettext
from crmtui.reads import contacts
from crmtui.reads.contacts import ContactLine
from crmtui.screens.bridge import Bridge
from crmtui.screens.customer_rows import phone
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column


class Chosen:
    """Contacts by their ids, in the order given."""

    def __init__(self, bridge: Bridge, ids: list[int]) -> None:
        self._bridge = bridge
        self._ids = ids

    async def count(self) -> int:
        """Return how many there are."""
        return len(self._ids)

    async def page(self, skip: int, limit: int) -> list[ContactLine]:
        """Return up to `limit` rows after the first `skip`."""
        return await self._bridge.read(contacts.lines, self._ids[skip : skip + limit])

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return self._ids.index(number) if number in self._ids else None

    async def ids(self) -> list[int]:
        """Return the id of every row."""
        return self._ids


def columns(formats: Callable[[], Formats], ago: Callable[[str], str]) -> list[Column[ContactLine]]:
    """Return the columns of the customers of a cell."""
    return [
        Column(lambda: _("Name"), 12, lambda row: row.name, grows=True),
        Column(
            lambda: _("Last buy"),
            9,
            lambda row: ago(row.last_at) if row.last_at else "",
            right=True,
            rank=2,
        ),
        Column(
            lambda: pgettext("purchases", "Count"),
            5,
            lambda row: formats().number(row.purchases) if row.purchases else "",
            right=True,
            rank=3,
        ),
        Column(
            lambda: _("Sum {unit}").format(unit=formats().unit_name),
            10,
            lambda row: formats().short_money(row.net) if row.purchases else "",
            right=True,
            rank=1,
            role="money",
        ),
        Column(lambda: _("Phone"), 16, lambda row: phone(formats(), row.phone), rank=4),
    ]
