"""Who the customers named in a sales file are: known ones are linked, unknown ones are made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from crmtui.rules.same_name import CARRIERS, Owners
from crmtui.store.search import search_text, shop_region
from crmtui.store.search_bulk import leave_pending
from crmtui.store.transact import Transaction
from crmtui.text.fold import fold
from crmtui.text.phones import Region, phone_key, search_digits
from crmtui.writes.imports.bulk import drop_dangling, next_id, utc_text
from crmtui.writes.points_key import point_key


class Named(NamedTuple):
    """A customer as the file names one."""

    seq: int
    ref: str
    name: str
    phone: str
    email: str


def link_customers(
    transaction: Transaction, source: str, *, named_in: str = "orders", status: str = "customer"
) -> int:
    """Fill the table `linked` (stage place → contact) and return how many contacts were made.

    A customer is found by the reference of an earlier import, by phone or e-mail, or by a name
    that only one contact has; a text is never read as one of our own ids. One that no row of the
    staged table `named_in` names is left out; who is made gets the `status`.
    """
    connection = transaction.connection
    connection.execute("CREATE TEMP TABLE linked(seq INTEGER PRIMARY KEY, contact_id INTEGER)")
    drop_dangling(connection, source, "SELECT ref FROM stage.customer")
    connection.execute(
        "INSERT INTO linked SELECT c.seq, r.row_id FROM stage.customer c CROSS JOIN source_ref r "
        "ON r.source = ? AND r.kind = 'contact' AND r.ref = c.ref "
        f"WHERE c.seq IN (SELECT customer FROM stage.{named_in})",
        (source,),
    )
    unknown = connection.execute(
        "SELECT * FROM stage.customer WHERE seq NOT IN (SELECT seq FROM linked) "
        f"AND seq IN (SELECT customer FROM stage.{named_in})"
    ).fetchall()
    region = shop_region(connection)
    new = _New(region)
    for row in unknown:
        named = _reachable(Named(*row), region)
        contact = _existing(connection, named, region)
        if contact is None:
            new.take(named)
        else:
            connection.execute("INSERT INTO linked VALUES(?, ?)", (named.seq, contact))
    _make(transaction, new, region, status)
    _remember(transaction, source, [Named(*row).seq for row in unknown])
    return len(new.people)


def _reachable(named: Named, region: Region) -> Named:
    """Take a phone or an e-mail for what it is where it stands as the customer's name."""
    if named.phone or named.email:
        return named
    if "@" in named.name.strip("@") and " " not in named.name:
        return named._replace(email=named.name)
    return named._replace(phone=named.name) if phone_key(named.name, region) else named


class _New:
    """Customers that nobody here is yet; the file may name one of them in several ways."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self.people: list[Named] = []
        self.places: list[tuple[int, int]] = []
        """Stage place, and place among `people`."""
        self._holders: dict[tuple[str, str], list[int]] = {}
        self._owners = Owners()

    def take(self, named: Named) -> None:
        """Take in a customer; one met before has the same phone or e-mail, and a name that fits."""
        keys = [*_points(named, self._region)]
        name = _name_key(named)
        known = [
            place
            for key in keys or [("name", name)]
            for place in self._holders.get(key, ())[:CARRIERS]
        ]
        place = self._owners.pick(known, name)
        if place is None:
            place = len(self.people)
            self.people.append(named)
        self._owners.add(place, name)
        for key in (*keys, ("name", name)):
            self._holders.setdefault(key, []).append(place)
        self.places.append((named.seq, place))


def _points(named: Named, region: Region) -> Iterator[tuple[str, str]]:
    for kind, value in (("phone", named.phone), ("email", named.email)):
        if value and (key := point_key(kind, value, region)):
            yield kind, key


def _name_key(named: Named) -> str:
    """Return the folded name; "" for somebody who is only called by phone or e-mail."""
    return "" if named.name in (named.phone, named.email) else fold(named.name)


def _existing(connection: sqlite3.Connection, named: Named, region: Region) -> int | None:
    """Find a customer by a phone or an e-mail with a name that fits, else by a name alone."""
    name = _name_key(named)
    owners = Owners()
    for kind, key in _points(named, region):
        rows = connection.execute(
            "SELECT c.id, c.name_key, p.value FROM contact_point p "
            "JOIN contact c ON c.id = p.contact_id "
            "WHERE p.kind = ? AND p.key = ? AND c.deleted_at IS NULL ORDER BY c.id LIMIT ?",
            (kind, key, CARRIERS + 1),
        ).fetchall()
        if len(rows) > CARRIERS:
            continue
        for contact, held, value in rows:
            owners.add(contact, "" if fold(value) == held else held)
        found = owners.pick((row[0] for row in rows), name)
        if found is not None:
            return found
    rows = connection.execute(
        "SELECT id FROM contact WHERE name_key = ? AND deleted_at IS NULL LIMIT 2",
        (fold(named.name),),
    ).fetchall()
    if len(rows) != 1:
        return None
    # With a phone or an e-mail of their own that others have, a name alone is no proof.
    return int(rows[0][0]) if not _contradicts(connection, rows[0][0], named, region) else None


def _contradicts(
    connection: sqlite3.Connection, contact: int, named: Named, region: Region
) -> bool:
    """Tell whether both have points of a kind and share none."""
    for kind, key in _points(named, region):
        held = connection.execute(
            "SELECT key FROM contact_point WHERE contact_id = ? AND kind = ?", (contact, kind)
        ).fetchall()
        if held and (key,) not in held:
            return True
    return False


def _make(transaction: Transaction, found: _New, region: Region, status: str) -> None:
    connection, new = transaction.connection, found.people
    first, first_point = next_id(connection, "contact"), next_id(connection, "contact_point")
    points = [
        (first + place, kind, value, point_key(kind, value, region))
        for place, named in enumerate(new)
        for kind, value in (("phone", named.phone), ("email", named.email))
        if value and point_key(kind, value, region)
    ]
    with transaction.bulk():
        connection.executemany(
            "INSERT INTO contact(id, name, name_key, kind, status, city, source, note, created_at) "
            "VALUES(?, ?, ?, 'person', ?, '', '', '', ?)",
            (
                (first + place, named.name, fold(named.name), status, utc_text(transaction.now))
                for place, named in enumerate(new)
            ),
        )
        connection.executemany(
            "INSERT INTO contact_point(contact_id, kind, value, key, label, preferred) "
            "VALUES(?, ?, ?, ?, '', 0)",
            points,
        )
        connection.executemany("INSERT INTO search_key VALUES(?, ?)", _keys(new, first, region))
    connection.executemany(
        "INSERT INTO linked VALUES(?, ?)",
        ((seq, first + place) for seq, place in found.places),
    )
    transaction.inserted_range("contact", first, first + len(new) - 1)
    transaction.inserted_range("contact_point", first_point, first_point + len(points) - 1)
    leave_pending(connection, first, first + len(new) - 1)


def _keys(new: list[Named], first: int, region: Region) -> Iterator[tuple[int, str]]:
    """Yield what each new contact is found by."""
    for place, named in enumerate(new):
        found_by = []
        if named.phone and (key := point_key("phone", named.phone, region)):
            found_by.append(search_digits(key, region))
        if named.email:
            found_by.append(point_key("email", named.email, region))
        yield first + place, search_text(fold(named.name), "", "", found_by)


def _remember(transaction: Transaction, source: str, seqs: list[int]) -> None:
    """Note down who was linked, so that the next file from there finds them at once."""
    connection = transaction.connection
    first = next_id(connection, "source_ref")
    with transaction.bulk():
        connection.executemany(
            "INSERT INTO source_ref(source, kind, ref, row_id, digest) SELECT ?, 'contact', c.ref, "
            "l.contact_id, '' FROM stage.customer c JOIN linked l ON l.seq = c.seq WHERE c.seq = ?",
            ((source, seq) for seq in seqs),
        )
    transaction.inserted_range("source_ref", first, first + len(seqs) - 1)
