"""Two contacts side by side, and what they would be as one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from crmtui.errors import Conflict, InvalidValue, NotFound
from crmtui.labels import contact_field_label, role_label
from crmtui.locale import _
from crmtui.models.words import LinkRole, PointKind
from crmtui.reads.field_values import Shown
from crmtui.rules.merging import FIELDS, JOINED, settle
from crmtui.settings import load
from crmtui.store.belongings import BELONGINGS, Meaning
from crmtui.text.fold import fold

OWN = "field:"
"""Begins the name of a field of the shop's own."""


class FieldRow(NamedTuple):
    """A field of both contacts; `side` says whose value stays: "a", "b" or "both"."""

    field: str
    label: str
    a: Any
    b: Any
    kept: Any
    side: str
    may_choose: bool
    shown_a: str
    shown_b: str
    shown_kept: str


class Comparison(NamedTuple):
    """What merging the contact `b` into the contact `a` comes to."""

    a: int
    b: int
    rows: list[FieldRow]
    moves: dict[str, int]
    """How many rows of each table go over to the contact that stays."""

    @property
    def names(self) -> tuple[str, str]:
        """What both are called now."""
        return self.rows[0].a, self.rows[0].b


def compare(connection: sqlite3.Connection, a: int, b: int, take: Iterable[str] = ()) -> Comparison:
    """Compare two contacts; for the fields to `take`, the value of the one that goes stays.

    Raises NotFound, Conflict for two that can never be one, InvalidValue for an unknown field.
    """
    _check(connection, a, b)
    both = (_values(connection, a, b), _values(connection, b, a))
    own_names: dict[str, str] = dict(
        connection.execute(f"SELECT '{OWN}' || key, name FROM custom_field").fetchall()
    )
    taken = {_field(name, own_names) for name in take}
    shown = Shown(load(connection).formats(), _kinds_of_own(connection), _company_names(connection))
    rows = list(_rows(both, taken, own_names, shown, _lost_referrer(connection, a, b)))
    rows[-1:-1] = _lists(connection, a, b)  # the note stays the last
    return Comparison(a, b, rows, dict(_moves(connection, b)))


def _check(connection: sqlite3.Connection, a: int, b: int) -> None:
    kinds = []
    for number in (a, b):
        row = connection.execute(
            "SELECT kind, name, deleted_at FROM contact WHERE id = ?", (number,)
        ).fetchone()
        if row is None:
            raise NotFound(_("There is no contact #{id}.").format(id=number))
        if row[2]:
            raise NotFound(
                _("{name} is in the trash.").format(name=row[1]),
                _("`crm contact restore {id}` brings them back.").format(id=number),
            )
        kinds.append(row[0])
    if a == b:
        raise Conflict(_("Nobody can be merged with themselves."), _("Name two contacts."))
    if kinds[0] != kinds[1]:
        raise Conflict(
            _("A person and a company cannot be one contact."),
            _("If one of them is the wrong kind: `crm contact edit {id} --kind {kind}`.").format(
                id=b, kind=kinds[0]
            ),
        )


def _values(connection: sqlite3.Connection, contact: int, other: int) -> dict[str, Any]:
    """Return what is said of a contact; an employer that it would become itself is left out."""
    row = connection.execute(
        f"SELECT {','.join(FIELDS)} FROM contact WHERE id = ?", (contact,)
    ).fetchone()
    values: dict[str, Any] = dict(zip(FIELDS, row, strict=True))
    if values["company_id"] in (contact, other):
        values["company_id"] = None
    own = connection.execute(
        f"SELECT '{OWN}' || f.key, v.value FROM custom_value v "
        "JOIN custom_field f ON f.id = v.field_id WHERE v.contact_id = ? ORDER BY f.position, f.id",
        (contact,),
    )
    return values | dict(own.fetchall())


def _field(name: str, own_names: Mapping[str, str]) -> str:
    """Return the field that a person means. Raises InvalidValue."""
    plain = name.strip().casefold().replace("-", "_").replace(" ", "_")
    plain = "company_id" if plain == "company" else plain
    own = OWN + fold(name.removeprefix(OWN))
    if plain in JOINED:
        raise InvalidValue(
            _("Of {field}, nothing can be chosen: both sides count.").format(field=name)
        )
    if plain in FIELDS:
        return plain
    if own in own_names:
        return own
    choices = [field.removesuffix("_id") for field in FIELDS if field not in JOINED]
    raise InvalidValue(
        _("There is no field {field} to choose.").format(field=name),
        _("Choose one of: {choices}.").format(choices=", ".join([*choices, *own_names.values()])),
    )


def _rows(
    both: tuple[dict[str, Any], dict[str, Any]],
    taken: set[str],
    own_names: Mapping[str, str],
    shown: Shown,
    lost_referrer: str,
) -> Iterator[FieldRow]:
    """Yield every field that either has, the note last; what is lost elsewhere is found there."""
    a, b = both
    own = [field for field in own_names if field in a or field in b]
    order = [*FIELDS[:-1], *own, FIELDS[-1]]
    settled = {f: settle(f, a.get(f), b.get(f), taken=f in taken) for f in order}
    labels = {f: own_names.get(f) or contact_field_label(f) for f in order}
    lost = {f: s.lost for f, s in settled.items() if s.lost is not None}
    if "name" in lost and not settled["nickname"].kept:
        settled["nickname"] = settled["nickname"]._replace(kept=lost.pop("name"), side="both")
    said = [f"{labels[f]} {shown(f, value)}" for f, value in lost.items()]
    if lost_referrer:
        said.append(f"{role_label(LinkRole.REFERRED_BY)} {lost_referrer}")
    if said:
        parts = (settled["note"].kept, _("merged: {what}").format(what="; ".join(said)))
        settled["note"] = settled["note"]._replace(kept="\n".join(filter(None, parts)))
    for field in order:
        kept, side, _lost = settled[field]
        values = (a.get(field), b.get(field), kept)
        if any(value not in (None, "", 0) for value in values):
            may_choose = field not in JOINED and all(v not in (None, "") for v in values[:2])
            may_choose = may_choose and values[0] != values[1]
            yield FieldRow(
                field, labels[field], *values, side, may_choose, *(shown(field, v) for v in values)
            )


def _lost_referrer(connection: sqlite3.Connection, a: int, b: int) -> str:
    """Return who sent the second contact, if somebody else sent the first: one of them counts."""
    row = connection.execute(
        "SELECT c.name FROM contact_link l JOIN contact_link k ON k.contact_id = ? "
        "AND k.role = l.role AND k.other_id <> l.other_id JOIN contact c ON c.id = l.other_id "
        "WHERE l.contact_id = ? AND l.role = ? AND l.other_id <> ? AND k.other_id <> ?",
        (a, b, LinkRole.REFERRED_BY, a, b),
    ).fetchone()
    return str(row[0]) if row else ""


def _lists(connection: sqlite3.Connection, a: int, b: int) -> Iterator[FieldRow]:
    """Yield what there may be several of; what both have stays once."""
    for field in (*(kind.value for kind in PointKind), "tags"):
        mine, theirs = _list(connection, field, a), _list(connection, field, b)
        if mine or theirs:
            kept = theirs | mine
            lists = [[*mine.values()], [*theirs.values()], [kept[key] for key in mine | theirs]]
            shown = [", ".join(texts) for texts in lists]
            label = contact_field_label(field)
            yield FieldRow(
                field, label, lists[0], lists[1], lists[2], "both", False, shown[0], shown[1],
                shown[2],
            )  # fmt: skip


def _list(connection: sqlite3.Connection, field: str, contact: int) -> dict[str, str]:
    if field == "tags":
        rows = connection.execute(
            "SELECT t.key, t.name FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id "
            "WHERE ct.contact_id = ? ORDER BY t.key",
            (contact,),
        )
    else:
        rows = connection.execute(
            "SELECT key, value FROM contact_point WHERE contact_id = ? AND kind = ? "
            "ORDER BY preferred DESC, id",
            (contact, field),
        )
    return dict(rows.fetchall())


def _moves(connection: sqlite3.Connection, contact: int) -> Iterator[tuple[str, int]]:
    for belonging in BELONGINGS:
        if belonging.meaning in (Meaning.EVENT, Meaning.MONEY, Meaning.REFERENCE):
            yield belonging.table, len(belonging.of(connection, contact))


def _kinds_of_own(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute(f"SELECT '{OWN}' || key, kind FROM custom_field").fetchall())


def _company_names(connection: sqlite3.Connection) -> Mapping[int, str]:
    rows = connection.execute(
        "SELECT id, name FROM contact WHERE id IN (SELECT company_id FROM contact)"
    )
    return dict(rows.fetchall())
