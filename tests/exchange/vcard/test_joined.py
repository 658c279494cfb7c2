"""The kept lines of two cards as those of one."""

from __future__ import annotations

from crmtui.exchange.vcard.joined import joined
from crmtui.exchange.vcard.kept import EXTRA_LIMIT


def test_lines_of_both_stay_once() -> None:
    assert joined("X-A:1\nX-B:2", "X-B:2\nX-C:3") == "X-A:1\nX-B:2\nX-C:3"


def test_groups_of_the_other_are_renamed_together() -> None:
    one = "item1.X-THING:one\nitem1.X-ABLABEL:left"
    other = "item1.X-THING:two\nitem1.X-ABLABEL:right\nitem2.X-THING:three"
    assert joined(one, other).split("\n")[2:] == [
        "item2.X-THING:two",
        "item2.X-ABLABEL:right",
        "item3.X-THING:three",
    ]


def test_the_parts_of_two_names_are_not_mixed() -> None:
    one, other = "FN:Ali Rezaei\nN:Rezaei;Ali;;;", "N:R.;Ali;;;\nORG:Pars;Sales\nX-A:1"
    assert joined(one, other) == f"{one}\nORG:Pars;Sales\nX-A:1"


def test_what_is_too_long_is_left_out_by_whole_lines() -> None:
    one = "X-A:" + "a" * (EXTRA_LIMIT - 10)
    assert joined(one, "X-B:" + "b" * 100) == one
