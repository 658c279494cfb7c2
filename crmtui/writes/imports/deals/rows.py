"""Rows of a list of deals, checked and keyed in a stage file."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.cells import number_text
from crmtui.exchange.deal_words import (
    outcome_of,
    percent_of,
    said_yes,
    stage_name,
    value_of,
)
from crmtui.exchange.guard import unguard
from crmtui.locale import _
from crmtui.models.limits import LINE, MOST, TEXT
from crmtui.text.clean import clean_text
from crmtui.text.formats import Formats
from crmtui.writes.imports.deals.people import People
from crmtui.writes.imports.purchases.columns import Money
from crmtui.writes.imports.result import OnProgress, OnReject, Rejected
from crmtui.writes.imports.tables import check_width

STAGE = """
CREATE TABLE customer(seq INTEGER PRIMARY KEY, ref TEXT, name TEXT, phone TEXT, email TEXT);
CREATE TABLE company(seq INTEGER PRIMARY KEY);
CREATE TABLE works(seq INTEGER PRIMARY KEY, company INTEGER);
CREATE TABLE deals(seq INTEGER PRIMARY KEY, own TEXT, ref TEXT, digest TEXT, customer INTEGER,
 title TEXT, amount INTEGER, products TEXT, pipeline TEXT, stage TEXT, stage_key TEXT, kind TEXT,
 probability INTEGER, opened_at TEXT, closed_at TEXT, expected TEXT, touched_at TEXT, source TEXT,
 owner TEXT, reason TEXT, competitor TEXT, number TEXT, note TEXT, at_counter INTEGER,
 history TEXT, purchase TEXT);
"""
_BATCH = 5_000
_DEAL = f"INSERT INTO deals VALUES({', '.join('?' * 26)})"
_TEXTS = ("title", "products", "source", "owner", "competitor", "reason")


class DealColumns(NamedTuple):
    """Where each field stands in a row, the likeliest column first, and how it is read."""

    places: Mapping[str, list[int]]
    when: Callable[[str], str]
    """A date as found → UTC text; raises InvalidValue."""
    money: Mapping[tuple[str, str, str], Money]
    formats: Formats
    today: date
    width: int
    is_ours: bool = False
    check_currency: Callable[[str], None] = lambda _found: None
    """Raises InvalidValue for an amount in another currency."""


class Staged(NamedTuple):
    """What came of reading the rows."""

    rows: int
    rejected: int
    rounded: int
    skipped: int


class _Skipped(Exception):
    """The row is of a deal that was deleted there."""


class _End(NamedTuple):
    """How far a deal has come: its stage, whether it is open, won or lost, and why."""

    kind: str
    stage: str
    key: str
    why: str


def stage_deals(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[int, list[str]]],
    columns: DealColumns,
    on_reject: OnReject,
    on_progress: OnProgress,
) -> Staged:
    """Read all rows into the stage; of rows with the same id the last one stays."""
    stager = _Stager(connection, columns)
    batch: list[tuple[object, ...]] = []
    rejected = skipped = count = 0
    for number, row in rows:
        if not any(map(str.strip, row)):
            continue
        count += 1
        try:
            batch.append(stager.entry(count, row))
        except InvalidValue as error:
            rejected += 1
            on_reject(Rejected(number, row, error.message))
        except _Skipped:
            skipped += 1
        if len(batch) == _BATCH:
            connection.executemany(_DEAL, batch)
            batch.clear()
            on_progress(count)
    connection.executemany(_DEAL, batch)
    connection.execute(
        "DELETE FROM deals WHERE seq NOT IN (SELECT max(seq) FROM deals GROUP BY ref)"
    )
    connection.execute(
        "CREATE TABLE named AS SELECT customer FROM deals UNION SELECT w.company FROM works w "
        "WHERE w.seq IN (SELECT customer FROM deals)"
    )
    return Staged(count, rejected, stager.rounded, skipped)


class _Stager:
    """Checks rows one by one, and knows the people they name."""

    def __init__(self, connection: sqlite3.Connection, columns: DealColumns) -> None:
        self._columns = columns
        self._people = People(connection, columns.places)
        self._twins: Counter[str] = Counter()
        self.rounded = 0

    def entry(self, seq: int, row: list[str]) -> tuple[object, ...]:
        """Return the row as the stage keeps it. Raises InvalidValue or _Skipped."""
        columns = self._columns
        check_width(row, columns.width)
        self._row = [*row, *[""] * (columns.width - len(row))]
        if said_yes(self._text("deleted")):
            raise _Skipped
        self._check_alone(row)
        end = self._end()
        texts = {field: unguard(self._text(field)) for field in _TEXTS}
        texts["reason"] = (texts["reason"] or end.why) if end.kind == "lost" else ""
        note = self._note()
        if max(map(len, (*texts.values(), end.stage))) > LINE or len(note) > TEXT:
            raise InvalidValue(_("a text in it is longer than {n} letters").format(n=LINE))
        amount = self._amount()
        opened, closed, expected = self._days(end.kind)
        touched = self._when("touched") or closed or opened
        own, digest = number_text(self._text("id")), _digest(row)
        number = unguard(self._text("ref")) if columns.is_ours else own
        return (
            *(seq, own, own or self._row_ref(digest), digest, self._people.place_of(self._row)),
            *(texts["title"], amount, texts["products"], unguard(self._text("pipeline"))),
            *(end.stage, end.key, end.kind, percent_of(self._text("probability"))),
            *(opened, closed, expected, touched, texts["source"], texts["owner"], texts["reason"]),
            *(texts["competitor"], number, note),
            *(bool(said_yes(self._text("at_counter"))), self._text("history")),
            number_text(self._text("purchase")),
        )

    def _text(self, field: str) -> str:
        """Return the first value of a field's columns, in one line."""
        for at in self._columns.places.get(field, ()):
            if text := value_of(self._row[at]):
                return text
        return ""

    def _note(self) -> str:
        cells = (self._row[at] for at in self._columns.places.get("note", ()))
        return "\n".join(clean_text(unguard(cell)) for cell in cells if value_of(cell))

    def _check_alone(self, row: list[str]) -> None:
        """Raise InvalidValue for a line below a table, like "Grand Totals (5 records)"."""
        filled = [cell for cell in row if cell.strip()]
        if "stage" in self._columns.places and len(row) > 3 and len(filled) == 1:
            raise InvalidValue(_("there is nothing in it but one value"))

    def _end(self) -> _End:
        """Tell how far a deal has come, by its stage and by what says how it ended."""
        stage = stage_name(self._text("stage"))
        said = self._text("outcome")
        outcome = outcome_of(said)
        if "deleted" in (outcome, outcome_of(stage.name)):
            raise _Skipped
        ended, active = said_yes(self._text("ended")), said_yes(self._text("active"))
        if stage.kind != "open" and self._text("stage"):
            return _End(stage.kind, stage.name, stage.key, stage.why)
        kind = outcome or ("won" if said_yes(said) else "open" if ended is False else "")
        if not kind and (ended or active is False or self._text("reason")):
            kind = "lost"
        if not kind and said_yes(said) is False and self._text("closed"):
            kind = "lost"  # "converted: no", and when that was settled
        return _End(kind or "open", stage.name, stage.key, "")

    def _amount(self) -> int | None:
        columns = self._columns
        text = self._text("amount")
        if not text:
            return None
        columns.check_currency(self._text("currency"))
        worth = columns.money[text, "", ""]
        if not 0 <= worth.amount < MOST:
            raise InvalidValue(_("the amount is below zero"))
        self.rounded += worth.rounded
        return worth.amount

    def _days(self, kind: str) -> tuple[str | None, str | None, str | None]:
        """Return when a deal was opened, when it ended, and the day it is expected to.

        A close date of an open deal is the expected one. Raises InvalidValue out of order.
        """
        formats = self._columns.formats
        opened, closed = self._when("opened"), self._when("closed")
        day = self._when("expected")
        expected = formats.day(day).isoformat() if day else None
        if kind == "open":
            expected = expected or (formats.day(closed).isoformat() if closed else None)
            closed = None
        first = formats.day(opened) if opened else None
        last = formats.day(closed) if closed else None
        if first and first > self._columns.today:
            raise InvalidValue(_("it was opened on a day still to come"))
        if last and last > self._columns.today:
            raise InvalidValue(_("it ended on a day still to come"))
        until = last or (date.fromisoformat(expected) if expected and kind == "open" else None)
        if first and until and until < first:
            raise InvalidValue(
                _("the close date {closed} lies before the opening on {opened}").format(
                    closed=formats.date(until), opened=formats.date(first)
                )
            )
        return opened, max(closed, opened) if closed and opened else closed, expected

    def _when(self, field: str) -> str | None:
        text = self._text(field)
        return self._columns.when(text) if text else None

    def _row_ref(self, digest: str) -> str:
        """Name a row without an id by its content and its count among equal rows.

        Equal rows with a phone or an e-mail are one lead that came in twice.
        """
        if self._text("customer_phone") or self._text("customer_email"):
            return f"row:{digest}"
        self._twins[digest] += 1
        return f"row:{digest}:{self._twins[digest]}"


def _digest(row: list[str]) -> str:
    return blake2b("\0".join(row).encode("utf-8", "replace"), digest_size=12).hexdigest()
