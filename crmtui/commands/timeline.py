"""The timeline of one contact."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.events import events_json, print_events
from crmtui.commands.numbers import Limit, Skip
from crmtui.commands.output import write_json
from crmtui.commands.shop import shop
from crmtui.locale import _


def timeline(
    ctx: Context,
    who: Annotated[
        list[str],
        Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who),
    ],
    kind: Annotated[
        str,
        Option(
            metavar="KINDS",
            help=_("Only these: talk, call, sale, payment, task, promise, need, change …"),
        ),
    ] = "all",
    limit: Limit = 50,
    skip: Skip = 0,
) -> None:
    """Show everything that happened with somebody, newest first."""
    from crmtui.reads.timeline import timeline as events
    from crmtui.reads.timeline_kinds import kinds_of
    from crmtui.reads.who import resolve

    here = shop(ctx)
    kinds = kinds_of(kind.split(","))
    with here.read() as connection:
        contact = resolve(connection, " ".join(who))
        found = events(connection, contact, kinds=kinds, limit=limit, skip=skip)
    if here.json:
        write_json(events_json(here, found))
    else:
        print_events(here, found)
