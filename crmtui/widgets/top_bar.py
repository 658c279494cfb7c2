"""The bar at the top: the shop, the views with their counts, today's date."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from crmtui.widgets.cells import cut, fenced, one_line
from crmtui.widgets.mirror import in_order

_ACTIVE = "bold $block-cursor-foreground on $block-cursor-background"
SHOP = 12
"""Cells that the shop's name keeps while the views still have their numbers."""


class Tab(NamedTuple):
    """A view on the bar."""

    view: str
    key: str
    name: str
    number: str = ""
    """How many things it shows; "" where that says nothing."""


class TopBar(Widget):
    """One line; a click on a view goes there."""

    ALLOW_SELECT = False

    shop: reactive[str] = reactive("crmtui")
    tabs: reactive[tuple[Tab, ...]] = reactive(())
    active: reactive[str] = reactive("")
    day: reactive[str] = reactive("")

    class Chosen(Message):
        """A view was clicked."""

        def __init__(self, view: str) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self._places: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Lay the line out, shortening what matters least when it is narrow."""
        width = self.size.width
        day = f" {one_line(self.day)} "
        shop = f" {one_line(self.shop)} "
        labels = self._labels(width, min(cell_len(shop), SHOP))
        if min(cell_len(shop), SHOP) + _length(labels) + cell_len(day) > width:
            day = ""
        room = width - _length(labels) - cell_len(day)
        shop = cut(shop.strip(), max(0, room - 2))
        return self._assemble(f" {shop} " if shop else "", labels, day, width)

    def _labels(self, width: int, shop: int) -> list[str]:
        """Call the views by name and number, beside the `shop` cells of the shop's name.

        Where it is tight the numbers of the others go first, and then, before any name of a view,
        that of the shop: whoever stands in it knows it.
        """
        others = [tab._replace(number="") for tab in self.tabs]
        nameless = [tab._replace(name="") for tab in others]
        for tabs, room in ((self.tabs, width - shop), (others, width), (nameless, width - shop)):
            labels = [
                _label(tab if tab.view == self.active else shorter)
                for tab, shorter in zip(self.tabs, tabs, strict=True)
            ]
            if _length(labels) <= room:
                break
        return labels

    def _assemble(self, shop: str, labels: list[str], day: str, width: int) -> Content:
        shop, *labels = fenced([shop, *labels])
        blank = " " * max(0, width - sum(map(cell_len, (shop, *labels, day))))
        parts = [(shop, "bold", "")]
        for tab, label in zip(self.tabs, labels, strict=True):
            is_active = tab.view == self.active
            style = _ACTIVE if is_active else "$foreground-muted"
            parts.append((label, style, tab.view))
        parts += [(blank, "", ""), (day, "$foreground-muted", "")]
        self._places = []
        at = 0
        for text, _style, view in in_order(parts):
            if view:
                self._places.append((at, at + cell_len(text), view))
            at += cell_len(text)
        return Content.assemble(*((text, style) for text, style, _view in in_order(parts)))

    def on_click(self, event: events.Click) -> None:
        """Go to the view under the mouse."""
        for start, end, view in self._places:
            if start <= event.x < end:
                self.post_message(self.Chosen(view))


def _label(tab: Tab) -> str:
    words = (tab.key, tab.name, tab.number)
    return f" {' '.join(word for word in words if word)} "


def _length(labels: list[str]) -> int:
    return sum(cell_len(label) for label in labels)
