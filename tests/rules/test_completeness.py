"""What is worth asking a contact for."""

from __future__ import annotations

import pytest

from crmtui.rules.completeness import missing


@pytest.mark.parametrize(
    ("kind", "relation", "known", "wanted"),
    [
        ("person", "customer", (), ["phone", "city", "source", "birthday"]),
        ("company", "customer", (), ["phone", "people", "address", "source"]),
        ("person", "customer", ("whatsapp", "address"), ["source", "birthday"]),
        ("person", "customer", ("do_not_contact", "city"), ["source", "birthday"]),
        ("person", "supplier", ("phone",), ["city"]),
        ("company", "partner", ("phone", "people", "address"), []),
        ("robot", "customer", (), []),
    ],
)
def test_what_is_missing(
    kind: str, relation: str, known: tuple[str, ...], wanted: list[str]
) -> None:
    assert missing(kind, relation, known) == wanted
