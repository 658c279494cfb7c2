"""The customers whom a filter with terms fits, in one of the orders, however many they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from crmtui.reads import filtered
from crmtui.reads.contacts import ContactLine
from crmtui.reads.filters.condition import EVERYBODY, Asked, Condition
from crmtui.reads.filters.where import where
from crmtui.screens.bridge import Bridge


class Filtered:
    """Understands the filter anew whenever it is counted: days pass, lists and tags change."""

    def __init__(self, bridge: Bridge, text: str, sort: str, asked: Callable[[], Asked]) -> None:
        self._bridge = bridge
        self._text = text
        self._sort = sort
        self._asked = asked
        self._where: Condition = EVERYBODY
        self._counted: int | None = None

    async def understand(self) -> int:
        """Count for the first time. Raises InvalidValue or NotFound for a filter that is wrong."""
        self._counted = await self._count()
        return self._counted

    async def count(self) -> int:
        """Return how many there are."""
        counted, self._counted = self._counted, None
        return await self._count() if counted is None else counted

    async def page(self, skip: int, limit: int) -> list[ContactLine]:
        """Return up to `limit` rows after the first `skip`."""
        return await self._bridge.read(
            filtered.page, self._where, sort=self._sort, skip=skip, limit=limit
        )

    async def ids(self) -> list[int]:
        """Return the id of every row."""
        return await self._bridge.read(filtered.ids, self._where, sort=self._sort)

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        ids = await self.ids()
        return ids.index(number) if number in ids else None

    async def _count(self) -> int:
        self._where, number = await self._bridge.read(_counted, self._text, self._asked())
        return number


def _counted(connection: sqlite3.Connection, text: str, asked: Asked) -> tuple[Condition, int]:
    found = where(connection, text, asked)
    return found, filtered.count(connection, found)
