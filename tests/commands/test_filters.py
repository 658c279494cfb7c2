"""Filters, named lists, tags and the same done to many, at the shell's door."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from crmtui.commands.contacts.each import MANY
from crmtui.store.connect import Store
from crmtui.store.transact import transact
from tests.commands.test_contacts import HOSTILE
from tests.conftest import Crm
from tests.store.test_undo import state


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """A shop with four customers."""
    crm("add", "Ali Rezaei", "--city", "Tehran", "--tag", "vip", "--phone", "09121112233")
    crm("add", "Zahra Karimi", "--city", "San Francisco", "--tag", "a b/c", "--status", "customer")
    crm("add", "علی کریمی", "--city", "تهران", "--email", "ali@pars.ir")
    crm("add", "John Smith", "--status", "inactive", "--tag", "vip")
    return crm


@pytest.fixture
def crowd(store: Store, crm: Crm) -> Crm:
    """A shop with a thousand leads."""
    with transact(store, "a crowd") as t:
        t.connection.executemany(
            "INSERT INTO contact(name, name_key, kind, status, city, source, note, created_at) "
            "VALUES(?, ?, 'person', 'lead', '', '', '', '2026-01-01T00:00:00Z')",
            [(f"Guest {n}", f"guest {n}") for n in range(1000)],
        )
    return crm


def names(answer_json: object) -> list[str]:
    return [row["name"] for row in answer_json]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["tag:vip"], ["Ali Rezaei", "John Smith"]),
        (["tag:vip", "-status:inactive"], ["Ali Rezaei"]),
        (["-tag:vip", "has:email"], ["علی کریمی"]),
        (["city:San Francisco"], ["Zahra Karimi"]),
        (['tag:"a b/c" karimi'], ["Zahra Karimi"]),
        (["شهر:تهران"], ["علی کریمی"]),
        (["phone:۰۹۱۲"], ["Ali Rezaei"]),
        (["علي"], ["علی کریمی"]),
        (["tag:nothing"], []),
    ],
)
def test_a_list_under_a_filter(shop: Crm, words: list[str], expected: list[str]) -> None:
    answer = shop("contact", "list", *words, "--json")
    assert names(answer.json) == expected
    assert shop("contact", "list", *words, "--count").out == f"{len(expected)}\n"
    assert shop("contact", "list", *words, "--count", "--json").json == {"count": len(expected)}
    ids = shop("contact", "list", *words, "--ids")
    assert ids.out.split() == [str(row["id"]) for row in answer.json]
    assert ids.code == 0


def test_a_list_is_sorted_and_cut(shop: Crm) -> None:
    shop("sale", "john", "100")
    shop("sale", "ali rezaei", "50")
    found = shop("contact", "list", "tag:vip", "--sort", "sum", "--json").json
    assert names(found) == ["John Smith", "Ali Rezaei"]
    found = shop("contact", "list", "tag:vip", "--skip", "1", "--limit", "1", "--json").json
    assert names(found) == ["John Smith"]
    assert shop("contact", "list", "--ids").out == "1\n4\n2\n3\n"
    assert shop("contact", "list", "--count").out == "4\n"
    assert shop("contact", "list", "sum>60", "--ids").out == "4\n"
    assert shop("contact", "list", "last:7d", "--ids").out == "1\n4\n"


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (["last>soon"], '"last>soon": soon is not a number of days', "Write last>30d or last>2026"),
        (["cty:Tehran"], "there is no field cty", "Did you mean city?"),
        (["list:nothing"], "There is no list nothing", "crm list"),
        (["--sort", "age"], "There is no order age", "name, last-purchase"),
        (["--trash", "ali"], "The trash is listed as a whole", "--trash alone"),
    ],
)
def test_what_cannot_be_listed(shop: Crm, words: list[str], said: str, hint: str) -> None:
    answer = shop("contact", "list", *words)
    assert answer.out == ""
    assert said in answer.err
    assert hint in answer.err
    assert answer.code == (3 if "nothing" in words[0] else 2)


def test_options_stay_options_beside_terms_with_a_minus(shop: Crm) -> None:
    assert shop("contact", "list", "-tag:vip", "--json", "--limit", "1").json[0]["id"] == 2
    assert shop("contact", "list", "-x").code == 2
    assert "Usage" in shop("contact", "list", "-h").out


# The same done to many


def test_each_does_it_in_one_step(shop: Crm, store: Store) -> None:
    before = state(store)
    answer = shop(
        *("contact", "each", "tag:vip", "--tag", "2026/new year", "--untag", "VIP"),
        *(
            "--set",
            "owner=Sara",
            "--set",
            "status=customer",
            "--set",
            "keep=۳۰",
            "--set",
            "dnc=yes",
        ),
        *("--log", "sent a card", "--channel", "letter", "--out", "--outcome", "done"),
        *("--task", "call them", "--due", "2027-01-02", "--json"),
    )
    assert answer.code == 0
    assert answer.json["contacts"] == 2
    assert answer.json["label"].startswith("2 customers: logged letter, tagged 2026/new year")
    card = shop("who", "4", "--json").json
    assert card["contact"]["tags"] == ["2026/new year"]
    assert card["contact"]["status"] == "customer"
    assert {event["text"] for event in card["timeline"]} == {"sent a card", "call them"}
    assert len(shop("task", "list", "--json").json) == 2
    assert shop("contact", "list", "owner:sara keep:30 dnc:yes", "--ids").out == "1\n4\n"
    assert shop("undo").code == 0
    assert state(store) == before


def test_nobody_fits_is_no_failure(shop: Crm) -> None:
    answer = shop("contact", "each", "tag:nothing", "--delete")
    assert (answer.out, answer.code) == ("", 0)
    assert "Nobody fits" in answer.err
    found = shop("contact", "each", "tag:nothing", "--delete", "--json").json
    assert found == {"step": None, "label": "", "contacts": 0}


def test_a_dry_run_tries_and_keeps_nothing(crowd: Crm, store: Store) -> None:
    before = state(store)
    answer = crowd("contact", "each", "guest", "--tag", "x", "--delete", "--dry-run")
    assert answer.code == 0
    assert len(answer.out.splitlines()) == 10
    assert "and 990 more" in answer.err
    assert "Would be done: 1,000 customers: tagged x, moved to the trash" in answer.err
    found = crowd("contact", "each", "guest", "--tag", "x", "--dry-run", "--json").json
    assert (found["step"], found["contacts"], len(found["first"])) == (None, 1000, 10)
    assert state(store) == before
    assert crowd("contact", "each", "guest", "--set", "status=x", "--dry-run").code == 2


def test_many_need_a_yes_where_nobody_can_be_asked(crowd: Crm, store: Store) -> None:
    before = state(store)
    answer = crowd("contact", "each", "status:lead", "--tag", "x")
    assert (answer.out, answer.code) == ("", 2)
    assert "1,000 customers fit: more than 20 are not changed without --yes" in answer.err
    assert state(store) == before
    assert MANY == 20
    few = crowd("contact", "each", "id<=20", "--tag", "x", "--json")
    assert (few.code, few.json["contacts"]) == (0, 20)
    assert crowd("contact", "each", "id<=21", "--tag", "x").code == 2


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("\n", 2), ("n\n", 2)])
def test_a_person_is_asked(
    crowd: Crm, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    typed = io.StringIO(answer)
    monkeypatch.setattr(typed, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", typed)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    said = crowd("contact", "each", "guest", "--tag", "x")
    assert said.code == code
    assert "1,000 customers fit: tagged x" in said.err
    assert "Do that?" in said.err
    count = crowd("contact", "list", "tag:x", "--count").out
    assert count == ("1000\n" if code == 0 else "0\n")


def test_a_thousand_are_changed_and_taken_back(crowd: Crm, store: Store) -> None:
    before = state(store)
    answer = crowd(
        *("contact", "each", "guest", "--tag", "x/y", "--set", "city=کرج", "--log", "hello"),
        *("--task", "call", "--delete", "--yes", "--json"),
    )
    assert answer.json["contacts"] == 1000
    assert crowd("contact", "list", "--count").out == "0\n"
    assert (
        crowd("contact", "list", "--trash", "--limit", "5000", "--json").out.count('"id"') == 1000
    )
    assert crowd("undo").code == 0
    assert state(store) == before
    assert crowd("redo").code == 0
    assert crowd("contact", "list", "--count").out == "0\n"


def test_everybody_has_to_be_meant(shop: Crm) -> None:
    for words in ([], [""], ["tag:vip", "--everybody"]):
        answer = shop("contact", "each", *words, "--tag", "x")
        assert (answer.code, "Say whom it is about" in answer.err) == (2, True)
    assert shop("contact", "each", "--everybody", "--tag", "x", "--json").json["contacts"] == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "Say what to do with them"),
        (["--set", "city"], "city sets nothing"),
        (["--set", "=x"], "=x sets nothing"),
        (["--set", "shoe=4"], "shoe cannot be set for many"),
        (["--set", "name=x"], "name cannot be set for many"),
        (["--set", "status=gone"], "gone is not possible for status"),
        (["--set", "status="], "not possible"),
        (["--set", "keep=often"], "The keep days is not right"),
        (["--set", "keep=99999"], "The keep days is not right"),
        (["--untag", "unheard of"], "There is no tag unheard of"),
        (["--tag", " \u200b"], "A tag needs a name"),
        (["--channel", "sms"], "Nothing that could be logged"),
        (["--log", "x", "--channel", "smoke"], "The channel is not possible"),
        (["--due", "fri"], "Nothing that could be due"),
        (["--task", "x", "--due", "yesterdayish"], "is not a date"),
        (["--task", ""], "The text must not be empty"),
        (["--export", "people.docx"], "does not tell what kind of file"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    shop: Crm, store: Store, options: list[str], said: str
) -> None:
    before = state(store)
    answer = shop("contact", "each", "tag:vip", *options)
    assert said in answer.err
    assert answer.code in (2, 3)
    assert state(store) == before


@pytest.mark.parametrize("tag", [tag for tag in HOSTILE if len(tag) < 100])
def test_hostile_tags(shop: Crm, tag: str) -> None:
    answer = shop("contact", "each", "tag:vip", "--tag", tag, "--json")
    assert (answer.code, answer.json["contacts"]) == (0, 2)
    found = {row["name"]: row["contacts"] for row in shop("tag", "list", "--json").json}
    kept = next(name for name in found if name not in ("vip", "a b/c"))
    assert found[kept] == 2
    assert "\x1b" not in kept
    assert shop("contact", "each", "tag:vip", "--untag", tag).code == 0
    assert shop("tag", "delete", tag).code == 0


def test_only_those_who_fit_are_exported(shop: Crm, tmp_path: Path) -> None:
    path = tmp_path / "vips.csv"
    answer = shop("contact", "each", "tag:vip", "--export", str(path), "--json")
    assert answer.json == {"step": None, "label": "", "contacts": 2}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["name"], row["tags"]) for row in rows] == [
        ("1", "Ali Rezaei", "vip"),
        ("4", "John Smith", "vip"),
    ]
    cards = tmp_path / "vips.vcf"
    assert shop("contact", "each", "tag:vip", "--export", str(cards), "--delete").code == 0
    assert cards.read_text("utf-8").count("BEGIN:VCARD") == 2
    assert shop("contact", "list", "--ids").out == "2\n3\n"
    missing = shop("contact", "each", "--everybody", "--export", str(tmp_path / "no" / "x.csv"))
    assert (missing.code, "cannot be written" in missing.err) == (1, True)


def test_own_fields_are_set_as_their_kind_asks(shop: Crm, store: Store) -> None:
    with transact(store, "fields") as t:
        t.connection.executemany(
            "INSERT INTO custom_field(name, key, kind, choices, position) VALUES(?, ?, ?, ?, 0)",
            [
                ("Shoe size", "shoe size", "number", ""),
                ("Credit", "credit", "money", ""),
                ("Visa until", "visa until", "date", ""),
                ("Grade", "grade", "choice", "Gold\nنقره‌ای"),
                ("Loyal", "loyal", "yes-no", ""),
            ],
        )
    settings = (
        "shoe size=۴۱٫۵",
        "Credit=1,000",
        "visa_until=2027-01-02",
        "grade=نقره‌اي",
        "loyal=بله",
    )
    options = [part for setting in settings for part in ("--set", setting)]
    assert shop("contact", "each", "tag:vip", *options).code == 0
    with store.read() as connection:
        rows = connection.execute(
            "SELECT f.name, v.value, count(*) FROM custom_value v "
            "JOIN custom_field f ON f.id = v.field_id GROUP BY f.id, v.value ORDER BY f.id"
        ).fetchall()
    assert rows == [
        *(("Shoe size", "41.5", 2), ("Credit", "100000", 2), ("Visa until", "2027-01-02", 2)),
        *(("Grade", "نقره‌ای", 2), ("Loyal", "yes", 2)),
    ]
    assert shop("contact", "list", '"shoe size">41 grade:نقره', "--ids").out == "1\n4\n"
    assert "Nothing changed" in shop("contact", "each", "tag:vip", *options).err
    assert shop("contact", "each", "id:4", "--set", "grade=").code == 0
    assert shop("contact", "list", "has:grade", "--ids").out == "1\n"
    for wrong in ("shoe size=big", "grade=Silver", "loyal=perhaps", "visa until=someday"):
        assert shop("contact", "each", "tag:vip", "--set", wrong).code == 2


# Named lists


def test_lists_are_saved_shown_renamed_deleted(shop: Crm, store: Store) -> None:
    saved = shop("list", "save", "our VIPs / 2026", "tag:vip", "-status:inactive")
    assert (saved.out, saved.code) == ("1\n", 0)
    assert shop("list", "save", "Others", '-list:"our VIPs / 2026"').code == 0
    assert shop("list").out.splitlines() == [
        'Others\t3\t!list:"our VIPs / 2026"',
        "our VIPs / 2026\t1\ttag:vip !status:inactive",
    ]
    assert names(shop("list", "show", "OUR vips / 2026", "--json").json) == ["Ali Rezaei"]
    assert names(shop("contact", "list", "list:our VIPs / 2026", "--json").json) == ["Ali Rezaei"]
    refused = shop("list", "delete", "our VIPs / 2026")
    assert (refused.code, "is a part of others: Others" in refused.err) == (1, True)
    assert shop("list", "rename", "our VIPs / 2026", "خوب‌ها").code == 0
    assert shop("list", "--json").json[0]["query"] == '-list:"خوب‌ها"'
    assert shop("contact", "list", "list:others", "--count").out == "3\n"
    assert shop("list", "delete", "others").code == 0
    assert shop("list", "delete", "خوب‌ها").code == 0
    assert shop("list", "--json").json == []
    for _ in range(5):
        assert shop("undo").code == 0
    assert state(store)["saved_list"] == []


def test_saving_again_replaces_the_filter(shop: Crm) -> None:
    shop("list", "save", "Mine", "tag:vip")
    shop("list", "save", "MINE", "has:email")
    (found,) = shop("list", "--json").json
    assert (found["name"], found["query"], found["contacts"]) == ("MINE", "has:email", 1)


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (["Mine", "list:mine"], "would contain itself", 2),
        (["Mine", "list:nothing"], "There is no list nothing", 3),
        (["Mine", "last>soon"], "is not a number of days", 2),
        (["", "tag:vip"], "A list needs a name", 2),
        (['a "b"', "tag:vip"], "cannot have quotes", 2),
        (["Mine"], "A list needs a filter", 2),
    ],
)
def test_a_list_that_cannot_be(shop: Crm, words: list[str], said: str, code: int) -> None:
    answer = shop("list", "save", *words)
    assert said in answer.err
    assert answer.code == code
    assert shop("list", "--json").json == []


def test_lists_cannot_go_round_in_a_circle(shop: Crm) -> None:
    shop("list", "save", "a", "tag:vip")
    shop("list", "save", "b", "list:a")
    answer = shop("list", "save", "a", "list:b")
    assert (answer.code, "would contain itself" in answer.err) == (2, True)
    assert shop("list", "show", "b", "--json").json[0]["name"] == "Ali Rezaei"


def test_a_list_whose_field_is_gone_does_no_harm(shop: Crm, store: Store) -> None:
    with transact(store, "old") as t:
        t.connection.execute("INSERT INTO saved_list(name, key, query) VALUES('o', 'o', 'shoe>4')")
    assert shop("list", "--json").json[0]["contacts"] is None
    assert shop("list", "show", "o").code == 2
    assert shop("list", "delete", "o").code == 0


# Tags


def test_tags_of_one_contact(shop: Crm) -> None:
    assert shop("contact", "tag", "john", "a b/c", "[/]", "قدیمی").code == 0
    card = shop("who", "john", "--json").json["contact"]
    assert sorted(card["tags"]) == sorted(["vip", "a b/c", "[/]", "قدیمی"])
    assert shop("contact", "tag", "john", "A B/C", "VIP", "--remove").code == 0
    assert sorted(shop("who", "john", "--json").json["contact"]["tags"]) == ["[/]", "قدیمی"]
    assert shop("contact", "tag", "john", "never had", "--remove").code == 3


def test_a_tag_is_renamed_or_put_under_another(shop: Crm, store: Store) -> None:
    assert shop("tag", "list").out == "a b/c\t1\nvip\t2\n"
    before = state(store)
    assert shop("tag", "rename", "vip", "best / of all").code == 0
    assert shop("find", "best").out.count("\n") == 2
    shop("contact", "tag", "zahra", "best / of all")
    merged = shop("tag", "rename", "best / of all", "A B/C")
    tagged = shop("tag", "list", "--json").json
    assert [(row["id"], row["name"]) for row in tagged] == [(2, "a b/c")]
    assert "Put the tag best / of all under A B/C" in merged.err
    assert shop("tag", "list").out == "a b/c\t3\n"
    for _ in range(3):
        assert shop("undo").code == 0
    assert state(store) == before
    assert shop("tag", "rename", "nothing", "x").code == 3
    assert shop("tag", "rename", "vip", " ").code == 2
    assert shop("tag", "delete", "vip").code == 0
    assert shop("contact", "list", "tag:vip", "--count").out == "0\n"


def test_renaming_a_list_leaves_lists_of_longer_names_alone(shop: Crm) -> None:
    shop("list", "save", "a", "tag:vip")
    shop("list", "save", "ab", "has:email")
    shop("list", "save", "both", "list:ab list:a note:list:a")
    assert shop("list", "rename", "a", "the best").code == 0
    found = {line["name"]: line["query"] for line in shop("list", "--json").json}
    assert found["both"] == 'list:ab list:"the best" note:list:a'
    assert shop("contact", "list", "list:both", "--count").code == 0


def test_lists_follow_a_tag_to_its_other_name(shop: Crm, store: Store) -> None:
    shop("tag", "rename", "vip", "VIP 1")
    shop("list", "save", "mine", 'tag:"vip 1",other', "-tag:vip", "vip")
    before = state(store)
    count = shop("contact", "list", 'tag:"vip 1"', "--count").out
    assert count != "0\n"
    assert shop("tag", "rename", "vip 1", "our best").code == 0
    (line,) = shop("list", "--json").json
    assert line["query"] == 'tag:"our best",other !tag:vip vip'
    assert shop("contact", "list", 'tag:"our best"', "--count").out == count
    shop("undo")
    assert state(store) == before
