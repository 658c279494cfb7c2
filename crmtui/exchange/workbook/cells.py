"""What a cell of a workbook says, as text."""

from __future__ import annotations

from datetime import MAXYEAR, date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | float | bool | datetime | date | time | timedelta


def cell_text(value: Cell) -> str:
    """Write a value without loss: numbers with all digits, dates as ISO."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, time):
        return _duration(timedelta(hours=value.hour, minutes=value.minute, seconds=value.second))
    if isinstance(value, timedelta):
        return _duration(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float) -> str:
    """Write 1.0 as 1, and nothing with an exponent: a phone may have become a number."""
    text = repr(value)
    if "e" in text:
        text = f"{Decimal(text):f}"
    return text.removesuffix(".0")


def _moment(value: datetime) -> str:
    """Write a date, with its time unless that is midnight."""
    # Days are fractions to a spreadsheet, so a second may lack some millionths.
    if value.microsecond >= 500_000 and value.year < MAXYEAR:
        value += timedelta(seconds=1)
    value = value.replace(microsecond=0)
    return str(value) if value.time() != time() else value.date().isoformat()


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(abs(value.total_seconds())), 60)
    sign = "-" if value < timedelta() else ""
    return sign + _clock(*divmod(minutes, 60), seconds)


def _clock(hours: int, minutes: int, seconds: int) -> str:
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
