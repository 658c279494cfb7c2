"""How each way to reach a contact is keyed. Apart, because imports need it without the ORM."""

from __future__ import annotations

from crmtui.models.words import PointKind
from crmtui.text.fold import fold
from crmtui.text.phones import Region, phone_digits, phone_key


def point_key(kind: str, value: str, region: Region) -> str:
    """Return the key a value is found by: E.164 for a phone where it can be told."""
    if kind == PointKind.PHONE:
        return phone_key(value, region) or phone_digits(value)
    if kind in (PointKind.TELEGRAM, PointKind.INSTAGRAM):
        return fold(value).lstrip("@")
    return fold(value)


def is_point(kind: str, key: str) -> bool:
    """Tell whether a key can be one of its kind."""
    if kind == PointKind.EMAIL:
        return "@" in key.strip("@") and " " not in key
    return bool(key)
