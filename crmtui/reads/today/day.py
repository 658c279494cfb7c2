"""The day that is looked at, and how far others are from it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property

from crmtui.rules.attention import Weights
from crmtui.settings import Settings
from crmtui.settings.keys import BY_NAME
from crmtui.text.calendar import day_start, from_utc_text, local_day, to_utc_text


class Day:
    """This day in the shop's zone, with the settings that say what counts on it."""

    def __init__(self, settings: Settings, now: datetime) -> None:
        self.settings = settings
        self.now = now
        self.zone = settings["zone"]
        self.calendar = settings["calendar"]
        self.today = local_day(now, self.zone)
        self.weights = weights(settings)

    @cached_property
    def begins(self) -> str:
        """The UTC text of its first moment."""
        return self.before(0)

    @cached_property
    def ends(self) -> str:
        """The UTC text of the first moment after it."""
        return self.before(-1)

    def before(self, days: int) -> str:
        """Return the UTC text of the first moment of the day so many days before."""
        return to_utc_text(day_start(self.today - timedelta(days=days), self.zone))

    def ago(self, at: str) -> int:
        """Return how many days before this one a UTC text falls."""
        return (self.today - self.date(at)).days

    def date(self, at: str) -> date:
        """Return the local day of a UTC text."""
        return local_day(from_utc_text(at), self.zone)


def weights(settings: Settings) -> Weights:
    """Return what the settings say each reason is worth. Raises InvalidValue."""

    def number(field: str) -> int:
        name = field if field in BY_NAME else f"weight_{field}"
        return int(BY_NAME[name].check(settings[name]))

    return Weights(*map(number, Weights._fields))
