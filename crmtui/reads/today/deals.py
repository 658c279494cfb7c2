"""Open deals that nobody has planned anything for, and those that have gone stale."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from crmtui.reads.open_deals import OpenDeal, limits, open_deals
from crmtui.reads.today.day import Day
from crmtui.rules.attention import DealDue

FOR_NOBODY = 50
"""So many deals without a customer are in the queue, those with the most at stake first."""


def unplanned(connection: sqlite3.Connection, day: Day) -> dict[int, tuple[DealDue, ...]]:
    """Return a stale deal and one without a plan of each contact, the quietest; 0 is nobody's."""
    if connection.execute("SELECT 1 FROM deal LIMIT 1").fetchone() is None:
        return {}
    known = limits(connection)
    found: defaultdict[int, list[DealDue]] = defaultdict(list)
    for deal in open_deals(connection, day.settings.formats(), day.now):
        if deal.step is None:
            found[deal.contact_id or 0].append(_due(deal, known[deal.stage_id].days))
    nobodys = sorted(found.pop(0, ()), key=lambda due: (-due.amount, due.deal))[:FOR_NOBODY]
    picked = {contact: _picked(dues) for contact, dues in found.items()}
    return picked | ({0: tuple(nobodys)} if nobodys else {})


def _due(deal: OpenDeal, limit: int) -> DealDue:
    return DealDue(
        deal.id, deal.words, deal.amount or 0, deal.quiet_days, limit, deal.is_stale, others=0
    )


def _picked(dues: list[DealDue]) -> tuple[DealDue, ...]:
    """Return the quietest stale deal, else the quietest one, and how many others there are."""
    first = max(dues, key=lambda due: (due.is_stale, due.quiet, due.amount, -due.deal))
    return (first._replace(others=len(dues) - 1),)
