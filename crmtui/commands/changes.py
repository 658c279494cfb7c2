"""From "add this, drop that" to whole lists, as the writes take them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crmtui.errors import NotFound
from crmtui.locale import _
from crmtui.reads.card import Card
from crmtui.text.fold import fold
from crmtui.text.phones import Region
from crmtui.text.points import Way, read_point
from crmtui.writes.points_key import point_key


def tags_after(
    held: Card, added: Sequence[str] | None, dropped: Sequence[str] | None
) -> list[str] | None:
    """Return all tags after a change, or None if there is none. Raises NotFound."""
    if not added and not dropped:
        return None
    gone = {fold(tag) for tag in dropped or ()}
    missing = gone - {fold(tag) for tag in held.tags}
    if missing:
        raise NotFound(
            _("{name} has no tag {tag}.").format(name=held.name, tag=", ".join(sorted(missing)))
        )
    return [tag for tag in held.tags if fold(tag) not in gone] + list(added or ())


def points_after(
    held: Card, added: Mapping[str, Sequence[str]], dropped: Sequence[str], region: Region
) -> dict[str, list[Way]]:
    """Return all points of the kinds that change. Raises NotFound for one that is not there.

    What is added to one that is there already says only more about it.
    """
    gone = set()
    for value in dropped:
        found = {p.id for p in held.points if p.key == point_key(p.kind, value, region)}
        if not found:
            raise NotFound(_("{name} has no {value}.").format(name=held.name, value=value))
        gone |= found
    result = {}
    for kind in {point.kind for point in held.points if point.id in gone} | set(added):
        kept = sorted((p.id, p.value) for p in held.reach(kind) if p.id not in gone)
        result[kind] = [Way(value) for _id, value in kept] + read_added(added.get(kind, ()))
    return result


def read_added(texts: Sequence[str]) -> list[Way]:
    """Read points that are added: what is not said of one is not taken from it either."""
    ways = map(read_point, texts)
    return [Way(way.value, way.label or None, way.preferred or None) for way in ways]
