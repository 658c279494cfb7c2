"""Filters by what was written: a name, a city, a tag, a note, a wish; and by fixed words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from crmtui.locale import _
from crmtui.reads.filters.condition import (
    NOBODY,
    Condition,
    Ground,
    any_of,
    need_equals,
    one_of,
    wrong,
)
from crmtui.text.clean import clean, excerpt
from crmtui.text.fold import fold, fold_all
from crmtui.text.phones import phone_digits, phone_key
from crmtui.text.query import Term
from crmtui.text.query_words import word_named, words_of

COLUMNS = {
    "city": "city",
    "source": "source",
    "owner": "owner",
    "title": "job_title",
    "nickname": "nickname",
}
"""Columns of text that many contacts share."""
FIXED = {"status": "status", "relation": "relation", "kind": "kind", "channel": "preferred_channel"}


def column(ground: Ground, term: Term) -> Condition:
    """Fit a column of text: `:` any part of it, `=` the whole."""
    name = COLUMNS[term.field]
    values = [
        value for (value,) in ground.connection.execute(f"SELECT DISTINCT {name} FROM contact")
    ]
    return _not_if(need_equals(term), one_of(f"c.{name}", _fitting(values, term)))


def fixed(ground: Ground, term: Term) -> Condition:
    """Fit a column of fixed words."""
    words = [fixed_word(term, choice) for choice in term.choices]
    return _not_if(need_equals(term), one_of(f"c.{FIXED[term.field]}", words))


def fixed_word(term: Term, text: str) -> str:
    """Return the fixed word that a text means. Raises InvalidValue."""
    word = word_named(term.field, text)
    if word is None:
        raise wrong(
            term,
            _("{value} is not possible.").format(value=excerpt(text) or '""'),
            _("Choose one of: {choices}.").format(choices=", ".join(words_of(term.field))),
        )
    return word


def dnc(ground: Ground, term: Term) -> Condition:
    """Fit who does not want to be reached: yes or no."""
    wanted = fixed_word(term, term.value) == "yes"
    return _not_if(need_equals(term), Condition("c.do_not_contact = ?", (int(wanted),)))


def name(ground: Ground, term: Term) -> Condition:
    """Fit the name, which is kept folded."""
    return _not_if(need_equals(term), _keyed("c.name_key", term))


def company(ground: Ground, term: Term) -> Condition:
    """Fit where they work."""
    if not term.value:
        found = Condition("c.company_id IS NULL")
    else:
        inner = _keyed("o.name_key", term)
        found = Condition(
            f"c.company_id IN (SELECT o.id FROM contact o WHERE {inner.sql})", inner.binds
        )
    return _not_if(need_equals(term), found)


def tag(ground: Ground, term: Term) -> Condition:
    """Fit a tag, by its whole name."""
    keys = [fold(clean(choice)) for choice in term.choices]
    if not term.value:
        found = Condition("NOT EXISTS (SELECT 1 FROM contact_tag WHERE contact_id = c.id)")
    else:
        tags = one_of("t.key", keys)
        found = Condition(
            "c.id IN (SELECT ct.contact_id FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id "
            f"WHERE {tags.sql})",
            tags.binds,
        )
    return _not_if(need_equals(term), found)


def email(ground: Ground, term: Term) -> Condition:
    """Fit an e-mail address."""
    return _not_if(need_equals(term), _pointed("email", _keyed("p.key", term)))


def phone(ground: Ground, term: Term) -> Condition:
    """Fit a phone in any notation, or any digits of one."""
    region = ground.formats.region
    wanted: set[str] = set()
    for choice in term.choices:
        digits = phone_digits(choice)
        if not digits:
            raise wrong(term, _("there are no digits in it."), _("Write phone:0912."))
        wanted.add(digits.removeprefix("00"))
        if key := phone_key(choice, region):
            wanted.add(key)
        elif digits[0] == "0" and region.country == "IR":
            wanted.add("+98" + digits[1:])
    found = any_of(Condition("instr(p.key, ?) > 0", (digits,)) for digits in sorted(wanted))
    return _not_if(need_equals(term), _pointed("phone", found))


def note(ground: Ground, term: Term) -> Condition:
    """Fit words of the note."""
    return _read_through(
        ground, term, "SELECT id, note FROM contact WHERE note <> '' AND deleted_at IS NULL"
    )


def need(ground: Ground, term: Term) -> Condition:
    """Fit words of a wish that is still open."""
    return _read_through(ground, term, "SELECT contact_id, text FROM need WHERE met_at IS NULL")


def own_text(ground: Ground, term: Term, field: int) -> Condition:
    """Fit a field of the shop's own that holds text."""
    values = [
        value
        for (value,) in ground.connection.execute(
            "SELECT DISTINCT value FROM custom_value WHERE field_id = ?", (field,)
        )
    ]
    inner = one_of("v.value", _fitting(values, term))
    found = Condition(
        f"c.id IN (SELECT v.contact_id FROM custom_value v WHERE v.field_id = ? AND {inner.sql})",
        (field, *inner.binds),
    )
    return _not_if(need_equals(term), found)


def _fitting(values: Iterable[str], term: Term) -> list[str]:
    """Return the values that a term fits; folding each distinct one costs less than each row."""
    fits = _fits(term)
    return [value for value in values if fits(fold(value))]


def _fits(term: Term) -> Callable[[str], bool]:
    wanted = [fold(choice) for choice in term.choices]
    if term.sign == ":" and term.value:
        return lambda key: any(part in key for part in wanted if part)
    return lambda key: key in wanted


def _keyed(column: str, term: Term) -> Condition:
    """Fit a column that is kept folded."""
    wanted = [fold(choice) for choice in term.choices]
    if term.sign != ":":
        return one_of(column, wanted)
    return any_of(Condition(f"instr({column}, ?) > 0", (part,)) for part in wanted if part)


def _pointed(kind: str, inner: Condition) -> Condition:
    return Condition(
        "c.id IN (SELECT p.contact_id FROM contact_point p "
        f"WHERE p.kind = '{kind}' AND ({inner.sql}))",
        inner.binds,
    )


def _read_through(ground: Ground, term: Term, sql: str) -> Condition:
    """Fit texts that are all different: they are read and folded all at once."""
    is_not = need_equals(term)
    rows: list[sqlite3.Row] = ground.connection.execute(sql).fetchall()
    fits = _fits(term._replace(sign=":"))
    keys = fold_all([" ".join(row[1].split()) for row in rows]) if rows else []
    found = [row[0] for row, key in zip(rows, keys, strict=True) if fits(key)]
    return _not_if(is_not, one_of("c.id", found) if found else NOBODY)


def _not_if(is_not: bool, condition: Condition) -> Condition:
    return condition.negated() if is_not else condition
