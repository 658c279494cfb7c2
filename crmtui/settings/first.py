"""What a new store starts with."""

from __future__ import annotations

import os

from crmtui.errors import InvalidValue
from crmtui.locale import spoken
from crmtui.settings import locale_name
from crmtui.settings.checks import zone

_CURRENCIES = {"IR": "IRR", "GB": "GBP", "US": "USD", "TR": "TRY", "AE": "AED", "AF": "AFN"}
_EURO = frozenset(
    "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split()  # noqa: SIM905
)


def first_settings() -> dict[str, str]:
    """Return what a new store starts with, guessed from the locale and the clock of the machine.

    Kept in the store, so that it means the same on any machine it is carried to.
    """
    lang, _sep, country = locale_name().partition("_")
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
                return "UTC" if name == "Etc/UTC" else zone(name)
        except InvalidValue:
            continue
    return "UTC"


def _linked_zone() -> str:
    target = os.path.realpath("/etc/localtime")
    return target.partition("zoneinfo/")[2]
