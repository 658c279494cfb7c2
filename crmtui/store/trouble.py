"""SQLite's errors in words that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crmtui.errors import Conflict, CrmError, InvalidValue, StoreFull, StoreLocked, StoreUnusable
from crmtui.locale import _


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Raise what SQLite (or SQLAlchemy above it) reports about `path` as a CrmError."""
    try:
        yield
    except (CrmError, BrokenPipeError):  # a reader that has enough is no trouble of the store
        raise
    except OSError as error:
        raise StoreUnusable(
            _("{path} cannot be opened: {reason}.").format(path=path, reason=error.strerror),
            _("Check that the folder exists and that you may read it."),
        ) from error
    except Exception as error:
        cause = getattr(error, "orig", None) or error
        if not isinstance(cause, sqlite3.Error):
            raise
        translated = translate(cause, path)
        if translated is None:
            raise
        raise translated from error


def translate(error: sqlite3.Error, path: Path) -> CrmError | None:
    """Return the error as the user should see it, or None for a bug of ours."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return StoreLocked(
            _("Another program is using {path}.").format(path=path),
            _("Close it or try again in a moment; nothing was changed."),
        )
    if "disk is full" in text:
        return StoreFull(
            _("The disk is full; nothing was saved."), _("Free some space and do it again.")
        )
    if "readonly" in text or "read-only" in text:
        return StoreUnusable(
            _("{path} is read-only.").format(path=path),
            _("Make the file and its folder writable, or choose another with --db."),
        )
    if "not a database" in text or "malformed" in text:
        return StoreUnusable(
            _("{path} is not a crmtui store, or it is damaged.").format(path=path),
            _("Choose another with --db, or bring back a backup."),
        )
    if "unable to open" in text or "disk i/o" in text:
        return StoreUnusable(
            _("{path} cannot be opened: {reason}.").format(path=path, reason=error),
            _("Check that the folder exists and that you may read it."),
        )
    if "integer overflow" in text or "store real value" in text:
        return InvalidValue(
            _("The amounts would add up to more than can be counted."),
            _("Look for one that is far too large; nothing was changed."),
        )
    if isinstance(error, sqlite3.IntegrityError) and "foreign key" in text:
        return Conflict(
            _("Something else refers to this."),
            _("See `crm history` and undo the later step first."),
        )
    return None
