"""Values under each other, each behind its title."""

from __future__ import annotations

from collections.abc import Iterable

from crmtui.commands.output import write

_LEAST = 10


def write_titled(pairs: Iterable[tuple[str, str]], indent: str = "") -> None:
    """Write titles and values in two columns; two blanks keep them apart in any direction."""
    from rich.cells import cell_len

    from crmtui.commands.columns import GAP, fit

    known = [(title, value) for title, value in pairs if value]
    width = max([_LEAST - 1, *(cell_len(title) for title, _value in known)])
    for title, value in known:
        write(f"{indent}{fit(title, width, right=False)}{GAP}{value}".rstrip())
