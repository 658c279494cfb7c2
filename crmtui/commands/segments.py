"""Segments: the table of all, the customers of one, and why somebody is where they are."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.output import Column, say, write, write_json
from crmtui.commands.output import table as print_table
from crmtui.commands.quick.segments import segments
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.labels import segment_advice, segment_label
from crmtui.locale import _
from crmtui.reads.segments import (
    Member,
    Segmentation,
    Why,
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
        found = _segmentation(here, method)
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
    found = _segmentation(here, method or ctx.meta.get("method", "fair"))
    with here.read() as connection:
        if segment == "prospect":
            chosen = prospects(connection, found)
        else:
            chosen = members(connection, found, segment)
    if on_terminal() and not here.json:
        say(f"{segment_label(segment)}: {segment_advice(segment)}")
    _print_members(here, chosen)


def why(
    ctx: Context,
    who: Annotated[
        list[str],
        Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who),
    ],
    method: Method = "",
) -> None:
    """Say in plain words what put somebody into their segment."""
    from crmtui.reads.card import card
    from crmtui.reads.segments import why as reasons
    from crmtui.reads.who import resolve

    here = shop(ctx)
    found = _segmentation(here, method or ctx.meta.get("method", "fair"))
    with here.read() as connection:
        contact = card(connection, resolve(connection, " ".join(who)))
    reason = reasons(found, contact.id)
    if here.json:
        write_json(_why_json(found, contact.id, contact.name, reason))
    else:
        _print_why(here, found, contact.name, reason)


def _segmentation(here: Shop, method: str) -> Segmentation:
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


def _why_json(found: Segmentation, number: int, name: str, reason: Why | None) -> dict[str, Any]:
    base = {"as_of": found.as_of.isoformat(), "method": found.method, "id": number, "name": name}
    if reason is None:
        return base | {"segment": "prospect", "buyers": len(found.buyers)}
    buyer = reason.buyer
    return base | {
        "segment": buyer.segment,
        "buyers": reason.buyers,
        "recency_days": buyer.recency,
        "frequency": buyer.frequency,
        "monetary": buyer.monetary,
        "r": buyer.r,
        "f": buyer.f,
        "m": buyer.m,
        "less_recent": reason.less_recent,
        "less_frequent": reason.less_frequent,
        "less_money": reason.less_money,
        "fixed_cuts": found.fixed_cuts,
    }


def _print_why(here: Shop, found: Segmentation, name: str, reason: Why | None) -> None:
    if reason is None:
        write(_("{name} has bought nothing yet: a prospect.").format(name=name))
        return
    buyer, formats = reason.buyer, here.formats
    write(
        _("{name} is in {segment}, as of {day}.").format(
            name=name, segment=segment_label(buyer.segment), day=formats.date(found.as_of)
        )
    )
    rows = [
        (
            _("Last purchase"),
            _("{n} days ago").format(n=buyer.recency),
            buyer.r,
            reason.less_recent,
        ),
        (_("Purchases"), formats.number(buyer.frequency), buyer.f, reason.less_frequent),
        (_("Paid"), formats.money(buyer.monetary), buyer.m, reason.less_money),
    ]
    for letter, (title, value, points, worse) in zip("RFM", rows, strict=True):
        rank = (
            ""
            if found.fixed_cuts
            else _("better than {worse} of {all} buyers").format(
                worse=formats.number(worse), all=formats.number(reason.buyers)
            )
        )
        write(f"  {letter} {points}  {title}: {value}  {rank}".rstrip())
    if found.fixed_cuts:
        write("  " + _("Under 30 buyers: fixed cut points are used, ranks would mean nothing."))
    write(segment_advice(buyer.segment))
