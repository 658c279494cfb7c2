"""What a table must have at least, and what is said where it is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crmtui.errors import HeaderMismatch
from crmtui.exchange.headers.told import shown
from crmtui.locale import _
from crmtui.text.clean import clean

_REACHABLE = frozenset(("name", "given", "family", "nickname", "company", "phone", "email"))


class _Missing(NamedTuple):
    message: str
    needs: tuple[str, ...]
    example: str


def refuse_useless(
    header: list[str],
    kind: str,
    columns: Mapping[str, list[int]],
    samples: Sequence[Sequence[str]],
) -> None:
    """Raise HeaderMismatch if nothing can be made of the columns that were recognised."""
    checks = {
        "contacts": _no_person,
        "interactions": _no_interaction,
        "deals": _no_deal,
        "tickets": _no_ticket,
    }
    check = checks.get(kind, _no_sale)
    missing = check(columns)
    if missing is None:
        return
    first, last = (
        clean(header[at]).replace(",", "\\,") or str(at + 1) for at in (0, len(header) - 1)
    )
    hint = _("Say which is which, like: --map '{example}'.").format(
        example=missing.example.format(first=first, last=last)
    )
    if _is_data(header):
        hint += " " + _("Add --no-header if the first line holds values.")
    message = missing.message + " " + _("The columns are: {columns}.").format(columns=shown(header))
    raise HeaderMismatch(
        message, hint, needs=missing.needs, columns=list(_first_values(header, samples))
    )


def _no_person(columns: Mapping[str, list[int]]) -> _Missing | None:
    if _REACHABLE & columns.keys():
        return None
    message = _("No column was recognised as a name, a phone or an e-mail.")
    return _Missing(message, ("name",), "name={first},phone={last}")


def _no_interaction(columns: Mapping[str, list[int]]) -> _Missing | None:
    said = bool({"date", "text", "subject"} & columns.keys())
    whose = any(field.startswith("customer") for field in columns)
    if said and whose:
        return None
    message = (
        _("No column was recognised as a customer, a phone or an e-mail.")
        if said
        else _("No column was recognised as a date, nor as a text.")
    )
    needs = (() if said else ("date", "text")) + (() if whose else ("customer",))
    return _Missing(message, needs, "date={first},customer={last}")


def _no_deal(columns: Mapping[str, list[int]]) -> _Missing | None:
    known = {"id", "title", "company", "products", "stage", "outcome"} & columns.keys()
    if known or any(field.startswith("customer") for field in columns):
        return None
    message = _("No column was recognised as a title or a customer.")
    return _Missing(message, ("title",), "title={first},stage={last}")


def _no_ticket(columns: Mapping[str, list[int]]) -> _Missing | None:
    dated = bool({"at", "opened"} & columns.keys())
    named = bool({"id", "subject", "text"} & columns.keys())
    if dated and named:
        return None
    message = (
        _("No column was recognised as the id or the subject of a ticket.")
        if dated
        else _("No column was recognised as a date.")
    )
    needs = (() if named else ("id",)) + (() if dated else ("at",))
    return _Missing(message, needs, "id={first},at={last}")


def _no_sale(columns: Mapping[str, list[int]]) -> _Missing | None:
    paid = "amount" in columns or {"quantity", "price"} <= columns.keys()
    dated = "date" in columns
    if paid and dated:
        return None
    message = (
        _("No column was recognised as a date.")
        if paid
        else _("No column was recognised as an amount, nor as quantity and price.")
    )
    needs = (() if dated else ("date",)) + (() if paid else ("amount",))
    return _Missing(message, needs, "date={first},amount={last}")


def _first_values(header: list[str], samples: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Pair each column with the first value in it."""
    return [
        (cell, next((row[at] for row in samples if at < len(row) and row[at].strip()), ""))
        for at, cell in enumerate(header)
    ]


def _is_data(header: list[str]) -> bool:
    return any("@" in cell or sum(map(str.isdigit, cell)) > 3 for cell in header)
