"""Every setting: its name, its default, whose it is, and what it may be."""

from __future__ import annotations

from typing import NamedTuple

from crmtui.errors import UsageError
from crmtui.locale import _, mark
from crmtui.settings.checks import (
    Check,
    area_code,
    country,
    currency,
    cuts,
    holidays,
    hours,
    language,
    month,
    one_of,
    some_days,
    span,
    target,
    up_to,
    weekend,
    zone,
)
from crmtui.text.clean import clean

WEEK_STARTS = {"monday": 0, "saturday": 5, "sunday": 6}


class Key(NamedTuple):
    """One setting."""

    name: str
    default: str
    help: str
    personal: bool = False
    check: Check = clean


_weight = up_to(1000)
_days = up_to(365)

KEYS = (
    Key("shop", "", mark("The shop's name, shown at the top of the screen")),
    Key("country", "IR", mark("Where local phone numbers belong, like IR"), check=country),
    Key("area_code", "", mark("The area code of local landlines, like 021"), check=area_code),
    Key("currency", "USD", mark("The currency of all amounts, like IRR or EUR"), check=currency),
    Key("unit", "", mark("How rials are shown: toman or rial"), check=one_of("", "toman", "rial")),
    Key(
        "calendar",
        "gregorian",
        mark("The calendar of dates: gregorian or jalali"),
        check=one_of("gregorian", "jalali"),
    ),
    Key(
        "week_start",
        "monday",
        mark("The day a week begins with: monday, saturday or sunday"),
        check=one_of(*WEEK_STARTS),
    ),
    Key("zone", "UTC", mark("The shop's time zone, like Asia/Tehran"), check=zone),
    Key("credit_days", "30", mark("Days to pay for a sale on account, or ''"), check=some_days),
    Key("rfm_recency", "", mark("Your own four cut points of recency, in days"), check=cuts),
    Key("rfm_frequency", "", mark("The same of frequency, in purchases"), check=cuts),
    Key("rfm_monetary", "", mark("The same of money, in minor units"), check=cuts),
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
    Key("moves_seen", "", mark("The month in which those moves were read"), check=month),
    Key("birthday_days", "7", mark("How many days ahead Today tells of birthdays"), check=_days),
    Key("rest_days", "7", mark("How many days after a talk Today leaves people"), check=_days),
    Key("not_now_days", "30", mark("The same after somebody said: not now"), check=_days),
    Key(
        "not_interested_days",
        "90",
        mark("The same after somebody was not interested"),
        check=_days,
    ),
    Key("hours", "09:00-18:00", mark("Opening hours, like sat-wed 9:00-17:00"), check=hours),
    Key("weekend", "sat sun", mark("The weekdays that are closed, like fri"), check=weekend),
    Key("holidays", "", mark("Closed days: 2026-12-25, or 12-25 of each year"), check=holidays),
    Key("target_urgent", "1h 4h", mark("Opening hours to reply and solve, urgent"), check=target),
    Key("target_high", "2h 9h", mark("The same for high priority"), check=target),
    Key("target_normal", "4h 27h", mark("The same for normal priority, or ''"), check=target),
    Key("target_low", "9h 45h", mark("The same for low priority"), check=target),
    Key("ticket_near", "2h", mark("A deadline is near with so much left"), check=span),
    Key("low_score", "2", mark("Up to this score of 5, a rating is low"), check=up_to(5)),
    Key("weight_deal", "65", mark("What a deal without a plan is worth there"), check=_weight),
    Key("weight_ticket", "90", mark("What a ticket near its deadline is worth"), check=_weight),
    Key("weight_visit", "85", mark("What an appointment of the day is worth"), check=_weight),
    Key("undo_days", "365", mark("How many days a step can be undone"), check=up_to(36_500, 1)),
    Key("undo_steps", "10000", mark("How many steps can be undone"), check=up_to(1_000_000, 1)),
    Key("lang", "", mark("The language of the program, like en"), personal=True, check=language),
    Key("me", "", mark("Your name, as tickets are given to you"), personal=True),
    Key("theme", "", mark("The colours of the screens"), personal=True),
    Key(
        "bidi",
        "",
        mark("Who orders Persian text: visual, logical, kitty, or '' to ask the terminal"),
        personal=True,
        check=one_of("", "visual", "logical", "kitty"),
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
