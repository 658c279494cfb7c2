"""Making one ticket of two, two of one, and tying tickets together."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option

from crmtui.commands.done import told
from crmtui.commands.numbers import Number, of_record
from crmtui.commands.shop import shop
from crmtui.locale import _

Other = Annotated[
    int, Argument(metavar="OTHER", parser=of_record, help=_("The number of the other ticket."))
]


def merge(ctx: Context, number: Number, other: Other) -> None:
    """Move all that was said on OTHER to this ticket, and close OTHER."""
    from crmtui.writes import ticket_joins

    here = shop(ctx)
    told(here, ticket_joins.merge(here.store, number, other))


def split(
    ctx: Context,
    number: Number,
    messages: Annotated[
        list[str], Argument(help=_("The numbers of its messages, as `ticket show` lists them."))
    ],
    subject: Annotated[
        str, Option(help=_("What the new ticket is about; otherwise the same."))
    ] = "",
) -> None:
    """Make a ticket of its own of some messages of a ticket."""
    from crmtui.writes import ticket_joins

    here = shop(ctx)
    done = ticket_joins.split(here.store, number, [of_record(m) for m in messages], subject)
    told(here, done, _("ticket #{id}"))


def link(
    ctx: Context,
    number: Number,
    other: Other,
    remove: Annotated[bool, Option("--remove", help=_("Untie them."))] = False,
) -> None:
    """Tie two tickets together that have to do with each other."""
    from crmtui.writes import ticket_joins

    here = shop(ctx)
    action = ticket_joins.unlink if remove else ticket_joins.link
    told(here, action(here.store, number, other))
