"""What can be done to a contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from sqlmodel import Session, col, select

from crmtui.errors import Conflict, InvalidValue, NotFound
from crmtui.locale import _
from crmtui.models.contact import Contact
from crmtui.models.words import Channel, Kind, LinkRole, PointKind, Relation, Status
from crmtui.store.connect import Store
from crmtui.store.search import shop_region
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.text.points import Way
from crmtui.writes.custom_values import set_values
from crmtui.writes.link_rows import check_apart, set_referrer
from crmtui.writes.points import set_points
from crmtui.writes.tags import set_tags
from crmtui.writes.valid import change, validated


class ContactChanges(TypedDict, total=False):
    """What may be said about a contact; a list stands for all of its kind."""

    name: str
    kind: Kind
    status: Status
    company: str
    city: str
    source: str
    birthday: date | None
    note: str
    nickname: str
    job_title: str
    relation: Relation
    owner: str
    anniversary: date | None
    preferred_channel: Channel | None
    do_not_contact: bool
    keep_days: int | None
    referred_by: int | None
    tags: Sequence[str]
    phone: Sequence[str | Way]
    email: Sequence[str | Way]
    whatsapp: Sequence[str | Way]
    telegram: Sequence[str | Way]
    instagram: Sequence[str | Way]
    web: Sequence[str | Way]
    address: Sequence[str | Way]
    fields: Mapping[int, str]
    """What the shop's own fields hold, by their ids."""


def add(store: Store, **values: Unpack[ContactChanges]) -> Done:
    """Add a contact. Raises InvalidValue."""
    with writing(store, _("Added a contact")) as w:
        contact = add_to(w, values)
        w.transaction.label = _("Added {name}").format(name=contact.name)
        w.transaction.row = contact.id or 0
    return w.transaction.done


def add_to(w: Writing, values: ContactChanges) -> Contact:
    """Add a contact within a write under way."""
    contact = validated(
        Contact,
        _own(values) | {"name_key": fold(values.get("name", "")), "created_at": w.transaction.now},
    )
    _check_name(contact.name)
    w.session.add(contact)
    w.session.flush()
    _apply_rest(w, contact, values)
    return contact


def edit(store: Store, number: int, **values: Unpack[ContactChanges]) -> Done:
    """Change a contact; what is not given stays. Raises InvalidValue or NotFound."""
    with writing(store, _("Edited a contact")) as w:
        contact = existing(w.session, number)
        own = _own(values)
        if "name" in own:
            _check_name(clean(own["name"]))
            own["name_key"] = fold(own["name"])
        change(contact, own)
        w.session.flush()
        _apply_rest(w, contact, values)
        w.transaction.label = _("Edited {name}").format(name=contact.name)
        w.transaction.row = number
    return w.transaction.done


def delete(store: Store, number: int) -> Done:
    """Move a contact to the trash; nothing of theirs is removed."""
    with writing(store, _("Deleted a contact")) as w:
        contact = existing(w.session, number)
        contact.deleted_at = w.transaction.now
        w.transaction.label = _("Deleted {name}").format(name=contact.name)
        w.transaction.row = number
    return w.transaction.done


def restore(store: Store, number: int) -> Done:
    """Bring a contact back from the trash. Raises NotFound or Conflict."""
    with writing(store, _("Restored a contact")) as w:
        contact = w.session.get(Contact, number)
        if contact is None:
            raise _missing(number)
        if contact.deleted_at is None:
            raise Conflict(_("{name} is not in the trash.").format(name=contact.name))
        contact.deleted_at = None
        w.transaction.label = _("Restored {name}").format(name=contact.name)
        w.transaction.row = number
    return w.transaction.done


def existing(session: Session, number: int) -> Contact:
    """Return a contact that is not in the trash. Raises NotFound."""
    contact = session.get(Contact, number)
    if contact is None:
        raise _missing(number)
    if contact.deleted_at is not None:
        raise NotFound(
            _("{name} is in the trash.").format(name=contact.name),
            _("`crm contact restore {id}` brings them back.").format(id=number),
        )
    return contact


def _missing(number: int) -> NotFound:
    return NotFound(_("There is no contact #{id}.").format(id=number))


_OWN = (
    *("name", "kind", "status", "city", "source", "birthday", "note"),
    *("nickname", "job_title", "relation", "owner", "anniversary"),
    *("preferred_channel", "do_not_contact", "keep_days"),
)


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in _OWN if name in values}


def _check_name(name: str) -> None:
    if not fold(name):
        raise InvalidValue(
            _("The name has no letters or digits in it."), _("Give a name that can be searched.")
        )


def _apply_rest(w: Writing, contact: Contact, values: ContactChanges) -> None:
    number = contact.id or 0
    region = shop_region(w.transaction.connection)
    for kind in PointKind:
        if (given := values.get(kind.value)) is not None:
            set_points(w.session, number, kind, given, region)  # type: ignore[arg-type]
    if (tags := values.get("tags")) is not None:
        set_tags(w.session, number, tags)
    if (company := values.get("company")) is not None:
        employer = _company(w, company, contact)
        if contact.company_id != employer:
            contact.company_id = employer
    if "referred_by" in values:
        given = values["referred_by"]
        set_referrer(w.session, contact, existing(w.session, given) if given else None)
    if (fields := values.get("fields")) is not None:
        set_values(w.session, number, fields)
    w.session.flush()


def _company(w: Writing, name: str, contact: Contact) -> int | None:
    """Return the company called `name`, made if there is none yet."""
    key = fold(name)
    if not key:
        return None
    found = w.session.exec(
        select(Contact).where(
            Contact.name_key == key,
            Contact.kind == Kind.COMPANY,
            col(Contact.deleted_at).is_(None),
        )
    ).first()
    company = found or add_to(w, {"name": name, "kind": Kind.COMPANY})
    check_apart(contact, company, LinkRole.WORKS_FOR)
    return company.id
