"""Data on stdout, narration on stderr: JSON when asked, tabs when piped, columns for people."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from crmtui.locale import _, spoken
from crmtui.text.clean import printable

_WIDE = 100
"""Cells."""
_PATIENCE = 0.3
"""Seconds after which a person wants to hear something."""


class Column(NamedTuple):
    """A column of a table: its key in a row, its title, and whether it is of numbers."""

    key: str
    title: str
    right: bool = False


def say(text: str) -> None:
    """Tell a person something, beside the data."""
    print(printable(text), file=sys.stderr)


@contextmanager
def patience() -> Iterator[None]:
    """Tell a person at a terminal that it takes a while, if it does."""
    from threading import Timer

    timer = Timer(_PATIENCE, lambda: say(_("Working …")) if sys.stderr.isatty() else None)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def write(text: str = "") -> None:
    """Write a line of data."""
    print(printable(text))


def heading(text: str) -> None:
    """Write a line that stands over others."""
    shown = printable(text)
    print(f"\x1b[1m{shown}\x1b[0m" if colours() else shown)


def write_lines(values: Iterable[object]) -> None:
    """Write values, a line each."""
    sys.stdout.writelines(f"{printable(str(value))}\n" for value in values)


def write_json(data: Any) -> None:
    """Write one JSON document; texts stay readable, nothing acts on a terminal."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None)
    # A string in it can hold nothing below a blank, but DEL and C1 pass through JSON.
    print(printable(text))


def table(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    *,
    plain: Iterable[Mapping[str, Any]] | None = None,
    empty: str = "",
) -> None:
    """Write rows: aligned for a person, tab-separated (from `plain`, if given) when piped."""
    if not sys.stdout.isatty():
        for row in plain if plain is not None else rows:
            print("\t".join(_cell(row.get(column.key)) for column in columns))
        return
    shown = [[printable(_shown(row.get(column.key))) for column in columns] for row in rows]
    if not shown:
        say(empty or _("Nothing yet."))
        return
    from crmtui.commands.columns import aligned

    titles = [column.title for column in columns]
    rights = [column.right for column in columns]
    for line in aligned(titles, shown, rights, terminal_width(), bold=colours()):
        print(line)


def colours() -> bool:
    """Tell whether to use bold and colours: as NO_COLOR, FORCE_COLOR and TERM say."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _cell(value: Any) -> str:
    """Return a value for a table; tabs and line ends would tear it apart."""
    return "" if value is None else " ".join(str(value).split("\t")).replace("\n", " ")


def _shown(value: Any) -> str:
    """Return a value as people read it: bare numbers in the digits of the language."""
    if isinstance(value, int) and spoken() == "fa":
        from crmtui.text.digits import to_persian

        return to_persian(str(value))
    return _cell(value)


def is_wide() -> bool:
    """Tell whether a line has room for what is only good to know; a pipe always has."""
    return not sys.stdout.isatty() or terminal_width() >= _WIDE


def terminal_width() -> int:
    """Return how many cells a line of the terminal has."""
    import shutil

    return shutil.get_terminal_size().columns
