"""Turn the rows of a table into interactions, whatever program wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from crmtui.exchange.cells import emails_in, number_text, phones_in, tidy_all
from crmtui.exchange.guard import unguard
from crmtui.exchange.headers.match import Mapping
from crmtui.exchange.interaction_words import channel_in, minutes_in, said, seconds_per
from crmtui.exchange.tables.table import Table
from crmtui.text.clean import clean_text

_SINGLES = (
    *("id", "customer", "customer_name", "customer_given", "customer_family", "customer_phone"),
    *("customer_email", "date", "time", "channel", "direction", "outcome", "purpose", "minutes"),
    *("subject", "thread"),
)
"""Fields with one value: where they have several columns, the first that says something."""
_WORDED = ("channel", "direction", "outcome", "purpose")
_REMEMBERED = 10_000
_TELLING = ("id", "date", "time", "direction", "outcome", "purpose", "minutes", "text", "subject")
"""Fields whose columns may be named after the channel of all rows."""


class InteractionRow(NamedTuple):
    """An interaction as a file tells of it; what is missing is empty."""

    row: int
    """Its number in the file, as a person would count."""
    ref: str
    """Its id in the program it comes from."""
    customer: str
    """Their id in that program, or what they are called where there is no id."""
    name: str
    phone: str
    email: str
    date: str
    """As found, with the time behind it; empty also if the file has no dates."""
    channel: str
    direction: str
    outcome: str
    purpose: str
    minutes: int | None
    text: str
    """With all that could not be read as one of our words."""
    thread: str
    raw: list[str]
    dated: bool = True
    """Whether the file has dates."""


def rows_from_table(table: Table, mapping: Mapping) -> Iterator[InteractionRow]:
    """Yield the interactions of a table; blank rows are passed over."""
    reader = _Reader(table.header, mapping)
    for number, row in enumerate(table.rows, table.first_row):
        if any(map(str.strip, row)):
            yield reader.read(number, row)


def date_samples(table: Table, mapping: Mapping) -> list[str]:
    """Return the first dates as the rows give them, to settle how they are written."""
    reader = _Reader(table.header, mapping)
    return [date for row in table.sample if (date := reader.date(row))]


class _Reader:
    """A mapping worked out once, for many rows."""

    def __init__(self, header: list[str], mapping: Mapping) -> None:
        columns = mapping.columns
        used = sorted({at for field in _SINGLES for at in columns.get(field, ())})
        self._used = used
        self._texts = sorted(columns.get("text", ()))
        self._width = max((*used, *self._texts), default=0) + 1
        place = {column: at for at, column in enumerate(used)}
        # Behind the cells that were picked stands "", for the fields that have no column.
        self._places = {
            field: [place[column] for column in columns.get(field, ())] or [len(used)]
            for field in _SINGLES
        }
        self._line_ends = [" "] * len(used)
        self._dated = "date" in columns
        self._headers = {
            field: header[places[0]] if not header[places[0]].isdigit() else ""
            for field, places in columns.items()
            if places
        }
        self._unit = seconds_per(self._headers.get("minutes", ""))
        named = [header[at] for field in _TELLING for at in columns.get(field, ())]
        self._channel = channel_in(named)
        self._known: dict[tuple[str, ...], _Words] = {}

    def date(self, row: list[str]) -> str:
        """Return the date of a row with the time behind it, as found."""
        return self.read(0, row).date

    def read(self, number: int, row: list[str]) -> InteractionRow:
        """Read one row."""
        wide = row if len(row) >= self._width else row + [""] * (self._width - len(row))
        cells = [*tidy_all([wide[at] for at in self._used], self._line_ends), ""]
        of = {
            field: cells[places[0]] or next((cells[at] for at in places if cells[at]), "")
            for field, places in self._places.items()
        }
        words = self._words(of)
        written = (clean_text(unguard(wide[at])) for at in self._texts if wide[at])
        name = f"{of['customer_given']} {of['customer_family']}".strip()
        date, phone, email = of["date"], of["customer_phone"], of["customer_email"]
        return InteractionRow(
            number,
            number_text(of["id"]),
            number_text(of["customer"]),
            of["customer_name"] or name,
            phones_in(phone)[0] if phone else "",
            emails_in(email)[0] if email else "",
            f"{date} {of['time']}" if date and of["time"] else date,
            words.channel or self._channel or ("call" if words.speaks_of_calls else "note"),
            words.direction,
            words.outcome,
            words.purpose,
            words.minutes,
            words.around("\n".join(part for part in (of["subject"], *written) if part)),
            of["thread"],
            row,
            self._dated,
        )

    def _words(self, of: dict[str, str]) -> _Words:
        """Read the cells with fixed words; a file has few different ones."""
        cells = tuple([of[field] for field in (*_WORDED, "minutes")])
        words = self._known.get(cells)
        if words is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            words = self._known[cells] = _Words(self._headers, of, self._unit)
        return words


class _Words:
    """What the cells with fixed words say, and what of it has to stand in the text."""

    def __init__(self, headers: dict[str, str], cells: dict[str, str], unit: int) -> None:
        answers = {field: said(cells[field], field) for field in _WORDED if cells[field]}
        minutes = cells["minutes"]
        self.channel = next((one.channel for one in answers.values() if one.channel), "")
        self.direction = next((one.direction for one in answers.values() if one.direction), "")
        self.outcome = next((one.outcome for one in answers.values() if one.outcome), "")
        self.purpose = next((one.purpose for one in answers.values() if one.purpose), "")
        self.minutes = minutes_in(minutes, unit) if minutes else None
        self.speaks_of_calls = bool(minutes or self.direction or self.outcome)
        unread = {field: cells[field] for field, one in answers.items() if not one.whole}
        self._first = unread.pop("channel", "")
        if self._first and not self.channel:
            self.channel = "other"
        if minutes and self.minutes is None and any(map(str.isalnum, minutes)):
            unread["minutes"] = minutes
        self._last = [
            f"{headers[field]}: {cell}" if headers[field] else cell
            for field, cell in unread.items()
        ]

    def around(self, text: str) -> str:
        """Put a channel of another name before the text, other words that are not ours behind."""
        first = f"{self._first}: {text}" if self._first and text else self._first or text
        return "\n".join(part for part in (first, *self._last) if part)
