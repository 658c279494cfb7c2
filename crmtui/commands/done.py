"""What a command says after a write."""

from __future__ import annotations

import sys
from typing import Any

from crmtui.commands.output import say, write_json
from crmtui.commands.shop import Shop
from crmtui.locale import _
from crmtui.store.transact import Done


def told(shop: Shop, done: Done, **more: Any) -> None:
    """Tell what a write did: a line for a person, the id for a pipe, an object for --json."""
    if shop.json:
        write_json({"id": done.row, "step": done.step, "label": done.label, **more})
        return
    if done.step is None:
        say(_("Nothing changed."))
    else:
        number = f" (#{done.row})" if done.row else ""
        say(_("{label}{number}. `crm undo` takes it back.").format(label=done.label, number=number))
    if done.row and not sys.stdout.isatty():
        print(done.row)
