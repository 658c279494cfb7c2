"""A program on a pseudo terminal that answers questions as a real one does."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

FENCE = b"\x1b[c"
"""The last question of those a program puts at its start."""
ANSWERS = {
    "vte": b"\x1b[8;1$y\x1b[?65;1;9c",
    "konsole": b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;1;4c",
    "xterm": b"\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    "kitty": b"\x1b[8;0$y\x1bP>|kitty(0.26.5)\x1b\\\x1b[?62;c",
    "silent": b"",
}
_PATIENCE = 30.0


class Window:
    """A terminal of 100 by 30 cells, and the program that runs on it."""

    def __init__(self, process: subprocess.Popen[bytes], end: int, answers: bytes) -> None:
        self.process = process
        self.sent = b""
        """Everything the program has written."""
        self._end = end
        self._answers = answers

    def until(self, wanted: bytes, after: int = 0) -> int:
        """Read until the program has written something; return where that ends."""
        deadline = time.monotonic() + _PATIENCE
        while self.sent.find(wanted, after) < 0:
            left = deadline - time.monotonic()
            if left < 0 or not self._read(left):
                raise AssertionError(f"{wanted!r} never came: {self.sent[-2000:]!r}")
        return self.sent.find(wanted, after) + len(wanted)

    def to_the_end(self) -> int:
        """Read all the program writes; return its exit code."""
        while self._read(_PATIENCE):
            pass
        return self.process.wait(_PATIENCE)

    def close(self) -> None:
        """Close the window."""
        os.close(self._end)
        self._end = os.open(os.devnull, os.O_RDWR)

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._end, keys)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.process.pid, number)

    def until_stopped(self) -> None:
        """Read until the program was stopped by job control."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            self._read(0.05)
            pid, status = os.waitpid(self.process.pid, os.WUNTRACED | os.WNOHANG)
            if pid and os.WIFSTOPPED(status):
                while self._read(0.2):
                    pass
                return
        raise AssertionError("it was never stopped")

    def attributes(self) -> list[object]:
        """Return how the terminal is set."""
        return list(termios.tcgetattr(self._end))

    def _read(self, patience: float) -> bool:
        """Read what is there; False at the end, or if nothing comes."""
        if not select.select([self._end], [], [], patience)[0]:
            return False
        try:
            read = os.read(self._end, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        asked = self.sent.count(FENCE)
        self.sent += read
        if self.sent.count(FENCE) > asked and self._answers:
            os.write(self._end, self._answers)
        return bool(read)


@contextmanager
def window(
    argv: Sequence[str],
    answers: bytes,
    home: Path,
    env: Mapping[str, str] = MappingProxyType({}),
    *,
    controls: bool = True,
) -> Iterator[Window]:
    """Run a program of ours on a terminal that answers so, and that `controls` it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    process = subprocess.Popen(
        [sys.executable, *argv],
        env={
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "CRMTUI_HOME": str(home),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "LC_ALL": "C.UTF-8",
            **env,
        },
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controls else None,
    )
    os.close(theirs)
    try:
        yield Window(process, ours, answers)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()
        os.close(ours)
