"""What the board shows, read at once: the open deals, and those that ended this month."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from crmtui.reads.board import Board, board
from crmtui.reads.deals import DealRow, deals
from crmtui.reads.stages import PipelineRow, pipelines
from crmtui.screens.pipeline.faces import Card, heading
from crmtui.text.calendar import add_months, day_start, to_utc_text
from crmtui.text.formats import Formats
from crmtui.widgets.board_cards import Lane

_MOST_ENDED = 500
"""Cards of deals that ended this month; their count and sum are of all."""


class Asked(NamedTuple):
    """Which deals are to be shown."""

    pipeline: int = 0
    """0 is the first one."""
    text: str = ""
    stale: bool = False


class BoardBook(NamedTuple):
    """A board, its cards, and the pipelines there are."""

    board: Board
    lanes: list[Lane[Card]]
    pipelines: list[PipelineRow]


def read_book(
    connection: sqlite3.Connection, formats: Formats, now: datetime, asked: Asked
) -> BoardBook:
    """Return what the board shows now; a pipeline that is gone gives way to the first one."""
    known = pipelines(connection)
    chosen = asked.pipeline if any(p.id == asked.pipeline for p in known) else known[0].id
    found = board(connection, formats, now, pipeline=chosen, text=asked.text, stale=asked.stale)
    ended = {} if asked.stale else _ended(connection, formats, now, chosen, asked.text)
    lanes = [
        Lane[Card](
            column.stage.id,
            heading(column, formats),
            list(column.cards) if column.stage.kind == "open" else ended.get(column.stage.id, []),
        )
        for column in found.columns
    ]
    return BoardBook(found, lanes, known)


def _ended(
    connection: sqlite3.Connection, formats: Formats, now: datetime, pipeline: int, text: str
) -> dict[int, list[Card]]:
    """Return the deals that ended this month; a sale lost at the counter never was on a board."""
    begins = add_months(formats.day(now), 0, formats.calendar, on=1)
    rows = deals(
        connection,
        kinds=("won", "lost"),
        pipeline=pipeline,
        text=text,
        since=to_utc_text(day_start(begins, formats.zone)),
        limit=_MOST_ENDED,
    )
    found: defaultdict[int, list[Card]] = defaultdict(list)
    for row in rows:
        if not row.at_counter and row.closed_at:
            found[row.stage_id].append(row)
    return found


def is_ended(card: Card) -> bool:
    """Tell whether a card is of a deal that was won or lost."""
    return isinstance(card, DealRow)
