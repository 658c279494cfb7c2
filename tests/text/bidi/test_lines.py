from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.text.bidi.lines import line
from tests.text.bidi.test_drawn import WORDS


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("تلفن: 0912 345 6789", "0912 345 6789 :ﻦﻔﻠﺗ"),
        ("تلفن: +98 (21) 8877-6655", "+98 (21) 8877-6655 :ﻦﻔﻠﺗ"),
        ("Ali علی ۰۹۱۲ ۳۴۵ ۶۷۸۹ Co.", "Ali ﯽﻠﻋ ۰۹۱۲ ۳۴۵ ۶۷۸۹ Co."),
        ("از 2026-11-01 14:30", "2026-11-01 14:30 ﺯﺍ"),
        ("از ۱۴۰۵/۹/۱ تا ۱۴۰۵/۹/۳", "۱۴۰۵/۹/۳ ﺎﺗ ۱۴۰۵/۹/۱ ﺯﺍ"),
        ("مانده: -۲۵٬۰۰۰ تومان", "ﻥﺎﻣﻮﺗ -۲۵٬۰۰۰ :ﻩﺪﻧﺎﻣ"),
        ("سفارش #12", "#12 ﺵﺭﺎﻔﺳ"),
        ("فایل /tmp/u/a.csv نیست.", ".ﺖﺴﯿﻧ /tmp/u/a.csv ﻞﯾﺎﻓ"),
        ("در ~/shop/x_1.db.", ".~/shop/x_1.db ﺭﺩ"),
        ("کلید / است", "ﺖﺳﺍ / ﺪﯿﻠﮐ"),
        # What reads from right to left stays so: a range, two numbers in a row.
        ("بین ۵-۱۰ نفر", "ﺮﻔﻧ ۱۰-۵ ﻦﯿﺑ"),
        ("کد ۱۲ ۳۴", "۳۴ ۱۲ ﺪﮐ"),
        ("قیمت ۵۰٪", "٪۵۰ ﺖﻤﯿﻗ"),
    ],
)
def test_what_is_read_as_one(text: str, drawn: str) -> None:
    assert line(text).text == drawn


PARTS = st.sampled_from(
    [*WORDS, " ", "0912 345 6789", "-۲۵٬۰۰۰", "2026-11-01", "#12", "/a/b.db", "۰۹۱۲ ۳۴۵ ۶۷۸۹"]
)


@given(st.lists(PARTS).map(" ".join), st.sampled_from([None, 0, 1]))
def test_cells_cover_the_text_as_it_was(text: str, base: int | None) -> None:
    drawn = line(text, base)
    covered = sorted((cell.start, cell.end) for cell in drawn.cells)
    if covered:
        assert [0, *(end for _, end in covered)] == [*(start for start, _ in covered), len(text)]
    for cell in drawn.cells:
        assert "\u2066" not in cell.text and "\u2069" not in cell.text
        assert (
            text[cell.start] == cell.text[0] or not cell.text.isascii() or cell.text in "()[]{}<>"
        )
