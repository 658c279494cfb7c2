"""What files of others say beyond name and phone: own fields, owners, dates, who not to contact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crmtui.store.connect import Store
from tests.conftest import Answer, Crm


@pytest.fixture
def bring(crm: Crm, tmp_path: Path) -> Any:
    """Import contacts from a text."""

    def run(text: str, *options: str, name: str = "a.csv") -> Answer:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return crm("import", "contacts", str(path), "--json", *options)

    return run


def row(store: Store, name: str) -> dict[str, Any]:
    with store.read() as connection:
        cursor = connection.execute(
            "SELECT relation, owner, anniversary, preferred_channel, do_not_contact, keep_days, "
            "note FROM contact WHERE name = ?",
            (name,),
        )
        names = [column[0] for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


def fields(crm: Crm, who: str) -> Any:
    return crm("who", who, "--json").json["contact"]["fields"]


def links(store: Store) -> list[tuple[Any, ...]]:
    with store.read() as connection:
        return connection.execute(
            "SELECT a.name, l.role, b.name FROM contact_link l JOIN contact a "
            "ON a.id = l.contact_id JOIN contact b ON b.id = l.other_id ORDER BY l.id"
        ).fetchall()


def test_the_new_columns_in_english(bring: Any, store: Store) -> None:
    answer = bring(
        "Name,Phone,Relation,Contact Owner,Wedding Anniversary,Preferred Contact Method,"
        "Do Not Call,Keep Days\n"
        "Ali,09121112233,Vendor,Mina,2015-06-07,WhatsApp,yes,30\n"
        "Sara,09121112234,,,0/0/00,carrier pigeon,no,\n"
    )
    assert answer.code == 0, answer.err
    assert row(store, "Ali") == {
        "relation": "supplier", "owner": "Mina", "anniversary": "2015-06-07",
        "preferred_channel": "whatsapp", "do_not_contact": 1, "keep_days": 30, "note": "",
    }  # fmt: skip
    sara = row(store, "Sara")
    assert (sara["relation"], sara["do_not_contact"], sara["anniversary"]) == ("customer", 0, None)
    assert sara["note"] == "Preferred channel: carrier pigeon"


def test_the_new_columns_in_persian(bring: Any, store: Store) -> None:
    answer = bring(
        "نام,موبایل,نوع رابطه,مسئول پیگیری,سالگرد ازدواج,روش تماس ترجیحی,عدم تماس,"
        "فاصله پیگیری,معرف\n"
        "علی,۰۹۱۲۱۱۱۲۲۳۳,تأمین‌کننده,مینا,۱۳۹۴/۳/۱۷,تلگرام,بله,۳۰,دوستان\n",
        "--calendar",
        "jalali",
    )
    assert answer.code == 0, answer.err
    assert row(store, "علی") == {
        "relation": "supplier", "owner": "مینا", "anniversary": "2015-06-07",
        "preferred_channel": "telegram", "do_not_contact": 1, "keep_days": 30, "note": "",
    }  # fmt: skip
    with store.read() as connection:
        assert connection.execute("SELECT source FROM contact").fetchone() == ("دوستان",)


def test_what_cannot_be_read_is_given_back(bring: Any, store: Store) -> None:
    answer = bring(
        "Name,Anniversary,Keep days\nAli,soonish,\nSara,,4000\nReza,,often\nMina,,30.0\n"
    )
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (5, 1, 3)
    assert row(store, "Mina")["keep_days"] == 30


@pytest.mark.parametrize("column", ["UNSUB_TIME", "CLEAN_TIME"])
def test_people_who_left_a_mailing_list_are_left_in_peace(
    bring: Any, store: Store, crm: Crm, column: str
) -> None:
    crm("add", "Ali Rezaei", "--email", "ali@x.ir")
    answer = bring(
        f"Email Address,First Name,Last Name,MEMBER_RATING,{column},LEID,EUID\n"
        "ali@x.ir,Ali,Rezaei,2,2024-05-01 10:00:00,1,a\n"
        "sara@x.ir,Sara,,2,2024-05-02 11:30:00,2,b\n"
        "mina@x.ir,Mina,,2,,3,c\n"
    )
    assert (answer.code, answer.json["updated"]) == (0, 1), answer.err
    assert [row(store, name)["do_not_contact"] for name in ("Ali Rezaei", "Sara", "Mina")] == [
        *(1, 1, 0),
    ]


def test_no_file_takes_do_not_contact_back(bring: Any, store: Store) -> None:
    bring("id,Name,Do not contact,Keep days\n1,Ali,yes,30\n")
    bring("id,Name,Do not contact,Keep days\n1,Ali,no,0\n")
    ali = row(store, "Ali")
    assert (ali["do_not_contact"], ali["keep_days"]) == (1, 0)


def test_who_sent_them_is_linked_or_noted(bring: Any, store: Store, crm: Crm) -> None:
    crm("add", "Reza Karimi")
    crm("add", "Twin", "--phone", "09120000001")
    crm("add", "Twin", "--phone", "09120000002")
    answer = bring(
        "Name,Referred by\nAli,reza  KARIMI\nSara,Ali\nMina,Nobody Known\nNima,Twin\nSelf,Self\n"
    )
    assert answer.code == 0
    assert links(store) == [
        ("Ali", "referred-by", "Reza Karimi"),
        ("Sara", "referred-by", "Ali"),
    ]
    assert row(store, "Mina")["note"] == "referred by: Nobody Known"
    assert row(store, "Nima")["note"] == "referred by: Twin"
    again = bring("Name,Referred by\nAli,reza  KARIMI\nSara,Ali\nMina,Nobody Known\n").json
    assert (again["created"], again["updated"]) == (0, 0)
    crm("undo")
    assert links(store) == []


def test_a_header_that_is_an_own_field_fills_it(bring: Any, crm: Crm) -> None:
    crm("config", "field", "add", "Shoe size", "number")
    crm("config", "field", "add", "Fit", "choice", "--choices", "S,M")
    crm("config", "field", "add", "اندازه كمر", "text")
    crm("config", "field", "add", "Seen on", "date")
    crm("config", "field", "add", "Deposit", "money")
    answer = bring(
        "Name,SHOE-SIZE,fit,اندازه کمر,Seen on,deposit,Hat size\n"
        'Ali,۴۲٫۵,m,نود,31/12/2023,"1,250.5",7\nSara,big,,,,,\nMina,,XL,,,,\nReza,,,,,,\n'
    )
    assert (answer.code, answer.json["created"]) == (5, 2)
    assert [problem["reason"] for problem in answer.json["problems"]] == [
        *("Shoe size: big is not a number.", "Fit: XL is none of the choices."),
    ]
    assert "Not used: Hat size" in answer.err
    assert fields(crm, "ali") == {
        "Shoe size": 42.5, "Fit": "M", "اندازه كمر": "نود", "Seen on": "2023-12-31",
        "Deposit": 125050,
    }  # fmt: skip
    assert crm("find", "نود").out.startswith("1\tAli")
    assert crm("find", "42.5").out.startswith("1\tAli")
    assert fields(crm, "reza") == {}


def test_a_known_contact_is_brought_up_to_date(bring: Any, crm: Crm) -> None:
    crm("config", "field", "add", "Shoe size", "number")
    crm("add", "Ali", "--phone", "09121112233", "--field", "Shoe size=40")
    answer = bring("Name,Phone,Shoe size\nAli,0912 111 2233,42\nSara,09121112234,38\n")
    assert (answer.json["created"], answer.json["updated"]) == (1, 1)
    assert (fields(crm, "ali"), fields(crm, "sara")) == ({"Shoe size": 42}, {"Shoe size": 38})
    assert crm("find", "42").out.startswith("1\tAli")
    crm("undo")
    assert fields(crm, "ali") == {"Shoe size": 40}
    assert crm("find", "40").out.startswith("1\tAli")
    assert crm("find", "38").out == ""


def test_two_rows_of_one_person_make_one_value(bring: Any, crm: Crm) -> None:
    crm("config", "field", "add", "Shoe size", "number")
    bring("Name,Phone,Shoe size\nAli,09121112233,41\nAli,09121112233,42\n")
    assert fields(crm, "ali") == {"Shoe size": 42}
    crm("undo")
    assert crm("find", "ali").out == ""
    crm("redo")
    assert fields(crm, "ali") == {"Shoe size": 42}


def test_a_column_is_mapped_by_hand(bring: Any, crm: Crm) -> None:
    crm("config", "field", "add", "Shoe size", "number")
    answer = bring("Name,Foot\nAli,42\n", "--map", "shoe SIZE=Foot")
    assert answer.code == 0, answer.err
    assert fields(crm, "ali") == {"Shoe size": 42}
    left_out = bring("Name,Shoe size\nSara,42\n", "--map", "skip=Shoe size")
    assert left_out.code == 0, left_out.err
    assert fields(crm, "sara") == {}
    unknown = bring("Name,Foot\nAli,42\n", "--map", "Hat size=Foot")
    assert unknown.code == 2
    assert "Shoe size" in unknown.err


def test_a_file_of_ours_keeps_to_the_fields_that_are_here(
    crm: Crm, bring: Any, tmp_path: Path
) -> None:
    crm("config", "field", "add", "Fit", "choice", "--choices", "S,M")
    own = '"Fit [choice: S, L]",Deposit [money XXX],name [text],Y [colour]'
    head = f"id,name,kind,phone,email,{own}"
    answer = bring(f"{head}\n1,Ali,person,,,M,,x,y\n2,Sara,person,,,L,,,\n3,Mina,person,,,,5,,\n")
    assert answer.code == 5, answer.err
    assert [problem["reason"] for problem in answer.json["problems"]] == [
        *("Fit: L is none of the choices.", "the amount is in XXX, not in USD"),
    ]
    assert fields(crm, "ali") == {"Fit": "M"}
    listed = crm("config", "field", "list", "--json").json
    assert [(field["name"], field["choices"]) for field in listed] == [
        ("Fit", ["S", "M"]),
        ("Deposit", []),
    ]


def test_a_card_of_ours_with_a_bad_value_is_not_lost(crm: Crm, bring: Any, store: Store) -> None:
    answer = bring(
        "BEGIN:VCARD\nVERSION:3.0\nX-CRMTUI-ID:1\nFN:Ali\nX-CRMTUI-FIELD:Shoe size;number;;big\n"
        "X-CRMTUI-KEEP-DAYS:often\nANNIVERSARY:some day\nX-CRMTUI-LINK:owns;3;X\n"
        "X-CRMTUI-FIELD:phone;text;;x\nX-CRMTUI-FIELD:;;;\nEND:VCARD\n",
        name="a.vcf",
    )
    assert (answer.code, answer.json["created"]) == (0, 1), answer.err
    assert fields(crm, "ali") == {}
    assert row(store, "Ali")["note"].split("\n") == [
        *("Shoe size: big", "Anniversary: some day", "Keep in touch: often"),
    ]
    assert links(store) == []


def test_the_preferred_phone_of_a_phones_card(bring: Any, store: Store) -> None:
    bring(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ali\nTEL;TYPE=WORK:021 8877 6655\n"
        "TEL;TYPE=CELL,PREF:0912 111 2233\nEND:VCARD\n",
        name="a.vcf",
    )
    with store.read() as connection:
        points = connection.execute("SELECT value, preferred FROM contact_point ORDER BY id")
        assert points.fetchall() == [("0912 111 2233", 1), ("021 8877 6655", 0)]


def test_undo_of_an_import_keeps_what_was_used_since(bring: Any, crm: Crm) -> None:
    head = "id,name,kind,phone,email,Shoe size [number]"
    bring(f"{head}\n1,Ali,person,,,42\n2,Sara,person,,,38\n")
    crm("contact", "edit", "sara", "--field", "Shoe size=39")
    answer = crm("undo", "1")
    assert answer.code == 0, answer.err
    assert "#2 Sara" in answer.err
    assert crm("find", "ali").out == ""
    assert fields(crm, "sara") == {"Shoe size": 39}


def test_a_field_that_others_use_by_now_outlives_the_undo(bring: Any, crm: Crm) -> None:
    head = "id,name,kind,phone,email,Shoe size [number],Fit [text]"
    bring(f"{head}\n1,Ali,person,,,42,slim\n")
    crm("add", "Sara", "--field", "Shoe size=38")
    assert crm("undo", "1").code == 0
    assert [field["name"] for field in crm("config", "field", "list", "--json").json] == [
        "Shoe size",
    ]
    assert fields(crm, "sara") == {"Shoe size": 38}
    assert crm("find", "ali").out == ""
