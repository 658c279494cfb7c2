"""Which column of a file fills which field: as it was recognised, and as a person says instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmtui.errors import HeaderMismatch
from crmtui.exchange.headers.match import match
from crmtui.exchange.headers.told import SKIP
from crmtui.exchange.headers.words import FIELDS, compact, meaning
from crmtui.rules.custom import OwnField
from crmtui.writes.imports.options import (
    CONTACTS,
    DEALS,
    INTERACTIONS,
    PAYMENTS,
    PURCHASES,
    TICKETS,
)

MANY: Mapping[str, frozenset[str]] = {
    CONTACTS: frozenset(
        (
            *("phone", "email", "address", "street", "city", "region", "postcode", "country"),
            *("web", "instagram", "telegram", "whatsapp", "tags", "note"),
        )
    ),
    PURCHASES: frozenset(),
    INTERACTIONS: frozenset({"text"}),
    PAYMENTS: frozenset(),
    DEALS: frozenset(("closed", "note")),
    TICKETS: frozenset({"text"}),
}
"""Fields that several columns may fill; any other moves when it is given to another column."""

_OF_OURS = frozenset(("linked_to", "preferred_points"))
"""They mean something in files of ours only."""

Wanted = dict[int, str]
"""Column → its field; columns that nothing is read from are not in it."""


def offered(kind: str, own: Sequence[str] = ()) -> list[str]:
    """Return the fields that a person may choose, the shop's own behind the others."""
    fields = (field for field in FIELDS[kind] if field not in _OF_OURS)
    return [*(field for field in fields if not field.endswith("_labels")), *own]


def recognised(
    kind: str,
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    own: Sequence[OwnField] = (),
) -> Mapping[str, Sequence[int]]:
    """Return field → columns as the file alone tells, also where that is not enough for it."""
    try:
        return read_columns(kind, match(list(header), kind, samples=sample, own=own).columns)
    except HeaderMismatch:
        found: dict[str, list[int]] = {}
        for at, cell in enumerate(header):
            if (sense := meaning(cell.strip(), kind)) and not sense.is_label:
                found.setdefault(sense.field, []).append(at)
        return read_columns(kind, found)


def read_columns(kind: str, fields: Mapping[str, Sequence[int]]) -> Mapping[str, Sequence[int]]:
    """Return field → columns without those that nothing is read from: a sale takes the first."""
    several = MANY[kind] if kind in (PURCHASES, PAYMENTS, DEALS) else fields.keys()
    return {field: columns[: None if field in several else 1] for field, columns in fields.items()}


def wanted_of(fields: Mapping[str, Sequence[int]]) -> Wanted:
    """Turn it round: column → field."""
    return {at: field for field, columns in fields.items() for at in columns}


def given(kind: str, wanted: Wanted, at: int, field: str) -> Wanted:
    """Let a column fill a field, or none."""
    kept = {
        column: other
        for column, other in wanted.items()
        if column != at and (other != field or field in MANY[kind])
    }
    return kept | {at: field} if field else kept


def field_beside(kind: str, wanted: Wanted, at: int, step: int, own: Sequence[str] = ()) -> str:
    """Return the field after or before that of a column, passing over what others fill."""
    own = wanted.get(at, "")
    taken = set(wanted.values()) - MANY[kind] - {own}
    free = ["", *(field for field in offered(kind, own) if field not in taken)]
    return free[(free.index(own) + step) % len(free)] if own in free else ""


def map_text(
    header: Sequence[str],
    known: Mapping[str, Sequence[int]],
    wanted: Wanted,
    *,
    is_remembered: bool = False,
) -> str:
    """Say what differs from what is `known` of the file, as the option `map` takes it.

    What stays as it was recognised is not said: it keeps what its header tells beside the field.
    A remembered choice gives way only to one that says anything.
    """
    places: dict[str, list[int]] = {}
    for at, field in sorted(wanted.items()):
        places.setdefault(field, []).append(at)
    for field, columns in places.items():
        order = list(known.get(field, ()))
        columns.sort(key=lambda at: (order.index(at) if at in order else len(order), at))
    said = [
        f"{_escaped(field)}={_number(header, at)}"
        for field, columns in places.items()
        if columns != list(known.get(field, ()))
        for at in columns
    ]
    said += [
        f"{SKIP}={_number(header, at)}"
        for columns in known.values()
        for at in columns
        if at not in wanted
    ]
    if not said and is_remembered and places:
        field, columns = next(iter(places.items()))
        said = [f"{_escaped(field)}={_number(header, at)}" for at in columns]
    return ",".join(said)


def _escaped(field: str) -> str:
    """Return the name of a field such that a comma in it parts nothing."""
    return field.replace("\\", "\\\\").replace(",", "\\,")


def _number(header: Sequence[str], at: int) -> str:
    """Return the number of a column such that no header is taken for it."""
    number = str(at + 1)
    names = {compact(cell) for place, cell in enumerate(header) if place != at}
    while number in names:
        number = f"0{number}"
    return number
