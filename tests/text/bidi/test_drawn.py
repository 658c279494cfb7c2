from __future__ import annotations

import random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.text.bidi import Shaping, has_rtl
from crmtui.text.bidi.drawn import visual
from tests.text.bidi.icu import icu

WORDS = """
علی رضا سلام می‌خواهم بلا لآلی لَا الله مُحَمَّد پژواک گچ ژاله کریمی زهرا مؤسسه آرا شیء اِلاّ שלום Ali
Rezaei (VIP) Tea & 0912 ۰۹۱۲ ۳۴۵ ۶۷۸۹ 0912-345-6789 +98 -۲۵٬۰۰۰ ۲۵٬۰۰۰ تومان ۱۴۰۵/۹/۱ 2026-11-01
12:30 50% ۵۰٪ ۳٫۵ [تست] (تست) «نقل» <x> {a} a@b.ir https://x.ir/ا ، ؟ ! : ; ؛ . … – — / # * ' "
🙂 ✓ é naïve ١٢٣ كي ة مـن ئ ء لا لإ لأ به‌ها
""".split()  # noqa: SIM905 - a list of such words cannot be read
MARKS = [" \u200f ", " \u200e "]
LINES = st.lists(
    st.sampled_from([*WORDS, *MARKS, " ", "👨\u200d👩\u200d👧", "🇮🇷", "\u2067", "\u2069", "\u0301"])
).map("".join)
BASES = st.sampled_from([None, 0, 1])


def test_thousands_of_lines_equal_icu() -> None:
    other = icu()
    if other is None:
        pytest.skip("no ICU here")
    chance = random.Random(1405)
    for _ in range(4000):
        between = chance.choice(["", " ", " ", "  "])
        line = between.join(chance.choices([*WORDS, *MARKS], k=chance.randint(1, 9)))
        base = chance.choice([None, None, 0, 1])
        assert visual(line, base).text == other.visual(line, base), (line, base)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("سلام (تست) ۱۲۳؟", "؟۱۲۳ (ﺖﺴﺗ) ﻡﻼﺳ"),
        ("می‌خواهم", "ﻢﻫﺍﻮﺧﯽﻣ"),
        ("Ali: سلام!", "Ali: ﻡﻼﺳ!"),
        ("שלום (VIP)", "(VIP) םולש"),
        ("۰۹۱۲-۳۴۵ ۶۷۸۹", "۰۹۱۲-۳۴۵ ۶۷۸۹"),
        ("تلفن: \u2066۰۹۱۲ ۳۴۵\u2069", "۰۹۱۲ ۳۴۵ :ﻦﻔﻠﺗ"),
        ("خانۀ ما", "ﺎﻣ ﻪٔﻧﺎﺧ"),
        ("علی 🇮🇷 👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧 🇮🇷 ﯽﻠﻋ"),
    ],
)
def test_what_is_drawn(text: str, drawn: str) -> None:
    assert visual(text).text == drawn


def test_lam_and_alef_are_one_cell_or_two() -> None:
    assert [cell.text for cell in visual("سلام").cells] == ["ﻡ", "ﻼ", "ﺳ"]
    assert [cell.text for cell in visual("سلام", shaping=Shaping.LETTERS).cells] == list("ﻡﺎﻠﺳ")
    assert visual("لَا").text == "ﻻَ"


def test_a_terminal_that_joins_itself_gets_each_run_in_its_own_order() -> None:
    drawn = visual("علی رضا: می‌شود ۱۲۳", shaping=Shaping.TERMINAL)
    assert drawn.text == "۱۲۳ می‌شود :رضا علی"


def test_text_without_such_letters_needs_nothing() -> None:
    assert not has_rtl("Zoë Ångström 山田 🙂 ½")
    assert has_rtl("Zoë علی") and has_rtl("שלום") and has_rtl("ﻼ")


@given(LINES, BASES, st.sampled_from(Shaping))
def test_cells_and_text_map_onto_each_other(text: str, base: int | None, shaping: Shaping) -> None:
    drawn = visual(text, base, shaping)
    if not drawn.cells:
        return
    covered = sorted((cell.start, cell.end) for cell in drawn.cells)
    assert [0, *(end for _, end in covered)] == [*(start for start, _ in covered), len(text)]
    for index in range(len(text)):
        cell = drawn.cells[drawn.place(index)]
        assert cell.start <= index < cell.end


@given(LINES, BASES)
def test_nothing_is_lost_but_what_steers(text: str, base: int | None) -> None:
    def letters(line: str) -> list[str]:
        plain = normalize("NFKD", line).translate(dict.fromkeys(map(ord, STEERING)))
        return sorted(MIRRORS.get(char, char) for char in plain)

    assert letters(visual(text, base).text) == letters(text)


STEERING = "\u200c\u200d\u200e\u200f\u2067\u2069"
MIRRORS = {")": "(", "]": "[", "}": "{", ">": "<", "»": "«"}
