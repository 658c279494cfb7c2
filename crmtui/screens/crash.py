"""What is left of a bug: a log for us, and a short word on the terminal without anyone's data."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from crmtui import __version__
from crmtui.locale import _
from crmtui.text.clean import printable

KEEP = 1_000_000
"""Bytes of log; a longer one is begun anew."""


def report(error: BaseException | None, log: Path) -> str:
    """Write the log, readable by its owner alone, and return what to say on the terminal."""
    name = type(_root(error)).__name__
    try:
        _append(log, error)
    except OSError:
        return _("crmtui stopped because of a bug of its own ({name}).").format(name=name)
    return _(
        "crmtui stopped because of a bug of its own ({name}). The data is safe; "
        "what happened is written in {path}"
    ).format(name=name, path=printable(str(log)))


def _root(error: BaseException | None) -> BaseException | None:
    """Return what a worker died of, not the news of its death."""
    return getattr(error, "error", None) or error


def _append(log: Path, error: BaseException | None) -> None:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = os.O_APPEND if not log.exists() or log.stat().st_size < KEEP else os.O_TRUNC
    handle = os.open(log, os.O_CREAT | os.O_WRONLY | mode, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
        file.write(f"\n{datetime.now(UTC).isoformat(timespec='seconds')} crmtui {__version__}\n")
        root = _root(error)
        if root is not None:
            file.writelines(traceback.format_exception(root))
