from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.text import fold as module
from crmtui.text.fold import fold, tight
from tests.text import data_file, modules_after


@pytest.mark.parametrize(
    "spellings",
    [
        ("علی", "علي", "على", "عَلِی", "عـلـی", "ﻋﻠﯽ"),
        ("کتاب", "كتاب", "ڪتاب"),
        ("فاطمه", "فاطمة", "فاطمۀ", "فاطمه\u0654"),
        ("آرش", "ارش", "أرش", "إرش", "ٱرش"),
        ("مؤمن", "مومن"),
        ("مسئول", "مسیول", "مسيول"),
        ("۱۲۳", "١٢٣", "123", "１２３"),
        ("۱٬۲۵۰", "1,250", "۱،۲۵۰"),
        ("رضا کریمی", " رضا\u00a0 کریمی\u200e", "رضا\tکریمی"),
        ("José Müller", "jose muller", "JOSÉ  MÜLLER", "Jose\u0301 Mu\u0308ller"),
        ("Straße", "strasse", "STRASSE"),
        ("Łódź Øre Đorđe Ægir", "lodz ore dorde aegir"),
        ("İstanbul Iğdır", "istanbul igdir"),
        ("O’Neil", "O'Neil", "oʼneil"),
        ("Smith–Jones", "smith-jones"),
        ("Ａｌｉ", "ali"),
        ("شيء", "شی"),
        ("Έλενα", "ελενα"),
        ("☎\ufe0f", "☎"),
    ],
)
def test_spellings_meet(spellings: tuple[str, ...]) -> None:
    assert {fold(spelling) for spelling in spellings} == {fold(spellings[0])}


def test_tight_joins_words() -> None:
    assert tight("می‌خواهم") == tight("می خواهم") == tight("میخواهم")
    assert tight("O'Neil") == tight("O’Neil") == tight("oneil") == "oneil"
    assert tight("Smith-Jones Co.") == "smithjonesco"
    assert fold("می‌خواهم") == "میخواهم"


def test_different_names_stay_apart() -> None:
    names = ["علی", "عالی", "رضا", "رضوی", "Ali", "Al", "Müller", "Möller"]
    assert len({fold(name) for name in names}) == len(names)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_folding_settles(text: str) -> None:
    key = fold(text)
    assert fold(key) == key
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
    assert key == " ".join(key.split())
    assert tight(key) == tight(text)


@given(st.text(st.characters(max_codepoint=0x7E)))
def test_the_short_cut_for_ascii_gives_the_same(text: str) -> None:
    assert fold(text) == " ".join(text.translate(module._FOLDS).split())


def test_real_names_in_arabic_letters() -> None:
    lines = data_file("names_fa", "armanyazdi", "persian_names", "data", "male_fa.txt")
    arabic = str.maketrans("یک", "يك")
    for name in lines.read_text("utf-8").split():
        assert fold(name) == fold(name.translate(arabic)) == fold(f"{name[:1]}ـ{name[1:]}\u064b")


def test_a_lookup_pays_for_no_tables() -> None:
    loaded = modules_after("from crmtui.text.fold import fold; fold('ali')")
    assert not loaded & {"re", "typing", "unicodedata", "datetime"}
