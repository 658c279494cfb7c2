"""Which of two values stays when two contacts become one."""

from __future__ import annotations

from typing import Any, NamedTuple

from crmtui.text.fold import fold

FIELDS = (
    "name",
    "nickname",
    "kind",
    "status",
    "relation",
    "company_id",
    "job_title",
    "city",
    "source",
    "owner",
    "birthday",
    "anniversary",
    "preferred_channel",
    "keep_days",
    "do_not_contact",
    "created_at",
    "note",
)
"""The fields of a contact in the order people read them."""
JOINED = frozenset({"status", "do_not_contact", "created_at", "note"})
"""Fields that nobody chooses: both sides count."""
_STATUSES = ("lead", "inactive", "customer")
"""How far they have come: whoever bought and went silent is further than one who never did."""


class Settled(NamedTuple):
    """The value that stays, the side it is from ("a", "b" or "both"), and what is lost by it."""

    kept: Any
    side: str
    lost: Any = None


def settle(field: str, a: Any, b: Any, *, taken: bool = False) -> Settled:
    """Return what becomes of a field of the contact that stays (a) and the one that goes (b).

    The first keeps its value where it has one, unless that of the second is `taken`.
    """
    if field in JOINED:
        return Settled(_joined(field, a, b), "both")
    if _is_empty(b) or a == b:
        return Settled(a, "a")
    if _is_empty(a):
        return Settled(b, "b")
    kept, side, lost = (b, "b", a) if taken else (a, "a", b)
    return Settled(kept, side, None if _are_same(a, b) else lost)


def _joined(field: str, a: Any, b: Any) -> Any:
    if field == "status":
        return max(a, b, key=_STATUSES.index)
    if field == "do_not_contact":
        return int(bool(a or b))
    if field == "created_at":
        return min(a, b)
    return "\n".join(dict.fromkeys(note for note in (a, b) if note))


def _is_empty(value: Any) -> bool:
    return value is None or value == ""


def _are_same(a: Any, b: Any) -> bool:
    """Tell whether two values say the same: one name in two spellings is no difference."""
    if isinstance(a, str) and isinstance(b, str) and fold(a):
        return fold(a) == fold(b)
    return bool(a == b)
