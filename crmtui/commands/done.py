"""What a command says after a write."""

from __future__ import annotations

import sys
from typing import Any

from crmtui.commands.output import say, write_json
from crmtui.commands.shop import Shop
from crmtui.locale import _
from crmtui.store.transact import Done


def told(shop: Shop, done: Done, record: str = "#{id}", **more: Any) -> None:
    """Tell what a write did: a line for a person, the id for a pipe, an object for --json.

    `record` names the record that the id belongs to; the object also holds what is `more`.
    """
    if shop.json:
        said = {"said": done.said} if done.said else {}
        write_json({"id": done.row, "step": done.step, "label": done.label, **said, **more})
        return
    if done.step is None:
        say(_("Nothing changed."))
    else:
        named = done.row and f"#{done.row}" not in done.label
        number = f" ({record.format(id=done.row)})" if named else ""
        say(_("{label}{number}. `crm undo` takes it back.").format(label=done.label, number=number))
        if done.said:
            say(done.said)
    if done.row and not sys.stdout.isatty():
        print(done.row)
