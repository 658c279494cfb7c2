"""What the values of a file mean, settled once for all its rows: dates, units, currency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from crmtui.errors import FileUnreadable, UsageError
from crmtui.exchange.headers.match import Mapping
from crmtui.exchange.headers.programs import DATES
from crmtui.locale import _
from crmtui.text.file_dates import ambiguous_date, date_order, years_first
from crmtui.text.formats import Formats
from crmtui.writes.imports.options import DAY_FIRST, Doubt, FileOptions


class Dates(NamedTuple):
    """How the dates of a column are read."""

    calendar: str
    day_first: bool | None
    doubt: Doubt | None = None
    year_first: bool = False
    """Years of two digits stand first, as in 24/01/15."""

    @property
    def order(self) -> str:
        """The order of a date's parts, as --dates says it; "" if there is nothing to tell apart."""
        names = {first: name for name, first in DAY_FIRST.items()}
        return "" if self.day_first is None else names[self.day_first]

    @property
    def certain(self) -> str:
        """The order, if it is no guess."""
        return "" if self.doubt else self.order


def settle_dates(
    cells: Iterable[str],
    options: FileOptions,
    hint: str,
    formats: Formats,
    *,
    source: str = "",
    remembered: str = "",
    may_begin_with_year: bool = False,
) -> Dates:
    """Settle the order and the calendar of a column of dates.

    One date with a 13th month tells the order of all; where none does, it is as `remembered` of an
    earlier file or as the `source` always has it, else open.
    """
    calendar = _checked("calendar", options.calendar, ("gregorian", "jalali"))
    calendar = calendar or hint or formats.calendar
    _checked("dates", options.dates, tuple(DAY_FIRST))
    if options.dates:
        return Dates(calendar, DAY_FIRST[options.dates])
    texts = [cell.strip() for cell in cells if cell.strip()]
    if may_begin_with_year and calendar == "gregorian" and years_first(texts):
        return Dates(calendar, None, year_first=True)
    found = date_order(texts)
    usual = remembered or DATES.get(source, "")
    if found is None and usual:
        return Dates(calendar, DAY_FIRST[usual])
    example = next(filter(ambiguous_date, texts), None) if found is None else None
    if example is None:
        return Dates(calendar, found)
    question = _("Which comes first in {date}, the day or the month?").format(date=example)
    choices = {"dmy": _("the day"), "mdy": _("the month")}
    if formats.country == "US":
        choices = dict(reversed(choices.items()))
    return Dates(calendar, DAY_FIRST[next(iter(choices))], Doubt("dates", question, choices))


class Money(NamedTuple):
    """What the amounts of a file are in."""

    formats: Formats
    unit: str
    adopted: bool = False
    """The shop takes the file's currency: it has none of its own yet."""
    doubt: Doubt | None = None


def settle_money(
    options: FileOptions, mapping: Mapping, formats: Formats, *, undecided: bool
) -> Money:
    """Settle unit and currency; `undecided` is a shop that has neither amounts nor a currency.

    Raises FileUnreadable for amounts in another currency than the shop's.
    """
    unit = _checked("unit", options.unit, ("toman", "rial"))
    hinted = mapping.hints.get("amount") or mapping.hints.get("price") or ""
    found = _currency(options, mapping, unit or hinted) or formats.currency
    if found in ("IRT", "TMN"):
        found, unit = "IRR", unit or "toman"
    adopted = found != formats.currency
    if adopted and not undecided:
        raise _other_currency(found, formats.currency)
    if adopted:
        formats = formats._replace(currency=found, unit="")
        formats.cur  # noqa: B018 raises for a currency that does not exist
    if formats.currency != "IRR":
        return Money(formats, "", adopted)
    if unit or hinted:
        return Money(formats, unit or hinted, adopted)
    guess = formats.unit or "rial"
    words = {"toman": _("toman"), "rial": _("rial")}
    choices = {guess: words.pop(guess)} | words
    doubt = Doubt("unit", _("Are the amounts in toman or in rial?"), choices)
    return Money(formats, guess, adopted, doubt)


def _currency(options: FileOptions, mapping: Mapping, unit: str) -> str:
    """Return the code that was told or that the file names; a unit of rials tells it too."""
    told = options.currency.strip().upper()
    named = str(mapping.hints.get("currency", "")).upper()
    return told or named or ("IRR" if unit else "")


def _other_currency(found: str, ours: str) -> FileUnreadable:
    return FileUnreadable(
        _("The amounts in the file are in {found}; this shop counts in {ours}.").format(
            found=found, ours=ours
        ),
        _("Convert them first, or say --currency {ours} to take them as they stand.").format(
            ours=ours
        ),
    )


def _checked(option: str, value: str, choices: tuple[str, ...]) -> str:
    value = value.strip().casefold()
    if value and value not in choices:
        raise UsageError(
            _("{value} is not possible for --{option}.").format(value=value, option=option),
            _("Choose one of: {choices}.").format(choices=", ".join(choices)),
        )
    return value
