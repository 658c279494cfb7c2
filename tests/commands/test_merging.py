"""Making one contact of two at the shell's door."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from crmtui.store.connect import Store
from crmtui.store.transact import transact
from crmtui.store.triggers import SUMS
from tests.conftest import Crm
from tests.store.test_undo import state


def sql(store: Store, *statements: str) -> None:
    """Write what no command of this part can say."""
    with transact(store, "by hand") as transaction:
        for statement in statements:
            transaction.connection.execute(statement)


def rows(store: Store, query: str) -> list[Any]:
    with store.read() as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def two(crm: Crm, store: Store) -> Store:
    """Ali (#1) and the same Ali once more (#3), with everything that can belong to somebody."""
    crm("add", "Ali Rezaei", "--phone", "09121112233", "--tag", "vip", "--city", "Tehran",
        "--company", "Pars Co.", "--note", "likes tea")  # fmt: skip
    crm("add", "آقای رضایی", "--phone", "0912 111 2233", "--email", "ali@pars.ir", "--tag", "VIP",
        "--tag", "wholesale", "--city", "Shiraz", "--note", "pays late", "--source", "market",
        "--birthday", "1990-01-02")  # fmt: skip
    crm("add", "Zahra Karimi")
    crm("log", "1", "asked for the price")
    crm("log", "3", "wants oolong", "--next", "call back", "--due", "tomorrow")
    crm("sale", "1", "10", "--date", "2026-01-05")
    crm("sale", "3", "20", "--item", "2x tea", "--date", "2026-01-06")
    sql(
        store,
        "INSERT INTO need(contact_id, text, at) VALUES(3, 'oak shelf', '2026-01-01T00:00:00Z')",
        "INSERT INTO payment(contact_id, purchase_id, at, amount, method, ref, note) "
        "VALUES(3, 2, '2026-01-07T00:00:00Z', 500, 'cash', '', '')",
        "INSERT INTO custom_field(name, key, kind, choices, position) "
        "VALUES('Shoe size', 'shoe size', 'number', '', 1), ('Limit', 'limit', 'money', '', 2)",
        "INSERT INTO custom_value(contact_id, field_id, value) "
        "VALUES(1, 1, '42'), (3, 1, '43'), (3, 2, '9900')",
        "INSERT INTO contact_link(contact_id, other_id, role) VALUES(1, 3, 'knows'), "
        "(3, 1, 'family-of'), (3, 4, 'knows'), (1, 4, 'knows'), (4, 3, 'pays-for')",
        "INSERT INTO source_ref(source, kind, ref, row_id, digest) "
        "VALUES('phone', 'contact', 'a', 1, 'x'), ('shop', 'contact', 'b', 3, 'y')",
        "INSERT INTO contact_extra(contact_id, vcard) "
        "VALUES(1, 'item1.X-THING:one'), (3, 'item1.X-THING:two\nX-MORE:three')",
        "UPDATE contact SET created_at = '2020-02-02T00:00:00Z', do_not_contact = 1 WHERE id = 3",
    )
    return store


def test_everything_of_both_is_kept(crm: Crm, two: Store) -> None:
    answer = crm("contact", "merge", "1", "3")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert "Merged آقای رضایی (#3) into Ali Rezaei" in answer.err
    card = crm("who", "1", "--json").json
    contact = card["contact"]
    assert [p["key"] for p in contact["points"]] == ["+989121112233", "ali@pars.ir"]
    assert contact["tags"] == ["vip", "wholesale"]
    assert (contact["city"], contact["company"]) == ("Tehran", "Pars Co.")
    assert (contact["source"], contact["birthday"]) == ("market", "1990-01-02")
    assert contact["status"] == "customer"
    assert contact["created_at"] == "2020-02-02T00:00:00Z"
    assert card["purchases"]["net"] == 3000
    assert {event["kind"] for event in card["timeline"]} >= {"task", "interaction", "purchase"}
    assert card["next_task"]["text"] == "call back"
    assert rows(two, "SELECT nickname, do_not_contact, note FROM contact WHERE id = 1") == [
        ("آقای رضایی", 1, "likes tea\npays late\nmerged: city Shiraz; Shoe size 43")
    ]
    assert rows(two, "SELECT contact_id FROM need UNION SELECT contact_id FROM payment") == [(1,)]
    assert rows(two, "SELECT contact_id, field_id, value FROM custom_value") == [
        (1, 1, "42"),
        (1, 2, "9900"),
    ]
    assert rows(two, "SELECT contact_id, other_id, role FROM contact_link ORDER BY 1, 2") == [
        (1, 4, "knows"),
        (4, 1, "pays-for"),
    ]
    assert rows(two, "SELECT source, row_id FROM source_ref WHERE source NOT LIKE 'crmtui%'") == [
        ("phone", 1),
        ("shop", 1),
    ]
    assert rows(two, "SELECT contact_id, vcard FROM contact_extra") == [
        (1, "item1.X-THING:one\nitem2.X-THING:two\nX-MORE:three")
    ]
    assert rows(two, "SELECT id FROM contact WHERE id = 3") == []
    assert rows(two, "PRAGMA foreign_key_check") == []
    kept, added_up = "SELECT * FROM customer_stats", SUMS.format(which="IS NOT NULL")
    assert rows(two, kept) == rows(two, added_up)
    assert [found["id"] for found in crm("find", "oolong", "--json").json] == []
    assert [found["id"] for found in crm("find", "ali@pars.ir", "--json").json] == [1]
    assert [found["id"] for found in crm("find", "wholesale", "--json").json] == [1]


def test_undo_brings_both_back_to_the_byte_and_redo_merges_again(crm: Crm, two: Store) -> None:
    before = state(two)
    crm("contact", "merge", "1", "3", "--take", "city")
    after = state(two)
    assert after != before
    assert crm("undo").code == 0
    assert state(two) == before
    assert [found["id"] for found in crm("find", "رضایی", "--json").json] == [3]
    assert crm("redo").code == 0
    assert state(two) == after
    assert crm("undo").code == 0
    assert state(two) == before
    assert crm("add", "Somebody New").out == "5\n"  # the id of the other is never given out


def test_hundreds_of_purchases_are_summed_right_in_every_direction(crm: Crm, store: Store) -> None:
    for name in ("Ali", "Ali R", "Zahra"):
        crm("add", name)
    values = ", ".join(
        f"({n % 3 + 1}, '2026-01-{n % 28 + 1:02}T10:00:00Z', {n * 7 - 200}, '', '')"
        for n in range(600)
    )
    sql(store, f"INSERT INTO purchase(contact_id, at, amount, ref, note) VALUES {values}")

    def sums() -> tuple[list[Any], list[Any]]:
        return (
            rows(store, "SELECT * FROM customer_stats ORDER BY contact_id"),
            rows(store, SUMS.format(which="IS NOT NULL") + " ORDER BY contact_id"),
        )

    before = state(store)
    crm("contact", "merge", "1", "2")
    after = state(store)
    assert sums()[0] == sums()[1]
    assert len(sums()[0]) == 2
    crm("undo")
    assert state(store) == before
    crm("redo")
    assert state(store) == after
    crm("contact", "erase", "1", "--yes")
    assert sums()[0] == sums()[1]
    crm("sale", "3", "5")  # the triggers are there again
    assert sums()[0] == sums()[1]


def test_values_can_be_taken_from_the_one_that_goes(crm: Crm, two: Store) -> None:
    answer = crm("contact", "merge", "1", "3", "--take", "name", "--take", "city",
                 "--take", "shoe size")  # fmt: skip
    assert "Merged Ali Rezaei (#3) into آقای رضایی" in answer.err
    assert rows(two, "SELECT name, nickname, city, name_key FROM contact WHERE id = 1") == [
        ("آقای رضایی", "Ali Rezaei", "Shiraz", "اقای رضایی")
    ]
    assert rows(two, "SELECT value FROM custom_value WHERE field_id = 1") == [("43",)]
    note = rows(two, "SELECT note FROM contact WHERE id = 1")[0][0]
    assert note.endswith("merged: city Tehran; Shoe size 42")
    assert [found["id"] for found in crm("find", "رضایی", "--json").json] == [1]
    assert [found["id"] for found in crm("find", "ali rezaei", "--json").json] == [1]  # nickname


def test_a_name_that_loses_goes_to_the_note_where_the_nickname_is_taken(
    crm: Crm, two: Store
) -> None:
    sql(two, "UPDATE contact SET nickname = 'Ali jan' WHERE id = 1")
    crm("contact", "merge", "1", "3")
    (found,) = rows(two, "SELECT nickname, note FROM contact WHERE id = 1")
    assert found[0] == "Ali jan"
    assert "merged: name آقای رضایی; city Shiraz" in found[1]


def test_the_preview_shows_both_sides_and_changes_nothing(crm: Crm, two: Store) -> None:
    before = state(two)
    answer = crm("contact", "merge", "1", "3", "--dry-run", "--json")
    found = answer.json
    assert (found["keep"], found["gone"]) == (1, 3)
    fields = {row["field"]: row for row in found["fields"]}
    assert fields["city"] == {
        "field": "city", "a": "Tehran", "b": "Shiraz", "kept": "Tehran", "side": "a",
    }  # fmt: skip
    assert fields["birthday"]["side"] == "b"
    assert fields["phone"]["kept"] == ["09121112233"]
    assert fields["tags"]["kept"] == ["vip", "wholesale"]
    assert fields["field:shoe size"]["a"] == "42"
    assert found["moves"] == {
        "interaction": 1, "task": 1, "need": 1, "purchase": 1, "payment": 1, "contact": 0,
        "appointment": 0, "deal": 0, "ticket": 0,
    }  # fmt: skip
    plain = crm("contact", "merge", "1", "3", "--dry-run", "--take", "city")
    assert "city\tTehran\tShiraz\tShiraz\n" in plain.out
    assert "1 interaction, 1 task, 1 wish, 1 purchase, 1 payment." in plain.err
    assert state(two) == before
    with two.read() as connection:
        assert connection.execute("SELECT max(id) FROM step").fetchone()[0] == 8


def test_who_was_merged_says_where_they_went(crm: Crm, two: Store) -> None:
    crm("contact", "merge", "1", "3")
    answer = crm("who", "3")
    assert (answer.out, answer.code) == ("", 3)
    assert "#3 was merged into #1 Ali Rezaei." in answer.err
    crm("contact", "merge", "4", "1")
    assert "#3 was merged into #4 Zahra Karimi." in crm("log", "3", "hello").err
    crm("undo")
    assert "#3 was merged into #1 Ali Rezaei." in crm("who", "3").err


def test_companies_take_over_each_others_people(crm: Crm, store: Store) -> None:
    crm("add", "Ali", "--company", "Pars Co.")
    crm("add", "Zahra", "--company", "Pars Company")
    sql(store, "UPDATE contact SET company_id = 2 WHERE id = 4")  # the one belongs to the other
    before = state(store)
    assert crm("contact", "merge", "2", "4").code == 0
    assert rows(store, "SELECT id, company_id FROM contact ORDER BY id") == [
        (1, 2), (2, None), (3, 2),
    ]  # fmt: skip
    assert {found["name"] for found in crm("find", "pars co.", "--json").json} == {
        "Pars Co.", "Ali", "Zahra",
    }  # fmt: skip
    crm("undo")
    assert state(store) == before
    assert crm("contact", "merge", "4", "2").code == 0
    assert rows(store, "SELECT id, company_id FROM contact ORDER BY id") == [
        (1, 4), (3, 4), (4, None),
    ]  # fmt: skip


def test_the_preferred_point_of_who_stays_is_preferred(crm: Crm, store: Store) -> None:
    crm("add", "Ali", "--phone", "09121112233")
    crm("add", "Ali R", "--phone", "09351112233", "--email", "a@b.ir")
    sql(store, "UPDATE contact_point SET preferred = 1, label = 'home'")
    sql(store, "UPDATE contact_point SET label = '' WHERE contact_id = 1")
    sql(store, "INSERT INTO contact_point(contact_id, kind, value, key, label, preferred) "
               "VALUES(2, 'phone', '0912 1112233', '+989121112233', 'work', 0)")  # fmt: skip
    assert crm("contact", "merge", "1", "2").code == 0
    assert rows(store, "SELECT kind, key, label, preferred FROM contact_point ORDER BY id") == [
        ("phone", "+989121112233", "work", 1),
        ("phone", "+989351112233", "home", 0),
        ("email", "a@b.ir", "home", 1),
    ]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["1", "1"], 1, "Nobody can be merged with themselves."),
        (["1", "2"], 1, "A person and a company cannot be one contact."),
        (["1", "99"], 3, "Nobody here fits 99"),
        (["1", "4"], 3, "Zahra Karimi is in the trash."),
        (["1", "3", "--take", "colour"], 2, "no field colour"),
        (["1", "3", "--take", "note"], 2, "both sides count"),
        (["1"], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_merged_is_said(
    crm: Crm, two: Store, args: list[str], code: int, words: str
) -> None:
    crm("contact", "delete", "4")
    before = state(two)
    answer = crm("contact", "merge", *args)
    assert (answer.out, answer.code) == ("", code)
    assert words in answer.err
    assert state(two) == before


def test_a_note_that_would_be_too_long_loses_nothing(crm: Crm, store: Store) -> None:
    crm("add", "Ali", "--note", "a" * 60_000)
    crm("add", "Ali R", "--note", "b" * 60_000)
    before = state(store)
    answer = crm("contact", "merge", "1", "2")
    assert answer.code == 2
    assert "note" in answer.err
    assert state(store) == before


def test_a_merge_that_was_used_since_is_not_torn_apart(crm: Crm, two: Store) -> None:
    crm("contact", "merge", "1", "3")
    crm("contact", "edit", "1", "--city", "Yazd")
    after = state(two)
    answer = crm("undo", "9")
    assert answer.code == 1
    assert "It changed again since" in answer.err
    assert state(two) == after


def test_importing_again_finds_who_was_merged(crm: Crm, store: Store, tmp_path: Any) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("id,name,phone\n7,Ali Rezaei,09121112233\n")
    other.write_text("id,name,phone\n8,Mr. A. R.,09351112233\n")
    for file in (one, other):
        crm("import", "contacts", str(file), "--source", file.stem)
    assert crm("contact", "merge", "1", "2").code == 0
    for file in (one, other):
        answer = crm("import", "contacts", str(file), "--source", file.stem, "--json").json
        assert (answer["created"], answer["unchanged"]) == (0, 1)


def test_our_own_export_of_before_leads_to_who_stayed(
    crm: Crm, store: Store, tmp_path: Any
) -> None:
    crm("add", "Ali Rezaei")
    crm("add", "Mr. Ali")
    sql(store, "UPDATE contact SET created_at = '2030-01-01T00:00:00Z' WHERE id = 2")
    file = str(tmp_path / "all.csv")
    crm("export", "contacts", "-o", file)
    crm("contact", "merge", "1", "2")
    answer = crm("import", "contacts", file, "--json").json
    assert (answer["created"], answer["rejected"]) == (0, 0)
    assert rows(store, "SELECT id, name FROM contact") == [(1, "Ali Rezaei")]


def test_a_write_that_fails_half_way_leaves_both(
    crm: Crm, two: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(two)

    def broken(*_args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("crmtui.writes.merge._remember", broken)
    answer = crm("contact", "merge", "1", "3")
    assert answer.code == 1
    assert "The disk is full" in answer.err
    assert state(two) == before


def test_pairs_known_to_be_different_follow_the_one_that_stays(crm: Crm) -> None:
    for name in ("Ali", "Ali", "Ali R", "Ali"):
        crm("add", name, "--phone", "0912 111 2233")
    crm("duplicates", "ignore", "1", "3")
    crm("duplicates", "ignore", "2", "3")
    crm("duplicates", "ignore", "3", "4")
    assert crm("contact", "merge", "4", "1").code == 0
    pairs = {(pair["a"], pair["b"]) for pair in crm("duplicates", "--all", "--json").json}
    assert (3, 4) not in pairs
    assert (2, 3) not in pairs
    assert (2, 4) in pairs
    assert crm("contact", "erase", "3", "--yes").code == 0


def test_one_of_two_referrers_stays_and_the_other_is_noted(crm: Crm, store: Store) -> None:
    for name in ("Ali", "Ali R.", "Zahra", "Sara"):
        crm("add", name)
    crm("contact", "link", "1", "referred-by", "3")
    crm("contact", "link", "2", "referred-by", "4")
    crm("contact", "link", "1", "family-of", "3")
    crm("contact", "link", "3", "family-of", "2")
    before = state(store)
    assert "referred by Sara" in crm("contact", "merge", "1", "2", "--dry-run").out
    assert crm("contact", "merge", "1", "2").code == 0
    assert rows(store, "SELECT contact_id, other_id, role FROM contact_link ORDER BY id") == [
        (1, 3, "referred-by"), (1, 3, "family-of"),
    ]  # fmt: skip
    assert "referred by Sara" in rows(store, "SELECT note FROM contact WHERE id = 1")[0][0]
    crm("undo")
    assert state(store) == before
