"""Where each score of RFM begins today, counted along an index for each, without scoring anybody.

A score is how many of its bounds a value has reached, which SQL can tell as well: the segments of
a hundred thousand customers are then one pass. `segmentation` gives the same, one by one.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from crmtui.reads.segments import own_cuts
from crmtui.rules.rfm import GRID, SEGMENTS, Cuts, cuts_for, needed_worse, segment_of
from crmtui.settings import Settings
from crmtui.text.calendar import day_start, from_utc_text, local_day, to_utc_text

PROSPECT = "prospect"

_BOUGHT = "FROM customer_stats WHERE last_at IS NOT NULL"
BUYERS = (
    _BOUGHT
    + """
 AND contact_id NOT IN (SELECT id FROM contact WHERE deleted_at IS NOT NULL)"""
)
"""Everybody who bought: the last purchase is known, and refunds alone are none."""
_IN_TRASH = """SELECT EXISTS (SELECT 1 FROM contact c JOIN customer_stats s ON s.contact_id = c.id
 WHERE c.deleted_at IS NOT NULL AND s.last_at IS NOT NULL)"""
PAID = "gross + refunds"
_VALUES = {"r": "last_at", "f": "purchases", "m": PAID}
"""By score, what it is of; each has an index of its own."""
_BITS = 4
"""A place in SEGMENTS takes so many."""


class Scale(NamedTuple):
    """The score of the least value, and the values from which on it is one more, ascending."""

    lowest: int
    bounds: tuple[Any, ...] = ()

    def of(self, value: str | int) -> int:
        """Return the score of a value."""
        return self.lowest + bisect_right(self.bounds, value)

    def sql(self, name: str, results: Sequence[int] = range(6)) -> str:
        """Return an expression for the result at the score, whose binds begin with `name`.

        It halves the bounds at each step: all of them would cost twice as much.
        """

        def between(low: int, high: int) -> str:
            if low == high:
                return str(results[self.lowest + low])
            middle = (low + high + 1) // 2
            reached = f"{_VALUES[name]} >= :{name}{middle - 1}"
            below, above = between(low, middle - 1), between(middle, high)
            return f"CASE WHEN {reached} THEN {above} ELSE {below} END"

        return f"({between(0, len(self.bounds))})"

    def binds(self, name: str) -> dict[str, Any]:
        """Return the binds of that expression."""
        return {f"{name}{place}": bound for place, bound in enumerate(self.bounds)}


class Found(NamedTuple):
    """How many buyers there are, and where: where none is in the trash, nobody looks there."""

    buyers: int
    rows: str


class Scales(NamedTuple):
    """The scales of today."""

    found: Found
    recency: Scale
    """Of the UTC text of the last purchase."""
    frequency: Scale
    monetary: Scale
    cuts: Cuts
    """The cut points among them; a score without any is by rank."""

    def segment(self, last_at: str, frequency: int, monetary: int) -> str:
        """Return the segment of a buyer with these sums."""
        return segment_of(
            self.recency.of(last_at), self.frequency.of(frequency), self.monetary.of(monetary)
        )

    def members(self, connection: sqlite3.Connection, segments: Container[str]) -> list[int]:
        """Return the buyers of some segments, in no order."""
        places = ", ".join(str(n) for n, name in enumerate(SEGMENTS) if name in segments)
        rows = connection.execute(
            f"SELECT contact_id {self._scanned} AND {self._place()} IN ({places})", self._binds()
        )
        return [contact for (contact,) in rows]

    def each(self, connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
        """Yield every buyer with their segment, in no order."""
        rows = connection.execute(
            f"SELECT contact_id, {self._place()} {self._scanned}", self._binds()
        )
        return ((contact, SEGMENTS[place]) for contact, place in rows)

    def sums(self, connection: sqlite3.Connection) -> Iterator[tuple[str, int, int]]:
        """Yield every segment of buyers with how many they are and what they paid."""
        # The limit has SQLite work the place out once; a total for each place would ask all rows
        # for it, and that costs more than to sort them.
        rows = connection.execute(
            f"SELECT place, count(*), sum(paid) FROM (SELECT {self._place()} AS place, "
            f"{PAID} AS paid {self._scanned} LIMIT -1) GROUP BY place",
            self._binds(),
        )
        held = {place: (customers, paid) for place, customers, paid in rows}
        for place, name in enumerate(SEGMENTS[:-1]):
            yield name, *held.get(place, (0, 0))

    @property
    def _scanned(self) -> str:
        """The buyers, read as they lie: through the index by day, SQLite would jump to and fro."""
        return self.found.rows.replace("last_at IS", "+last_at IS", 1)

    def _place(self) -> str:
        """Return an expression for the place of a buyer's segment in SEGMENTS.

        R leads to a row of the grid, packed into a number; FM picks a place of it.
        """
        rows = [0, *map(_packed, range(1, 6))]
        fm = f"({self.frequency.sql('f')} + {self.monetary.sql('m')} + 1) / 2"
        return f"(({self.recency.sql('r', rows)} >> {_BITS} * ({fm} - 1)) & {2**_BITS - 1})"

    def _binds(self) -> dict[str, Any]:
        scales = (("r", self.recency), ("f", self.frequency), ("m", self.monetary))
        return {name: bound for key, scale in scales for name, bound in scale.binds(key).items()}


def _packed(r: int) -> int:
    return sum(SEGMENTS.index(name) << (_BITS * place) for place, name in enumerate(GRID[r]))


def scales(connection: sqlite3.Connection, settings: Settings, today: date) -> Scales:
    """Return the scales of everybody who bought up to now."""
    found = _found(connection)
    cuts = cuts_for(own_cuts(settings), found.buyers, _paid(connection))
    days, money = Ordered(connection, "r", found), Ordered(connection, "m", found)
    zone = settings["zone"]
    return Scales(
        found,
        _fixed_days(cuts.recency, zone, today) or _recency(days, zone, today),
        _fixed(cuts.frequency) or _frequency(connection, found),
        _fixed(cuts.monetary) or _ranked(money, 1, 5, lambda paid: paid + 1),
        cuts,
    )


def _found(connection: sqlite3.Connection) -> Found:
    (is_any_in_trash,) = connection.execute(_IN_TRASH).fetchone()
    rows = BUYERS if is_any_in_trash else _BOUGHT
    (buyers,) = connection.execute(f"SELECT count(*) {rows}").fetchone()
    return Found(buyers, rows)


def _paid(connection: sqlite3.Connection) -> Iterator[int]:
    for (paid,) in connection.execute(f"SELECT {PAID} {BUYERS}"):
        yield paid


class Ordered:
    """The values of a score in order, and how many there are; each is found by counting."""

    def __init__(
        self, connection: sqlite3.Connection, score: str, found: Found, skipped: int = 0
    ) -> None:
        self._connection = connection
        self._value = _VALUES[score]
        self._rows = found.rows
        self._skipped = skipped
        """So many of the least values do not count."""
        self.count = found.buyers - skipped

    def nth(self, number: int) -> Any:
        """Return the n-th of the values, the least is the first; from the nearer end."""
        forward, back = number + self._skipped - 1, self.count - number
        order, skip = ("ASC", forward) if forward < back else ("DESC", back)
        row = self._connection.execute(
            f"SELECT {self._value} {self._rows} ORDER BY {self._value} {order} LIMIT 1 OFFSET ?",
            (skip,),
        ).fetchone()
        return row[0]

    def below(self, value: Any) -> int:
        """Return how many are less than a value, which is one of the greater ones."""
        (others,) = self._connection.execute(
            f"SELECT count(*) {self._rows} AND {self._value} >= ?", (value,)
        ).fetchone()
        return self.count - int(others)


def _ranked(
    values: Ordered, lowest: int, levels: int, after: Callable[[Any], Any], best: Any = None
) -> Scale:
    """Return a scale by rank; `after` a value comes the least that is better than it.

    `best` is the least value that is as good as any, if that is not the last itself.
    """
    if values.count == 0:
        return Scale(lowest)
    most = values.below(values.nth(values.count) if best is None else best)
    if most == 0:
        return Scale(lowest + (levels - 1) // 2)
    needs = (needed_worse(level, most, levels) for level in range(1, levels))
    return Scale(lowest, tuple(after(values.nth(need)) for need in needs if need <= most))


def _recency(days: Ordered, zone: str, today: date) -> Scale:
    def begins(at: str, later: int) -> str:
        # A purchase of tomorrow is no more recent than one of today.
        day = min(local_day(from_utc_text(at), zone), today)
        return to_utc_text(day_start(day + timedelta(days=later), zone))

    best = begins(days.nth(days.count), 0) if days.count else None
    return _ranked(days, 1, 5, lambda at: begins(at, 1), best)


def _frequency(connection: sqlite3.Connection, found: Found) -> Scale:
    """Return the scale of those who came back; one purchase is F 1."""
    (once,) = connection.execute(f"SELECT count(*) {found.rows} AND purchases = 1").fetchone()
    values = Ordered(connection, "f", found, skipped=once)
    if not values.count:
        return Scale(1)
    scale = _ranked(values, 2, 4, lambda count: count + 1)
    return Scale(1, (2,) * (scale.lowest - 1) + scale.bounds)


def _fixed(cuts: tuple[Any, ...]) -> Scale | None:
    return Scale(1, cuts) if cuts else None


def _fixed_days(cuts: tuple[int, ...], zone: str, today: date) -> Scale | None:
    """Return the scale of cut points in days, as moments."""
    return _fixed(tuple(_day_before(today, n, zone) for n in reversed(cuts)))


def _day_before(today: date, days: int, zone: str) -> str:
    try:
        return to_utc_text(day_start(today - timedelta(days=days), zone))
    except OverflowError:  # before all calendars
        return ""
