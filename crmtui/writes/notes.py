"""What can be done to the note on a contact."""

from __future__ import annotations

from crmtui.errors import Conflict, InvalidValue
from crmtui.locale import _
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean_text
from crmtui.writes.contacts import existing
from crmtui.writes.valid import change


def append(store: Store, number: int, text: str) -> Done:
    """Add lines to the note on a contact. Raises InvalidValue or NotFound."""
    added = clean_text(text)
    if not added:
        raise InvalidValue(_("There is nothing to note in it."))
    with writing(store, _("Noted something")) as w:
        contact = existing(w.session, number)
        change(contact, {"note": f"{contact.note}\n{added}".strip()})
        w.transaction.label = _("Noted on {name}").format(name=contact.name)
        w.transaction.row = number
    return w.transaction.done


def rewrite(store: Store, number: int, before: str, after: str) -> Done:
    """Put a new note in place of the one that was read before.

    Raises Conflict if it is another by now, InvalidValue or NotFound.
    """
    with writing(store, _("Edited a note")) as w:
        contact = existing(w.session, number)
        if contact.note not in (before, clean_text(after)):
            raise Conflict(_("The note on {name} was changed meanwhile.").format(name=contact.name))
        change(contact, {"note": after})
        w.transaction.label = _("Edited the note on {name}").format(name=contact.name)
        w.transaction.row = number
    return w.transaction.done
