"""Tags: on one contact, and by themselves."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import shop
from crmtui.locale import _

Name = Annotated[str, Argument(help=_("A tag, as `crm tag list` shows them."))]


def tag(
    ctx: Context,
    who: Annotated[
        str,
        Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who),
    ],
    tags: Annotated[list[str], Argument(help=_("Tags; quote one that has blanks in it."))],
    remove: Annotated[bool, Option("--remove", help=_("Take them off."))] = False,
) -> None:
    """Put tags on a contact, or take them off."""
    from crmtui.commands.changes import tags_after
    from crmtui.commands.done import told
    from crmtui.reads.card import card
    from crmtui.reads.who import resolve
    from crmtui.writes import contacts

    here = shop(ctx)
    with here.read() as connection:
        held = card(connection, resolve(connection, who))
    after = tags_after(held, None, tags) if remove else tags_after(held, tags, None)
    told(here, contacts.edit(here.store, held.id, tags=after or []))


def list_(ctx: Context) -> None:
    """List the tags, with how many have each."""
    from crmtui.reads.tags import tags

    here = shop(ctx)
    with here.read() as connection:
        found = tags(connection)
    rows = [line._asdict() for line in found]
    if here.json:
        write_json(rows)
        return
    table(
        (Column("name", _("Tag")), Column("contacts", _("Customers"), right=True)),
        rows,
        empty=_("No tags yet. `crm contact tag WHO TAG` makes one."),
    )


def rename(
    ctx: Context, name: Name, new: Annotated[str, Argument(help=_("The new name."))]
) -> None:
    """Give a tag another name; a tag that has it already takes its customers over."""
    from crmtui.commands.done import told
    from crmtui.writes import tags

    here = shop(ctx)
    told(here, tags.rename(here.store, name, new))


def delete(ctx: Context, name: Name) -> None:
    """Take a tag off everybody; undo brings it back."""
    from crmtui.commands.done import told
    from crmtui.writes import tags

    here = shop(ctx)
    told(here, tags.delete(here.store, name))
