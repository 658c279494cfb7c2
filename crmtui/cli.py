"""The front door of the shell: shared options, lazy commands, and errors as one line and a code."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

from crmtui.commands.output import say
from crmtui.errors import INTERRUPTED, Ambiguous, CrmError
from crmtui.locale import _, use

_WITH_VALUE = ("--db", "--lang", "--as-of")
_FLAGS = ("--json", "--yes", "-y")


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code; nothing but a clear line ever reaches a person."""
    _open_closed()
    args = shared_first(sys.argv[1:] if argv is None else argv)
    try:
        places = only_places(args)
        if places and sys.stdin.isatty() and sys.stdout.isatty() and not _completing():
            return _screens(places)  # before Typer is imported: it is a third of the first paint
        use(_language(args))
        if sys.stdout.isatty() or sys.stderr.isatty():
            from crmtui.commands.ordered_output import order_output

            order_output(args)
        gc.set_threshold(100_000)  # a command is short: looking for rubbish took a fifth of some
        from crmtui.commands import quick

        if not _completing() and (code := quick.answer(args)) is not None:
            return code
        from crmtui.commands.root import run

        return run(args, _program())
    except CrmError as error:
        report(error)
        return error.exit_code
    except KeyboardInterrupt:
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


def entry() -> NoReturn:
    """Run as a program of its own.

    After a quick answer nothing is left that has to be tidied up, and Python would take a tenth of
    the whole time to do so.
    """
    code = main()
    if "typer" not in sys.modules and "textual" not in sys.modules:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except BrokenPipeError:  # the reader has enough
            code = 0
        os._exit(code)
    sys.exit(code)


def _open_closed() -> None:
    """Stand in for a stream that the caller closed (`>&-`): what was saved must not look lost."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115  # to the very end


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


def only_places(args: list[str]) -> dict[str, str] | None:
    """Return --db and --lang if nothing else was given: no command, so the screens are meant."""
    found = {"--db": "", "--lang": ""}
    queue = list(args)
    while queue:
        name, equals, value = queue.pop(0).partition("=")
        if name not in found or not (equals or queue):
            return None
        found[name] = value if equals else queue.pop(0)
    return found


def _screens(places: dict[str, str]) -> int:
    from crmtui.places import store_path
    from crmtui.terminal.asking import Question

    gc.disable()  # importing makes no rubbish, only things to look through
    question = Question()  # the terminal answers meanwhile
    try:
        from crmtui.app import run_app

        return run_app(store_path(places["--db"]), question, lang=places["--lang"])
    finally:
        question.close()


def _language(args: list[str]) -> str:
    from crmtui.settings import language

    if "--lang" in args[:-1]:
        return args[args.index("--lang") + 1]
    joined = [arg.partition("=")[2] for arg in args if arg.startswith("--lang=")]
    return joined[0] if joined else language()


def _completing() -> bool:
    """Tell whether a shell asks what may come next; it asks by a variable."""
    return "_CRM_COMPLETE" in os.environ or "_CRMTUI_COMPLETE" in os.environ


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
    entry()
