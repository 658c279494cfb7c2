"""The board of a pipeline: a column for each stage, a card for each open deal."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from crmtui.reads.open_deals import OpenDeal, limits, open_deals
from crmtui.reads.stages import StageRow, default_pipeline, stages
from crmtui.rules.rotting import Limit
from crmtui.text.calendar import add_months, day_start, to_utc_text
from crmtui.text.fold import fold
from crmtui.text.formats import Formats

NO_LIMIT = Limit(0)


class Column(NamedTuple):
    """A stage with what is in it; amounts are minor units.

    A stage that ends deals shows what came to it this month, and no cards.
    """

    stage: StageRow
    deals: int
    amount: int
    weighted: int
    cards: tuple[OpenDeal, ...]
    limit: Limit
    """After how many quiet days a deal in it is stale."""


class Board(NamedTuple):
    """The columns of a pipeline, in the order of its stages."""

    pipeline_id: int
    pipeline: str
    columns: list[Column]

    @property
    def open(self) -> list[Column]:
        """The columns with cards."""
        return [column for column in self.columns if column.stage.kind == "open"]

    @property
    def totals(self) -> tuple[int, int, int]:
        """Return how many deals are open, their sum and their weighted sum."""
        columns = self.open
        return (
            sum(column.deals for column in columns),
            sum(column.amount for column in columns),
            sum(column.weighted for column in columns),
        )


def board(
    connection: sqlite3.Connection,
    formats: Formats,
    now: datetime,
    *,
    pipeline: int | None = None,
    text: str = "",
    stale: bool = False,
) -> Board:
    """Return the board of a pipeline, of the first one if none is given.

    Its cards have all words of `text` in them, in any spelling; with `stale` they are stale.
    """
    chosen = pipeline or default_pipeline(connection)
    words = fold(text).split()
    cards: defaultdict[int, list[OpenDeal]] = defaultdict(list)
    for deal in open_deals(connection, formats, now, pipeline=chosen):
        if (not words or _has(deal, words)) and (deal.is_stale or not stale):
            cards[deal.stage_id].append(deal)
    ended = _ended(connection, formats, now, chosen)
    known = limits(connection)
    columns = [
        _ended_column(each, ended.get(each.id, (0, 0)))
        if each.kind != "open"
        else _column(each, cards[each.id], known.get(each.id, NO_LIMIT))
        for each in stages(connection, chosen)
    ]
    name = columns[0].stage.pipeline if columns else ""
    return Board(chosen, name, columns)


def _column(stage: StageRow, cards: Iterable[OpenDeal], limit: Limit) -> Column:
    shown = tuple(cards)
    amount = sum(card.amount or 0 for card in shown)
    weighted = round(amount * stage.probability / 100)
    return Column(stage, len(shown), amount, weighted, shown, limit)


def _ended_column(stage: StageRow, ended: tuple[int, int]) -> Column:
    count, amount = ended
    return Column(stage, count, amount, amount if stage.kind == "won" else 0, (), NO_LIMIT)


def _ended(
    connection: sqlite3.Connection, formats: Formats, now: datetime, pipeline: int
) -> dict[int, tuple[int, int]]:
    """Return how many deals came to each ending stage this month, and their sum."""
    begins = add_months(formats.day(now), 0, formats.calendar, on=1)
    rows = connection.execute(
        "SELECT d.stage_id, count(*), coalesce(sum(d.amount), 0) FROM stage s "
        "JOIN deal d ON d.stage_id = s.id WHERE s.pipeline_id = ? AND s.kind <> 'open' "
        "AND d.at_counter = 0 AND d.closed_at >= ? GROUP BY d.stage_id",
        (pipeline, to_utc_text(day_start(begins, formats.zone))),
    )
    return {stage: (count, amount) for stage, count, amount in rows}


def _has(deal: OpenDeal, words: list[str]) -> bool:
    key = fold(" ".join((deal.name, deal.title, deal.products, deal.owner, deal.source)))
    return all(word in key for word in words)
