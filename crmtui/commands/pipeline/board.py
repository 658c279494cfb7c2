"""The board of a pipeline as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands.output import Column, is_wide, table, write, write_json
from crmtui.commands.pipeline.deals import PipelineName
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.labels import flag_label
from crmtui.locale import _
from crmtui.reads.board import Board
from crmtui.reads.board import Column as BoardColumn
from crmtui.reads.open_deals import OpenDeal


def board(
    ctx: Context,
    text: Annotated[list[str] | None, Argument(help=_("Words in it: a name, an owner …"))] = None,
    pipeline: PipelineName = "",
    stale: Annotated[bool, Option("--stale", help=_("Only deals that are stale."))] = False,
) -> None:
    """Show the board: each stage with its deals, their sum, and what is planned next."""
    from crmtui.reads.board import board as read
    from crmtui.reads.stages import find_pipeline

    here = shop(ctx)
    with here.read() as connection:
        found = read(
            connection,
            here.formats,
            here.looked_at,
            pipeline=find_pipeline(connection, pipeline) if pipeline else None,
            text=" ".join(text or ()),
            stale=stale,
        )
    if here.json:
        write_json(_json(here, found))
        return
    if not on_terminal():
        _print_rows(here, found)
        return
    for column in found.columns:
        write(_head(here, column))
        if column.cards:
            _print_cards(here, column)
    write(_total(here, found))


def _print_rows(here: Shop, found: Board) -> None:
    columns = ("stage", "id", "name", "title", "amount", "age_days", "flag", "next", "stale")
    rows = (
        _card_row(here, card) | {"stage": column.stage.name, "amount": card.amount}
        for column in found.open
        for card in column.cards
    )
    table([Column(name, name) for name in columns], rows)


def _print_cards(here: Shop, column: BoardColumn) -> None:
    table(
        (
            Column("id", "   #", right=True),
            Column("name", _("Customer")),
            Column("title", _("Deal")),
            Column("amount", here.formats.unit_name, right=True),
            Column("age", _("Age"), right=True),
            Column("sign", _("Next step")),
            *((Column("day", _("Expected")), Column("owner", _("Owner"))) if is_wide() else ()),
        ),
        [_card_row(here, card) for card in column.cards],
    )
    write()


def _card_row(here: Shop, card: OpenDeal) -> dict[str, Any]:
    formats = here.formats
    step = card.step
    due = formats.due(step.due, step.all_day, here.looked_at) if step and step.due else ""
    words = " ".join(part for part in (due, step.text) if part) if step else flag_label(card.flag)
    if card.flag == "overdue":
        words = _("overdue: {step}").format(step=words)
    if card.is_stale:
        words = _("STALE, {n} d").format(n=formats.number(card.quiet_days))
    day = card.expected_close
    return {
        "id": card.id,
        "name": card.name,
        "title": card.title or card.products,
        "amount": "" if card.amount is None else formats.money(card.amount, with_unit=False),
        "age": _("{n} d").format(n=formats.number(card.age_days)),
        "age_days": card.age_days,
        "flag": card.flag,
        "sign": words,
        "next": step.text if step else "",
        "day": formats.date(date.fromisoformat(day)) if day else "",
        "owner": card.owner,
        "stale": int(card.is_stale),
    }


def _head(here: Shop, column: BoardColumn) -> str:
    formats, stage = here.formats, column.stage
    sums = [formats.number(column.deals), formats.money(column.amount)]
    if stage.kind == "open":
        weighted = formats.money(column.weighted)
        sums.append(_("weighted {amount}").format(amount=weighted))
        return f"{stage.name} ({formats.number(stage.probability)} %)  {' · '.join(sums)}"
    return _("{stage} this month").format(stage=stage.name) + f"  {' · '.join(sums)}"


def _total(here: Shop, found: Board) -> str:
    deals, amount, weighted = found.totals
    return _("Open: {deals} · {amount} · weighted {weighted}").format(
        deals=here.formats.number(deals),
        amount=here.formats.money(amount),
        weighted=here.formats.money(weighted),
    )


def _json(here: Shop, found: Board) -> dict[str, Any]:
    deals, amount, weighted = found.totals
    return {
        "pipeline": found.pipeline,
        "pipeline_id": found.pipeline_id,
        "currency": here.settings["currency"],
        "deals": deals,
        "amount": amount,
        "weighted": weighted,
        "columns": [
            {
                "stage": column.stage.name,
                "stage_id": column.stage.id,
                "kind": column.stage.kind,
                "probability": column.stage.probability / 100,
                "stale_days": column.limit.days or None,
                "stale_learned_from": column.limit.learned_from,
                "deals": column.deals,
                "amount": column.amount,
                "weighted": column.weighted,
                "cards": list(_cards_json(here, column)),
            }
            for column in found.columns
        ],
    }


def _cards_json(here: Shop, column: BoardColumn) -> Iterator[dict[str, Any]]:
    for card in column.cards:
        step = card.step
        yield {
            "id": card.id,
            "contact_id": card.contact_id,
            "name": card.name,
            "title": card.title,
            "products": card.products,
            "amount": card.amount,
            "age_days": card.age_days,
            "quiet_days": card.quiet_days,
            "flag": card.flag,
            "stale": card.is_stale,
            "next_step": step
            and {
                "id": step.id,
                "text": step.text,
                "due": here.formats.due_iso(step.due, step.all_day),
                "all_day": bool(step.all_day),
            },
            "expected_close": card.expected_close,
            "owner": card.owner,
            "source": card.source,
        }
