"""The time of day people write beside a date: 14:30, 2:30 pm, at 10, ساعت ۱۰ صبح."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.text.date_words import HALVES
from crmtui.text.written_dates import no_such_day

if TYPE_CHECKING:
    from datetime import tzinfo

# Patterns stay text: `re` compiles them when first used, which an import need not pay.
_HALF = "|".join(re.escape(word) for word in sorted(HALVES, key=len, reverse=True))
_AT = r"(?:at|ساعت)\s+"
_CLOCK = (
    r"(?:^|[\s,]|(?<=[0-9])t)\s*"
    rf"(?:(?:{_AT})?(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{2}})"
    r"(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    rf"(?:\s*(?P<half>{_HALF}))?(?:\s*(?P<zone>z|utc|gmt|[-+][0-9]{{2}}:?[0-9]{{2}}))?"
    rf"|(?:{_AT})?(?P<hour2>[0-9]{{1,2}})\s*(?P<half2>{_HALF})"
    rf"|{_AT}(?P<hour3>[0-9]{{1,2}}))"
    r"(?=$|[\s,])"
)


class Clock(NamedTuple):
    """A time of day as written."""

    at: time
    zone: tzinfo | None
    """The zone written behind it, if any."""


def split_clock(text: str, key: str) -> tuple[str, Clock | None]:
    """Cut the time of day out of a folded text; raise InvalidValue for an impossible one."""
    found = re.search(_CLOCK, key)
    if not found:
        return key, None
    rest = f"{key[: found.start()]} {key[found.end() :]}".strip(" ,")
    hour = int(found["hour"] or found["hour2"] or found["hour3"])
    half = HALVES.get(found["half"] or found["half2"] or "", "")
    try:
        at = time(_hour_of_day(hour, half), int(found["minute"] or 0), int(found["second"] or 0))
        return rest, Clock(at, _written_zone(found["zone"]) if found["zone"] else None)
    except ValueError:
        raise InvalidValue(
            _('"{text}": there is no such time of day').format(text=excerpt(text)),
            _("Write a time like 14:30 or 2:30 pm"),
        ) from None


def moment_of(text: str, day: date, clock: Clock | None, zone: tzinfo) -> datetime:
    """Return the UTC moment of a local time; one skipped by summer time moves on by the gap."""
    at, written_zone = clock or (time(), None)
    try:
        return datetime.combine(day, at, written_zone or zone).astimezone(UTC)
    except OverflowError:
        raise no_such_day(text) from None


def _hour_of_day(hour: int, half: str) -> int:
    """Return the hour from 0 to 23 for one said with its half of the day."""
    if half == "am":
        return hour % 12 if hour <= 12 else hour
    if (half == "noon" and hour < 5) or (half == "night" and 5 < hour < 12):
        return hour + 12
    if half == "night" and hour == 12:
        return 0
    return hour % 12 + 12 if half == "pm" and hour <= 12 else hour


def _written_zone(text: str) -> tzinfo:
    """Return the zone of "z", "utc" or "-0500"; raise ValueError beyond a day."""
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-shift if text[0] == "-" else shift)
