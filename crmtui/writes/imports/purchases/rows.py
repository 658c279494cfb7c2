"""How the rows of a sales file are read: where its fields stand, and which rows count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from crmtui.errors import InvalidValue
from crmtui.exchange.headers.programs import UNIQUE_NUMBERS
from crmtui.exchange.headers.words import compact
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.writes.imports.bulk import OURS
from crmtui.writes.imports.purchases.columns import OrderColumns
from crmtui.writes.imports.purchases.money import RowMoney, decimal_mark
from crmtui.writes.imports.settle import Dates, Money
from crmtui.writes.imports.tables import Opened

_NOT_SOLD = frozenset(
    map(
        compact,
        (
            *("cancelled", "canceled", "void", "voided", "failed", "declined", "draft", "trash"),
            *("checkout-draft", "requires payment method", "incomplete", "expired", "abandoned"),
            *("لغو", "لغو شده", "ناموفق", "پیش نویس", "باطل", "باطل شده", "ابطال"),
            *("کنسل", "کنسل شده"),
        ),
    )
)
"""Words for an order that came to nothing."""

_REFUNDED = frozenset(map(compact, ("refunded", "مرجوع", "مرجوعی", "مرجوع شده", "برگشتی")))

_OWN_COLUMNS = {"order": "id", "number": "order", "refund_of": "refund_of", "total": "total"}
_IN_UTC = re.compile(r"\b(?:UTC|GMT)\b", re.IGNORECASE)


def order_columns(opened: Opened, dates: Dates, money: Money) -> OrderColumns:
    """Say where the fields of a sale stand and how their texts are read."""
    table, mapping = opened.table, opened.mapping
    places = {field: columns[0] for field, columns in mapping.columns.items() if columns}
    known = {name: places[name] for name in OrderColumns._fields if name in places}
    if mapping.hints.get("amount_per") == "order" and "amount" in known:
        known["total"] = known.pop("amount")
    if table.source == OURS:
        known |= {f: table.header.index(n) for f, n in _OWN_COLUMNS.items() if n in table.header}
    formats = money.formats._replace(calendar=dates.calendar)
    if _IN_UTC.search(table.header[known["date"]]):
        formats = formats._replace(zone="UTC")
    cells = (
        row[at]
        for field in ("amount", "price", "total")
        for at in mapping.columns.get(field, [])[:1]
        for row in table.sample
        if len(row) > at
    )
    worth = RowMoney(formats.cur, money.unit or formats.unit, decimal_mark(cells))
    if table.source == OURS and table.form in ("json", "jsonl"):
        # Our own JSON counts in minor units.
        worth = RowMoney(formats.cur._replace(digits=0), "rial")
    when = formats.date_parser(dates.day_first)
    return OrderColumns(
        when=when,
        day=lambda text: formats.day(when(text)).isoformat(),
        money=worth,
        unique=table.source in UNIQUE_NUMBERS,
        width=len(table.header),
        gives_back=_gives_back(places) if table.source != "woocommerce-orders" else None,
        passes=_passes(places, formats.currency if not opened.options.currency else "", money.unit),
        **known,
    )


def date_cells(opened: Opened, rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the dates of rows, each once and without the time behind it."""
    at = opened.mapping.columns["date"][0]
    return iter(dict.fromkeys(row[at].partition(" ")[0] for row in rows if len(row) > at))


def _gives_back(places: dict[str, int]) -> Callable[[list[str]], bool] | None:
    """Return what tells that an order was refunded as a whole."""
    at = places.get("status")
    if at is None or "refunded" in places:
        return None
    return lambda row: compact(row[at]) in _REFUNDED


def _passes(places: dict[str, int], currency: str, unit: str) -> Callable[[list[str]], bool] | None:
    """Return what tells whether a row counts; None if every row does."""
    status, cancelled = places.get("status"), places.get("cancelled")
    in_currency = places.get("currency") if currency else None
    if status is None and cancelled is None and in_currency is None:
        return None
    known: dict[str, bool] = {"": True}

    def passes(row: list[str]) -> bool:
        if cancelled is not None and row[cancelled].strip():
            return False
        if in_currency is not None:
            check_currency(row[in_currency].strip(), currency, unit)
        if status is None:
            return True
        word = row[status]
        found = known.get(word)
        if found is None:
            found = known[word] = compact(word) not in _NOT_SOLD
        return found

    return passes


def check_currency(found: str, ours: str, unit: str) -> None:
    """Raise InvalidValue for an amount in another currency, or in toman among rials."""
    code = found.upper()
    is_ours = code == ours and (ours != "IRR" or unit == "rial")
    is_toman = code in ("IRT", "TMN") and ours == "IRR" and unit == "toman"
    if len(code) == 3 and code.isascii() and code.isalpha() and not (is_ours or is_toman):
        raise InvalidValue(
            _("the amount is in {found}, not in {ours}").format(found=excerpt(found), ours=ours)
        )
