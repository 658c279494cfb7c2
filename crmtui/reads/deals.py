"""Deals as lists and one by one."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.rules.playbook import points
from crmtui.text.fold import fold


class DealRow(NamedTuple):
    """A deal with its customer and stage. Amounts are minor units; moments are UTC texts."""

    id: int
    contact_id: int | None
    name: str
    title: str
    products: str
    amount: int | None
    stage_id: int
    stage: str
    kind: str
    """open, won or lost."""
    probability: int
    pipeline_id: int
    pipeline: str
    expected_close: str | None
    source: str
    owner: str
    ref: str
    note: str
    reason: str
    """Why it was lost."""
    competitor: str
    purchase_id: int | None
    at_counter: int
    opened_at: str | None
    closed_at: str | None
    created_at: str
    touched_at: str
    step_id: int | None
    """The task that is due first for it."""
    step: str | None
    step_due: str | None
    step_all_day: int | None

    @property
    def words(self) -> str:
        """What to call it: its title, else its products, its customer or its number."""
        return self.title or self.products or self.name or f"#{self.id}"


_ROWS = """SELECT d.id, d.contact_id, coalesce(c.name, ''), d.title, d.products, d.amount,
 d.stage_id, s.name, s.kind, s.probability, p.id, p.name, d.expected_close, d.source, d.owner,
 d.ref, d.note, coalesce(r.name, ''), d.competitor, d.purchase_id, d.at_counter, d.opened_at,
 d.closed_at, d.created_at, d.touched_at, t.id, t.text, t.due, t.all_day
 FROM deal d JOIN stage s ON s.id = d.stage_id JOIN pipeline p ON p.id = s.pipeline_id
 LEFT JOIN contact c ON c.id = d.contact_id LEFT JOIN lost_reason r ON r.id = d.lost_reason_id
 LEFT JOIN task t ON t.id = (SELECT n.id FROM task n WHERE n.deal_id = d.id AND n.done_at IS NULL
  ORDER BY n.due IS NULL, n.due, n.id LIMIT 1)"""
# The open ones as the board has them, then the ended ones, the latest first.
_ORDER = """s.kind <> 'open', d.closed_at DESC, p.position, p.id, s.position, d.position, d.id"""


def deals(
    connection: sqlite3.Connection,
    *,
    kinds: tuple[str, ...] = ("open",),
    contact: int | None = None,
    stage: int | None = None,
    pipeline: int | None = None,
    owner: str = "",
    text: str = "",
    since: str = "",
    until: str = "",
    limit: int | None = 50,
) -> list[DealRow]:
    """Return deals that are open, won or lost, as `kinds` say; those in the trash are left out.

    `since` and `until` are UTC texts between which they were opened or, if they ended, ended.
    `text` and `owner` are found in any spelling.
    """
    which = [f"s.kind IN ({','.join('?' * len(kinds))})", "c.deleted_at IS NULL"]
    values: list[object] = [*kinds]
    for condition, value in (
        ("d.contact_id = ?", contact),
        ("d.stage_id = ?", stage),
        ("s.pipeline_id = ?", pipeline),
        ("coalesce(d.closed_at, d.opened_at, d.created_at) >= ?", since),
        ("coalesce(d.closed_at, d.opened_at, d.created_at) < ?", until),
    ):
        if value:
            which.append(condition)
            values.append(value)
    words, whose = fold(text).split(), fold(owner)
    rows = connection.execute(
        f"{_ROWS} WHERE {' AND '.join(which)} ORDER BY {_ORDER} LIMIT ?",
        (*values, -1 if limit is None or words or whose else limit),
    )
    found = [
        row
        for row in map(DealRow._make, rows)
        if (not words or _has(row, words)) and (not whose or whose in fold(row.owner))
    ]
    return found[:limit]


def _has(row: DealRow, words: list[str]) -> bool:
    said = (row.name, row.title, row.products, row.owner, row.source, row.ref, row.reason)
    key = fold(" ".join((*said, row.competitor)))
    return all(word in key for word in words)


def deal(connection: sqlite3.Connection, number: int) -> DealRow:
    """Return one deal. Raises NotFound."""
    row = connection.execute(f"{_ROWS} WHERE d.id = ?", (number,)).fetchone()
    if row is None:
        raise missing_deal(number)
    return DealRow(*row)


def missing_deal(number: int) -> NotFound:
    """Build the error for a number that no deal has."""
    return NotFound(
        _("There is no deal #{id}.").format(id=number), _("`crm deal list` shows their numbers.")
    )


class Stay(NamedTuple):
    """A time that a deal spent in a stage; `until` is None while it is in it."""

    stage_id: int
    stage: str
    kind: str
    at: str
    until: str | None


def stays(connection: sqlite3.Connection, number: int) -> list[Stay]:
    """Return the stages that a deal went through, the oldest first."""
    rows = connection.execute(
        "SELECT h.stage_id, s.name, s.kind, h.at, lead(h.at) OVER (ORDER BY h.id) "
        "FROM deal_stage h JOIN stage s ON s.id = h.stage_id WHERE h.deal_id = ? ORDER BY h.id",
        (number,),
    )
    return [Stay(*row) for row in rows]


class Point(NamedTuple):
    """A point of a checklist, and whether it was done."""

    text: str
    done: bool


class Playbook(NamedTuple):
    """What is to be done, and said, in the stage of a deal."""

    points: list[Point]
    script: str


def playbook(connection: sqlite3.Connection, number: int) -> Playbook:
    """Return the checklist of the stage of a deal, as far as it is done, and the script."""
    checklist, script = connection.execute(
        "SELECT s.checklist, s.script FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.id = ?",
        (number,),
    ).fetchone() or ("", "")
    done = {
        key
        for (key,) in connection.execute(
            "SELECT k.key FROM deal_check k JOIN deal d ON d.id = k.deal_id "
            "AND d.stage_id = k.stage_id WHERE d.id = ?",
            (number,),
        )
    }
    return Playbook([Point(text, fold(text) in done) for text in points(checklist)], script)
