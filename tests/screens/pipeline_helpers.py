"""What the tests of the board share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from textual.pilot import Pilot

from crmtui.app import CrmApp
from crmtui.screens.pipeline.screen import PipelineScreen
from crmtui.store.connect import Store
from crmtui.text.formats import Formats
from crmtui.widgets.board import Board
from crmtui.writes import deals
from tests.screens.helpers import until

NEW, TALKING, OFFER, WON, LOST = range(1, 6)
"""The stages that a pipeline begins with."""


def deal(store: Store, title: str, toman: int | None = None, **more: Any) -> int:
    """Add a deal and return its id; `step` is (what, when), `days` how old it is."""
    now = datetime.now(UTC)
    contact = more.pop("contact", None)
    if "step" in more:
        text, due = more.pop("step")
        formats = Formats(unit="toman", zone="UTC")
        more["step"] = {"text": text, "due": formats.parse_due(due, now) if due else None}
    more["opened_at"] = now - timedelta(days=more.pop("days", 0))
    amount = None if toman is None else toman * 10
    return deals.add(store, contact, title=title, amount=amount, **more).row


def board(app: CrmApp) -> Board[Any]:
    """Return the board that is on the screen."""
    assert isinstance(app.screen, PipelineScreen)
    return app.screen.query_one("#board", Board)


def columns(app: CrmApp) -> list[list[str]]:
    """Return what stands in each column, from the top."""
    return [[card.words for card in lane.rows] for lane in board(app).lanes]


async def on_board(app: CrmApp, pilot: Pilot[int]) -> Board[Any]:
    """Go to the board and return it once its cards are there."""
    await pilot.press("3")
    await until(pilot, lambda: isinstance(app.screen, PipelineScreen))
    await until(pilot, lambda: board(app).is_loaded)
    return board(app)
