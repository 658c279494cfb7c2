"""The tree of commands: Typer builds it, and only what is run is imported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from typer import Abort, Context, Exit, Option

from crmtui.commands.lazy import group, show_help
from crmtui.commands.library_words import said
from crmtui.commands.output import say, write_json
from crmtui.commands.registry import ROOT
from crmtui.commands.shop import Shop
from crmtui.errors import INTERRUPTED
from crmtui.locale import _

if TYPE_CHECKING:
    from typer._click.exceptions import ClickException


def run(args: list[str], program: str) -> int:
    """Run one command and return its exit code. Raises CrmError, or KeyboardInterrupt."""
    from typer._click.exceptions import ClickException, UsageError

    root = group(ROOT, _root, "", _("The customer memory of a small shop."), completion=True)
    try:
        code = root.main(args, prog_name=program, standalone_mode=False)
    except ClickException as error:
        say(_("Error: {message}").format(message=_plain(error)))
        if error.exit_code == 2:
            command = error.ctx.command_path if isinstance(error, UsageError) and error.ctx else ""
            say(_hint(error, command or program))
        return error.exit_code
    except Exit as error:
        return error.exit_code
    except Abort:
        raise KeyboardInterrupt from None
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # `crm … | head`: no failure of ours
            raise stop.__context__ from None
        raise
    if code == INTERRUPTED:  # Typer has caught the key already
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _plain(error: ClickException) -> str:
    """Say what is wrong; a number below zero looks like an option, but is none to a person."""
    name = getattr(error, "option_name", None)
    if isinstance(name, str) and re.fullmatch(r"-\d", name):
        return _("A number below zero has no meaning here.")
    return said(error.format_message())


def _hint(error: ClickException, command: str) -> str:
    """Say what to do: a text may begin like an option, as a list does with "- "."""
    from typer._click.exceptions import NoSuchOption

    if isinstance(error, NoSuchOption) and not re.fullmatch(r"--[\w-]+", error.option_name):
        return _("A text that begins with a minus goes behind a bare --, and ends the line.")
    return _("`{command} --help` shows how it is used.").format(command=command)


def _root(
    ctx: Context,
    db: Annotated[str, Option("--db", metavar="FILE", help=_("The store to use."))] = "",
    lang: Annotated[str, Option("--lang", help=_("The language to speak, like en."))] = "",
    json: Annotated[bool, Option("--json", help=_("Print JSON."))] = False,
    yes: Annotated[bool, Option("--yes", "-y", help=_("Answer every question with yes."))] = False,
    as_of: Annotated[
        str, Option("--as-of", metavar="DATE", help=_("Look at the shop as of that day."))
    ] = "",
    version: Annotated[bool, Option("--version", help=_("Print the version."))] = False,
) -> None:
    if version:
        from crmtui import __version__

        write_json({"version": __version__}) if json else print(f"crmtui {__version__}")
        raise Exit
    ctx.obj = Shop(db, json=json, yes=yes, as_of=as_of, lang=lang)
    if ctx.invoked_subcommand is None:
        show_help(ctx)
        raise Exit(2)
