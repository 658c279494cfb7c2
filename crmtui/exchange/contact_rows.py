"""Turn the rows of a table into contacts, whatever program wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from operator import itemgetter
from typing import NamedTuple

from crmtui.exchange.cells import (
    REACH,
    Point,
    apart,
    label_in,
    number_text,
    tags_in,
    tidy_all,
    web_point,
)
from crmtui.exchange.contact_more import More, more_fields, more_of
from crmtui.exchange.contact_plain import PlainBatch, PlainReader
from crmtui.exchange.guard import unguard
from crmtui.exchange.headers.match import Mapping
from crmtui.exchange.tables.table import Table
from crmtui.text.clean import clean_text

__all__ = ["ContactRow", "PlainBatch", "Point", "batches_from_table", "reach", "rows_from_table"]

_NAME_PARTS = ("prefix", "given", "middle", "family", "suffix")
_ADDRESS_PARTS = ("street", "city", "region", "postcode", "country")
_BIRTH_PARTS = ("birth_year", "birth_month", "birth_day")
_SINGLES = (
    *("id", "name", "nickname", "kind", "company", "city", "source", "status", "birthday"),
    *("job_title", "created_at"),
)
"""Fields with one value: where they have several columns, the first that says something."""

_LABELS = {kind: f"{kind}_labels" for kind in REACH}
"""Only our own files have these columns: a label for each value of the column of the kind."""

_BETWEEN_LINES = {"phone": " ; ", "email": " ; ", "tags": " ; ", "address": ", ", "street": ", "}
"""What a line end within a cell stands for."""

_COMPANY_WORDS = frozenset(
    (
        *("company", "organization", "organisation", "org", "business", "corporate", "firm"),
        *("legal", "true", "yes", "1", "شرکت", "حقوقی", "سازمان", "بله"),
    )
)


_BATCH = 500
"""Rows looked at together."""
_YES = frozenset(("1", "true", "yes", "بله"))


class ContactRow(NamedTuple):
    """A contact as a file tells of it; what is missing is empty."""

    row: int
    """Its number in the file, as a person would count."""
    ref: str
    """Its id in the program it comes from."""
    name: str
    """Empty when the row has content, but nothing to call or reach anybody by."""
    kind: str
    points: tuple[Point, ...]
    company: str
    city: str
    tags: tuple[str, ...]
    source: str
    status: str
    birthday: str
    """As found."""
    note: str
    raw: list[str]
    nickname: str = ""
    job_title: str = ""
    created_at: str = ""
    """As found."""
    extra: str = ""
    """Lines of a vCard that we have no field for."""
    more: More | None = None


def rows_from_table(table: Table, mapping: Mapping) -> Iterator[ContactRow]:
    """Yield the contacts of a table; blank rows and deleted contacts are passed over."""
    yield from _read(_Reader(mapping), enumerate(table.rows, table.first_row))


def batches_from_table(table: Table, mapping: Mapping) -> Iterator[PlainBatch | list[ContactRow]]:
    """Yield the contacts of a table some hundred at a time, by columns where that can be."""
    plain, reader = PlainReader(mapping, len(table.header)), _Reader(mapping)
    first = table.first_row
    while rows := list(islice(table.rows, _BATCH)):
        for found in plain.read(first, rows):
            if isinstance(found, range):
                yield list(_read(reader, ((first + at, rows[at]) for at in found)))
            else:
                yield found
        first += len(rows)


def _read(reader: _Reader, numbered: Iterable[tuple[int, list[str]]]) -> Iterator[ContactRow]:
    for number, row in numbered:
        if any(row) and (contact := reader.read(number, row)):
            yield contact


def reach(points: Sequence[Point]) -> str:
    """Call somebody without a name by the e-mail or the phone, else by whatever leads to them."""
    for kind in ("email", "phone"):
        for point in points:
            if point.kind == kind:
                return point.value
    return points[0].value if points else ""


class _Line(NamedTuple):
    """A column that holds ways to reach somebody."""

    at: int
    kind: str
    split: Callable[[str], Iterable[str]]
    label: str
    label_at: int
    labels_at: int | None
    """Where the labels of its values stand, one for each."""


class _Address(NamedTuple):
    """The columns that an address is spread over."""

    places: list[int]
    label: str
    label_at: int


class _Reader:
    """A mapping worked out once, for many rows.

    Only the mapped cells are picked from a row, and cleaned together. Behind them stands "", for
    the fields that have no column, and then the first value of each field that has several.
    """

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        taken = {*chain.from_iterable(mapping.columns.values()), *mapping.label_columns.values()}
        used = sorted(taken)
        self._width = used[-1] + 1
        # With two or more, itemgetter gives a tuple; the first stands in when there is only one.
        self._pick = itemgetter(*used, used[0])
        self._at = {column: place for place, column in enumerate(used)}
        self._nowhere = len(used) + 1
        field_of = {column: field for field, cs in mapping.columns.items() for column in cs}
        between = [_BETWEEN_LINES.get(field_of.get(column, ""), " ") for column in used]
        self._line_ends = [*between, " "]
        self._coalesced: list[list[int]] = []
        self._singles = tuple(self._single(field) for field in _SINGLES)
        self._births = tuple(self._single(field) for field in _BIRTH_PARTS)
        self._deleted = self._single("deleted")
        self._births_apart = "birth_month" in mapping.columns
        parts = (self._single(part) for part in _NAME_PARTS)
        self._parts = [at for at in parts if at != self._nowhere]
        self._is_ours = not mapping.columns.keys().isdisjoint(_LABELS.values())
        own = [column.field.name for column in mapping.own]
        self._more = [self._single(field) for field in more_fields(own)]
        self._has_more = any(at != self._nowhere for at in self._more)
        self._tag_places = [self._at[column] for column in mapping.columns.get("tags", ())]
        self._notes = mapping.columns.get("note", [])
        self._lines = [
            _Line(self._at[column], kind, split, *self._labels(column), self._paired(column, kind))
            for kind, split in REACH.items()
            for column in mapping.columns.get(kind, ())
        ]
        self._addresses = [
            _Address([self._at[column] for column in columns], *self._labels(columns[0]))
            for columns in _addresses(mapping)
        ]

    def _single(self, field: str) -> int:
        columns = self._mapping.columns.get(field, [])
        if len(columns) < 2:
            return self._at[columns[0]] if columns else self._nowhere
        self._coalesced.append([self._at[column] for column in columns])
        return self._nowhere + len(self._coalesced)

    def _labels(self, column: int) -> tuple[str, int]:
        beside = self._mapping.label_columns.get(column)
        label_at = self._nowhere if beside is None else self._at[beside]
        return self._mapping.labels.get(column, ""), label_at

    def _paired(self, column: int, kind: str) -> int | None:
        """Find the labels of a column of our own file; a column that was added has none there."""
        labels = self._mapping.columns.get(_LABELS[kind])
        is_plain = not (self._mapping.labels.get(column) or self._mapping.groups.get(column))
        return self._at[labels[0]] if labels and is_plain else None

    def read(self, number: int, row: list[str]) -> ContactRow | None:
        """Read one row; None when there is nothing in it."""
        wide = row if len(row) >= self._width else row + [""] * (self._width - len(row))
        cells = [*tidy_all(self._pick(wide), self._line_ends), ""]
        if not any(cells) and not any(map(str.strip, row)):
            return None
        if cells[self._deleted].casefold() in _YES:
            return None
        for places in self._coalesced:
            cells.append(next((cells[at] for at in places if cells[at]), ""))
        ref, whole, nick, kind, company, city, source, status, born, title, made = self._singles
        points = self._points(cells)
        name = cells[whole] or " ".join([cells[at] for at in self._parts if cells[at]])
        name = name or cells[nick]
        what, employer = "person", cells[company]
        if cells[kind] and cells[kind].casefold() in _COMPANY_WORDS:
            what = "company"
        if employer and (not name or (what == "company" and employer == name)):
            name, employer, what = employer, "", "company"
        return ContactRow(
            number,
            number_text(cells[ref]),
            name or reach(points),
            what,
            points,
            employer,
            cells[city],
            self._tags(cells) if self._tag_places else (),
            cells[source],
            cells[status],
            self._birth(cells) if self._births_apart else cells[born],
            self._note(wide) if self._notes else "",
            row,
            cells[nick],
            cells[title],
            cells[made],
            "",
            self._said_more(cells) if self._has_more else None,
        )

    def _said_more(self, cells: list[str]) -> More | None:
        return more_of([cells[at] for at in self._more], is_ours=self._is_ours)

    def _birth(self, cells: list[str]) -> str:
        year, month, day = (number_text(cells[at]) for at in self._births)
        return f"{year or '-'}-{month.zfill(2)}-{day.zfill(2)}" if month and day else ""

    def _tags(self, cells: list[str]) -> tuple[str, ...]:
        read = _own_tags if self._is_ours else tags_in
        found = [read(cells[at]) for at in self._tag_places if cells[at]]
        return found[0] if len(found) == 1 else tuple(dict.fromkeys(chain.from_iterable(found)))

    def _note(self, row: list[str]) -> str:
        notes = (clean_text(unguard(row[column])) for column in self._notes if row[column])
        return "\n".join(note for note in notes if note)

    def _points(self, cells: list[str]) -> tuple[Point, ...]:
        points = []
        for at, kind, split, own_label, label_at, labels_at in self._lines:
            value = cells[at]
            if value and labels_at is None:
                label = label_in(cells[label_at]) if cells[label_at] else own_label
                points += [Point(kind, part, label) for part in split(value) if part]
            elif value:
                points += _own_points(kind, value, cells[labels_at or 0], split)
        if not self._is_ours and "web" in self._mapping.columns:
            points = [web_point(*point[1:]) if point.kind == "web" else point for point in points]
        if self._addresses:
            points += self._composed(cells, {p.label for p in points if p.kind == "address"})
        if len({point.value for point in points}) < len(points):
            # The same number in two columns is one way to reach somebody.
            unique = {(point.kind, point.value): point for point in reversed(points)}
            return tuple(reversed(unique.values()))
        return tuple(points)

    def _composed(self, cells: list[str], whole: set[str]) -> Iterator[Point]:
        """Put addresses together whose parts stand in columns of their own."""
        for places, own_label, label_at in self._addresses:
            label = label_in(cells[label_at]) if cells[label_at] else own_label
            parts = [cells[at] for at in places if cells[at]]
            if parts and label not in whole:
                yield Point("address", ", ".join(parts), label)


def _own_tags(cell: str) -> tuple[str, ...]:
    """Tell tags apart as we joined them; a person may have put a comma between theirs."""
    return tuple(filter(None, apart(cell))) if ":::" in cell else tags_in(cell)


def _own_points(
    kind: str, value: str, labels: str, split: Callable[[str], Iterable[str]]
) -> list[Point]:
    """Give each value of a cell the label in its place in the other cell."""
    values = apart(value) if ":::" in value else [*split(value)]
    pairs = zip_longest(values, apart(labels), fillvalue="")
    return [Point(kind, part, label) for part, label in pairs if part]


def _addresses(mapping: Mapping) -> list[list[int]]:
    """Group the columns of each address in the order it is written; a lone city is none."""
    groups: dict[str, list[int]] = {}
    for part in _ADDRESS_PARTS:
        for at in mapping.columns.get(part, ()):
            groups.setdefault(mapping.groups.get(at, ""), []).append(at)
    cities = mapping.columns.get("city", [])
    return [places for places in groups.values() if any(at not in cities for at in places)]
