"""What one contact is to another, within a write under way."""

from __future__ import annotations

from sqlmodel import Session, col, or_, select

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.contact import Contact, ContactLink
from crmtui.models.words import Kind, LinkRole

BOTH_WAYS = frozenset({LinkRole.FAMILY_OF, LinkRole.KNOWS})
"""Roles that say the same from either side."""


def check_apart(contact: Contact, other: Contact, role: LinkRole) -> None:
    """Raise InvalidValue if somebody would be linked to themselves."""
    if contact.id != other.id:
        return
    if role == LinkRole.WORKS_FOR and contact.kind == Kind.COMPANY:
        raise InvalidValue(_("A company cannot work for itself."))
    raise InvalidValue(_("{name} cannot be linked to themselves.").format(name=contact.name))


def add_link(session: Session, contact: Contact, role: LinkRole, other: Contact) -> None:
    """Link a contact to another; what is so already stays. Raises InvalidValue.

    The first company that somebody works for is the company of their card, and there is one
    referrer at most.
    """
    check_apart(contact, other, role)
    if role == LinkRole.REFERRED_BY:
        set_referrer(session, contact, other)
    elif role == LinkRole.WORKS_FOR and _becomes_company(contact, other):
        contact.company_id = other.id
    elif not links_between(session, contact, other, role):
        _add(session, contact, role, other)
    session.flush()


def set_referrer(session: Session, contact: Contact, other: Contact | None) -> None:
    """Say who sent a contact to the shop, in place of anybody named before; None for nobody."""
    if other is not None:
        check_apart(contact, other, LinkRole.REFERRED_BY)
    held = session.exec(
        select(ContactLink).where(
            ContactLink.contact_id == contact.id, ContactLink.role == LinkRole.REFERRED_BY
        )
    ).all()
    wanted = other.id if other else None
    for link in held:
        if link.other_id != wanted:
            session.delete(link)
    session.flush()
    if other is not None and wanted not in {link.other_id for link in held}:
        _add(session, contact, LinkRole.REFERRED_BY, other)
        session.flush()


def links_between(
    session: Session, contact: Contact, other: Contact, role: LinkRole | None = None
) -> list[ContactLink]:
    """Return the links from one contact to another.

    Those back are among them without a role, and for a role that says the same from either side.
    """
    there = (ContactLink.contact_id == contact.id) & (ContactLink.other_id == other.id)
    back = (ContactLink.contact_id == other.id) & (ContactLink.other_id == contact.id)
    found = select(ContactLink).where(
        or_(there, back) if role is None or role in BOTH_WAYS else there
    )
    if role is not None:
        found = found.where(ContactLink.role == role)
    return list(session.exec(found.order_by(col(ContactLink.id))))


def _becomes_company(contact: Contact, other: Contact) -> bool:
    return other.kind == Kind.COMPANY and contact.company_id in (None, other.id)


def _add(session: Session, contact: Contact, role: LinkRole, other: Contact) -> None:
    session.add(ContactLink(contact_id=contact.id or 0, other_id=other.id or 0, role=role))
