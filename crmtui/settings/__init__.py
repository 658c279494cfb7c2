"""Settings: what holds now. What there is and what it means stands in `keys`.

Precedence: CRMTUI_<KEY> in the environment, this person's config.toml, the shop's store, the
default. `config set` writes a shop's key into the store and a person's key into config.toml.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue, UsageError
from crmtui.locale import _, spoken
from crmtui.places import config_path
from crmtui.settings.keys import BY_NAME, KEYS, WEEK_STARTS, Key
from crmtui.text.formats import Formats

if TYPE_CHECKING:
    from crmtui.rules.service_clock import Hours


class Settings:
    """What holds now: value by name."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    def hours(self) -> Hours:
        """Return when the shop is open. Raises InvalidValue if it never is."""
        from crmtui.rules.service_hours import hours_of

        names = ("hours", "weekend", "holidays", "zone", "calendar")
        return hours_of(*(self[name] for name in names))

    def target(self, priority: str) -> tuple[int | None, int | None]:
        """Return the minutes to a first reply and to the solution; None is no target."""
        from crmtui.rules.service_hours import target_of

        return target_of(self.values.get(f"target_{priority}", self["target_normal"]))

    def near_minutes(self) -> int:
        """Return with how many minutes left a deadline is near."""
        from crmtui.rules.service_hours import span_of

        return span_of(self["ticket_near"])

    def formats(self) -> Formats:
        """Return how dates, numbers and amounts are read and shown."""
        return Formats(
            currency=self["currency"],
            unit=self["unit"],
            calendar=self["calendar"],
            week_start=WEEK_STARTS[self["week_start"]],
            zone=self["zone"],
            lang=spoken(),
            country=self["country"],
            area_code=self["area_code"],
        )


def load(connection: sqlite3.Connection) -> Settings:
    """Return the settings of the store behind `connection`, as this person sees them."""
    shop = dict(connection.execute("SELECT key, value FROM setting").fetchall())
    mine = personal()
    own = {k.name: os.environ.get(f"CRMTUI_{k.name.upper()}") or mine.get(k.name) for k in KEYS}
    return Settings({k.name: _checked(k, own[k.name]) or shop.get(k.name, k.default) for k in KEYS})


def _checked(k: Key, value: str | None) -> str | None:
    """Return a value that no command has looked at yet. Raises InvalidValue."""
    try:
        return value and k.check(value)
    except InvalidValue as error:
        raise InvalidValue(f"{k.name}: {error.message}", error.hint) from None


def personal() -> dict[str, str]:
    """Return what config.toml says. Raises UsageError if it cannot be read."""
    path = config_path()
    if not path.exists():
        return {}
    import tomllib

    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            _("{path} cannot be read: {reason}").format(path=path, reason=error),
            _("`crm config edit` opens it."),
        ) from error
    return {name: str(value) for name, value in found.items() if name in BY_NAME}


def language(given: str = "") -> str:
    """Return the language to speak: --lang, CRMTUI_LANG, config.toml, then the locale's."""
    chosen = given or os.environ.get("CRMTUI_LANG") or personal().get("lang")
    return chosen or locale_name().partition("_")[0]


def locale_name() -> str:
    """Return the locale's name, like fa_IR, or "" for C and POSIX."""
    for name in ("LC_ALL", "LC_MONETARY", "LANG"):
        value = os.environ.get(name, "").partition(".")[0].partition("@")[0]
        if value:
            return "" if value in ("C", "POSIX") else value
    return ""
