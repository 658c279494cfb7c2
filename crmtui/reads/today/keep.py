"""Whom the shop wants to keep in touch with, and has not for too long."""

from __future__ import annotations

import sqlite3

from crmtui.reads import keep_in_touch
from crmtui.reads.today.day import Day
from crmtui.rules.attention import Keep


def due(connection: sqlite3.Connection, day: Day) -> dict[int, Keep]:
    """Return those whom nobody has spoken or sold to for as long as their pace allows."""
    return {
        one.contact_id: Keep(one.every, one.days_since, one.days_late)
        for one in keep_in_touch.due(connection, day.today, day.settings.formats())
    }
