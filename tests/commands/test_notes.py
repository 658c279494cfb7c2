"""Notes at the shell's door: a line at once, or the whole note in one's own editor."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from pathlib import Path

import pytest

import crmtui
from crmtui.store.connect import Store
from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Ali with a note, and a place of their own for temporary files."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    crm("add", "Ali", "--note", "likes green tea")
    return crm


def left_over(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "tmp").rglob("*") if path.is_file()]


def note(crm: Crm) -> str:
    return str(crm("who", "1", "--json").json["contact"]["note"])


def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    """Make a Python program the editor; `path` is the file it is to edit."""
    script = tmp_path / "editor.py"
    script.write_text(f"import sys, os, pathlib\npath = pathlib.Path(sys.argv[1])\n{code}\n")
    monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")


def test_a_line_is_added(shop: Crm) -> None:
    answer = shop("contact", "note", "ali", "and", "white tea")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert "Noted on Ali" in answer.err
    assert note(shop) == "likes green tea\nand white tea"
    assert "Note       likes green tea\n             and white tea\n" in shop("who", "ali").out
    shop("undo")
    assert note(shop) == "likes green tea"


def test_a_line_of_nothing_is_refused(shop: Crm) -> None:
    answer = shop("contact", "note", "ali", " ")
    assert (answer.out, answer.code) == ("", 2)
    assert note(shop) == "likes green tea"


def test_the_editor_gets_a_private_file_that_is_removed(
    shop: Crm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    editor(
        monkeypatch,
        tmp_path,
        f"pathlib.Path({str(seen)!r}).write_text(oct(path.stat().st_mode) + ' ' "
        "+ oct(path.parent.stat().st_mode) + ' ' + path.read_text())\n"
        "path.write_text('چای سفید\\n\\nsecond\\n', 'utf-8')\n"
        "pathlib.Path(str(path) + '~').write_text('what editors leave behind')",
    )
    answer = shop("contact", "note", "ali")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert note(shop) == "چای سفید\n\nsecond"
    modes, text = seen.read_text().split(" ", 2)[:2], seen.read_text().split(" ", 2)[2]
    assert [stat.S_IMODE(int(mode, 8)) for mode in modes] == [0o600, 0o700]
    assert text == "likes green tea\n"
    assert left_over(tmp_path) == []


def test_an_unchanged_note_is_no_step(
    shop: Crm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor(monkeypatch, tmp_path, "")
    steps = len(shop("history", "--json").json)
    answer = shop("contact", "note", "ali")
    assert (answer.err, answer.code) == ("Nothing changed.\n", 0)
    assert len(shop("history", "--json").json) == steps
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("", 2, "No editor is set."),
        ("no-such-editor", 2, "The editor no-such-editor cannot be started"),
        ("'open quote", 2, "cannot be started"),
        ("false", 1, "The editor false ended with an error."),
    ],
)
def test_an_editor_that_does_not_work(
    shop: Crm,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: str,
    code: int,
    said: str,
) -> None:
    monkeypatch.setenv("EDITOR", words)
    answer = shop("contact", "note", "ali")
    assert (answer.out, answer.code) == ("", code)
    assert said in answer.err
    assert note(shop) == "likes green tea"
    assert left_over(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("path.write_text('mine'); sys.exit(3)", "ended with an error"),
        ("path.write_text('x' * 100_001)", "The note is not right"),
        ("path.write_bytes(b'\\xff\\xfe\\xff')", "cannot be read as UTF-8"),
    ],
)
def test_a_text_that_cannot_be_kept_stays_in_its_file(
    shop: Crm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, said: str
) -> None:
    editor(monkeypatch, tmp_path, code)
    answer = shop("contact", "note", "ali")
    assert answer.code in (1, 2)
    assert said in answer.err
    assert note(shop) == "likes green tea"
    (kept,) = left_over(tmp_path)
    assert f"Your text is in {kept}." in answer.err
    assert stat.S_IMODE(os.stat(kept).st_mode) == 0o600


def test_a_note_that_another_changed_meanwhile_is_not_lost(
    shop: Crm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, store: Store
) -> None:
    editor(
        monkeypatch,
        tmp_path,
        f"sys.path.insert(0, {str(Path(crmtui.__file__).parents[1])!r})\n"
        "from crmtui.store.connect import Store\nfrom crmtui.writes import contacts\n"
        f"contacts.edit(Store(pathlib.Path({str(store.path)!r})), 1, note='theirs')\n"
        "path.write_text('mine')",
    )
    answer = shop("contact", "note", "ali")
    assert (answer.out, answer.code) == ("", 1)
    assert "The note on Ali was changed meanwhile." in answer.err
    assert note(shop) == "theirs"
    (kept,) = left_over(tmp_path)
    assert kept.read_text() == "mine"


def test_settings_open_in_the_same_editor(
    shop: Crm, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert shop("config", "edit").code == 2
    editor(monkeypatch, tmp_path, "path.write_text('theme = \"nord\"')")
    assert shop("config", "edit").code == 0
    assert shop("config", "get", "theme").out == "nord\n"
