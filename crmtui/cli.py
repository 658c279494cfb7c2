"""The front door of the shell: shared options, lazy commands, and errors as one line and a code."""

from __future__ import annotations

import os
import sys
from typing import Annotated

from typer import Abort, Context, Exit, Option

from crmtui.commands.lazy import group, show_help
from crmtui.commands.output import say
from crmtui.commands.registry import ROOT
from crmtui.commands.shop import Shop
from crmtui.errors import Ambiguous, CrmError
from crmtui.locale import _, use

INTERRUPTED = 130
_WITH_VALUE = ("--db", "--lang", "--as-of")
_FLAGS = ("--json", "--yes", "-y")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; nothing but a clear line ever reaches a person."""
    args = shared_first(sys.argv[1:] if argv is None else argv)
    try:
        use(_language(args))
        return _run(args)
    except CrmError as error:
        report(error)
        return error.exit_code
    except (KeyboardInterrupt, Abort):
        say(_("Interrupted; nothing was changed."))
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has enough; keep the interpreter from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        say(_("Error: {message}").format(message=error.strerror or str(error)))
        return 1
    except Exception as error:
        return _bug(error)


def shared_first(args: list[str]) -> list[str]:
    """Move the shared options to the front: they may stand anywhere before a bare "--"."""
    front, rest = [], []
    queue = list(args)
    while queue:
        arg = queue.pop(0)
        if arg == "--":
            rest += [arg, *queue]
            break
        if arg in _WITH_VALUE and queue:
            front += [arg, queue.pop(0)]
        elif arg in _FLAGS or arg.startswith(tuple(f"{name}=" for name in _WITH_VALUE)):
            front.append(arg)
        else:
            rest.append(arg)
    return front + rest


def report(error: CrmError) -> None:
    """Say what went wrong, what it was about, and what to do."""
    say(_("Error: {message}").format(message=error.message))
    if isinstance(error, Ambiguous):
        for line in error.candidates:
            say(f"  {line}")
    if error.hint:
        say(error.hint)


def _run(args: list[str]) -> int:
    from typer._click.exceptions import ClickException

    root = group(ROOT, _root, "crmtui", _("The customer memory of a small shop."), completion=True)
    try:
        code = root.main(args, prog_name=_program(), standalone_mode=False)
    except ClickException as error:
        say(_("Error: {message}").format(message=_plain(error.format_message())))
        if error.exit_code == 2:
            say(_("`{program} --help` shows how it is used.").format(program=_program()))
        return error.exit_code
    except Exit as error:
        return error.exit_code
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
        raise Exit(_no_command(ctx, ctx.obj, lang))


def _no_command(ctx: Context, shop: Shop, lang: str) -> int:
    """Open the screens on a terminal; elsewhere say how the command is used."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        from crmtui.app import run_app

        return run_app(shop.path, lang=lang)
    show_help(ctx)
    return 2


def _language(args: list[str]) -> str:
    from crmtui.settings import language

    if "--lang" in args[:-1]:
        return args[args.index("--lang") + 1]
    joined = [arg.partition("=")[2] for arg in args if arg.startswith("--lang=")]
    return joined[0] if joined else language()


def _program() -> str:
    """Return the name we were called by; `python -m crmtui` is crmtui."""
    name = os.path.basename(sys.argv[0])
    return "crm" if name == "crm" else "crmtui"


def _bug(error: Exception) -> int:
    """Keep the traceback for us and tell the user where it is."""
    import traceback

    from crmtui.places import log_path

    path = log_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "a") as log:
            traceback.print_exception(error, file=log)
    except OSError:
        path = None  # type: ignore[assignment]
    say(
        _("Error: this is a bug in crmtui ({name}); nothing was saved.").format(
            name=type(error).__name__
        )
    )
    if path:
        say(_("The details are in {path}.").format(path=path))
    return 1


if __name__ == "__main__":
    sys.exit(main())
