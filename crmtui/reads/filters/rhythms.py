"""Filters by the customers' own rhythm: who is late, and how late."""

from __future__ import annotations

from collections.abc import Callable
from operator import ge, gt, le, lt

from crmtui.locale import _
from crmtui.reads.filters.condition import Condition, Ground, need_equals, one_of, wrong
from crmtui.reads.filters.texts import fixed_word
from crmtui.reads.rhythm import rhythms
from crmtui.reads.segment_scales import BUYERS
from crmtui.rules.rhythm import LEAST_DAYS, Rhythm
from crmtui.text.clean import excerpt
from crmtui.text.query import Term

_SIGNS: dict[str, Callable[[float, float], bool]] = {">": gt, ">=": ge, "<": lt, "<=": le}


def late(ground: Ground, term: Term) -> Condition:
    """Fit who is late against their own rhythm; with < or >, how many usual gaps have passed.

    The purchases of everybody who bought often enough are read: a second for a million.
    """
    fits = _how_late(term) if term.sign in _SIGNS else _is_late(term)
    rows = ground.connection.execute(
        f"SELECT contact_id {BUYERS} AND purchases >= ?", (LEAST_DAYS,)
    ).fetchall()
    regulars = (contact for (contact,) in rows)
    zone = ground.asked.settings["zone"]
    found = rhythms(ground.connection, regulars, ground.today, zone)
    return one_of("c.id", [contact for contact, rhythm in found if fits(rhythm)])


def _is_late(term: Term) -> Callable[[Rhythm], bool]:
    wanted = (fixed_word(term, term.value) == "yes") is not need_equals(term)
    return lambda rhythm: rhythm.is_late is wanted


def _how_late(term: Term) -> Callable[[Rhythm], bool]:
    compare = _SIGNS[term.sign]
    try:
        gaps = float(term.value)
        if not 0 <= gaps < 1e6:
            raise ValueError
    except ValueError:
        raise wrong(
            term,
            _("{value} is not how many usual gaps have passed.").format(value=excerpt(term.value)),
            _("Write {field}>2 or {field}:yes.").format(field=excerpt(term.field)),
        ) from None
    return lambda rhythm: compare(rhythm.lateness, gaps)
