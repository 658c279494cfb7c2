"""Today's queue."""

from __future__ import annotations

from typing import Any

from crmtui.commands.output import Column, say, table, write_json
from crmtui.commands.shop import Shop, on_terminal
from crmtui.locale import _
from crmtui.reads.today.queue import Entry, queue
from crmtui.reads.today.words import reason_text, reasons_text


def today(here: Shop, limit: int = 50) -> None:
    """Print whom to turn to, the most pressing first, and why."""
    with here.read() as connection:
        entries, total = queue(connection, here.settings, here.looked_at, limit)
    if here.json:
        write_json([_json(here, entry) for entry in entries])
        return
    table(
        (
            Column("contact_id", "#", right=True),
            Column("name", _("Name")),
            Column("phone", _("Phone")),
            Column("why", _("Why")),
        ),
        [_row(here, entry) for entry in entries],
        empty=_("Nothing presses today. `crm task add WHO TEXT --due fri` plans something."),
    )
    if on_terminal() and total > len(entries):
        say(
            _("{shown} of {all}; --limit shows more.").format(
                shown=here.formats.number(len(entries)), all=here.formats.number(total)
            )
        )


def _json(here: Shop, entry: Entry) -> dict[str, Any]:
    return {
        "contact_id": entry.contact_id,
        "name": entry.name if entry.contact_id else None,
        "phone": entry.phone,
        "reasons": [
            {"kind": r.kind, "text": reason_text(r, here.formats, here.looked_at)}
            for r in entry.reasons
        ],
        "score": round(entry.score, 1),
        "task_id": entry.task_id,
        "ticket_id": entry.ticket_id,
        "deal_id": entry.deal_id,
    }


def _row(here: Shop, entry: Entry) -> dict[str, Any]:
    phone = entry.phone
    if on_terminal() and phone:
        phone = here.formats.phone(phone, phone if phone.startswith("+") else None)
    why = reasons_text(entry.reasons, here.formats, here.looked_at)
    return {"contact_id": entry.contact_id, "name": entry.name, "phone": phone, "why": why}
