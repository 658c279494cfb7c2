"""People found by any fragment."""

from __future__ import annotations

from typing import Any

from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal
from crmtui.locale import _
from crmtui.reads.search import find as search


def find(here: Shop, text: str, limit: int = 50) -> None:
    """Print who fits, the best match first."""
    with here.read() as connection:
        found = search(connection, text, limit)
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
