"""Tags on contacts."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, select

from crmtui.models.contact import ContactTag, Tag
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.writes.valid import validated


def set_tags(session: Session, contact: int, names: Iterable[str]) -> None:
    """Make `names` all the tags of a contact; a tag that does not exist yet is made."""
    wanted = {fold(name): clean(name) for name in names if fold(name)}
    links = session.exec(
        select(ContactTag, Tag).where(ContactTag.contact_id == contact, ContactTag.tag_id == Tag.id)
    ).all()
    for link, tag in links:
        if tag.key not in wanted:
            session.delete(link)
    held = {tag.key for _link, tag in links}
    for key, name in wanted.items():
        if key not in held:
            session.add(ContactTag(contact_id=contact, tag_id=_tag_id(session, key, name)))
    session.flush()


def _tag_id(session: Session, key: str, name: str) -> int:
    tag = session.exec(select(Tag).where(Tag.key == key)).first()
    if tag is None:
        tag = validated(Tag, {"name": name, "key": key})
        session.add(tag)
        session.flush()
    return tag.id or 0
