"""The commands that hold in every view."""

from __future__ import annotations

from dataclasses import replace

from crmtui.locale import mark
from crmtui.screens.views import VIEWS
from crmtui.widgets.command import Command

COMMANDS = (
    *(Command(f"view.{v.id}", v.key, v.name, f"view('{v.id}')") for v in VIEWS),
    Command("app.find", "ctrl+f", mark("find anything"), "find"),
    Command("app.tasks", "T", mark("all that is to be done"), "tasks"),
    Command("app.import", "i,ctrl+o", mark("import a file"), "import_file"),
    Command("app.duplicates", "ctrl+e", mark("find duplicates"), "duplicates"),
    Command("app.needs", "ctrl+w", mark("who wants what"), "needs"),
    Command("app.fields", "f2", mark("own fields"), "fields"),
    Command("app.undo", "u", mark("undo"), "undo"),
    Command("app.redo", "ctrl+r", mark("redo"), "redo"),
    Command("app.help", "?,f1", mark("keys"), "help", in_footer=True),
    Command(
        "app.palette",
        "ctrl+p",
        mark("all commands"),
        "command_palette",
        in_palette=False,
        is_urgent=True,
    ),
    Command("app.theme", "ctrl+t", mark("choose the colours"), "change_theme"),
    Command("app.quit", "q,ctrl+q", mark("quit"), "quit"),
)

_BESIDE = {"app.help": "f1,?", "app.palette": "ctrl+p", "app.theme": "ctrl+t", "app.quit": "ctrl+q"}


def beside() -> tuple[Command, ...]:
    """Return what also holds on a screen that covers the views, where their keys do not reach.

    `f1` comes first: where one types, `?` is a letter.
    """
    return tuple(
        replace(command, keys=_BESIDE[command.id], action=f"app.{command.action}")
        for command in COMMANDS
        if command.id in _BESIDE
    )
