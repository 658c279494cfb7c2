"""What only some files say of a contact: who looks after them, links to others, own fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from crmtui.exchange.cells import apart
from crmtui.text.clean import clean

REFERRED_BY = "referred-by"

MORE_SINGLES = (
    *("relation", "owner", "anniversary", "preferred_channel", "do_not_contact", "keep_days"),
)
_LISTS = ("referred_by", "linked_to", "preferred_points")
_OTHER = re.compile(r"#([0-9]+)(?: (.*))?", re.DOTALL)


class Link(NamedTuple):
    """What a contact is to another one."""

    role: str
    ref: str
    """The other's id in the program that the file comes from; "" where only a name is said."""
    name: str


class More(NamedTuple):
    """What few files say; all as found."""

    relation: str = ""
    owner: str = ""
    anniversary: str = ""
    preferred_channel: str = ""
    do_not_contact: str = ""
    keep_days: str = ""
    links: tuple[Link, ...] = ()
    preferred: tuple[str, ...] = ()
    """The kinds of which the first point is the preferred one."""
    own: tuple[str, ...] = ()
    """What the shop's own fields hold, in the order in which the mapping or the file has them."""

    def texts(self) -> list[str]:
        """Return everything that is said."""
        links = chain.from_iterable(self.links)
        return [*self[:6], *links, *self.preferred, *self.own]


def more_fields(own: Sequence[str]) -> tuple[str, ...]:
    """Return the fields of a mapping that `more_of` takes the cells of."""
    return (*MORE_SINGLES, *_LISTS, *own)


def more_of(cells: Sequence[str], *, is_ours: bool) -> More | None:
    """Make sense of the cells of `more_fields`; None where all are empty."""
    if not any(cells):
        return None
    singles, own = cells[: len(MORE_SINGLES)], cells[len(MORE_SINGLES) + len(_LISTS) :]
    referred, linked, preferred = cells[len(MORE_SINGLES) : len(MORE_SINGLES) + len(_LISTS)]
    links = [link_to(REFERRED_BY, other, is_ours=is_ours) for other in _several(referred)]
    if is_ours:
        links += [
            link_to(role, other, is_ours=True)
            for text in _several(linked)
            for role, _blank, other in [text.partition(" ")]
        ]
    kinds = tuple(_several(preferred)) if is_ours else ()
    relation, owner, anniversary, channel, silent, days = singles
    return More(
        relation, owner, anniversary, channel, silent, days, tuple(links), kinds, tuple(own)
    )


def link_to(role: str, other: str, *, is_ours: bool) -> Link:
    """Read whom a link leads to: in a file of ours "#12 Ali Rezaei", else a name."""
    found = _OTHER.fullmatch(other) if is_ours else None
    return Link(role, found[1], clean(found[2] or "")) if found else Link(role, "", other)


def other_text(number: int, name: str) -> str:
    """Write whom a link leads to."""
    return f"#{number} {name}"


def _several(cell: str) -> list[str]:
    return [text for text in apart(cell) if text] if cell else []
