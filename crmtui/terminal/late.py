"""Answers that come after we stopped waiting: over a slow line they must not act as keys."""

from __future__ import annotations

import re
from time import monotonic

_PATIENCE = 5.0
_STARTS = ("circumflex_accent", "left_square_bracket")
"""What becomes of an escape character, or of what follows one that was swallowed."""
_LAST = re.compile(r"\?[\d;]*c$")


class LateAnswers:
    """Recognises the keys that an answer comes apart into."""

    def __init__(self) -> None:
        self._until = monotonic() + _PATIENCE
        self._read: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether the last answer came, or no more is expected."""
        return monotonic() > self._until or bool(self._read and _LAST.search(self._read))

    def takes(self, key: str, character: str | None) -> bool:
        """Tell whether a key is a part of an answer."""
        if self._read is None and key in _STARTS:
            self._read = ""
        if self._read is None:
            return False
        self._read += character or ""
        return True
