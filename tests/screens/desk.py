"""What the tests of the Tickets view share: tickets, the view on them, what was written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from textual.pilot import Pilot

from crmtui.app import CrmApp
from crmtui.reads.ticket_desk import Desk
from crmtui.reads.ticket_desk import desk as read_desk
from crmtui.screens.state import State
from crmtui.settings.keys import key
from crmtui.store.connect import Store
from crmtui.writes import settings, tickets
from tests.screens.helpers import WIDE, running

HALF = timedelta(seconds=30)
"""So many seconds a test may take before the minutes that are left are others."""


def always_open(store: Store) -> None:
    """Have the shop open day and night: what is left then depends on no hour of the test."""
    settings.set_shop(store, key("weekend"), "")
    settings.set_shop(store, key("hours"), "0:00-24:00")


def open_one(
    store: Store, subject: str, contact: int | None = 1, minutes_ago: int = 1, **values: object
) -> int:
    """Open a ticket so many minutes ago and return its number."""
    at = datetime.now(UTC) - timedelta(minutes=minutes_ago) - HALF
    return tickets.open_ticket(store, contact, subject=subject, at=at, **values).row  # type: ignore[arg-type]


def desk(store: Store, number: int) -> Desk:
    """Return a ticket as it is in the store."""
    with store.read() as connection:
        return read_desk(connection, number)


@asynccontextmanager
async def at_desk(
    store: Store, size: tuple[int, int] = WIDE, **state: object
) -> AsyncIterator[tuple[CrmApp, Pilot[int]]]:
    """Run the app in the Tickets view."""
    async with running(store, size, State(view="tickets", **state)) as (app, pilot):  # type: ignore[arg-type]
        yield app, pilot
