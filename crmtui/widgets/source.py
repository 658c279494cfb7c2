"""Where a list gets its rows from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")


class Source(Protocol[Row]):
    """Rows in an order, read a stretch at a time."""

    async def count(self) -> int:
        """Return how many rows there are."""

    async def page(self, skip: int, limit: int) -> list[Row]:
        """Return up to `limit` rows after the first `skip`."""

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""


class Rows(Generic[Row]):
    """A source whose rows are all in memory already."""

    def __init__(self, rows: list[Row], number: Callable[[Row], int]) -> None:
        self.rows = rows
        self._number = number

    async def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    async def page(self, skip: int, limit: int) -> list[Row]:
        """Return up to `limit` rows after the first `skip`."""
        return self.rows[skip : skip + limit]

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before the one with this id; None if it is not here."""
        numbers = (index for index, row in enumerate(self.rows) if self._number(row) == number)
        return next(numbers, None)
