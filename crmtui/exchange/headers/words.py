"""Read one column's name: the field it means, and what it says beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from crmtui.exchange.headers.contacts import CONTACT_FIELDS
from crmtui.exchange.headers.deals import DEAL_FIELDS
from crmtui.exchange.headers.interactions import INTERACTION_FIELDS
from crmtui.exchange.headers.payments import PAYMENT_FIELDS
from crmtui.exchange.headers.purchases import PURCHASE_FIELDS
from crmtui.exchange.headers.tickets import TICKET_FIELDS
from crmtui.text.fold import fold

FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "contacts": CONTACT_FIELDS,
    "purchases": PURCHASE_FIELDS,
    "interactions": INTERACTION_FIELDS,
    "payments": PAYMENT_FIELDS,
    "deals": DEAL_FIELDS,
    "tickets": TICKET_FIELDS,
}

ADDRESS_PARTS = ("street", "city", "region", "postcode", "country")
SEVERAL = frozenset({"phone", "email", "web", "address", *ADDRESS_PARTS})
"""Fields that a contact has many of: `Phone 1`, `Phone 2`, `Home Phone`."""

_PLACES = {
    **dict.fromkeys(("fax", "فکس", "نمابر", "دورنگار"), "fax"),
    **dict.fromkeys(("pager",), "pager"),
    **dict.fromkeys(("mobile", "cell", "cellphone", "cellular"), "mobile"),
    **dict.fromkeys(("موبایل", "همراه", "گوشی"), "mobile"),
    **dict.fromkeys(("assistant", "assistants"), "assistant"),
    **dict.fromkeys(("home", "personal", "private", "منزل", "خانه", "ثابت"), "home"),
    **dict.fromkeys(
        ("work", "business", "office", "company", "organization", "دفتر", "کار", "شرکت"), "work"
    ),
    **dict.fromkeys(("main", "primary"), "main"),
    **dict.fromkeys(("other", "secondary", "alternate", "car", "radio", "callback"), "other"),
    **dict.fromkeys(("billing", "shipping", "mailing", "default"), ""),
    "محل": "",
}
_LINES = frozenset({"fax", "pager", "mobile"})
_OWNERS = frozenset(
    (
        *("person", "contact", "customer", "client", "buyer", "lead", "user", "member"),
        *("مشتری", "شخص", "مخاطب", "خریدار"),
    )
)
_UNITS = {
    **dict.fromkeys(("rial", "rials", "irr", "ریال"), "rial"),
    **dict.fromkeys(("toman", "tomans", "tuman", "irt", "تومان", "تومن"), "toman"),
}
_CALENDARS = {
    **dict.fromkeys(("jalali", "shamsi", "شمسی", "جلالی", "خورشیدی"), "jalali"),
    **dict.fromkeys(("gregorian", "miladi", "میلادی"), "gregorian"),
}
_DATED = frozenset(("date", "birthday", "opened", "closed", "expected"))
_CODES = ("usd", "eur", "gbp", "aed", "try", "cad", "aud", "chf")
_TRIMMINGS = frozenset(("به", "هجری", "in", "iso", *_CODES, *_UNITS, *_CALENDARS))
_CURRENCY = re.compile(r"\(\s*([A-Z]{3})\s*\)|\b(USD|EUR|GBP|AED|TRY|CAD|AUD|CHF)$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARENTHESES = re.compile(r"\([^)]*\)|\[[^]]*\]")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_LONGEST = 80


class Meaning(NamedTuple):
    """What the name of a column says."""

    field: str
    rank: int
    """The smaller, the likelier."""
    label: str = ""
    """Which of several it is: home, work, mobile, fax …"""
    group: str = ""
    """Shared by the columns of one address, or by a value and its label."""
    is_label: bool = False
    """The column only holds the label of the field's value."""


def compact(text: str) -> str:
    """Reduce a header to its letters and digits, in one spelling."""
    return "".join(_WORD.findall(fold(text)))


def meaning(header: str, kind: str) -> Meaning | None:
    """Find the field of `kind` that a header names."""
    if not header or len(header) > _LONGEST or header.isdigit():
        return None
    return _meaning(header, kind)


@lru_cache(maxsize=8192)
def _meaning(header: str, kind: str) -> Meaning | None:
    words = _words(header)
    if not words:
        return None
    place = _place(words)
    number = next((word for word in words if word.isdigit()), "")
    if words[-1] in ("label", "type") and len(words) > 1:
        found = _look_up(words[:-1], kind)
        if found and found[0] in SEVERAL:
            return Meaning(*found, place, _group(words) or number, is_label=True)
    for reading in _readings(header, words):
        found = _look_up(reading, kind)
        if found:
            label = place if found[0] in SEVERAL else ""
            return Meaning(*found, label, _group(words) or number)
    return _by_place(header, words, kind, place, number) if len(words) > 1 else None


def hint_of(header: str, field: str) -> str:
    """Return what a header says of its values: rial or toman, jalali or gregorian, or ""."""
    words = _words(header)
    if field in _DATED:
        return next((_CALENDARS[word] for word in words if word in _CALENDARS), "")
    if field in ("amount", "price"):
        return next((_UNITS[word] for word in words if word in _UNITS), "")
    return ""


def currency_of(header: str) -> str:
    """Return the currency code that a header carries in parentheses or at its end."""
    code = _CURRENCY.search(header)
    return code[1] or code[2] if code else ""


def unit_named(text: str) -> str:
    """Return rial or toman for the name of either; "" for any other currency."""
    return _UNITS.get(compact(text), "")


def known(header: str) -> bool:
    """Tell whether a header names a field of any kind."""
    return any(meaning(header, kind) for kind in FIELDS)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(_CAMEL.sub(" ", text)))


def _readings(header: str, words: list[str]) -> Iterator[list[str]]:
    """Yield the header as it stands, then with less and less of its trimmings."""
    yield words
    plain = _words(_PARENTHESES.sub(" ", header))
    yield plain
    bare = [word for word in plain if word not in _TRIMMINGS]
    yield bare
    yield [word for word in bare if word not in _OWNERS]


def _by_place(header: str, words: list[str], kind: str, place: str, number: str) -> Meaning | None:
    """Read names like `Business Street`, `email_home` or `Home Fax`."""
    bare = [
        word
        for word in _words(_PARENTHESES.sub(" ", header))
        if word not in _PLACES and word not in _OWNERS
    ]
    found = _look_up(bare or [word for word in words if _PLACES.get(word) in _LINES], kind)
    if found and found[0] in SEVERAL:
        return Meaning(*found, place, _group(words) or number)
    return None


def _look_up(words: list[str], kind: str) -> tuple[str, int] | None:
    index = _index(kind)
    found = index.get("".join(words))
    if found:
        return found
    numbers = [word for word in words if word.isdigit()]
    if not numbers:
        return None
    found = index.get("".join(word for word in words if not word.isdigit()))
    if found and (found[0] in SEVERAL or numbers == ["1"]):
        return found
    return None


@cache
def _index(kind: str) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for field, aliases in FIELDS[kind].items():
        for rank, alias in enumerate(aliases):
            found.setdefault(compact(alias), (field, rank))
    return found


def _place(words: list[str]) -> str:
    """Prefer what kind of line it is to where it stands: a business fax is a fax."""
    places = [_PLACES[word] for word in words if _PLACES.get(word)]
    return next((place for place in places if place in (*_LINES, "assistant")), "") or next(
        iter(places), ""
    )


def _group(words: list[str]) -> str:
    return next((word for word in words if word in _PLACES), "")
