"""Named lists: filters that the shop uses again."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Context

from crmtui.commands.numbers import Limit, Skip
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.queries import Query, Sort, asked, checked_sort, print_contacts, query_text
from crmtui.commands.shop import shop
from crmtui.errors import CrmError
from crmtui.locale import _

if TYPE_CHECKING:
    from crmtui.reads.filters.condition import Asked
    from crmtui.reads.saved_lists import SavedListLine

Name = Annotated[str, Argument(help=_("A list, as `crm list` shows them."))]


def table_(ctx: Context) -> None:
    """List the named lists, with how many are in each now."""
    from crmtui.reads.saved_lists import saved_lists

    if ctx.invoked_subcommand:
        return
    here = shop(ctx)
    with here.read() as connection:
        rows = [_row(connection, line, asked(here)) for line in saved_lists(connection)]
    if here.json:
        write_json(rows)
        return
    table(
        (
            Column("name", _("List")),
            Column("contacts", _("Customers"), right=True),
            Column("query", _("Filter")),
        ),
        rows,
        empty=_("No lists yet. `crm list save NAME QUERY` gives a filter a name."),
    )


def _row(connection: sqlite3.Connection, line: SavedListLine, how: Asked) -> dict[str, Any]:
    """Return a list with its count; None where a field or a list it names is gone."""
    from crmtui.reads import filtered
    from crmtui.reads.filters.where import where

    try:
        count = filtered.count(connection, where(connection, line.query, how))
    except CrmError:
        count = None
    return {"id": line.id, "name": line.name, "contacts": count, "query": line.query}


def save(
    ctx: Context,
    name: Annotated[str, Argument(help=_("The name."))],
    query: Query = None,
) -> None:
    """Give a filter a name; a list of that name gets the new filter."""
    from crmtui.commands.done import told
    from crmtui.writes import saved_lists

    here = shop(ctx)
    told(here, saved_lists.save(here.store, name, query_text(query)), _("list #{id}"))


def show(
    ctx: Context,
    name: Name,
    sort: Sort = "name",
    limit: Limit = 50,
    skip: Skip = 0,
) -> None:
    """List the customers of a named list."""
    from crmtui.reads import filtered
    from crmtui.reads.filters.where import where
    from crmtui.reads.saved_lists import saved_list

    here = shop(ctx)
    checked_sort(sort)
    with here.read() as connection:
        found = where(connection, saved_list(connection, name).query, asked(here))
        lines = filtered.page(connection, found, sort=sort, skip=skip, limit=limit)
    print_contacts(here, lines, _("Nobody is in this list now."))


def rename(
    ctx: Context, name: Name, new: Annotated[str, Argument(help=_("The new name."))]
) -> None:
    """Give a list another name; lists that name it go on doing so."""
    from crmtui.commands.done import told
    from crmtui.writes import saved_lists

    here = shop(ctx)
    told(here, saved_lists.rename(here.store, name, new), _("list #{id}"))


def delete(ctx: Context, name: Name) -> None:
    """Delete a list; its customers stay."""
    from crmtui.commands.done import told
    from crmtui.writes import saved_lists

    here = shop(ctx)
    told(here, saved_lists.delete(here.store, name), _("list #{id}"))
