"""Numbers that check themselves: good ones in any notation pass, any slip of one digit does not."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.text import ir_ids
from tests.conftest import data

SUITES = {
    "national_id": ir_ids.national_id,
    "legal_id": ir_ids.company_id,
    "bank_card_number": ir_ids.card,
    "bank_sheba": ir_ids.sheba,
}
GOOD: dict[Callable[[str], str], str] = {
    ir_ids.national_id: "0684159414",
    ir_ids.company_id: "10380284790",
    ir_ids.card: "6219861034529007",
    ir_ids.sheba: "IR820540102680020817909002",
}


def verdicts(path: Path) -> list[tuple[str, bool]]:
    """Numbers that a suite of others calls valid, or not."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assert):
            text = ast.unparse(node.test)
            if ".validate('" in text:
                found.append((text.split("'")[1], not text.endswith("is False")))
    return found


@pytest.mark.parametrize("name", SUITES)
def test_others_say_the_same(name: str) -> None:
    cases = verdicts(data("ir_ids") / "py-persian-tools" / f"test_{name}.py")
    assert len(cases) > 4
    for text, is_valid in cases:
        assert passes(SUITES[name], text) == is_valid, text


def passes(check: Callable[[str], str], text: str) -> bool:
    try:
        check(text)
    except InvalidValue:
        return False
    return True


@pytest.mark.parametrize("check", GOOD)
def test_a_wrong_digit_is_found(check: Callable[[str], str]) -> None:
    good = GOOD[check]
    for place in range(2, len(good)):
        for digit in "0123456789":
            wrong = good[:place] + digit + good[place + 1 :]
            if check is not ir_ids.company_id and wrong != good:  # mod 11 with 10 as 0 lets some by
                assert not passes(check, wrong), wrong
    assert check(good) == good


@given(st.text())
def test_any_text_is_taken_or_refused(text: str) -> None:
    for check in GOOD:
        passes(check, text)
