"""Digits of the scripts our people type, to and from ASCII."""

from __future__ import annotations

_ASCII = "0123456789"
_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_FULL_WIDTH = "".join(chr(0xFF10 + n) for n in range(10))

_TO_ASCII = str.maketrans(_PERSIAN + _ARABIC + _FULL_WIDTH + "٫٬", _ASCII * 3 + ".,")
_TO_PERSIAN = str.maketrans(_ASCII, _PERSIAN)


def to_ascii(text: str) -> str:
    """Turn Persian, Arabic-Indic and full-width digits and their separators into ASCII."""
    return text if text.isascii() else text.translate(_TO_ASCII)


def to_persian(text: str) -> str:
    """Turn ASCII digits into Persian ones."""
    return text.translate(_TO_PERSIAN)


def quantity(thousandths: int) -> int | float:
    """Return a quantity, which is kept in thousandths, as scripts read it: 2, or 1.5."""
    whole, part = divmod(thousandths, 1000)
    return thousandths / 1000 if part else whole
