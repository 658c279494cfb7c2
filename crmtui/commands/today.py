"""Today's queue: who next, and why."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Limit
from crmtui.commands.quick.today import today as print_queue
from crmtui.commands.shop import shop
from crmtui.locale import _


def today(
    ctx: Context,
    limit: Limit = 50,
) -> None:
    """Show whom to turn to today, the most pressing first, and why."""
    if not ctx.invoked_subcommand:
        print_queue(shop(ctx), limit)


def log(
    ctx: Context,
    who: Annotated[
        str,
        Argument(
            help=_("An id, a phone, an e-mail or a name."),
            autocompletion=complete.who,
        ),
    ],
    outcome: Annotated[
        str,
        Argument(
            help=_(
                "reached, no-answer, call-back, not-now, not-interested, done, "
                "or snooze to put it off."
            )
        ),
    ],
    text: Annotated[list[str] | None, Argument(help=_("What was said."))] = None,
    due: Annotated[
        str | None, Option(metavar="WHEN", help=_("When to turn to them again."))
    ] = None,
) -> None:
    """Log what came of turning to somebody; the task it was about is done, or comes back."""
    from crmtui.commands.done import told
    from crmtui.reads.today.queue import about
    from crmtui.reads.who import resolve
    from crmtui.writes import queue as work

    here = shop(ctx)
    with here.read() as connection:
        contact = resolve(connection, who)
        (entry,) = about(connection, here.settings, here.now, [contact])
    when = here.formats.parse_due(due, here.now) if due else None
    words = " ".join(text or ())
    told(
        here,
        work.handle(
            here.store,
            contact,
            outcome,
            task=entry.task_id,
            deal=entry.deal_id,
            text=words,
            due=when,
        ),
        _("contact #{id}"),
    )
