"""What the pipeline brought and will bring, in figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Option

from crmtui.commands.output import Column, table, write, write_json
from crmtui.commands.pipeline.deals import PipelineName
from crmtui.commands.reports.pipeline_json import figures_json, flat, report_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.spans import span
from crmtui.commands.titled import write_titled
from crmtui.locale import _, ngettext
from crmtui.rules.counted import median

if TYPE_CHECKING:
    from crmtui.reads.forecast import Forecast
    from crmtui.reads.pipeline_report import Lost, Report, StageFigures
    from crmtui.rules.pipeline_figures import Figures, Sum


def pipeline(
    ctx: Context,
    by: Annotated[
        str, Option(metavar="WHAT", help=_("The figures also by owner, source, product or month."))
    ] = "",
    since: Annotated[str, Option(metavar="DATE", help=_("Won or lost from that day on."))] = "",
    until: Annotated[str, Option(metavar="DATE", help=_("Up to that day."))] = "",
    which: PipelineName = "",
) -> None:
    """Show what was won and lost, how likely and how quickly, and what open deals should bring."""
    from crmtui.reads.forecast import forecast
    from crmtui.reads.pipeline_report import Chosen, report
    from crmtui.reads.stages import find_pipeline

    here = shop(ctx)
    with here.read() as connection:
        chosen = find_pipeline(connection, which) if which else None
        found = report(
            connection, here.formats, Chosen(chosen, **span(here, since, until)), by.strip().lower()
        )
        coming = forecast(connection, here.formats, here.looked_at, chosen)
    if here.json:
        write_json(report_json(here, found, coming, by))
    elif on_terminal():
        _print(here, found, coming, by)
    else:
        for name, value in flat(figures_json(found.total)):
            write(f"{name}\t{'' if value is None else value}")


def _print(here: Shop, found: Report, coming: Forecast, by: str) -> None:
    write_titled((*_facts(here, found.total), *_at_counter(here, found.reasons)))
    write()
    _print_stages(here, found)
    _print_months(here, coming)
    if found.reasons:
        write()
        _print_lost(here, found.reasons, _("Reason"))
    if found.competitors:
        write()
        _print_lost(here, found.competitors, _("Competitor"))
    if by:
        write()
        _print_groups(here, found, by)


def _facts(here: Shop, figures: Figures) -> Iterator[tuple[str, str]]:
    formats = here.formats
    yield _("Won"), _deals(here, figures.won)
    yield _("Lost"), _deals(here, figures.lost)
    weighted = _("weighted {amount}").format(amount=formats.money(round(figures.weighted)))
    yield _("Open"), f"{_deals(here, figures.open)} · {weighted}"
    if figures.win_rate_closed is not None and figures.win_rate_all is not None:
        yield (
            _("Win rate"),
            _("{closed} of those that ended · {all} of all").format(
                closed=_percent(here, figures.win_rate_closed),
                all=_percent(here, figures.win_rate_all),
            ),
        )
    if figures.average_won is not None:
        yield (
            _("Average"),
            _("{amount} a won deal").format(amount=formats.money(figures.average_won)),
        )
    if figures.cycle_mean is not None:
        yield (
            _("Cycle"),
            _("{mean} days from opening to winning on average, {median} in the middle").format(
                mean=formats.number(round(figures.cycle_mean, 1)),
                median=formats.number(round(figures.cycle_median or 0, 1)),
            ),
        )
    if figures.velocity is not None:
        yield _("Velocity"), _("{amount} a day").format(amount=formats.money(figures.velocity))


def _at_counter(here: Shop, reasons: list[Lost]) -> Iterator[tuple[str, str]]:
    counter = sum(lost.counter for lost in reasons)
    if counter:
        amount = here.formats.money(sum(lost.counter_amount for lost in reasons))
        told = ngettext(
            "{n} sale, {amount}: not in the rates", "{n} sales, {amount}: not in the rates", counter
        )
        yield _("Counter"), told.format(n=here.formats.number(counter), amount=amount)


def _deals(here: Shop, some: Sum) -> str:
    count = ngettext("{n} deal", "{n} deals", some.deals)
    return f"{count.format(n=here.formats.number(some.deals))} · {here.formats.money(some.amount)}"


def _percent(here: Shop, share: float | None) -> str:
    return "" if share is None else _("{n} %").format(n=here.formats.number(round(100 * share, 2)))


def _money(here: Shop, amount: int) -> str:
    return here.formats.money(amount, with_unit=False)


def _print_stages(here: Shop, found: Report) -> None:
    several = len({stage.pipeline for stage in found.stages}) > 1
    table(
        (
            *((Column("pipeline", _("Pipeline")),) if several else ()),
            Column("name", _("Stage")),
            Column("deals", _("Deals"), right=True),
            Column("amount", here.formats.unit_name, right=True),
            Column("entered", _("Came in"), right=True),
            Column("conversion", _("Went on"), right=True),
            Column("days", _("Days in it"), right=True),
        ),
        [_stage_row(here, stage) for stage in found.stages],
    )


def _stage_row(here: Shop, stage: StageFigures) -> dict[str, Any]:
    flow = stage.flow
    days = median(flow.days) if flow else None
    return stage._asdict() | {
        "deals": here.formats.number(stage.deals),
        "amount": _money(here, stage.amount),
        "entered": here.formats.number(flow.entered) if flow else "",
        "conversion": _percent(here, flow.conversion) if flow else "",
        "days": "" if days is None else here.formats.number(round(days, 1)),
    }


def _print_months(here: Shop, coming: Forecast) -> None:
    rows = [
        {
            "month": month.month.name if month.month else _("no day"),
            "expected": _money(here, month.expected.amount),
            "weighted": _money(here, month.weighted),
            "won": _money(here, month.won.amount),
            "deals": here.formats.number(month.won.deals),
            "late": here.formats.number(month.late) if month.late else "",
        }
        for month in coming.months
        if month.expected.deals or month.won.deals
    ]
    if not rows:
        return
    write()
    table(
        (
            Column("month", _("Month")),
            Column("expected", _("Expected"), right=True),
            Column("weighted", _("Weighted"), right=True),
            Column("won", _("Won"), right=True),
            Column("deals", _("Deals won"), right=True),
            Column("late", _("Still open"), right=True),
        ),
        rows,
    )
    write(_("A usual month: {amount}").format(amount=here.formats.money(coming.usual)))


def _print_lost(here: Shop, lost: list[Lost], title: str) -> None:
    table(
        (
            Column("name", title),
            Column("deals", _("Deals"), right=True),
            Column("amount", here.formats.unit_name, right=True),
            Column("counter", _("At the counter"), right=True),
        ),
        [
            each._asdict() | {"amount": _money(here, each.amount + each.counter_amount)}
            for each in lost
        ],
    )


def _print_groups(here: Shop, found: Report, by: str) -> None:
    number = here.formats.number
    titles = {
        "owner": _("Owner"),
        "source": _("Source"),
        "product": _("Product"),
        "month": _("Month"),
    }
    table(
        (
            Column("name", titles.get(by, by)),
            Column("won", _("Won"), right=True),
            Column("amount", here.formats.unit_name, right=True),
            Column("lost", _("Lost"), right=True),
            Column("open", _("Open"), right=True),
            Column("weighted", _("Weighted"), right=True),
            Column("rate", _("Won of ended"), right=True),
            Column("cycle", _("Days"), right=True),
        ),
        [
            {
                "name": name or "–",
                "won": number(each.won.deals),
                "amount": _money(here, each.won.amount),
                "lost": number(each.lost.deals),
                "open": number(each.open.deals),
                "weighted": _money(here, round(each.weighted)),
                "rate": _percent(here, each.win_rate_closed),
                "cycle": "" if each.cycle_mean is None else number(round(each.cycle_mean, 1)),
            }
            for name, each in found.groups
        ],
    )
