"""Tickets: the queue by what breaches next, lists, and one with what belongs to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.rules.ticket_words import OPEN
from crmtui.text.fold import fold


class TicketLine(NamedTuple):
    """A ticket with whose it is; the times are UTC texts, the warranty is an ISO day."""

    id: int
    contact_id: int | None
    name: str
    subject: str
    channel: str | None
    category: str
    priority: str
    status: str
    assignee: str
    purchase_id: int | None
    product: str
    warranty_until: str | None
    opened_at: str
    reply_due: str | None
    solve_due: str | None
    first_reply_at: str | None
    solved_at: str | None
    closed_at: str | None
    ended_at: str | None
    waiting_since: str | None
    reopened: int
    csat: int | None
    nps: int | None
    comment: str
    rated_at: str | None
    merged_into: int | None

    @property
    def is_open(self) -> bool:
        """It is still to be worked on."""
        return self.status in OPEN and self.merged_into is None

    @property
    def next_due(self) -> str | None:
        """When the next of its deadlines breaches: of the first reply, or of the solution."""
        dues = [self.solve_due, None if self.first_reply_at else self.reply_due]
        return min(filter(None, dues), default=None)


TICKET_COLUMNS = ", ".join(
    "coalesce(c.name, '')" if name == "name" else f"t.{name}" for name in TicketLine._fields
)
_FROM = "FROM ticket t LEFT JOIN contact c ON c.id = t.contact_id"
_FOLDED = f"""SELECT t.id, t.subject, t.product, t.category, coalesce(c.name_key, '')
 {_FROM} WHERE t.id IN ({{marks}})"""
_AT_ONCE = 900
_LINES = f"SELECT {TICKET_COLUMNS} {_FROM}"
# The + keeps SQLite from the index of merged ones, in which nearly all would be found.
OPEN_TICKETS = (
    "t.status IN ('new', 'open', 'waiting', 'on-hold') AND +t.merged_into IS NULL "
    "AND c.deleted_at IS NULL"
)
_RANK = "CASE t.priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'low' THEN 3 ELSE 2 END"
NEXT_DUE = (
    "CASE WHEN t.first_reply_at IS NULL AND t.reply_due < coalesce(t.solve_due, '9999') "
    "THEN t.reply_due ELSE t.solve_due END"
)
BREACHES_NEXT = f"t.waiting_since IS NOT NULL, {NEXT_DUE} NULLS LAST, {_RANK}, t.opened_at, t.id"
"""What breaches next stands first, what waits for the customer last."""


class TicketFilter(NamedTuple):
    """Which tickets are wanted; what is empty does not matter."""

    status: str = ""
    """One status; without it the open ones, or all with `all_`."""
    assignee: str | None = None
    category: str | None = None
    priority: str = ""
    contact: int | None = None
    text: str = ""
    """Words of the subject, the product, the category or the name, in any spelling; or #number."""
    all_: bool = False


def queue(
    connection: sqlite3.Connection,
    wanted: TicketFilter = TicketFilter(),  # noqa: B008  # a tuple, never changed
    *,
    limit: int | None = None,
    skip: int = 0,
) -> list[TicketLine]:
    """Return the tickets to work on, what breaches next first; with `all_`, the newest first."""
    numbers = queue_numbers(connection, wanted)
    return ticket_lines(connection, numbers[skip : None if limit is None else skip + limit])


def queue_numbers(connection: sqlite3.Connection, wanted: TicketFilter) -> list[int]:
    """Return the numbers of the tickets of a queue, in its order."""
    wanted = _as_written(connection, wanted)
    where, values = _where(wanted)
    rows = connection.execute(
        f"SELECT t.id {_FROM} WHERE {where} ORDER BY {_order(wanted)}", values
    )
    numbers = [number for (number,) in rows]
    words = fold(wanted.text).split()
    return _with_words(connection, numbers, words) if words else numbers


def _as_written(connection: sqlite3.Connection, wanted: TicketFilter) -> TicketFilter:
    """Return a filter with its category and assignee as they are written on tickets."""
    for field in ("category", "assignee"):
        value = getattr(wanted, field)
        if value:
            key = fold(value)
            names = [name for (name,) in connection.execute(f"SELECT DISTINCT {field} FROM ticket")]
            same = [name for name in names if fold(name) == key]
            begun = [name for name in names if fold(name).startswith(key)]
            if found := same or begun:
                wanted = wanted._replace(**{field: value if value in found else found[0]})
    return wanted


def _with_words(
    connection: sqlite3.Connection, numbers: Sequence[int], words: Sequence[str]
) -> list[int]:
    """Return those of the tickets that have each of the words, in any spelling, or as number."""
    fitting: set[int] = set()
    for chunk, marks in _chunks(numbers):
        for number, *texts in connection.execute(_FOLDED.format(marks=marks), chunk):
            key = fold(" ".join(texts))
            if all(word in key or word.lstrip("#") == str(number) for word in words):
                fitting.add(number)
    return [number for number in numbers if number in fitting]


def ticket_lines(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[TicketLine]:
    """Return tickets by their numbers, in this order; one that is gone is left out."""
    found: dict[int, TicketLine] = {}
    for chunk, marks in _chunks(numbers):
        for row in connection.execute(f"{_LINES} WHERE t.id IN ({marks})", chunk):
            line = TicketLine(*row)
            found[line.id] = line
    return [found[number] for number in numbers if number in found]


def _chunks(numbers: Sequence[int]) -> Iterator[tuple[Sequence[int], str]]:
    for start in range(0, len(numbers), _AT_ONCE):
        chunk = numbers[start : start + _AT_ONCE]
        yield chunk, ",".join("?" * len(chunk))


def queue_length(
    connection: sqlite3.Connection,
    wanted: TicketFilter = TicketFilter(),  # noqa: B008
) -> int:
    """Return how many tickets of these there are."""
    if wanted.text:
        return len(queue_numbers(connection, wanted))
    where, values = _where(_as_written(connection, wanted))
    (number,) = connection.execute(f"SELECT count(*) {_FROM} WHERE {where}", values).fetchone()
    return int(number)


def ticket(connection: sqlite3.Connection, number: int) -> TicketLine:
    """Return one ticket. Raises NotFound."""
    row = connection.execute(f"{_LINES} WHERE t.id = ?", (number,)).fetchone()
    if row is None:
        raise missing_ticket(number)
    return TicketLine(*row)


def linked_tickets(connection: sqlite3.Connection, number: int) -> list[TicketLine]:
    """Return the tickets that are tied to one, and those that were merged into it."""
    rows = connection.execute(
        f"{_LINES} WHERE t.id IN (SELECT b_id FROM ticket_link WHERE a_id = :id "
        "UNION SELECT a_id FROM ticket_link WHERE b_id = :id) OR t.merged_into = :id ORDER BY t.id",
        {"id": number},
    )
    return [TicketLine(*row) for row in rows]


def tickets_of(connection: sqlite3.Connection, contact: int) -> list[TicketLine]:
    """Return the open tickets of a contact, what breaches next first."""
    return queue(connection, TicketFilter(contact=contact))


def missing_ticket(number: int) -> NotFound:
    """Build the error for a number that no ticket has."""
    return NotFound(
        _("There is no ticket #{id}.").format(id=number),
        _("`crm ticket list --all` shows their numbers."),
    )


def _order(wanted: TicketFilter) -> str:
    ended = wanted.all_ or (wanted.status and wanted.status not in OPEN)
    return "t.opened_at DESC, t.id DESC" if ended else BREACHES_NEXT


def _where(wanted: TicketFilter) -> tuple[str, dict[str, object]]:
    parts, values = ["c.deleted_at IS NULL"], wanted._asdict()
    if wanted.status:
        parts.append("t.status = :status")
    elif not wanted.all_:
        parts.append(OPEN_TICKETS)
    chosen = (name for name in ("assignee", "category") if values[name] is not None)
    parts += [f"t.{name} = :{name}" for name in chosen]
    if wanted.priority:
        parts.append("t.priority = :priority")
    if wanted.contact is not None:
        parts[0] = "t.contact_id = :contact"
    return " AND ".join(parts), values
