"""Settings: what exists, what it means, and what holds now.

Precedence: CRMTUI_<KEY> in the environment, this person's config.toml, the shop's store, the
default. `config set` writes a shop's key into the store and a person's key into config.toml.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from crmtui.errors import InvalidValue, UsageError
from crmtui.locale import _, mark, spoken
from crmtui.places import config_path
from crmtui.text.clean import clean, excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.formats import Formats

if TYPE_CHECKING:
    from crmtui.rules.service_clock import Hours

Check = Callable[[str], str]
"""Returns the value as it is kept; raises InvalidValue."""


WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}


class Key(NamedTuple):
    """One setting."""

    name: str
    default: str
    help: str
    personal: bool = False
    check: Check = clean


def _one_of(*choices: str) -> Check:
    def check(value: str) -> str:
        folded = value.strip().lower()
        if folded in choices:
            return folded
        raise InvalidValue(
            _("{value} is not possible here.").format(value=value or "''"),
            _("Choose one of: {choices}.").format(choices=", ".join(c or "''" for c in choices)),
        )

    return check


def _currency(value: str) -> str:
    from crmtui.text.money import currency

    return currency(value.strip().upper()).code


def _country(value: str) -> str:
    code = value.strip().upper()
    if len(code) == 2 and code.isascii() and code.isalpha():
        return code
    raise InvalidValue(_("A country is two letters, like IR or GB."))


def _zone(value: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value.strip())
    except (ValueError, OSError, KeyError) as error:
        raise InvalidValue(
            _("There is no time zone {value}.").format(value=value),
            _("A zone is a name like Asia/Tehran or Europe/London."),
        ) from error
    return value.strip()


def _area_code(value: str) -> str:
    from crmtui.text.phones import phone_digits

    digits = phone_digits(value)
    if 0 < len(digits) <= 10 or not value.strip():
        return digits
    raise InvalidValue(
        _("{value} is not an area code.").format(value=excerpt(value)),
        _("Write it in digits, like 021."),
    )


def _language(value: str) -> str:
    import re

    if re.fullmatch(r"([A-Za-z]{2,3}([_.@-][A-Za-z0-9-]+)*)?", value.strip()):
        return value.strip()
    raise InvalidValue(
        _("{value} is not a language.").format(value=excerpt(value)),
        _("A language is two letters, like en or fa."),
    )


def _cuts(value: str) -> str:
    parts = value.replace(",", " ").split()
    if not parts:
        return ""
    if len(parts) == 4 and all(p.isdecimal() and len(p) < 20 for p in parts):
        numbers = [int(part) for part in parts]
        if numbers == sorted(set(numbers)) and numbers[-1] <= 2**53:
            return " ".join(map(str, numbers))
    raise InvalidValue(_("Cut points are four growing whole numbers, like: 14 30 90 180"))


def _count(value: str) -> str:
    if value.strip().isdecimal():
        return str(int(value.strip()[:20]))
    raise InvalidValue(_("{value} is not a whole number.").format(value=value))


def _some_days(value: str) -> str:
    """Read a number of days, at most ten years; "" is none."""
    found = _count(to_ascii(value)) if value.strip() else ""
    if found and int(found) > 3650:
        raise InvalidValue(_("{value} is too many days.").format(value=value))
    return found


def _up_to(most: int, least: int = 0) -> Check:
    def check(value: str) -> str:
        number = int(_count(value[:9]))
        if least <= number <= most and len(value) < 10:
            return str(number)
        words = _("{value} is too little.") if number < least else _("{value} is too much.")
        raise InvalidValue(
            words.format(value=clean(value)[:20]),
            _("From {least} to {most}.").format(least=least, most=most),
        )

    return check


def _hours(value: str) -> str:
    from crmtui.rules.service_hours import kept_hours, week_of

    week_of(kept_hours(value), "")
    return kept_hours(value)


def _weekend(value: str) -> str:
    from crmtui.rules.service_hours import kept_weekend

    return kept_weekend(value)


def _holidays(value: str) -> str:
    from crmtui.rules.service_hours import kept_holidays

    return kept_holidays(value)


def _target(value: str) -> str:
    from crmtui.rules.service_hours import kept_target

    return kept_target(value)


def _span(value: str) -> str:
    from crmtui.rules.service_hours import kept_span

    return kept_span(value)


def _month(value: str) -> str:
    year, dash, month = to_ascii(value).strip().partition("-")
    if not value.strip() or (len(year + month) == 6 and (year + month).isdecimal() and dash):
        return f"{year}{dash}{month}"
    raise InvalidValue(_("A month is a year and a number, like 2026-11."))


_weight = _up_to(1000)
_days = _up_to(365)

KEYS = (
    Key("shop", "", mark("The shop's name, shown at the top of the screen")),
    Key("country", "IR", mark("Where local phone numbers belong, like IR"), check=_country),
    Key("area_code", "", mark("The area code of local landlines, like 021"), check=_area_code),
    Key("currency", "USD", mark("The currency of all amounts, like IRR or EUR"), check=_currency),
    Key("unit", "", mark("How rials are shown: toman or rial"), check=_one_of("", "toman", "rial")),
    Key(
        "calendar",
        "gregorian",
        mark("The calendar of dates: gregorian or jalali"),
        check=_one_of("gregorian", "jalali"),
    ),
    Key(
        "week_start",
        "monday",
        mark("The day a week begins with: monday, saturday or sunday"),
        check=_one_of(*WEEK_STARTS),
    ),
    Key("zone", "UTC", mark("The shop's time zone, like Asia/Tehran"), check=_zone),
    Key("credit_days", "30", mark("Days to pay for a sale on account, or ''"), check=_some_days),
    Key("rfm_recency", "", mark("Your own four cut points of recency, in days"), check=_cuts),
    Key("rfm_frequency", "", mark("The same of frequency, in purchases"), check=_cuts),
    Key("rfm_monetary", "", mark("The same of money, in minor units"), check=_cuts),
    Key("weight_promise", "100", mark("What a promise is worth in Today"), check=_weight),
    Key("weight_task", "80", mark("What a task that is due is worth there"), check=_weight),
    Key("weight_debt", "60", mark("What a debt past its day is worth there"), check=_weight),
    Key("weight_keep", "50", mark("What keeping in touch is worth there"), check=_weight),
    Key("weight_late", "50", mark("What a late customer is worth there"), check=_weight),
    Key("weight_risk", "40", mark("What a customer at risk is worth there"), check=_weight),
    Key("weight_birthday", "45", mark("What a birthday is worth there"), check=_weight),
    Key(
        "weight_moves",
        "60",
        mark("What last month's moves between segments are worth"),
        check=_weight,
    ),
    Key("moves_seen", "", mark("The month in which those moves were read"), check=_month),
    Key("birthday_days", "7", mark("How many days ahead Today tells of birthdays"), check=_days),
    Key("rest_days", "7", mark("How many days after a talk Today leaves people"), check=_days),
    Key("not_now_days", "30", mark("The same after somebody said: not now"), check=_days),
    Key(
        "not_interested_days",
        "90",
        mark("The same after somebody was not interested"),
        check=_days,
    ),
    Key("hours", "09:00-18:00", mark("Opening hours, like sat-wed 9:00-17:00"), check=_hours),
    Key("weekend", "sat sun", mark("The weekdays that are closed, like fri"), check=_weekend),
    Key("holidays", "", mark("Closed days: 2026-12-25, or 12-25 of each year"), check=_holidays),
    Key("target_urgent", "1h 4h", mark("Opening hours to reply and solve, urgent"), check=_target),
    Key("target_high", "2h 9h", mark("The same for high priority"), check=_target),
    Key("target_normal", "4h 27h", mark("The same for normal priority, or ''"), check=_target),
    Key("target_low", "9h 45h", mark("The same for low priority"), check=_target),
    Key("ticket_near", "2h", mark("A deadline is near with so much left"), check=_span),
    Key("low_score", "2", mark("Up to this score of 5, a rating is low"), check=_up_to(5)),
    Key("weight_deal", "65", mark("What a deal without a plan is worth there"), check=_weight),
    Key("weight_ticket", "90", mark("What a ticket near its deadline is worth"), check=_weight),
    Key("weight_visit", "85", mark("What an appointment of the day is worth"), check=_weight),
    Key("undo_days", "365", mark("How many days a step can be undone"), check=_up_to(36_500, 1)),
    Key("undo_steps", "10000", mark("How many steps can be undone"), check=_up_to(1_000_000, 1)),
    Key("lang", "", mark("The language of the program, like en"), personal=True, check=_language),
    Key("me", "", mark("Your name, as tickets are given to you"), personal=True),
    Key("theme", "", mark("The colours of the screens"), personal=True),
    Key(
        "bidi",
        "",
        mark("Who orders Persian text: visual, logical, kitty, or '' to ask the terminal"),
        personal=True,
        check=_one_of("", "visual", "logical", "kitty"),
    ),
)

BY_NAME = {key.name: key for key in KEYS}


def key(name: str) -> Key:
    """Return the setting called `name`. Raises UsageError."""
    found = BY_NAME.get(name.strip().lower().replace("-", "_"))
    if found is None:
        raise UsageError(
            _("There is no setting {name}.").format(name=name),
            _("The settings are: {names}.").format(names=", ".join(BY_NAME)),
        )
    return found


class Settings:
    """What holds now: value by name."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def hours(self) -> Hours:
        """Return when the shop is open. Raises InvalidValue if it never is."""
        from crmtui.rules.service_hours import hours_of

        names = ("hours", "weekend", "holidays", "zone", "calendar")
        return hours_of(*(self[name] for name in names))

    def target(self, priority: str) -> tuple[int | None, int | None]:
        """Return the minutes to a first reply and to the solution; None is no target."""
        from crmtui.rules.service_hours import target_of

        return target_of(self.values.get(f"target_{priority}", self["target_normal"]))

    def near_minutes(self) -> int:
        """Return with how many minutes left a deadline is near."""
        from crmtui.rules.service_hours import span_of

        return span_of(self["ticket_near"])

    def formats(self) -> Formats:
        """Return how dates, numbers and amounts are read and shown."""
        return Formats(
            currency=self["currency"],
            unit=self["unit"],
            calendar=self["calendar"],
            week_start=WEEK_STARTS[self["week_start"]],
            zone=self["zone"],
            lang=spoken(),
            country=self["country"],
            area_code=self["area_code"],
        )


def load(connection: sqlite3.Connection) -> Settings:
    """Return the settings of the store behind `connection`, as this person sees them."""
    shop = dict(connection.execute("SELECT key, value FROM setting").fetchall())
    mine = personal()
    own = {k.name: os.environ.get(f"CRMTUI_{k.name.upper()}") or mine.get(k.name) for k in KEYS}
    return Settings({k.name: _checked(k, own[k.name]) or shop.get(k.name, k.default) for k in KEYS})


def _checked(k: Key, value: str | None) -> str | None:
    """Return a value that no command has looked at yet. Raises InvalidValue."""
    try:
        return value and k.check(value)
    except InvalidValue as error:
        raise InvalidValue(f"{k.name}: {error.message}", error.hint) from None


def personal() -> dict[str, str]:
    """Return what config.toml says. Raises UsageError if it cannot be read."""
    path = config_path()
    if not path.exists():
        return {}
    import tomllib

    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            _("{path} cannot be read: {reason}").format(path=path, reason=error),
            _("`crm config edit` opens it."),
        ) from error
    return {name: str(value) for name, value in found.items() if name in BY_NAME}


def language(given: str = "") -> str:
    """Return the language to speak: --lang, CRMTUI_LANG, config.toml, then the locale's."""
    chosen = given or os.environ.get("CRMTUI_LANG") or personal().get("lang")
    return chosen or _locale().partition("_")[0]


def _locale() -> str:
    """Return the locale's name, like fa_IR, or "" for C and POSIX."""
    for name in ("LC_ALL", "LC_MONETARY", "LANG"):
        value = os.environ.get(name, "").partition(".")[0].partition("@")[0]
        if value:
            return "" if value in ("C", "POSIX") else value
    return ""


_CURRENCIES = {"IR": "IRR", "GB": "GBP", "US": "USD", "TR": "TRY", "AE": "AED", "AF": "AFN"}
_EURO = frozenset(
    "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split()  # noqa: SIM905
)


def first_settings() -> dict[str, str]:
    """Return what a new store starts with, guessed from the locale and the clock of the machine.

    Kept in the store, so that it means the same on any machine it is carried to.
    """
    lang, _sep, country = _locale().partition("_")
    country = country or {"fa": "IR"}.get(lang or spoken(), "")
    found = {"zone": _machine_zone()}
    if country:
        currency = "EUR" if country in _EURO else _CURRENCIES.get(country, "USD")
        found |= {"country": country, "currency": currency}
    if country == "IR":
        found |= {"unit": "toman", "calendar": "jalali", "week_start": "saturday"}
        found["weekend"] = "fri"
    return found


def _machine_zone() -> str:
    for name in (os.environ.get("TZ", ""), _linked_zone()):
        try:
            if name:
                return "UTC" if name == "Etc/UTC" else _zone(name)
        except InvalidValue:
            continue
    return "UTC"


def _linked_zone() -> str:
    target = os.path.realpath("/etc/localtime")
    return target.partition("zoneinfo/")[2]
