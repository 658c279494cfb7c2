"""Asks until when a task is put off: one key for the usual times."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _, mark
from crmtui.screens import acts
from crmtui.screens.importing.ask import AskScreen
from crmtui.screens.menu import MenuScreen

if TYPE_CHECKING:
    from crmtui.app import CrmApp

_TIMES = (
    ("h", mark("in an hour"), "+1h"),
    ("t", mark("tomorrow"), "tomorrow"),
    ("3", mark("in 3 days"), "+3d"),
    ("w", mark("in a week"), "+1w"),
    ("m", mark("in a month"), "+1 month"),
)
_OTHER = ("o", mark("another time …"))


def ask_snooze(app: CrmApp, number: int) -> None:
    """Ask until when, and put the task off."""
    options = [_option(app, _(words), typed) for _key, words, typed in _TIMES]
    keys = "".join(key for key, *_rest in _TIMES) + _OTHER[0]
    menu = MenuScreen(_("Put off until"), [*options, _(_OTHER[1])], keys)
    app.push_screen(menu, partial(_chosen, app, number))


def _option(app: CrmApp, words: str, typed: str) -> str:
    shown = app.formats.due(*app.formats.parse_due(typed, app.now), app.now)
    return words if shown == words else f"{words} · {shown}"


def _chosen(app: CrmApp, number: int, index: int | None) -> None:
    if index is None:
        return
    if index < len(_TIMES):
        _put_off(app, number, _TIMES[index][2])
    else:
        title = _("Put off until: fri, +10d, tomorrow 10:00 …")
        app.push_screen(AskScreen(title), partial(_put_off, app, number))


def _put_off(app: CrmApp, number: int, typed: str | None) -> None:
    if not typed:
        return
    try:
        until = app.formats.parse_due(typed, app.now)
    except InvalidValue as error:
        app.show_error(error)
        return
    app.do(acts.snooze_task(number, until))
