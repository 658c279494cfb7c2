"""Today's queue and its figures, read once in the background for the view and for the bar."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

from crmtui.screens.bridge import Bridge
from crmtui.settings import Settings

if TYPE_CHECKING:
    from crmtui.reads.today.figures import Figures
    from crmtui.reads.today.queue import Queue

KINDS = frozenset({"contact", "contact_point", "tag", "contact_tag", "interaction", "task"}) | {
    *("purchase", "payment", "ticket", "appointment", "deal", "stage", "setting")
}
"""What the queue is made of."""
_MOST = 2000
"""Lines that the view has at hand."""


class TodayBook:
    """The latest queue, or none yet."""

    def __init__(self) -> None:
        self.queue: Queue | None = None
        self.figures: Figures | None = None

    @property
    def total(self) -> int:
        """How many are in the queue; -1 until it is known."""
        return -1 if self.queue is None else self.queue.total

    async def read(self, bridge: Bridge, settings: Settings, now: datetime) -> None:
        """Read the queue anew."""
        self.queue, self.figures = await bridge.read(_read, settings, now)


def _read(
    connection: sqlite3.Connection, settings: Settings, now: datetime
) -> tuple[Queue, Figures]:
    from crmtui.reads.today.figures import figures
    from crmtui.reads.today.queue import queue

    found = queue(connection, settings, now, _MOST)
    return found, figures(connection, settings, now)
