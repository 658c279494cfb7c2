"""Months of the shop's calendar: the one of a day, and those around it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from crmtui.text.calendar import add_months, format_date


class Month(NamedTuple):
    """A month: "2026-11", or "1405-09" in the Jalali calendar, and its first day."""

    name: str
    begins: date


def month_of(day: date, calendar: str) -> Month:
    """Return the month that a day falls in."""
    first = add_months(day, 0, calendar, on=1)
    return Month(format_date(first, calendar)[:7].replace("/", "-"), first)


def month_after(month: Month, months: int, calendar: str) -> Month:
    """Return the month so many months later, or earlier for a number below zero."""
    return month_of(add_months(month.begins, months, calendar), calendar)
