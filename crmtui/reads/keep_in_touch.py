"""Who was not heard of for longer than the shop wants: a pace in days, of a contact or a tag.

A contact's own pace goes before that of tags, of several tags the smallest holds, and 0 is never.
Any purchase and any interaction starts it anew, but for a call nobody answered, and a note.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import NamedTuple

from crmtui.text.calendar import day_start, to_utc_text
from crmtui.text.formats import Formats


class Unheard(NamedTuple):
    """A contact to be in touch with now; `days_late` is 0 on the very day."""

    contact_id: int
    name: str
    every: int
    days_since: int
    """Since the last contact or purchase; without any, since they were added."""
    days_late: int


class Pace(NamedTuple):
    """How often to be in touch with a contact: 0 is never."""

    every: int
    last: str
    """The last contact or purchase, or when they were added, as UTC text."""
    is_own: bool
    """It is the contact's own, not a tag's."""


_LAST = """max(coalesce((SELECT i.at FROM interaction i WHERE i.contact_id = c.id AND i.at < :end
   AND i.outcome IS NOT 'no-answer' AND i.channel <> 'note' ORDER BY i.at DESC LIMIT 1), ''),
  coalesce((SELECT max(p.at) FROM purchase p WHERE p.contact_id = c.id AND p.at < :end), ''))"""
_PACED = f"""SELECT c.id, c.name, c.every, coalesce(nullif({_LAST}, ''), c.created_at) FROM (
 SELECT id, name, created_at, keep_days AS every FROM contact
   WHERE keep_days > 0 AND deleted_at IS NULL AND do_not_contact = 0
 UNION ALL
 SELECT k.id, k.name, k.created_at, min(t.keep_days) AS every FROM contact_tag ct
   JOIN tag t ON t.id = ct.tag_id JOIN contact k ON k.id = ct.contact_id
   WHERE ct.tag_id IN (SELECT id FROM tag WHERE keep_days IS NOT NULL)
     AND k.keep_days IS NULL AND k.deleted_at IS NULL AND k.do_not_contact = 0
   GROUP BY k.id HAVING min(t.keep_days) > 0) c"""
_PACE = f"""SELECT c.every, coalesce(nullif({_LAST}, ''), c.created_at), c.is_own FROM (
 SELECT id, created_at, keep_days IS NOT NULL AS is_own, coalesce(keep_days,
   (SELECT min(t.keep_days) FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
    WHERE ct.contact_id = contact.id)) AS every
 FROM contact WHERE id = :contact AND do_not_contact = 0) c WHERE c.every IS NOT NULL"""
_END = "9999"
"""After every moment."""


def due(connection: sqlite3.Connection, today: date, formats: Formats) -> list[Unheard]:
    """Return everybody to be in touch with, the latest first.

    Nobody who is in the trash or must not be contacted is among them.
    """
    found = []
    limits: dict[int, str] = {}
    end = to_utc_text(day_start(today + timedelta(days=1), formats.zone))
    for number, name, every, last in connection.execute(_PACED, {"end": end}):
        limit = limits.get(every)
        if limit is None:
            first_fine = day_start(today - timedelta(days=every - 1), formats.zone)
            limit = limits[every] = to_utc_text(first_fine)
        if last < limit:
            since = (today - formats.day(last)).days
            found.append(Unheard(number, name, every, since, since - every))
    return sorted(found, key=lambda one: (-one.days_late, one.contact_id))


def pace(connection: sqlite3.Connection, contact: int) -> Pace | None:
    """Return how often to be in touch with a contact; None if nothing says so, or nobody may."""
    row = connection.execute(_PACE, {"contact": contact, "end": _END}).fetchone()
    return Pace(row[0], row[1], bool(row[2])) if row else None


def days_left(pace: Pace, today: date, formats: Formats) -> int:
    """Return in how many days the shop should be in touch again, below zero if it is late."""
    return pace.every - (today - formats.day(pace.last)).days
