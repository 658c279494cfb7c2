"""What contacts are to each other, at the shell's door."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Crm


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """Ali, Zahra and a company."""
    crm("add", "Ali")
    crm("add", "Zahra", "--job-title", "buyer")
    crm("add", "Pars Co.", "--kind", "company")
    return crm


def links(crm: Crm, who: str) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = crm("who", who, "--json").json["links"]
    return [(link["text"], link["name"]) for link in found]


def test_a_link_is_read_from_both_sides(shop: Crm) -> None:
    answer = shop("contact", "link", "ali", "pays for", "zahra")
    assert (answer.out, answer.code) == ("1\n", 0)
    assert answer.err == "Ali: pays for Zahra (#1). `crm undo` takes it back.\n"
    assert links(shop, "ali") == [("pays for", "Zahra")]
    assert links(shop, "zahra") == [("is paid for by", "Ali")]
    assert "Relations  is paid for by Ali\n" in shop("who", "zahra").out
    shop("undo")
    assert links(shop, "ali") == []


@pytest.mark.parametrize("role", ["Pays_For", "paysfor", "PAYS-FOR", "pays  for"])
def test_a_role_is_understood_in_any_spelling(shop: Crm, role: str) -> None:
    shop("contact", "link", "ali", role, "zahra")
    assert links(shop, "ali") == [("pays for", "Zahra")]


def test_a_role_said_from_the_other_side(shop: Crm) -> None:
    shop("contact", "link", "Pars Co.", "employs", "zahra")
    assert links(shop, "zahra") == [("works for", "Pars Co.")]


def test_who_works_where(shop: Crm) -> None:
    shop("contact", "link", "ali", "works-for", "Pars Co.")
    shop("contact", "edit", "zahra", "--company", "Pars Co.")
    assert shop("who", "ali", "--json").json["contact"]["company"] == "Pars Co."
    assert "  People     Ali, Zahra (buyer)\n" in shop("who", "Pars Co.").out
    assert "  Company    Pars Co.\n" in shop("who", "zahra").out
    # A second employer is a relation beside the first.
    shop("add", "Tea House", "--kind", "company")
    shop("contact", "link", "ali", "works-for", "Tea House")
    shown = shop("who", "ali").out
    assert "  Company    Pars Co.\n" in shown
    assert "  Relations  works for Tea House\n" in shown
    assert "  People     Ali\n" in shop("who", "Tea House").out
    # The name of a company means the company, although it finds its people.
    assert shop("contact", "unlink", "ali", "pars co.").code == 0
    assert shop("who", "ali", "--json").json["contact"]["company"] == ""
    assert links(shop, "Pars Co.") == [("employs", "Zahra")]


def test_saying_it_twice_or_from_both_sides_changes_nothing(shop: Crm) -> None:
    for first, role, second in (
        ("ali", "family-of", "zahra"),
        ("ali", "works-for", "Pars Co."),
        ("ali", "referred-by", "zahra"),
    ):
        shop("contact", "link", first, role, second)
        assert "Nothing changed." in shop("contact", "link", first, role, second).err
    assert "Nothing changed." in shop("contact", "link", "zahra", "family-of", "ali").err


def test_there_is_one_referrer(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--referred-by", "zahra")
    shop("contact", "link", "ali", "referred-by", "Pars Co.")
    referrer = shop("who", "ali", "--json").json["contact"]["referred_by"]
    assert referrer == {"id": 3, "name": "Pars Co."}
    assert links(shop, "zahra") == []
    assert links(shop, "Pars Co.") == [("referred", "Ali")]
    shop("contact", "edit", "ali", "--referred-by", "")
    assert shop("who", "ali", "--json").json["contact"]["referred_by"] is None


def test_one_role_or_all_of_them_are_taken_back(shop: Crm) -> None:
    for role in ("pays-for", "knows", "decides-for"):
        shop("contact", "link", "ali", role, "zahra")
    shop("contact", "link", "zahra", "pays-for", "ali")
    assert shop("contact", "unlink", "ali", "zahra", "pays for").code == 0
    assert ("is paid for by", "Zahra") in links(shop, "ali")
    assert shop("contact", "unlink", "zahra", "ali", "known by").code == 0
    assert ("knows", "Zahra") not in links(shop, "ali")
    assert shop("contact", "unlink", "zahra", "ali").code == 0
    assert links(shop, "ali") == []
    shop("undo")
    assert len(links(shop, "ali")) == 2


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["link", "ali", "knows", "1"], 2, "Ali cannot be linked to themselves."),
        (["link", "3", "works-for", "Pars Co."], 2, "A company cannot work for itself."),
        (["edit", "3", "--company", "Pars Co."], 2, "A company cannot work for itself."),
        (["link", "ali", "hates", "zahra"], 2, "Choose one of: works-for, pays-for"),
        (["link", "ali", "", "zahra"], 2, "There is no relation ''."),
        (["link", "ali", "knows", "nobody"], 3, "Nobody here fits nobody."),
        (["link", "ali", "knows", "99"], 3, "99"),
        (["unlink", "ali", "zahra"], 3, "Ali and Zahra are not linked."),
        (["unlink", "ali", "zahra", "knows"], 3, "no such relation: Ali knows Zahra"),
        (["unlink", "ali", "Pars Co.", "works-for"], 3, "no such relation"),
    ],
)
def test_mistakes_get_a_clear_answer(shop: Crm, args: list[str], code: int, words: str) -> None:
    answer = shop("contact", *args)
    assert (answer.out, answer.code) == ("", code)
    assert words in answer.err
    assert links(shop, "ali") == links(shop, "zahra") == links(shop, "3") == []


def test_several_who_fit_are_listed(shop: Crm) -> None:
    shop("add", "Zahra")
    answer = shop("contact", "link", "ali", "knows", "zahra")
    assert (answer.out, answer.code) == ("", 3)
    assert "#2  Zahra" in answer.err
    assert "#4  Zahra" in answer.err


def test_those_in_the_trash_are_left_out(shop: Crm) -> None:
    shop("contact", "link", "ali", "knows", "zahra")
    shop("contact", "link", "zahra", "works-for", "Pars Co.")
    shop("contact", "delete", "zahra")
    assert links(shop, "ali") == links(shop, "Pars Co.") == []
    shop("contact", "restore", "2")
    assert links(shop, "ali") == [("knows", "Zahra")]


def test_names_that_want_to_be_more_than_names(shop: Crm) -> None:
    shop("add", "--", "[/] \x1b[31mEvil")
    shop("contact", "link", "ali", "knows", "4")
    answer = shop("who", "ali")
    assert "knows [/] Evil" in answer.out
    assert "\x1b" not in answer.out


def test_relations_are_told_role_by_role(shop: Crm) -> None:
    for role, other in (("knows", "zahra"), ("pays-for", "zahra"), ("knows", "Pars Co.")):
        shop("contact", "link", "ali", role, other)
    assert "Relations  knows Pars Co., Zahra · pays for Zahra\n" in shop("who", "ali").out


def test_a_whole_staff_is_not_printed(shop: Crm) -> None:
    for n in range(10):
        shop("add", f"Clerk {n}", "--company", "Pars Co.")
    assert "Clerk 7, …\n" in shop("who", "Pars Co.").out
    assert len(links(shop, "Pars Co.")) == 10
