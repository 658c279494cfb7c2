"""The quick lane: what is asked most often is answered before Typer is imported.

Typer and what it brings are most of the time of a short answer. The functions behind its commands
are the same ones; whatever is not exactly one of these shapes falls through to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class _Given(NamedTuple):
    """The shared options, and what is left of the line."""

    db: str
    as_of: str
    json: bool
    words: list[str]


def answer(args: Sequence[str]) -> bool:
    """Answer a plain `segments`, `value`, `today`, `find TEXT`, `who WHO`; tell whether it was one.

    The shared options stand in front. Raises CrmError.
    """
    given = _given(args)
    if given is None:
        return False
    command, *words = given.words
    if (command in _ALONE and words) or (command in _WITH_WORDS and not words):
        return False
    return _run(command, given, " ".join(words))


_ALONE = ("segments", "today", "value")
_WITH_WORDS = ("find", "who")


def _given(args: Sequence[str]) -> _Given | None:
    """Read the line; None if there is more in it than shared options and words."""
    db = as_of = ""
    json = False
    queue = list(args)
    while queue and queue[0].startswith("-"):
        name, equals, value = queue.pop(0).partition("=")
        if name in ("--json", "--yes", "-y") and not equals:
            json = json or name == "--json"
        elif name in ("--db", "--lang", "--as-of") and (equals or queue):
            value = value if equals else queue.pop(0)
            db = value if name == "--db" else db
            as_of = value if name == "--as-of" else as_of
        else:
            return None
    if not queue or any(word.startswith("-") for word in queue):
        return None
    return _Given(db, as_of, json, queue)


def _run(command: str, given: _Given, words: str) -> bool:
    from crmtui.commands.shop import Shop

    here = Shop(given.db, json=given.json, as_of=given.as_of)
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
