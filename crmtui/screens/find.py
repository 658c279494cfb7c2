"""Finds anybody from anywhere, by any fragment."""

from __future__ import annotations

from collections.abc import Sequence

from crmtui.locale import _
from crmtui.reads.search import Found, find
from crmtui.screens.bridge import Bridge
from crmtui.screens.customer_rows import phone
from crmtui.screens.finder import Finder
from crmtui.widgets.columns import Column
from crmtui.widgets.source import Rows, Source


class _Hits:
    """What a text fits, read when the list asks how many there are."""

    def __init__(self, bridge: Bridge, text: str) -> None:
        self._bridge = bridge
        self._text = text
        self._rows: list[Found] = []

    async def count(self) -> int:
        """Search and return how many fit."""
        self._rows = await self._bridge.read(find, self._text)
        return len(self._rows)

    async def page(self, skip: int, limit: int) -> list[Found]:
        """Return up to `limit` rows after the first `skip`."""
        return self._rows[skip : skip + limit]

    async def position(self, number: int) -> int | None:
        """Return nothing: a new search starts at its best match."""
        return None


class FindScreen(Finder[Found]):
    """Returns the id of the contact that was chosen."""

    def __init__(self, title: str = "") -> None:
        super().__init__(title or _("Find anything"))

    def columns(self) -> Sequence[Column[Found]]:
        """Return the columns of a contact."""
        return [
            Column(lambda: "", 16, lambda row: row.name, grows=True),
            Column(lambda: "", 16, lambda row: phone(self.crm.formats, row.phone), rank=1),
            Column(lambda: "", 14, lambda row: row.company or row.city, rank=2, role="muted"),
        ]

    def number(self, row: Found) -> int:
        """Return the id of a contact."""
        return row.id

    def placeholder(self) -> str:
        """Return what can be typed."""
        return _("name, phone, e-mail, tag, city …")

    def found(self, text: str) -> Source[Found]:
        """Return whom a text fits."""
        return _Hits(self.crm.bridge, text) if text else Rows([], self.number)

    def empty_text(self, text: str) -> str:
        """Return what is said where nobody fits."""
        return _("Nobody fits “{text}”.").format(text=text) if text else ""
