"""What every command needs: the store, the settings, the time, and how to print."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from crmtui.locale import _
from crmtui.places import store_path
from crmtui.store.connect import Store, open_store
from crmtui.text.near import check_near

if TYPE_CHECKING:
    import typer

    from crmtui.settings import Settings
    from crmtui.text.formats import Formats


class Shop:
    """The shared options, and what they lead to."""

    def __init__(
        self,
        db: str = "",
        *,
        json: bool = False,
        yes: bool = False,
        as_of: str = "",
        lang: str = "",
    ):
        self.json = json
        self.lang = lang
        self.yes = yes
        self.given_path = db
        self._as_of = as_of

    @cached_property
    def path(self) -> Path:
        """Where the store is."""
        return store_path(self.given_path)

    @cached_property
    def store(self) -> Store:
        """The store, checked and up to date; one that does not exist yet reads as empty."""
        store = open_store(self.path)
        if not store.exists():
            from crmtui.commands.output import say

            say(_("There is no shop at {path} yet; what you add makes it.").format(path=self.path))
        return store

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection for one read."""
        with self.store.read() as connection:
            yield connection

    @cached_property
    def settings(self) -> Settings:
        """What holds in this shop."""
        from crmtui.settings import load

        with self.read() as connection:
            return load(connection)

    @cached_property
    def formats(self) -> Formats:
        """How this shop reads and shows things."""
        return self.settings.formats()

    @cached_property
    def now(self) -> datetime:
        """This moment."""
        return datetime.now(UTC)

    @property
    def today(self) -> date:
        """This day in the shop's zone."""
        return self.formats.day(self.now)

    @property
    def as_of(self) -> date | None:
        """The day of --as-of. Raises InvalidValue."""
        if not self._as_of:
            return None
        day = self.formats.parse_date(self._as_of, self.today)
        check_near(day, self.today, self._as_of)
        return day

    @property
    def looked_at(self) -> datetime:
        """This moment, or the first one of the day of --as-of. Raises InvalidValue."""
        from crmtui.text.calendar import day_start

        return day_start(self.as_of, self.formats.zone) if self.as_of else self.now

    def day(self, at: str | None) -> str | None:
        """Return a UTC text as an ISO day in the shop's zone, for JSON and files."""
        return self.formats.day(at).isoformat() if at else None


def shop(ctx: typer.Context) -> Shop:
    """Return what the shared options of this call lead to."""
    found = ctx.find_root().obj
    assert isinstance(found, Shop)
    return found


def on_terminal() -> bool:
    """Tell whether a person reads the standard output."""
    return sys.stdout.isatty()
