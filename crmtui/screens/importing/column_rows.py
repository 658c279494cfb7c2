"""The columns of a file as lines of a list: the header, what stands below, and its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crmtui.locale import _
from crmtui.screens.importing.map import Wanted
from crmtui.screens.importing.plan import Outline
from crmtui.screens.importing.words import field_label
from crmtui.widgets.cells import cut, one_line
from crmtui.widgets.columns import Column

_VALUES = 4
_LONGEST = 60


class FileColumn(NamedTuple):
    """A column of the file."""

    number: int
    """As a person counts."""
    header: str
    values: str
    """The first ones that differ."""
    field: str
    is_label: bool
    """It only says what the values beside it are."""

    @property
    def shown(self) -> str:
        """What it is read as, in words; the sign before them is seen at a glance."""
        if self.field:
            return f"● {field_label(self.field)}"
        return f"● {_('kind of the next one')}" if self.is_label else f"○ {_('not used')}"


def file_columns(outline: Outline, wanted: Wanted) -> list[FileColumn]:
    """Return a line for every column of the file."""
    reading = outline.reading
    if reading is None:
        return []
    return [
        FileColumn(
            at + 1,
            one_line(header),
            _first_values(reading.sample, at),
            wanted.get(at, ""),
            at in outline.labels,
        )
        for at, header in enumerate(reading.header)
    ]


def _first_values(sample: Sequence[Sequence[str]], at: int) -> str:
    found: dict[str, None] = {}
    for row in sample:
        if at < len(row) and row[at].strip():
            found[cut(one_line(row[at]).strip(), _LONGEST)] = None
            if len(found) == _VALUES:
                break
    return " │ ".join(found)


def columns() -> list[Column[FileColumn]]:
    """Return the columns of the list."""
    return [
        Column(lambda: "#", 3, lambda line: str(line.number), right=True, rank=3, role="muted"),
        Column(lambda: _("Column"), 14, lambda line: line.header, most=24),
        Column(
            lambda: _("What stands there"),
            14,
            lambda line: line.values,
            grows=True,
            rank=2,
            role="muted",
        ),
        Column(lambda: _("Read as"), 24, lambda line: line.shown, rank=1),
    ]


def taken(outline: Outline, wanted: Mapping[int, str]) -> dict[str, str]:
    """Return field → the headers of the columns that fill it."""
    found: dict[str, list[str]] = {}
    header = outline.reading.header if outline.reading else []
    for at, field in sorted(wanted.items()):
        if at < len(header):
            found.setdefault(field, []).append(one_line(header[at]) or f"#{at + 1}")
    return {field: ", ".join(names) for field, names in found.items()}
