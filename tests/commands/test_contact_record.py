"""The record of a contact at the shell's door: its fields and the ways to reach them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtui.models.words import PointKind
from crmtui.store.connect import Store
from tests.conftest import Crm


def contact(crm: Crm, who: str) -> dict[str, Any]:
    found: dict[str, Any] = crm("who", who, "--json").json["contact"]
    return found


def points(crm: Crm, who: str) -> list[tuple[str, str, bool]]:
    return [(p["value"], p["label"], p["preferred"]) for p in contact(crm, who)["points"]]


@pytest.fixture
def shop(crm: Crm) -> Crm:
    """A shop in Iran that counts in toman and Jalali days, with Ali."""
    for name, value in (("country", "IR"), ("currency", "IRR"), ("unit", "toman")):
        crm("config", "set", name, value)
    crm("config", "set", "calendar", "jalali")
    crm("add", "Ali", "--phone", "09121112233")
    return crm


def test_every_field_is_kept_and_shown(shop: Crm) -> None:
    answer = shop(
        *("add", "Zahra Karimi", "--nickname", "Zari", "--job-title", "buyer"),
        *("--relation", "Supplier", "--owner", "Sara", "--anniversary", "۱۳۹۰/۱۲/۲۹"),
        *("--birthday", "29 Feb", "--preferred-channel", "WhatsApp", "--keep-in-touch", "۳۰"),
        *("--do-not-contact", "بله", "--referred-by", "ali", "--web", "https://z.ir"),
        *("--address", "Valiasr St, 12 (home)", "--company", "Pars Co."),
    )
    assert (answer.out, answer.code) == ("2\n", 0)
    card = shop("who", "zahra", "--json").json
    assert {
        "nickname": "Zari",
        "job_title": "buyer",
        "relation": "supplier",
        "owner": "Sara",
        "anniversary": "2012-03-19",
        "birthday": "1604-02-29",
        "preferred_channel": "whatsapp",
        "keep_days": 30,
        "do_not_contact": True,
        "referred_by": {"id": 1, "name": "Ali"},
    }.items() <= card["contact"].items()
    assert ("Valiasr St, 12", "home", False) in points(shop, "zahra")
    shown = shop("who", "zahra").out
    assert shown.split("\n")[1] == "  DO NOT CONTACT"
    for words in (
        *("Nickname     Zari", "Job title    buyer", "Status       supplier", "Owner        Sara"),
        *("Anniversary  1390/12/29", "Prefers      WhatsApp", "Referred by  Ali"),
        *("Web          https://z.ir", "Address      Valiasr St, 12 (home)"),
    ):
        assert f"  {words}\n" in shown


def test_what_is_emptied_is_gone(shop: Crm) -> None:
    shop(
        *("contact", "edit", "ali", "--anniversary", "1390/1/1", "--preferred-channel", "sms"),
        *("--keep-in-touch", "0", "--do-not-contact", "yes", "--owner", "Sara"),
    )
    assert contact(shop, "ali")["keep_days"] == 0
    done = shop(
        *("contact", "edit", "ali", "--anniversary", "", "--preferred-channel", ""),
        *("--keep-in-touch", "", "--do-not-contact", "خیر", "--owner", ""),
    )
    assert done.code == 0
    assert {
        "anniversary": None,
        "preferred_channel": None,
        "keep_days": None,
        "do_not_contact": False,
        "owner": "",
    }.items() <= contact(shop, "ali").items()


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--relation", "king", "Choose one of: 'customer', 'supplier', 'partner' or 'other'."),
        ("--preferred-channel", "pigeon", "The preferred channel is not possible."),
        ("--do-not-contact", "maybe", "maybe is neither yes nor no."),
        ("--keep-in-touch", "soon", "soon is not a number of days."),
        ("--keep-in-touch", "-3", "-3 is not a number of days."),
        ("--keep-in-touch", "4000", "at most 3650"),
        ("--anniversary", "1404/12/31", "Error"),
        ("--phone", "*", "is not a phone"),
        ("--email", "*(work)", "not an e-mail"),
        ("--referred-by", "ali", "Ali cannot be linked to themselves."),
    ],
)
def test_a_bad_value_is_said_and_nothing_is_changed(
    shop: Crm, option: str, value: str, words: str
) -> None:
    before = shop("who", "ali", "--json").out
    answer = shop("contact", "edit", "ali", f"{option}={value}")
    assert (answer.out, answer.code) == ("", 2)
    assert words in answer.err
    assert shop("who", "ali", "--json").out == before


def test_an_unknown_referrer_is_not_found(shop: Crm) -> None:
    answer = shop("add", "Zahra", "--referred-by", "nobody")
    assert (answer.out, answer.code) == ("", 3)
    assert [row["name"] for row in shop("contact", "list", "--json").json] == ["Ali"]


def test_labels_and_the_preferred_one(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--phone", "*0935 111 2222 (work)", "--phone", "021 8888 4455")
    assert points(shop, "ali") == [
        ("0935 111 2222", "work", True),
        ("09121112233", "", False),
        ("021 8888 4455", "", False),
    ]
    assert "Phone      *0935 111 2222 (work), 0912 111 2233," in shop("who", "ali").out
    # Another is preferred now; what is said again without a label keeps it.
    shop("contact", "edit", "ali", "--phone", "*۰۹۱۲ ۱۱۱ ۲۲۳۳ (خانه)", "--phone", "09351112222")
    assert points(shop, "ali")[:2] == [
        ("۰۹۱۲ ۱۱۱ ۲۲۳۳", "خانه", True),
        ("09351112222", "work", False),
    ]
    assert shop("find", "ali", "--json").json[0]["phone"] == "+989121112233"


def test_a_preferred_phone_that_is_dropped_leaves_none(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--phone", "*0935 111 2222")
    shop("contact", "edit", "ali", "--drop", "0935 111 2222")
    assert points(shop, "ali") == [("09121112233", "", False)]


def test_saying_the_same_again_changes_nothing(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--phone", "*0935 111 2222 (work)", "--relation", "partner")
    answer = shop("contact", "edit", "ali", "--phone", "0935 111 2222", "--relation", "partner")
    assert (answer.err, answer.code) == ("Nothing changed.\n", 0)


def test_a_label_of_300_letters(shop: Crm) -> None:
    assert shop("contact", "edit", "ali", "--phone", f"0935 111 2222 ({'x' * 300})").code == 0
    assert points(shop, "ali")[1] == ("0935 111 2222", "x" * 300, False)
    answer = shop("contact", "edit", "ali", "--phone", f"0935 111 3333 ({'x' * 1001})")
    assert answer.code == 2
    assert "label" in answer.err


@given(label=st.text(max_size=30))
@settings(max_examples=25)
def test_any_label_is_kept_or_refused(crm: Crm, store: Store, label: str) -> None:
    answer = crm("add", "--telegram", f"@ali ({label})", "--", "Ali")
    assert answer.code in (0, 2)
    assert "Traceback" not in answer.err
    if answer.code == 0:
        number = answer.out.strip()
        assert "\x1b" not in crm("who", number).out
        assert len(contact(crm, number)["points"]) == 1
        crm("contact", "delete", number)


def test_every_kind_has_its_option(crm: Crm) -> None:
    for kind in PointKind:
        value = {"phone": "0912", "email": "a@b.c"}.get(kind, "x 1")
        assert crm("contact", "add", kind, f"--{kind}", f"*{value} (home)").code == 0
        (point,) = contact(crm, kind)["points"]
        assert (point["kind"], point["value"], point["label"]) == (kind, value, "home")


def test_what_is_missing_is_said(shop: Crm) -> None:
    shop("add", "Zahra", "--birthday", "3 May")
    shop("add", "Pars Co.", "--kind", "company", "--relation", "supplier")
    assert "  Missing    phone, city, source\n" in shop("who", "zahra").out
    assert shop("who", "Pars Co.", "--json").json["missing"] == ["phone", "people", "address"]
    shop("contact", "edit", "zahra", "--do-not-contact", "yes", "--city", "Tehran")
    assert shop("who", "zahra", "--json").json["missing"] == ["source"]


def test_the_balance_is_said_in_words(shop: Crm, store: Store) -> None:
    shop("sale", "ali", "1250000")
    assert "Balance" not in shop("who", "ali").out
    owe(store, "UPDATE purchase SET on_account = 1")
    assert "  Balance    owes 1,250,000 toman\n" in shop("who", "ali").out
    owe(
        store,
        "INSERT INTO payment(at, amount, method, ref, note, contact_id) "
        "VALUES('2026-01-01T00:00:00Z', 13000000, '', '', '', 1)",
    )
    assert "  Balance    is in credit by 50,000 toman\n" in shop("who", "ali").out
    assert shop("who", "ali", "--json").json["balance"] == -500_000


def owe(store: Store, sql: str) -> None:
    from crmtui.store.transact import transact

    with transact(store, "account") as transaction:
        transaction.connection.execute(sql)


def test_reaching_out_to_somebody_who_asked_for_peace_is_logged_with_a_warning(shop: Crm) -> None:
    shop("contact", "edit", "ali", "--do-not-contact", "yes")
    assert "Warning" not in shop("log", "ali", "they called", "--in").err
    answer = shop("log", "ali", "we called", "--out")
    assert (answer.out, answer.code) == ("2\n", 0)
    assert "Warning: Ali asked not to be contacted.\n" in answer.err


def test_all_of_it_is_undone_in_one_step(shop: Crm) -> None:
    before = shop("who", "ali", "--json").out
    shop(
        *("contact", "edit", "ali", "--phone", "*0935 111 2222 (work)", "--company", "Pars Co."),
        *("--relation", "partner", "--do-not-contact", "yes"),
    )
    assert shop("who", "ali", "--json").out != before
    shop("undo")
    assert shop("who", "ali", "--json").out == before
