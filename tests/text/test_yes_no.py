"""Yes and no as people type them."""

from __future__ import annotations

import pytest

from crmtui.errors import InvalidValue
from crmtui.text.yes_no import parse_yes_no


@pytest.mark.parametrize("text", ["yes", " Y ", "TRUE", "1", "۱", "بله", "بلي", "آره"])
def test_yes(text: str) -> None:
    assert parse_yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "N", "off", "0", "۰", "خیر", "خير", "نه"])
def test_no(text: str) -> None:
    assert parse_yes_no(text) is False


@pytest.mark.parametrize("text", ["", "maybe", "yes no", "2", "\x1b"])
def test_neither(text: str) -> None:
    with pytest.raises(InvalidValue, match="neither yes nor no"):
        parse_yes_no(text)
