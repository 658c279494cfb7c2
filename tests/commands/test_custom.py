"""The shop's own fields: defined, filled in, found, changed and removed from the shell."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Crm

KINDS = {
    "Shoe size": ("number", (), "۴۲٫۵", 42.5, "42.5"),
    "Deposit": ("money", (), "1,250.50", 125050, "1,250.50 USD"),
    "Seen on": ("date", (), "2024-03-20", "2024-03-20", "2024-03-20"),
    "Fit": ("choice", ("--choices", "S, M,L"), "m", "M", "M"),
    "Wholesale buyer": ("yes-no", (), "بله", True, "yes"),
    "Remark two": ("text", (), "likes  oak", "likes oak", "likes oak"),
}


@pytest.fixture
def shop(crm: Crm) -> Crm:
    crm("add", "Ali")
    for name, (kind, more, *_rest) in KINDS.items():
        assert crm("config", "field", "add", name, kind, *more).code == 0
    return crm


def fields(crm: Crm, who: str = "1") -> dict[str, object]:
    found = crm("who", who, "--json").json["contact"]["fields"]
    assert isinstance(found, dict)
    return found


def test_every_kind_is_read_kept_and_shown(shop: Crm) -> None:
    typed = [f"--field={name}={case[2]}" for name, case in KINDS.items()]
    assert shop("contact", "edit", "ali", *typed).code == 0
    assert fields(shop) == {name: case[3] for name, case in KINDS.items()}
    card = shop("who", "ali").out
    for name, case in KINDS.items():
        assert re.search(rf"^  {re.escape(name)} +{re.escape(case[4])}$", card, re.MULTILINE)


def test_adding_with_fields_and_emptying_one(shop: Crm) -> None:
    assert shop("add", "Sara", "--field", "SHOE  size=38", "--field", "fit=ＬＬ").code == 2
    assert shop("find", "sara").out == ""
    assert shop("add", "Sara", "--field", "SHOE  size=38", "--field", "fit=l").code == 0
    assert fields(shop, "sara") == {"Shoe size": 38, "Fit": "L"}
    assert shop("contact", "edit", "sara", "--field", "Shoe size=").code == 0
    assert fields(shop, "sara") == {"Fit": "L"}
    shop("undo")
    assert fields(shop, "sara") == {"Shoe size": 38, "Fit": "L"}
    again = shop("contact", "edit", "sara", "--field", "Fit=L")
    assert again.err == "Nothing changed.\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Shoe size=big", "Shoe size: big is not a number."),
        ("Deposit=a lot", 'Deposit: "a lot" is not an amount'),
        ("Seen on=2024-02-31", "Seen on: "),
        ("Fit=XL", "Fit: XL is none of the choices."),
        ("Wholesale buyer=perhaps", "Wholesale buyer: perhaps is neither yes nor no."),
        ("Shoe size", "--field says no value: Shoe size"),
    ],
)
def test_what_does_not_fit_is_refused(shop: Crm, typed: str, said: str) -> None:
    answer = shop("contact", "edit", "ali", "--field", typed)
    assert answer.code == 2
    assert said in answer.err
    assert fields(shop) == {}


def test_an_unknown_field_is_not_made_by_the_way(shop: Crm) -> None:
    answer = shop("contact", "edit", "ali", "--field", "Hat size=3")
    assert answer.code == 3
    assert "There is no field Hat size." in answer.err


def test_values_are_found_and_the_index_follows(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--field", "Shoe size=42.5", "--field", "Remark two=Eiche")
    assert shop("find", "42.5").out.startswith("1\tAli")
    assert shop("find", "eich").out.startswith("1\tAli")
    shop("contact", "edit", "ali", "--field", "Remark two=")
    assert shop("find", "eich").out == ""
    shop("undo")
    assert shop("find", "eich").out.startswith("1\tAli")
    shop("config", "field", "remove", "Remark two", "--with-values")
    assert shop("find", "eich").out == ""
    shop("undo")
    assert shop("find", "eich").out.startswith("1\tAli")
    shop("config", "field", "edit", "shoe size", "--kind", "money")
    assert shop("find", "42.5").out == ""
    shop("undo")
    assert shop("find", "42.5").out.startswith("1\tAli")


def test_the_list_says_how_many_use_a_field(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--field", "Fit=S")
    listed = shop("config", "field", "list", "--json").json
    assert listed[3] == {
        "id": 4, "name": "Fit", "kind": "choice", "choices": ["S", "M", "L"], "contacts": 1,
    }  # fmt: skip
    assert shop("config", "field", "list").out.splitlines()[3] == "4\tFit\tchoice\tS, M, L\t1"


def test_removing_is_refused_while_values_are_held(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--field", "Fit=S")
    answer = shop("config", "field", "remove", "fit")
    assert answer.code == 1
    assert "1 contact holds a value in Fit." in answer.err
    assert "--with-values" in answer.err
    assert fields(shop) == {"Fit": "S"}
    assert shop("config", "field", "remove", "fit", "--with-values").code == 0
    assert fields(shop) == {}
    assert len(shop("config", "field", "list", "--json").json) == len(KINDS) - 1
    shop("undo")
    assert fields(shop) == {"Fit": "S"}
    assert shop("config", "field", "remove", "deposit").code == 0


def test_renaming_keeps_what_is_held(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--field", "Fit=S")
    assert shop("config", "field", "edit", "fit", "--name", "Cut of the coat").code == 0
    assert fields(shop) == {"Cut of the coat": "S"}
    shop("contact", "edit", "ali", "--field", "cut of the coat=M")
    shop("undo")
    shop("undo")
    assert fields(shop) == {"Fit": "S"}
    taken = shop("config", "field", "edit", "fit", "--name", "shoe-SIZE")
    assert taken.code == 1
    assert "There is a field Shoe size already." in taken.err


def test_a_choice_in_use_cannot_vanish(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--field", "Fit=S")
    answer = shop("config", "field", "edit", "fit", "--choices", "M,L")
    assert answer.code == 1
    assert "1 contact has S in it, which would be no choice any more." in answer.err
    assert shop("config", "field", "edit", "fit", "--choices", "s,M,L,XL").code == 0
    assert fields(shop) == {"Fit": "s"}
    shop("undo")
    assert fields(shop) == {"Fit": "S"}
    assert shop("config", "field", "edit", "fit", "--choices", " , ").code == 2


def test_a_kind_changes_if_every_value_fits(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--field", "Remark two=4,200")
    shop("add", "Sara", "--field", "Remark two=lots")
    answer = shop("config", "field", "edit", "remark two", "--kind", "number")
    assert answer.code == 1
    assert "1 contact has lots in it, which is no number." in answer.err
    shop("contact", "edit", "sara", "--field", "Remark two=7")
    assert shop("config", "field", "edit", "remark two", "--kind", "number").code == 0
    assert fields(shop) == {"Remark two": 4200}
    assert shop("config", "field", "edit", "remark two", "--kind", "money").code == 0
    assert fields(shop) == {"Remark two": 420000}
    shop("undo")
    shop("undo")
    assert fields(shop) == {"Remark two": "4,200"}


@pytest.mark.parametrize("name", ["name", "Phone", "نام", "شماره تماس", "birthday", "skip", "12"])
def test_names_that_mean_something_in_files_are_refused(crm: Crm, name: str) -> None:
    answer = crm("config", "field", "add", name, "text")
    assert answer.code == 2
    assert "cannot be the name of a field" in answer.err


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("[/]", 2),
        ("", 2),
        ("\u202e", 2),
        ("a=b", 2),
        ("x" * 1001, 2),
        ("[b]size[/b]", 0),
        ("x" * 300, 0),
        ("\u202eاندازه\u202c", 0),
        ("سایز [number]", 0),
        ("💡 lamp", 0),
    ],
)
def test_hostile_names(crm: Crm, name: str, code: int) -> None:
    assert crm("config", "field", "add", name, "text").code == code
    assert len(crm("config", "field", "list", "--json").json) == (code == 0)
    if code == 0:
        crm("add", "Ali", "--field", f"{name}=[/] \x1b[31mred")
        assert list(fields(crm).values()) == ["[/] red"]
        assert "\x1b" not in crm("who", "1").out


def test_kinds_and_choices_are_checked(crm: Crm) -> None:
    assert "There is no kind colour." in crm("config", "field", "add", "X one", "colour").err
    assert crm("config", "field", "add", "X one", "choice").code == 2
    assert crm("config", "field", "add", "X one", "text", "--choices", "a,b").code == 2
    assert crm("config", "field", "add", "X one", "choice", "--choices", "a[b]").code == 2
    assert crm("config", "field", "edit", "X one", "--kind", "text").code == 3
    assert crm("config", "field", "list", "--json").json == []


def test_undo_of_a_field_waits_for_what_is_held_in_it(crm: Crm) -> None:
    crm("config", "field", "add", "Shoe size", "number")
    crm("add", "Ali", "--field", "Shoe size=42")
    answer = crm("undo", "1")
    assert answer.code == 1
    assert fields(crm) == {"Shoe size": 42}
    crm("undo")
    assert crm("undo").code == 0
    assert crm("config", "field", "list", "--json").json == []


def test_money_in_a_field_keeps_the_currency(crm: Crm) -> None:
    crm("config", "field", "add", "Deposit", "money")
    crm("add", "Ali", "--field", "Deposit=10")
    answer = crm("config", "set", "currency", "EUR")
    assert answer.code == 1
    assert "currency cannot change" in answer.err


def test_what_one_value_becomes_is_not_taken_for_another(crm: Crm) -> None:
    crm("config", "field", "add", "Size", "number")
    for name, value in (("Ali", "1"), ("Sara", "100"), ("Reza", "10000")):
        crm("add", name, "--field", f"Size={value}")
    assert crm("config", "field", "edit", "size", "--kind", "money").code == 0
    found = [fields(crm, who)["Size"] for who in ("ali", "sara", "reza")]
    assert found == [100, 10000, 1000000]
    assert crm("config", "field", "edit", "size", "--kind", "number").code == 0
    assert [fields(crm, who)["Size"] for who in ("ali", "sara", "reza")] == [1, 100, 10000]
