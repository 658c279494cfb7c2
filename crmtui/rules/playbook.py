"""What is to be done in a stage: the points of a checklist."""

from __future__ import annotations

from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold


def points(checklist: str) -> list[str]:
    """Return the points of a checklist, one a line."""
    return [line.strip() for line in checklist.split("\n") if line.strip()]


def find_point(checklist: str, wanted: str) -> str | None:
    """Return the point that is meant by its text, its beginning or its number from 1."""
    known, key = points(checklist), fold(wanted)
    if not key:
        return None
    for point in known:
        if fold(point) == key:
            return point
    number = to_ascii(wanted).strip()
    if number.isdecimal() and 0 < int(number[:9]) <= len(known):
        return known[int(number[:9]) - 1]
    begun = [point for point in known if fold(point).startswith(key)]
    return begun[0] if len(begun) == 1 else None
