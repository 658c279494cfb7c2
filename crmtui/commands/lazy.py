"""A Typer group that imports a command when it runs; help and completion do without."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from inspect import getdoc
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from crmtui.commands.library_words import OurWords
from crmtui.commands.registry import GROUPS, Entry
from crmtui.locale import _

_HELP = ["-h", "--help"]
SETTINGS = {"help_option_names": _HELP}


class LazyGroup(OurWords, TyperGroup):
    """Looks commands up in `entries`; while it lists them, stubs stand for the real ones."""

    entries: ClassVar[dict[str, Entry]] = {}
    default: ClassVar[str] = ""
    path: ClassVar[str] = ""
    """Its own name within the tree, like "config field"."""
    _listing = False

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        names: dict[str, Any] = dict.fromkeys(self.entries)
        self.commands = names  # what spelling hints choose from

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Without a command, run the default one, or show the help beside the data and exit 2."""
        if self.default and not ctx.resilient_parsing and not self._names_command(args):
            args = [self.default, *args]
        if not args and not self.invoke_without_command:
            show_help(ctx)
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def _names_command(self, args: list[str]) -> bool:
        return bool(args) and (args[0] in self.entries or args[0] in _HELP)

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the registry."""
        return list(self.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command; the real one only when it is about to run."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        return _stub(entry) if self._listing else load(entry, self.path)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help with stubs."""
        self._listing = True
        super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Complete with stubs."""
        self._listing = True
        return super().shell_complete(ctx, incomplete)


class Command(OurWords, TyperCommand):
    """A command whose help is its docstring, in the language of the shop."""


class QueryCommand(Command):
    """A command with a filter in it: `-tag:old` is a term of that, not options."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Write the minus of a term as "!", which means the same and is no option."""
        return super().parse_args(ctx, [re.sub(_MINUS, "!", arg) for arg in args])


_MINUS = r"^-(?=[^\W\d_][^\s:=<>]*[:=<>])"


def show_help(ctx: Any) -> None:
    """Print the help on stderr, where it is no answer to anything."""
    with redirect_stdout(sys.stderr):
        print(ctx.get_help())


def _stub(entry: Entry) -> TyperCommand:
    return TyperCommand(
        entry.name,
        help=_(entry.help),
        rich_help_panel=_(entry.panel) if entry.panel else None,
        callback=None,
    )


def load(entry: Entry, path: str) -> Any:
    """Import what is behind an entry of the group `path` and make a command, or another group."""
    callback = _function(entry.target) if entry.target else None
    name = f"{path} {entry.name}".strip()
    if name in GROUPS:
        return group(GROUPS[name], callback, name, _(entry.help), default=entry.default)
    app = typer.Typer(add_completion=False, context_settings=SETTINGS)
    cls = QueryCommand if entry.takes_query else Command
    help_ = _(getdoc(callback) or "") or None
    app.command(entry.name, cls=cls, context_settings=SETTINGS, help=help_)(callback or _nothing)
    command: Any = typer.main.get_command(app)
    command.name = entry.name
    return command


def group(
    entries: tuple[Entry, ...],
    callback: Callable[..., None] | None,
    path: str,
    help_: str,
    *,
    completion: bool = False,
    default: str = "",
) -> Any:
    """Make a lazy group; with a callback it also runs on its own."""
    named = {entry.name: entry for entry in entries}
    cls = type("Group", (LazyGroup,), {"entries": named, "default": default, "path": path})
    app = typer.Typer(
        cls=cls, add_completion=completion, context_settings=SETTINGS, rich_markup_mode="rich"
    )
    app.callback(
        help=help_,
        invoke_without_command=callback is not None,
        context_settings=SETTINGS,
    )(callback or _nothing)
    command: Any = typer.main.get_command(app)
    command.name = path.rpartition(" ")[2]
    return command


def _nothing() -> None:
    """A group that does nothing on its own."""


def _function(target: str) -> Callable[..., None]:
    module, _sep, name = target.partition(":")
    found: Callable[..., None] = getattr(importlib.import_module(f"crmtui.commands.{module}"), name)
    return found
