"""What a row of a sales file is worth: its amount, or its quantity times its price."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from crmtui.text.digits import to_ascii
from crmtui.text.money import Currency, parse_amount, to_minor
from crmtui.writes.imports.purchases.columns import Money

_COUNTS = Currency("XXX", 3, "")
"""Quantities are read like amounts of nothing in particular, in thousandths."""
_EXTRA = 4
"""More digits of a price than the currency has: 0.0035 a screw is a real price."""


_GROUPED = re.compile(r"[0-9][.,][0-9]")
_DECIMALS = re.compile(r"(?:^|[^0-9.,])[0-9.,]*?[0-9]([.,])(?:[0-9]{1,2}|[0-9]{4,})(?![0-9.,])")
"""A mark before other than three digits parts decimals."""
_TWO_GROUPS = re.compile(r"[0-9]([.,])[0-9]{3}\1[0-9]{3}(?![0-9])")


class RowMoney(dict[tuple[str, str, str], Money]):
    """The worth of a row by its amount, quantity and price as found.

    Files repeat themselves, so every distinct triple is read once. Raises InvalidValue.
    """

    def __init__(self, currency: Currency, unit: str, mark: str = "") -> None:
        self._mark = mark
        self._currency = currency
        self._fine = currency._replace(digits=currency.digits + _EXTRA)
        self._unit = unit

    def __missing__(self, found: tuple[str, str, str]) -> Money:
        if len(self) > 200_000:
            self.clear()
        self[found] = worth = self._worth(*found)
        return worth

    def _worth(self, amount: str, quantity: str, price: str) -> Money:
        if self._mark:
            amount, quantity, price = (self._plain(text) for text in (amount, quantity, price))
        count = parse_amount(quantity, _COUNTS).minor if quantity.strip() else 1000
        if amount.strip():
            read = parse_amount(amount, self._currency, self._unit)
            return Money(count, read.minor, read.rounded)
        fine = parse_amount(price, self._fine, self._unit)
        product = Decimal(count * fine.minor).scaleb(-3 - self._fine.digits)
        read = to_minor(product, self._currency)
        return Money(count, read.minor, read.rounded)

    def _plain(self, text: str) -> str:
        """Write a number with a point and without groups, as the whole column has them."""
        text = to_ascii(text)
        if not _GROUPED.search(text):
            return text
        return text.replace("." if self._mark == "," else ",", "").replace(",", ".")


def decimal_mark(cells: Iterable[str]) -> str:
    """Tell what parts the decimals of a column: one 12,50 says what its 1.000 means; "" if open."""
    marks = set()
    for cell in cells:
        text = to_ascii(cell.strip())
        if found := _DECIMALS.search(text):
            marks.add(found[1])
        elif found := _TWO_GROUPS.search(text):
            marks.add("," if found[1] == "." else ".")
    return marks.pop() if len(marks) == 1 else ""
