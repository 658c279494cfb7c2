"""The tree of commands: Typer builds it, and only what is run is imported."""

from __future__ import annotations

from typing import Annotated

from typer import Abort, Context, Exit, Option

from crmtui.commands.lazy import group, show_help
from crmtui.commands.output import say
from crmtui.commands.registry import ROOT
from crmtui.commands.shop import Shop
from crmtui.errors import INTERRUPTED
from crmtui.locale import _


def run(args: list[str], program: str) -> int:
    """Run one command and return its exit code. Raises CrmError, or KeyboardInterrupt."""
    from typer._click.exceptions import ClickException

    root = group(ROOT, _root, "", _("The customer memory of a small shop."), completion=True)
    try:
        code = root.main(args, prog_name=program, standalone_mode=False)
    except ClickException as error:
        say(_("Error: {message}").format(message=_plain(error.format_message())))
        if error.exit_code == 2:
            say(_("`{program} --help` shows how it is used.").format(program=program))
        return error.exit_code
    except Exit as error:
        return error.exit_code
    except Abort:
        raise KeyboardInterrupt from None
    if code == INTERRUPTED:  # Typer has caught the key already
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _plain(message: str) -> str:
    """Say in plain words that a number was expected; the library speaks to programmers."""
    if "unable to parse string as an integer" in message:
        return _("{start} A whole number is needed.").format(start=message.partition(":")[0] + ".")
    return message


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

        print(f"crmtui {__version__}")
        raise Exit
    ctx.obj = Shop(db, json=json, yes=yes, as_of=as_of)
    if ctx.invoked_subcommand is None:
        show_help(ctx)
        raise Exit(2)
