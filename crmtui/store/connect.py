"""The one way to open the store, and to make a new one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from crmtui.errors import StoreUnusable
from crmtui.locale import _
from crmtui.store.trouble import clear_errors

APPLICATION_ID = 0x43524D54
"""Marks the file as ours ("CRMT")."""
VERSION = 10
"""The schema this code reads and writes; older stores are migrated, newer ones refused."""

_SETTINGS = """
PRAGMA journal_mode=TRUNCATE;
PRAGMA foreign_keys=ON;
PRAGMA trusted_schema=OFF;
PRAGMA cell_size_check=ON;
PRAGMA secure_delete=ON;
PRAGMA synchronous=EXTRA;
PRAGMA cache_size=-65536;
"""


class Connection(sqlite3.Connection):
    """A connection whose transactions are begun and ended in SQL, by the one door for writes.

    SQLAlchemy borrows it there, and would otherwise roll back what it did not begin.
    """

    def commit(self) -> None:
        """Do nothing: the door commits."""

    def rollback(self) -> None:
        """Do nothing: the door rolls back."""


class Store:
    """Where the shop's data is; every connection to it is made here."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exists(self) -> bool:
        """Tell whether there is anything at the path yet."""
        return self.path.exists()

    def connect(self, *, busy_ms: int = 10_000) -> sqlite3.Connection:
        """Open the store with all its safety settings; transactions are begun by hand.

        A store that does not exist yet reads as an empty one and is not created.
        """
        if not self.exists():
            return _empty()
        connection = _open(self.path)
        connection.execute(f"PRAGMA busy_timeout={busy_ms}")
        connection.executescript(_SETTINGS)
        return connection

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection for one short read: a cursor kept open would lock writers out."""
        with clear_errors(self.path), closing(self.connect()) as connection:
            yield connection


def _open(path: Path) -> sqlite3.Connection:
    """Open for reading and writing, or for reading alone where the disk allows no more."""
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    uri = f"{path.absolute().as_uri()}?mode={'rw' if writable else 'ro'}"
    return sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, factory=Connection
    )


def _empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(schema())
    _fill(connection)
    return connection


def _fill(connection: sqlite3.Connection) -> None:
    """Give a new store its settings and a pipeline: where its journal begins, not a step in it."""
    from crmtui.settings.first import first_settings

    connection.execute("INSERT INTO current_step(id, step) VALUES(1, 0)")
    connection.executemany("INSERT INTO setting(key, value) VALUES(?, ?)", first_settings().items())
    from crmtui.store.first_pipeline import first_pipeline

    for statement, values in first_pipeline():
        connection.execute(statement, values)
    connection.execute("DELETE FROM current_step")
    connection.execute("DELETE FROM change")


def schema() -> str:
    """The SQL of a new store, as generated from the models."""
    return (Path(__file__).parent / "schema.sql").read_text("utf-8")


def open_store(path: Path, *, create: bool = False) -> Store:
    """Check the store at `path` and bring it up to date; make it if asked.

    Raises StoreUnusable for a file of another program or of a newer crmtui.
    """
    store = Store(path)
    with clear_errors(path):
        if not store.exists():
            if create:
                _make(path)
            return store
        if path.is_dir():
            raise StoreUnusable(
                _("{path} is a folder.").format(path=path), _("Name a file after --db.")
            )
        version = _checked_version(store)
        if version == 0 and create:
            path.unlink()  # an empty file that somebody touched
            _make(path)
        elif 0 < version < VERSION:
            from crmtui.store.migrate import migrate

            migrate(store)
    return store


def _checked_version(store: Store) -> int:
    """Return the schema version; 0 for an empty file."""
    if store.path.stat().st_size == 0:
        return 0
    with closing(store.connect()) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID or version < 1:
        raise StoreUnusable(
            _("{path} belongs to another program.").format(path=store.path),
            _("Choose another file with --db."),
        )
    if version > VERSION:
        raise StoreUnusable(
            _("{path} was written by a newer crmtui.").format(path=store.path),
            _("Update crmtui to open it; nothing was changed."),
        )
    return int(version)


def _make(path: Path) -> None:
    """Make a new store in one piece: built beside its place, then linked there."""
    _make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    private_file(draft)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.executescript(_SETTINGS)
            connection.executescript(f"BEGIN IMMEDIATE;\n{schema()}\nCOMMIT;")
            _fill(connection)
        with suppress(FileExistsError):  # made by another crmtui in this very moment
            _place(draft, path)
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(draft.name + "-journal").unlink(missing_ok=True)


def _place(draft: Path, path: Path) -> None:
    """Give a file a name that is still free. Raises FileExistsError."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a memory stick that knows no links
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(
            _("The folder {path} cannot be made: {reason}.").format(
                path=folder, reason=error.strerror
            ),
            _("Choose another place with --db."),
        ) from error


def private_file(path: Path) -> None:
    """Create `path` readable by its owner alone; it must not exist yet."""
    path.unlink(missing_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StoreUnusable(
            _("Nothing can be written in {path}: {reason}.").format(
                path=path.parent, reason=error.strerror
            ),
            _("Make the folder writable, or choose another with --db."),
        ) from error
