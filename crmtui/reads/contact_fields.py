"""What is typed for a field of a contact, read the same way by both fronts."""

from __future__ import annotations

import re
from datetime import date

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.fold import fold
from crmtui.text.formats import Formats
from crmtui.text.near import check_near
from crmtui.text.yes_no import parse_yes_no

_DAYS = re.compile(r"([0-9]{1,6})\s*(?:d|days?|روز)?")
_NEVER = frozenset(map(fold, ("never", "هرگز", "هیچ وقت", "هیچوقت")))


def read_field(name: str, text: str, formats: Formats, today: date) -> object:
    """Return the value of a field as the writes take it. Raises InvalidValue.

    A word of a fixed choice is only brought into its form: the writes say what can be chosen.
    """
    if name in ("birthday", "anniversary"):
        return _day(text, formats, today) if text.strip() else None
    if name in ("kind", "status", "relation"):
        return _word(text)
    if name == "preferred_channel":
        return _word(text) or None
    if name == "do_not_contact":
        return parse_yes_no(text)
    if name == "keep_days":
        return read_days(text)
    return text


def read_days(text: str) -> int | None:
    """Read how often to keep in touch: days, 0 for never, None for nothing. Raises InvalidValue."""
    key = fold(text)
    if not key:
        return None
    if key in _NEVER:
        return 0
    if found := _DAYS.fullmatch(key):
        return int(found[1])
    raise InvalidValue(
        _("{value} is not a number of days.").format(value=text.strip()),
        _("Give whole days, like 30; 0 is never."),
    )


def _day(text: str, formats: Formats, today: date) -> date:
    day = formats.parse_birthday(text, today)
    check_near(day, today, text)
    return day


def _word(text: str) -> str:
    return re.sub("[ _]+", "-", fold(text))
