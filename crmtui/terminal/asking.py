"""Asking the terminal what it is, while other things are done."""

from __future__ import annotations

import os
import re
import sys
from time import monotonic

from crmtui.terminal.modes import Answers

PATIENCE = 0.3
"""Seconds after asking in which an answer may come."""

_QUESTIONS = "\x1b[8$p\x1b[>q\x1b[c"
"""DECRQM of mode 8, XTVERSION, and DA1, which all terminals answer: after it nothing comes."""
_ORDERING = re.compile(rb"\x1b\[8;(\d)\$y")
_NAME = re.compile(rb"\x1bP>\|([^\x1b\x07]*)(?:\x1b\\|\x07)")
_FENCE = re.compile(rb"\x1b\[\?[\d;]*c")
_NEVER_ASKED = ("dumb", "linux")
"""Terminals that would print a part of the questions."""


def ask_terminal() -> Answers:
    """Ask and wait. Who types ahead is not disturbed: what was typed would be lost."""
    from select import select

    if _can_ask() and select([sys.stdin], [], [], 0)[0]:
        return Answers()
    return Question().answers()


class Question:
    """A question that was put to the terminal of this program, if it has one."""

    def __init__(self) -> None:
        self._source: int | None = None
        self._attributes: list[object] = []
        self._asked = monotonic()
        self._read = b""
        self.is_answered = True
        """Whether no answer is to come any more."""
        if _can_ask():
            self._ask()

    def answers(self) -> Answers:
        """Wait for the answers, and give the terminal back as it was."""
        if self._source is not None:
            try:
                self._wait(self._source)
            finally:
                self.close()
        ordering, name = _ORDERING.search(self._read), _NAME.search(self._read)
        return Answers(
            ordering[1].decode() if ordering else "",
            name[1].decode("utf-8", errors="replace") if name else "",
        )

    @property
    def typed(self) -> str:
        """What the person typed meanwhile."""
        rest = self._read
        for answer in (_ORDERING, _NAME, _FENCE):
            rest = answer.sub(b"", rest)
        return rest.decode("utf-8", errors="ignore")

    def close(self) -> None:
        """Give the terminal back as it was."""
        if self._source is not None:
            import termios

            termios.tcsetattr(self._source, termios.TCSANOW, self._attributes)  # type: ignore[arg-type]
            self._source = None

    def _ask(self) -> None:
        """Put the questions, with the echo of answers off."""
        import termios

        source = sys.stdin.fileno()
        try:
            self._attributes = list(termios.tcgetattr(source))
            attributes = termios.tcgetattr(source)
            attributes[0] &= ~(termios.ICRNL | termios.IXON)
            attributes[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(source, termios.TCSANOW, attributes)
        except termios.error:
            return
        self._source, self.is_answered = source, False
        terminal = sys.__stderr__ or sys.stderr
        terminal.write(_QUESTIONS)
        terminal.flush()

    def _wait(self, source: int) -> None:
        """Read until the last answer is there, or time is up."""
        from select import select

        while not self.is_answered:
            left = max(0.0, self._asked + PATIENCE - monotonic())
            if not select([source], [], [], left)[0]:
                return
            read = os.read(source, 4096)
            if not read:
                return
            self._read += read
            self.is_answered = _FENCE.search(self._read) is not None


def _can_ask() -> bool:
    """Tell whether there is a terminal that can be asked."""
    try:
        here = sys.stdin.isatty() and sys.stderr.isatty()
    except ValueError:  # closed
        return False
    return (
        here
        and sys.platform != "win32"
        and os.environ.get("TERM", "dumb") not in _NEVER_ASKED
        # It would print a "p".
        and os.environ.get("TERM_PROGRAM") != "Apple_Terminal"
    )
