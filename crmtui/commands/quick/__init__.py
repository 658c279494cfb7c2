"""The quick lane: what is asked most often is answered before Typer is imported.

Typer and what it brings are most of the time of a short answer, and a part of an import's. The
functions behind its commands are the same ones; whatever is not exactly one of these shapes falls
through to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from crmtui.commands.shop import Shop


class _Given(NamedTuple):
    """The shared options, and what is left of the line."""

    db: str
    as_of: str
    lang: str
    json: bool
    yes: bool
    words: list[str]


def answer(args: Sequence[str]) -> int | None:
    """Answer a plain `segments`, `value`, `today`, `find TEXT`, `who WHO`, `import KIND FILE`.

    Return the exit code; None if it was none of these. The shared options stand in front. Raises
    CrmError.
    """
    given = _given(args)
    if given is None:
        return None
    command, *words = given.words
    if command == "import":
        return _import(given, *words) if len(words) == 2 else None
    if (command in _ALONE and words) or (command in _WITH_WORDS and not words):
        return None
    return 0 if _run(command, given, " ".join(words)) else None


def _import(given: _Given, kind: str, file: str) -> int | None:
    from crmtui.writes.imports.options import KINDS, FileOptions

    if kind not in KINDS:
        return None
    from crmtui.commands.files.bringing_in import bring_in

    return bring_in(_shop(given), kind, file, FileOptions())


_ALONE = ("segments", "today", "value")
_WITH_WORDS = ("find", "who")


def _given(args: Sequence[str]) -> _Given | None:
    """Read the line; None if there is more in it than shared options and words."""
    said = {"--db": "", "--as-of": "", "--lang": ""}
    json = yes = False
    queue = list(args)
    while queue and queue[0].startswith("-"):
        name, equals, value = queue.pop(0).partition("=")
        if name in ("--json", "--yes", "-y") and not equals:
            json, yes = json or name == "--json", yes or name != "--json"
        elif name in said and (equals or queue):
            said[name] = value if equals else queue.pop(0)
        else:
            return None
    if not queue or any(word.startswith("-") for word in queue):
        return None
    return _Given(said["--db"], said["--as-of"], said["--lang"], json, yes, queue)


def _shop(given: _Given) -> Shop:
    from crmtui.commands.shop import Shop

    return Shop(given.db, json=given.json, yes=given.yes, as_of=given.as_of, lang=given.lang)


def _run(command: str, given: _Given, words: str) -> bool:
    here = _shop(given)
    if command == "segments":
        from crmtui.commands.quick.segments import segments

        segments(here)
    elif command == "today":
        from crmtui.commands.quick.today import today

        today(here)
    elif command == "value":
        from crmtui.commands.quick.value import value

        value(here)
    elif command == "find":
        from crmtui.commands.quick.find import find

        find(here, words)
    elif command == "who":
        from crmtui.commands.quick.who import who

        who(here, words)
    else:
        return False
    return True
