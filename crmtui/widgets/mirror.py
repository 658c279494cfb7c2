"""Screens that are read from the right: what stands side by side stands the other way round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.geometry import Region, Size
from textual.layout import ArrangeResult
from textual.layouts import factory
from textual.layouts.horizontal import HorizontalLayout
from textual.widget import Widget

from crmtui.locale import spoken

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})


def is_mirrored() -> bool:
    """Tell whether the language in use is read from the right."""
    return spoken()[:2] in RIGHT_TO_LEFT


Part = TypeVar("Part")


def in_order(parts: Sequence[Part]) -> Sequence[Part]:
    """Return the parts of a line as they stand on the screen, from the left."""
    return parts[::-1] if is_mirrored() else parts


class Sideways(HorizontalLayout):
    """Children side by side, the first one where reading begins; the order of the focus stays."""

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Place the children, from the right where the language is read so."""
        placed = super().arrange(parent, children, size, greedy)
        if not is_mirrored():
            return placed
        return [each._replace(region=_mirrored(each.region, size.width)) for each in placed]


def _mirrored(region: Region, width: int) -> Region:
    return region._replace(x=width - region.right)


# The one place where style sheets find the layout behind a name.
factory.LAYOUT_MAP["horizontal"] = Sideways
