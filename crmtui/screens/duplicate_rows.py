"""The list of pairs that may be one: its columns, and where its rows come from."""

from __future__ import annotations

from crmtui.labels import reasons_text
from crmtui.locale import _
from crmtui.reads.duplicate_lines import PairLine, pair_lines
from crmtui.reads.duplicate_scan import Pair, scan
from crmtui.screens.bridge import Bridge
from crmtui.widgets.columns import Column


def pair_number(pair: Pair | PairLine) -> int:
    """Return one number for two ids."""
    return pair.a << 32 | pair.b


class AllPairs:
    """Every pair that is likely enough; the store is scanned when they are counted."""

    def __init__(self, bridge: Bridge, least: float) -> None:
        self._bridge = bridge
        self._least = least
        self._pairs: list[Pair] = []
        self._is_dropping = False

    def drop(self, number: int) -> None:
        """Take a pair out, without another scan before it is gone from the screen."""
        self._pairs = [pair for pair in self._pairs if pair_number(pair) != number]
        self._is_dropping = True

    async def count(self) -> int:
        """Scan the store and return how many pairs there are."""
        if not self._is_dropping:
            self._pairs = await self._bridge.read(scan, least=self._least)
        self._is_dropping = False
        return len(self._pairs)

    async def page(self, skip: int, limit: int) -> list[PairLine]:
        """Return up to `limit` rows after the first `skip`."""
        return await self._bridge.read(pair_lines, self._pairs[skip : skip + limit])

    async def position(self, number: int) -> int | None:
        """Return how many rows stand before this pair; None if it is gone."""
        numbers = (i for i, pair in enumerate(self._pairs) if pair_number(pair) == number)
        return next(numbers, None)


def columns() -> list[Column[PairLine]]:
    """Return the columns."""
    return [
        Column(lambda: _("Name"), 12, lambda row: row.a_name, grows=True, rank=0),
        Column(lambda: _("Looks like"), 12, lambda row: row.b_name, grows=True, rank=1),
        Column(
            lambda: _("Why"), 24, lambda row: reasons_text(row.reasons), grows=True, rank=2,
            role="muted",
        ),
        Column(lambda: _("Sure"), 5, lambda row: f"{row.score:.0%}", right=True, rank=3),
    ]  # fmt: skip
