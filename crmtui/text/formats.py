"""How this shop reads and shows numbers, amounts, dates and phones, for both fronts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from crmtui.locale import _
from crmtui.text import calendar as calendars
from crmtui.text import money as amounts
from crmtui.text import phones
from crmtui.text.digits import to_persian

if TYPE_CHECKING:
    from collections.abc import Callable

    from crmtui.text.due import Due

# What reads dates is imported when first asked: a lookup from the shell only shows them.


_PERSIAN_MARKS = str.maketrans(",.", "٬٫")


class Formats(NamedTuple):
    """The settings of a shop that decide how things look; data never depends on them."""

    currency: str = "IRR"
    unit: str = "toman"
    """What rial amounts are shown and typed in: "toman" or "rial"."""
    calendar: str = "gregorian"
    week_start: int = 0
    """The weekday that comes first, 0 for Monday."""
    zone: str = "UTC"
    lang: str = "en"
    country: str = "IR"
    area_code: str = ""

    @property
    def region(self) -> phones.Region:
        """Where phone numbers are read from."""
        return phones.Region(self.country, self.area_code)

    @property
    def cur(self) -> amounts.Currency:
        """The currency of the shop; raises InvalidValue for an unknown code."""
        return amounts.currency(self.currency)

    @property
    def unit_name(self) -> str:
        """The word that belongs over a column of amounts."""
        return amounts.unit_name(self.cur, self.unit)

    def money(self, minor: int, *, with_unit: bool = True) -> str:
        """Show minor units with grouped digits and the unit."""
        shown = amounts.format_amount(minor, self.cur, unit=self.unit, with_unit=False)
        shown = self._grouped(shown)
        return f"{shown} {self.unit_name}" if with_unit else shown

    def short_money(self, minor: int) -> str:
        """Show minor units for a list, without the unit: "12.4M"."""
        return self._grouped(amounts.short_amount(minor, self.cur, unit=self.unit))

    def number(self, n: float) -> str:
        """Show a number with grouped digits and at most two decimals."""
        shown = f"{n:,}" if isinstance(n, int) else f"{n:,.2f}".rstrip("0").rstrip(".")
        return self._grouped("0" if shown == "-0" else shown)

    def decimal(self, text: str) -> str:
        """Show decimal text with grouped digits and all its decimals."""
        whole, point, part = text.partition(".")
        sign = "-" if whole.startswith("-") else ""
        return self._grouped(f"{sign}{abs(int(whole)):,}{point}{part}")

    def code(self, text: str) -> str:
        """Show a number that names something, like that of a bank card."""
        return self._digits(text)

    def date(self, day: dt.date) -> str:
        """Show a date in full."""
        return self._digits(calendars.format_date(day, self.calendar))

    def short_date(self, day: dt.date) -> str:
        """Show a date without its year."""
        return self._digits(calendars.short_date(day, self.calendar))

    def period(self, number: int, size: int) -> str:
        """Show a period of so many months of the shop's calendar: "Nov 2026", "2026 Q4"."""
        from crmtui.text.periods import period_name

        return self._digits(period_name(number, size, self.calendar))

    def percent(self, share: float | None) -> str:
        """Show a share of 1 as a whole per cent; nothing for one of nothing."""
        return "" if share is None else self._digits(_("{n}%").format(n=round(100 * share)))

    def when(self, at: str | dt.datetime, now: dt.datetime) -> str:
        """Show a moment (UTC text or aware) as people say it near `now`, else its date."""
        moment = _moment(at)
        shown = calendars.format_when(moment, now=now, zone=self.zone, calendar=self.calendar)
        return self._digits(shown)

    def day(self, at: str | dt.datetime) -> dt.date:
        """Return the local day of a moment (UTC text or aware)."""
        return calendars.local_day(_moment(at), self.zone)

    def ago(self, at: str | dt.date | dt.datetime, today: dt.date) -> str:
        """Show how far a day or moment is from today: "3 d ago"."""
        day = self.day(at) if isinstance(at, str | dt.datetime) else at
        return self._digits(calendars.ago(day, today))

    def weekdays(self) -> tuple[int, ...]:
        """Return the weekdays in the order of the shop's week, 0 for Monday."""
        return tuple((self.week_start + place) % 7 for place in range(7))

    def phone(self, raw: str, key: str | None = None) -> str:
        """Group a phone number as people do; without a key it stays as typed."""
        return self._digits(phones.format_phone(raw, key, self.region))

    def parse_amount(self, text: str, unit: str | None = None) -> amounts.Amount:
        """Read an amount, by default in the unit it is shown in; raise InvalidValue."""
        return amounts.parse_amount(text, self.cur, self.unit if unit is None else unit)

    def parse_date(
        self,
        text: str,
        today: dt.date,
        *,
        day_first: bool | None = None,
        past: bool = False,
    ) -> dt.date:
        """Read a date; raise InvalidValue."""
        from crmtui.text.read_dates import parse_date

        return parse_date(text, today=today, calendar=self.calendar, day_first=day_first, past=past)

    def birthday(self, day: dt.date) -> str:
        """Show a birthday, without its year if that is not known."""
        from crmtui.text.birthdays import NO_YEAR

        return self.short_date(day) if day.year == NO_YEAR else self.date(day)

    def parse_birthday(
        self, text: str, today: dt.date, *, day_first: bool | None = None
    ) -> dt.date:
        """Read a birthday with or without its year; raise InvalidValue."""
        from crmtui.text.birthdays import parse_birthday

        return parse_birthday(text, today=today, calendar=self.calendar, day_first=day_first)

    def parse_when(
        self,
        text: str,
        now: dt.datetime,
        *,
        day_first: bool | None = None,
        past: bool = False,
    ) -> dt.datetime:
        """Read a date with or without a time as aware UTC; raise InvalidValue."""
        from crmtui.text.read_dates import parse_when

        return parse_when(
            text,
            now=now,
            zone=self.zone,
            calendar=self.calendar,
            day_first=day_first,
            past=past,
        )

    def parse_due(self, text: str, now: dt.datetime) -> Due:
        """Read when something is due, a day or a moment; raise InvalidValue."""
        from crmtui.text.due import parse_due

        return parse_due(text, now=now, zone=self.zone, calendar=self.calendar)

    def due(self, at: str | dt.datetime, all_day: object, now: dt.datetime) -> str:
        """Show when something is due as people say it near `now`."""
        from crmtui.text.due import Due, format_due

        due = Due(_moment(at), bool(all_day))
        return self._digits(format_due(due, now=now, zone=self.zone, calendar=self.calendar))

    def typed_due(self, at: str | dt.datetime, all_day: object) -> str:
        """Return when something is due as it could have been typed."""
        from crmtui.text.due import Due, typed_due

        due = Due(_moment(at), bool(all_day))
        return self._digits(typed_due(due, zone=self.zone, calendar=self.calendar))

    def due_iso(self, at: str | None, all_day: object) -> str | None:
        """Return the UTC text of a due moment, or the ISO day in the shop's zone of a due day."""
        return self.day(at).isoformat() if at and all_day else at

    def is_past(self, at: str | dt.datetime, all_day: object, now: dt.datetime) -> bool:
        """Tell whether what was due should have been done."""
        from crmtui.text.due import Due, is_past

        return is_past(Due(_moment(at), bool(all_day)), now=now, zone=self.zone)

    def date_parser(self, day_first: bool | None = None) -> Callable[[str], str]:
        """Return a reader of one file's dates to UTC text; it raises InvalidValue."""
        from crmtui.text.file_dates import date_parser

        return date_parser(zone=self.zone, calendar=self.calendar, day_first=day_first)

    def _digits(self, text: str) -> str:
        """Show digits in the script of the language."""
        return to_persian(text) if self.lang.startswith("fa") else text

    def _grouped(self, text: str) -> str:
        """Show a grouped number in the script of the language."""
        return to_persian(text.translate(_PERSIAN_MARKS)) if self.lang.startswith("fa") else text


def _moment(at: str | dt.datetime) -> dt.datetime:
    """Return a moment that may be stored text."""
    return calendars.from_utc_text(at) if isinstance(at, str) else at
