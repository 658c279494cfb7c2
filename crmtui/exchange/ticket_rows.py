"""Turn the rows of a table into what they tell of tickets, whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.cells import emails_in, number_text, phones_in, tidy_all
from crmtui.exchange.guard import unguard
from crmtui.exchange.headers.match import Mapping
from crmtui.exchange.headers.words import compact
from crmtui.exchange.interaction_words import said
from crmtui.exchange.tables.table import Table
from crmtui.locale import _
from crmtui.rules.ticket_words import priority_of, status_of
from crmtui.text.clean import clean_text
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold

MOMENTS = ("at", "updated", "opened", "solved", "closed", "first_reply")
"""The fields that hold a date."""
_SINGLES = (
    *("id", "customer", "customer_name", "customer_given", "customer_family", "customer_phone"),
    *("customer_email", "subject", *MOMENTS, "reply_after", "status", "priority", "category"),
    *("channel", "assignee", "product", "warranty", "csat", "nps", "comment"),
)
_GOOD = (
    "good, great, excellent, happy, very happy, extremely happy, satisfied, very satisfied, "
    "extremely satisfied, positive, خوب, عالی, راضی"
)
_FAIR = "neutral, ok, okay, متوسط"
_BAD = (
    "bad, poor, terrible, unhappy, very unhappy, extremely unhappy, dissatisfied, "
    "very dissatisfied, unsatisfied, negative, بد, ناراضی"
)
_WORDED = {
    fold(word): score
    for score, words in ((5, _GOOD), (3, _FAIR), (1, _BAD))
    for word in words.split(", ")
}
"""Ratings in words, as thumbs and smileys give them."""
_NOT_RATED = frozenset(("", "offered", "unoffered", "none", "no", "not rated", "nan", "null", "-"))
_UNKNOWN = "?"
"""How some logs write what they do not know."""
_NO_DATE = frozenset(("", "-", "n/a", "na", "nan", "nat", "null", "none"))
_NUMBER = re.compile(r"-?\d{1,9}(\.\d*)?")
_STARS = 5
_CLOCK = re.compile(r"(\d+):(\d\d)(?::(\d\d))?")


class TicketRow(NamedTuple):
    """What a row tells of a ticket; what is missing is empty."""

    row: int
    """Its number in the file, as a person would count."""
    ref: str
    customer: str
    """Their id in that program, or what they are called where there is no id."""
    name: str
    phone: str
    email: str
    subject: str
    text: str
    moments: dict[str, str]
    """The dates as found, those of MOMENTS that say something."""
    reply_minutes: int | None
    """From the opening to the first reply."""
    status: str
    """One of ours, or the word of the program."""
    priority: str
    category: str
    channel: str
    assignee: str
    product: str
    warranty: str
    csat: int | None
    nps: int | None
    comment: str
    raw: list[str]


def rows_from_table(
    table: Table, mapping: Mapping
) -> Iterator[tuple[int, list[str], TicketRow | InvalidValue]]:
    """Yield the number, the cells and what they tell, or why they tell nothing; blanks pass."""
    reader = Reader(table.header, mapping)
    for number, row in enumerate(table.rows, table.first_row):
        if any(map(str.strip, row)):
            try:
                yield number, row, reader.read(number, row)
            except InvalidValue as error:
                yield number, row, error


def date_samples(table: Table, mapping: Mapping) -> list[str]:
    """Return the first dates of all columns that hold some, to settle how they are written."""
    places = [at for field in MOMENTS for at in mapping.columns.get(field, ())]
    return [row[at] for at in places for row in table.sample if at < len(row)]


class Reader:
    """A mapping worked out once, for many rows."""

    def __init__(self, header: list[str], mapping: Mapping) -> None:
        columns = mapping.columns
        self._used = sorted({at for field in _SINGLES for at in columns.get(field, ())})
        self._texts = sorted(columns.get("text", ()))
        self._width = max((*self._used, *self._texts), default=0) + 1
        place = {column: at for at, column in enumerate(self._used)}
        self._empty = dict.fromkeys(_SINGLES, "")
        self._places = [
            (field, [place[column] for column in columns[field]])
            for field in _SINGLES
            if columns.get(field)
        ]
        self._line_ends = [" "] * len(self._used)
        self._moments = [field for field in MOMENTS if field in columns]
        name = compact(header[columns["reply_after"][0]]) if "reply_after" in columns else ""
        self._unit = 1 if "min" in name else 60
        self._words: dict[tuple[str, str, str], tuple[str, str, str]] = {}

    def read(self, number: int, row: list[str]) -> TicketRow:
        """Read one row. Raises InvalidValue for a rating that cannot be."""
        wide = row if len(row) >= self._width else row + [""] * (self._width - len(row))
        tidy = tidy_all([wide[at] for at in self._used], self._line_ends)
        cells = ["" if cell == _UNKNOWN else cell for cell in tidy]
        of = self._empty.copy()
        for field, places in self._places:
            of[field] = cells[places[0]] or next((cells[at] for at in places if cells[at]), "")
        csat = _score(of["csat"], 1, _STARS)
        said_only = of["csat"] if csat is None else ""
        if said_only and fold(said_only) in _NOT_RATED:
            said_only = ""
        status, priority, channel = self._fixed(of["status"], of["priority"], of["channel"])
        name = f"{of['customer_given']} {of['customer_family']}".strip()
        phone, email = of["customer_phone"], of["customer_email"]
        return TicketRow(
            number,
            number_text(of["id"]),
            number_text(of["customer"]),
            of["customer_name"] or name,
            phones_in(phone)[0] if phone else "",
            emails_in(email)[0] if email else "",
            of["subject"],
            "\n".join(filter(None, (clean_text(unguard(wide[at])) for at in self._texts))),
            {field: of[field] for field in self._moments if of[field].casefold() not in _NO_DATE},
            self._minutes(of["reply_after"]),
            status,
            priority,
            of["category"],
            channel,
            of["assignee"],
            of["product"],
            of["warranty"],
            csat,
            _score(of["nps"], 0, 10),
            of["comment"] or said_only,
            row,
        )

    def _fixed(self, status: str, priority: str, channel: str) -> tuple[str, str, str]:
        """Read the cells with fixed words; a file has few different ones."""
        cells = status, priority, channel
        found = self._words.get(cells)
        if found is None:
            found = self._words[cells] = (
                status_of(number_text(status)),
                priority_of(priority),
                (said(channel, "channel").channel or "other") if channel else "",
            )
        return found

    def _minutes(self, cell: str) -> int | None:
        """Read a span in the unit of its header, or as hours, minutes and seconds."""
        if not cell:
            return None
        text = to_ascii(cell)
        if clock := _CLOCK.fullmatch(text):
            return int(clock[1]) * 60 + int(clock[2])
        try:
            minutes = float(text) * self._unit
        except ValueError:
            return None
        return int(minutes) if 0 <= minutes < 10**8 else None


def _score(cell: str, least: int, most: int) -> int | None:
    """Read a rating; a word that says none is left to the comment.

    Raises InvalidValue for a number that cannot be one.
    """
    if not cell:
        return None
    text = fold(cell)
    if not _NUMBER.fullmatch(text):
        return _WORDED.get(text) if most == _STARS else None
    number = float(text)
    if not least <= number <= most:
        raise InvalidValue(
            _("{value} is no score from {least} to {most}").format(
                value=cell[:20], least=least, most=most
            )
        )
    return round(number)
