"""Columns of the shop's own fields: what they are called, and what our own files say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.exchange.guard import unguard
from crmtui.exchange.headers.told import SKIP
from crmtui.exchange.headers.words import compact, meaning
from crmtui.locale import _
from crmtui.rules.custom import CHOICE, KINDS, LONGEST_NAME, OwnField, read_choices
from crmtui.text.clean import clean, excerpt

_BESIDE = re.compile(
    rf"(.+) \[({'|'.join(KINDS)})(?: ([A-Z]{{3}})|: ([^]\[]*))?\]",
    re.DOTALL,
)


class OwnColumn(NamedTuple):
    """A field of the shop's own as a file has it."""

    field: OwnField
    currency: str = ""
    """The code of its amounts, where the file says it."""


def header_of(field: OwnField, currency: str) -> str:
    """Return the header of a field in our files, from which an empty store makes it again.

    Like `Shoe size [number]`, `Fit [choice: S, M, L]` or `Deposit [money EUR]`.
    """
    more = ""
    if field.kind == "money":
        more = f" {currency}"
    elif field.kind == CHOICE:
        more = f": {', '.join(field.choices)}"
    return f"{field.name} [{field.kind}{more}]"


def described(header: str) -> OwnColumn | None:
    """Read a header that `header_of` wrote; None for any other."""
    found = _BESIDE.fullmatch(unguard(header.strip()))
    return checked(found[1], found[2], found[4] or "", found[3] or "") if found else None


def checked(name: str, kind: str, choices: str, currency: str) -> OwnColumn | None:
    """Return a field as a file describes it; None for one that there cannot be."""
    try:
        offered = read_choices(choices.split(","))
        name = check_name(name)
    except InvalidValue:
        return None
    possible = kind in KINDS and bool(offered) == (kind == CHOICE)
    return OwnColumn(OwnField(name, kind, offered), currency) if possible else None


def own_columns(
    header: Sequence[str], fields: Iterable[OwnField], *, is_ours: bool
) -> dict[int, OwnColumn]:
    """Find the columns of own fields: those of the store, and those that a file of ours describes.

    What the store has stays as it is there.
    """
    held = {compact(field.name): field for field in fields}
    found = {}
    for at, cell in enumerate(header):
        said = described(cell) if is_ours else None
        column = said or OwnColumn(OwnField(clean(unguard(cell)), ""))
        if field := held.get(compact(column.field.name)):
            found[at] = column._replace(field=field)
        elif said:
            found[at] = said
    return found


def check_name(name: str) -> str:
    """Return a name as it is kept. Raises InvalidValue for one that cannot be told from others.

    It is the name of a column too: that of a phone must go on meaning the phone.
    """
    name = clean(name)
    if not compact(name):
        raise InvalidValue(
            _("The name has no letters or digits in it."), _("Give a name that can be searched.")
        )
    if "=" in name:
        raise InvalidValue(_("The name of a field cannot hold the sign =."))
    if len(name) > LONGEST_NAME:
        raise InvalidValue(_("The name is longer than {n} letters.").format(n=LONGEST_NAME))
    found = meaning(name, "contacts")
    if found or name.casefold() == SKIP or name.isdigit():
        raise InvalidValue(
            _("{name} cannot be the name of a field: in files it means {field}.").format(
                name=excerpt(name),
                field=found.field if found else _("something else"),
            ),
            _("Choose a name that says more, like the subject beside it."),
        )
    return name
