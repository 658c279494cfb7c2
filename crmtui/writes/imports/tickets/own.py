"""Our own export of tickets: a row for each ticket, then its history, messages and visits."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from crmtui.errors import InvalidValue
from crmtui.exchange.cells import number_text, tidy_all
from crmtui.exchange.guard import unguard
from crmtui.exchange.tables.table import Table
from crmtui.locale import _
from crmtui.models.limits import LINE, TEXT
from crmtui.models.words import AppointmentKind, Channel, TicketChange
from crmtui.text.clean import clean_text, excerpt
from crmtui.text.phones import Region
from crmtui.writes.imports.named import NamedCustomers, check_length
from crmtui.writes.imports.result import OnProgress, OnReject, Rejected
from crmtui.writes.imports.tickets.stage import (
    FIELDS,
    PUT_EVENT,
    PUT_MESSAGE,
    PUT_TICKET,
    Counts,
    FileDates,
)

_MOMENTS = frozenset(name for name in FIELDS if name.endswith(("_at", "_due", "_since")))
_NUMBERS = {"csat": (1, 5), "nps": (0, 10), "reopened": (0, 10**6)}
_TEXTS = frozenset({"text", "comment"})
_MESSAGES = {"in": "in", "out": "out", "note": None}
_PUT_VISIT = "INSERT INTO visit VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PUT_LINK = "INSERT INTO link VALUES(?, ?)"
_PROGRESS = 5_000

Cells = Mapping[str, str]


def is_own(header: Sequence[str]) -> bool:
    """Tell whether a table is our export of tickets."""
    return {"id", "at", "kind", "value", "by", "merged_into"} <= set(header)


def stage_own(
    connection: sqlite3.Connection,
    table: Table,
    region: Region,
    dates: FileDates,
    on_reject: OnReject,
    on_progress: OnProgress,
) -> Counts:
    """Read all rows into the stage."""
    stager = _Stager(connection, region, dates)
    read = _reader(table.header)
    count = rejected = 0
    for number, row in enumerate(table.rows, table.first_row):
        if not any(map(str.strip, row)):
            continue
        count += 1
        try:
            stager.take(count, read(row))
        except InvalidValue as error:
            rejected += 1
            on_reject(Rejected(number, row, error.message))
        if count % _PROGRESS == 0:
            on_progress(count)
    return Counts(count, rejected, stager.write())


def _reader(header: Sequence[str]) -> Callable[[list[str]], Cells]:
    """Return what reads a row into its cells by name, each as safe as a typed one."""
    lines = [name for name in header if name not in _TEXTS]
    places = [header.index(name) for name in lines]
    texts = [(name, header.index(name)) for name in header if name in _TEXTS]
    ends = [" "] * len(lines)

    def read(row: list[str]) -> Cells:
        wide = row + [""] * (len(header) - len(row))
        cells = dict(zip(lines, tidy_all([wide[at] for at in places], ends), strict=True))
        return cells | {name: clean_text(unguard(wide[at])) for name, at in texts}

    return read


class _Stager:
    """Puts rows where they belong; the row of a ticket comes before the others of it."""

    def __init__(self, connection: sqlite3.Connection, region: Region, dates: FileDates) -> None:
        self._connection = connection
        self._when, self._day = dates
        self._customers = NamedCustomers(connection, region)
        self._tickets: dict[str, tuple[tuple[Any, ...], Any]] = {}

    def take(self, place: int, cells: Cells) -> None:
        """Take a row in. Raises InvalidValue."""
        for name, text in cells.items():
            check_length(text, TEXT if name in _TEXTS else LINE)
        ref, kind = number_text(cells["id"]), cells["kind"]
        if kind == "ticket":
            self._take_ticket(ref, cells)
        elif ref not in self._tickets:
            raise InvalidValue(_("the row of the ticket itself is missing before it"))
        else:
            self._take_part(self._tickets[ref][0][0], place, kind, cells)
        self._tickets[ref][1].update("\0".join(cells.values()).encode())

    def write(self) -> int:
        """Write the tickets to the stage; return how many there are."""
        rows = ((*ticket[:2], mark.hexdigest(), *ticket[3:]) for ticket, mark in self._found())
        self._connection.executemany(PUT_TICKET, rows)
        return len(self._tickets)

    def _found(self) -> list[tuple[tuple[Any, ...], Any]]:
        return list(self._tickets.values())

    def _take_ticket(self, ref: str, cells: Cells) -> None:
        if ref in self._tickets:
            raise InvalidValue(_("the ticket stands in the file twice"))
        customer = None
        if cells["customer"] or cells["customer_id"]:
            name = cells["customer"]
            customer, _who = self._customers.place(number_text(cells["customer_id"]), name, "", "")
        values = [
            self._field(name, cells["at" if name == "opened_at" else name]) for name in FIELDS
        ]
        if values[FIELDS.index("opened_at")] is None:
            raise InvalidValue(_("there is no date in it"))
        purchase, merged = number_text(cells["purchase_id"]), number_text(cells["merged_into"])
        row = (len(self._tickets), ref, "", customer, purchase, merged, *values)
        self._tickets[ref] = row, blake2b(digest_size=12)

    def _field(self, name: str, cell: str) -> object:
        """Read a field of a ticket. Raises InvalidValue."""
        if name in _MOMENTS:
            return self._when(cell) if cell else None
        if name == "warranty_until":
            return self._day(cell) if cell else None
        if name in _NUMBERS:
            return _whole(cell, *_NUMBERS[name]) if cell else 0 if name == "reopened" else None
        if name == "channel":
            return Channel(cell).value if cell in set(Channel) else None
        return cell or {"priority": "normal", "status": "new"}.get(name, "")

    def _take_part(self, ticket: int, place: int, kind: str, cells: Cells) -> None:
        at = self._when(cells["at"])
        if kind in _MESSAGES:
            row = (ticket, place, at, cells["channel"], _MESSAGES[kind], cells["text"])
            self._connection.execute(PUT_MESSAGE, row)
        elif kind == "link":
            self._connection.execute(_PUT_LINK, (ticket, number_text(cells["value"])))
        elif kind in set(AppointmentKind):
            self._connection.execute(_PUT_VISIT, (ticket, kind, at, *self._visit(cells)))
        elif kind in set(TicketChange):
            row = (ticket, place, at, kind, number_text(cells["value"]), cells["by"])
            self._connection.execute(PUT_EVENT, row)
        else:
            raise InvalidValue(_("there is no kind of row {kind}").format(kind=excerpt(kind)))

    def _visit(self, cells: Cells) -> tuple[object, ...]:
        done = self._when(cells["done_at"]) if cells["done_at"] else None
        minutes = _whole(cells["minutes"], 1, 10_000)
        created = self._when(cells["created_at"])
        dropped = int(cells["value"] == "off")
        return minutes, cells["place"], cells["by"], cells["text"], created, done, dropped


def _whole(cell: str, least: int, most: int) -> int:
    text = number_text(cell)
    if text.isdecimal() and least <= int(text[:9]) <= most:
        return int(text)
    raise InvalidValue(
        _("{value} is no number from {least} to {most}").format(
            value=excerpt(cell) or "''", least=least, most=most
        )
    )
