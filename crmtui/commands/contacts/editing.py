"""Adding contacts, changing them, noting things on them."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.changes import points_after, read_added, tags_after
from crmtui.commands.contacts.alike import warn
from crmtui.commands.contacts.custom import own_values
from crmtui.commands.contacts.options import added_points, single_values, with_fields
from crmtui.commands.done import told
from crmtui.commands.shop import Shop, shop
from crmtui.errors import UsageError
from crmtui.locale import _
from crmtui.reads.card import Card, card
from crmtui.reads.who import resolve

Who = Annotated[
    str,
    Argument(help=_("An id, a phone, an e-mail or a name."), autocompletion=complete.who),
]


@with_fields
def add(
    ctx: Context, name: Annotated[list[str], Argument(help=_("The name."))], **given: Any
) -> None:
    """Add a contact."""
    from crmtui.writes import contacts

    here = shop(ctx)
    with here.read() as connection:
        values = single_values(here, connection, given)
    points = {kind: read_added(texts) for kind, texts in added_points(given).items()}
    tags = {"tags": given["tag"]} if given["tag"] else {}
    values |= {"name": " ".join(name), **points, **tags, **own_values(here, given["field"])}
    done = contacts.add(here.store, **values)
    told(here, done)
    warn(here, done.row)


@with_fields
def edit(
    ctx: Context,
    who: Who,
    name: Annotated[str | None, Option(help=_("The new name."))] = None,
    drop: Annotated[
        list[str] | None, Option(help=_("A phone, e-mail, handle or address to remove."))
    ] = None,
    untag: Annotated[list[str] | None, Option(help=_("A tag to remove."))] = None,
    **given: Any,
) -> None:
    """Change a contact; what is not given stays as it is, a phone or tag that is given is added."""
    from crmtui.writes import contacts

    here = shop(ctx)
    with here.read() as connection:
        held = card(connection, resolve(connection, who))
        values = single_values(here, connection, {"name": name, **given})
    values |= points_after(held, added_points(given), drop or [], here.formats.region)
    tags = tags_after(held, given["tag"], untag)
    values |= {} if tags is None else {"tags": tags}
    values |= own_values(here, given["field"])
    if not values:
        raise UsageError(_("Nothing to change was given."), _("See `crm contact edit --help`."))
    told(here, contacts.edit(here.store, held.id, **values))
    if values.keys() & {"name", *added_points(given)}:
        warn(here, held.id, is_new=False)


def note(
    ctx: Context,
    who: Who,
    text: Annotated[
        list[str] | None, Argument(help=_("A line to add; without one, $EDITOR opens the note."))
    ] = None,
) -> None:
    """Note something on a contact, or edit the whole note in your editor."""
    from crmtui.writes import notes

    here = shop(ctx)
    with here.read() as connection:
        held = card(connection, resolve(connection, who))
    if text:
        told(here, notes.append(here.store, held.id, " ".join(text)))
    else:
        _edit_note(here, held)


def _edit_note(here: Shop, held: Card) -> None:
    from crmtui.editor import draft
    from crmtui.writes import notes

    with draft(held.note) as text:
        told(here, notes.rewrite(here.store, held.id, held.note, text.edit()))
