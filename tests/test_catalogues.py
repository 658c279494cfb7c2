"""The interface speaks Persian whole: no text is missing, and none is broken in translation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.catalogues import is_full, read, sources, texts

HOLES = re.compile(r"\{[^{}]*\}")
COMMANDS = re.compile(r"`[^`]*`")
UNWANTED = re.compile(
    "[\u064a\u0643\u0649"  # the Arabic letters that Persian has its own for
    "\u064b-\u065f\u0670"  # marks that some terminals break
    "\ufb50-\ufdff\ufe70-\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
CATALOGUES = list(sources())


def forms(string: object) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())  # type: ignore[arg-type]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_text_is_missing_or_left_over(path: Path) -> None:
    held = {(m.context, forms(m.id)): m for m in read(path) if m.id}
    wanted = {(m.context, forms(m.id)) for m in texts() if m.id}
    assert [key for key in wanted if key not in held] == [], "python3 -m tests.catalogues"
    assert [key for key in held if key not in wanted] == [], "python3 -m tests.catalogues"
    assert [key for key, message in held.items() if not is_full(message.string)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_translations_keep_what_is_filled_in_and_typed(path: Path) -> None:
    for message in read(path):
        if not message.id:
            continue
        said = forms(message.id)[-1]
        for made in forms(message.string):
            assert set(HOLES.findall(made)) == set(HOLES.findall(said)), said
            assert sorted(COMMANDS.findall(made)) == sorted(COMMANDS.findall(said)), said
            assert (made[:1].isspace(), made[-1:].isspace()) == (
                said[:1].isspace(),
                said[-1:].isspace(),
            ), said


def test_persian_is_written_with_persian_letters_alone() -> None:
    (path,) = (path for path in CATALOGUES if path.parts[-3] == "fa")
    wrong = [m.string for m in read(path) for form in forms(m.string) if UNWANTED.search(form)]
    assert wrong == []


def test_a_persian_message_about_a_file_begins_in_persian() -> None:
    """A path at its head would make the line one that is read from the left."""
    (path,) = (path for path in CATALOGUES if path.parts[-3] == "fa")
    wrong = [
        form
        for message in read(path)
        for form in forms(message.string)
        if re.match(r"\{(file|path)\}[ ،](?!·)", form)
    ]
    assert wrong == []
