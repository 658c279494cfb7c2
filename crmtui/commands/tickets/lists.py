"""The queue of tickets, and one with all that was said on it."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import MaybeLimit, Number
from crmtui.commands.output import Column, say, table, terminal_width, write, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.tickets.visits import appointment_json, print_appointments
from crmtui.commands.titled import write_titled
from crmtui.errors import UsageError
from crmtui.labels import channel_label
from crmtui.locale import _, pgettext
from crmtui.reads.ticket_clock import Clock, Left
from crmtui.reads.ticket_talk import Said
from crmtui.reads.ticket_words import (
    change_text,
    left_text,
    priority_label,
    ticket_status_label,
)
from crmtui.reads.tickets import TicketLine

_SHOWN = 50
_WIDE = 100
"""Cells of a terminal that has room for every column."""


def list_(
    ctx: Context,
    text: Annotated[
        list[str] | None, Argument(help=_("A part of the subject or of the name."))
    ] = None,
    status: Annotated[str, Option(help=_("Only those with this status."))] = "",
    assignee: Annotated[
        str | None,
        Option(metavar="NAME", help=_('Only those of one of the shop; "" for free ones.')),
    ] = None,
    mine: Annotated[
        bool, Option("--mine", help=_("Only yours; `crm config set me NAME` says who you are."))
    ] = False,
    category: Annotated[str | None, Option(help=_("Only those of a category."))] = None,
    priority: Annotated[str, Option(help=_("Only those with this priority."))] = "",
    who: Annotated[
        str,
        Option(metavar="WHO", help=_("Only those of one contact."), autocompletion=complete.who),
    ] = "",
    all_: Annotated[bool, Option("--all", help=_("The solved and closed ones too."))] = False,
    limit: MaybeLimit = None,
) -> None:
    """List the tickets to work on: what breaches its deadline next stands first."""
    from crmtui.reads.tickets import TicketFilter, queue, queue_length
    from crmtui.reads.who import resolve
    from crmtui.rules.ticket_words import priority_of, status_of

    here = shop(ctx)
    with here.read() as connection:
        wanted = TicketFilter(
            status=status_of(status),
            assignee=_me(here) if mine else assignee,
            category=category,
            priority=priority_of(priority),
            contact=resolve(connection, who) if who else None,
            text=" ".join(text or ()),
            all_=all_,
        )
        most = limit or (_SHOWN if on_terminal() else None)
        lines = queue(connection, wanted, limit=most)
        total = queue_length(connection, wanted)
    clock = Clock(here.settings, here.now)
    if here.json:
        write_json([ticket_json(line, clock.left(line)) for line in lines])
        return
    rows = [_row(line, clock.left(line)) for line in lines]
    table(
        _columns(rows) if on_terminal() else _all_columns(),
        rows,
        empty=_("No tickets. `crm ticket open WHO SUBJECT` opens one."),
    )
    if on_terminal() and total > len(lines):
        shown, number = here.formats.number(len(lines)), here.formats.number(total)
        say(_("{shown} of {all}; --limit shows more.").format(shown=shown, all=number))


def _all_columns() -> tuple[Column, ...]:
    return (
        Column("id", "#", right=True),
        Column("left", pgettext("ticket", "Left")),
        Column("priority", _("Priority")),
        Column("status", _("Status")),
        Column("name", _("Name")),
        Column("subject", _("Subject")),
        Column("category", _("Category")),
        Column("assignee", _("With")),
    )


def _columns(rows: list[dict[str, Any]]) -> list[Column]:
    """Return the columns that say anything, and on a narrow terminal not the category."""
    spared = {"category"} if terminal_width() < _WIDE else set()
    return [
        column
        for column in _all_columns()
        if column.key not in spared and any(row[column.key] for row in rows)
    ]


def _me(here: Shop) -> str:
    if not here.settings["me"]:
        raise UsageError(_("It is not known who you are."), _("`crm config set me NAME` says so."))
    return here.settings["me"]


def show(ctx: Context, number: Number) -> None:
    """Show a ticket with all that was said on it."""
    from crmtui.reads.appointments import appointments
    from crmtui.reads.ticket_talk import conversation
    from crmtui.reads.tickets import linked_tickets, ticket

    here = shop(ctx)
    with here.read() as connection:
        line = ticket(connection, number)
        said = conversation(connection, number)
        agreed = appointments(connection, ticket=number, over=True)
        linked = linked_tickets(connection, number)
    left = Clock(here.settings, here.now).left(line)
    if here.json:
        write_json(
            ticket_json(line, left)
            | {
                "messages": [_message_json(one) for one in said if one.is_message],
                "history": [_change_json(one) for one in said if not one.is_message],
                "appointments": [appointment_json(one) for one in agreed],
                "linked": [
                    {"id": one.id, "subject": one.subject, "status": one.status} for one in linked
                ],
            }
        )
        return
    write(f"#{line.id} {line.subject}")
    write_titled(_facts(here, line, left, linked), "  ")
    for one in said:
        _print_said(here, one)
    if agreed:
        write()
        print_appointments(here, agreed)


def ticket_json(line: TicketLine, left: Left) -> dict[str, Any]:
    """Return a ticket as an object with stable keys."""
    minutes = left.minutes if left.due else None
    return line._asdict() | {
        "name": line.name or None,
        "open": line.is_open,
        "due": left.due,
        "due_state": left.state,
        "left_minutes": minutes,
    }


def _message_json(said: Said) -> dict[str, Any]:
    return {
        "id": said.id,
        "at": said.at,
        "direction": None if said.kind == "note" else said.kind,
        "channel": said.channel,
        "text": said.text,
    }


def _change_json(said: Said) -> dict[str, Any]:
    return {"at": said.at, "kind": said.kind, "value": said.text, "by": said.by}


def _row(line: TicketLine, left: Left) -> dict[str, Any]:
    row = line._asdict()
    if not on_terminal():
        return row | {"left": left.minutes if left.due else None}
    return row | {
        "left": left_text(left),
        "priority": "" if line.priority == "normal" else priority_label(line.priority),
        "status": ticket_status_label(line.status),
    }


def _facts(
    here: Shop, line: TicketLine, left: Left, linked: list[TicketLine]
) -> list[tuple[str, str]]:
    when = here.formats.when
    status = ticket_status_label(line.status)
    if line.merged_into:
        status = _("merged into #{id}").format(id=line.merged_into)
    due = f"{left_text(left)} · {when(left.due, here.now)}" if left.due else ""
    facts = [
        (_("Who"), f"{line.name} #{line.contact_id}" if line.contact_id else ""),
        (_("Status"), status),
        (pgettext("ticket", "Left"), due),
        (_("Priority"), priority_label(line.priority)),
        (_("Category"), line.category),
        (_("Channel"), channel_label(line.channel) if line.channel else ""),
        (_("With"), line.assignee),
        (_("Purchase"), f"#{line.purchase_id}" if line.purchase_id else ""),
        (_("Product"), line.product),
        (_("Warranty"), _warranty(here, line)),
        (_("Opened"), when(line.opened_at, here.now)),
        (_("Replied"), when(line.first_reply_at, here.now) if line.first_reply_at else ""),
        (_("Solved"), when(line.solved_at, here.now) if line.solved_at else ""),
        (_("Closed"), when(line.closed_at, here.now) if line.closed_at else ""),
        (_("Came back"), here.formats.number(line.reopened) if line.reopened else ""),
        (_("Score"), _("{score} of 5").format(score=line.csat) if line.csat is not None else ""),
        (_("NPS"), str(line.nps) if line.nps is not None else ""),
        (_("Comment"), " ".join(line.comment.split())),
        (_("See too"), ", ".join(f"#{one.id} {one.subject}" for one in linked)),
    ]
    return [(title, value) for title, value in facts if value]


def _warranty(here: Shop, line: TicketLine) -> str:
    from datetime import date

    if not line.warranty_until:
        return ""
    day = date.fromisoformat(line.warranty_until)
    shown = here.formats.date(day)
    form = _("until {day}") if day >= here.today else _("over since {day}")
    return form.format(day=shown)


def _print_said(here: Shop, said: Said) -> None:
    when = here.formats.when(said.at, here.now)
    if not said.is_message:
        write(f"  · {when}  {change_text(said)}" + (f" ({said.by})" if said.by else ""))
        return
    heads = {"in": _("they wrote"), "out": _("we wrote"), "note": _("note")}
    channel = "" if said.kind == "note" else f" · {channel_label(said.channel)}"
    head = f"{heads[said.kind]}{channel} · {when}  [{said.id}]"
    write()
    write(head)
    for text in said.text.split("\n"):
        write(f"    {text}")
