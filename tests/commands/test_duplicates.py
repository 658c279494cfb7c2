"""Duplicates at the shell's door: the list, the word of warning, and two who are not the same."""

from __future__ import annotations

import pytest

from crmtui.store.connect import Store
from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """A few people, two of them written down twice."""
    crm("config", "set", "country", "IR")
    crm("add", "Ali Rezaei", "--phone", "09121112233")
    crm("add", "رضايي علي", "--phone", "+98 912 111 2233")
    crm("add", "Sara Karimi", "--email", "s@x.ir")
    crm("add", "Sara Karimi", "--email", "S@x.ir", "--phone", "09351112233")
    crm("add", "John Smith")
    crm("add", "John Smith", "--phone", "09351112244")
    return crm


def test_pairs_are_listed_the_surest_first_with_reasons(shop: Crm) -> None:
    answer = shop("duplicates")
    assert (answer.err, answer.code) == ("", 0)
    assert answer.out == (
        "3\tSara Karimi\t\t4\tSara Karimi\t+989351112233\t0.97\tsame e-mail, same name\n"
        "1\tAli Rezaei\t+989121112233\t2\tرضايي علي\t+989121112233\t0.9\t"
        "same phone, same name in another alphabet\n"
    )


def test_json_has_the_promised_keys(shop: Crm) -> None:
    first, *_rest = shop("duplicates", "--json").json
    assert first == {
        "a": 3,
        "a_name": "Sara Karimi",
        "a_phone": "",
        "b": 4,
        "b_name": "Sara Karimi",
        "b_phone": "+989351112233",
        "score": 0.97,
        "reasons": [
            {"kind": "same-email", "text": "same e-mail"},
            {"kind": "same-name", "text": "same name"},
        ],
    }


def ids(crm: Crm, *args: str) -> list[tuple[int, int]]:
    """The pairs that a call lists."""
    return [(pair["a"], pair["b"]) for pair in crm("duplicates", *args, "--json").json]


def test_options_choose_the_pairs(shop: Crm) -> None:
    assert ids(shop) == ids(shop, "list") == [(3, 4), (1, 2)]
    assert ids(shop, "--all") == [(3, 4), (1, 2), (5, 6)]
    assert ids(shop, "--min", "0.95") == [(3, 4)]
    assert ids(shop, "2") == ids(shop, "list", "2") == [(2, 1)]
    assert ids(shop, "--all", "5") == [(5, 6)]
    limited = shop("duplicates", "--limit", "1", "--json")
    assert len(limited.json) == 1
    assert limited.err == "1 of 2 pairs; --limit shows more.\n"


def test_ignored_pairs_stay_away_until_undone(shop: Crm) -> None:
    answer = shop("duplicates", "ignore", "2", "1")
    assert answer.code == 0
    assert "رضايي علي and Ali Rezaei are not the same" in answer.err
    assert ids(shop) == [(3, 4)]
    assert ids(shop, "1") == ids(shop, "2") == []
    assert shop("duplicates", "ignore", "1", "2").err.startswith("Nothing changed.")
    shop("undo")
    assert ids(shop) == [(3, 4), (1, 2)]
    shop("redo")
    assert ids(shop) == [(3, 4)]


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["ignore", "1", "1"], 2, "Nobody is another than themselves"),
        (["ignore", "1", "99"], 3, "Nobody here fits 99"),
        (["ignore", "1"], 2, "Missing argument"),
        (["nobody"], 3, "Nobody here fits nobody"),
        (["--min", "2"], 2, "--min"),
        (["--min", "much"], 2, "--min"),
        (["--limit", "0"], 2, "--limit"),
    ],
)
def test_errors_say_what_to_do(shop: Crm, args: list[str], code: int, words: str) -> None:
    answer = shop("duplicates", *args)
    assert (answer.out, answer.code) == ("", code)
    assert words in answer.err


def test_an_empty_store_has_none(crm: Crm) -> None:
    assert crm("duplicates", "--json").out == "[]\n"
    assert crm("duplicates").code == 0
    assert "List pairs" in crm("duplicates", "-h").out


def test_hostile_names_are_shown_harmless(crm: Crm) -> None:
    for _ in range(2):
        crm("add", "--phone", "+16502530000", "--", "[/]\x1b[31m \u202eevil\ttab")
    answer = crm("duplicates")
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
    assert len(answer.out.rstrip("\n").split("\t")) == 8


# The word of warning


def test_adding_somebody_alike_is_said_and_done(crm: Crm) -> None:
    crm("config", "set", "country", "IR")
    assert "Looks like" not in crm("add", "Ali Rezaei", "--phone", "0912 111 2233").err
    answer = crm("add", "Rezaei Ali", "--phone", "+989121112233")
    assert (answer.out, answer.code) == ("2\n", 0)
    assert answer.err.endswith(
        "Looks like #1 Ali Rezaei: same phone, same name. `crm contact merge 1 2` joins them.\n"
    )
    assert len(crm("contact", "list", "--json").json) == 2


def test_namesakes_and_families_are_not_warned_of(crm: Crm) -> None:
    crm("config", "set", "country", "IR")
    crm("add", "Ali Rezaei", "--phone", "02188445566")
    for name, phone in (("Ali Rezaei", "09121112233"), ("Sara Rezaei", "02188445566")):
        assert "Looks like" not in crm("add", name, "--phone", phone).err


def test_a_caller_made_in_the_same_breath_is_warned_of(crm: Crm) -> None:
    crm("config", "set", "country", "IR")
    crm("add", "Ali Rezaei", "--email", "a@x.ir")
    logged = crm("log", "09121112233", "asked for tea", "--new", "Ali Rezaei")
    assert logged.code == 0
    assert "Looks like #1 Ali Rezaei: same name." in logged.err
    sold = crm("sale", "09121112244", "10", "--new", "ali rezaei")
    assert sold.code == 0
    assert "Looks like #1 Ali Rezaei: same name." in sold.err
    assert "Looks like" not in crm("log", "1", "again").err


def test_a_phone_that_another_has_is_said_on_editing(crm: Crm) -> None:
    crm("config", "set", "country", "IR")
    crm("add", "Ali Rezaei", "--phone", "09121112233")
    crm("add", "Ali R.")
    answer = crm("contact", "edit", "2", "--phone", "0912 111 2233")
    assert answer.code == 0
    assert "Looks like #1 Ali Rezaei: same phone, one name within the other." in answer.err
    assert "Looks like" not in crm("contact", "edit", "2", "--city", "Tehran").err


def test_the_warning_leaves_json_alone(crm: Crm) -> None:
    crm("add", "Ali Rezaei")
    answer = crm("add", "Ali Rezaei", "--json")
    assert answer.json["id"] == 2
    assert "Looks like #1" in answer.err


def test_undoing_an_import_keeps_those_one_has_judged(crm: Crm, store: Store) -> None:
    file = store.path.with_name("people.csv")
    file.write_text("Name,Email\nAli Rezaei,a@x.ir\nAli Rezaee,a@x.ir\nSara,s@x.ir\n", "utf-8")
    crm("import", "contacts", str(file))
    assert ids(crm) == [(1, 2)]
    crm("duplicates", "ignore", "1", "2")
    assert crm("undo", "1").code == 0
    left = {row["name"] for row in crm("contact", "list", "--json").json}
    assert left == {"Ali Rezaei", "Ali Rezaee"}
    assert ids(crm) == []
