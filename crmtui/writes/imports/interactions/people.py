"""Which contacts the mails in a stage are from and to."""

from __future__ import annotations

import sqlite3

from crmtui.store.search import mark_search
from crmtui.store.transact import Transaction
from crmtui.text.fold import fold
from crmtui.writes.imports.bulk import next_id, utc_text

_INCOMING = (
    "INSERT INTO meant SELECT p.seq, w.contact_id, 'in', 0 FROM stage.person p "
    "JOIN who w ON w.key = p.key WHERE p.place = 0"
)


def match_people(connection: sqlite3.Connection) -> None:
    """Fill the table `meant`: the contact a mail is from, or else all those it is to."""
    connection.execute("CREATE TEMP TABLE who(key TEXT PRIMARY KEY, contact_id INTEGER)")
    connection.execute(
        "INSERT INTO who SELECT a.key, min(c.id) FROM (SELECT DISTINCT key FROM stage.person) a "
        "CROSS JOIN contact_point p ON p.kind = 'email' AND p.key = a.key "
        "JOIN contact c ON c.id = p.contact_id AND c.deleted_at IS NULL GROUP BY a.key"
    )
    connection.execute(
        "CREATE TEMP TABLE meant(seq INTEGER, contact_id INTEGER, direction TEXT, place INTEGER, "
        "PRIMARY KEY(seq, contact_id))"
    )
    connection.execute(_INCOMING)
    connection.execute(
        "INSERT OR IGNORE INTO meant SELECT p.seq, w.contact_id, 'out', p.place "
        "FROM stage.person p JOIN who w ON w.key = p.key WHERE p.place > 0 AND NOT EXISTS "
        "(SELECT 1 FROM stage.person s JOIN who ON who.key = s.key "
        "WHERE s.seq = p.seq AND s.place = 0) ORDER BY p.seq, p.place"
    )


def make_senders(transaction: Transaction) -> int:
    """Make contacts of the senders of mails that nobody is known of; return how many."""
    connection = transaction.connection
    unknown: dict[str, tuple[str, str]] = {}
    nobodys = "seq NOT IN (SELECT seq FROM meant) AND seq NOT IN (SELECT seq FROM known)"
    for key, name, address in connection.execute(
        f"SELECT key, name, address FROM stage.person WHERE place = 0 AND {nobodys} ORDER BY seq"
    ):
        # The first mail that says a name decides.
        if key not in unknown or (fold(name) and not unknown[key][0]):
            unknown[key] = (name if fold(name) else "", address)
    _make(transaction, unknown)
    connection.execute(f"{_INCOMING} AND p.{nobodys}")
    return len(unknown)


def _make(transaction: Transaction, unknown: dict[str, tuple[str, str]]) -> None:
    connection = transaction.connection
    first, first_point = next_id(connection, "contact"), next_id(connection, "contact_point")
    made = [
        (contact, name or address, address, key)
        for contact, (key, (name, address)) in enumerate(unknown.items(), first)
    ]
    now = utc_text(transaction.now)
    with transaction.bulk():
        connection.executemany(
            "INSERT INTO contact(id, name, name_key, kind, status, city, source, note, created_at) "
            "VALUES(?, ?, ?, 'person', 'lead', '', '', '', ?)",
            ((contact, name, fold(name), now) for contact, name, _address, _key in made),
        )
        connection.executemany(
            "INSERT INTO contact_point(contact_id, kind, value, key, label, preferred) "
            "VALUES(?, 'email', ?, ?, '', 0)",
            ((contact, address, key) for contact, _name, address, key in made),
        )
    connection.executemany("INSERT INTO who VALUES(?, ?)", ((one[3], one[0]) for one in made))
    transaction.inserted_range("contact", first, first + len(made) - 1)
    transaction.inserted_range("contact_point", first_point, first_point + len(made) - 1)
    mark_search(connection, "id >= ?", (first,))
