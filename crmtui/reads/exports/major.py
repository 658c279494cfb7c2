"""Amounts as spreadsheets take them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from crmtui.reads.exports.pages import Row
from crmtui.text.formats import Formats

SHEETS = ("csv", "tsv", "xlsx")
"""Formats with one text or number in a cell."""


def major_units(formats: Formats, fmt: str) -> Callable[[int], str | float]:
    """Return what writes minor units as people do: 12.50, not 1250; in xlsx as numbers."""
    digits = formats.cur.digits

    def major(minor: int) -> str | float:
        amount = Decimal(minor).scaleb(-digits)
        if fmt != "xlsx":
            return f"{amount:f}"
        return float(amount) if digits else minor

    return major


def in_major_units(formats: Formats, fmt: str, *names: str) -> Callable[[Row], Row]:
    """Return what writes these amounts of a row as people do."""
    major = major_units(formats, fmt)
    return lambda row: row | {n: major(row[n]) for n in names if row[n] is not None}
