"""Ways to reach a contact: how each kind is keyed, and how a list of them is brought about."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, col, select

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.contact import ContactPoint
from crmtui.models.words import PointKind
from crmtui.text.clean import clean
from crmtui.text.phones import Region
from crmtui.writes.points_key import is_point, point_key
from crmtui.writes.valid import validated


def check_point(kind: str, value: str, region: Region) -> tuple[str, str]:
    """Return the cleaned value and its key. Raises InvalidValue for what cannot be one."""
    value = clean(value)
    key = point_key(kind, value, region)
    if not key:
        raise InvalidValue(_("{value} is not a {kind}.").format(value=value or "''", kind=kind))
    if not is_point(kind, key):
        raise InvalidValue(_("{value} is not an e-mail address.").format(value=value))
    return value, key


def add_point(session: Session, contact: int, kind: PointKind, value: str, region: Region) -> None:
    """Add a way to reach a contact, unless they have it already."""
    value, key = check_point(kind, value, region)
    if key not in {point.key for point in points_of(session, contact, kind)}:
        session.add(
            validated(
                ContactPoint,
                {"contact_id": contact, "kind": kind, "value": value, "key": key},
            )
        )
        session.flush()


def set_points(
    session: Session, contact: int, kind: PointKind, values: Iterable[str], region: Region
) -> None:
    """Make `values` all the points of a kind; those that stay keep their rows."""
    wanted: dict[str, str] = {}
    for given in filter(clean, values):
        value, key = check_point(kind, given, region)
        wanted[key] = value
    for point in points_of(session, contact, kind):
        if point.key not in wanted:
            session.delete(point)
        elif point.value != wanted[point.key]:
            point.value = wanted[point.key]
    session.flush()
    for value in wanted.values():
        add_point(session, contact, kind, value, region)


def points_of(session: Session, contact: int, kind: PointKind) -> list[ContactPoint]:
    """Return a contact's points of one kind, oldest first."""
    return list(
        session.exec(
            select(ContactPoint)
            .where(ContactPoint.contact_id == contact, ContactPoint.kind == kind)
            .order_by(col(ContactPoint.id))
        )
    )
