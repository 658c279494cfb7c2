"""The trash: who lies in it, and bringing them back."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Context

from crmtui.commands.numbers import Limit, Skip
from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import on_terminal, shop
from crmtui.locale import _

Trashed = Annotated[
    list[str], Argument(metavar="WHO", help=_("An id, a phone, an e-mail or a name in the trash."))
]


def trash(
    ctx: Context,
    limit: Limit = 50,
    skip: Skip = 0,
) -> None:
    """List who is in the trash, the latest first."""
    from crmtui.reads.trash import trash as trashed

    here = shop(ctx)
    with here.read() as connection:
        found = trashed(connection, limit=limit, skip=skip)
    rows: list[dict[str, Any]] = [line._asdict() for line in found]
    if here.json:
        write_json(rows)
        return
    if on_terminal():
        for row in rows:
            row["phone"] = here.formats.phone(row["phone"], row["phone"])
            row["deleted_at"] = here.formats.when(row["deleted_at"], here.now)
            row["net"] = here.formats.money(row["net"], with_unit=False) if row["purchases"] else ""
    table(
        (
            Column("id", "#", right=True),
            Column("name", _("Name")),
            Column("phone", _("Phone")),
            Column("city", _("City")),
            Column("deleted_at", _("Deleted")),
            Column("purchases", _("Buys"), right=True),
            Column("net", here.formats.unit_name, right=True),
        ),
        rows,
        empty=_("The trash is empty."),
    )


def restore(ctx: Context, who: Trashed) -> None:
    """Bring a contact back from the trash."""
    from crmtui.commands.done import told
    from crmtui.reads.trash import resolve_trashed
    from crmtui.writes import contacts

    here = shop(ctx)
    with here.read() as connection:
        number = resolve_trashed(connection, " ".join(who))
    told(here, contacts.restore(here.store, number))
