"""Rows of a contacts file, checked and keyed in a stage file before the store is touched.

Every row of a million passes here: what is done for each is written to be quick.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.cells import Point
from crmtui.exchange.contact_more import More
from crmtui.exchange.contact_rows import ContactRow, PlainBatch, reach
from crmtui.locale import _
from crmtui.models.limits import LINE, TEXT
from crmtui.models.words import Status
from crmtui.store.search import search_text
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.text.phones import Region, search_digits
from crmtui.writes.imports.contacts.batch import INDEXES, Batch
from crmtui.writes.imports.contacts.draft.draft import Draft
from crmtui.writes.imports.contacts.identity import known_by
from crmtui.writes.imports.contacts.more import (
    NOTHING,
    link_rows,
    own_rows,
    preferred_rows,
    take_more,
)
from crmtui.writes.imports.contacts.own import OwnReader
from crmtui.writes.imports.contacts.plain import add_plain
from crmtui.writes.imports.result import OnProgress, OnReject, Rejected
from crmtui.writes.imports.tables import check_width
from crmtui.writes.points_key import is_point, point_key

BATCH = 2_000

_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_STATUSES = {
    **{status.value: status.value for status in Status},
    **dict.fromkeys(("client", "active", "won", "مشتری", "فعال"), Status.CUSTOMER.value),
    **dict.fromkeys(("archived", "lost", "churned", "غیرفعال", "غیر فعال"), Status.INACTIVE.value),
}
_LEAD = Status.LEAD.value


class Readers(NamedTuple):
    """How this shop reads what a file says; each raises InvalidValue for what it cannot read."""

    region: Region
    birthday: Callable[[str], str]
    """A day as found → ISO text."""
    moment: Callable[[str], str]
    """A date or time as found → UTC text."""
    layout: str = ""
    """Names which column means what: read otherwise, the same cells say something else."""
    width: int = 0
    """Columns that the header names; 0 where there are none."""
    own: tuple[OwnReader, ...] = ()
    """The shop's own fields, in the order in which rows have them."""
    cards: bool = False
    """The rows are cards: what is raw of them are lines, in any order, and with the day of export.
    """


def stage_people(
    connection: sqlite3.Connection,
    batches: Iterable[PlainBatch | list[ContactRow]],
    readers: Readers,
    on_reject: OnReject,
    on_progress: OnProgress,
    draft: Draft | None = None,
) -> int:
    """Read all rows into the stage, plain ones into the draft; return how many were rejected."""
    stager = _Stager(readers, on_reject, draft)
    batch = stager.batch
    count = told = 0

    def write() -> None:
        if draft and (keys := batch.keys()):
            draft.add_keys(keys)
        batch.write(connection)

    for rows in batches:
        if isinstance(rows, PlainBatch):
            stager.stage_plain(rows)
            count += len(rows.rows)
        else:
            stager.stage_all(rows)
            count += len(rows)
        if count - told >= BATCH:
            write()
            on_progress(count)
            told = count
    write()
    connection.executescript(INDEXES)
    return stager.rejected


def _rejected(row: ContactRow, reason: str, *, cards: bool) -> Rejected:
    if not cards:
        return Rejected(row.row, row.raw, reason)
    lines = ["BEGIN:VCARD", *row.raw, "END:VCARD", ""]
    return Rejected(row.row, [], reason, "\r\n".join(lines).encode("utf-8", "replace"))


class _Stager:
    """Turns rows into what the stage holds."""

    def __init__(self, readers: Readers, on_reject: OnReject, draft: Draft | None) -> None:
        self._draft = draft
        self._readers = readers
        self._on_reject = on_reject
        self.rejected = 0
        self._region = readers.region
        self._layout = readers.layout
        self._folded: dict[str, str] = {"": ""}
        self.seq = draft.places.contact - 1 if draft else 0
        """The last row; where there is a draft, the id that is kept for it."""
        self.batch = Batch()

    def stage_all(self, rows: Iterable[ContactRow]) -> None:
        """Stage rows of any kind."""
        for row in rows:
            try:
                self._stage(row)
            except InvalidValue as error:
                self.rejected += 1
                self._on_reject(_rejected(row, error.message, cards=self._readers.cards))

    def stage_plain(self, found: PlainBatch) -> None:
        """Draft rows that came as columns, or stage them."""
        if self._draft and (last := self._draft.add(found, self.seq, self._region)):
            self.seq = last
            return
        odd = add_plain(self.batch, self.seq, found, self._region, self._layout)
        self.seq += len(found.rows) - len(odd)
        self.rejected += len(odd)
        for number, raw in odd:
            self._on_reject(Rejected(number, raw, _nothing_in_it()))

    def _stage(self, row: ContactRow) -> None:
        """Stage one row, whole or not at all. Raises InvalidValue."""
        name = row.name
        name_key = fold(name)
        if not name_key:
            raise InvalidValue(_nothing_in_it())
        if (width := self._readers.width) and len(row.raw) > width:
            check_width(row.raw, width)
        seq = self.seq + 1
        points, found_by, odd = self._points(seq, row.points)
        tags = self._tags(seq, row.tags, found_by) if row.tags else ()
        own = self._own(seq, row.more, found_by, odd) if row.more else ()
        company, city = row.company, row.city
        folded = self._folded
        city_key = folded.get(city) or self._fold(city)
        company_key = folded.get(company) or self._fold(company)
        if self._draft:
            self._draft.note_company(company_key, company)
        ref, digest, letters = self._identity(row)
        if letters > LINE:
            _check_lengths(row)
        if row.nickname:
            found_by = [fold(row.nickname), *found_by]
        key = search_text(name_key, city_key, company_key, found_by)
        nameless = name == reach(row.points)
        plain = (
            *(seq, ref, digest, name, name_key, row.kind, company, company_key, city, key),
            nameless,
        )
        batch = self.batch
        if not odd and not any(row[8:12]) and not any(row[13:]):
            batch.plain.append(plain)
        else:
            batch.full.append(plain + self._rest(row, odd))
        self.seq = seq
        batch.points += points
        batch.tags += tags
        if row.extra:
            batch.extras.append((seq, row.extra[:TEXT]))
        if row.more:
            batch.own += own
            batch.links += link_rows(seq, row.more.links)
            batch.preferred += preferred_rows(seq, row.more.preferred)

    def _own(
        self, seq: int, more: More, found_by: list[str], odd: list[str]
    ) -> list[tuple[int, int, str]]:
        """Return what the shop's own fields hold, and add what of it finds the contact."""
        readers = self._readers.own
        rows = own_rows(seq, more, readers, odd, lenient=self._readers.cards)
        found_by += [fold(value) for _, at, value in rows if readers[at].is_searched]
        return rows

    def _identity(self, row: ContactRow) -> tuple[str, str, int]:
        """Return what a row is known by, a digest of what it says, and how many letters it has."""
        said = "" if self._readers.cards else "\0".join(row.raw)
        said = said or _said(row)
        return *known_by(row.ref, said, self._layout), len(said)

    def _rest(self, row: ContactRow, odd: list[str]) -> tuple[object, ...]:
        """Return the columns that few files fill."""
        birthday, more = None, NOTHING
        if row.birthday:
            birthday, odd = self._birthday(row, odd)
        if row.more:
            more = take_more(row.more, self._readers.birthday, lenient=self._readers.cards)
            odd = [*odd, *more.odd]
        note = "\n".join(filter(None, (row.note, *odd))) if odd else row.note
        if len(note) > TEXT:
            raise _too_long(TEXT)
        status = _STATUSES.get(row.status.casefold(), _LEAD) if row.status else _LEAD
        created = self._created(row.created_at) if row.created_at else ""
        said = (status, row.source, birthday, note, row.nickname, row.job_title, created)
        return said + more.columns

    def _points(
        self, seq: int, said: tuple[Point, ...]
    ) -> tuple[list[tuple[int, str, str, str, str]], list[str], list[str]]:
        """Return the points of a row, what finds it, and lines for the note with what is none."""
        points: list[tuple[int, str, str, str, str]] = []
        found_by: list[str] = []
        odd: list[str] = []
        region = self._region
        for kind, value, label in said:
            key = point_key(kind, value, region)
            if not is_point(kind, key):
                odd.append(f"{kind}: {value}")
                continue
            if points and any(kind == p[1] and key == p[3] for p in points):
                continue
            if len(value) > LINE:
                raise _too_long(LINE)
            points.append((seq, kind, value, key, label[:LINE]))
            found_by.append(search_digits(key, region) if kind == "phone" else key)
        return points, found_by, odd

    def _tags(
        self, seq: int, said: tuple[str, ...], found_by: list[str]
    ) -> list[tuple[int, str, str]]:
        tags = {key: tag for tag in reversed(said) if (key := self._fold(tag))}
        found_by += tags
        if any(len(tag) > LINE for tag in said):
            raise _too_long(LINE)
        return [(seq, clean(tag), key) for key, tag in reversed(tags.items())]

    def _birthday(self, row: ContactRow, odd: list[str]) -> tuple[str | None, list[str]]:
        """Read a birthday; of a card, one that cannot be read goes to the note."""
        try:
            return self._readers.birthday(row.birthday), odd
        except InvalidValue:
            if not self._readers.cards:  # a row of a table can be put right and given back
                raise
            return None, [*odd, _("Birthday: {text}").format(text=row.birthday)]

    def _created(self, found: str) -> str:
        try:
            if _UTC.fullmatch(found) and datetime.fromisoformat(found):
                return found
            return self._readers.moment(found)
        except (InvalidValue, ValueError):
            return ""

    def _fold(self, text: str) -> str:
        """Fold a text of which there are few, such as a city."""
        key = self._folded.get(text)
        if key is None:
            if len(self._folded) > 20_000:
                self._folded.clear()
            key = self._folded[text] = fold(text)
        return key


def _check_lengths(row: ContactRow) -> None:
    lines = (row.name, row.company, row.city, row.source, row.nickname, row.job_title)
    if max(map(len, lines)) > LINE:
        raise _too_long(LINE)


def _nothing_in_it() -> str:
    return _("there is no name, phone or e-mail in it")


def _too_long(limit: int) -> InvalidValue:
    return InvalidValue(_("a text in it is longer than {n} letters").format(n=limit))


def _said(row: ContactRow) -> str:
    """Return everything that a row without cells says."""
    points = chain.from_iterable(row.points)
    more = row.more.texts() if row.more else ()
    said = chain(row[2:4], points, row[5:7], row.tags, row[8:12], row[13:-1], more)
    return "\x1f".join(said)
