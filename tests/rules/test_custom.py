"""Whatever is typed into a field of the shop's own is kept in one plain form, or refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import InvalidValue
from crmtui.models.limits import LINE
from crmtui.models.words import FieldKind
from crmtui.rules.custom import (
    KINDS,
    LONGEST_NAME,
    OwnField,
    bare,
    is_plain,
    read,
    read_choices,
    show,
    typed,
)
from crmtui.text.formats import Formats

TODAY = date(2026, 3, 1)
CHOICES = ("S", "M", "Extra Large")
SHOPS = (
    Formats(currency="USD", unit=""),
    Formats(currency="IRR", unit="toman", calendar="jalali", lang="fa"),
)
VALUES = {
    "text": st.text(min_size=1),
    "number": st.decimals(allow_nan=False, allow_infinity=False, places=4).map(str),
    "money": st.integers(-(10**12), 10**12).map(lambda n: str(n * 10)),
    "date": st.dates(date(1930, 1, 1), date(2090, 1, 1)).map(str),
    "choice": st.sampled_from(CHOICES),
    "yes-no": st.sampled_from(("yes", "no")),
    "national-id": st.just("0684159414"),
    "company-id": st.just("10380284790"),
    "card": st.just("6219861034529007"),
    "sheba": st.just("IR820540102680020817909002"),
}


def field(kind: str) -> OwnField:
    return OwnField("X", kind, CHOICES if kind == "choice" else ())


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("number", "۱٬۲۵۰٫۵۰", "1250.5"),
        ("number", "3,5", "3.5"),
        ("number", "1,250", "1250"),
        ("number", "-0", "0"),
        ("number", ".5", "0.5"),
        ("number", "+007", "7"),
        ("number", "−2", "-2"),
        ("yes-no", "Ｙ", "yes"),
        ("yes-no", "خير", "no"),
        ("choice", "extra   LARGE", "Extra Large"),
        ("date", "1403/01/01", "2024-03-20"),
        ("text", "  two\n lines ", "two lines"),
        ("text", "\u202e", ""),
        ("number", "  ", ""),
        ("national-id", "۰۶۸-۴۱۵۹۴۱", "0068415941"),
        ("card", "۶۲۱۹-۸۶۱۰-۳۴۵۲-۹۰۰۷", "6219861034529007"),
        ("sheba", "82 0540 1026 8002 0817 9090 02", "IR820540102680020817909002"),
    ],
)
def test_what_people_type(kind: str, text: str, kept: str) -> None:
    assert read(field(kind), text, SHOPS[1], TODAY) == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("number", text) for text in ("1.2.3", "1e5", "NaN", "0x1", "--1", "1,2,3", "9" * 31)),
        *(("date", text) for text in ("2024-13-01", "whenever")),
        ("yes-no", "maybe"),
        ("choice", "XL"),
        ("national-id", "1234567890"),
        ("card", "6219861034529008"),
        ("sheba", "IR012345678901234567890123"),
        ("company-id", "11111111111"),
    ],
)
def test_what_is_refused(kind: str, text: str) -> None:
    with pytest.raises(InvalidValue, match="X: "):
        read(field(kind), text, SHOPS[0], TODAY)


@given(st.data(), st.sampled_from(sorted(VALUES)), st.sampled_from(SHOPS))
def test_what_a_form_shows_is_taken_back(data: st.DataObject, kind: str, formats: Formats) -> None:
    one = field(kind)
    text = data.draw(VALUES[kind])
    try:
        value = read(one, text, formats, TODAY) if kind in ("text", "number") else text
    except InvalidValue:
        return
    if value:
        assert is_plain(one, value)
        assert read(one, typed(one, value, formats), formats, TODAY) == value
        assert show(one, value, formats)
        assert kind == "yes-no" or str(bare(one, value)) == value


def test_the_kinds_are_those_of_the_store() -> None:
    assert list(FieldKind) == list(KINDS)
    assert LONGEST_NAME == LINE


@given(st.text(), st.sampled_from(sorted(VALUES)))
def test_nothing_typed_breaks_it(text: str, kind: str) -> None:
    one = field(kind)
    try:
        value = read(one, text, SHOPS[1], TODAY)
    except InvalidValue:
        return
    assert not value or is_plain(one, value)


@given(st.lists(st.text()))
def test_choices_are_each_once_and_fit_on_a_line(texts: list[str]) -> None:
    try:
        choices = read_choices(texts)
    except InvalidValue:
        return
    assert read_choices(choices) == choices
    assert not any(sign in choice for choice in choices for sign in "\n,،[]")
