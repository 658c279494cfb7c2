"""Everybody's segment, computed once in the background and looked up for each line."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from crmtui.screens.bridge import Bridge
from crmtui.settings import Settings

if TYPE_CHECKING:
    from crmtui.reads.segments import Segmentation


class SegmentBook:
    """The latest segmentation, or none yet."""

    def __init__(self) -> None:
        self.found: Segmentation | None = None
        self._by_id: dict[int, str] = {}

    def of(self, contact: int) -> str:
        """Return a contact's segment; "" until it is known."""
        if self.found is None:
            return ""
        return self._by_id.get(contact, "prospect")

    async def read(self, bridge: Bridge, settings: Settings, today: date) -> None:
        """Compute every segment anew."""
        self.found, self._by_id = await bridge.read(_compute, settings, today)


def _compute(
    connection: sqlite3.Connection, settings: Settings, today: date
) -> tuple[Segmentation, dict[int, str]]:
    from crmtui.reads.segments import segmentation

    found = segmentation(connection, settings, today=today)
    return found, {buyer.id: buyer.segment for buyer in found.buyers}
