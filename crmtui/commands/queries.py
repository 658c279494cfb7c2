"""Filters on the command line: whom they find, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal
from crmtui.errors import UsageError
from crmtui.locale import _
from crmtui.text.query import from_arguments

if TYPE_CHECKING:
    from crmtui.reads.contacts import ContactLine
    from crmtui.reads.filters.condition import Asked

Query = Annotated[
    list[str] | None,
    Argument(
        help=_(
            "Words, and terms like status:lead city:Tehran tag:vip last>30d balance>0 "
            "-tag:old has:email segment:at-risk list:NAME."
        )
    ),
]
Sort = Annotated[str, Option(help=_("name, last-purchase, sum or newest."))]


def asked(here: Shop) -> Asked:
    """Return what a filter depends on beside the store."""
    from crmtui.reads.filters.condition import Asked

    return Asked(here.settings, here.now, here.as_of)


def query_text(words: list[str] | None) -> str:
    """Return the filter that the words of the shell make up."""
    return from_arguments(words or ())


def checked_sort(sort: str) -> str:
    """Return an order there is. Raises UsageError."""
    from crmtui.reads.contacts import SORTS

    if sort not in SORTS:
        raise UsageError(
            _("There is no order {name}.").format(name=sort),
            _("Choose one of: {choices}.").format(choices=", ".join(SORTS)),
        )
    return sort


def print_contacts(here: Shop, lines: list[ContactLine], empty: str) -> None:
    """Print contacts as lists show them."""
    rows: list[dict[str, Any]] = [
        line._asdict() | {"last_purchase": here.day(line.last_at)} for line in lines
    ]
    if here.json:
        write_json(rows)
        return
    if on_terminal():
        formats = here.formats
        for row in rows:
            row["phone"] = formats.phone(row["phone"], row["phone"])
            row["net"] = formats.money(row["net"], with_unit=False) if row["purchases"] else ""
            row["last_purchase"] = formats.ago(row["last_at"], here.today) if row["last_at"] else ""
    table(
        (
            Column("id", "#", right=True),
            Column("name", _("Name")),
            Column("phone", _("Phone")),
            Column("city", _("City")),
            Column("last_purchase", _("Last buy")),
            Column("purchases", _("Buys"), right=True),
            Column("net", here.formats.unit_name, right=True),
        ),
        rows,
        empty=empty,
    )
