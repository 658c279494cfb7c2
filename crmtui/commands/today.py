"""Today's queue: who next, and why."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Limit
from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.locale import _
from crmtui.reads.today.queue import Entry, queue
from crmtui.reads.today.words import reason_text, reasons_text


def today(
    ctx: Context,
    limit: Limit = 50,
) -> None:
    """Show whom to turn to today, the most pressing first, and why."""
    if ctx.invoked_subcommand:
        return
    here = shop(ctx)
    with here.read() as connection:
        entries, total = queue(connection, here.settings, here.looked_at, limit)
    if here.json:
        write_json([_json(here, entry) for entry in entries])
        return
    table(
        (
            Column("contact_id", "#", right=True),
            Column("name", _("Name")),
            Column("phone", _("Phone")),
            Column("why", _("Why")),
        ),
        [_row(here, entry) for entry in entries],
        empty=_("Nothing presses today. `crm task add WHO TEXT --due fri` plans something."),
    )
    if on_terminal() and total > len(entries):
        say(
            _("{shown} of {all}; --limit shows more.").format(
                shown=here.formats.number(len(entries)), all=here.formats.number(total)
            )
        )


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
        work.handle(here.store, contact, outcome, task=entry.task_id, text=words, due=when),
        _("contact #{id}"),
    )


def _json(here: Shop, entry: Entry) -> dict[str, Any]:
    return {
        "contact_id": entry.contact_id,
        "name": entry.name if entry.contact_id else None,
        "phone": entry.phone,
        "reasons": [
            {"kind": r.kind, "text": reason_text(r, here.formats, here.looked_at)}
            for r in entry.reasons
        ],
        "score": round(entry.score, 1),
        "task_id": entry.task_id,
    }


def _row(here: Shop, entry: Entry) -> dict[str, Any]:
    phone = entry.phone
    if on_terminal() and phone:
        phone = here.formats.phone(phone, phone if phone.startswith("+") else None)
    why = reasons_text(entry.reasons, here.formats, here.looked_at)
    return {"contact_id": entry.contact_id, "name": entry.name, "phone": phone, "why": why}
