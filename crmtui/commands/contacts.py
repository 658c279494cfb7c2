"""Finding, showing and listing contacts, and moving them into the trash and back."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Limit, MaybeLimit, Skip
from crmtui.commands.output import Column, table, write, write_json, write_lines
from crmtui.commands.queries import (
    Query,
    Sort,
    asked,
    checked_sort,
    print_contacts,
    query_text,
)
from crmtui.commands.shop import on_terminal, shop
from crmtui.errors import UsageError
from crmtui.locale import _

Words = Annotated[
    list[str],
    Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who),
]


def find(
    ctx: Context,
    text: Annotated[list[str], Argument(help=_("A part of a name, phone, e-mail, tag, city."))],
    limit: Limit = 50,
) -> None:
    """Find people by any fragment, in any spelling and any notation of a phone."""
    from crmtui.reads.search import find as search

    here = shop(ctx)
    with here.read() as connection:
        found = search(connection, " ".join(text), limit)
    if here.json:
        write_json([contact._asdict() for contact in found])
        return
    columns = (
        Column("id", "#", right=True),
        Column("name", _("Name")),
        Column("phone", _("Phone")),
        Column("email", _("E-mail")),
        Column("company", _("Company")),
        Column("city", _("City")),
    )
    rows: list[dict[str, Any]] = [contact._asdict() for contact in found]
    if on_terminal():
        for row in rows:
            row["phone"] = here.formats.phone(row["phone"], row["phone"])
    table(columns, rows, empty=_("Nobody fits."))


def who(ctx: Context, who: Words) -> None:
    """Show somebody's card: how to reach them, what they bought, what was said."""
    from crmtui.commands.cards import card_json, print_card
    from crmtui.reads.card import card
    from crmtui.reads.segment_of import contact_segment
    from crmtui.reads.timeline import timeline
    from crmtui.reads.who import resolve

    here = shop(ctx)
    with here.read() as connection:
        contact = card(connection, resolve(connection, " ".join(who)))
        events = timeline(connection, contact.id, limit=20)
        segment = contact_segment(
            connection, here.settings, contact.id, today=here.today, as_of=here.as_of
        )
    if here.json:
        write_json(card_json(here, contact, segment, events))
    else:
        print_card(here, contact, segment, events)


def list_(
    ctx: Context,
    query: Query = None,
    sort: Sort = "name",
    trash: Annotated[bool, Option("--trash", help=_("Those in the trash."))] = False,
    limit: MaybeLimit = None,
    skip: Skip = 0,
    count: Annotated[bool, Option("--count", help=_("Only how many they are."))] = False,
    ids: Annotated[bool, Option("--ids", help=_("Only their numbers, a line each."))] = False,
) -> None:
    """List contacts, all of them or those whom a filter fits."""
    from crmtui.reads import contacts, filtered
    from crmtui.reads.filters.where import where

    here, text = shop(ctx), query_text(query)
    checked_sort(sort)
    if trash:
        if text or count or ids:
            raise UsageError(_("The trash is listed as a whole."), _("Give --trash alone."))
        with here.read() as connection:
            lines = contacts.page(connection, sort=sort, skip=skip, limit=limit or 50, trashed=True)
        print_contacts(here, lines, _("The trash is empty."))
        return
    with here.read() as connection:
        found = where(connection, text, asked(here))
        if count:
            number = filtered.count(connection, found)
        elif ids:
            numbers = filtered.ids(connection, found, sort=sort, skip=skip, limit=limit or -1)
        else:
            lines = filtered.page(connection, found, sort=sort, skip=skip, limit=limit or 50)
    if count:
        write_json({"count": number}) if here.json else write(str(number))
    elif ids:
        write_json(numbers) if here.json else write_lines(numbers)
    else:
        empty = _("Nobody fits.") if text else _("No contacts yet. `crm add NAME` makes the first.")
        print_contacts(here, lines, empty)


def delete(ctx: Context, who: Words) -> None:
    """Move a contact to the trash; nothing of theirs is lost."""
    from crmtui.commands.done import told
    from crmtui.reads.who import resolve
    from crmtui.writes import contacts

    here = shop(ctx)
    with here.read() as connection:
        number = resolve(connection, " ".join(who))
    told(here, contacts.delete(here.store, number))
