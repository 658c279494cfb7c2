"""Which of two values stays when two contacts become one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.rules.merging import FIELDS, JOINED, settle


@pytest.mark.parametrize(
    ("field", "a", "b", "taken", "expected"),
    [
        ("city", "Tehran", "Shiraz", False, ("Tehran", "a", "Shiraz")),
        ("city", "Tehran", "Shiraz", True, ("Shiraz", "b", "Tehran")),
        ("city", "", "Shiraz", False, ("Shiraz", "b", None)),
        ("city", "Tehran", "", True, ("Tehran", "a", None)),
        ("name", "علی کریمی", "علي كريمي", False, ("علی کریمی", "a", None)),  # two spellings
        ("name", "علی کریمی", "علي كريمي", True, ("علي كريمي", "b", None)),
        ("keep_days", 0, 30, False, (0, "a", 30)),  # never is an answer, too
        ("keep_days", None, 0, False, (0, "b", None)),
        ("company_id", None, 4, False, (4, "b", None)),
        ("status", "lead", "customer", False, ("customer", "both", None)),
        ("status", "inactive", "lead", True, ("inactive", "both", None)),
        ("do_not_contact", 0, 1, False, (1, "both", None)),
        ("do_not_contact", 1, 0, True, (1, "both", None)),
        ("created_at", "2026-01-02", "2020-01-01", False, ("2020-01-01", "both", None)),
        ("note", "a", "b", False, ("a\nb", "both", None)),
        ("note", "same", "same", False, ("same", "both", None)),
        ("note", "", "b", False, ("b", "both", None)),
    ],
)
def test_what_stays(
    field: str, a: Any, b: Any, taken: bool, expected: tuple[Any, str, Any]
) -> None:
    assert settle(field, a, b, taken=taken) == expected


values = st.sampled_from(["", "Ali", "علی", "ali", "  ", "9"])


@given(st.sampled_from([f for f in FIELDS if f not in JOINED]), values, values, st.booleans())
def test_nothing_is_lost_unsaid(field: str, a: str, b: str, taken: bool) -> None:
    kept, side, lost = settle(field, a, b, taken=taken)
    assert kept == {"a": a, "b": b}[side]
    other = b if side == "a" else a
    assert lost == other or other in ("", kept) or other.strip().casefold() == kept.casefold()
