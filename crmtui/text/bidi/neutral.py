"""Brackets, blanks and punctuation: rules N0 to N2 of UAX #9."""

from __future__ import annotations

from collections.abc import Sequence

from crmtui.text.bidi.classes import NEUTRAL, STRONG
from crmtui.text.bidi.mirrors import CLOSING, OPENING, same_bracket

_MOST_OPEN = 63
"""Brackets that may wait for their other half (BD16); one more, and no pair counts."""


def resolve_neutral(
    kinds: list[str],
    chars: Sequence[str],
    original: Sequence[str],
    *,
    level: int,
    before: str,
    after: str,
) -> None:
    """Resolve the neutral classes of one isolating run sequence in place."""
    embedding = "R" if level & 1 else "L"
    for opener, closer in bracket_pairs(kinds, chars):
        direction = _bracket_direction(kinds, opener, closer, embedding, before)
        if direction:
            for at in (opener, closer):
                kinds[at] = direction
                _take_marks_along(kinds, original, at)
    _fill(kinds, embedding, before, after)


def bracket_pairs(kinds: Sequence[str], chars: Sequence[str]) -> list[tuple[int, int]]:
    """Find the brackets that belong together (BD16), in the order of the opening ones."""
    pairs = []
    waiting: list[tuple[str, int]] = []
    for at, char in enumerate(chars):
        if kinds[at] != "ON":
            continue
        if char in OPENING:
            if len(waiting) == _MOST_OPEN:
                return []
            waiting.append((same_bracket(OPENING[char]), at))
        elif char in CLOSING:
            closing = same_bracket(char)
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == closing:
                    pairs.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _bracket_direction(
    kinds: Sequence[str], opener: int, closer: int, embedding: str, before: str
) -> str | None:
    """Return the direction of a pair of brackets (N0), None if nothing strong stands within."""
    within = {STRONG[kind] for kind in kinds[opener + 1 : closer] if kind in STRONG}
    if not within:
        return None
    if embedding in within:
        return embedding
    strong = (STRONG[kind] for kind in reversed(kinds[:opener]) if kind in STRONG)
    return next(strong, before)


def _take_marks_along(kinds: list[str], original: Sequence[str], at: int) -> None:
    """Marks on a bracket go where it goes."""
    for mark in range(at + 1, len(kinds)):
        if original[mark] != "NSM":
            return
        kinds[mark] = kinds[at]


def _fill(kinds: list[str], embedding: str, before: str, after: str) -> None:
    """Neutrals between two of one direction take it (N1), others that of the embedding (N2)."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in NEUTRAL:
            end += 1
        if end > at:
            left = STRONG[kinds[at - 1]] if at else before
            right = STRONG[kinds[end]] if end < len(kinds) else after
            kinds[at:end] = [left if left == right else embedding] * (end - at)
        at = end + 1
