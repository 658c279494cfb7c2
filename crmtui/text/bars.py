"""Figures drawn with letters that are one cell wide in every terminal."""

from __future__ import annotations

from collections.abc import Sequence

_HEIGHTS = "▁▂▃▄▅▆▇█"
_SHADES = " ░▒▓█"


def sparkline(values: Sequence[float]) -> str:
    """Draw a bar for each value, the highest one full; nothing, or less, is the lowest."""
    most = max([*values, 1])
    return "".join(_HEIGHTS[int(max(0, value) * (len(_HEIGHTS) - 1) / most)] for value in values)


def bar(share: float, width: int, *, from_right: bool = False) -> str:
    """Draw a share of `width` cells, to half a cell; what is there at all is seen."""
    halves = round(2 * width * min(1.0, max(0.0, share))) or (share > 0)
    whole = "█" * (halves // 2)
    return "▐" * (halves % 2) + whole if from_right else whole + "▌" * (halves % 2)


def shade(share: float) -> int:
    """Return how dark a share from 0 to 1 is shown, from 0 for none at all to 4."""
    return max(1, min(4, 1 + int(share * 5))) if share > 0 else 0


def shade_sign(share: float) -> str:
    """Return the letter of that shade."""
    return _SHADES[shade(share)]
