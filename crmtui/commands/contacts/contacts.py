"""Finding, showing and listing contacts, and moving them into the trash and back."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.numbers import Limit, MaybeLimit, Skip
from crmtui.commands.output import write, write_json, write_lines
from crmtui.commands.queries import (
    Query,
    Sort,
    asked,
    checked_sort,
    print_contacts,
    query_text,
)
from crmtui.commands.shop import shop
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
    from crmtui.commands.quick.find import find as answer

    answer(shop(ctx), " ".join(text), limit)


def who(ctx: Context, who: Words) -> None:
    """Show somebody's card: how to reach them, what they bought, what was said."""
    from crmtui.commands.quick.who import who as answer

    answer(shop(ctx), " ".join(who))


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
