"""Answers that are written once and used often."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands.done import told
from crmtui.commands.numbers import Number
from crmtui.commands.output import Column, table, write, write_json
from crmtui.commands.shop import on_terminal, shop
from crmtui.locale import _
from crmtui.reads.canned import CannedLine

Category = Annotated[str | None, Option(help=_("The category of tickets it is for."))]


def list_(
    ctx: Context,
    category: Annotated[
        str | None, Option(help=_("Only what fits this category, the best first."))
    ] = None,
    ticket: Annotated[
        int | None, Option(metavar="NUMBER", help=_("Only what fits this ticket, filled in."))
    ] = None,
) -> None:
    """List the canned replies, how often each was used, and how often the ticket came back."""
    from crmtui.reads.canned import canned_replies, filled_for, suggestions
    from crmtui.reads.tickets import ticket as one

    here = shop(ctx)
    with here.read() as connection:
        if ticket is not None:
            held = one(connection, ticket)
            lines = [
                line._replace(text=filled_for(line.text, held, here.settings["shop"]))
                for line in suggestions(connection, held.category)
            ]
        elif category is not None:
            lines = suggestions(connection, category)
        else:
            lines = canned_replies(connection)
    if here.json:
        write_json([line._asdict() for line in lines])
        return
    table(
        (
            Column("id", "#", right=True),
            Column("name", _("Name")),
            Column("category", _("Category")),
            Column("used", _("Used"), right=True),
            Column("came_back", _("Came back"), right=True),
            Column("text", _("Text")),
        ),
        [_row(line) for line in lines],
        empty=_("No canned replies. `crm canned add NAME TEXT` adds one."),
    )


def show(ctx: Context, number: Number) -> None:
    """Show a canned reply."""
    from crmtui.reads.canned import canned_reply

    here = shop(ctx)
    with here.read() as connection:
        line = canned_reply(connection, number)
    if here.json:
        write_json(line._asdict())
    else:
        write(line.text)


def add(
    ctx: Context,
    name: Annotated[str, Argument(help=_("A short name for it."))],
    text: Annotated[
        list[str] | None, Argument(help=_("The text; without one, $EDITOR opens for it."))
    ] = None,
    category: Category = None,
) -> None:
    """Keep an answer for the next time; {name}, {number} … are filled in when it is used."""
    from crmtui.editor import draft
    from crmtui.writes import canned

    here = shop(ctx)
    if text:
        done = canned.add(here.store, name, " ".join(text), category or "")
        told(here, done, _("canned reply #{id}"))
        return
    with draft("") as page:
        done = canned.add(here.store, name, page.edit(), category or "")
        told(here, done, _("canned reply #{id}"))


def edit(
    ctx: Context,
    number: Number,
    name: Annotated[str | None, Option(help=_("Another name."))] = None,
    text: Annotated[str | None, Option(help=_("Another text."))] = None,
    category: Category = None,
) -> None:
    """Change a canned reply; without an option, $EDITOR opens its text."""
    from crmtui.editor import draft
    from crmtui.reads.canned import canned_reply
    from crmtui.writes import canned

    here = shop(ctx)
    said = {"name": name, "text": text, "category": category}
    values: Any = {key: value for key, value in said.items() if value is not None}
    if values:
        told(here, canned.edit(here.store, number, **values))
        return
    with here.read() as connection:
        held = canned_reply(connection, number)
    with draft(held.text) as page:
        told(here, canned.edit(here.store, number, text=page.edit()))


def delete(ctx: Context, number: Number) -> None:
    """Delete a canned reply; what was written with it stays."""
    from crmtui.writes import canned

    here = shop(ctx)
    told(here, canned.delete(here.store, number))


def _row(line: CannedLine) -> dict[str, Any]:
    row = line._asdict()
    if on_terminal():
        row["text"] = " ".join(line.text.split())
    return row
