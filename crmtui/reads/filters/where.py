"""From a filter as typed to the condition that finds whom it fits."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.filters import birthdays, days, deals, has, numbers, own, rhythms, texts
from crmtui.reads.filters.condition import Asked, Condition, Ground, all_of, one_of, wrong
from crmtui.reads.saved_lists import saved_list
from crmtui.reads.search import fitting_ids
from crmtui.text.clean import excerpt
from crmtui.text.query import Term, parse
from crmtui.text.query_words import field_named, field_names

Maker = Callable[[Ground, Term], Condition]

_DEEPEST = 20
"""Lists within lists."""

_MAKERS: dict[str, Maker] = {
    "id": numbers.number,
    "name": texts.name,
    "company": texts.company,
    "tag": texts.tag,
    "dnc": texts.dnc,
    "keep": numbers.keep,
    "late": rhythms.late,
    "phone": texts.phone,
    "email": texts.email,
    "has": has.has,
    "no": has.has,
    "birthday": birthdays.birthday,
    "anniversary": birthdays.birthday,
    "bought": numbers.count,
    "task": has.task,
    "need": texts.need,
    "deal": deals.deal,
    "note": texts.note,
    **dict.fromkeys(texts.COLUMNS, texts.column),
    **dict.fromkeys(texts.FIXED, texts.fixed),
    **dict.fromkeys(days.MOMENTS, days.moment),
    **dict.fromkeys(("sum", "refunds", "balance"), numbers.money),
}
"""What makes the condition of each field; segments and lists are below."""


def where(connection: sqlite3.Connection, text: str, asked: Asked) -> Condition:
    """Return the condition of a filter. Raises InvalidValue naming the term that is wrong."""
    return _where(Ground(connection, asked), text, ())


def needs_segments(text: str) -> bool:
    """Tell whether a filter may depend on the segments; a list may, whatever it is."""
    return any(field_named(term.field) in ("segment", "list") for term in parse(text).terms)


def _where(ground: Ground, text: str, within: tuple[str, ...]) -> Condition:
    return all_of(_conditions(ground, text, within))


def _conditions(ground: Ground, text: str, within: tuple[str, ...]) -> Iterator[Condition]:
    found = parse(text)
    for term in found.terms:
        condition = _made(ground, term, within)
        yield condition.negated() if term.negated else condition
    if found.words:
        yield one_of("c.id", fitting_ids(ground.connection, found.words))
    for phrase in found.phrases:
        yield one_of("c.id", fitting_ids(ground.connection, phrase, as_it_is=True))
    for words in found.unwanted:
        yield one_of("c.id", fitting_ids(ground.connection, words)).negated()


def _made(ground: Ground, term: Term, within: tuple[str, ...]) -> Condition:
    field = field_named(term.field)
    own_field = own.own_field(ground, term.field) if field is None else None
    if field is None and own_field is None:
        raise _unknown(ground, term)
    if not term.value and not term.quoted:
        raise wrong(
            term,
            _("a value is missing."),
            _('Write what it should be; {field}:"" is for none.').format(field=excerpt(term.field)),
        )
    if own_field is not None:
        return own.own(ground, term, own_field)
    term = term._replace(field=field or "")
    if field == "list":
        return _listed(ground, term, within)
    if field == "segment":
        return _segment(ground, term)
    return _MAKERS[term.field](ground, term)


def _listed(ground: Ground, term: Term, within: tuple[str, ...]) -> Condition:
    """Fit who is in a named list, whose query may name others."""
    found = saved_list(ground.connection, term.value)
    if found.key in within:
        raise wrong(
            term,
            _("the list {name} would contain itself.").format(name=excerpt(found.name)),
            _("Save it anew without that: `crm list save NAME QUERY`."),
        )
    if len(within) > _DEEPEST:
        raise wrong(term, _("too many lists lie one within the other."), _("Save it anew."))
    return _where(ground, found.query, (*within, found.key))


def _segment(ground: Ground, term: Term) -> Condition:
    """Fit a segment, as everybody's was computed, or as they are today."""
    wanted = {texts.fixed_word(term, choice) for choice in term.choices}
    asked = ground.asked
    if asked.segmentation is None and asked.as_of is None:
        return _segment_today(ground, wanted)
    from crmtui.reads.segments import segmentation

    found = asked.segmentation or segmentation(
        ground.connection, asked.settings, today=ground.today, as_of=asked.as_of
    )
    if "prospect" in wanted:  # everybody who is in none of the others
        others = [buyer.id for buyer in found.buyers if buyer.segment not in wanted]
        return one_of("c.id", others).negated()
    return one_of("c.id", [buyer.id for buyer in found.buyers if buyer.segment in wanted])


def _segment_today(ground: Ground, wanted: set[str]) -> Condition:
    from crmtui.reads.segment_scales import PROSPECT, scales
    from crmtui.rules.rfm import SEGMENTS

    found = scales(ground.connection, ground.asked.settings, ground.today)
    if PROSPECT not in wanted:
        return one_of("c.id", found.members(ground.connection, wanted))
    return one_of("c.id", found.members(ground.connection, set(SEGMENTS) - wanted)).negated()


def _unknown(ground: Ground, term: Term) -> InvalidValue:
    from difflib import get_close_matches

    names = [*field_names(), *(field.name for field in own.own_fields(ground))]
    near = get_close_matches(term.field.lower(), names, n=1, cutoff=0.5)
    hint = _("Did you mean {name}?").format(name=near[0]) if near else _known()
    return wrong(term, _("there is no field {name}.").format(name=excerpt(term.field)), hint)


def _known() -> str:
    from crmtui.text.query_words import FIELDS

    return _("The fields are: {names}.").format(names=", ".join(FIELDS))
