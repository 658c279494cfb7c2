"""What one finds out about contacts that look like one."""

from __future__ import annotations

from sqlmodel import select

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.not_duplicate import NotDuplicate
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.writes.contacts import existing


def ignore(store: Store, one: int, other: int) -> Done:
    """Remember that two contacts are different people. Raises InvalidValue or NotFound."""
    if one == other:
        raise InvalidValue(_("Nobody is another than themselves: give two contacts."))
    a, b = sorted((one, other))
    with writing(store, _("Marked two contacts as different")) as w:
        names = [existing(w.session, number).name for number in (one, other)]
        known = w.session.exec(
            select(NotDuplicate).where(NotDuplicate.a_id == a, NotDuplicate.b_id == b)
        ).first()
        if known is None:
            w.session.add(NotDuplicate(a_id=a, b_id=b))
        w.transaction.label = _("{name} and {other} are not the same").format(
            name=names[0], other=names[1]
        )
        w.transaction.row = one
    return w.transaction.done
