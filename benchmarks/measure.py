"""Timing whole processes: piped or on a terminal, to their end or to the first full frame."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import IO, NamedTuple

COLUMNS, LINES = 120, 36
_PATIENCE = 60.0
"""Seconds after which a frame that has not come is not coming."""


class Failed(Exception):
    """A program that was to be measured did not do its work."""


class Program(NamedTuple):
    """What is run, where, and what has to happen before each run, unmeasured."""

    argv: Sequence[str]
    env: Mapping[str, str]
    cwd: str
    on_terminal: bool = False
    shows: bytes = b""
    """If given, the time is up when this text is on the terminal; the program is then killed."""
    prepare: Callable[[], object] = lambda: None
    good: tuple[int, ...] = (0,)
    """The exit codes of a run that did its work."""


class Run(NamedTuple):
    """One run: wall time, peak memory, what it printed."""

    seconds: float
    megabytes: float
    output: bytes


class Middle(NamedTuple):
    """The medians of several runs."""

    seconds: float
    megabytes: float


def side_by_side(
    ours: Program, other: Program, runs: int, *, same_output: bool = False
) -> tuple[Middle, Middle]:
    """Run both in turn, after a warm-up in which they must print the same if that is asked."""
    first, second = run(ours), run(other)
    if same_output and first.output != second.output:
        raise Failed(f"{' '.join(other.argv)} prints something else than ours")
    pairs = [(run(ours), run(other)) for _round in range(runs)]
    return middle(pair[0] for pair in pairs), middle(pair[1] for pair in pairs)


def middle(runs: Iterable[Run]) -> Middle:
    """Return the medians."""
    seconds, megabytes, _outputs = zip(*runs, strict=True)
    return Middle(median(seconds), median(megabytes))


def run(program: Program) -> Run:
    """Run a program once. Raises Failed unless it did its work."""
    program.prepare()
    with tempfile.TemporaryFile() as errors, _ends(program.on_terminal) as (reader, writer):
        started = perf_counter()
        process = _spawn(program, writer, errors)
        os.close(writer)
        try:
            output = _read(reader, program.shows)
        except BaseException:
            process.kill()
            process.wait()
            raise
        seen = perf_counter()
        if program.shows:
            process.kill()
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = (seen if program.shows else perf_counter()) - started
        process.returncode = os.waitstatus_to_exitcode(status)
        _check(program, process.returncode, output, errors)
    return Run(seconds, _megabytes(usage.ru_maxrss), output)


@contextmanager
def _ends(on_terminal: bool) -> Iterator[tuple[int, int]]:
    """Open a terminal or a pipe; the end that is written to is closed by whoever spawns."""
    reader, writer = pty.openpty() if on_terminal else os.pipe()
    try:
        if on_terminal:
            fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        yield reader, writer
    finally:
        os.close(reader)


def _spawn(program: Program, writer: int, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a program; on a terminal it has that on all three of its files."""
    return subprocess.Popen(
        program.argv,
        env=program.env,
        cwd=program.cwd,
        stdin=writer if program.on_terminal else subprocess.DEVNULL,
        stdout=writer,
        stderr=writer if program.on_terminal else errors,
        start_new_session=True,
    )


_ASKED = b"\x1b[c"
_ANSWER = b"\x1b[?64;1c"
"""Every terminal says at once what it is; one that did not would be waited for."""


def _read(reader: int, shows: bytes) -> bytes:
    """Read to the end, or until a text was shown."""
    output = bytearray()
    deadline = perf_counter() + _PATIENCE
    while True:
        if shows and not select.select([reader], [], [], max(0.0, deadline - perf_counter()))[0]:
            return bytes(output)
        try:
            part = os.read(reader, 65536)
        except OSError:  # what Linux says when a terminal has nobody left
            part = b""
        if part.endswith(_ASKED):
            os.write(reader, _ANSWER)
        output += part
        if not part or (shows and shows in output):
            return bytes(output)


def _check(program: Program, code: int, output: bytes, errors: IO[bytes]) -> None:
    command = " ".join(program.argv)
    if program.shows:
        if program.shows not in output:
            raise Failed(f"{command} did not show {program.shows.decode()!r}")
    elif code not in program.good:
        errors.seek(0)
        said = (errors.read() or output).decode("utf-8", "replace")
        raise Failed(f"{command} ended with {code}:\n{said[-2000:]}")


def _megabytes(maxrss: int) -> float:
    """Linux counts in kilobytes, macOS in bytes; ours (some 25 MB) is the least it can tell."""
    return maxrss / (1e6 if sys.platform == "darwin" else 1024)
