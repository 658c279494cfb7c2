"""What customers wish for: noted down, listed, met."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Number
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.commands.tasks.need_lines import need_json
from crmtui.commands.titled import write_titled
from crmtui.locale import _
from crmtui.reads.needs import NeedLine

Words = Annotated[list[str], Argument(help=_("What they wish for."))]


def need(
    ctx: Context,
    who: Annotated[
        str,
        Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who),
    ],
    text: Words,
    date: Annotated[str, Option(metavar="WHEN", help=_("When they said so."))] = "",
) -> None:
    """Note down what somebody wishes for, until the shop has it."""
    from crmtui.commands.done import told
    from crmtui.reads.who import resolve
    from crmtui.writes import needs

    here = shop(ctx)
    at = here.formats.parse_when(date, here.now, past=True) if date else None
    with here.read() as connection:
        contact = resolve(connection, who)
    told(here, needs.add(here.store, contact, " ".join(text), at=at), _("need #{id}"))


def list_(
    ctx: Context,
    text: Annotated[list[str] | None, Argument(help=_("Words in what is wished for."))] = None,
    all_: Annotated[bool, Option("--all", help=_("Those that were met too."))] = False,
    who: Annotated[
        str,
        Option(metavar="WHO", help=_("Only those of one contact."), autocompletion=complete.who),
    ] = "",
) -> None:
    """List who wants what, the newest first."""
    from crmtui.reads.needs import needs
    from crmtui.reads.who import resolve

    here = shop(ctx)
    with here.read() as connection:
        contact = resolve(connection, who) if who else None
        lines = needs(connection, text=" ".join(text or ()), contact=contact, met=all_)
    if here.json:
        write_json([need_json(here, line) for line in lines])
        return
    table(
        (
            Column("id", "#", right=True),
            Column("date", _("Since")),
            Column("name", _("Name")),
            Column("text", _("Wants")),
            Column("met", _("Met")),
        ),
        [_row(here, line) for line in lines],
        empty=_("Nobody wants this.") if text else _("No needs. `crm need WHO TEXT` adds one."),
    )


def show(ctx: Context, number: Number) -> None:
    """Show a need."""
    from crmtui.reads.needs import need as one

    here = shop(ctx)
    with here.read() as connection:
        line = one(connection, number)
    if here.json:
        write_json(need_json(here, line))
        return
    write_titled(_facts(here, line))


def edit(ctx: Context, number: Number, text: Words) -> None:
    """Say a need in other words."""
    from crmtui.commands.done import told
    from crmtui.writes import needs

    here = shop(ctx)
    told(here, needs.edit(here.store, number, " ".join(text)))


def met(
    ctx: Context,
    number: Number,
    not_: Annotated[bool, Option("--not", help=_("It is open after all."))] = False,
) -> None:
    """Say that a need was met."""
    from crmtui.commands.done import told
    from crmtui.writes import needs

    here = shop(ctx)
    told(here, needs.set_met(here.store, number, met=not not_))


def delete(ctx: Context, number: Number) -> None:
    """Delete a need; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import needs

    here = shop(ctx)
    told(here, needs.delete(here.store, number))


def _row(here: Shop, line: NeedLine) -> dict[str, Any]:
    since, met_on = here.day(line.at), here.day(line.met_at)
    if on_terminal():
        formats = here.formats
        since = formats.when(line.at, here.now)
        met_on = formats.when(line.met_at, here.now) if line.met_at else ""
    return line._asdict() | {"date": since, "met": met_on}


def _facts(here: Shop, line: NeedLine) -> list[tuple[str, str]]:
    when = here.formats.when
    facts = [
        (_("Who"), f"{line.name} #{line.contact_id}"),
        (_("Wants"), line.text),
        (_("Since"), when(line.at, here.now)),
        (_("Met"), when(line.met_at, here.now) if line.met_at else ""),
    ]
    return [(title, value) for title, value in facts if value]
