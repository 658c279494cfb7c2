"""What an import did, row by row where it could not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from crmtui.store.transact import Done


class Rejected(NamedTuple):
    """A row that did not come in: its number as a person counts, its cells, and why."""

    row: int
    cells: list[str]
    reason: str


OnReject = Callable[[Rejected], None]
OnProgress = Callable[[int], None]
"""Called now and then with the number of rows read so far."""


class ImportResult(NamedTuple):
    """The counts of an import: records created, updated and unchanged; rows rejected."""

    done: Done
    created: int
    updated: int
    unchanged: int
    rejected: int
    rounded: int = 0
    """Amounts that had more digits than the currency."""
    named: int = 0
    """Contacts made because rows named them: buyers of purchases, companies of people."""
