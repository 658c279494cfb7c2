"""What a row of a sales file is worth: its amount, or its quantity times its price."""

from __future__ import annotations

from decimal import Decimal

from crmtui.text.money import Currency, parse_amount, to_minor
from crmtui.writes.imports.purchases.columns import Money

_COUNTS = Currency("XXX", 3, "")
"""Quantities are read like amounts of nothing in particular, in thousandths."""
_EXTRA = 4
"""More digits of a price than the currency has: 0.0035 a screw is a real price."""


class RowMoney(dict[tuple[str, str, str], Money]):
    """The worth of a row by its amount, quantity and price as found.

    Files repeat themselves, so every distinct triple is read once. Raises InvalidValue.
    """

    def __init__(self, currency: Currency, unit: str) -> None:
        self._currency = currency
        self._fine = currency._replace(digits=currency.digits + _EXTRA)
        self._unit = unit

    def __missing__(self, found: tuple[str, str, str]) -> Money:
        if len(self) > 200_000:
            self.clear()
        self[found] = worth = self._worth(*found)
        return worth

    def _worth(self, amount: str, quantity: str, price: str) -> Money:
        count = parse_amount(quantity, _COUNTS).minor if quantity.strip() else 1000
        if amount.strip():
            read = parse_amount(amount, self._currency, self._unit)
            return Money(count, read.minor, read.rounded)
        fine = parse_amount(price, self._fine, self._unit)
        product = Decimal(count * fine.minor).scaleb(-3 - self._fine.digits)
        read = to_minor(product, self._currency)
        return Money(count, read.minor, read.rounded)
