"""The quick lane answers byte for byte what Typer's commands do, and leaves the rest to them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crmtui.cli import main
from crmtui.commands import quick
from crmtui.store.connect import Store, open_store
from crmtui.writes import contacts, purchases, tasks
from tests.conftest import Answer

PLAIN = (
    ["segments"],
    ["today"],
    ["value"],
    ["find", "ali"],
    ["find", "ali", "rezaei"],
    ["find", "nobody at all"],
    ["find", "ali\nrezaei"],
    ["find", "[red]", "\x1b[31m"],
    ["who", "1"],
    ["who", "ali", "rezaei"],
    ["who", "nobody"],
    ["who", "sara"],
    ["who", ""],
)
SHARED: tuple[list[str], ...] = (
    [],
    ["--json"],
    ["--as-of", "2026-01-01"],
    ["--json", "--as-of=2026-01-01"],
    ["--as-of", "never"],
    ["--lang", "fa"],
    ["--yes", "--json"],
)
OTHER: tuple[list[str], ...] = (
    ["segments", "--method", "quintile"],
    ["segments", "--members"],
    ["segments", "show", "lost"],
    ["segments", "nonsense"],
    ["segments", "-h"],
    ["value", "ali"],
    ["value", "--members"],
    ["today", "--limit", "3"],
    ["today", "log", "1", "reached"],
    ["find"],
    ["find", "--limit", "1", "ali"],
    ["find", "--", "-ali"],
    ["who"],
    ["who", "--help"],
    ["--version"],
    ["--db"],
    ["--json=yes", "segments"],
    ["contact", "list"],
    ["import"],
    ["import", "contacts"],
    ["import", "contacts", "file.csv", "--dry-run"],
    ["import", "contacts", "one.csv", "two.csv"],
    ["import", "contacts", "-"],
    ["--help"],
    [],
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A shop with somebody who bought, two of one name, and something to do."""
    store = open_store(tmp_path_factory.mktemp("shop") / "shop.db", create=True)
    ali = contacts.add(store, name="Ali Rezaei", phone=["0912 111 2233"], city="تهران").row
    for name in ("Sara [red]", "Sara \u202eb", "Reza"):
        contacts.add(store, name=name)
    purchases.sale(store, ali, 12_50)
    tasks.add(store, ali, text="call back", due=None, all_day=True)
    return store


def run(args: list[str], capsys: pytest.CaptureFixture[str]) -> Answer:
    capsys.readouterr()
    code = main(args)
    printed = capsys.readouterr()
    return Answer(printed.out, printed.err, code)


@pytest.mark.parametrize("shared", SHARED, ids=" ".join)
@pytest.mark.parametrize("command", PLAIN, ids=" ".join)
def test_it_prints_what_the_command_prints(
    shop: Store,
    command: list[str],
    shared: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    args = [command[0], *shared, *command[1:], "--db", str(shop.path)]
    answered = run(args, capsys)
    monkeypatch.setattr(quick, "answer", lambda args: None)
    assert run(args, capsys) == answered


@pytest.mark.parametrize("command", PLAIN, ids=" ".join)
def test_it_does_so_for_a_person_too(
    shop: Store,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    answered = run([*command, "--db", str(shop.path)], capsys)
    monkeypatch.setattr(quick, "answer", lambda args: None)
    assert run([*command, "--db", str(shop.path)], capsys) == answered
    assert answered.out or answered.err


@pytest.mark.parametrize("shared", [[], ["--json"], ["--lang", "fa"]], ids=" ".join)
@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("contacts", "Name,Phone\nSara,09121112233\n", 0),
        ("contacts", "Name,Birthday\nSara,never\nReza,\n", 5),
        ("contacts", "", 1),
        ("purchases", "Customer,Date,Amount\nSara,2026-01-02,12\n", 0),
        ("nonsense", "Name\nSara\n", 2),
    ],
)
def test_an_import_of_a_file_alone(
    kind: str,
    text: str,
    code: int,
    shared: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text)
    args = ["import", kind, str(file), *shared, "--db"]
    answered = run([*args, str(tmp_path / "one" / "shop.db")], capsys)
    monkeypatch.setattr(quick, "answer", lambda args: None)
    whole = run([*args, str(tmp_path / "two" / "shop.db")], capsys)
    assert answered.code == code
    assert answered == whole._replace(err=whole.err.replace("/two/", "/one/"))


@pytest.mark.parametrize("words", OTHER, ids=" ".join)
def test_anything_else_falls_through(
    shop: Store, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert quick.answer(words) is None
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["segments"], 0),
        (["today"], 0),
        (["find", "ali"], 0),
        (["who", "1"], 0),
        (["import", "contacts", "no.csv"], 1),
    ],
)
def test_typer_stays_out_of_it(shop: Store, command: list[str], code: int) -> None:
    script = (
        "import sys; from crmtui.cli import main; "
        f"code = main(['--db', {str(shop.path)!r}, *{command!r}]); "
        f"sys.exit(code != {code} or 'typer' in sys.modules or 'pydantic' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=root, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_shell_that_completes_is_not_answered(
    shop: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_CRMTUI_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "crmtui segm")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        main(["--db", str(shop.path), "segments"])
    assert capsys.readouterr().out == "segments\n"


def program(shop: Store, *args: str, out: int) -> subprocess.Popen[bytes]:
    """Start the program as a shell does."""
    argv = [sys.executable, "-m", "crmtui.cli", "--db", str(shop.path), *args]
    root = Path(__file__).parents[2]
    return subprocess.Popen(argv, stdout=out, stderr=subprocess.PIPE, cwd=root)


@pytest.mark.parametrize(("words", "code"), [(["find", "ali"], 0), (["who", "nobody"], 3)])
def test_as_a_program_it_prints_all_and_returns_the_code(
    shop: Store, words: list[str], code: int
) -> None:
    with program(shop, *words, out=subprocess.PIPE) as process:
        out, err = process.communicate()
    assert process.returncode == code
    assert (b"Ali Rezaei" in out) is (code == 0)
    assert (b"Nobody" in err) is (code == 3)


def test_a_reader_that_has_enough_is_no_failure(shop: Store) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with program(shop, "find", "ali", out=writer) as process:
        os.close(writer)
        _out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
