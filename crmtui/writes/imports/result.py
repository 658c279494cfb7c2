"""What an import did, row by row where it could not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from crmtui.store.transact import Done


class Rejected(NamedTuple):
    """A row that did not come in: its number as a person counts, its cells, and why."""

    row: int
    cells: list[str]
    reason: str
    raw: bytes = b""
    """A card or a mail as found, which has no cells."""


OnReject = Callable[[Rejected], None]
OnProgress = Callable[[int], None]
"""Called now and then with the number of rows read so far."""


PREVIEWED = 5
"""How many records a dry run shows as they will be."""


class Preview(NamedTuple):
    """A record as an import will leave it: created or updated, and what it says."""

    outcome: str
    fields: Mapping[str, object]


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
    namesakes: int = 0
    """New contacts that have the name of somebody else here: perhaps the same, never merged."""
    skipped: int = 0
    """Mails that are neither from a contact nor to one."""
    stages: tuple[str, ...] = ()
    """Stages of a pipeline that were made because rows named them."""
    preview: tuple[Preview, ...] = ()
    """The first records as they will be, after a dry run."""
