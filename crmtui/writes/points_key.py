"""How each way to reach a contact is keyed. Apart, because imports need it without the ORM."""

from __future__ import annotations

from collections.abc import Sequence

from crmtui.models.words import PointKind
from crmtui.text.fold import fold
from crmtui.text.phones import Region, phone_digits, phone_key, phone_keys


def point_key(kind: str, value: str, region: Region) -> str:
    """Return the key a value is found by: E.164 for a phone where it can be told."""
    if kind == PointKind.PHONE:
        return phone_key(value, region) or phone_digits(value)
    if kind in (PointKind.TELEGRAM, PointKind.INSTAGRAM):
        return fold(value).lstrip("@")
    return fold(value)


def phone_point_keys(phones: Sequence[str], region: Region) -> list[str]:
    """Return `point_key` of each phone of a column, all at once; "" where there is none."""
    return [
        key or (point_key(PointKind.PHONE, phone, region) if phone else "")
        for key, phone in zip(phone_keys(phones, region), phones, strict=True)
    ]


def is_point(kind: str, key: str) -> bool:
    """Tell whether a key can be one of its kind."""
    if kind == PointKind.EMAIL:
        return "@" in key.strip("@") and " " not in key
    return bool(key)
