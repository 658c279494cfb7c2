"""Why somebody is in their segment, in plain words."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from crmtui.commands import complete
from crmtui.commands.output import write, write_json
from crmtui.commands.quick.segments import few_buyers
from crmtui.commands.segments.segments import Method, scored_buyers
from crmtui.commands.shop import Shop, shop
from crmtui.labels import segment_advice, segment_label
from crmtui.locale import _
from crmtui.reads.segment_why import why_lines
from crmtui.reads.segments import Segmentation, Why


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
    found = scored_buyers(here, method or ctx.meta.get("method", "fair"))
    with here.read() as connection:
        contact = card(connection, resolve(connection, " ".join(who)))
    reason = reasons(found, contact.id)
    if here.json:
        write_json(_why_json(found, contact.id, contact.name, reason))
    else:
        _print_why(here, found, contact.name, reason)


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
    for line in why_lines(found, reason, formats):
        write(f"  {line}")
    if found.fixed_cuts:
        write("  " + few_buyers())
    write(segment_advice(buyer.segment))
