"""Filters by numbers and amounts: how often, for how much, what is owed."""

from __future__ import annotations

import operator
from collections.abc import Callable

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.reads.filters.condition import (
    SQL_SIGNS,
    Condition,
    Ground,
    compared,
    need_equals,
    one_of,
    wrong,
)
from crmtui.text.clean import excerpt
from crmtui.text.query import Term

_TESTS: dict[str, Callable[[int, int], bool]] = {
    ":": operator.eq,
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_LARGEST = 2**63
_STATS = "SELECT contact_id FROM customer_stats WHERE {sum} {sign} ?"
SUMS = {
    "bought": _STATS.replace("{sum}", "purchases"),
    "sum": _STATS.replace("{sum}", "gross + refunds"),
    "refunds": _STATS.replace("{sum}", "-refunds"),
    "balance": (
        "SELECT contact_id FROM (SELECT contact_id, amount FROM purchase WHERE on_account = 1 "
        "UNION ALL SELECT contact_id, -amount FROM payment) WHERE contact_id IS NOT NULL "
        "GROUP BY contact_id HAVING sum(amount) {sign} ?"
    ),
}
"""Whose sum compares with a value; who is in none of these tables has a sum of zero."""
_OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def count(ground: Ground, term: Term) -> Condition:
    """Compare how many purchases there are."""
    return _summed(term, whole_number(term))


def money(ground: Ground, term: Term) -> Condition:
    """Compare an amount, written in the unit of the shop."""
    return _summed(term, amount(ground, term))


def number(ground: Ground, term: Term) -> Condition:
    """Compare the number of a contact; several may stand with commas between them."""
    if term.sign in (":", "=", "!="):
        found = one_of("c.id", [whole_number(term, choice) for choice in term.choices])
        return found.negated() if need_equals(term) else found
    return compared("c.id", term.sign, whole_number(term))


def keep(ground: Ground, term: Term) -> Condition:
    """Compare the days of keeping in touch."""
    return compared("c.keep_days", term.sign, whole_number(term))


def whole_number(term: Term, text: str | None = None) -> int:
    """Read a whole number. Raises InvalidValue."""
    text = (term.value if text is None else text).replace(",", "").strip()
    if text.removeprefix("-").isdecimal() and abs(int(text[:20])) < _LARGEST:
        return int(text)
    raise wrong(
        term,
        _("{value} is not a whole number.").format(value=excerpt(text) or '""'),
        _("Write {field}>3 or {field}:3.").format(field=excerpt(term.field)),
    )


def amount(ground: Ground, term: Term) -> int:
    """Read an amount as minor units. Raises InvalidValue."""
    try:
        return ground.formats.parse_amount(term.value).minor
    except InvalidValue as error:
        example = _("Write {field}>1,250,000.").format(field=excerpt(term.field))
        raise wrong(term, error.message + ".", error.hint or example) from error


def _summed(term: Term, value: int) -> Condition:
    """Compare a sum: where nothing would fit as well, leave out whose sum does not."""
    sign = SQL_SIGNS[term.sign]
    source = SUMS[term.field]
    if _TESTS[term.sign](0, value):
        return Condition(f"c.id NOT IN ({source.format(sign=_OPPOSITE[sign])})", (value,))
    return Condition(f"c.id IN ({source.format(sign=sign)})", (value,))
