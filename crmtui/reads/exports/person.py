"""Everything stored about one person, as they may ask for it."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from crmtui.errors import NotFound, UsageError
from crmtui.exchange.vcard.write import write_cards
from crmtui.locale import _
from crmtui.reads.accounts import balance
from crmtui.reads.exports.contacts import contact_row
from crmtui.reads.exports.pages import Row
from crmtui.reads.exports.person_text import person_text
from crmtui.settings import load
from crmtui.store.belongings import BELONGINGS, Belonging, Meaning, merged_into
from crmtui.store.traces import Traces

FORMATS = ("json", "text", "vcf")
_ENDINGS = {"json": "json", "txt": "text", "text": "text", "vcf": "vcf"}


def format_of(given: str, file: str) -> str:
    """Return the format: as given, else as the file's name says. Raises UsageError."""
    ending = PurePath(file).suffix.lstrip(".").lower()
    found = given or _ENDINGS.get(ending, ending) or "json"
    if found not in FORMATS:
        raise UsageError(
            _("There is no format {name}.").format(name=found),
            _("Choose one of: {choices}.").format(choices=", ".join(FORMATS)),
        )
    return found


def person_file(connection: sqlite3.Connection, contact: int, fmt: str) -> bytes:
    """Return everything about a contact as a file in one of FORMATS. Raises NotFound."""
    found = person(connection, contact)
    if fmt == "vcf":
        out = io.BytesIO()
        currency = load(connection).formats().currency
        write_cards(out, [contact_row(connection, contact)], currency)
        return out.getvalue()
    if fmt == "json":
        return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()
    return person_text(found, load(connection).formats()).encode()


def person(connection: sqlite3.Connection, contact: int) -> Row:
    """Return everything about a contact, trashed or not, under stable keys. Raises NotFound.

    Moments are UTC, days ISO, amounts minor units.
    """
    found = _rows(connection, "SELECT * FROM contact WHERE id = ?", contact)
    if not found:
        raise NotFound(_("There is no contact #{id}.").format(id=contact))
    record = found[0]
    del record["name_key"]
    record["company"] = _name(connection, record["company_id"])
    told: Row = {"contact": record, "currency": load(connection)["currency"]}
    told["balance"] = balance(connection, contact)
    for belonging in BELONGINGS:
        if belonging.meaning is not Meaning.SUMS:
            key, read = _READS.get((belonging.table, belonging.column), (belonging.table, _own))
            told[key] = [*told.get(key, ()), *read(connection, belonging, contact)]
    told["history"] = _history(connection, contact)
    return told


def _rows(connection: sqlite3.Connection, query: str, *values: object) -> list[Row]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _name(connection: sqlite3.Connection, contact: int | None) -> str:
    row = connection.execute("SELECT name FROM contact WHERE id = ?", (contact,)).fetchone()
    return row[0] if row else ""


def _own(connection: sqlite3.Connection, belonging: Belonging, contact: int) -> list[Row]:
    """Read the rows of a table as they are: what comes to belong to contacts is never left out."""
    table, column = belonging.table, belonging.column
    rows = _rows(
        connection,
        f"SELECT * FROM {table} WHERE {column} = ? AND {belonging.only} ORDER BY id",
        contact,
    )
    return [{name: row[name] for name in row if name != column} for row in rows]


def _tags(connection: sqlite3.Connection, _belonging: Belonging, contact: int) -> list[str]:
    rows = connection.execute(
        "SELECT t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id "
        "WHERE ct.contact_id = ? ORDER BY t.key",
        (contact,),
    )
    return [name for (name,) in rows]


def _fields(connection: sqlite3.Connection, _belonging: Belonging, contact: int) -> list[Row]:
    return _rows(
        connection,
        "SELECT f.name AS field, f.kind, v.value FROM custom_value v "
        "JOIN custom_field f ON f.id = v.field_id WHERE v.contact_id = ? ORDER BY f.position, f.id",
        contact,
    )


def _links(connection: sqlite3.Connection, belonging: Belonging, contact: int) -> list[Row]:
    """Read the links from one side; `from` and `to` say who is what to whom."""
    return _rows(
        connection,
        "SELECT l.contact_id AS from_id, a.name AS from_name, l.role, l.other_id AS to_id, "
        "b.name AS to_name FROM contact_link l JOIN contact a ON a.id = l.contact_id "
        f"JOIN contact b ON b.id = l.other_id WHERE l.{belonging.column} = ? ORDER BY l.id",
        contact,
    )


def _purchases(connection: sqlite3.Connection, belonging: Belonging, contact: int) -> list[Row]:
    rows = _own(connection, belonging, contact)
    for row in rows:
        row["lines"] = _rows(
            connection,
            "SELECT item, sku, quantity, amount FROM purchase_line WHERE purchase_id = ? "
            "ORDER BY id",
            row["id"],
        )
    return rows


def _deals(connection: sqlite3.Connection, belonging: Belonging, contact: int) -> list[Row]:
    rows = _own(connection, belonging, contact)
    for row in rows:
        row["stage"], row["kind"], row["reason"] = connection.execute(
            "SELECT s.name, s.kind, coalesce(r.name, '') FROM deal d JOIN stage s "
            "ON s.id = d.stage_id LEFT JOIN lost_reason r ON r.id = d.lost_reason_id "
            "WHERE d.id = ?",
            (row["id"],),
        ).fetchone()
    return rows


def _vcard(connection: sqlite3.Connection, belonging: Belonging, contact: int) -> list[str]:
    return [
        line for row in _own(connection, belonging, contact) for line in row["vcard"].split("\n")
    ]


def _people(connection: sqlite3.Connection, _belonging: Belonging, contact: int) -> list[Row]:
    query = "SELECT id, name FROM contact WHERE company_id = ? ORDER BY id"
    return _rows(connection, query, contact)


Read = Callable[[sqlite3.Connection, Belonging, int], list[Any]]
_READS: dict[tuple[str, str], tuple[str, Read]] = {
    ("contact_point", "contact_id"): ("points", _own),
    ("contact_extra", "contact_id"): ("vcard", _vcard),
    ("contact_tag", "contact_id"): ("tags", _tags),
    ("custom_value", "contact_id"): ("fields", _fields),
    ("source_ref", "row_id"): ("sources", _own),
    ("contact_link", "contact_id"): ("links", _links),
    ("contact_link", "other_id"): ("links", _links),
    ("interaction", "contact_id"): ("interactions", _own),
    ("task", "contact_id"): ("tasks", _own),
    ("need", "contact_id"): ("needs", _own),
    ("purchase", "contact_id"): ("purchases", _purchases),
    ("payment", "contact_id"): ("payments", _own),
    ("deal", "contact_id"): ("deals", _deals),
    ("ticket", "contact_id"): ("tickets", _own),
    ("appointment", "contact_id"): ("appointments", _own),
    ("contact", "company_id"): ("people", _people),
}
"""The key that rows stand under, and how they are read; others stand under their table."""


def _history(connection: sqlite3.Connection, contact: int) -> list[Row]:
    people = frozenset({contact, *merged_into(connection, contact)})
    steps = Traces(connection, people).steps()
    rows = _rows(connection, "SELECT id AS step, at, label FROM step ORDER BY id")
    return [row for row in rows if row["step"] in steps]
