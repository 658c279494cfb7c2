"""Visits and call backs that were agreed on for a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands.done import told
from crmtui.commands.numbers import Number, whole
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.errors import UsageError
from crmtui.locale import _
from crmtui.reads.appointments import AppointmentLine

if TYPE_CHECKING:
    from crmtui.writes.appointments import AppointmentChanges

Where = Annotated[str | None, Option("--where", help=_("Where it is."))]
WhoGoes = Annotated[str | None, Option("--who", metavar="NAME", help=_("Who of the shop goes."))]
Minutes = Annotated[int | None, Option(metavar="N", parser=whole, help=_("How long it takes."))]
Note = Annotated[str | None, Option(help=_("What to bring or to know."))]
Call = Annotated[bool, Option("--call", help=_("A call back, no visit."))]


def add(
    ctx: Context,
    number: Annotated[
        int, Argument(metavar="TICKET", parser=whole, help=_("The number of the ticket."))
    ],
    when: Annotated[list[str], Argument(help=_("When, like fri 10:00 or +2d."))],
    call: Call = False,
    where: Where = None,
    who: WhoGoes = None,
    minutes: Minutes = None,
    note: Note = None,
) -> None:
    """Agree on a visit, or a call back, for a ticket."""
    from crmtui.writes import appointments

    here = shop(ctx)
    values = _said(here, " ".join(when), call or None, where, who, minutes, note)
    if call and minutes is None:
        values["minutes"] = 15
    told(here, appointments.add(here.store, number, **values), _("appointment #{id}"))


def edit(
    ctx: Context,
    number: Number,
    when: Annotated[str | None, Option("--when", metavar="WHEN", help=_("When it is."))] = None,
    where: Where = None,
    who: WhoGoes = None,
    minutes: Minutes = None,
    note: Note = None,
) -> None:
    """Change an appointment; what is not given stays as it is."""
    from crmtui.writes import appointments

    here = shop(ctx)
    values = _said(here, when, None, where, who, minutes, note)
    if not values:
        raise UsageError(_("Nothing to change was given."))
    told(here, appointments.edit(here.store, number, **values))


def done(ctx: Context, number: Number) -> None:
    """Say that an appointment was kept."""
    from crmtui.writes import appointments

    here = shop(ctx)
    told(here, appointments.done(here.store, number))


def off(ctx: Context, number: Number) -> None:
    """Call an appointment off."""
    from crmtui.writes import appointments

    here = shop(ctx)
    told(here, appointments.call_off(here.store, number))


def list_(
    ctx: Context, all_: Annotated[bool, Option("--all", help=_("Those that are over too."))] = False
) -> None:
    """List what was agreed on, the soonest first."""
    from crmtui.reads.appointments import appointments

    here = shop(ctx)
    with here.read() as connection:
        lines = appointments(connection, over=all_)
    if here.json:
        write_json([appointment_json(line) for line in lines])
        return
    print_appointments(
        here, lines, empty=_("No appointments. `crm ticket visit NUMBER WHEN` makes one.")
    )


def print_appointments(here: Shop, lines: list[AppointmentLine], empty: str = "") -> None:
    """Print appointments as a table."""
    table(
        (
            Column("id", "#", right=True),
            Column("at", _("When")),
            Column("kind", _("What")),
            Column("state", ""),
            Column("ticket_id", _("Ticket"), right=True),
            Column("name", _("Name")),
            Column("place", _("Where")),
            Column("who", _("Who")),
            Column("note", _("Note")),
        ),
        [_row(here, line) for line in lines],
        empty=empty,
    )


def appointment_json(line: AppointmentLine) -> dict[str, Any]:
    """Return an appointment as an object with stable keys."""
    return line._asdict() | {"dropped": bool(line.dropped), "done": line.done_at is not None}


def _row(here: Shop, line: AppointmentLine) -> dict[str, Any]:
    from crmtui.reads.ticket_words import appointment_label

    state = "" if line.done_at is None else "off" if line.dropped else "done"
    row = line._asdict() | {"state": state}
    if on_terminal():
        words = {"": "", "off": _("called off"), "done": _("done")}
        row |= {
            "at": here.formats.when(line.at, here.now),
            "kind": appointment_label(line.kind),
            "state": words[state],
        }
    return row


def _said(
    here: Shop,
    when: str | None,
    call: bool | None,
    where: str | None,
    who: str | None,
    minutes: int | None,
    note: str | None,
) -> AppointmentChanges:
    """Return what was typed about an appointment. Raises InvalidValue."""
    values = {
        "at": here.formats.parse_when(when, here.now) if when else None,
        "kind": "call" if call else None,
        "place": where,
        "who": who,
        "minutes": minutes,
        "note": note,
    }
    found = {name: value for name, value in values.items() if value is not None}
    return found  # type: ignore[return-value]  # checked by the model
