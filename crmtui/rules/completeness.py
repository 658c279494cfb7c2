"""What a shop does well to know about its contacts, and does not know yet."""

from __future__ import annotations

from collections.abc import Collection

WANTED = {
    "person": ("phone", "city", "source", "birthday"),
    "company": ("phone", "people", "address", "source"),
}
"""By kind of contact, the most useful first."""
OF_CUSTOMERS = frozenset({"source", "birthday"})
"""What matters only of those who buy."""
INSTEAD = {
    "phone": frozenset({"whatsapp", "do_not_contact"}),
    "city": frozenset({"address"}),
}
"""What makes it needless to ask for a field."""


def missing(kind: str, relation: str, known: Collection[str]) -> list[str]:
    """Return the fields worth asking for, the most useful first; `known` are those with a value."""
    held = set(known)
    return [
        field
        for field in WANTED.get(kind, ())
        if field not in held
        and not held & INSTEAD.get(field, frozenset())
        and (relation == "customer" or field not in OF_CUSTOMERS)
    ]
