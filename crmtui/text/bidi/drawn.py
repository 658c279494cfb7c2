"""A line as it is drawn: cells from left to right, each knowing what of the text it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

from crmtui.text.bidi import Shaping
from crmtui.text.bidi.classes import ISOLATES, REMOVED, class_of
from crmtui.text.bidi.levels import levels_of, visual_order
from crmtui.text.bidi.mirrors import MIRRORED
from crmtui.text.bidi.shaping import lam_alef, shaped

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_MARKS = frozenset("\u200e\u200f\u061c")
_UNSEEN = REMOVED | ISOLATES | {"PDI"}
_ARABIC = re.compile("[\u0600-\u08ff]")
_SKIN = range(0x1F3FB, 0x1F400)
_FLAG = range(0x1F1E6, 0x1F200)


class Cell(NamedTuple):
    """What is drawn as one, and the part of the text `[start:end]` it stands for."""

    text: str
    start: int
    end: int
    level: int


class Drawn(NamedTuple):
    """A line from left to right. Its cells cover every character of the text once."""

    base: int
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        return "".join(cell.text for cell in self.cells)

    def place(self, index: int) -> int:
        """Return which cell, from the left, shows the character at `index`."""
        for at, cell in enumerate(self.cells):
            if cell.start <= index < cell.end:
                return at
        raise IndexError(index)


@lru_cache(maxsize=8192)
def visual(text: str, base: int | None = None, shaping: Shaping = Shaping.LIGATURES) -> Drawn:
    """Return a text of one line as it is drawn from left to right.

    Marks stay with their letter (L3), brackets are mirrored (L4), what only steers is left out.
    """
    base, levels = levels_of(text, base)
    clusters = list(_clusters(text))
    forms = _forms(text, clusters, shaping)
    if shaping is Shaping.LIGATURES:
        clusters, forms = _with_ligatures(text, clusters, forms)
    clusters_levels = [levels[start] for start, _ in clusters]
    cells = []
    for at in visual_order(clusters_levels):
        start, end = clusters[at]
        level = clusters_levels[at] or 0
        if level & 1 and text[start] in MIRRORED:
            forms[at] = MIRRORED[text[start]] + forms[at][1:]
        cells.append(Cell(forms[at], start, end, level))
    if shaping is Shaping.TERMINAL:
        cells = _runs_reversed(text, cells)
    return Drawn(base, _covering(cells, len(text)))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each letter with its marks starts and ends; what is not drawn is passed over."""
    start: int | None = None
    end = 0
    for index, char in enumerate(text):
        if start is not None and end == index and _extends(text, start, index):
            end = index + 1
        elif class_of(char) not in _UNSEEN and char not in _MARKS:
            if start is not None:
                yield start, end
            start, end = index, index + 1
        elif start is not None and class_of(char) == "BN":
            # A mark behind a joiner still stands on the letter before.
            end = index + 1
    if start is not None:
        yield start, end


def _extends(text: str, start: int, index: int) -> bool:
    """Tell whether a character is drawn on, or as one with, what began at `start`."""
    char = text[index]
    if category(char) in ("Mn", "Me") or ord(char) in _SKIN:
        return class_of(char) not in REMOVED
    if text[index - 1] == _ZWJ and not _ARABIC.match(char):
        return not _ARABIC.match(text[start])
    # Two letters of a flag.
    return ord(char) in _FLAG and ord(text[start]) in _FLAG and index == start + 1


def _forms(text: str, clusters: Sequence[tuple[int, int]], shaping: Shaping) -> list[str]:
    """Return what is drawn for each cluster, still in the order of the text."""
    if shaping is Shaping.TERMINAL:
        return [text[start:end] for start, end in clusters]
    return [
        letter + _marks(text, start, end)
        for letter, (start, end) in zip(_joined(text, clusters), clusters, strict=True)
    ]


def _marks(text: str, start: int, end: int) -> str:
    """Return what stands on a letter, without joiners that have done their work."""
    if _ARABIC.match(text[start]):
        return "".join(char for char in text[start + 1 : end] if class_of(char) != "BN")
    return text[start + 1 : end]


def _joined(text: str, clusters: Sequence[tuple[int, int]]) -> list[str]:
    """Return the first character of each cluster in its form."""
    if not _ARABIC.search(text):
        return [text[start] for start, _ in clusters]
    letters, places = _letters(text, clusters)
    drawn = shaped(letters)
    return [drawn[place] for place in places]


def _letters(text: str, clusters: Sequence[tuple[int, int]]) -> tuple[list[str], list[int]]:
    """Return what matters for joining, letters and joiners, and where each cluster is in it."""
    letters: list[str] = []
    places = []
    for start, end in clusters:
        places.append(len(letters))
        letters.append(text[start])
        letters += [char for char in text[start + 1 : end] if char in (_ZWNJ, _ZWJ)]
    return letters, places


def _with_ligatures(
    text: str, clusters: list[tuple[int, int]], forms: list[str]
) -> tuple[list[tuple[int, int]], list[str]]:
    """Make one cluster of each lam and the alef after it."""
    if "\u0644" not in text:
        return clusters, forms
    letters, places = _letters(text, clusters)
    merged: list[tuple[int, int]] = []
    signs: list[str] = []
    for at, (start, end) in enumerate(clusters):
        place = places[at]
        if place and merged and lam_alef(letters, place - 1) and text[merged[-1][0]] == "\u0644":
            first = merged[-1][0]
            sign = lam_alef(letters, place - 1) or ""
            signs[-1] = sign + signs[-1][1:] + _marks(text, start, end)
            merged[-1] = (first, end)
        else:
            merged.append((start, end))
            signs.append(forms[at])
    return merged, signs


def _runs_reversed(text: str, cells: list[Cell]) -> list[Cell]:
    """Send each run of right-to-left letters reversed: the terminal will reverse it once more.

    The places stay those that are seen, and with them the colours and the cursor.
    """
    turned: list[Cell] = []
    for turns, group in groupby(cells, lambda cell: class_of(text[cell.start]) in ("R", "AL")):
        run = list(group)
        sent = run[::-1] if turns else run
        turned += [cell._replace(text=other.text) for cell, other in zip(run, sent, strict=True)]
    return turned


def _covering(cells: list[Cell], length: int) -> tuple[Cell, ...]:
    """Let every cell also stand for what is not drawn behind it, the first for what is before."""
    starts = sorted(cell.start for cell in cells)
    if not starts:
        return ()
    ends = dict(zip(starts, [*starts[1:], length], strict=True))
    return tuple(
        cell._replace(start=0 if cell.start == starts[0] else cell.start, end=ends[cell.start])
        for cell in cells
    )
