from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmtui.text.digits import to_ascii, to_persian


def test_every_script_becomes_ascii() -> None:
    assert to_ascii("۰۱۲۳۴۵۶۷۸۹") == "0123456789"
    assert to_ascii("٠١٢٣٤٥٦٧٨٩") == "0123456789"
    assert to_ascii("０１２３４５６７８９") == "0123456789"
    assert to_ascii("۱٬۲۵۰٫۵ ریال") == "1,250.5 ریال"


def test_other_text_stays() -> None:
    assert to_ascii("Ali, 5.5") == "Ali, 5.5"
    assert to_ascii("علی") == "علی"


def test_persian() -> None:
    assert to_persian("0912 345-6789 x") == "۰۹۱۲ ۳۴۵-۶۷۸۹ x"


@given(st.text())
def test_there_and_back(text: str) -> None:
    ascii_text = to_ascii(text)
    assert to_ascii(to_persian(ascii_text)) == ascii_text
    assert to_ascii(ascii_text) == ascii_text
