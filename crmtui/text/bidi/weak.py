"""Numbers, their signs and marks: rules W1 to W7 of UAX #9."""

from __future__ import annotations

from crmtui.text.bidi.classes import ISOLATES


def resolve_weak(kinds: list[str], before: str) -> None:
    """Resolve the weak classes of one isolating run sequence in place."""
    _marks_and_letters(kinds, before)
    _signs(kinds)
    _latin_numbers(kinds, before)


def _marks_and_letters(kinds: list[str], before: str) -> None:
    """Marks take the class of their letter (W1), digits follow the script before (W2, W3)."""
    previous = strong = before
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kind = "ON" if previous in ISOLATES or previous == "PDI" else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        if kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[at] = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _signs(kinds: list[str]) -> None:
    """Separators and signs join the numbers they stand in or beside (W4 to W6)."""
    for at in range(1, len(kinds) - 1):
        left, kind, right = kinds[at - 1 : at + 2]
        if (kind in ("ES", "CS") and left == right == "EN") or (
            kind == "CS" and left == right == "AN"
        ):
            kinds[at] = left
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > at:
            beside = "EN" in (kinds[at - 1] if at else "", kinds[end] if end < len(kinds) else "")
            kinds[at:end] = ["EN" if beside else "ON"] * (end - at)
        at = end + 1
    kinds[:] = ["ON" if kind in ("ES", "CS") else kind for kind in kinds]


def _latin_numbers(kinds: list[str], before: str) -> None:
    """A number in left-to-right text is part of it (W7)."""
    strong = before
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
