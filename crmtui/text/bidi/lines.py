"""A line of a record as it is drawn: phones, dates, amounts and paths keep their own order in it.

By the bare algorithm "تلفن: 0912 345 6789" reads 6789 345 0912, a minus goes behind its number, and
"فایل /tmp/a.csv" ends with the slash that the path begins with.
UAX #9 lets a higher protocol isolate such parts (HL3); this one does, so that no steering character
is ever put into a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from crmtui.text.bidi import Shaping
from crmtui.text.bidi.drawn import Cell, Drawn, visual

_ISOLATE, _END = "\u2066", "\u2069"
_WHOLE = re.compile(
    r"(?<![\w.,/-])(?:"
    r"(?:\+|00|[0۰٠])\(?\d[\d ()./-]{5,18}\d"  # a phone, in groups
    r"|\d{4}([-/.])\d{1,2}\1\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"  # a date, with its time
    r"|[-+\u2212\u2013#]\d[\d.,/:\u066b\u066c]*[%\u066a]?"  # a sign before a number
    r"|(?:~|\.\.?)?/[A-Za-z0-9_.+@~/-]*[A-Za-z0-9_]"  # a path
    r")(?!\w)"
)


@lru_cache(maxsize=8192)
def line(text: str, base: int | None = None, shaping: Shaping = Shaping.LIGATURES) -> Drawn:
    """Return `visual` of a text in which what people read as one stays in one piece."""
    steered: list[str] = []
    inserted: list[int] = []
    end = 0
    for found in _WHOLE.finditer(text):
        steered += [text[end : found.start()], _ISOLATE, found[0], _END]
        inserted += [found.start() + len(inserted), found.end() + len(inserted) + 1]
        end = found.end()
    if not inserted:
        return visual(text, base, shaping)
    drawn = visual("".join([*steered, text[end:]]), base, shaping)
    return Drawn(drawn.base, tuple(_moved(cell, inserted) for cell in drawn.cells))


def _moved(cell: Cell, inserted: list[int]) -> Cell:
    """Count the places of a cell without what was inserted before them."""
    start = cell.start - bisect_left(inserted, cell.start)
    end = cell.end - bisect_left(inserted, cell.end)
    return cell._replace(start=start, end=end)
