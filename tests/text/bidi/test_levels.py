from __future__ import annotations

from crmtui.text.bidi.levels import levels_of, visual_order
from tests.text.bidi.conformance import failed_characters, failed_classes


def test_cases_with_characters() -> None:
    count, failed = failed_characters(step=11)
    assert count > 8_000
    assert failed == []


def test_cases_with_classes() -> None:
    count, failed = failed_classes(step=67)
    assert count > 11_000
    assert failed == []


def test_first_strong_letter_decides() -> None:
    assert levels_of("0912 علی").base == 1
    assert levels_of("Ali علی").base == 0
    assert levels_of("۰۹۱۲-۳۴۵ ۶۷۸۹").base == 0


def test_empty_line() -> None:
    assert levels_of("") == (0, [])
    assert visual_order([]) == []
