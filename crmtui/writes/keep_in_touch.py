"""How often to be in touch with a customer, or with everybody under a tag."""

from __future__ import annotations

from sqlmodel import select

from crmtui.errors import NotFound
from crmtui.locale import _, ngettext
from crmtui.models.contact import Tag
from crmtui.store.connect import Store
from crmtui.store.session import writing
from crmtui.store.transact import Done
from crmtui.text.clean import excerpt
from crmtui.text.fold import fold
from crmtui.writes.contacts import existing
from crmtui.writes.valid import change


def keep(store: Store, contact: int, days: int | None) -> Done:
    """Set the pace of a contact in days: 0 is never, None leaves it to their tags.

    Raises InvalidValue or NotFound.
    """
    with writing(store, _("Set how often to keep in touch")) as w:
        person = existing(w.session, contact)
        change(person, {"keep_days": days})
        w.transaction.label = _label(person.name, days)
        w.transaction.row = contact
    return w.transaction.done


def keep_tag(store: Store, name: str, days: int | None) -> Done:
    """Set the pace for everybody under a tag: 0 is never, None is no pace.

    Raises InvalidValue or NotFound.
    """
    with writing(store, _("Set how often to keep in touch")) as w:
        tag = w.session.exec(select(Tag).where(Tag.key == fold(name))).first()
        if tag is None:
            raise NotFound(
                _("There is no tag {tag}.").format(tag=excerpt(name) or "''"),
                _("`crm tag list` shows them."),
            )
        change(tag, {"keep_days": days})
        w.transaction.label = _label(tag.name, days)
        w.transaction.row = tag.id or 0
    return w.transaction.done


def _label(name: str, days: int | None) -> str:
    if days is None:
        return _("Keep in touch with {name}: no pace").format(name=name)
    if days == 0:
        return _("Keep in touch with {name}: never").format(name=name)
    return ngettext(
        "Keep in touch with {name} every day", "Keep in touch with {name} every {n} days", days
    ).format(name=name, n=days)
