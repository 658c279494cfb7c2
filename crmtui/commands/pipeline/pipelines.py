"""The pipelines of a shop: ways of selling that have stages of their own."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, shop
from crmtui.locale import _

Which = Annotated[str, Argument(metavar="PIPELINE", help=_("Its name or number."))]


def list_(ctx: Context) -> None:
    """List the pipelines; new deals go to the first."""
    from crmtui.reads.stages import pipelines

    here = shop(ctx)
    with here.read() as connection:
        rows: list[dict[str, Any]] = [row._asdict() for row in pipelines(connection)]
    if here.json:
        write_json(rows)
        return
    table(
        (
            Column("id", "#", right=True),
            Column("name", _("Pipeline")),
            Column("open", _("Open deals"), right=True),
        ),
        rows,
    )


def add(ctx: Context, name: Annotated[str, Argument(help=_("Its name."))]) -> None:
    """Add a pipeline with the usual stages."""
    from crmtui.commands.done import told
    from crmtui.writes import pipelines

    here = shop(ctx)
    told(here, pipelines.add(here.store, name), _("pipeline #{id}"))


def rename(
    ctx: Context, which: Which, name: Annotated[str, Argument(help=_("Its new name."))]
) -> None:
    """Give a pipeline another name."""
    from crmtui.commands.done import told
    from crmtui.writes import pipelines

    here = shop(ctx)
    told(here, pipelines.rename(here.store, _find(here, which), name))


def move(
    ctx: Context,
    which: Which,
    before: Annotated[
        str, Option(metavar="PIPELINE", help=_("Put it before that one; otherwise last."))
    ] = "",
) -> None:
    """Put a pipeline elsewhere; new deals go to the first."""
    from crmtui.commands.done import told
    from crmtui.writes import pipelines

    here = shop(ctx)
    place = _find(here, before) if before else None
    told(here, pipelines.move(here.store, _find(here, which), before=place))


def remove(ctx: Context, which: Which) -> None:
    """Remove a pipeline that never held a deal."""
    from crmtui.commands.done import told
    from crmtui.writes import pipelines

    here = shop(ctx)
    told(here, pipelines.remove(here.store, _find(here, which)))


def _find(here: Shop, which: str) -> int:
    from crmtui.reads.stages import find_pipeline

    with here.read() as connection:
        return find_pipeline(connection, which)
