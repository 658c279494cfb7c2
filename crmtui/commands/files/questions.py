"""What a person on a terminal is asked about a file; nobody else is asked anything."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from crmtui.commands.output import say
from crmtui.commands.shop import Shop
from crmtui.errors import HeaderMismatch
from crmtui.locale import _
from crmtui.text.clean import printable
from crmtui.writes.imports.files import Plan
from crmtui.writes.imports.options import FileOptions

Planner = Callable[[FileOptions], Plan]
_CELL = 24


def settled(here: Shop, plan: Planner, options: FileOptions) -> Plan:
    """Plan an import; where the file leaves something open, ask until it is settled.

    Without a terminal, or with --yes, the best guess is taken.
    """
    may_ask = sys.stdin.isatty() and sys.stderr.isatty() and not here.yes
    while True:
        try:
            found = plan(options)
        except HeaderMismatch as mismatch:
            if not may_ask or not mismatch.needs:
                raise
            options = options._replace(map=_ask_columns(mismatch, options.map))
            continue
        if not may_ask or not found.reading.doubts:
            return found
        doubt = found.reading.doubts[0]
        answer = _choose(doubt.question, doubt.choices)
        options = options._replace(**{doubt.option: answer})  # type: ignore[arg-type]


def _ask_columns(mismatch: HeaderMismatch, said: str) -> str:
    """Ask which column holds what the file must have; return it as --map says it."""
    say(mismatch.message)
    for number, (name, value) in enumerate(mismatch.columns, 1):
        say(f"  {number:>3}  {_short(name):<{_CELL}}  {_short(value)}")
    pairs = [said] if said else []
    for field in mismatch.needs:
        number = _number(_("Which column is the {field}?").format(field=field), mismatch.columns)
        pairs.append(f"{field}={number}")
    return ",".join(pairs)


def _number(question: str, columns: Sequence[tuple[str, str]]) -> int:
    while True:
        answer = ask(f"{question} [1-{len(columns)}] ")
        if answer.isdecimal() and 0 < int(answer) <= len(columns):
            return int(answer)
        say(_("Give the number of a column, or press Ctrl-C to leave it."))


def _choose(question: str, choices: Mapping[str, str]) -> str:
    """Ask for one of a few words; Enter takes the first."""
    values = list(choices)
    shown = "  ".join(f"{place}) {words}" for place, words in enumerate(choices.values(), 1))
    while True:
        answer = ask(f"{question}  {shown}  [1] ").casefold() or "1"
        if answer.isdecimal() and 0 < int(answer) <= len(values):
            return values[int(answer) - 1]
        named = [value for value, words in choices.items() if answer in (value, words.casefold())]
        if named:
            return named[0]


def ask(question: str) -> str:
    """Ask on the terminal. Raises KeyboardInterrupt where nobody answers."""
    print(printable(question), end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip()


def _short(text: str) -> str:
    text = " ".join(printable(text).split())
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
