"""The level of each character of a line, and the order they stand in: UAX #9 as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crmtui.text.bidi.classes import REMOVED, TRAILING, class_of
from crmtui.text.bidi.explicit import (
    Sequenced,
    explicit_levels,
    first_strong,
    isolate_pairs,
    run_sequences,
)
from crmtui.text.bidi.neutral import resolve_neutral
from crmtui.text.bidi.weak import resolve_weak


class Levels(NamedTuple):
    """The level of the paragraph and of each character; None for one that is not drawn (X9)."""

    base: int
    levels: list[int | None]


def levels_of(text: str, base: int | None = None) -> Levels:
    """Return the levels of a text of one line; without `base`, its first strong letter decides."""
    return levels_of_classes(list(map(class_of, text)), text, base)


def levels_of_classes(
    classes: Sequence[str], chars: Sequence[str], base: int | None = None
) -> Levels:
    """Return the levels for the classes of a line; `chars` tell only which are brackets."""
    pairs = isolate_pairs(classes)
    if base is None:
        base = first_strong(classes, pairs) or 0
    levels, kinds = explicit_levels(classes, pairs, base)
    resolved = list(levels)
    # The sequences are found first: what is resolved in one must not be seen around the next.
    for sequence in run_sequences(classes, levels, pairs, base):
        _resolve(sequence, kinds, chars, resolved)
    _reset_blanks(classes, resolved, base)
    drawn = [
        None if kind in REMOVED else level for kind, level in zip(classes, resolved, strict=True)
    ]
    return Levels(base, drawn)


def _resolve(
    sequence: Sequenced, kinds: Sequence[str], chars: Sequence[str], resolved: list[int]
) -> None:
    """Resolve one sequence (W, N) and raise its levels (I1, I2)."""
    original = [kinds[index] for index in sequence.indices]
    own = list(original)
    resolve_weak(own, sequence.before)
    resolve_neutral(
        own,
        [chars[index] for index in sequence.indices],
        original,
        level=sequence.level,
        before=sequence.before,
        after=sequence.after,
    )
    for index, kind in zip(sequence.indices, own, strict=True):
        if sequence.level & 1:
            resolved[index] += kind != "R"
        else:
            resolved[index] += {"L": 0, "R": 1}.get(kind, 2)


def _reset_blanks(classes: Sequence[str], levels: list[int], base: int) -> None:
    """Give separators, and blanks before them or at the end, the level of the paragraph (L1)."""
    trailing = True
    for index in range(len(classes) - 1, -1, -1):
        if classes[index] in ("S", "B"):
            trailing = True
        elif classes[index] not in TRAILING:
            trailing = False
        if trailing:
            levels[index] = base


def visual_order(levels: Sequence[int | None]) -> list[int]:
    """Return the indices of what is drawn, from left to right (L2)."""
    order = [index for index, level in enumerate(levels) if level is not None]
    drawn = [level for level in levels if level is not None]
    lowest_odd = min((level for level in drawn if level & 1), default=0)
    for level in range(max(drawn, default=0), lowest_odd - 1, -1):
        if lowest_odd:
            _reverse_runs(order, levels, level)
    return order


def _reverse_runs(order: list[int], levels: Sequence[int | None], level: int) -> None:
    """Reverse every run of characters at this level or above."""
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and (levels[order[end]] or 0) >= level:
            end += 1
        if end - at > 1:
            order[at:end] = order[at:end][::-1]
        at = max(end, at + 1)
