"""The stages of pipelines, and the pipelines themselves."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands.numbers import whole
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.pipeline.deals import PipelineName
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.errors import InvalidValue, UsageError
from crmtui.labels import stage_kind_label
from crmtui.locale import _, ngettext
from crmtui.reads.stages import StageRow
from crmtui.rules.playbook import points
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii

Name = Annotated[str, Argument(help=_("The stage's name."))]
Which = Annotated[str, Argument(metavar="STAGE", help=_("Its name or number."))]
Probability = Annotated[
    str | None, Option(metavar="PERCENT", help=_("How many of a hundred deals in it are won."))
]
Stale = Annotated[
    str | None,
    Option(
        metavar="DAYS",
        help=_("Quiet days after which a deal is stale; never, or auto: as won deals show."),
    ),
]
Checklist = Annotated[
    list[str] | None, Option("--check", help=_("A point of its checklist; may be given again."))
]
Script = Annotated[str | None, Option(help=_("What to say to the customer."))]
Before = Annotated[str, Option(metavar="STAGE", help=_("Put it before that stage."))]


def list_(ctx: Context, pipeline: PipelineName = "") -> None:
    """List the stages, with how many deals are in each."""
    from crmtui.reads.open_deals import limits
    from crmtui.reads.stages import find_pipeline, stages

    here = shop(ctx)
    with here.read() as connection:
        chosen = find_pipeline(connection, pipeline) if pipeline else None
        found = stages(connection, chosen)
        known = limits(connection)
    rows: list[dict[str, Any]] = [
        row._asdict()
        | {
            "stale_after": known[row.id].days if row.id in known else None,
            "stale_learned_from": known[row.id].learned_from if row.id in known else 0,
        }
        for row in found
    ]
    if here.json:
        for row in rows:
            row["probability"] /= 100
            row["checklist"] = points(row["checklist"])
        write_json(rows)
        return
    table(
        (
            Column("id", "#", right=True),
            Column("pipeline", _("Pipeline")),
            Column("name", _("Stage")),
            Column("kind", _("Kind")),
            Column("probability", "%", right=True),
            Column("stale", _("Stale after")),
            Column("deals", _("Deals"), right=True),
            Column("checklist", _("Checklist")),
        ),
        [_shown(here, row) for row in rows],
    )


def _shown(here: Shop, row: dict[str, Any]) -> dict[str, Any]:
    if not on_terminal():
        return row | {
            "stale": row["stale_after"],
            "checklist": "; ".join(points(row["checklist"])),
        }
    stale = ""
    if row["kind"] == "open":
        days = row["stale_after"]
        stale = ngettext("{n} day", "{n} days", days).format(n=days) if days else _("never")
        if learned := row["stale_learned_from"]:
            stale += " " + _("(as {n} won deals show)").format(n=learned)
    return row | {
        "stale": stale,
        "kind": stage_kind_label(row["kind"]),
        "checklist": "; ".join(points(row["checklist"])),
    }


def add(
    ctx: Context,
    name: Name,
    probability: Probability = None,
    pipeline: PipelineName = "",
    kind: Annotated[str, Option(help=_("open, won or lost."))] = "open",
    before: Before = "",
    stale: Stale = None,
    check: Checklist = None,
    script: Script = None,
) -> None:
    """Add a stage to a pipeline."""
    from crmtui.commands.done import told
    from crmtui.models.words import StageKind
    from crmtui.reads.stages import default_pipeline, find_pipeline
    from crmtui.writes import stages

    here = shop(ctx)
    if kind not in set(StageKind):
        raise InvalidValue(
            _("There is no kind {kind}.").format(kind=excerpt(kind) or "''"),
            _("Choose one of: {choices}.").format(choices=", ".join(StageKind)),
        )
    values = _values(probability, stale, check, script)
    with here.read() as connection:
        chosen = find_pipeline(connection, pipeline) if pipeline else default_pipeline(connection)
    place = _stage(here, before, chosen).id if before else None
    done = stages.add(
        here.store, name, pipeline=chosen, kind=StageKind(kind), before=place, **values
    )
    told(here, done, _("stage #{id}"))


def edit(
    ctx: Context,
    which: Which,
    name: Annotated[str | None, Option(help=_("Another name."))] = None,
    probability: Probability = None,
    before: Before = "",
    stale: Stale = None,
    check: Checklist = None,
    script: Script = None,
    pipeline: PipelineName = "",
) -> None:
    """Change a stage: its name, place, probability, limit, checklist or script."""
    from crmtui.commands.done import told
    from crmtui.writes import stages

    here = shop(ctx)
    values = _values(probability, stale, check, script)
    if name is not None:
        values["name"] = name
    found = _find(here, which, pipeline)
    if before:
        values["before"] = _stage(here, before, found.pipeline_id).id
    if not values:
        raise UsageError(_("Nothing to change was given."))
    told(here, stages.edit(here.store, found.id, **values))


def remove(
    ctx: Context,
    which: Which,
    to: Annotated[str, Option(metavar="STAGE", help=_("Where the deals in it go."))] = "",
    pipeline: PipelineName = "",
) -> None:
    """Remove a stage; the history of its deals still knows it."""
    from crmtui.commands.done import told
    from crmtui.writes import stages

    here = shop(ctx)
    found = _find(here, which, pipeline)
    target = _stage(here, to, found.pipeline_id).id if to else None
    told(here, stages.remove(here.store, found.id, to=target))


def _find(here: Shop, which: str, pipeline: str) -> StageRow:
    from crmtui.reads.stages import default_pipeline, find_pipeline

    with here.read() as connection:
        chosen = find_pipeline(connection, pipeline) if pipeline else default_pipeline(connection)
    return _stage(here, which, chosen)


def _stage(here: Shop, which: str, pipeline: int) -> StageRow:
    from crmtui.reads.stages import find_stage

    with here.read() as connection:
        return find_stage(connection, which, pipeline)


def _values(
    probability: str | None, stale: str | None, check: list[str] | None, script: str | None
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if probability is not None:
        values["probability"] = whole(to_ascii(probability).strip().removesuffix("%").strip())
    if stale is not None:
        words = stale.strip().lower()
        values["stale_days"] = {"auto": None, "never": 0}.get(words, 0)
        if words not in ("auto", "never"):
            values["stale_days"] = whole(words)
    if check is not None:
        values["checklist"] = "\n".join(point for point in check if point.strip())
    if script is not None:
        values["script"] = script
    return values
