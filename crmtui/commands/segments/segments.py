"""Segments: the table of all, the customers of one, and why somebody is where they are."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands.output import Column, say, write_json
from crmtui.commands.output import table as print_table
from crmtui.commands.quick.segments import segments
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.labels import segment_advice, segment_label
from crmtui.locale import _
from crmtui.reads.segments import (
    Member,
    Segmentation,
    members,
    prospects,
    segment_name,
    segmentation,
)

Method = Annotated[
    str, Option(help=_("fair (the default) or quintile, the method of the textbooks."))
]


def table(
    ctx: Context,
    method: Method = "fair",
    list_members: Annotated[
        bool, Option("--members", help=_("Every buyer with numbers and scores."))
    ] = False,
) -> None:
    """Sort customers by how recently, how often and for how much they bought."""
    if ctx.invoked_subcommand:
        ctx.meta["method"] = method
        return
    here = shop(ctx)
    if list_members:
        found = scored_buyers(here, method)
        with here.read() as connection:
            _print_members(here, members(connection, found))
        return
    segments(here, method)


def show(
    ctx: Context,
    name: Annotated[list[str], Argument(help=_("A segment, like at-risk."))],
    method: Method = "",
) -> None:
    """List the customers of one segment, the most valuable first."""
    here = shop(ctx)
    segment = segment_name(" ".join(name))
    found = scored_buyers(here, method or ctx.meta.get("method", "fair"))
    with here.read() as connection:
        if segment == "prospect":
            chosen = prospects(connection, found)
        else:
            chosen = members(connection, found, segment)
    if on_terminal() and not here.json:
        say(f"{segment_label(segment)}: {segment_advice(segment)}")
    _print_members(here, chosen)


def scored_buyers(here: Shop, method: str) -> Segmentation:
    with here.read() as connection:
        return segmentation(
            connection, here.settings, today=here.today, as_of=here.as_of, method=method
        )


def _print_members(here: Shop, chosen: list[Member]) -> None:
    rows: list[dict[str, Any]] = [member._asdict() for member in chosen]
    if here.json:
        write_json(rows)
        return
    if on_terminal():
        for row in rows:
            row["monetary"] = here.formats.money(row["monetary"], with_unit=False)
            row["segment"] = segment_label(row["segment"])
    print_table(
        (
            Column("id", "#", right=True),
            Column("name", _("Name")),
            Column("recency_days", _("Days ago"), right=True),
            Column("frequency", _("Buys"), right=True),
            Column("monetary", here.formats.unit_name, right=True),
            Column("r", "R", right=True),
            Column("f", "F", right=True),
            Column("m", "M", right=True),
            Column("segment", _("Segment")),
        ),
        rows,
        empty=_("Nobody is in this segment."),
    )
