"""What the user says with --map: which column holds which field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crmtui.errors import InvalidValue
from crmtui.exchange.headers.words import FIELDS, compact
from crmtui.locale import _
from crmtui.text.clean import clean
from crmtui.text.digits import to_ascii

SKIP = "skip"
"""Stands for a field that takes columns nobody wants."""

_AND = "\x1f"
"""Stands between the columns of a field that was mapped more than once."""

_ITEM = re.compile(r"((?:\\.|[^,\\])+)(?:,|$)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SHOWN = 20


def parse_map(text: str) -> dict[str, str]:
    r"""Read `name=Full Name,phone=3`; a comma inside a header is written `\,`."""
    explicit: dict[str, str] = {}
    for item in _ITEM.findall(text):
        field, equals, header = _ESCAPED.sub(r"\1", item).partition("=")
        field, header = field.strip().casefold(), header.strip()
        if not field or not equals or not header:
            raise InvalidValue(
                _("“{item}” does not say which column a field is in.").format(item=clean(item)),
                _("Write field=Header or field=number, like: --map 'name=Full Name,phone=3'"),
            )
        explicit[field] = explicit[field] + _AND + header if field in explicit else header
    return explicit


def explicit_columns(
    header: Sequence[str], kind: str, explicit: dict[str, str], own: Sequence[str] = ()
) -> dict[str, list[int]]:
    """Find the columns that were named, in any spelling, or given by number.

    `own` are the names of the shop's own fields.
    """
    told: dict[str, list[int]] = {}
    named = {compact(name): name for name in own}
    for said, places in explicit.items():
        field = said if said in FIELDS[kind] or said == SKIP else named.get(compact(said), "")
        if not field:
            raise InvalidValue(
                _("There is no field “{field}”.").format(field=clean(said)),
                _("The fields are: {fields}.").format(fields=", ".join((*FIELDS[kind], *own))),
            )
        told[field] = [at for place in places.split(_AND) for at in _places(header, place)]
    return told


def _places(header: Sequence[str], place: str) -> list[int]:
    """Find columns by the header as written, in another spelling, or by number."""
    exact = [at for at, cell in enumerate(header) if cell.strip() == place.strip()]
    alike = exact or [at for at, cell in enumerate(header) if compact(cell) == compact(place)]
    if alike and compact(place):
        return alike
    number = to_ascii(place.strip())
    if number.isdecimal() and 0 < int(number) <= len(header):
        return [int(number) - 1]
    raise InvalidValue(
        _("There is no column “{column}”.").format(column=clean(place)),
        _("The columns are: {columns}.").format(columns=shown(header)),
    )


def shown(header: Sequence[str]) -> str:
    """List the columns of a file in a message."""
    names = [clean(cell)[:60] or str(number) for number, cell in enumerate(header[:_SHOWN], 1)]
    return ", ".join(names) + (" …" if len(header) > _SHOWN else "")
