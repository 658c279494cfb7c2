"""Import of mails: each becomes an interaction with whoever of its people is a contact."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from crmtui.exchange.mail.read import Mail
from crmtui.locale import _
from crmtui.models.limits import TEXT
from crmtui.store.connect import Store
from crmtui.store.search import shop_region
from crmtui.store.transact import Transaction, transact
from crmtui.text.phones import Region
from crmtui.writes.imports.bulk import next_id
from crmtui.writes.imports.interactions.importing import imported, preview
from crmtui.writes.imports.interactions.people import make_senders, match_people
from crmtui.writes.imports.interactions.threads import Threads, name_threads
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject, Rejected
from crmtui.writes.imports.stage import staged
from crmtui.writes.points_key import is_point, point_key

_STAGE = """
CREATE TABLE mail(seq INTEGER PRIMARY KEY, ref TEXT UNIQUE, node INTEGER, thread TEXT, at TEXT,
 text TEXT);
CREATE TABLE mail_id(node INTEGER PRIMARY KEY, ref TEXT UNIQUE, root INTEGER);
CREATE TABLE person(seq INTEGER, place INTEGER, key TEXT, name TEXT, address TEXT,
 PRIMARY KEY(seq, place)) WITHOUT ROWID;
"""
"""A mail's sender has place 0, its recipients follow."""
_FRESH = "SELECT id, 'created' AS outcome FROM fresh"
_BATCH = 500


class _Staged(NamedTuple):
    """How many mails did not get into the stage."""

    rejected: int
    repeated: int


def import_mails(
    store: Store,
    mails: Iterable[Mail],
    *,
    source: str,
    make_new: bool = False,
    dry_run: bool = False,
    on_reject: OnReject = lambda _rejected: None,
    on_progress: OnProgress = lambda _rows: None,
) -> ImportResult:
    """Bring in mails as one step; a mail that came from `source` before is found, not doubled.

    A mail from a contact is an incoming one, any other an outgoing one to each contact among its
    recipients. Those without a contact are skipped, unless `make_new` makes one of the sender.
    """
    with staged(store, _STAGE, rehearsal=dry_run) as stage:
        with store.read() as connection:
            region = shop_region(connection)
        counts = _stage(stage.connection, mails, region, on_reject, on_progress)
        stage.connection.commit()
        with transact(store, "", beside={"stage": stage.path}) as transaction:
            transaction.is_bulk = True
            transaction.rehearsal = dry_run
            result = _bring_in(transaction, source, make_new=make_new)
            transaction.label = imported(result.created)
    return result._replace(
        done=transaction.done,
        rejected=counts.rejected,
        unchanged=result.unchanged + counts.repeated,
    )


def _stage(
    connection: sqlite3.Connection,
    mails: Iterable[Mail],
    region: Region,
    on_reject: OnReject,
    on_progress: OnProgress,
) -> _Staged:
    """Put all mails into the stage, each message id once."""
    threads = Threads(connection)
    rejected = repeated = 0
    for seq, mail in enumerate(mails, 1):
        # Also a mail that does not come in ties others together.
        ref = _ref(mail.message_id)
        node = threads.add(ref, [_ref(other) for other in mail.references])
        if not mail.at:
            reason = _("there is no date in it that can be read")
            on_reject(Rejected(mail.number, [], reason, mail.raw))
            rejected += 1
            continue
        text = "\n".join(part for part in (mail.subject, mail.text) if part)[:TEXT]
        added = connection.execute(
            "INSERT OR IGNORE INTO mail VALUES(?, ?, ?, ?, ?, ?)",
            (seq, ref, node, _ref(mail.thread), mail.at, text),
        ).rowcount
        if added:
            connection.executemany(
                "INSERT INTO person VALUES(?, ?, ?, ?, ?)", _people(seq, mail, region)
            )
        else:
            repeated += 1
        if seq % _BATCH == 0:
            on_progress(seq)
    threads.finish()
    return _Staged(rejected, repeated)


def _ref(message_id: str) -> str:
    """Keep free the sign that stands between a message id and a contact."""
    return message_id.replace("|", "%7C")


def _people(seq: int, mail: Mail, region: Region) -> list[tuple[int, int, str, str, str]]:
    people = []
    for place, (name, address) in enumerate((mail.sender, *mail.recipients)):
        key = point_key("email", address, region)
        if is_point("email", key):
            people.append((seq, place, key, name, address))
    return people


def _bring_in(transaction: Transaction, source: str, *, make_new: bool) -> ImportResult:
    connection = transaction.connection
    _find_known(connection, source)
    match_people(connection)
    named = make_senders(transaction) if make_new else 0
    created = _insert(transaction, source)
    mails, skipped, fresh = connection.execute(
        "SELECT (SELECT count(*) FROM stage.mail), (SELECT count(*) FROM stage.mail "
        "WHERE seq NOT IN (SELECT seq FROM meant) AND seq NOT IN (SELECT seq FROM known)), "
        "(SELECT count(DISTINCT seq) FROM fresh)"
    ).fetchone()
    return ImportResult(
        transaction.done,
        created,
        updated=0,
        unchanged=mails - skipped - fresh,
        rejected=0,
        named=named,
        skipped=skipped,
        preview=preview(connection, _FRESH) if transaction.rehearsal else (),
    )


def _find_known(connection: sqlite3.Connection, source: str) -> None:
    """Fill the table `known` with the mails that came before: whom each was from or to.

    The reference says it too, should the interaction be deleted, or its contact merged.
    """
    connection.execute("CREATE TEMP TABLE known(seq INTEGER, link TEXT, PRIMARY KEY(seq, link))")
    for refs in ("r.ref = m.ref", "r.ref > m.ref || '|' AND r.ref < m.ref || '}'"):
        for link in ("r.digest", "i.direction || ' ' || i.contact_id"):
            connection.execute(
                f"INSERT OR IGNORE INTO known SELECT m.seq, coalesce({link}, '') "
                f"FROM stage.mail m CROSS JOIN source_ref r ON r.source = ? "
                f"AND r.kind = 'interaction' AND {refs} LEFT JOIN interaction i ON i.id = r.row_id",
                (source,),
            )


def _insert(transaction: Transaction, source: str) -> int:
    """Insert what is new: whole mails, and known ones for further recipients."""
    connection = transaction.connection
    first, first_ref = next_id(connection, "interaction"), next_id(connection, "source_ref")
    connection.execute(
        "CREATE TEMP TABLE fresh(id INTEGER PRIMARY KEY, seq INTEGER, contact_id INTEGER, "
        "direction TEXT, ref TEXT)"
    )
    connection.execute(
        "INSERT INTO fresh SELECT ? + row_number() OVER (ORDER BY seq, place), seq, contact_id, "
        "direction, iif(bare AND row_number() OVER (PARTITION BY seq ORDER BY place) = 1, ref, "
        "ref || '|' || contact_id) FROM (SELECT w.*, m.ref, "
        "w.seq NOT IN (SELECT seq FROM known) AS bare FROM meant w JOIN stage.mail m USING(seq)) "
        "WHERE bare OR (direction = 'out' "
        "AND seq NOT IN (SELECT seq FROM known WHERE link LIKE 'in %') "
        "AND (seq, direction || ' ' || contact_id) NOT IN (SELECT seq, link FROM known))",
        (first - 1,),
    )
    name_threads(connection, source)
    with transaction.bulk():
        created = connection.execute(
            "INSERT INTO interaction(id, at, text, channel, direction, contact_id, thread) "
            "SELECT f.id, m.at, m.text, 'email', f.direction, f.contact_id, t.name FROM fresh f "
            "JOIN stage.mail m ON m.seq = f.seq JOIN stage.mail_id i ON i.node = m.node "
            "JOIN thread t ON t.root = i.root ORDER BY f.id"
        ).rowcount
        connection.execute(
            "INSERT INTO source_ref(source, kind, ref, row_id, digest) SELECT ?, 'interaction', "
            "ref, id, direction || ' ' || contact_id FROM fresh ORDER BY id",
            (source,),
        )
    for table, start in (("interaction", first), ("source_ref", first_ref)):
        transaction.inserted_range(table, start, next_id(connection, table) - 1)
    return created
