"""Rows of a contacts file, checked and keyed in a stage file before the store is touched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.contact_rows import ContactRow
from crmtui.locale import _
from crmtui.models.limits import LINE, TEXT
from crmtui.models.words import Kind, Status
from crmtui.text.fold import fold
from crmtui.text.phones import Region
from crmtui.writes.imports.result import OnProgress, OnReject, Rejected
from crmtui.writes.points_key import is_point, point_key

STAGE = "CREATE TABLE person(seq INTEGER PRIMARY KEY, company INTEGER, said TEXT);"
BATCH = 1_000


class Person(NamedTuple):
    """A contact as a row says it, cleaned and checked; points are kind, value, key, label."""

    ref: str
    digest: str
    name: str
    name_key: str
    kind: str
    status: str
    company: str
    city: str
    source: str
    birthday: str | None
    note: str
    tags: list[str]
    points: list[tuple[str, str, str, str]]


def stage_people(
    connection: sqlite3.Connection,
    rows: Iterable[ContactRow],
    region: Region,
    birthday: Callable[[str], str],
    on_reject: OnReject,
    on_progress: OnProgress,
) -> int:
    """Read all rows into the stage; return how many were rejected."""
    rejected = 0
    batch: list[tuple[bool, str]] = []
    for count, row in enumerate(rows, 1):
        try:
            person = _person(row, region, birthday)
        except InvalidValue as error:
            rejected += 1
            on_reject(Rejected(row.row, row.raw, error.message))
            continue
        batch.append((person.kind == Kind.COMPANY, json.dumps(person, ensure_ascii=False)))
        if len(batch) == BATCH:
            connection.executemany("INSERT INTO person(company, said) VALUES(?, ?)", batch)
            batch.clear()
            on_progress(count)
    connection.executemany("INSERT INTO person(company, said) VALUES(?, ?)", batch)
    return rejected


def staged_people(connection: sqlite3.Connection) -> Iterator[Person]:
    """Yield what was staged, a page at a time; companies first, so that people find theirs."""
    for company in (True, False):
        last = 0
        while rows := connection.execute(
            "SELECT seq, said FROM stage.person WHERE company = ? AND seq > ? ORDER BY seq LIMIT ?",
            (company, last, BATCH),
        ).fetchall():
            for _seq, said in rows:
                yield Person(*json.loads(said))
            last = rows[-1][0]


def _person(row: ContactRow, region: Region, birthday: Callable[[str], str]) -> Person:
    if not fold(row.name):
        raise InvalidValue(_("there is no name, phone or e-mail in it"))
    digest = _digest(row)
    points, odd = _points(row, region)
    return Person(
        ref=row.ref or f"row:{_raw_digest(row) or digest}",
        digest=digest,
        name=_fitting(row.name),
        name_key=fold(row.name),
        kind=row.kind if row.kind in set(Kind) else Kind.PERSON,
        status=row.status if row.status in set(Status) else Status.LEAD,
        company=_fitting(row.company),
        city=_fitting(row.city),
        source=_fitting(row.source),
        birthday=birthday(row.birthday) if row.birthday else None,
        note=_fitting("\n".join(filter(None, (row.note, odd))), TEXT),
        tags=[_fitting(tag) for tag in row.tags],
        points=points,
    )


def _points(row: ContactRow, region: Region) -> tuple[list[tuple[str, str, str, str]], str]:
    """Return the points of a row, and a line for the note with those that cannot be any."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    odd = []
    for point in row.points:
        key = point_key(point.kind, point.value, region)
        if is_point(point.kind, key):
            found.setdefault((point.kind, key), (_fitting(point.value), point.label[:LINE]))
        else:
            odd.append(f"{point.kind}: {point.value}")
    points = [(kind, value, key, label) for (kind, key), (value, label) in found.items()]
    return points, "\n".join(odd)


def _fitting(text: str, limit: int = LINE) -> str:
    if len(text) > limit:
        raise InvalidValue(_("a text in it is longer than {n} letters").format(n=limit))
    return text


def _raw_digest(row: ContactRow) -> str:
    """Name a row by its cells as found, so that another --map finds the same contact again."""
    text = "\0".join(row.raw)
    return blake2b(text.encode(), digest_size=12).hexdigest() if text else ""


def _digest(row: ContactRow) -> str:
    said = json.dumps(row._replace(row=0, raw=[]), ensure_ascii=False)
    return blake2b(said.encode(), digest_size=12).hexdigest()
