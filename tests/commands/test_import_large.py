"""A large file into a store without contacts: prepared beside it, by two processes."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from crmtui.cli import main
from crmtui.exchange import contact_rows
from crmtui.store.connect import Store, open_store
from crmtui.writes.imports.contacts import importing
from crmtui.writes.imports.contacts.draft import key_process
from crmtui.writes.imports.contacts.twins import find_drafted_twins
from tests.conftest import Crm

HEADER = ["Name", "Phone", "Email", "Company", "City", "Ref"]
NAMES = ["Ali Rezaei", "ali", "Sara", "سارا احمدی", "Sara  Ahmadi", "👍 Shop", "-", ""]
PHONES = ["", "", "09121112233", "۰۹۱۲۱۱۱۲۲۳۳", "+44 20 7946 0958", "(021) 8844 5566", "12"]
EMAILS = ["", "", "ali@x.ir", "ALI@X.ir", "sara@x.ir", "no mail"]
COMPANIES = ["", "", "Acme", "شرکت نور"]
ROWS = st.lists(
    st.tuples(
        *map(st.sampled_from, (NAMES, PHONES, EMAILS, COMPANIES, ["", "Qom"], ["", "7", "8"]))
    ),
    min_size=1,
    max_size=14,
)


def write(file: Path, rows: list[tuple[str, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])


@contextmanager
def large_from(rows: int) -> Iterator[None]:
    """Take files for large from so many rows on, and look at three rows at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "_MANY", rows)
        patch.setattr(contact_rows, "_BATCH", 3)
        yield


def answer(store: Store, capsys: pytest.CaptureFixture[str], *args: str) -> str:
    capsys.readouterr()
    main(["--db", str(store.path), *args])
    printed = capsys.readouterr()
    return printed.out


def contents(store: Store, capsys: pytest.CaptureFixture[str]) -> list[tuple[Any, ...]]:
    """Everything that is told of the contacts, but for their ids and moments."""
    text = answer(store, capsys, "export", "contacts", "--format", "csv")
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    return sorted(
        tuple(value for name, value in row.items() if name not in ("id", "created_at"))
        for row in rows
    )


def found(store: Store, capsys: pytest.CaptureFixture[str], text: str) -> list[str]:
    return answer(store, capsys, "find", text).splitlines()


def check(store: Store) -> None:
    """Nothing dangles, and the index says what the keys say."""
    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO search_index(search_index) VALUES('integrity-check')")
        keys = "SELECT contact_id FROM search_key"
        lost = f"SELECT id FROM contact WHERE deleted_at IS NULL AND id NOT IN ({keys})"
        assert connection.execute(lost).fetchall() == []
        astray = (
            "SELECT k.text, e.name FROM contact c JOIN contact e ON e.id = c.company_id "
            "JOIN search_key k ON k.contact_id = c.id WHERE instr(k.text, e.name_key) = 0 "
            "OR e.kind <> 'company'"
        )
        assert connection.execute(astray).fetchall() == []
        stray = f"{keys} WHERE contact_id NOT IN (SELECT id FROM contact)"
        assert connection.execute(stray).fetchall() == []


@settings(max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@example(rows=[("Ali Rezaei", "", "", "Acme", "", ""), ("", "", "", "Acme", "Qom", "")])
@example(rows=[("Ali Rezaei", "09121112233", "", "", "", "7"), ("-", "", "", "", "", "7")])
@example(  # the row of a company is the twin of a person's
    rows=[
        ("Ali", "", "", "Acme", "", "5"),
        ("Bob", "", "", "Acme", "", "6"),
        ("", "", "", "Acme", "", "5"),
    ]
)
@example(  # called by the phone, but there is an e-mail to be called by
    rows=[
        ("09121234567", "09121234567", "a@b.co", "", "", "a"),
        ("Sara", "09121234567", "", "", "", "b"),
    ]
)
@example(  # one company of two names
    rows=[
        ("Bob", "", "", "Acme", "", "1"),
        ("", "02188445566", "", "Acme Ltd", "", "2"),
        ("", "02188445566", "", "Acme", "", "3"),
    ]
)
@example(rows=[("Ali\u00a0Rezaei", "", "", "ACME", "", ""), ("Bob", "", "", "acme", "", "")])
@example(  # a company gets another name by a later row
    rows=[
        ("", "", "", "Mehr", "", "8"),
        ("", "", "", "Acme", "", "8"),
        ("Zed", "", "", "Mehr", "", ""),
    ]
)
@given(rows=ROWS)
def test_it_makes_no_difference_how_it_is_prepared(
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
    rows: list[tuple[str, ...]],
) -> None:
    """Prepared or row by row: the same people, counts, finds, and the same undone and redone."""
    folder = tmp_path_factory.mktemp("large")
    file = folder / "people.csv"
    write(file, rows)
    stores = [open_store(folder / name, create=True) for name in ("one.db", "two.db")]
    told = []
    for store, large in zip(stores, (1, 1_000), strict=True):
        with large_from(large):
            counts = answer(store, capsys, "import", "contacts", str(file), "--json")
            check(store)
            held = contents(store, capsys)
            again = answer(store, capsys, "import", "contacts", str(file), "--json")
            finds = [
                sorted(line.partition("\t")[2] for line in found(store, capsys, text))
                for text in ("ali", "احمدی", "acme", "912111", "x.ir")
            ]
            answer(store, capsys, "undo")
            check(store)
            assert contents(store, capsys) == []
            answer(store, capsys, "redo")
            check(store)
            assert contents(store, capsys) == held
        told.append((counts, again, held, finds))
    assert told[0] == told[1]
    assert not list(folder.glob(".*"))


def people(file: Path, count: int) -> Path:
    write(file, [(f"Person {n}", f"0912{n:07}", "", f"Firm {n % 9}", "", "") for n in range(count)])
    return file


def test_thousands_are_found_at_once(crm: Crm, store: Store, tmp_path: Path) -> None:
    file = people(tmp_path / "people.csv", 6_000)
    counts = crm("import", "contacts", str(file), "--json")
    assert (counts.code, counts.json["created"]) == (0, 6_000)
    assert "9 contacts were made" in counts.err
    check(store)
    assert "Person 5999" in crm("find", "09120005999").out
    assert crm("find", "firm 4", "--json").json
    assert not list(store.path.parent.glob(".*"))


def test_a_trial_keeps_nothing(crm: Crm, store: Store, tmp_path: Path) -> None:
    file = people(tmp_path / "people.csv", 6_000)
    trial = crm("import", "contacts", str(file), "--dry-run")
    assert "6,000 created" in trial.err
    assert "Person 0" in trial.err
    assert crm("contact", "list", "--json").json == []
    assert not list(store.path.parent.glob(".*"))


def test_somebody_is_added_meanwhile(
    crm: Crm, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was prepared for an empty store is then brought in as into any other."""
    file = people(tmp_path / "people.csv", 6_000)
    with file.open("a") as stream:
        stream.write(",02188445566,,Firm 4,,\n")  # a company of which there is a row

    def slow(stage: sqlite3.Connection, source: str) -> None:
        find_drafted_twins(stage, source)
        assert main(["--db", str(store.path), "add", "Person 1", "--phone", "09120000001"]) == 0

    monkeypatch.setattr(importing, "find_drafted_twins", slow)
    text = crm("import", "contacts", str(file), "--json").out
    counts = json.loads(text.splitlines()[-1])
    assert (counts["created"], counts["updated"]) == (6_000, 1)
    check(store)
    with store.read() as connection:
        employed = "SELECT count(*), count(DISTINCT company_id) FROM contact WHERE kind = 'person'"
        assert connection.execute(f"{employed} AND company_id").fetchone() == (6_000, 9)
    assert len(crm("find", "09120000001", "--json").json) == 1
    crm("undo")
    assert [row["name"] for row in crm("contact", "list", "--json").json] == ["Person 1"]


def test_a_second_process_that_fails(
    crm: Crm, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is kept, and it is said why."""
    monkeypatch.setattr(key_process, "_START", "import no_such_module")
    failed = crm("import", "contacts", str(people(tmp_path / "people.csv", 6_000)))
    assert failed.code == 1
    assert "ended early (ModuleNotFoundError: No module named 'no_such_module')" in failed.err
    assert crm("contact", "list", "--json").json == []
    assert not list(store.path.parent.glob(".*"))


@pytest.mark.parametrize("is_frozen", [True, False])
def test_without_a_second_process(
    is_frozen: bool, crm: Crm, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where none can be started, the import takes longer, and that is all."""

    def refuse(*_args: object, **_options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    if is_frozen:
        monkeypatch.setattr(sys, "frozen", True, raising=False)
    else:
        monkeypatch.setattr(subprocess, "Popen", refuse)
    counts = crm("import", "contacts", str(people(tmp_path / "people.csv", 6_000)), "--json")
    assert counts.json["created"] == 6_000
    check(store)
    assert not list(store.path.parent.glob(".*"))


def test_the_second_process_takes_nothing_from_the_folder_one_is_in(tmp_path: Path) -> None:
    """A folder of downloads may hold a file that is called like a module of Python."""
    file = people(tmp_path / "people.csv", 6_000)
    (tmp_path / "signal.py").write_text("raise SystemExit(7)\n")
    program = tmp_path / "bin" / "crm"
    program.parent.mkdir()
    root = Path(__file__).parents[2]
    program.write_text(
        f"import sys; sys.path.append({str(root)!r})\n"
        "from crmtui.cli import main; sys.exit(main())\n"
    )
    command_line = [
        sys.executable,
        str(program),
        "--db",
        "shop.db",
        "import",
        "contacts",
        file.name,
    ]
    done = subprocess.run(command_line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "6,000 created" in done.stderr) == (0, True), done.stderr


def test_a_name_of_two_long_halves_is_too_long(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"First Name,Last Name\n{'a' * 500},{'b' * 500}\nAli,Rezaei\n")
    with large_from(1):
        counts = crm("import", "contacts", str(file), "--json").json
    assert (counts["created"], counts["rejected"]) == (1, 1)


def test_what_a_killed_import_left_is_removed(crm: Crm, store: Store, tmp_path: Path) -> None:
    """Fifty megabytes would else lie in the folder for ever; what is in use stays."""
    old = [store.path.with_name(f".shop.db.1.{end}") for end in ("import", "keys", "keys-journal")]
    kept = [store.path.with_name(f".{name}.import") for name in ("shop.db.2", "shop.db.x.1")]
    for left in (*old, *kept):
        left.write_bytes(b"left")
    for left in (*old, kept[1]):
        os.utime(left, (1, 1))
    assert crm("import", "contacts", str(people(tmp_path / "people.csv", 3))).code == 0
    assert [left.exists() for left in (*old, *kept)] == [False, False, False, True, True]


def test_an_import_that_is_interrupted(
    crm: Crm, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither rows nor files nor the second process are left."""
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            started.append(self)

    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", Watched)
    monkeypatch.setattr(importing, "_finish", interrupt)
    assert crm("import", "contacts", str(people(tmp_path / "people.csv", 6_000))).code == 130
    assert [process.poll() is None for process in started] == [False]
    assert crm("contact", "list", "--json").json == []
    assert not list(store.path.parent.glob(".*"))
