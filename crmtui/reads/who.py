"""WHO on the command line: an id, a phone in any notation, an e-mail, or a name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from crmtui.errors import Ambiguous, NotFound
from crmtui.locale import _
from crmtui.reads.search import Found, find_ids, is_whole, parse_query, summaries
from crmtui.store.belongings import went_to
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold

_MOST = 10


def resolve(connection: sqlite3.Connection, who: str) -> int:
    """Return the id of the one contact that `who` means.

    Raises NotFound, or Ambiguous with the candidates.
    """
    if not who.strip():
        raise NotFound(_("Nobody was named."), _("Give an id, a phone, an e-mail or a name."))
    number = to_ascii(who).strip().removeprefix("#")
    if number.isdecimal() and len(number) < 10:
        row = connection.execute(
            "SELECT id FROM contact WHERE id = ? AND deleted_at IS NULL", (int(number),)
        ).fetchone()
        if row:
            return int(row[0])
    ids = find_ids(connection, who, _MOST + 1)
    fitting = list(_exact(connection, ids, who))
    if not fitting and not _short_number(who):
        fitting = ids
    if not fitting:
        if number.isdecimal() and len(number) < 10:
            _say_where(connection, int(number))
        raise NotFound(
            _("Nobody here fits {who}.").format(who=excerpt(who)),
            _("`crm find` takes any fragment; `crm add` makes a new customer."),
        )
    if len(fitting) > 1:
        fitting = _named(connection, fitting, who) or fitting
    if len(fitting) == 1:
        return fitting[0]
    raise ambiguous(summaries(connection, fitting), who)


def _say_where(connection: sqlite3.Connection, number: int) -> None:
    """Raise NotFound for an id whose contact lies in the trash, or was merged into another."""
    trashed = connection.execute("SELECT name FROM contact WHERE id = ?", (number,)).fetchone()
    if trashed:
        raise NotFound(
            _("{name} is in the trash.").format(name=trashed[0]),
            _("`crm contact restore {id}` brings them back.").format(id=number),
        )
    into = went_to(connection, number)
    found = connection.execute("SELECT name FROM contact WHERE id = ?", (into,)).fetchone()
    if found:
        raise NotFound(
            _("#{id} was merged into #{into} {name}.").format(id=number, into=into, name=found[0]),
            _("Give the number {id}.").format(id=into),
        )


def _short_number(who: str) -> bool:
    """Tell whether it is digits, too few for a phone: a wrong id must not hit a piece of one."""
    bare = to_ascii(who).strip().removeprefix("#")
    return bare.isdecimal() and len(bare) < 7


def _exact(connection: sqlite3.Connection, ids: list[int], who: str) -> Iterator[int]:
    """Yield those whose whole name, slug, e-mail or phone it is: "Ali" means Ali, not Alireza."""
    query = parse_query(who)
    for contact in ids:
        (key,) = connection.execute(
            "SELECT text FROM search_key WHERE contact_id = ?", (contact,)
        ).fetchone()
        if is_whole(key, query):
            yield contact


def _named(connection: sqlite3.Connection, ids: list[int], who: str) -> list[int]:
    """Return those whose own name it is: the name of a company finds its people too."""
    marks = ",".join("?" * len(ids))
    named = connection.execute(
        f"SELECT id FROM contact WHERE id IN ({marks}) AND name_key = ?", (*ids, fold(who))
    ).fetchall()
    return [number for number in ids if (number,) in named]


def ambiguous(found: list[Found], who: str) -> Ambiguous:
    """Return what is raised when several people fit."""
    lines = [
        "  ".join(
            part for part in (f"#{f.id}", f.name, f.phone, f.email, f.company, f.city) if part
        )
        for f in found[:_MOST]
    ]
    if len(found) > _MOST:
        lines.append("…")
    return Ambiguous(
        _("{who} fits several people.").format(who=excerpt(who)),
        lines,
        _("Give the number of the one you mean."),
    )
