"""How far a forecast reaches: "39 weeks", "3 months", "90 days", "a year"."""

from __future__ import annotations

from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _, ngettext
from crmtui.reads.filters.days import read_length
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.formats import Formats

_DAYS = {"day": 1.0, "week": 7.0, "month": 365.2425 / 12, "year": 365.2425}
_MOST = 3653
"""Days: ten years."""


class Horizon(NamedTuple):
    """So many days, weeks, months or years."""

    number: int
    unit: str

    @property
    def days(self) -> float:
        """How many days that is."""
        return self.number * _DAYS[self.unit]

    def words(self, formats: Formats) -> str:
        """Say it: "39 weeks"."""
        n = self.number
        words = {
            "day": ngettext("{n} day", "{n} days", n),
            "week": ngettext("{n} week", "{n} weeks", n),
            "month": ngettext("{n} month", "{n} months", n),
            "year": ngettext("{n} year", "{n} years", n),
        }
        return words[self.unit].format(n=formats.number(n))


USUAL = Horizon(12, "month")
"""What is looked at where nobody said."""


def parse_horizon(text: str) -> Horizon:
    """Read a length of time; a bare number is days. Raises InvalidValue."""
    found = read_length(to_ascii(text))
    if found is None or found.number == 0:
        raise InvalidValue(
            _("{text} is not a length of time.").format(text=excerpt(text) or "''"),
            _("Write it like 39w, 3 months or 90 days."),
        )
    horizon = Horizon(*found)
    if horizon.days > _MOST:
        raise InvalidValue(
            _("{text} is too long.").format(text=excerpt(text)), _("At most 10 years.")
        )
    return horizon
