"""Whatever the program or its README tells somebody to type can be typed."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest

from crmtui.commands.lazy import load
from crmtui.commands.registry import GROUPS, ROOT, Entry

HOME = Path(__file__).parents[1]
SHARED = {"--db", "--lang", "--json", "--yes", "-y", "--as-of", "--version", "--help", "-h"}
SHARED |= {"--install-completion", "--show-completion"}


def hints() -> list[tuple[str, str]]:
    """Every command in backquotes in a text of the program, and where it stands."""
    found = []
    for path in sorted((HOME / "crmtui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                commands = re.findall(r"`crm ([^`\n]+)`", node.value)
                found += [(line, f"{path.name}:{node.lineno}") for line in commands]
    return found


def readme() -> list[tuple[str, str]]:
    """Every command in the blocks of the README and in backquotes, and its line."""
    found, is_block = [], False
    for number, line in enumerate((HOME / "README.md").read_text("utf-8").split("\n"), 1):
        if line.startswith("```"):
            is_block = not is_block
        lines = [line.partition(" #")[0]] if is_block else re.findall(r"`(crm [^`]+)`", line)
        for text in lines:
            commands = re.findall(r"(?:^|[;|] )crm ([^|;]+)", text)
            found += [(command.strip(), f"README.md:{number}") for command in commands]
    return found


def words_of(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:
        return line.split()


def entry_of(words: list[str]) -> tuple[Entry, str, list[str]]:
    """Return the command that words begin with, its group, and the words behind it."""
    entries, path = {entry.name: entry for entry in ROOT}, ""
    while True:
        entry = entries[words[0]]
        words, here = words[1:], f"{path} {entry.name}".strip()
        entries = {one.name: one for one in GROUPS.get(here, ())}
        if not words or words[0] not in entries:
            if entries and entry.default and words and not words[0].startswith("-"):
                return entries[entry.default], here, words
            assert not entries or entry.target or entry.default or not words, f"{here}: {words}"
            return entry, path, words
        path = here


def options_of(entry: Entry, path: str) -> set[str]:
    command = load(entry, path)
    if entry.default:
        command = command.get_command(None, entry.default)
    return {name for param in command.params for name in (*param.opts, *param.secondary_opts)}


COMMANDS = hints() + readme()


def test_the_hints_are_found() -> None:
    assert len(hints()) > 50
    assert len(readme()) > 80


@pytest.mark.parametrize("line", sorted({line for line, _where in COMMANDS}))
def test_a_command_in_a_hint_exists_with_its_options(line: str) -> None:
    where = [place for other, place in COMMANDS if other == line]
    words = [word for word in words_of(line) if word not in ("…", "...")]
    while words and words[0] in SHARED:
        words = words[1:]
    if not words:
        return
    entry, path, rest = entry_of(words)
    given = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
    filters = {word for word in given if ":" in word}
    assert given - filters <= options_of(entry, path) | SHARED, where
