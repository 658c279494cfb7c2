"""On which day of the shop a moment falls, for very many moments."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from crmtui.text.calendar import day_start, to_utc_text


@lru_cache(maxsize=2)
def local_days(zone: str) -> LocalDays:
    """Return the days of a zone; it learns them as they are asked for."""
    return LocalDays(zone)


class LocalDays(dict[str, tuple[int, str]]):
    """By UTC day the first local day in it, and the text from which on it is the next.

    Looking up on which day a moment falls costs a tenth of converting it.
    """

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone

    def of(self, at: str) -> int:
        """Return the local day, as an ordinal, of a UTC text."""
        first, change = self[at[:10]]
        return first + (at >= change)

    def __missing__(self, utc_day: str) -> tuple[int, str]:
        found = self[utc_day] = self._learn(date.fromisoformat(utc_day))
        return found

    def _learn(self, utc_day: date) -> tuple[int, str]:
        begins = to_utc_text(day_start(utc_day, self._zone))
        if begins[:10] < utc_day.isoformat():  # east: it began the evening before
            following = to_utc_text(day_start(utc_day + timedelta(days=1), self._zone))
            return utc_day.toordinal(), following
        return utc_day.toordinal() - 1, begins
