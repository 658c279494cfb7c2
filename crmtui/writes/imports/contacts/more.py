"""What few files say of a contact, checked row by row on its way into the stage."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.cells import number_text
from crmtui.exchange.contact_more import Link, More
from crmtui.exchange.interaction_words import said
from crmtui.labels import role_label
from crmtui.locale import _
from crmtui.models.limits import LINE, MOST_DAYS
from crmtui.models.words import LinkRole, PointKind, Relation
from crmtui.rules.custom import NO, yes_or_no
from crmtui.text.clean import clean, excerpt
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold
from crmtui.writes.imports.contacts.own import OwnReader

_RELATIONS = {
    **{relation.value: relation.value for relation in Relation},
    **dict.fromkeys(map(fold, ("client", "buyer", "مشتری", "خریدار")), "customer"),
    **dict.fromkeys(map(fold, ("vendor", "seller", "تامین کننده", "تأمین‌کننده")), "supplier"),
    **dict.fromkeys(map(fold, ("شریک", "همکار", "reseller", "نماینده")), "partner"),
    **dict.fromkeys(map(fold, ("سایر", "دیگر")), "other"),
}
_ROLES = frozenset(LinkRole)
_KINDS = frozenset(PointKind)
_NO_DAY = re.compile(r"0+(?:[-/.]0+){2}")
"""Outlook writes 0/0/00 for a day that nobody said."""


class Taken(NamedTuple):
    """What came of it, as the stage keeps it."""

    columns: tuple[object, ...] = ("", "", None, None, None, None)
    """relation, owner, anniversary, preferred_channel, do_not_contact, keep_days."""
    odd: tuple[str, ...] = ()
    """Lines for the note with what has no place else."""


NOTHING = Taken()


def take_more(more: More, day: Callable[[str], str], *, lenient: bool) -> Taken:
    """Check what a row says. Raises InvalidValue for what can be put right and given back.

    If `lenient`, as with a card that nobody edits, such a thing goes to the note instead.
    """
    odd: list[str] = []
    if len(more.owner) > LINE:
        raise InvalidValue(_("a text in it is longer than {n} letters").format(n=LINE))

    def checked(label: str, text: str, read: Callable[[str], object]) -> object:
        if not text:
            return None
        try:
            return read(text)
        except InvalidValue:
            if not lenient:
                raise
            odd.append(f"{label}: {text}")
            return None

    relation = _RELATIONS.get(fold(more.relation), "")
    if more.relation and not relation:
        odd.append(_("Relation: {text}").format(text=more.relation))
    channel = said(more.preferred_channel, "channel").channel if more.preferred_channel else ""
    if more.preferred_channel and not channel:
        odd.append(_("Preferred channel: {text}").format(text=more.preferred_channel))
    anniversary = "" if _NO_DAY.fullmatch(to_ascii(more.anniversary)) else more.anniversary
    columns = (
        relation,
        more.owner,
        checked(_("Anniversary"), anniversary, day),
        channel or None,
        _do_not_contact(more.do_not_contact),
        checked(_("Keep in touch"), more.keep_days, keep_days),
    )
    return Taken(columns, tuple(odd))


def keep_days(text: str) -> int:
    """Read how often to keep in touch. Raises InvalidValue."""
    number = number_text(to_ascii(text))
    if not number.isdecimal() or len(number) > 9 or int(number) > MOST_DAYS:
        raise InvalidValue(
            _("{text} is no number of days from 0 to {most}.").format(
                text=excerpt(text), most=MOST_DAYS
            )
        )
    return int(number)


def _do_not_contact(text: str) -> int | None:
    """Take anything but a no for a yes: often it is the time when they said so."""
    if not text:
        return None
    try:
        return None if yes_or_no(text) == NO else 1
    except InvalidValue:
        return 1


def link_rows(seq: int, links: tuple[Link, ...]) -> list[tuple[int, str, str, str, str]]:
    """Return links as the stage keeps them; a role that there is not is left out."""
    return [
        (seq, link.role, link.ref, link.name[:LINE], fold(link.name))
        for link in links
        if link.role in _ROLES
    ]


def preferred_rows(seq: int, kinds: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return the kinds of which the first point is the preferred one."""
    return [(seq, kind) for kind in kinds if kind in _KINDS]


def own_rows(
    seq: int, more: More, readers: tuple[OwnReader, ...], odd: list[str], *, lenient: bool
) -> list[tuple[int, int, str]]:
    """Return what the own fields hold. Raises InvalidValue for what does not fit one."""
    rows = []
    for place, (text, reader) in enumerate(zip(more.own, readers, strict=False)):
        if not text:
            continue
        try:
            value = reader.read(text)
        except InvalidValue:
            if not lenient:
                raise
            odd.append(f"{reader.field.name}: {clean(text)}")
        else:
            if value:
                rows.append((seq, place, value))
    return rows


def unknown_link(role: str, name: str) -> str:
    """Return the line of a note that says whom a link should have led to."""
    return f"{role_label(role)}: {name}"
