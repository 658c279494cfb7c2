"""Deals as a list, and one of them in full."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Limit, Number
from crmtui.commands.output import Column, is_wide, table, write, write_json
from crmtui.commands.pipeline.deals import PipelineName, StageName
from crmtui.commands.pipeline.shown import (
    deal_facts,
    deal_json,
    history_lines,
    next_words,
    playbook_lines,
    stays_json,
)
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.spans import span
from crmtui.commands.titled import write_titled
from crmtui.labels import flag_label
from crmtui.locale import _
from crmtui.reads.deals import DealRow


def list_(
    ctx: Context,
    text: Annotated[list[str] | None, Argument(help=_("Words in it: a name, a product …"))] = None,
    who: Annotated[
        str,
        Option(metavar="WHO", help=_("Only those with one contact."), autocompletion=complete.who),
    ] = "",
    won: Annotated[bool, Option("--won", help=_("Those that were won."))] = False,
    lost: Annotated[bool, Option("--lost", help=_("Those that were lost."))] = False,
    all_: Annotated[bool, Option("--all", help=_("Open, won and lost."))] = False,
    stage: StageName = "",
    pipeline: PipelineName = "",
    owner: Annotated[str, Option(help=_("Only those that somebody works on."))] = "",
    since: Annotated[str, Option(metavar="DATE", help=_("Opened, won or lost from then on."))] = "",
    until: Annotated[str, Option(metavar="DATE", help=_("Up to that day."))] = "",
    limit: Limit = 50,
) -> None:
    """List deals: the open ones as the board has them, or those that ended."""
    from crmtui.reads.deals import deals
    from crmtui.reads.stages import find_pipeline, find_stage
    from crmtui.reads.who import resolve

    here = shop(ctx)
    kinds = tuple(kind for kind, wanted in (("won", won), ("lost", lost)) if wanted)
    if all_:
        kinds = ("open", "won", "lost")
    with here.read() as connection:
        chosen = find_pipeline(connection, pipeline) if pipeline else None
        column = find_stage(connection, stage, chosen) if stage else None
        if column and not kinds:
            kinds = (column.kind,)
        rows = deals(
            connection,
            kinds=kinds or ("open",),
            contact=resolve(connection, who) if who else None,
            stage=column.id if column else None,
            pipeline=chosen,
            owner=owner,
            text=" ".join(text or ()),
            limit=limit,
            **span(here, since, until),
        )
    if here.json:
        write_json([deal_json(here, row) for row in rows])
        return
    _print(here, rows)


def _print(here: Shop, rows: list[DealRow]) -> None:
    ended = any(row.kind != "open" for row in rows)
    table(
        (
            Column("id", "#", right=True),
            Column("stage", _("Stage")),
            Column("name", _("Customer")),
            Column("title", _("Deal")),
            Column("amount", here.formats.unit_name, right=True),
            Column("next", _("Next step")),
            Column("day", _("Closed") if ended else _("Expected")),
            *((Column("owner", _("Owner")),) if is_wide() else ()),
            *((Column("reason", _("Reason")),) if ended else ()),
        ),
        [_row(here, row) for row in rows],
        empty=_("No deals. `crm deal add WHO TITLE --amount …` adds one."),
    )


def _row(here: Shop, row: DealRow) -> dict[str, Any]:
    shown = row._asdict() | {"title": row.title or row.products, "next": next_words(here, row)}
    day = here.day(row.closed_at) if row.kind != "open" else row.expected_close
    if not on_terminal():
        shown["next"] = row.step
    else:
        day = here.formats.date(date.fromisoformat(day)) if day else ""
        if row.amount is not None:
            shown["amount"] = here.formats.money(row.amount, with_unit=False)
    return shown | {"day": day}


def show(ctx: Context, number: Number) -> None:
    """Show a deal: what is known of it, its checklist, and how it went."""
    from crmtui.reads.deals import deal, playbook, stays
    from crmtui.reads.open_deals import open_deals

    here = shop(ctx)
    with here.read() as connection:
        found = deal(connection, number)
        book, history = playbook(connection, number), stays(connection, number)
        signs = open_deals(connection, here.formats, here.now, number=number)
    if here.json:
        more: dict[str, Any] = {
            "history": stays_json(here, history),
            "checklist": [point._asdict() for point in book.points],
            "script": book.script,
        }
        for sign in signs:
            more |= {
                "flag": sign.flag,
                "stale": sign.is_stale,
                "age_days": sign.age_days,
                "quiet_days": sign.quiet_days,
            }
        write_json(deal_json(here, found) | more)
        return
    write(
        f"{found.words}  #{found.id}" + "".join(f" · {_state(s.flag, s.is_stale)}" for s in signs)
    )
    write_titled(deal_facts(here, found), "  ")
    for line in playbook_lines(book):
        write(line)
    write()
    for line in history_lines(here, history):
        write(line)


def _state(flag: str, stale: bool) -> str:
    return flag_label(flag) + (f" · {_('stale')}" if stale else "")
