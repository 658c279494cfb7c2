from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.exchange.contact_more import More
from crmtui.exchange.contact_rows import ContactRow
from crmtui.exchange.tables.decode import open_text
from crmtui.exchange.vcard.points import KINDS
from crmtui.exchange.vcard.read import is_our_vcard, read_cards
from crmtui.exchange.vcard.write import write_cards
from crmtui.text.clean import clean, clean_text
from tests.exchange import data

SARA: dict[str, Any] = {
    "id": 12,
    "name": "سارا محمدی",
    "kind": "person",
    "status": "customer",
    "phone": ["+989120000001", "021-88776655"],
    "phone_labels": ["mobile", "ویلا"],
    "email": ["sara@x.ir"],
    "email_labels": ["work"],
    "company": "Iran Khodro",
    "city": "Tehran",
    "tags": ["VIP", "gold"],
    "source": "Instagram",
    "birthday": "1990-01-02",
    "whatsapp": ["+989120000001"],
    "telegram": ["@sara"],
    "instagram": ["sara.m"],
    "web": ["https://x.ir/a,b;c"],
    "address": ["Azadi 12, Tehran"],
    "note": "one\ntwo, three; four\\five",
    "nickname": "Mimi",
    "job_title": "Manager",
    "created_at": "2024-01-02T03:04:05Z",
    "relation": "partner",
    "owner": "Mina; Reza",
    "anniversary": "2015-06-07",
    "preferred_channel": "telegram",
    "do_not_contact": "true",
    "keep_days": "0",
    "preferred_points": ("phone", "whatsapp"),
    "linked": [("referred-by", "3", "Ali; Rezaei"), ("knows", "7", "Pars Co.")],
    "extra": "item2.X-ABDATE:2015-06-07\nitem2.X-ABLabel:Wedding",
}


def written(*contacts: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    assert write_cards(out, contacts) == len(contacts)
    return out.getvalue()


def lines_of(**contact: Any) -> list[str]:
    text = written({"id": 1, "name": "A", **contact}).decode()
    return text.replace("\r\n ", "").split("\r\n")[4:-2]


def read(content: bytes) -> list[ContactRow]:
    return list(read_cards(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")))


def contact_of(row: ContactRow) -> dict[str, Any]:
    """Return what an export says of a contact that was read, once it is in a store."""
    found: dict[str, Any] = {"id": row.ref or row.row}
    for kind in KINDS:
        points = [point for point in row.points if point.kind == kind]
        found[kind] = [point.value for point in points]
        found[f"{kind}_labels"] = [point.label for point in points]
    more = row.more or More()
    found |= more._asdict() | {"preferred_points": more.preferred, "own": ()}
    found["linked"] = [tuple(link) for link in more.links]
    return row._asdict() | found


def test_a_contact_in_full() -> None:
    assert written(SARA).decode().split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "X-CRMTUI-ID:12",
        "UID:crmtui-12",
        "FN:سارا محمدی",
        "N:محمدی;سارا;;;",
        "ORG:Iran Khodro",
        "TITLE:Manager",
        "NICKNAME:Mimi",
        "TEL;TYPE=CELL:+989120000001",
        "item1.TEL:021-88776655",
        "item1.X-ABLabel:ویلا",
        "EMAIL;TYPE=INTERNET,WORK:sara@x.ir",
        "ADR:;;Azadi 12\\, Tehran;;;;",
        "URL:https://x.ir/a,b;c",
        "IMPP;X-SERVICE-TYPE=WhatsApp:whatsapp:+989120000001",
        "IMPP;X-SERVICE-TYPE=Telegram:telegram:@sara",
        "X-SOCIALPROFILE;TYPE=instagram;X-USER=sara.m:https://instagram.com/sara.m",
        "X-CRMTUI-CITY:Tehran",
        "CATEGORIES:VIP,gold",
        "BDAY:1990-01-02",
        "NOTE:one\\ntwo\\, three\\; four\\\\five",
        "X-CRMTUI-STATUS:customer",
        "X-CRMTUI-SOURCE:Instagram",
        "X-CRMTUI-CREATED:2024-01-02T03:04:05Z",
        "X-CRMTUI-RELATION:partner",
        "X-CRMTUI-OWNER:Mina\\; Reza",
        "ANNIVERSARY:2015-06-07",
        "X-CRMTUI-CHANNEL:telegram",
        "X-CRMTUI-DO-NOT-CONTACT:true",
        "X-CRMTUI-KEEP-DAYS:0",
        "X-CRMTUI-PREFERRED:phone,whatsapp",
        "X-CRMTUI-LINK:referred-by;3;Ali\\; Rezaei",
        "X-CRMTUI-LINK:knows;7;Pars Co.",
        "item2.X-ABDATE:2015-06-07",
        "item2.X-ABLabel:Wedding",
        "END:VCARD",
        "",
    ]


def test_what_was_written_is_read_again() -> None:
    (row,) = read(written(SARA))
    found = contact_of(row)
    expected = SARA | {"id": "12", "tags": ("VIP", "gold")}
    assert {name: found[name] for name in SARA} == expected
    assert written(found) == written(SARA)


def test_an_anniversary_of_before_there_was_a_field_for_it_is_kept() -> None:
    extra = "ANNIVERSARY:2015-06-07\nX-FOO:1"
    assert lines_of(extra=extra)[2:] == ["ANNIVERSARY:2015-06-07", "X-FOO:1"]
    told = lines_of(extra=extra, anniversary="2016-01-01")
    assert told[2:] == ["ANNIVERSARY:2016-01-01", "X-FOO:1"]


def test_lines_are_folded_between_characters() -> None:
    note = "سلام " * 100 + "😀" * 50
    content = written({"id": 1, "name": "A", "note": note.strip()})
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert all(line.decode() for line in content.split(b"\r\n")[:-1])
    assert read(content)[0].note == note


def test_a_company_and_its_parent() -> None:
    lines = lines_of(name="Sales", kind="company", company="Acme")
    assert lines == [
        *("FN:Sales", "N:;;;;", "ORG:Sales", "X-ABShowAs:COMPANY", "X-CRMTUI-COMPANY:Acme"),
    ]
    (row,) = read(written({"id": 1, "name": "Sales", "kind": "company", "company": "Acme"}))
    assert (row.name, row.kind, row.company) == ("Sales", "company", "Acme")
    (row,) = read(written({"id": 1, "name": "Acme", "company": "Acme"}))
    assert (row.name, row.kind, row.company) == ("Acme", "person", "Acme")


def test_a_city_without_an_address() -> None:
    assert "ADR:;;;Tehran;;;" in lines_of(city="Tehran")
    extra = "ADR:;;Azadi 12;Tehran;;1;"
    told = lines_of(city="Tehran", address=["Azadi 12, Tehran, 1"], extra=extra)
    assert extra in told
    assert not any("CITY" in line for line in told)
    assert "X-CRMTUI-CITY:" in lines_of(address=["Azadi 12, Tehran, 1"], extra=extra)
    moved = lines_of(city="Yazd", address=["Elm 1"], extra=extra)
    assert "ADR:;;Elm 1;;;;" in moved
    assert "X-CRMTUI-CITY:Yazd" in moved


def test_parts_are_written_back_while_they_hold() -> None:
    extra = "FN:Mimi\nN:Mohammadi;Sara;;Dr.;\nORG:Acme;Sales;East"
    assert lines_of(name="Mimi", company="Acme", extra=extra) == [
        *("FN:Mimi", "N:Mohammadi;Sara;;Dr.;", "ORG:Acme;Sales;East"),
    ]
    assert lines_of(name="Zahra Karimi", company="Pars", extra=extra) == [
        *("FN:Zahra Karimi", "N:Karimi;Zahra;;;", "ORG:Pars"),
    ]


def test_nobody_puts_lines_into_a_card() -> None:
    evil = "A\r\nTEL:1\nEND:VCARD\rBEGIN:VCARD"
    contact = {
        **{"id": 1, "name": evil, "company": evil, "note": evil, "tags": [evil], "city": evil},
        **{"phone": [evil], "phone_labels": [evil], "web": [evil], "instagram": [evil]},
        "extra": "END:VCARD\nVERSION:4.0\nTEL:2\nX-A\rTEL:3\nX-FOO:1\nUID:2\nX-CRMTUI-ID:3\n :x",
    }
    content = written(contact)
    (row,) = read(content)
    assert {p.value for p in row.points if p.kind == "phone"} == {clean(evil)}
    assert (row.ref, row.extra.split("\n")[1:]) == ("1", ["X-FOO:1"])
    assert content.count(b"\nTEL") + content.count(b".TEL") == 1


@pytest.mark.parametrize(
    ("point", "lines"),
    [
        (("phone", "1", ""), ["TEL:1"]),
        (("phone", "1", "fax"), ["TEL;TYPE=FAX:1"]),
        (("phone", "1", "assistant"), ["item1.TEL:1", "item1.X-ABLabel:assistant"]),
        (
            ("phone", "tel:1", "Cell"),
            ["item1.TEL:tel:1", "item1.X-ABLabel:Cell", "item1.X-CRMTUI-POINT:phone;tel:1;Cell"],
        ),
        (
            ("web", "https://t.me/a", ""),
            ["item1.URL:https://t.me/a", "item1.X-CRMTUI-POINT:web;https://t.me/a;"],
        ),
        (("web", "xmpp:a@x.ir", "xmpp"), ["IMPP;X-SERVICE-TYPE=xmpp:xmpp:a@x.ir"]),
        (("telegram", "https://t.me/a", ""), ["IMPP;X-SERVICE-TYPE=Telegram:https://t.me/a"]),
        (("instagram", "a b", ""), ["X-SOCIALPROFILE;TYPE=instagram:x-apple:a b"]),
        (
            ("instagram", "@a", "shop"),
            [
                "item1.X-SOCIALPROFILE;TYPE=instagram;X-USER=@a:https://instagram.com/a",
                "item1.X-ABLabel:shop",
            ],
        ),
    ],
)
def test_points(point: tuple[str, str, str], lines: list[str]) -> None:
    kind, value, label = point
    contact = {"id": 1, "name": "A", kind: [value], f"{kind}_labels": [label]}
    assert lines_of(**contact)[2:] == lines
    assert read(written(contact))[0].points == (point,)


def test_a_file_of_ours_is_known() -> None:
    text = written(SARA).decode()
    assert is_our_vcard(text)
    foreign = "BEGIN:VCARD\nVERSION:3.0\nUID:7\nFN:B\nEND:VCARD\n"
    assert not is_our_vcard(foreign + text)
    assert [row.ref for row in read((text + foreign).encode())] == ["12", "uid:7"]
    assert [row.ref for row in read((foreign + text).encode())] == ["7", "crmtui-12"]


def test_real_cards_are_stable_once_exported() -> None:
    files = list(data("vcard").rglob("*.vcf"))
    assert files
    for path in files:
        with open_text(path).stream as stream:
            rows = [row for row in read_cards(stream) if row.name]
        first = written(*(contact_of(row) | {"id": n} for n, row in enumerate(rows, 1)))
        again = read(first)
        facts = [row._replace(row=0, ref="", status="", raw=[]) for row in rows]
        assert [row._replace(row=0, ref="", status="", raw=[]) for row in again] == facts, path
        assert written(*map(contact_of, again)) == first, path


LINE = st.text(max_size=20).map(clean)
SHOWN = LINE.filter(bool)
LABEL = (
    st.sampled_from(["", "home", "work", "mobile", "fax", "Cell", "xmpp", "_$!<Home>!$_"]) | LINE
)
VALUES = st.sampled_from(
    ["tel:1;ext=2", "mailto:a@b", "https://t.me/x", "xmpp:a", "@a", "a,b;c\\", "x-apple:a", "a"]
)
EXTRA = st.sampled_from(
    [
        *("X-FOO:bar", "item1.X-BAR;TYPE=home:1\nitem1.X-ABLabel:1", "GEO:1;2", "N:b;a;;;"),
        *("FN:a b", "ORG:a;b", "ADR:;;a;b;;;", "ADR:1;2;3", 'LABEL;X="a:b":c', "END:VCARD"),
        *(
            "X-LONG:" + "ب " * 60,
            "X-ABLabel:none",
            "item3.X-ABLabel:none",
            "X-CRMTUI-TAG:x",
            "TEL:1",
        ),
    ]
)


@st.composite
def contacts(draw: st.DrawFn) -> dict[str, Any]:
    contact: dict[str, Any] = {
        "id": draw(st.integers(1, 10**9)),
        "name": draw(SHOWN),
        "kind": draw(st.sampled_from(["person", "company"])),
        "status": draw(st.sampled_from(["lead", "customer"])),
        "tags": draw(st.lists(SHOWN, max_size=3, unique=True)),
        "note": clean_text(draw(st.text(max_size=120))),
        "birthday": draw(st.sampled_from([None, "1990-01-02"])),
        "extra": "\n".join(draw(st.lists(EXTRA, max_size=4, unique=True))),
    }
    for name in ("company", "city", "source", "nickname", "job_title", "created_at"):
        contact[name] = draw(LINE)
    if contact["kind"] == "company" and contact["company"] == contact["name"]:
        contact["company"] = ""
    for kind in KINDS:
        values = draw(st.lists(SHOWN | VALUES, max_size=3, unique=True))
        contact[kind] = values
        contact[f"{kind}_labels"] = [draw(LABEL) for _value in values]
    return contact


@given(st.lists(contacts(), min_size=1, max_size=3))
def test_any_contacts_come_back_the_same(told: list[dict[str, Any]]) -> None:
    content = written(*told)
    rows = read(content)
    assert len(rows) == len(told)
    for row, contact in zip(rows, told, strict=True):
        found = contact_of(row)
        expected = {**contact, "id": str(contact["id"]), "tags": tuple(contact["tags"])}
        del expected["extra"]
        expected["birthday"] = contact["birthday"] or ""
        assert {name: found[name] for name in expected} == expected
    assert written(*map(contact_of, rows)) == content
    assert written(*told) == content
