"""Names that may be one person's."""

from __future__ import annotations

import pytest

from crmtui.rules.same_name import Owners, alike, fuller


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ali", "ali rezaei", True),
        ("ali rezaei", "rezaei ali", True),
        ("a. rezaei", "ali rezaei", True),
        ("a. rezaei", "ali", True),
        ("ali rezaei", "ali ahmadi", False),
        ("ali", "alireza", False),
        ("sara", "reza", False),
        ("", "ali", True),
    ],
)
def test_alike(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is alike(other, one) is expected


def test_fuller() -> None:
    assert fuller("ali", "ali rezaei") == fuller("ali rezaei", "ali") == "ali rezaei"
    assert fuller("ali rezaei", "rezaei ali") == "ali rezaei"


def test_a_short_name_is_no_bridge() -> None:
    owners = Owners()
    owners.add(1, "ali")
    assert owners.pick([1], "ali rezaei") == 1
    owners.add(1, "ali rezaei")
    assert owners.pick([1], "ali ahmadi") is None
    owners.add(2, "ali ahmadi")
    assert owners.pick([1, 2], "ali ahmadi") == 2
    assert owners.pick([1, 2], "") is None
    assert owners.pick([1], "") == 1
