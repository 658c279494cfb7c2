"""The notation of ways to reach somebody, read and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.models.words import PointKind
from crmtui.text.clean import clean
from crmtui.text.points import Way, read_point, read_points, write_points

_TRICKY = st.text(st.sampled_from(list("a7ب۷*(),;،:\\ .+@\u200cx")), min_size=1, max_size=14)
_TEXTS = (_TRICKY | st.text(max_size=12)).map(clean)
_WAYS = st.builds(Way, _TEXTS.filter(bool), _TEXTS, st.booleans())


@given(st.sampled_from([kind.value for kind in PointKind]), st.lists(_WAYS, max_size=4))
def test_what_is_written_is_read_the_same(kind: str, ways: list[Way]) -> None:
    assert read_points(kind, write_points(kind, ways)) == ways


@given(_WAYS)
def test_one_point_is_read_as_in_a_list(way: Way) -> None:
    assert read_point(write_points("phone", [way])) == way


@given(st.text(max_size=40))
def test_any_text_is_read_as_something_clean(text: str) -> None:
    way = read_point(text)
    assert (clean(way.value), clean(way.label or "")) == (way.value, way.label)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("0912 345 6789", Way("0912 345 6789", "", False)),
        ("*0912 345 6789 (work)", Way("0912 345 6789", "work", True)),
        ("* ۰۹۱۲۳۴۵۶۷۸۹ (محل کار)", Way("۰۹۱۲۳۴۵۶۷۸۹", "محل کار", True)),
        ("0912 345 6789(home)", Way("0912 345 6789", "home", False)),
        ("+98 (912) 345 6789", Way("+98 (912) 345 6789", "", False)),
        ("021 8888 (4455)", Way("021 8888 (4455)", "", False)),
        ("021 8888 4455 (ext 5)", Way("021 8888 4455 (ext 5)", "", False)),
        ("021 8888 4455 (داخلی ۵)", Way("021 8888 4455 (داخلی ۵)", "", False)),
        ("021 8888 4455 (:ext 5)", Way("021 8888 4455", "ext 5", False)),
        (r"\*780#", Way("*780#", "", False)),
        (r"12 Main St (rear\)", Way("12 Main St (rear)", "", False)),
        (r"پلاک 12\3", Way(r"پلاک 12\3", "", False)),
        ("https://tea.org/Tea_(drink)", Way("https://tea.org/Tea_(drink)", "", False)),
        ("(work)", Way("(work)", "", False)),
        ("*", Way("", "", True)),
        ("", Way("", "", False)),
    ],
)
def test_the_notation(text: str, way: Way) -> None:
    assert read_point(text) == way


def test_commas_separate_but_for_addresses_and_links() -> None:
    phones = read_points("phone", "0912 (work, main)، *0935; 021 , ")
    assert phones == [
        Way("0912", "work, main", False),
        Way("0935", "", True),
        Way("021", "", False),
    ]
    assert read_points("address", "12, Main St; rear (home)\n\n*Valiasr, 5") == [
        Way("12, Main St; rear", "home", False),
        Way("Valiasr, 5", "", True),
    ]
    assert [way.value for way in read_points("web", "https://maps.org/@35.7,51.4")] == [
        "https://maps.org/@35.7,51.4"
    ]
