"""The shop's own fields in a file of contacts: read, and made where the store lacks them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.headers.own import OwnColumn
from crmtui.locale import _
from crmtui.models.limits import TEXT
from crmtui.rules.custom import OwnField, is_plain, read
from crmtui.store.connect import Store
from crmtui.store.search import SEARCHED
from crmtui.text.clean import excerpt
from crmtui.text.fold import fold
from crmtui.text.formats import Formats
from crmtui.text.money import to_minor
from crmtui.writes.consequences import is_undecided


class OwnReader(NamedTuple):
    """A field, and what reads its texts into their plain form; that raises InvalidValue."""

    field: OwnField
    read: Callable[[str], str]

    @property
    def is_searched(self) -> bool:
        """Tell whether contacts are found by what it holds."""
        return self.field.kind in SEARCHED


class Ways(NamedTuple):
    """How a file is read."""

    formats: Formats
    """Of the shop, with the currency that it has once the file is in."""
    today: date
    day_first: bool | None
    is_ours: bool
    """It was written by us, in plain forms."""
    is_minor: bool = False
    """Its amounts are in minor units."""


def own_readers(columns: Iterable[OwnColumn], ways: Ways) -> tuple[OwnReader, ...]:
    """Return a reader for each own field of a file."""
    return tuple(OwnReader(column.field, _reader(column, ways)) for column in columns)


def _reader(column: OwnColumn, ways: Ways) -> Callable[[str], str]:
    field = column.field

    def reader(text: str) -> str:
        value = _plain(column, text, ways) if ways.is_ours else ""
        value = value or read(field, text, ways.formats, ways.today, day_first=ways.day_first)
        if len(value) > TEXT:
            raise InvalidValue(_("a text in it is longer than {n} letters").format(n=TEXT))
        return value

    return reader


def _plain(column: OwnColumn, text: str, ways: Ways) -> str:
    """Return what a file of ours says in a plain form; "" if a person has changed it."""
    if column.field.kind != "money":
        return text if is_plain(column.field, text) else ""
    currency = ways.formats.cur
    if column.currency and column.currency != currency.code:
        raise InvalidValue(
            _("the amount is in {found}, not in {ours}").format(
                found=excerpt(column.currency), ours=currency.code
            )
        )
    if ways.is_minor:
        return text if is_plain(column.field, text) else ""
    try:
        return str(to_minor(Decimal(text), currency).minor)
    except InvalidOperation:
        return ""


def adopting(store: Store, columns: Iterable[OwnColumn], ways: Ways) -> tuple[Ways, str]:
    """Let a shop without any take on the currency of a file; return that, or ""."""
    said = next((column.currency for column in columns if column.currency), "")
    if said in ("", ways.formats.currency) or not is_undecided(store):
        return ways, ""
    formats = ways.formats._replace(currency=said, unit="")
    try:
        formats.cur  # noqa: B018 raises for a currency that does not exist
    except InvalidValue:
        return ways, ""
    return ways._replace(formats=formats), said


def place_fields(connection: sqlite3.Connection, fields: Sequence[OwnField]) -> None:
    """Fill the temporary table `own_field` (place in the file → field), making what is missing."""
    connection.execute("CREATE TEMP TABLE own_field(place INTEGER PRIMARY KEY, id INTEGER)")
    for place, field in enumerate(fields):
        connection.execute(
            "INSERT INTO custom_field(name, key, kind, choices, position) "
            "SELECT ?, ?, ?, ?, 1 + (SELECT coalesce(max(position), 0) FROM custom_field) "
            "WHERE NOT EXISTS (SELECT 1 FROM custom_field WHERE key = ?)",
            (field.name, fold(field.name), field.kind, "\n".join(field.choices), fold(field.name)),
        )
        connection.execute(
            "INSERT INTO own_field SELECT ?, id FROM custom_field WHERE key = ?",
            (place, fold(field.name)),
        )
