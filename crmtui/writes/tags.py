"""Tags on contacts."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, select

from crmtui.errors import InvalidValue, NotFound
from crmtui.locale import _
from crmtui.models.contact import ContactTag, Tag
from crmtui.store.connect import Store
from crmtui.store.session import Writing, writing
from crmtui.store.transact import Done
from crmtui.text.clean import clean, excerpt
from crmtui.text.fold import fold
from crmtui.writes.saved_lists import rename_in_lists
from crmtui.writes.valid import change, validated


def set_tags(session: Session, contact: int, names: Iterable[str]) -> None:
    """Make `names` all the tags of a contact; a tag that does not exist yet is made."""
    cleaned = map(clean, names)
    wanted = {fold(name): name for name in cleaned if fold(name)}
    links = session.exec(
        select(ContactTag, Tag).where(ContactTag.contact_id == contact, ContactTag.tag_id == Tag.id)
    ).all()
    for link, tag in links:
        if tag.key not in wanted:
            session.delete(link)
    held = {tag.key for _link, tag in links}
    for key, name in wanted.items():
        if key not in held:
            session.add(ContactTag(contact_id=contact, tag_id=tag_named(session, name)))
    session.flush()


def tag_named(session: Session, name: str) -> int:
    """Return the id of a tag, made if there is none of that name. Raises InvalidValue."""
    key = tag_key(name)
    tag = session.exec(select(Tag).where(Tag.key == key)).first()
    if tag is None:
        tag = validated(Tag, {"name": clean(name), "key": key})
        session.add(tag)
        session.flush()
    return tag.id or 0


def tag_key(name: str) -> str:
    """Return what a tag is known by. Raises InvalidValue for a name of nothing."""
    if key := fold(clean(name)):
        return key
    raise InvalidValue(_("A tag needs a name."))


def existing_tag(session: Session, name: str) -> Tag:
    """Return the tag of that name. Raises NotFound."""
    tag = session.exec(select(Tag).where(Tag.key == fold(clean(name)))).first()
    if tag is None:
        raise NotFound(
            _("There is no tag {tag}.").format(tag=excerpt(name) or "''"),
            _("`crm tag list` shows them."),
        )
    return tag


def rename(store: Store, name: str, new: str) -> Done:
    """Give a tag another name, on everybody who has it; one of that name takes them over.

    Lists that name it go on finding them.
    Raises NotFound or InvalidValue.
    """
    with writing(store, _("Renamed a tag")) as w:
        tag = existing_tag(w.session, name)
        words = {"old": excerpt(tag.name), "new": excerpt(new)}
        old, key = tag.key, tag_key(new)
        other = w.session.exec(select(Tag).where(Tag.key == key, Tag.id != tag.id)).first()
        if other is None:
            change(tag, {"name": clean(new), "key": key})
            w.transaction.label = _("Renamed the tag {old} to {new}").format(**words)
        else:
            _merge(w, tag, other)
            w.transaction.label = _("Put the tag {old} under {new}").format(**words)
        rename_in_lists(w.session, "tag", old, (other or tag).name)
        w.transaction.row = (other or tag).id or 0
    return w.transaction.done


def delete(store: Store, name: str) -> Done:
    """Take a tag off everybody and forget it. Raises NotFound."""
    with writing(store, _("Deleted a tag")) as w:
        tag = existing_tag(w.session, name)
        w.transaction.label = _("Deleted the tag {tag}").format(tag=excerpt(tag.name))
        w.transaction.row = tag.id or 0
        _take_off(w, tag)
    return w.transaction.done


def _merge(w: Writing, tag: Tag, other: Tag) -> None:
    w.transaction.connection.execute(
        "INSERT OR IGNORE INTO contact_tag(contact_id, tag_id) "
        "SELECT contact_id, ? FROM contact_tag WHERE tag_id = ?",
        (other.id, tag.id),
    )
    _take_off(w, tag)


def _take_off(w: Writing, tag: Tag) -> None:
    w.transaction.connection.execute("DELETE FROM contact_tag WHERE tag_id = ?", (tag.id,))
    w.session.delete(tag)
    w.session.flush()
