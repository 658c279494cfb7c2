"""Removing somebody for good, at the shell's door: nothing of them is left in the file."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

import crmtui.writes.erase
from crmtui.store.backup import backup
from crmtui.store.connect import Store
from crmtui.store.transact import Transaction
from crmtui.store.triggers import SUMS
from tests.commands.test_merging import rows, sql
from tests.conftest import Crm
from tests.store.test_undo import state

SECRETS = (
    "Zahra Karimi", "زهرا کریمی", "Zari", "09351112233", "9351112233", "zahra@secret.ir",
    "owes her sister", "wants the blue carpet", "call her at home", "walnut cradle",
    "for her wedding", "paid by her father", "X-SECRET", "shoe forty", "كريمي",
)  # fmt: skip


def bytes_of(store: Store) -> bytes:
    """Everything that lies in the folder of the store, backups apart."""
    files = [path for path in store.path.parent.iterdir() if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


def found_in(store: Store) -> list[str]:
    raw = bytes_of(store)
    return [secret for secret in SECRETS if secret.encode() in raw]


def make_zahra(crm: Crm, store: Store) -> int:
    """Somebody about whom everything is known, in two spellings, edited and changed."""
    crm("add", "Ali Rezaei", "--phone", "09121112233", "--company", "Pars Co.")
    number = int(
        crm("add", "Zahra Karimi", "--phone", "0935 111 2233", "--email", "zahra@secret.ir",
            "--note", "owes her sister", "--tag", "vip", "--company", "Pars Co.").out
    )  # fmt: skip
    who = str(number)
    crm("contact", "edit", who, "--name", "زهرا كريمي", "--phone", "09351112233")
    crm("log", who, "wants the blue carpet", "--next", "call her at home", "--due", "tomorrow")
    crm("sale", who, "20", "--item", "2x tea", "--note", "for her wedding", "--ref", "R-7")
    crm("sale", who, "5")
    crm("task", "done", "1")
    crm("undo")
    crm("contact", "edit", who, "--name", "زهرا کریمی")
    sql(
        store,
        f"INSERT INTO need(contact_id, text, at) VALUES({who}, 'walnut cradle', '2026-01-01')",
        "INSERT INTO payment(contact_id, at, amount, method, ref, note) "
        f"VALUES({who}, '2026-01-07T00:00:00Z', 500, 'cash', 'P-1', 'paid by her father')",
        "INSERT INTO custom_field(name, key, kind, choices, position) "
        "VALUES('Size', 'size', 'text', '', 1)",
        f"INSERT INTO custom_value(contact_id, field_id, value) VALUES({who}, 1, 'shoe forty')",
        f"INSERT INTO contact_link(contact_id, other_id, role) VALUES({who}, 1, 'family-of')",
        f"INSERT INTO source_ref(source, kind, ref, row_id, digest) "
        f"VALUES('phone', 'contact', 'zahra@secret.ir', {who}, 'x'), "
        "('mail', 'interaction', 'msg of zahra@secret.ir', 1, 'x')",
        f"INSERT INTO contact_extra(contact_id, vcard) VALUES({who}, 'X-SECRET:1')",
        f"UPDATE contact SET nickname = 'Zari' WHERE id = {who}",
    )
    crm("interaction", "edit", "1", "--text", "wants the blue carpet, now")
    crm("purchase", "edit", "1", "--note", "for her wedding in June")
    assert len(found_in(store)) == len(SECRETS)
    return number


def test_nothing_of_them_is_left_in_the_file(crm: Crm, store: Store) -> None:
    number = make_zahra(crm, store)
    (total,) = rows(store, "SELECT sum(amount) FROM purchase")
    answer = crm("contact", "erase", str(number), "--yes")
    assert (answer.out, answer.code) == ("", 0)
    assert f"Erased #{number}." in answer.err
    assert found_in(store) == []
    journal = store.path.with_name(store.path.name + "-journal")
    assert not journal.exists() or journal.stat().st_size == 0
    assert rows(store, "SELECT sum(amount) FROM purchase") == [total]
    assert rows(store, "SELECT contact_id, ref, note FROM purchase ORDER BY id") == [
        (None, "R-7", ""), (None, "", ""),
    ]  # fmt: skip
    assert rows(store, "SELECT contact_id, amount, method, ref, note FROM payment") == [
        (None, 500, "cash", "P-1", "")
    ]
    assert rows(store, "SELECT item FROM purchase_line") == [("tea",)]
    assert rows(store, "SELECT count(*) FROM contact_link") == [(0,)]
    assert rows(store, "SELECT id, name FROM contact ORDER BY id") == [
        (1, "Ali Rezaei"), (2, "Pars Co."),
    ]  # fmt: skip
    assert rows(store, "PRAGMA foreign_key_check") == []
    assert rows(store, "SELECT * FROM customer_stats") == rows(
        store, SUMS.format(which="IS NOT NULL")
    )
    with store.read() as connection:
        connection.execute("INSERT INTO search_index(search_index) VALUES('integrity-check')")
    assert crm("who", str(number)).code == 3
    assert crm("find", "zahra", "--json").json == []
    assert [found["id"] for found in crm("find", "rezaei", "--json").json] == [1]
    assert int(crm("add", "Somebody New").out) > number


@pytest.mark.parametrize("name", ["[/] [bold]x[/bold]", "O'Neil; DROP TABLE contact;--", "a%_b"])
def test_hostile_names_go_as_well(crm: Crm, store: Store, name: str) -> None:
    crm("add", "--", name)
    crm("contact", "edit", "1", "--note", f"note of {name}")
    crm("contact", "delete", "1")
    assert crm("contact", "erase", "1", "--yes").code == 0
    assert name.encode() not in bytes_of(store)
    assert rows(store, "SELECT count(*) FROM contact") == [(0,)]


def test_a_trashed_person_is_erased_by_name(crm: Crm, store: Store) -> None:
    number = make_zahra(crm, store)
    crm("contact", "delete", str(number))
    assert crm("contact", "erase", "زهرا کریمی", "--yes").code == 0
    assert found_in(store) == []


def test_it_cannot_be_undone_and_older_steps_still_can(crm: Crm, store: Store) -> None:
    crm("add", "Ali Rezaei")
    crm("sale", "1", "5")
    number = int(crm("add", "Zahra Karimi", "--company", "Pars Co.", "--tag", "vip").out)
    crm("sale", str(number), "7")
    crm("contact", "edit", "1", "--city", "Tehran")
    crm("contact", "erase", str(number), "--yes")
    before = state(store)
    answer = crm("undo")
    assert answer.code == 1
    assert "An erased person cannot be brought back." in answer.err
    assert state(store) == before
    steps = {row["label"]: row["step"] for row in crm("history", "--json").json}
    assert "Zahra" not in " ".join(steps)
    assert crm("undo", str(steps["Edited Ali Rezaei"])).code == 0
    assert rows(store, "SELECT city FROM contact WHERE id = 1") == [("",)]
    # What they bought is in the sums; who takes that step back, takes it out of them.
    sale = next(step for label, step in steps.items() if label.endswith("to (erased)"))
    assert crm("undo", str(sale)).code == 0
    assert rows(store, "SELECT count(*) FROM purchase") == [(1,)]
    # The step that added them had made a company and a tag: those go.
    assert crm("undo", str(steps["Added (erased)"])).code == 0
    assert rows(store, "SELECT name FROM contact") == [("Ali Rezaei",)]
    assert rows(store, "SELECT count(*) FROM tag") == [(0,)]
    assert (
        crm(
            "undo",
            str(
                next(
                    s for name, s in steps.items() if name.startswith("Recorded") and "Ali" in name
                )
            ),
        ).code
        == 0
    )


def imported(crm: Crm, folder: Path) -> int:
    """Bring in three people and what two of them bought; return the last step."""
    people, sales = folder / "people.csv", folder / "sales.csv"
    people.write_text(
        "name,phone,email,note\nAli Rezaei,09121112233,,\n"
        "زهرا کریمی,09351112233,zahra@secret.ir,owes her sister\nReza Amini,09131112233,,\n"
    )
    sales.write_text(
        "order,customer,phone,date,amount,note\n1,Ali Rezaei,09121112233,2026-01-02,10,\n"
        "2,زهرا کریمی,09351112233,2026-01-03,20,for her wedding\n"
    )
    assert crm("import", "contacts", str(people)).code == 0
    assert crm("import", "purchases", str(sales)).code == 0
    return int(crm("history", "--json").json[0]["step"])


def test_erase_then_undo_the_imports_that_brought_them(
    crm: Crm, store: Store, tmp_path: Path
) -> None:
    last = imported(crm, tmp_path)
    assert crm("contact", "erase", "2", "--yes").code == 0
    assert found_in(store) == []
    erased = state(store)
    assert crm("undo", str(last)).code == 0
    assert rows(store, "SELECT count(*) FROM purchase") == [(0,)]
    assert crm("undo", str(last - 1)).code == 0
    assert rows(store, "SELECT count(*) FROM contact") == [(0,)]
    undone = crm("history", "--json").json[0]["step"]
    assert crm("undo", str(undone)).code == 0  # redo
    assert crm("undo", str(undone - 1)).code == 0
    assert state(store) == erased
    assert found_in(store) == []


def test_undo_the_import_then_erase_and_bring_the_rest_back(
    crm: Crm, store: Store, tmp_path: Path
) -> None:
    imported(crm, tmp_path)
    crm("undo")
    crm("undo")
    assert rows(store, "SELECT count(*) FROM contact") == [(0,)]
    undone = int(crm("history", "--json").json[0]["step"])
    assert crm("contact", "erase", "2", "--yes").code == 0  # the journal alone knows them
    assert found_in(store) == []
    assert crm("undo", str(undone)).code == 0
    assert rows(store, "SELECT name FROM contact ORDER BY id") == [("Ali Rezaei",), ("Reza Amini",)]
    assert crm("undo", str(undone - 1)).code == 0
    assert rows(store, "SELECT contact_id, amount, note FROM purchase ORDER BY id") == [
        (1, 1000, ""), (None, 2000, ""),
    ]  # fmt: skip
    assert rows(store, "PRAGMA foreign_key_check") == []
    assert rows(store, "SELECT * FROM customer_stats") == rows(
        store, SUMS.format(which="IS NOT NULL")
    )
    assert [found["id"] for found in crm("find", "amini", "--json").json] == [3]


def test_who_was_merged_into_them_goes_with_them(crm: Crm, store: Store) -> None:
    number = make_zahra(crm, store)
    crm("add", "Z. Karimi-Azad", "--email", "azad@secret.ir", "--note", "her old number")
    other = str(number + 1)
    crm("contact", "merge", str(number), other)
    answer = crm("contact", "erase", other, "--yes")
    assert answer.code == 1
    assert f"#{other} was merged into #{number}." in answer.err
    assert crm("contact", "erase", str(number), "--yes").code == 0
    assert found_in(store) == []
    raw = bytes_of(store)
    assert [s for s in (b"Karimi-Azad", b"azad@secret.ir", b"her old number") if s in raw] == []


def test_an_undone_merge_with_them_is_never_done_again(crm: Crm, store: Store) -> None:
    crm("add", "Zahra Karimi")
    crm("add", "Zahra", "--phone", "09121112233")
    crm("contact", "merge", "1", "2")
    crm("undo")
    undo_step = int(crm("history", "--json").json[0]["step"])
    crm("contact", "erase", "1", "--yes")
    assert crm("undo", str(undo_step)).code == 3
    assert crm("redo").code == 3
    assert rows(store, "SELECT id, name FROM contact") == [(2, "Zahra")]
    added = next(r["step"] for r in crm("history", "--json").json if r["label"] == "Added Zahra")
    assert crm("undo", str(added)).code == 0
    assert rows(store, "SELECT count(*) FROM contact") == [(0,)]


def test_an_erased_company_leaves_its_people(crm: Crm, store: Store) -> None:
    crm("add", "Ali", "--company", "Pars Secret Co.")
    crm("contact", "edit", "1", "--city", "Tehran")
    assert crm("contact", "erase", "2", "--yes").code == 0
    assert b"Pars Secret" not in bytes_of(store)
    assert rows(store, "SELECT name, company_id FROM contact") == [("Ali", None)]
    assert crm("find", "pars", "--json").json == []
    steps = {row["label"]: row["step"] for row in crm("history", "--json").json}
    assert crm("undo", str(steps["Edited Ali"])).code == 0
    assert rows(store, "SELECT name, city, company_id FROM contact") == [("Ali", "", None)]


def test_backups_that_still_hold_them_are_named(crm: Crm, store: Store) -> None:
    before = backup(store, "test")
    make_zahra(crm, store)
    live = backup(store, "test")
    crm("contact", "delete", "3")
    broken = before.with_name(before.name.replace("test", "broken"))
    broken.write_bytes(b"no database at all")
    torn = before.with_name(before.name.replace("test", "torn"))
    shutil.copy(live, torn)
    torn.write_bytes(torn.read_bytes()[:5000])
    answer = crm("contact", "erase", "3", "--yes")
    assert answer.code == 0
    assert "1 backup still holds them." in answer.err
    assert f"  {live}\n" in answer.err
    assert str(before) not in answer.err
    for path in (broken, torn):
        assert f"{path} cannot be read" in answer.err
    live.unlink()
    crm("add", "Zahra Karimi")
    found = crm("contact", "erase", "4", "--yes", "--json").json
    assert found["erased"] == 4
    assert found["backups"] == []
    assert found["unreadable_backups"] == [str(path) for path in sorted((broken, torn))]


def test_no_backup_is_made_of_whom_is_to_be_gone(crm: Crm, store: Store) -> None:
    crm("add", "Zahra Karimi")
    crm("contact", "erase", "1", "--yes")
    assert not (store.path.parent / "backups").exists()


class Typed(io.StringIO):
    """A terminal on which something was typed."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "left", "code"), [("yes\n", 0, 0), ("y\n", 1, 130), ("", 1, 130)]
)
def test_a_terminal_is_asked(
    crm: Crm, store: Store, monkeypatch: pytest.MonkeyPatch, typed: str, left: int, code: int
) -> None:
    crm("add", "Zahra [/] Karimi")
    monkeypatch.setattr(sys, "stdin", Typed(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    answer = crm("contact", "erase", "1")
    assert answer.code == code
    assert "Erase #1 Zahra [/] Karimi for good? It cannot be undone. Type yes: " in answer.err
    assert rows(store, "SELECT count(*) FROM contact") == [(left,)]


def test_a_file_that_cannot_be_written_anew_is_said(
    crm: Crm, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("add", "Zahra Karimi")
    connect = Store.connect
    monkeypatch.setattr(Store, "connect", lambda self, busy_ms=0: connect(self, busy_ms=0))
    erased = crmtui.writes.erase._erase

    def erase_beside_a_reader(transaction: Transaction, people: frozenset[int]) -> None:
        erased(transaction, people)
        monkeypatch.setattr(crmtui.writes.erase, "_rewrite_file", busy(store))

    monkeypatch.setattr(crmtui.writes.erase, "_erase", erase_beside_a_reader)
    answer = crm("contact", "erase", "1", "--yes")
    assert answer.code == 0
    assert "Another program is using" in answer.err
    assert f"sqlite3 {store.path} VACUUM" in answer.err
    assert rows(store, "SELECT count(*) FROM contact") == [(0,)]


def busy(store: Store) -> Callable[[Store], str]:
    """Rewrite the file while another program reads it."""
    rewrite = crmtui.writes.erase._rewrite_file

    def act(_store: Store) -> str:
        with closing(Store(store.path).connect()) as other:
            other.execute("BEGIN EXCLUSIVE")
            return rewrite(store)

    return act


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["zahra"], 2, "Add --yes"),
        (["nobody", "--yes"], 3, "Nobody here fits nobody"),
        (["99", "--yes"], 3, "99"),
        (["karimi", "--yes"], 3, "karimi fits several people"),
        (["--yes"], 2, "Missing argument"),
    ],
)
def test_what_is_not_erased_is_said(
    crm: Crm, store: Store, args: list[str], code: int, words: str
) -> None:
    crm("add", "Zahra Karimi")
    crm("add", "Karimi")
    crm("contact", "delete", "2")
    crm("add", "Karimi")
    before = state(store)
    answer = crm("contact", "erase", *args)
    assert (answer.out, answer.code) == ("", code)
    assert words in answer.err
    assert state(store) == before


def test_steps_of_payments_and_sales_that_are_gone_do_not_name_them(crm: Crm, store: Store) -> None:
    crm("add", "Zebedee")
    crm("add", "Ali")
    crm("add", "Quill Works", "--kind", "company")
    crm("sale", "1", "30", "--unpaid")
    crm("pay", "1", "5")
    crm("payment", "delete", "1")
    crm("pay", "1", "6")
    crm("undo")
    crm("sale", "1", "7")
    crm("purchase", "delete", "2")
    crm("contact", "link", "2", "works-for", "3")
    crm("contact", "unlink", "2", "3")
    for number, name in (("1", "Zebedee"), ("3", "Quill Works")):
        assert crm("contact", "erase", number, "--yes").code == 0
        assert name.encode() not in bytes_of(store)
    assert name not in crm("history").out
    assert rows(store, "SELECT name FROM contact") == [("Ali",)]
