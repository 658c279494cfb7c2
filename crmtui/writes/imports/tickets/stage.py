"""Rows of a file of tickets, checked and joined by their ids in a stage file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.ticket_rows import TicketRow
from crmtui.locale import _
from crmtui.models.limits import LINE, TEXT
from crmtui.text.calendar import from_utc_text, to_utc_text
from crmtui.text.phones import Region
from crmtui.writes.imports.named import CUSTOMERS, NamedCustomers, check_length
from crmtui.writes.imports.result import OnProgress, OnReject, Rejected
from crmtui.writes.imports.tickets.history import Event, Said, history, latest, summary

FIELDS = (
    *("subject", "channel", "category", "priority", "assignee", "product", "warranty_until"),
    *("status", "opened_at", "reply_due", "solve_due", "first_reply_at", "solved_at", "closed_at"),
    *("ended_at", "waiting_since", "reopened", "csat", "nps", "comment", "rated_at"),
)
"""The columns of a ticket that a file may fill, beside those that name another row."""
STAGE = f"""
{CUSTOMERS}
CREATE TABLE ticket(seq INTEGER PRIMARY KEY, ref TEXT UNIQUE, digest TEXT, customer INTEGER,
 purchase TEXT, merged TEXT, {", ".join(FIELDS)});
CREATE TABLE event(ticket INTEGER, place INTEGER, at TEXT, kind TEXT, value TEXT, by TEXT);
CREATE TABLE message(ticket INTEGER, place INTEGER, at TEXT, channel TEXT, direction TEXT,
 text TEXT);
CREATE TABLE visit(ticket INTEGER, kind TEXT, at TEXT, minutes INTEGER, place TEXT, who TEXT,
 note TEXT, created_at TEXT, done_at TEXT, dropped INTEGER);
CREATE TABLE link(ticket INTEGER, other TEXT);
"""
PUT_TICKET = f"INSERT INTO ticket VALUES({', '.join('?' * (6 + len(FIELDS)))})"
PUT_EVENT = "INSERT INTO event VALUES(?, ?, ?, ?, ?, ?)"
PUT_MESSAGE = "INSERT INTO message VALUES(?, ?, ?, ?, ?, ?)"
_BATCH = 5_000
_REPEATED = 1.1
"""With more rows than that for a ticket, a file is a log: one repeated by mistake is none."""
_ONE_LINE = ("subject", "status", "priority", "category", "assignee", "product", "ref")


class FileDates(NamedTuple):
    """How the dates of a file are read; each raises InvalidValue."""

    when: Callable[[str], str]
    """To UTC text."""
    day: Callable[[str], str]
    """To an ISO day."""


class Counts(NamedTuple):
    """What went into the stage."""

    rows: int
    rejected: int
    tickets: int


class _Found:
    """A ticket as its rows tell of it: in the order of their times, the later has the last word."""

    __slots__ = ("customer", "said")

    def __init__(self) -> None:
        self.customer: tuple[int, str] | None = None
        self.said: list[Said] = []


def stage_tickets(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[int, list[str], TicketRow | InvalidValue]],
    region: Region,
    dates: FileDates,
    on_reject: OnReject,
    on_progress: OnProgress,
) -> Counts:
    """Read all rows, whatever their order, and write the tickets that they tell of to the stage."""
    stager = _Stager(connection, region, dates)
    count = rejected = 0
    for count, (number, cells, row) in enumerate(rows, 1):
        try:
            if isinstance(row, InvalidValue):
                raise row
            stager.take(count, row)
        except InvalidValue as error:
            rejected += 1
            on_reject(Rejected(number, cells, error.message))
        if count % _BATCH == 0:
            on_progress(count)
    tickets, backward = stager.write(on_reject)
    return Counts(count, rejected + backward, tickets)


class _Stager:
    """Holds what each ticket is made of: its rows may stand anywhere in the file."""

    def __init__(self, connection: sqlite3.Connection, region: Region, dates: FileDates) -> None:
        self._connection = connection
        self._when, self._day = dates
        self._customers = NamedCustomers(connection, region)
        self._tickets: dict[str, _Found] = {}
        self._waiting: dict[str, list[tuple[object, ...]]] = {
            statement: [] for statement in (PUT_TICKET, PUT_EVENT, PUT_MESSAGE)
        }

    def take(self, place: int, row: TicketRow) -> None:
        """Take a row in. Raises InvalidValue."""
        check_length(max((getattr(row, field) for field in _ONE_LINE), key=len), LINE)
        check_length(max(row.text, row.comment, key=len), TEXT)
        if row.warranty:
            row = row._replace(warranty=self._day(row.warranty))
        moments = {field: self._when(cell) for field, cell in row.moments.items()}
        begun = moments.get("at") or moments.get("updated") or moments.get("opened")
        if begun is None:
            raise InvalidValue(_("there is no date in it"))
        _check_order(moments)
        customer = None
        if row.customer or row.name or row.phone or row.email:
            customer = self._customers.place(row.customer, row.name, row.phone, row.email)
        ref = row.ref or "row:" + _digest("\0".join(row.raw))
        found = self._tickets.setdefault(ref, _Found())
        found.customer = customer or found.customer
        found.said.append(Said(begun, place, row, moments))

    def write(self, on_reject: OnReject) -> tuple[int, int]:
        """Write all tickets to the stage; return how many there are, and the rows left out."""
        rows = sum(len(found.said) for found in self._tickets.values())
        is_log = rows > _REPEATED * len(self._tickets)
        left_out = 0 if is_log else self._leave_out_backward(on_reject)
        for seq, (ref, found) in enumerate(self._tickets.items()):
            found.said.sort(key=lambda said: said[:2])
            events = history(found.said, is_log)
            told = [(seq, e.place, e.at, "status", e.status, e.by) for e in events]
            self._put(PUT_TICKET, [_ticket(seq, ref, found, events, is_log)])
            self._put(PUT_EVENT, told)
            self._put(PUT_MESSAGE, [(seq, *message) for message in _messages(found.said)])
        for statement in self._waiting:
            self._flush(statement)
        return len(self._tickets), left_out

    def _leave_out_backward(self, on_reject: OnReject) -> int:
        """Leave out rows of a list that end before their one other date, which is the opening."""
        count = 0
        for ref, found in list(self._tickets.items()):
            for one in list(found.said):
                try:
                    _check_order({"opened": one.moments.get("at", "")} | one.moments)
                except InvalidValue as error:
                    count += 1
                    found.said.remove(one)
                    on_reject(Rejected(one.row.row, one.row.raw, error.message))
            if not found.said:
                del self._tickets[ref]
        return count

    def _put(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._waiting[statement] += rows
        if len(self._waiting[statement]) >= _BATCH:
            self._flush(statement)

    def _flush(self, statement: str) -> None:
        self._connection.executemany(statement, self._waiting[statement])
        self._waiting[statement].clear()


def _messages(said: list[Said]) -> list[tuple[object, ...]]:
    """Return what the customer wrote; a log may repeat it with every event."""
    texts: dict[str, tuple[object, ...]] = {}
    for one in said:
        if one.row.text:
            at = one.moments.get("opened", one.begun)
            texts.setdefault(one.row.text, (one.place, at, "", "in", one.row.text))
    return list(texts.values())


def _check_order(moments: dict[str, str]) -> None:
    """Raise InvalidValue for a ticket that was answered or solved before it was opened."""
    opened = moments.get("opened", "")
    if min(moments.get("solved", "~"), moments.get("closed", "~")) < opened:
        raise InvalidValue(_("it was solved before it was opened"))
    if moments.get("first_reply", "~") < opened:
        raise InvalidValue(_("it was answered before it was opened"))


def _ticket(
    seq: int, ref: str, found: _Found, events: list[Event], is_log: bool
) -> tuple[object, ...]:
    """Return a ticket as the stage keeps it; what the rows do not say is empty."""
    rows = [said.row for said in found.said]

    def last(field: str) -> Any:
        return next(
            (v for row in reversed(rows) if (v := getattr(row, field)) not in ("", None)), ""
        )

    is_timed = is_log and all(said.happened for said in found.said)
    sums = summary(events, "" if is_timed else last("status"), is_timed)
    if is_timed and sums.solved_at is None:
        sums = sums._replace(solved_at=latest(found.said, "solved"))
    csat, nps, category = last("csat"), last("nps"), last("category")
    subject = next((row.subject for row in rows if row.subject), "") or f"{category} {ref}".strip()
    rated = None if (csat, nps) == ("", "") else sums.ended_at
    values = (
        *(subject[:LINE], last("channel") or None, category, last("priority") or "normal"),
        *(last("assignee"), last("product"), last("warranty") or None, sums.status or "new"),
        *(sums.opened_at, None, None, _first_reply(found.said), sums.solved_at, sums.closed_at),
        *(sums.ended_at, sums.waiting_since, sums.reopened),
        *(None if csat == "" else csat, None if nps == "" else nps, last("comment"), rated),
    )
    place, who = found.customer or (None, "")
    told = (who, *values, *(row.text for row in rows), *((e.at, e.status, e.by) for e in events))
    return seq, ref, _digest("\0".join(map(str, told))), place, "", "", *values


def _first_reply(said: list[Said]) -> str | None:
    """Return the first reply that the rows tell of: its moment, or so long after the opening."""
    replies = [
        reply
        for one in said
        if (
            reply := one.moments.get("first_reply")
            or _later(one.moments.get("opened", one.begun), one.row.reply_minutes)
        )
    ]
    return min(replies, default=None)


def _later(opened: str, minutes: int | None) -> str | None:
    """Return the moment so many minutes after the opening."""
    if minutes is None:
        return None
    return to_utc_text(from_utc_text(opened) + timedelta(minutes=minutes))


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=12).hexdigest()
