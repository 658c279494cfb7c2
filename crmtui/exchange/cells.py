"""What stands in one cell: several phones, tags, a handle, the label of a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from crmtui.exchange.guard import unguard
from crmtui.text.clean import clean

MANY = " ::: "
"""How Google Contacts joins several values, and how we do."""

# A cell that begins with none of these, of all scripts the common ones, may hold nothing to see.
_STARTS_UNSEEN = re.compile(
    r"\|[^!-~\xa1-\xac\xae-\u02ff\u0400-\u0482\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u06f0-\u06ff]"
)
_PHONES_APART = re.compile(r"\s*(?: ::: |[;,،؛|\n]|\s[-–/]\s|(?<=\d{7})/(?=\+?\d{7}))\s*")
_NOT_ONE_PHONE = re.compile(r"[;,،؛|\n/'eE]|:::| [-–] |\.0+$")
_EMAILS_APART = re.compile(r"[\s;,،؛|]+|:::")
_NOT_ONE_EMAIL = re.compile(r"[\s;,،؛|<:]")
_EMAIL_IN_BRACKETS = re.compile(r"<([^<>@\s]+@[^<>\s]+)>")
_BETWEEN = re.compile(r"(?:\A|(?<=\s)):::(?=\s|\Z)")
_COLONS = re.compile(r"\\*:::")
_ESCAPED_COLONS = re.compile(r"\\(\\*:::)")
_TAGS_APART = re.compile(r"\s*(?: ::: |[,;،؛\n|])\s*")
_DAMAGED_NUMBER = re.compile(r"(\d+)\.0+|(\d)\.(\d+)[eE]\+?(\d{1,2})")
_QUOTED_NUMBER = re.compile(r"'\+?[\d\s().-]+")
_HOSTS = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?"
    r"(instagram\.com|instagr\.am|t\.me|telegram\.me|wa\.me|api\.whatsapp\.com)/",
    re.IGNORECASE,
)
_NETWORKS = {
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "wa.me": "whatsapp",
    "api.whatsapp.com": "whatsapp",
}
_LABELS = {
    **dict.fromkeys(("mobile", "cell", "iphone", "موبایل", "همراه", "تلفن همراه"), "mobile"),
    **dict.fromkeys(("home", "personal", "خانه", "منزل"), "home"),
    **dict.fromkeys(("work", "business", "office", "محل کار", "دفتر", "شرکت"), "work"),
    **dict.fromkeys(("main", "other", "pager", "assistant"), None),
    **dict.fromkeys(
        ("fax", "work fax", "home fax", "workfax", "homefax", "other fax", "فکس"), "fax"
    ),
    # Not a label: how the mail travels, and the mark of the preferred one.
    **dict.fromkeys(("smtp", "internet", "ex", "pref", "voice", "default"), ""),
}
_REMEMBERED = 100
"""Characters; longer cells are not kept to be met again."""

_SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts"})


class Point(NamedTuple):
    """One way to reach somebody, as it stands in the file."""

    kind: str
    """phone, email, address, web, instagram, telegram or whatsapp."""
    value: str
    label: str = ""


def tidy_all(cells: Sequence[str], line_ends: Sequence[str]) -> Sequence[str]:
    """Clean the cells of a row and take off the quotes put there against formulas.

    Each of `line_ends` tells what a line end within the cell becomes.
    """
    # Cleaning all at once costs a third; where it would change anything, each is looked at.
    joined = "|" + "|".join(cells)
    if clean(joined) != joined or _STARTS_UNSEEN.search(joined):
        pairs = zip(cells, line_ends, strict=True)
        cells = [clean(cell.strip().replace("\n", line_end)) for cell, line_end in pairs]
    elif " |" in joined or joined[-1] == " ":
        cells = [cell.strip() for cell in cells]
    return [_unquoted(cell) for cell in cells] if "'" in joined else cells


def _unquoted(cell: str) -> str:
    cell = unguard(cell)
    return cell[1:].strip() if _QUOTED_NUMBER.fullmatch(cell) else cell


def number_text(value: str) -> str:
    """Return an id or a phone that a spreadsheet has made a float as it was."""
    if value.isdigit() or not value:
        return value
    if value[0] == "'":
        value = value.lstrip("'").strip()
    damaged = _DAMAGED_NUMBER.fullmatch(value)
    if not damaged:
        return value
    whole, digit, fraction, power = damaged.groups()
    if whole:
        return str(whole)
    # With fewer digits than the power the end is lost, and zeros would invent a number.
    exact = len(fraction) <= int(power) <= len(fraction) + 2
    return f"{digit}{fraction}".ljust(int(power) + 1, "0") if exact else value


def phones_in(value: str) -> list[str]:
    """Tell the phones of a cell apart; an extension stays with its number."""
    if not _NOT_ONE_PHONE.search(value):
        return [value]
    parts = [number_text(clean(part)) for part in _PHONES_APART.split(value)]
    if len(parts) == 1 or any(sum(map(str.isdigit, part)) < 5 for part in parts if part):
        parts = [number_text(value)]
    return [part for part in parts if part]


def emails_in(value: str) -> list[str]:
    """Tell the e-mails of a cell apart; `Sara <s@x.ir>` gives the address."""
    if not _NOT_ONE_EMAIL.search(value):
        return [value]
    if "<" in value and (bracketed := _EMAIL_IN_BRACKETS.findall(value)):
        return [str(address) for address in bracketed]
    value = value[7:].strip() if value[:7].casefold() == "mailto:" else value
    parts = [found for part in _EMAILS_APART.split(value) if (found := clean(part))]
    return parts if len(parts) > 1 and all("@" in part for part in parts) else [value]


def values_in(value: str) -> list[str]:
    """Tell apart what Google Contacts joins."""
    if MANY not in value:
        return [value]
    return [found for part in value.split(MANY) if (found := clean(part))]


def in_one_cell(field: str, values: Sequence[str]) -> str:
    """Put the values of a field into a cell of our own file; `apart` takes them out again.

    One alone that would be torn apart, like a tag with a comma, is held together by an empty
    second value.
    """
    if not any(values):
        return ""
    split = tags_in if field == "tags" else REACH.get(field)
    if split and len(values) == 1 and ":::" not in values[0] and [*split(values[0])] != [*values]:
        values = [*values, ""]
    text = MANY.join(values)
    if text.count(":::") < len(values):
        return text
    return MANY.join(_COLONS.sub(r"\\\g<0>", value) for value in values)


def apart(cell: str) -> list[str]:
    """Undo `in_one_cell`: every value keeps its place, even an empty one."""
    if ":::" not in cell:
        return [cell]
    return [_ESCAPED_COLONS.sub(r"\1", part.strip()) for part in _BETWEEN.split(cell)]


def tags_in(value: str) -> tuple[str, ...]:
    """Tell tags apart; groups that a program makes for everybody are none."""
    return _tags_in(value) if len(value) <= _REMEMBERED else _tags_in.__wrapped__(value)


@lru_cache(maxsize=4096)
def _tags_in(value: str) -> tuple[str, ...]:
    parts = (clean(part.strip('" ').removeprefix("* ")) for part in _TAGS_APART.split(value))
    kept = [part for part in parts if part and part.casefold() not in _SYSTEM_GROUPS]
    return tuple(dict.fromkeys(kept))


def label_in(value: str) -> str:
    """Return the label of a line in the words we use; an own one stays as it is."""
    return _label_in(value[:_REMEMBERED])


@lru_cache(maxsize=1024)
def _label_in(value: str) -> str:
    value = value.removeprefix("* ").strip()
    known = _LABELS.get(value.casefold(), value)
    return value.casefold() if known is None else known


def web_point(value: str, label: str = "") -> Point:
    """Return a link, as the handle of its network where it leads to one."""
    host = _HOSTS.match(value)
    return Point(_NETWORKS[host[1].casefold()] if host else "web", value, label)


REACH: dict[str, Callable[[str], Iterable[str]]] = {
    "phone": phones_in,
    "email": emails_in,
    "address": values_in,
    "instagram": values_in,
    "telegram": values_in,
    "whatsapp": phones_in,
    "web": values_in,
}
"""Ways to reach somebody, and how the values in one cell are told apart."""
