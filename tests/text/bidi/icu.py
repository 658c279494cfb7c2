"""What ICU draws of a line: a second opinion from another implementation, where it is installed."""

from __future__ import annotations

import re
from ctypes import CDLL, byref, c_int, c_uint32, c_void_p, create_string_buffer, util
from functools import cache
from unicodedata import normalize

_SHAPE_LETTERS = 0x18
"""U_SHAPE_LETTERS_SHAPE_TASHKEEL_ISOLATED; lam and alef grow and shrink."""
_REORDER = 1 | 2 | 8
"""UBIDI_KEEP_BASE_COMBINING, UBIDI_DO_MIRRORING, UBIDI_REMOVE_BIDI_CONTROLS."""
_AUTO_LTR = 0xFE
_SPACING_MARKS = re.compile("[\ufe70-\ufe7f\ufcf2-\ufcf4\ufc5e-\ufc63]")


class Icu:
    """The two functions of ICU that lay out Arabic text."""

    def __init__(self, library: CDLL, version: str) -> None:
        self._shape = getattr(library, f"u_shapeArabic_{version}")
        self._write = getattr(library, f"ubidi_writeReordered_{version}")
        self._set_text = getattr(library, f"ubidi_setPara_{version}")
        opened = getattr(library, f"ubidi_open_{version}")
        opened.restype = c_void_p
        self._bidi = c_void_p(opened())

    def visual(self, text: str, base: int | None = None) -> str:
        """Return the text as drawn from left to right, marks as combining characters."""
        shaped = self._shaped(text)
        source = shaped.encode("utf-16-le")
        error = c_int(0)
        level = _AUTO_LTR if base is None else base
        self._set_text(self._bidi, source, len(source) // 2, level, None, byref(error))
        room = create_string_buffer(len(source) + 64)
        size = self._write(self._bidi, room, len(room) // 2, _REORDER, byref(error))
        assert error.value <= 0, error.value
        return room.raw[: size * 2].decode("utf-16-le")

    def _shaped(self, text: str) -> str:
        """Join the letters. Marks stay combining: as signs of their own they would take cells."""
        source = text.encode("utf-16-le")
        room = create_string_buffer(len(source) * 2 + 64)
        error = c_int(0)
        options = c_uint32(_SHAPE_LETTERS)
        size = self._shape(source, len(source) // 2, room, len(room) // 2, options, byref(error))
        assert error.value <= 0, error.value
        joined = room.raw[: size * 2].decode("utf-16-le")
        return _SPACING_MARKS.sub(lambda mark: normalize("NFKC", mark[0])[1:], joined)


@cache
def icu() -> Icu | None:
    """Return ICU, whatever version is installed; None without it."""
    name = util.find_library("icuuc")
    version = re.search(r"\.so\.(\d+)", name or "")
    return Icu(CDLL(name), version[1]) if name and version else None
