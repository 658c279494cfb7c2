"""The price index, by which amounts of different years can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Context

from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import on_terminal, shop
from crmtui.locale import _


def list_(ctx: Context) -> None:
    """Show the price index month by month, as it was taken in."""
    from crmtui.reads.prices import month_key, month_name, price_months, shown_index

    here = shop(ctx)
    with here.read() as connection:
        found = price_months(connection)
    rows: list[dict[str, Any]] = [
        {
            "month": month_key(price),
            "starts": price.starts.isoformat(),
            "index": float(shown_index(price)),
        }
        for price in found
    ]
    if here.json:
        write_json(rows)
        return
    if on_terminal():
        for row, price in zip(rows, found, strict=True):
            row["month"] = month_name(price, here.formats)
            row["index"] = here.formats.decimal(shown_index(price))
    columns = (Column("month", _("Month")), Column("index", _("Index"), right=True))
    table(columns, rows, empty=_("No price index. `crm report prices import FILE` takes one in."))


def import_(
    ctx: Context,
    file: Annotated[Path, Argument(help=_("A table of months and their index; - is the input."))],
) -> None:
    """Take a price index from a file: a month and its index a line, like 2026-10,118.4.

    Jalali months are written 1405-07. Months that are there already get the new index, others stay.
    """
    from crmtui.commands.done import told
    from crmtui.exchange.price_rows import read_prices
    from crmtui.writes import prices

    here = shop(ctx)
    rows = read_prices(None if str(file) == "-" else file)
    told(here, prices.take_in(here.store, rows), months=len(rows))


def clear(ctx: Context) -> None:
    """Remove the price index; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import prices

    here = shop(ctx)
    told(here, prices.clear(here.store))
