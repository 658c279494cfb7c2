"""How a file looks with what was said about it so far; asked in a thread, beside the screens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from crmtui.errors import CrmError, HeaderMismatch
from crmtui.reads.custom import own_fields
from crmtui.screens.importing.map import Wanted, read_columns, recognised, wanted_of
from crmtui.store.connect import Store
from crmtui.text.formats import Formats
from crmtui.writes.imports.options import (
    CONTACTS,
    DEALS,
    INTERACTIONS,
    KINDS,
    PAYMENTS,
    PURCHASES,
    TICKETS,
    FileOptions,
    Reading,
)

if TYPE_CHECKING:
    from crmtui.writes.imports.files import Plan

# What writes is imported only here, in the thread: the event loop would stand still for it.

_KINDS_BY_END = {
    ".vcf": CONTACTS,
    ".vcard": CONTACTS,
    ".ldif": CONTACTS,
    ".eml": INTERACTIONS,
    ".mbox": INTERACTIONS,
}
_SOLD = frozenset(("item", "sku", "quantity"))
"""A file that says what was bought is one of purchases, however much it tells of the buyer."""

_PAID = frozenset(("method", "purchase"))
_ASKED = frozenset(("id", "status"))
_CERTAIN = 10_000
"""More than any number of columns."""
"""Only what was paid on account says how, and for which purchase."""

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Outline(NamedTuple):
    """A file as it would be brought in, or why it cannot be yet."""

    kind: str
    options: FileOptions
    reading: Reading | None = None
    """None where not even a table could be made of it."""
    plan: Plan | None = None
    problem: CrmError | None = None
    known: Mapping[str, Sequence[int]] = _NOTHING
    """Field → columns as the file alone tells."""
    labels: frozenset[int] = frozenset()
    """Columns that only say what the values beside them are."""
    size: int = 0
    """Bytes of the file."""
    sheets: tuple[str, ...] = ()
    """All sheets of a workbook, also where the one that was asked for cannot be read."""

    @property
    def own(self) -> list[str]:
        """The names of the shop's own fields, that a column may fill too."""
        if self.reading is None or self.kind != CONTACTS:
            return []
        return [*(field.name for field in self.reading.own), *self.reading.makes]

    @property
    def wanted(self) -> Wanted:
        """Column → field, as it would be read."""
        if self.plan is None or self.reading is None:
            return wanted_of(self.known)
        return wanted_of(read_columns(self.kind, self.reading.fields))


ShelfParts = tuple[Store, Formats, date]
"""What a Shelf is made of, for those who must not import it."""


def understand(shelf: ShelfParts, path: Path, kind: str, options: FileOptions) -> Outline:
    """Understand a file; "" for the kind means whatever it looks like."""
    from crmtui.writes.imports.files import Shelf, plan_import

    if not kind:
        kind, options = _first_look(path, options)
    try:
        plan = plan_import(Shelf(*shelf), kind, path, options)
    except CrmError as problem:
        return _in_trouble(shelf[0], path, kind, options, problem)
    outline = _outlined(Outline(kind, options, plan.reading, plan))
    with suppress(OSError):
        outline = outline._replace(size=path.stat().st_size)
    return outline


def _in_trouble(
    store: Store, path: Path, kind: str, options: FileOptions, problem: CrmError
) -> Outline:
    """Return at least the columns, so that it can be put right by hand."""
    from crmtui.writes.imports.tables import open_table, reading_of

    reading = None
    with suppress(CrmError):
        reading = reading_of(kind, open_table(path, options), options)
        with store.read() as connection:
            reading = reading._replace(own=tuple(own_fields(connection)))
    return _outlined(Outline(kind, options, reading, None, problem))


def _outlined(outline: Outline) -> Outline:
    reading = outline.reading
    if reading is None or not reading.header:
        return outline
    outline = outline._replace(sheets=reading.sheets)
    known = recognised(outline.kind, reading.header, reading.sample, reading.own)
    return outline._replace(known=known, labels=_labels(reading))


def _labels(reading: Reading) -> frozenset[int]:
    """Find the columns that neither fill a field nor go unused."""
    unused = Counter(reading.unused)
    taken = {at for columns in reading.fields.values() for at in columns}
    found = set()
    for at, cell in enumerate(reading.header):
        if at in taken or not cell.strip() or not reading.fields:
            continue
        if unused[cell]:
            unused[cell] -= 1
        else:
            found.add(at)
    return frozenset(found)


def _first_look(path: Path, options: FileOptions) -> tuple[str, FileOptions]:
    """Guess what a file brings, and whether its first line holds names."""
    from crmtui.writes.imports.tables import open_table

    name = path.name.casefold().removesuffix(".gz")
    by_end = next((kind for end, kind in _KINDS_BY_END.items() if name.endswith(end)), "")
    if by_end:
        return by_end, options
    try:
        table = open_table(path, options)
    except CrmError:
        return CONTACTS, options
    if all(_is_number(cell) for cell in table.header):
        options = options._replace(header=False)
    scores = {kind: _score(kind, table.header, table.sample) for kind in KINDS}
    return max(KINDS, key=lambda kind: scores[kind]), options


def _score(kind: str, header: list[str], sample: Sequence[Sequence[str]]) -> int:
    """Count the columns that a file of this kind would have; 0 if it cannot be one."""
    from crmtui.exchange.headers.match import match
    from crmtui.writes.imports.tickets.own import is_own

    try:
        fields = read_columns(kind, match(header, kind, samples=sample).columns)
    except HeaderMismatch:
        return 0
    if kind == TICKETS and not fields.keys() >= _ASKED:
        return 0
    if kind == TICKETS and is_own(header):
        return _CERTAIN
    if kind == DEALS and not {"stage", "outcome"} & fields.keys():
        return 0  # whom a file names, and for how much, would be said by others too
    is_sold = kind == PURCHASES and not _SOLD.isdisjoint(fields)
    is_paid = kind == PAYMENTS and fields.keys() >= _PAID
    return sum(map(len, fields.values())) + (1000 if is_sold or is_paid else 0)


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal()
