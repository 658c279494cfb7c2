"""Finding, showing and listing contacts, and moving them into the trash and back."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context, Option

from crmtui.commands import complete
from crmtui.commands.output import Column, table, write_json
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
    limit: Annotated[int, Option(min=1, help=_("At most so many."))] = 50,
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
    sort: Annotated[str, Option(help=_("name, last-purchase, sum or newest."))] = "name",
    trash: Annotated[bool, Option("--trash", help=_("Those in the trash."))] = False,
    limit: Annotated[int, Option(min=1, help=_("At most so many."))] = 50,
    skip: Annotated[int, Option(min=0, help=_("Leave out the first so many."))] = 0,
) -> None:
    """List contacts."""
    from crmtui.reads.contacts import SORTS, page

    here = shop(ctx)
    if sort not in SORTS:
        raise UsageError(
            _("There is no order {name}.").format(name=sort),
            _("Choose one of: {choices}.").format(choices=", ".join(SORTS)),
        )
    with here.read() as connection:
        lines = page(connection, sort=sort, skip=skip, limit=limit, trashed=trash)
    rows: list[dict[str, Any]] = [
        line._asdict() | {"last_purchase": here.day(line.last_at)} for line in lines
    ]
    if here.json:
        write_json(rows)
        return
    if on_terminal():
        formats = here.formats
        for row in rows:
            row["phone"] = formats.phone(row["phone"], row["phone"])
            row["net"] = formats.money(row["net"], with_unit=False) if row["purchases"] else ""
            row["last_purchase"] = formats.ago(row["last_at"], here.today) if row["last_at"] else ""
    table(
        (
            Column("id", "#", right=True),
            Column("name", _("Name")),
            Column("phone", _("Phone")),
            Column("city", _("City")),
            Column("last_purchase", _("Last buy")),
            Column("purchases", _("Buys"), right=True),
            Column("net", here.formats.unit_name, right=True),
        ),
        rows,
        empty=_("No contacts yet. `crm add NAME` makes the first."),
    )


def delete(ctx: Context, who: Words) -> None:
    """Move a contact to the trash; nothing of theirs is lost."""
    from crmtui.commands.done import told
    from crmtui.reads.who import resolve
    from crmtui.writes import contacts

    here = shop(ctx)
    with here.read() as connection:
        number = resolve(connection, " ".join(who))
    told(here, contacts.delete(here.store, number))
