"""What the pipelines brought and will bring: figures in all, by stage, and by any of some facts."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from crmtui.errors import UsageError
from crmtui.locale import _
from crmtui.rules.pipeline_figures import Figures, Passage, StageFlow, Sum, flows
from crmtui.text.calendar import from_utc_text
from crmtui.text.clean import excerpt
from crmtui.text.fold import fold
from crmtui.text.formats import Formats
from crmtui.text.months import month_of

BY = {"owner": "d.owner", "source": "d.source", "product": "d.products", "month": "''"}
"""What figures can be told apart by, and the column that says it."""


class Chosen(NamedTuple):
    """Which deals are counted: ended ones between two UTC texts, and all open ones."""

    pipeline: int | None = None
    since: str = ""
    until: str = "9999"

    @property
    def sql(self) -> str:
        """The condition; sales lost at the counter never stood in a pipeline."""
        where = "d.at_counter = 0 AND (s.kind = 'open' AND c.deleted_at IS NULL OR s.kind <> 'open'"
        if self.since or self.until != "9999":
            where += " AND d.closed_at >= :since AND d.closed_at < :until"
        return where + ")" + (" AND s.pipeline_id = :pipeline" if self.pipeline else "")


class StageFigures(NamedTuple):
    """A stage, what is in it, and how deals go through it."""

    id: int
    name: str
    pipeline: str
    kind: str
    probability: int
    deals: int
    amount: int
    flow: StageFlow | None


class Lost(NamedTuple):
    """Why sales were lost, or to whom; `counter` is those at the counter."""

    name: str
    deals: int
    amount: int
    counter: int
    counter_amount: int


class Report(NamedTuple):
    """The figures in all, and what they are made of."""

    total: Figures
    stages: list[StageFigures]
    groups: list[tuple[str, Figures]]
    """The same figures by what was asked for."""
    reasons: list[Lost]
    competitors: list[Lost]


_FROM = "FROM deal d JOIN stage s ON s.id = d.stage_id LEFT JOIN contact c ON c.id = d.contact_id"
_DEALS = f"""SELECT s.kind, s.probability, {{key}}, d.opened_at, d.closed_at, d.expected_close,
 count(*), coalesce(sum(d.amount), 0), count(d.amount) {_FROM} WHERE {{where}}
 GROUP BY 1, 2, 3, 4, 5, 6"""
_STAGES = f"""SELECT s.id, s.name, p.name, s.kind, s.probability, coalesce(n.deals, 0),
 coalesce(n.amount, 0) FROM stage s JOIN pipeline p ON p.id = s.pipeline_id LEFT JOIN
 (SELECT d.stage_id, count(*) AS deals, sum(d.amount) AS amount {_FROM} WHERE {{where}}
  GROUP BY d.stage_id) n ON n.stage_id = s.id
 WHERE s.removed_at IS NULL {{which}} ORDER BY p.position, p.id, s.position, s.id"""
_STAYS = """SELECT h.stage_id, h.at, h.until, n.kind, n.position > s.position FROM
 (SELECT deal_id, stage_id, at, lead(at) OVER w AS until, lead(stage_id) OVER w AS next
  FROM deal_stage WINDOW w AS (PARTITION BY deal_id ORDER BY id)) h
 JOIN stage s ON s.id = h.stage_id LEFT JOIN stage n ON n.id = h.next
 WHERE s.kind = 'open' AND h.at >= :since AND h.at < :until"""
_LOST = """SELECT {name}, count(CASE WHEN d.at_counter = 0 THEN 1 END),
 coalesce(sum(CASE WHEN d.at_counter = 0 THEN d.amount END), 0),
 count(CASE WHEN d.at_counter = 1 THEN 1 END),
 coalesce(sum(CASE WHEN d.at_counter = 1 THEN d.amount END), 0)
 FROM deal d JOIN stage s ON s.id = d.stage_id
 LEFT JOIN lost_reason r ON r.id = d.lost_reason_id
 WHERE s.kind = 'lost' AND coalesce(d.closed_at, d.created_at) >= :since
 AND coalesce(d.closed_at, d.created_at) < :until {which}
 GROUP BY 1 HAVING {name} <> '' ORDER BY count(*) DESC, 1"""


def report(
    connection: sqlite3.Connection, formats: Formats, chosen: Chosen, by: str = ""
) -> Report:
    """Return the figures of the deals chosen, also `by` one of BY. Raises UsageError."""
    if by and by not in BY:
        raise UsageError(
            _("There are no figures by {name}.").format(name=excerpt(by)),
            _("Choose one of: {choices}.").format(choices=", ".join(BY)),
        )
    total, groups = _figures(connection, formats, chosen, by)
    which = "AND s.pipeline_id = :pipeline" if chosen.pipeline else ""
    values = chosen._asdict()
    flow = flows(_passages(connection, chosen))
    stages = [
        StageFigures._make([*row, flow.get(row[0])])
        for row in connection.execute(_STAGES.format(where=chosen.sql, which=which), values)
    ]
    reasons, rivals = (
        [Lost(*row) for row in connection.execute(_LOST.format(name=name, which=which), values)]
        for name in ("coalesce(r.name, '')", "d.competitor")
    )
    return Report(total, stages, groups, reasons, rivals)


def _figures(
    connection: sqlite3.Connection, formats: Formats, chosen: Chosen, by: str
) -> tuple[Figures, list[tuple[str, Figures]]]:
    total = Figures()
    groups: defaultdict[str, Figures] = defaultdict(Figures)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    day = lru_cache(maxsize=8192)(formats.day)
    query = _DEALS.format(key=BY.get(by, "''"), where=chosen.sql)
    for kind, probability, said, opened, closed, expected, *counted in connection.execute(
        query, chosen._asdict()
    ):
        more = Sum(*(counted[0], counted[1], counted[2]))
        days = (day(closed) - day(opened)).days if opened and closed else None
        total.add(kind, more, probability=probability, days=days)
        if not by:
            continue
        name = said
        if by == "month":
            when = date.fromisoformat(expected) if expected else None
            when = when if kind == "open" else day(closed) if closed else None
            name = month_of(when, formats.calendar).name if when else ""
        key = _key(name)
        spellings[key][name] += more.deals
        groups[key].add(kind, more, probability=probability, days=days)
    named = [(spellings[key].most_common(1)[0][0], figures) for key, figures in groups.items()]
    if by == "month":
        return total, sorted(named, key=lambda each: each[0] or "~")
    return total, sorted(named, key=lambda each: (-each[1].won.amount, -_deals(each[1]), each[0]))


def _deals(figures: Figures) -> int:
    return figures.won.deals + figures.lost.deals + figures.open.deals


def _key(name: str) -> str:
    """Return what spellings of a name share: "GTXPro" and "GTX Pro" are one product."""
    return re.sub(r"[\W_]+", "", fold(name)) or fold(name)


def _passages(connection: sqlite3.Connection, chosen: Chosen) -> Iterator[Passage]:
    rows = connection.execute(_STAYS, {"since": chosen.since, "until": chosen.until})
    for stage, at, until, kind, is_later in rows:
        days = None if until is None else (from_utc_text(until) - from_utc_text(at)).days
        yield Passage(stage, days, kind == "won" or (kind == "open" and bool(is_later)))
