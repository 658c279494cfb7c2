"""Conditions of SQL with the values bound to them, about the contact `c`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.settings import Settings
from crmtui.text.clean import excerpt
from crmtui.text.query import Term

if TYPE_CHECKING:
    from crmtui.reads.segments import Segmentation


class Condition(NamedTuple):
    """A piece of a WHERE clause."""

    sql: str
    binds: tuple[Any, ...] = ()

    def negated(self) -> Condition:
        """Return what holds for everybody else, those without a value too."""
        return Condition(f"({self.sql}) IS NOT TRUE", self.binds)


EVERYBODY = Condition("1")
NOBODY = Condition("0")
SQL_SIGNS = {":": "=", "=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


_MOST = 400
"""Parts of a condition; SQLite takes a thousand, one within the other."""


class Asked(NamedTuple):
    """What a filter depends on beside the store."""

    settings: Settings
    now: datetime
    as_of: date | None = None
    """The day of the segments, if it is not today."""
    segmentation: Segmentation | None = None
    """The segments, if they were computed already."""


class Ground:
    """What conditions are made from: the store, and what was asked."""

    def __init__(self, connection: sqlite3.Connection, asked: Asked) -> None:
        self.connection = connection
        self.asked = asked
        self.formats = asked.settings.formats()

    @cached_property
    def today(self) -> date:
        """The day in the shop's zone."""
        return self.formats.day(self.asked.now)


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Return what holds where each of them does."""
    return _joined(" AND ", list(conditions), EVERYBODY)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Return what holds where one of them does."""
    return _joined(" OR ", list(conditions), NOBODY)


def _joined(word: str, conditions: list[Condition], none: Condition) -> Condition:
    if len(conditions) < 2:
        return conditions[0] if conditions else none
    if len(conditions) > _MOST:
        raise InvalidValue(
            _("The filter has too many parts."), _("Save some of it as a list, and name that.")
        )
    sql = word.join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, tuple(bind for condition in conditions for bind in condition.binds))


def one_of(column: str, values: Iterable[str | int]) -> Condition:
    """Return what holds where a column has one of these values, however many they are."""
    listed = list(values)
    if len(listed) == 1:
        return Condition(f"{column} = ?", (listed[0],))
    if not listed:
        return NOBODY
    return Condition(
        f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(listed, ensure_ascii=False),)
    )


def compared(expression: str, sign: str, value: object) -> Condition:
    """Return the comparison of an expression with a value."""
    return Condition(f"{expression} {SQL_SIGNS[sign]} ?", (value,))


def wrong(term: Term, why: str, hint: str) -> InvalidValue:
    """Build the error for a term that cannot be understood."""
    return InvalidValue(_('"{term}": {why}').format(term=excerpt(term.text), why=why), hint)


def need_equals(term: Term) -> bool:
    """Tell whether a term says "is not"; raise InvalidValue if it says more or less."""
    if term.sign in (":", "=", "!="):
        return term.sign == "!="
    raise wrong(
        term,
        _("there is no more or less here."),
        _("Write {field}:VALUE, or -{field}:VALUE for everybody else.").format(
            field=excerpt(term.field)
        ),
    )
