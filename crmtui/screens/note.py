"""The note on a customer in one's own editor, while the screens step aside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from crmtui.editor import draft
from crmtui.errors import CrmError, UsageError
from crmtui.locale import _
from crmtui.reads.card import card
from crmtui.store.connect import Store
from crmtui.store.transact import Done

if TYPE_CHECKING:
    from crmtui.app import CrmApp


async def edit_note(app: CrmApp, contact: int) -> None:
    """Open the note in the editor and keep what was left there."""
    try:
        before = (await app.bridge.read(card, contact)).note
        with draft(before) as text:
            try:
                with app.suspend():
                    after = text.edit()
            except SuspendNotSupported:
                raise UsageError(
                    _("An editor cannot be opened in this terminal."),
                    _("The form of the customer has the note too: press e."),
                ) from None
            done = await app.bridge.write(partial(_rewrite, contact, before, after))
    except CrmError as error:
        app.show_error(error)
    else:
        app.say_done(done)


def _rewrite(contact: int, before: str, after: str, store: Store) -> Done:
    from crmtui.writes import notes

    return notes.rewrite(store, contact, before, after)
