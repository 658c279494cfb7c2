"""The Persian keyboard: which letter stands on the key of each Latin one."""

from __future__ import annotations

_ROWS = (
    ("qwertyuiop", "ضصثقفغعهخح"),
    ("asdfghjkl", "شسیبلاتنم"),
    ("zxcvbn", "ظطزرذد"),
    ("1234567890", "۱۲۳۴۵۶۷۸۹۰"),
)

TWINS: dict[str, tuple[str, ...]] = {
    latin: (persian,)
    for latins, persians in _ROWS
    for latin, persian in zip(latins, persians, strict=True)
} | {
    "m": ("پ", "ئ"),  # the standard layout, and the old one of Windows
    "d": ("ی", "ي"),
    "p": ("ح", "\\"),
    "?": ("؟",),
    "$": ("﷼",),
    "G": ("أ",),
    "J": ("\u0640",),
    "K": ("»",),
    "T": ("\u064f",),
}
"""What the same key types when the keyboard is set to Persian; `/` stays what it is."""

SAME = frozenset("/:.<>[]-+=*")
"""Signs that stand on the same key in both layouts."""


def with_twins(keys: str) -> str:
    """Add its Persian twins to every single character of a comma-separated list of keys."""
    listed: list[str] = []
    for key in keys.split(","):
        listed.append(key)
        listed += TWINS.get(key, ()) if len(key) == 1 else ()
    return ",".join(dict.fromkeys(listed))
