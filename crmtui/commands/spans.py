"""The days between which something is listed: --since and --until."""

from __future__ import annotations

from datetime import date, timedelta

from crmtui.commands.shop import Shop
from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.accounts import END
from crmtui.text.calendar import day_start, to_utc_text


def span(here: Shop, since: str, until: str) -> dict[str, str]:
    """Return the UTC texts from which on and before which; the last day is in it.

    Raises InvalidValue.
    """
    found = {}
    if since:
        first = here.formats.parse_date(since, here.today, past=True)
        found["since"] = _start(here, first, 0)
    if until:
        found["until"] = day_end(here, here.formats.parse_date(until, here.today, past=True))
    if since and until and found["since"] >= found["until"]:
        raise InvalidValue(
            _("{since} is after {until}.").format(since=since, until=until),
            _("--since is the first day, --until the last."),
        )
    return found


def day_end(here: Shop, day: date) -> str:
    """Return the UTC text at which a day is over."""
    return _start(here, day, 1)


def _start(here: Shop, day: date, days: int) -> str:
    try:
        return to_utc_text(day_start(day + timedelta(days=days), here.formats.zone))
    except OverflowError:  # the first or last day there is
        return END if days else ""
