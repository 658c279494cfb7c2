from __future__ import annotations

import pytest

from crmtui.text.bidi import Shaping
from crmtui.text.bidi.drawn import visual
from crmtui.text.bidi.undrawn import undrawn

NAMES = (
    "نرگس صادقی",
    "سلام‌الله رضایی (VIP)",
    "می‌خواهد تا ۱۴۰۵/۹/۱ سه بسته «سبز» بماند.",
    "باغچه‌ها و به‌روز",
    "مؤسسه آرا ۱۲",
    "خانهٔ علی",
    "علی",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shaping", [Shaping.LIGATURES, Shaping.LETTERS])
def test_what_was_copied_from_a_terminal_comes_back(name: str, shaping: Shaping) -> None:
    assert undrawn(visual(name, None, shaping).text) == name


@pytest.mark.parametrize(
    ("forms", "typed"), [("ﻧﺮﮔﺲ ﺳﻼﻣﯽ", "نرگس سلامی"), ("ﻋﻠﯽ Ali", "علی Ali"), ("Ali", "Ali")]
)
def test_forms_in_the_order_of_reading_stay_in_it(forms: str, typed: str) -> None:
    assert undrawn(forms) == typed
