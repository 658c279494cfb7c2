"""An import before it happens: how the file is understood, and what brings it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from crmtui.store.connect import Store
from crmtui.text.formats import Formats
from crmtui.writes.imports.options import Reading
from crmtui.writes.imports.result import ImportResult, OnProgress, OnReject
from crmtui.writes.imports.tables import Opened, open_table


class Plan(NamedTuple):
    """How a file will be brought in."""

    reading: Reading
    run: Callable[[bool, OnReject, OnProgress], ImportResult]
    """Brings it in; with True, only tries to."""


class Shelf(NamedTuple):
    """Where a file goes, and how the shop reads things."""

    store: Store
    formats: Formats
    today: date


def once_more(opened: Opened, path: Path) -> Callable[[], Iterator[list[str]]]:
    """Return what gives the rows of a table: those that are open, then the file anew."""
    first = [opened.table.rows]
    return lambda: first.pop() if first else open_table(path, opened.options).rows
