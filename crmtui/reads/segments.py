"""The customers' segments on any day, from sums that are kept or from the purchases before it."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from crmtui.errors import NotFound, UsageError
from crmtui.locale import _
from crmtui.reads.contacts import BY_NAME
from crmtui.reads.names import names_of
from crmtui.rules.rfm import FEW, SEGMENTS, Buyer, Cuts, Scored, cuts_for, score
from crmtui.settings import Settings
from crmtui.text.calendar import day_start, from_utc_text, to_utc_text

METHODS = ("fair", "quintile")


class Segmentation(NamedTuple):
    """Every buyer with scores and segment, as of a day."""

    as_of: date
    method: str
    buyers: list[Scored]
    prospects: int
    cuts: Cuts = Cuts()
    """The cut points that were used; a score without any is by rank."""

    @property
    def fixed_cuts(self) -> bool:
        """Too few buyers to rank: fixed cut points were used."""
        return self.method == "fair" and 0 < len(self.buyers) < FEW


class SegmentSum(NamedTuple):
    """How many customers a segment has and what they paid, in minor units."""

    segment: str
    customers: int
    revenue: int


class Member(NamedTuple):
    """A customer of a segment."""

    id: int
    name: str
    recency_days: int
    frequency: int
    monetary: int
    r: int
    f: int
    m: int
    segment: str


class _Row(NamedTuple):
    id: int
    frequency: int
    last_at: str
    gross: int
    refunds: int


def segmentation(
    connection: sqlite3.Connection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    method: str = "fair",
) -> Segmentation:
    """Score everybody who bought before `as_of` began in the shop's zone, or up to now.

    Raises UsageError for a method that does not exist.
    """
    if method not in METHODS:
        raise UsageError(
            _("There is no method {method}.").format(method=method),
            _("Choose one of: {choices}.").format(choices=", ".join(METHODS)),
        )
    zone = settings["zone"]
    day = as_of or today
    until = to_utc_text(day_start(as_of, zone)) if as_of else None
    rows = _rows(connection, until)
    used = Cuts()
    if method == "quintile":
        from crmtui.rules.quintile import score_quintile

        scored = score_quintile(list(_classic_buyers(connection, rows, day, zone)))
    else:
        buyers, own = list(_buyers(rows, day, zone)), own_cuts(settings)
        scored = score(buyers, own)
        used = cuts_for(own, len(buyers), (buyer.monetary for buyer in buyers))
    (contacts,) = connection.execute(
        "SELECT count(*) FROM contact WHERE deleted_at IS NULL"
    ).fetchone()
    return Segmentation(day, method, scored, contacts - len(scored), used)


def own_cuts(settings: Settings) -> Cuts:
    """Return the cut points of the settings."""
    names = (f"rfm_{field}" for field in Cuts._fields)
    return Cuts(*(tuple(int(part) for part in settings[name].split()) for name in names))


def sums(found: Segmentation) -> list[SegmentSum]:
    """Return the sums of every segment, empty ones too, best first."""
    customers: Counter[str] = Counter(prospect=found.prospects)
    revenue: defaultdict[str, int] = defaultdict(int)
    for buyer in found.buyers:
        customers[buyer.segment] += 1
        revenue[buyer.segment] += buyer.monetary
    return [SegmentSum(name, customers[name], revenue[name]) for name in SEGMENTS]


def members(connection: sqlite3.Connection, found: Segmentation, segment: str = "") -> list[Member]:
    """Return the customers of `segment` (or all buyers), the most valuable first."""
    chosen = [b for b in found.buyers if not segment or b.segment == segment]
    chosen.sort(key=lambda buyer: (-buyer.monetary, buyer.id))
    names = names_of(connection, (buyer.id for buyer in chosen))
    return [Member(b.id, names.get(b.id, ""), *b[1:]) for b in chosen]


def prospects(connection: sqlite3.Connection, found: Segmentation) -> list[Member]:
    """Return who has bought nothing yet, by name."""
    bought = {buyer.id for buyer in found.buyers}
    rows = connection.execute(
        f"SELECT c.id, c.name FROM contact c WHERE c.deleted_at IS NULL ORDER BY {BY_NAME}"
    )
    return [Member(i, name, 0, 0, 0, 0, 0, 0, "prospect") for i, name in rows if i not in bought]


class Why(NamedTuple):
    """One buyer's numbers and how many of the other buyers do worse in each."""

    buyer: Scored
    buyers: int
    less_recent: int
    less_frequent: int
    less_money: int


def why(found: Segmentation, contact: int) -> Why | None:
    """Return what put a contact into a segment; None for a prospect."""
    mine = next((b for b in found.buyers if b.id == contact), None)
    if mine is None:
        return None
    return Why(
        mine,
        len(found.buyers),
        sum(b.recency > mine.recency for b in found.buyers),
        sum(b.frequency < mine.frequency for b in found.buyers),
        sum(b.monetary < mine.monetary for b in found.buyers),
    )


def segment_name(text: str) -> str:
    """Return the identifier that `text` means. Raises NotFound."""
    wanted = "-".join(text.strip().lower().replace("'", "").replace("_", "-").split())
    if wanted in SEGMENTS:
        return wanted
    raise NotFound(
        _("There is no segment {name}.").format(name=text),
        _("The segments are: {names}.").format(names=", ".join(SEGMENTS)),
    )


_ALIVE = "contact_id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)"


_COUNTED = """amount > 0 AND id NOT IN (
  SELECT p.id FROM purchase r JOIN purchase p ON p.id = r.refund_of
  WHERE r.refund_of IS NOT NULL AND r.at < :until
  GROUP BY p.id HAVING p.amount + sum(r.amount) <= 0)"""
"""What was given back as a whole by then is no purchase any more."""
_BEFORE = f"""SELECT contact_id, sum({_COUNTED}), max(CASE WHEN {_COUNTED} THEN at END),
 sum(max(amount, 0)), sum(min(amount, 0)) FROM purchase
 WHERE contact_id IS NOT NULL AND at < :until AND {_ALIVE}
 GROUP BY contact_id HAVING sum({_COUNTED}) > 0"""


def _rows(connection: sqlite3.Connection, until: str | None) -> list[_Row]:
    """Sums per buyer: the kept ones where they are right, else from the covering index."""
    if until is not None:
        late = connection.execute("SELECT 1 FROM purchase WHERE at >= ? LIMIT 1", (until,))
        if late.fetchone():
            return _rows_before(connection, until)
    rows = connection.execute(
        "SELECT contact_id, purchases, last_at, gross, refunds FROM customer_stats "
        f"WHERE purchases > 0 AND {_ALIVE}"
    )
    return list(map(_Row._make, rows))


def _rows_before(connection: sqlite3.Connection, until: str) -> list[_Row]:
    rows = connection.execute(_BEFORE, {"until": until})
    return [_Row(*row) for row in rows]


def _buyers(rows: list[_Row], day: date, zone: str) -> Iterable[Buyer]:
    days_since = _days_since(rows, day, zone)
    for row in rows:
        yield Buyer(row.id, days_since(row.last_at), row.frequency, row.gross + row.refunds)


def _days_since(rows: list[_Row], day: date, zone: str) -> Callable[[str], int]:
    """Return a function from a UTC text to calendar days before `day` in the shop's zone.

    It looks the text up among the midnights in between: a conversion each would be ten times
    the price at a hundred thousand customers.
    """
    first = from_utc_text(min((row.last_at for row in rows), default="2000-01-01T00:00:00Z"))
    count = (day - first.date()).days + 2
    midnights = [
        to_utc_text(day_start(day - timedelta(days=back), zone)) for back in range(count, -1, -1)
    ]
    return lambda at: max(0, len(midnights) - bisect_right(midnights, at))


def _classic_buyers(
    connection: sqlite3.Connection, rows: list[_Row], day: date, zone: str
) -> Iterable[Buyer]:
    midnight = day_start(day, zone)
    names = names_of(connection, (row.id for row in rows))
    for row in sorted(rows, key=lambda row: (_natural(names[row.id]), row.id)):
        recency = (midnight - from_utc_text(row.last_at)).days
        yield Buyer(row.id, recency, row.frequency, row.gross)


def _natural(name: str) -> str:
    """Customers that are numbers sort as numbers."""
    return name.zfill(20) if name.isdecimal() else name
