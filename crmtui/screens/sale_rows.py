"""The lists of the Sales view: purchases, and who owes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from crmtui.locale import _
from crmtui.reads import debts, purchases
from crmtui.reads.debts import Debtor
from crmtui.reads.purchases import PurchaseRow
from crmtui.screens.bridge import Bridge
from crmtui.text.formats import Formats
from crmtui.widgets.columns import Column

_AMOUNT = 13
"""Cells: a thousand million fits."""


class AllPurchases:
    """Every purchase and refund, the newest first."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def count(self) -> int:
        """Return how many there are."""
        return await self._bridge.read(purchases.count)

    async def page(self, skip: int, limit: int) -> list[PurchaseRow]:
        """Return up to `limit` rows after the first `skip`."""
        return await self._bridge.read(purchases.page, skip, limit)

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return await self._bridge.read(purchases.position, number)


class WhoOwes:
    """Everybody who owes, the oldest debt first: few enough to be read at once."""

    def __init__(self, bridge: Bridge, today: Callable[[], date]) -> None:
        self._bridge = bridge
        self._today = today
        self.rows: list[Debtor] = []

    async def count(self) -> int:
        """Read them anew and return how many there are."""
        self.rows = await self._bridge.read(debts.debtors, self._today())
        return len(self.rows)

    async def page(self, skip: int, limit: int) -> list[Debtor]:
        """Return up to `limit` rows after the first `skip`."""
        return self.rows[skip : skip + limit]

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        return next((i for i, row in enumerate(self.rows) if row.contact_id == number), None)


def purchase_columns(
    formats: Callable[[], Formats], now: Callable[[], datetime]
) -> list[Column[PurchaseRow]]:
    """Return the columns of the purchases."""

    def how(row: PurchaseRow) -> str:
        if row.refund_of:
            return _("refund #{id}").format(id=row.refund_of)
        return _("on account") if row.on_account else ""

    return [
        Column(
            lambda: "#",
            6,
            lambda row: formats().code(str(row.id)),
            right=True,
            rank=4,
            role="muted",
        ),
        Column(lambda: _("When"), 15, lambda row: formats().when(row.at, now()), rank=1),
        Column(lambda: _("Name"), 12, lambda row: row.name or _("walk-in"), grows=True, rank=0),
        Column(
            lambda: formats().unit_name,
            _AMOUNT,
            lambda row: _amount(row.amount, formats()),
            right=True,
            rank=0,
            role="money",
        ),
        Column(lambda: _("How"), 12, how, rank=3),
        Column(lambda: _("Items"), 12, lambda row: row.items or row.note, grows=True, rank=5),
    ]


def debtor_columns(formats: Callable[[], Formats]) -> list[Column[Debtor]]:
    """Return the columns of who owes."""

    def late(row: Debtor) -> str:
        return _("{n} d late").format(n=formats().number(row.days)) if row.days else ""

    def due(row: Debtor) -> str:
        return formats().date(row.due) if row.due and not row.days else ""

    return [
        Column(lambda: _("Name"), 12, lambda row: row.name, grows=True, rank=0),
        Column(
            lambda: _("Owes {unit}").format(unit=formats().unit_name),
            _AMOUNT,
            lambda row: _amount(row.amount, formats()),
            right=True,
            rank=0,
            role="money",
        ),
        Column(
            lambda: _("Since"), 10, lambda row: formats().date(formats().day(row.since)), rank=3
        ),
        Column(lambda: _("Late"), 10, late, right=True, rank=1, role="overdue"),
        Column(lambda: _("Due"), 10, due, rank=4, role="muted"),
    ]


def _amount(minor: int, formats: Formats) -> str:
    """Show an amount in full, or shortened where digits would be cut off."""
    shown = formats.money(minor, with_unit=False)
    return shown if len(shown) <= _AMOUNT else formats.short_money(minor)
