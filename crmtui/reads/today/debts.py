"""Who owes something whose day has passed."""

from __future__ import annotations

import sqlite3

from crmtui.reads import debts
from crmtui.reads.today.day import Day
from crmtui.rules.attention import Debt


def past_due(connection: sqlite3.Connection, day: Day) -> dict[int, Debt]:
    """Return what is owed past its day, and its share of the biggest of such debts."""
    found = debts.past_due(connection, day.today)
    biggest = max((debt.amount for debt in found), default=1)
    return {debt.contact_id: Debt(debt.amount, debt.days, debt.amount / biggest) for debt in found}
