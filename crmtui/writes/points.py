"""Ways to reach a contact: how each kind is keyed, and how a list of them is brought about."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from crmtui.errors import InvalidValue
from crmtui.locale import _, mark
from crmtui.models.contact import ContactPoint
from crmtui.models.words import PointKind
from crmtui.text.clean import clean, excerpt
from crmtui.text.phones import Region
from crmtui.text.points import Way
from crmtui.writes.points_key import is_point, point_key
from crmtui.writes.valid import change, validated


def check_point(kind: str, value: str, region: Region) -> tuple[str, str]:
    """Return the cleaned value and its key. Raises InvalidValue for what cannot be one."""
    value = clean(value)
    key = point_key(kind, value, region)
    if not key or not is_point(kind, key):
        raise InvalidValue(_(_NONE[kind]).format(value=excerpt(value) or "''"))
    return value, key


_NONE = {
    "phone": mark("{value} is not a phone."),
    "email": mark("{value} is not an e-mail address."),
    "whatsapp": mark("{value} is not a WhatsApp number."),
    "telegram": mark("{value} is not a Telegram name."),
    "instagram": mark("{value} is not an Instagram name."),
    "web": mark("{value} is not a web page."),
    "address": mark("{value} is not an address."),
}


def set_points(
    session: Session, contact: int, kind: PointKind, ways: Iterable[str | Way], region: Region
) -> None:
    """Make `ways` all the points of a kind; those that stay keep what is not said about them.

    One is preferred at most: a newly preferred one before one that was so already.
    Raises InvalidValue.
    """
    wanted: dict[str, Way] = {}
    for given in ways:
        way = Way(given) if isinstance(given, str) else given
        if isinstance(given, str) and not clean(given):
            continue
        value, key = check_point(kind, way.value, region)
        wanted[key] = way._replace(value=value)
    held = {point.key: point for point in points_of(session, contact, kind)}
    for key, point in held.items():
        if key not in wanted:
            session.delete(point)
    session.flush()
    preferred = _preferred(wanted, held)
    for key, way in wanted.items():
        _bring_about(session, held.get(key) or _new(contact, kind, key, way), way, key == preferred)
    session.flush()


def _preferred(wanted: dict[str, Way], held: dict[str, ContactPoint]) -> str | None:
    """Return the key of the one that is preferred."""
    former = [key for key, point in held.items() if point.preferred and key in wanted]
    said = [key for key, way in wanted.items() if way.preferred]
    fresh = [key for key in said if key not in former]
    kept = [key for key in former if wanted[key].preferred is not False]
    return next(iter(fresh[::-1] + kept), None)


def _new(contact: int, kind: PointKind, key: str, way: Way) -> ContactPoint:
    values = {"contact_id": contact, "kind": kind, "value": way.value, "key": key}
    return validated(ContactPoint, values)


def _bring_about(session: Session, point: ContactPoint, way: Way, preferred: bool) -> None:
    label = point.label if way.label is None else clean(way.label)
    change(point, {"value": way.value, "label": label, "preferred": preferred})
    session.add(point)


def points_of(session: Session, contact: int, kind: PointKind) -> list[ContactPoint]:
    """Return a contact's points of one kind, oldest first."""
    return list(
        session.exec(
            select(ContactPoint)
            .where(ContactPoint.contact_id == contact, ContactPoint.kind == kind)
            .order_by(col(ContactPoint.id))
        )
    )
