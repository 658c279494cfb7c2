"""Embeddings, overrides and isolates: rules P2, P3 and X1 to X10 of UAX #9."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crmtui.text.bidi.classes import EMBEDDINGS, ISOLATES, REMOVED

MAX_DEPTH = 125
_OVERRIDES = {"LRO": "L", "RLO": "R"}


class Sequenced(NamedTuple):
    """One isolating run sequence (X10): what the rules W, N and I are applied to."""

    indices: list[int]
    level: int
    before: str
    after: str


class _Entry(NamedTuple):
    level: int
    override: str | None
    is_isolate: bool


def isolate_pairs(classes: Sequence[str]) -> dict[int, int]:
    """Map each isolate initiator to its matching PDI (BD9); those without one are left out."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for index, kind in enumerate(classes):
        if kind in ISOLATES:
            waiting.append(index)
        elif kind == "PDI" and waiting:
            pairs[waiting.pop()] = index
    return pairs


def first_strong(
    classes: Sequence[str], pairs: dict[int, int], start: int = 0, end: int | None = None
) -> int | None:
    """Return the level the first strong letter asks for (P2, P3), passing over isolates."""
    index, end = start, len(classes) if end is None else end
    while index < end:
        kind = classes[index]
        if kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
        index = pairs.get(index, end) if kind in ISOLATES else index
        index += 1
    return None


def explicit_levels(
    classes: Sequence[str], pairs: dict[int, int], base: int
) -> tuple[list[int], list[str]]:
    """Return the level of each character and its class after overrides (X1 to X8)."""
    levels, kinds = [base] * len(classes), list(classes)
    stack = [_Entry(base, None, False)]
    lost_isolates = lost_embeddings = open_isolates = 0

    def place(index: int) -> None:
        levels[index] = stack[-1].level
        kinds[index] = stack[-1].override or kinds[index]

    for index, kind in enumerate(classes):
        if kind in EMBEDDINGS:
            levels[index] = stack[-1].level
            level = _next_level(stack[-1].level, kind in ("RLE", "RLO"))
            if level <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                stack.append(_Entry(level, _OVERRIDES.get(kind), False))
            elif not lost_isolates:
                lost_embeddings += 1
        elif kind in ISOLATES:
            place(index)
            level = _next_level(stack[-1].level, _isolates_rtl(classes, pairs, index))
            if level <= MAX_DEPTH and not lost_isolates and not lost_embeddings:
                open_isolates += 1
                stack.append(_Entry(level, None, True))
            else:
                lost_isolates += 1
        elif kind == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif open_isolates:
                lost_embeddings = 0
                while not stack.pop().is_isolate:
                    pass
                open_isolates -= 1
            place(index)
        elif kind == "PDF":
            if not lost_isolates and lost_embeddings:
                lost_embeddings -= 1
            elif not lost_isolates and not stack[-1].is_isolate and len(stack) > 1:
                stack.pop()
        elif kind == "BN":
            levels[index] = stack[-1].level
        elif kind != "B":
            place(index)
    return levels, kinds


def _next_level(level: int, rtl: bool) -> int:
    """Return the next odd or even level."""
    return (level + 1) | 1 if rtl else (level + 2) & ~1


def _isolates_rtl(classes: Sequence[str], pairs: dict[int, int], index: int) -> bool:
    """Tell whether an isolate initiator opens a right-to-left isolate."""
    if classes[index] == "FSI":
        return first_strong(classes, pairs, index + 1, pairs.get(index, len(classes))) == 1
    return classes[index] == "RLI"


def run_sequences(
    classes: Sequence[str], levels: Sequence[int], pairs: dict[int, int], base: int
) -> list[Sequenced]:
    """Split what X9 leaves into isolating run sequences, with what stands around each (X10)."""
    kept = [index for index, kind in enumerate(classes) if kind not in REMOVED]
    place = {index: at for at, index in enumerate(kept)}
    joined: dict[int, list[int]] = {}
    """The sequences whose last run waits for a PDI, by the place of that PDI."""
    indices: list[list[int]] = []
    for run in _level_runs(kept, levels):
        sequence = joined.pop(run[0], None)
        if sequence is None:
            indices.append(sequence := [])
        sequence += run
        if run[-1] in pairs:
            joined[pairs[run[-1]]] = sequence
    return [_sequenced(each, kept, place, classes, levels, base) for each in indices]


def _level_runs(kept: list[int], levels: Sequence[int]) -> list[list[int]]:
    """Split into runs of one level."""
    runs: list[list[int]] = []
    for at, index in enumerate(kept):
        if at and levels[kept[at - 1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _sequenced(
    indices: list[int],
    kept: list[int],
    place: dict[int, int],
    classes: Sequence[str],
    levels: Sequence[int],
    base: int,
) -> Sequenced:
    """Work out the directions before and after a sequence (sos and eos)."""
    level = levels[indices[0]]
    first, last = place[indices[0]], place[indices[-1]]
    before = levels[kept[first - 1]] if first else base
    # An isolate that closes nowhere runs to the end of the paragraph.
    ends = last + 1 == len(kept) or classes[indices[-1]] in ISOLATES
    after = base if ends else levels[kept[last + 1]]
    return Sequenced(indices, level, _direction(max(level, before)), _direction(max(level, after)))


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"
