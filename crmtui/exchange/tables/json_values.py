"""Values out of JSON as they stream by, each of a size that memory holds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TextIO, TypeAlias

from crmtui.exchange.tables.decode import BROKEN

Json: TypeAlias = "str | list[Json] | dict[str, Json]"
"""A value whose numbers, truths and nulls are already texts."""
Event: TypeAlias = tuple[str, Any]
Path: TypeAlias = tuple[str | None, ...]
"""The keys that lead to a value; None stands for any item of a list."""

DEPTH = 32
"""Lists and objects within one another; people's data is not deeper."""

_VALUE_LIMIT = 4 << 20
_STARTING = frozenset({"start_map", "start_array"})
_ENDING = frozenset({"end_map", "end_array"})
_WRITTEN_OUT = 40


class TooDeep(Exception):
    """Lists or objects stand in one another without end."""


class TooLong(Exception):
    """A value goes on and on."""


def troubles() -> tuple[type[Exception], ...]:
    """Name what reading can raise when the file is damaged."""
    from ijson import JSONError

    # A whole number of thousands of digits makes the parser stumble over Python's own limit.
    return JSONError, ValueError, SystemError, TooDeep, TooLong, *BROKEN


class Bytes:
    """A text as UTF-8; `pending` counts what was given out since somebody set it back."""

    def __init__(self, stream: TextIO) -> None:
        stream.seek(0)
        if stream.read(1) != "\ufeff":
            stream.seek(0)
        self._stream = stream
        self.pending = 0

    def read(self, size: int) -> bytes:
        """Give the parser its next bytes."""
        if self.pending > _VALUE_LIMIT:
            raise TooLong
        block = self._stream.read(size).encode("utf-8", "replace")
        self.pending += len(block)
        return block


def tokens(stream: TextIO) -> Iterator[Event]:
    """Yield what the parser meets, in the words of ijson."""
    source = Bytes(stream)
    for event in _parsed(source):
        source.pending = 0
        yield event


def values(stream: TextIO, path: Path) -> Iterator[Json]:
    """Yield the values at `path`, one after the other."""
    source = Bytes(stream)
    events = _parsed(source)
    wanted = list(path)
    here: list[str | None] = []
    for event, value in events:
        if event == "map_key":
            here[-1] = value
        elif event in _ENDING:
            here.pop()
        elif here == wanted:
            yield _value(event, value, events)
        elif event in _STARTING:
            here.append("" if event == "start_map" else None)
        if len(here) > DEPTH:
            raise TooDeep
        source.pending = 0


def bad_line(stream: TextIO) -> int:
    """Find the line where JSON breaks; 0 for the end of the file."""
    from ijson import basic_parse_coro, sendable_list

    events = sendable_list()
    parser = basic_parse_coro(events, multiple_values=True)
    stream.seek(0)
    line = 1
    while piece := stream.readline(1 << 16):
        try:
            parser.send(piece.lstrip("\ufeff").encode("utf-8", "replace"))
        except troubles():
            return line
        events.clear()
        line += piece.endswith(("\n", "\r"))
    return 0


def _parsed(source: Bytes) -> Iterator[Event]:
    import ijson

    events: Iterator[Event] = ijson.basic_parse(source, multiple_values=True)
    return events


def _value(event: str, value: Any, events: Iterator[Event]) -> Json:
    """Make the value that begins with this event."""
    if event not in _STARTING:
        return _text(event, value)
    top: list[Json] | dict[str, Json] = {} if event == "start_map" else []
    stack = [top]
    key = ""
    for event, value in events:
        if event == "map_key":
            key = value
            continue
        if event in _ENDING:
            stack.pop()
            if not stack:
                break
            continue
        made: Json
        if event in _STARTING:
            if len(stack) == DEPTH:
                raise TooDeep
            made = {} if event == "start_map" else []
        else:
            made = _text(event, value)
        holder = stack[-1]
        if isinstance(holder, dict):
            holder[key] = made
        else:
            holder.append(made)
        if not isinstance(made, str):
            stack.append(made)
    return top


def _text(event: str, value: Any) -> str:
    if event == "string":
        return str(value)
    if event == "number":
        return _number(value)
    return "" if value is None else str(value).lower()


def _number(value: int | Decimal) -> str:
    """Write a number with all its digits, unless its exponent is out of this world."""
    text = str(value)
    if isinstance(value, Decimal) and "E" in text and abs(value.adjusted()) <= _WRITTEN_OUT:
        return f"{value:f}"
    return text
