"""Yes and no, in the words that people type."""

from __future__ import annotations

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.text.fold import fold

_YES = frozenset(
    map(fold, ("yes", "y", "true", "on", "1", "x", "✓", "بله", "بلی", "آری", "آره", "دارد"))
)
_NO = frozenset(map(fold, ("no", "n", "false", "off", "0", "خیر", "نه", "نخیر", "ندارد")))


def parse_yes_no(text: str) -> bool:
    """Read yes or no. Raises InvalidValue."""
    word = fold(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise InvalidValue(_("{value} is neither yes nor no.").format(value=excerpt(text) or "''"))
