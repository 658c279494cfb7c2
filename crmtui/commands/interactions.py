"""Logging what passed between the shop and a customer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.contacts.newcomer import caller, warn_of_newcomer
from crmtui.commands.numbers import Limit, Number, whole
from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.spans import span
from crmtui.commands.tasks.tasks import planned
from crmtui.commands.titled import write_titled
from crmtui.errors import UsageError
from crmtui.labels import channel_label, direction_label, outcome_label, purpose_label
from crmtui.locale import _
from crmtui.reads.interactions import InteractionLine

_WHO = Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who)
Channel = Annotated[
    str | None, Option(help=_("call, visit, sms, email, whatsapp, telegram, instagram, …"))
]
Outcome = Annotated[
    str | None, Option(help=_("reached, no-answer, call-back, not-now, not-interested or done."))
]
In = Annotated[bool, Option("--in", help=_("They reached out."))]
Out = Annotated[bool, Option("--out", help=_("We reached out."))]
Purpose = Annotated[str | None, Option(help=_("pre-sale, sale or after-sale."))]
At = Annotated[str | None, Option(metavar="WHEN", help=_("When; otherwise now."))]
Minutes = Annotated[int | None, Option(metavar="N", parser=whole, help=_("How long it took."))]


def log(
    ctx: Context,
    who: Annotated[str, _WHO],
    text: Annotated[list[str] | None, Argument(help=_("What it was about."))] = None,
    channel: Channel = None,
    in_: In = False,
    out: Out = False,
    outcome: Outcome = None,
    purpose: Purpose = None,
    at: At = None,
    minutes: Minutes = None,
    next_: Annotated[
        str | None, Option("--next", metavar="TEXT", help=_("What to do next; it becomes a task."))
    ] = None,
    due: Annotated[str | None, Option(metavar="WHEN", help=_("When that is due."))] = None,
    new: Annotated[
        str | None, Option(metavar="NAME", help=_("Make an unknown caller a contact."))
    ] = None,
) -> None:
    """Log a call, visit or message with somebody."""
    from crmtui.commands.done import told
    from crmtui.writes import interactions

    here = shop(ctx)
    if due and next_ is None:
        raise UsageError(_("Nothing that could be due was given."), _("Add --next TEXT."))
    values = interaction_values(
        here, " ".join(text or ()), channel, in_, out, outcome, purpose, at, minutes
    )
    task = None if next_ is None else planned(here, next_, due)
    contact, newcomer = caller(here, who, new)
    done = interactions.log(here.store, contact, new=newcomer, next_task=task, **values)
    if out and contact:
        _warn(here, contact)
    told(here, done, _("interaction #{id}"))
    if newcomer:
        warn_of_newcomer(here, "interaction", done.row)


def list_(
    ctx: Context,
    who: Annotated[str, _WHO] = "",
    since: Annotated[str, Option(metavar="DATE", help=_("From that day on."))] = "",
    until: Annotated[str, Option(metavar="DATE", help=_("Up to that day."))] = "",
    limit: Limit = 50,
) -> None:
    """List the latest interactions, of one contact or of all."""
    from crmtui.reads.interactions import interactions
    from crmtui.reads.who import resolve

    here = shop(ctx)
    with here.read() as connection:
        contact = resolve(connection, who) if who else None
        lines = interactions(connection, contact=contact, limit=limit, **span(here, since, until))
    if here.json:
        write_json([line._asdict() for line in lines])
        return
    rows: list[dict[str, Any]] = [line._asdict() for line in lines]
    if on_terminal():
        for row in rows:
            row["at"] = here.formats.when(row["at"], here.now)
            row["channel"] = channel_label(row["channel"])
            row["direction"] = row["direction"] and direction_label(row["direction"])
            row["outcome"] = row["outcome"] and outcome_label(row["outcome"])
    table(
        (
            Column("id", "#", right=True),
            Column("at", _("When")),
            Column("name", _("Name")),
            Column("channel", _("Channel")),
            Column("direction", ""),
            Column("outcome", _("Outcome")),
            Column("text", _("Text")),
        ),
        rows,
        empty=_("Nothing logged yet. `crm log WHO TEXT` logs a call."),
    )


def show(ctx: Context, number: Number) -> None:
    """Show an interaction."""
    from crmtui.reads.interactions import interaction

    here = shop(ctx)
    with here.read() as connection:
        line = interaction(connection, number)
    if here.json:
        write_json(line._asdict())
        return
    write_titled(_facts(here, line))


def edit(
    ctx: Context,
    number: Number,
    text: Annotated[str | None, Option(help=_("The text, in place of the old one."))] = None,
    channel: Channel = None,
    in_: In = False,
    out: Out = False,
    outcome: Outcome = None,
    purpose: Purpose = None,
    at: At = None,
    minutes: Minutes = None,
) -> None:
    """Change an interaction; what is not given stays as it is."""
    from crmtui.commands.done import told
    from crmtui.writes import interactions

    here = shop(ctx)
    values = interaction_values(here, text, channel, in_, out, outcome, purpose, at, minutes)
    values |= {name: None for name in ("outcome", "purpose") if values.get(name) == ""}
    if not values:
        raise UsageError(_("Nothing to change was given."))
    told(here, interactions.edit(here.store, number, **values))


def delete(ctx: Context, number: Number) -> None:
    """Delete an interaction; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import interactions

    here = shop(ctx)
    told(here, interactions.delete(here.store, number))


def _warn(here: Shop, contact: int) -> None:
    from crmtui.reads.card import do_not_contact

    with here.read() as connection:
        warning = do_not_contact(connection, contact)
    if warning:
        say(_("Warning: {warning}").format(warning=warning))


def interaction_values(
    here: Shop,
    text: str | None,
    channel: str | None,
    in_: bool,
    out: bool,
    outcome: str | None,
    purpose: str | None,
    at: str | None,
    minutes: int | None,
) -> Any:
    """Return what was said of an interaction; what was not is left out. Raises UsageError."""
    if in_ and out:
        raise UsageError(_("Either --in or --out, not both."))
    when: datetime | None = here.formats.parse_when(at, here.now, past=True) if at else None
    values = {
        "text": text,
        "channel": channel,
        "direction": "in" if in_ else "out" if out else None,
        "outcome": outcome,
        "purpose": purpose,
        "at": when,
        "minutes": minutes,
    }
    return {name: value for name, value in values.items() if value is not None}


def _channel(line: InteractionLine) -> str:
    way = direction_label(line.direction) if line.direction else ""
    return f"{channel_label(line.channel)} {way}".strip()


def _facts(here: Shop, line: InteractionLine) -> list[tuple[str, str]]:
    facts = [
        (_("Who"), f"{line.name} #{line.contact_id}" if line.contact_id else ""),
        (_("Ticket"), f"#{line.ticket_id}" if line.ticket_id else ""),
        (_("When"), here.formats.when(line.at, here.now)),
        (_("Channel"), _channel(line)),
        (_("Purpose"), purpose_label(line.purpose) if line.purpose else ""),
        (_("Outcome"), outcome_label(line.outcome) if line.outcome else ""),
        (_("Minutes"), "" if line.minutes is None else here.formats.number(line.minutes)),
        (_("Text"), line.text),
    ]
    return [(title, value) for title, value in facts if value]
