"""Whole numbers on the command line: of a record, and how many lines are wanted."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.limits import MOST
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii

_LONGEST = 100
"""Digits that are looked at: nothing has more."""


def whole(text: str | int) -> int:
    """Read a whole number in any digits, at most MOST. Raises InvalidValue."""
    digits = to_ascii(str(text)).strip()
    if not digits.isdecimal():
        raise InvalidValue(
            _("{text} is not a number.").format(text=excerpt(str(text)) or "''"),
            _("A whole number is needed."),
        )
    return min(int(digits[:_LONGEST]), MOST)


def some(text: str | int) -> int:
    """Read how many are wanted, one at least. Raises InvalidValue."""
    if found := whole(text):
        return found
    raise InvalidValue(_("--limit is for one at least."))


def of_record(text: str | int) -> int:
    """Read the number of a record, also as "#3". Raises InvalidValue for one that none can have."""
    found = whole(str(text).strip().removeprefix("#"))
    if 0 < found < MOST:
        return found
    raise InvalidValue(_("Nothing can have the number {text}.").format(text=excerpt(str(text))))


Number = Annotated[
    int, Argument(metavar="NUMBER", parser=of_record, help=_("Its number in the list."))
]
Limit = Annotated[int, Option(metavar="N", parser=some, help=_("At most so many."))]
MaybeLimit = Annotated[int | None, Option(metavar="N", parser=some, help=_("At most so many."))]
Skip = Annotated[int, Option(metavar="N", parser=whole, help=_("Leave out the first so many."))]
