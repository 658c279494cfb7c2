"""Keep spreadsheets from taking a value for a formula, in a way that can be undone."""

from __future__ import annotations

import re

_TRIGGERS = "=+\\-@\t\r\n\0＝＋－＠"
_FIRST = frozenset("=+-@\t\r\n\0＝＋－＠'")
# A value that looks guarded is guarded once more, so that taking one quote away is always right.
_GUARDED_OR_FORMULA = re.compile(rf"'*[{_TRIGGERS}]")
_GUARDED = re.compile(rf"'+[{_TRIGGERS}]")
_HARMLESS = re.compile(r"\+[0-9][0-9 ]*|[-+]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


def guard(value: str) -> str:
    """Put a quote before what a spreadsheet would run; phones and numbers stay as they are."""
    if value[:1] not in _FIRST or not _GUARDED_OR_FORMULA.match(value):
        return value
    return value if _HARMLESS.fullmatch(value) else "'" + value


def unguard(value: str) -> str:
    """Undo `guard`."""
    return value[1:] if value[:1] == "'" and _GUARDED.match(value) else value
