"""Find which column of a file holds which field."""

from __future__ import annotations

import re
from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from crmtui.exchange.headers.contacts import CONTACT_FIELDS
from crmtui.exchange.headers.needs import refuse_useless
from crmtui.exchange.headers.own import OwnColumn, own_columns
from crmtui.exchange.headers.programs import AMOUNT_PER_ORDER, OURS, columns_of, source_of
from crmtui.exchange.headers.purchases import PURCHASE_FIELDS
from crmtui.exchange.headers.settle import (
    drop_dateless,
    read_values,
    settle_contacts,
    settle_deals,
    settle_purchases,
)
from crmtui.exchange.headers.told import explicit_columns, parse_map
from crmtui.exchange.headers.words import (
    ADDRESS_PARTS,
    FIELDS,
    SEVERAL,
    Meaning,
    currency_of,
    hint_of,
    known,
    meaning,
    unit_named,
)
from crmtui.rules.custom import OwnField

__all__ = [
    "CONTACT_FIELDS",
    "PURCHASE_FIELDS",
    "Mapping",
    "hits",
    "match",
    "parse_map",
    "source_of",
]

_CURRENCY_CODE = re.compile(r"[A-Z]{3}")
_PHONE_ORDER = {"mobile": 0, "": 1, "main": 1, "home": 2, "work": 2, "other": 3}


_NONE: ReadOnly[Any, Any] = MappingProxyType({})


class Mapping(NamedTuple):
    """Where the fields are, and what could not be placed."""

    columns: dict[str, list[int]]
    """Field → its columns, the preferred one first."""
    unknown: list[str]
    """Headers that nobody took."""
    hints: ReadOnly[str, str] = _NONE
    """Field → what its header says of the values: rial or toman, jalali or gregorian.

    `currency` is a code like EUR; `amount_per` is "order" where each line of an order repeats or
    leaves out the amount of the whole order.
    """
    labels: ReadOnly[int, str] = _NONE
    """Column → which of several it is, like home or mobile."""
    label_columns: ReadOnly[int, int] = _NONE
    """Column → the column beside it that holds its label."""
    groups: ReadOnly[int, str] = _NONE
    """Column → the address it is a part of."""
    own: tuple[OwnColumn, ...] = ()
    """The shop's own fields that stand in it; their columns are found under their names."""


def hits(header: Sequence[str]) -> int:
    """Count the cells that name a field of any kind."""
    return sum(1 for cell in header if known(cell.strip()))


def match(
    header: list[str],
    kind: str,
    explicit: dict[str, str] | None = None,
    *,
    samples: Sequence[Sequence[str]] = (),
    own: Sequence[OwnField] = (),
) -> Mapping:
    """Map the columns to the fields of `kind` (contacts or purchases); explicit ones win.

    `own` are the fields that the shop has added to its contacts.
    """
    kind = kind if kind in FIELDS else kind + "s"
    own_at: dict[int, OwnColumn] = {}
    if kind == "contacts":
        own_at = own_columns(header, own, is_ours=source_of(header) == OURS)
    told = explicit_columns(header, kind, explicit or {}, [field.name for field in own])
    told |= _own_told(own_at, told)
    told |= {
        field: columns
        for field, columns in columns_of(header, kind).items()
        if field not in told and not _taken(columns, told)
    }
    meanings = _meanings(header, kind, told)
    settle = {"contacts": settle_contacts, "deals": settle_deals}.get(kind, settle_purchases)
    settle(header, meanings, set(told))
    read_values(header, kind, meanings, told, samples)
    drop_dateless(kind, meanings, samples)
    found = told | _ordered(meanings, samples)
    named = {column.field.name: column for column in (*map(OwnColumn, own), *own_at.values())}
    columns = {field: found[field] for field in (*FIELDS[kind], *named) if field in found}
    _learn_told(header, kind, told, meanings)
    refuse_useless(header, kind, columns, samples)
    mapping = _mapping(header, meanings, columns, _hints(header, columns, samples))
    return mapping._replace(own=tuple(named[field] for field in columns if field in named))


def _own_told(own_at: dict[int, OwnColumn], told: dict[str, list[int]]) -> dict[str, list[int]]:
    """Return the columns of own fields that nobody said anything else about."""
    taken = {at for columns in told.values() for at in columns}
    found: dict[str, list[int]] = {}
    for at, column in own_at.items():
        if at not in taken and column.field.name not in told:
            found.setdefault(column.field.name, []).append(at)
    return found


def _taken(columns: list[int], told: dict[str, list[int]]) -> bool:
    return any(at in others for at in columns for others in told.values())


def _meanings(header: list[str], kind: str, told: dict[str, list[int]]) -> dict[int, Meaning]:
    taken = {at for columns in told.values() for at in columns}
    found = {
        at: sense
        for at, cell in enumerate(header)
        if (sense := meaning(cell.strip(), kind)) and at not in taken
    }
    return {at: sense for at, sense in found.items() if sense.field not in told}


def _ordered(
    meanings: dict[int, Meaning], samples: Sequence[Sequence[str]]
) -> dict[str, list[int]]:
    """Put likelier names first, and columns that are empty in every sample last."""

    def order(at: int) -> tuple[bool, int, int]:
        sense = meanings[at]
        rank = 0 if sense.field in SEVERAL else sense.rank
        if sense.field == "phone":
            rank = _PHONE_ORDER.get(sense.label, 9)
        empty = bool(samples) and not any(at < len(row) and row[at].strip() for row in samples)
        return empty, rank, at

    columns: dict[str, list[int]] = {}
    for at in sorted((at for at, sense in meanings.items() if not sense.is_label), key=order):
        columns.setdefault(meanings[at].field, []).append(at)
    return columns


def _learn_told(
    header: list[str], kind: str, told: dict[str, list[int]], meanings: dict[int, Meaning]
) -> None:
    """Let columns that were mapped by hand keep the label that their header gives them."""
    for field, places in told.items():
        for at in places:
            sense = meaning(header[at].strip(), kind)
            fits = sense and sense.field == field and not sense.is_label
            meanings[at] = sense if sense and fits else Meaning(field, 0)


def _hints(
    header: list[str], columns: dict[str, list[int]], samples: Sequence[Sequence[str]]
) -> dict[str, str]:
    """Say what is known of the values beforehand."""
    hints = {
        field: hint
        for field, places in columns.items()
        if (hint := hint_of(header[places[0]], field))
    }
    for field in ("amount", "price"):
        if field in columns and (code := currency_of(header[columns[field][0]])):
            hints["currency"] = code
    if name := _only_value(columns.get("currency", []), samples):
        if _CURRENCY_CODE.fullmatch(name):
            hints["currency"] = name
        if unit := unit_named(name):
            hints = {"amount": unit, "price": unit} | hints
    if "amount" in columns and source_of(header) in AMOUNT_PER_ORDER:
        hints["amount_per"] = "order"
    return hints


def _only_value(places: list[int], samples: Sequence[Sequence[str]]) -> str:
    """Return what stands in every row of a column; "" if that differs."""
    named = {row[at].strip() for at in places[:1] for row in samples if at < len(row)} - {""}
    return named.pop() if len(named) == 1 else ""


def _mapping(
    header: list[str],
    meanings: dict[int, Meaning],
    columns: dict[str, list[int]],
    hints: dict[str, str],
) -> Mapping:
    taken = {at for places in columns.values() for at in places}
    beside = {_pair(sense): at for at, sense in meanings.items() if sense.is_label}
    label_columns = {
        at: beside[_pair(sense)]
        for at, sense in meanings.items()
        if at in taken and _pair(sense) in beside
    }
    taken |= set(beside.values())
    return Mapping(
        columns,
        [cell for at, cell in enumerate(header) if at not in taken and cell.strip()],
        hints,
        {at: meanings[at].label for at in taken if at in meanings and meanings[at].label},
        label_columns,
        {at: meanings[at].group for at in taken if at in meanings},
    )


def _pair(sense: Meaning) -> tuple[str, str]:
    """Return what a value and the label beside it have in common."""
    return "address" if sense.field in ADDRESS_PARTS else sense.field, sense.group
