"""The words of dates and times people type, in English and Persian.

Every Persian word is written as `fold` leaves it, so that importing folds nothing.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    """Split a text into the set of its words."""
    return frozenset(text.split())


def _table(meanings: dict[str, str]) -> dict[str, str]:
    """Turn meaning → "word word" around."""
    return {word: meaning for meaning, words in meanings.items() for word in words.split()}


def _numbered(*names: str) -> dict[str, int]:
    """Map each word to the place of its group, from 1."""
    return {word: number for number, words in enumerate(names, 1) for word in words.split()}


DAY_WORDS = {
    "پریروز": -2,
    **dict.fromkeys(_words("yesterday دیروز دیشب"), -1),
    **dict.fromkeys(_words("today now tonight امروز امشب الان اکنون"), 0),
    **dict.fromkeys(_words("tomorrow فردا"), 1),
    "پسفردا": 2,
}
NOW_WORDS = _words("now الان اکنون")
MONTH_START_WORDS = _words("سربرج اولبرج اولماه")

WEEKDAY_WORDS = _numbered(
    "monday mon دوشنبه",
    "tuesday tue tues سهشنبه",
    "wednesday wed weds چهارشنبه",
    "thursday thu thur thurs پنجشنبه",
    "friday fri جمعه ادینه",
    "saturday sat شنبه",
    "sunday sun یکشنبه",
)
GREGORIAN_MONTHS = _numbered(
    "january jan ژانویه",
    "february feb فوریه",
    "march mar مارس",
    "april apr اوریل",
    "may مه می",
    "june jun ژوین",
    "july jul ژوییه جولای",
    "august aug اوت اگوست",
    "september sep sept سپتامبر",
    "october oct اکتبر",
    "november nov نوامبر",
    "december dec دسامبر",
)
JALALI_MONTHS = _numbered(
    "farvardin فروردین",
    "ordibehesht اردیبهشت",
    "khordad خرداد",
    "tir تیر",
    "mordad مرداد امرداد",
    "shahrivar شهریور",
    "mehr مهر",
    "aban ابان",
    "azar اذر",
    "dey دی",
    "bahman بهمن",
    "esfand اسفند",
)

UNITS = _table(
    {
        "minute": "min mins minute minutes دقیقه",
        "hour": "h hr hrs hour hours ساعت",
        "day": "d day days روز",
        "week": "w wk week weeks هفته",
        "month": "m mo month months ماه",
        "year": "y yr year years سال",
    }
)
BEFORE_WORDS = _words("- last ago پیش قبل گذشته")
_AFTER_WORDS = _words("+ in next this now بعد دیگر دیگه اینده این")
WAY_WORDS = BEFORE_WORDS | _AFTER_WORDS
FILLERS = _words("of on the ماه سال روز")

HALVES = {
    **dict.fromkeys(("am", "a.m.", "ق.ظ", "قبل از ظهر", "صبح", "بامداد"), "am"),
    "ظهر": "noon",
    **dict.fromkeys(("pm", "p.m.", "ب.ظ", "بعد از ظهر", "بعدازظهر", "عصر"), "pm"),
    "شب": "night",
}
