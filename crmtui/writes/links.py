"""What can be done to the relations between contacts."""

from __future__ import annotations

from crmtui.errors import NotFound
from crmtui.labels import role_label
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.words import LinkRole
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.writes.contacts import existing
from crmtui.writes.link_rows import add_link, links_between


def link(store: Store, contact: int, role: LinkRole, other: int) -> Done:
    """Say what one contact is to another. Raises InvalidValue or NotFound."""
    with writing(store, _("Linked two contacts")) as w:
        one, two = existing(w.session, contact), existing(w.session, other)
        add_link(w.session, one, role, two)
        w.transaction.label = _("{name}: {role} {other}").format(
            name=one.name, role=role_label(role), other=two.name
        )
        w.transaction.row = contact
    return w.transaction.done


def unlink(store: Store, contact: int, other: int, role: LinkRole | None = None) -> Done:
    """Take back what one contact is to another, or all that each is to the other.

    Raises NotFound where nothing is so.
    """
    with writing(store, _("Unlinked two contacts")) as w:
        one, two = existing(w.session, contact), existing(w.session, other)
        links = links_between(w.session, one, two, role)
        for found in links:
            w.session.delete(found)
        left = [_leave(w, one, two, role)]
        if role is None:
            left.append(_leave(w, two, one, role))
        if not links and not any(left):
            raise NotFound(
                _not_so(one, two, role),
                _("`crm who {id}` shows whom they are linked to.").format(id=contact),
            )
        w.transaction.label = _("Unlinked {name} and {other}").format(name=one.name, other=two.name)
        w.transaction.row = contact
    return w.transaction.done


def _leave(w: Writing, one: Contact, two: Contact, role: LinkRole | None) -> bool:
    """Take the company off a card if it is the other contact; tell whether it was."""
    if role not in (None, LinkRole.WORKS_FOR) or one.company_id != two.id:
        return False
    one.company_id = None
    w.session.add(one)
    return True


def _not_so(one: Contact, two: Contact, role: LinkRole | None) -> str:
    if role is None:
        return _("{name} and {other} are not linked.").format(name=one.name, other=two.name)
    return _("There is no such relation: {name} {role} {other}.").format(
        name=one.name, role=role_label(role), other=two.name
    )
