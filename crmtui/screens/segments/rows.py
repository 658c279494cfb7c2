"""The customers of a cell, a segment or none, the most valuable first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from crmtui.locale import _, pgettext
from crmtui.reads import contacts
from crmtui.reads.contacts import ContactLine
from crmtui.reads.rhythm import rhythms
from crmtui.screens.bridge import Bridge
from crmtui.screens.customer_rows import phone
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column

if TYPE_CHECKING:
    from crmtui.app import CrmApp


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


class Members(Chosen):
    """The same, with how late each is against their own rhythm, in usual gaps."""

    def __init__(self, app: CrmApp, ids: list[int], late: dict[int, float]) -> None:
        """Fill `late` with those who are on the pages that were read."""
        super().__init__(app.bridge, ids)
        self._app = app
        self._late = late

    async def page(self, skip: int, limit: int) -> list[ContactLine]:
        """Return up to `limit` rows after the first `skip`."""
        app, wanted = self._app, self._ids[skip : skip + limit]
        lines, late = await app.bridge.read(_with_paces, wanted, app.today, app.formats.zone)
        self._late |= dict.fromkeys(wanted, 0.0) | late
        return lines


def _with_paces(
    connection: sqlite3.Connection, ids: list[int], today: date, zone: str
) -> tuple[list[ContactLine], dict[int, float]]:
    paces = rhythms(connection, ids, today, zone)
    late = {contact: pace.lateness for contact, pace in paces if pace.is_late}
    return contacts.lines(connection, ids), late


def columns(
    formats: Callable[[], Formats],
    ago: Callable[[str], str],
    late: Mapping[int, float] | None = None,
) -> list[Column[ContactLine]]:
    """Return the columns of the customers of a cell, with how late they are if that is known."""

    def lateness(row: ContactLine) -> str:
        times = (late or {}).get(row.id)
        return f"×{formats().decimal(f'{times:.1f}')}" if times else ""

    paces = Column(lambda: _("Late"), 5, lateness, right=True, rank=2, role="pressing")
    return [
        Column(lambda: _("Name"), 12, lambda row: row.name, grows=True),
        *([] if late is None else [paces]),
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
