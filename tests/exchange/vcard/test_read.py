from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.exchange.contact_more import More
from crmtui.exchange.contact_rows import ContactRow, Point
from crmtui.exchange.tables.decode import open_text
from crmtui.exchange.vcard.kept import EXTRA_LIMIT
from crmtui.exchange.vcard.lines import CARD_LIMIT
from crmtui.exchange.vcard.read import looks_like_vcard, read_cards
from crmtui.text.clean import clean
from tests.exchange import data, written


def read(text: str) -> list[ContactRow]:
    return list(read_cards(io.StringIO(text, newline="")))


def card(*lines: str, version: str = "3.0") -> ContactRow:
    (row,) = read("\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]))
    return row


def points(row: ContactRow, kind: str) -> list[tuple[str, str]]:
    return [(point.value, point.label) for point in row.points if point.kind == kind]


def from_file(name: str) -> list[ContactRow]:
    with open_text(data(name)).stream as stream:
        return list(read_cards(stream))


EMPTY_PHONES = "ical4j-vcard/4b62872a-849-0.vcf"
CARD_WITHIN = ("nuovo/Example.vcf", "nuovo/Example3.0.vcf")


def test_every_card_phone_and_mail_of_real_files() -> None:
    with data("vcard/counts.csv").open() as counts:
        files = list(csv.DictReader(counts))
    assert len(files) > 70
    for expected in files:
        rows = from_file("vcard/" + expected["file"])
        assert len(rows) == int(expected["begin"]), expected
        found = [sum(len(points(row, kind)) for row in rows) for kind in ("phone", "email")]
        if expected["file"] == EMPTY_PHONES:
            assert found == [1, 1]
        elif expected["file"] not in CARD_WITHIN:
            assert found == [int(expected["tel_lines"]), int(expected["email_lines"])], expected
        else:
            # The other half of the lines belongs to the agent, a card within the card.
            assert found == [int(expected["tel_lines"]) // 2, int(expected["email_lines"]) // 2]


def test_every_vcard_file_there_is() -> None:
    files = list(data("vcard").rglob("*.vcf"))
    assert files
    for path in files:
        with open_text(path).stream as stream:
            assert list(read_cards(stream)), path


def test_persian_cards_of_an_old_android() -> None:
    rows = from_file("fa_derived/fa_android21_qp.vcf")
    with data("fa_derived/fa_contacts_truth.csv").open(encoding="utf-8") as file:
        truth = list(csv.DictReader(file))
    assert len(rows) == 20
    for row, expected in zip(rows, truth, strict=False):
        assert row.name == f"{expected['given']} {expected['family']}"
        assert row.points == (Point("phone", expected["phone_e164"], "mobile"),)
        assert row.city == expected["city"]


def test_what_an_iphone_writes() -> None:
    (row,) = from_file("vcard/ez-vcard/io/text/John_Doe_IPHONE.vcf")
    assert row.name == "Mr. John Richter James Doe Sr."
    assert (row.company, row.job_title, row.nickname) == ("IBM", "Money Counter", "Johny")
    assert row.birthday == "2012-06-06"
    phones = dict(points(row, "phone"))
    assert phones["905-222-1234"] == "assistant"
    assert phones["905-999-1234"] == "fax"
    assert points(row, "web") == [("http://www.ibm.com", "home")]
    assert points(row, "address")[0] == (
        "Silicon Alley 5, New York, New York, 12345, United States of America",
        "home",
    )


def test_what_outlook_writes() -> None:
    (row,) = from_file("vcard/ez-vcard/io/text/outlook-2003.vcf")
    assert row.company == "Company, The"
    assert row.note == "This is the note field!!\nSecond line\n\nThird line is empty"


def test_a_card_in_full() -> None:
    row = card(
        "UID:urn:uuid:42",
        "FN:Sara Mohammadi",
        "N:Mohammadi;Sara;;;",
        "NICKNAME:Mimi",
        "ORG:Iran Khodro;Sales",
        "TITLE:Manager",
        "TEL;TYPE=work,voice:021-88776655",
        "TEL;TYPE=cell;PREF=1:+989120000001",
        "EMAIL;TYPE=INTERNET:sara@x.ir",
        "ADR;TYPE=home:;;Azadi 12;Tehran;Tehran;11111;Iran",
        "URL:https://instagram.com/sara",
        "BDAY:1370-05-12",
        "CATEGORIES:VIP,Family,VIP",
        "NOTE:one\\ntwo\\, three\\; four",
        "REV:20260101",
    )
    assert row._replace(raw=[]) == ContactRow(
        row=1,
        ref="42",
        name="Sara Mohammadi",
        kind="person",
        points=(
            Point("phone", "+989120000001", "mobile"),
            Point("phone", "021-88776655", "work"),
            Point("email", "sara@x.ir"),
            Point("address", "Azadi 12, Tehran, Tehran, 11111, Iran", "home"),
            Point("instagram", "https://instagram.com/sara"),
        ),
        company="Iran Khodro",
        city="Tehran",
        tags=("VIP", "Family"),
        source="",
        status="",
        birthday="1370-05-12",
        note="one\ntwo, three; four",
        raw=[],
        nickname="Mimi",
        job_title="Manager",
        created_at="",
        extra="ORG:Iran Khodro;Sales\nADR:;;Azadi 12;Tehran;Tehran;11111;Iran",
        more=More(preferred=("phone",)),
    )


@pytest.mark.parametrize(
    ("lines", "name", "kind", "company"),
    [
        (["N:Mohammadi;Sara;;;"], "Sara Mohammadi", "person", ""),
        (["FN:", "N:محمدی;سارا;;;"], "سارا محمدی", "person", ""),
        (["N:O\\;Neil\\\\;Pat;;;"], "Pat O;Neil\\", "person", ""),
        (["ORG:Acme;"], "Acme", "company", ""),
        (["FN:Acme", "ORG:Acme", "N:;;;;"], "Acme", "company", ""),
        (["FN:Acme", "ORG:Acme", "N:Acme;;;;", "X-ABShowAs:COMPANY"], "Acme", "company", ""),
        (["KIND:org", "FN:Sales", "ORG:Acme"], "Sales", "company", "Acme"),
        (["FN:Sara", "ORG:Acme"], "Sara", "person", "Acme"),
        (["EMAIL:s@x.ir"], "s@x.ir", "person", ""),
        (["TEL:0912"], "0912", "person", ""),
        (["ADR:;;Azadi;Tehran;;;"], "Azadi, Tehran", "person", ""),
    ],
)
def test_names(lines: list[str], name: str, kind: str, company: str) -> None:
    row = card(*lines)
    assert (row.name, row.kind, row.company) == (name, kind, company)


def test_folding_and_soft_breaks() -> None:
    assert card("FN:Sa", " ra Mo", "\thammadi").name == "Sara Mohammadi"
    quoted = "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D8=B3=\r\n=D9=84=D8=A7=D9=85=0D=0Ax="
    row = card("FN:A", quoted, version="2.1")
    assert row.note == "سلام\nx"
    ended = "BEGIN:VCARD\nFN:A\nNOTE;QUOTED-PRINTABLE:x=\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n"
    assert [row.name for row in read(ended)] == ["A", "B"]


@pytest.mark.parametrize(
    ("parameters", "value"),
    [
        ("CHARSET=windows-1256;ENCODING=QUOTED-PRINTABLE", "=D3=C7=D1=C7"),
        ("CHARSET=UTF-8;QUOTED-PRINTABLE", "=D8=B3=D8=A7=D8=B1=D8=A7"),
        ("ENCODING=QUOTED-PRINTABLE", "=D8=B3=D8=A7=D8=B1=D8=A7"),
        ("ENCODING=QUOTED-PRINTABLE", "=D3=C7=D1=C7"),
        ("CHARSET=nonsense;ENCODING=QUOTED-PRINTABLE", "=D8=B3=D8=A7=D8=B1=D8=A7"),
        ("ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8", "س=D8=A7را"),
        ("ENCODING=B", "2LPYp9ix2Kc="),
        ("CHARSET=UTF-8", "سارا"),
    ],
)
def test_charsets_of_a_line(parameters: str, value: str) -> None:
    assert card(f"FN;{parameters}:{value}", version="2.1").name == "سارا"


def test_quotes_and_colons_in_parameters() -> None:
    row = card(
        'TEL;TYPE="work,voice";X-NOTE="a:b;c":021',
        r'EMAIL;X-LABEL="say \"hi\": now";TYPE=home:a@x.ir',
        "TEL;VALUE=uri;TYPE=cell:tel:+98-912-000-0001;ext=12",
    )
    assert points(row, "phone") == [("021", "work"), ("+98-912-000-0001 ext. 12", "mobile")]
    assert points(row, "email") == [("a@x.ir", "home")]


def test_labels_of_apple_stand_in_lines_of_their_own() -> None:
    row = card(
        "item1.TEL:1",
        "item1.X-ABLabel:_$!<HomePage>!$_",
        "item2.TEL:2",
        "item2.X-ABLabel:ویلا",
        "TEL;TYPE=school:3",
    )
    assert points(row, "phone") == [("1", "home"), ("2", "ویلا"), ("3", "school")]


def test_handles() -> None:
    row = card(
        "X-SOCIALPROFILE;TYPE=instagram;x-user=shop:https://instagram.com/shop",
        "IMPP;X-SERVICE-TYPE=Telegram:telegram:ali",
        "X-WHATSAPP:+98912",
        "IMPP:xmpp:a@x.ir",
        "X-SOCIALPROFILE;TYPE=facebook:https://facebook.com/a",
        "URL:https\\://t.me/ali",
    )
    assert set(row.points) == {
        Point("instagram", "shop"),
        Point("telegram", "ali"),
        Point("whatsapp", "+98912"),
        Point("web", "xmpp:a@x.ir", "xmpp"),
        Point("web", "https://facebook.com/a", "facebook"),
        Point("telegram", "https://t.me/ali"),
    }


@pytest.mark.parametrize(
    "photo",
    [
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AA\n QkE=\n QkE=\n",
        "PHOTO;TYPE=JPEG;ENCODING=BASE64:\n /9j/4AA\n\n",
        "PHOTO;BASE64:\n/9j/4AA\nQkE=\n\n",
        "PHOTO:data:image/png;base64\\,iVBOR\n w0KGgo\n",
        "AGENT:\nBEGIN:VCARD\nFN:Other\nTEL:9\nEND:VCARD\n",
        "AGENT:BEGIN:VCARD\n FN:Other\n TEL:9\n END:VCARD\n",
    ],
)
def test_pictures_and_inner_cards_are_passed_over(photo: str) -> None:
    (row,) = read(f"BEGIN:VCARD\nFN:A\n{photo}TEL:1\nEND:VCARD\n")
    assert (row.name, points(row, "phone")) == ("A", [("1", "")])


def test_a_note_with_bare_line_ends() -> None:
    (row,) = read("BEGIN:VCARD\nFN:A\nNOTE:one\ntwo\n\nthree\nTEL:1\nEND:VCARD\n")
    assert row.note == "one\ntwo\nthree"


def test_cards_that_are_broken() -> None:
    cut = "BEGIN:VCARD\nFN:A\nTEL:1\nBEGIN:VCARD\nFN:B\nEND:VCARD\nnoise\nBEGIN:VCARD\nFN:C\nTEL:"
    rows = read(cut)
    assert [(row.row, row.name) for row in rows] == [(1, "A"), (2, "B"), (3, "C")]
    lower = "\ufeff\n\ufeffbegin : vcard \nfn:A\nend:vcard \nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
    assert [row.name for row in read(lower)] == ["A"]
    assert read("") == []


def extra(*lines: str, version: str = "3.0") -> list[str]:
    return card("FN:Sara Mohammadi", "N:Mohammadi;Sara;;;", *lines, version=version).extra.split(
        "\n"
    )


def test_what_we_have_no_field_for_is_kept() -> None:
    assert extra(
        "item1.TEL:1",
        "item1.X-ABLabel:ویلا",
        "item2.X-ABDATE;type=pref:2015-06-07",
        "X-FOO:a\\,b",
        "item2.X-ABLabel:_$!<Anniversary>!$_",
        "GEO:1;2",
        "item3.ADR:;;Azadi;;;;",
        "item3.X-ABADR:ir",
        "REV:20260101",
        "UID:7",
        "PHOTO;ENCODING=b:/9j/4AAQ",
        "X-PICTURE;ENCODING=b:/9j/4AAQ",
        "X-DATA:data:image/png;base64,iVBO",
        "X-NOTE:a\x1b[31mb\u202e c",
        "X BAD:1",
        "X-CRMTUI-FUTURE:1",
    ) == [
        "item2.X-ABDATE;type=pref:2015-06-07",
        "item2.X-ABLabel:_$!<Anniversary>!$_",
        "X-FOO:a\\,b",
        "GEO:1;2",
        "X-NOTE:ab c",
    ]


def test_kept_lines_need_no_transfer_encoding() -> None:
    quoted = "LABEL;WORK;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=B3=D9=84=0D=0A=\r\nx=3D"
    assert extra(quoted, version="2.1") == ["LABEL;WORK:سل\\nx="]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["FN:Sara Mohammadi", "N:Mohammadi;Sara;;;"], ""),
        (["FN:Sara", "N:;Sara"], ""),
        (["N:Mohammadi;Sara;;Dr.;"], "N:Mohammadi;Sara;;Dr.;"),
        (["FN:Mimi", "N:Mohammadi;Sara;;;"], "FN:Mimi\nN:Mohammadi;Sara;;;"),
        (["FN:Sara", "N:;;;;"], ""),
        (["ORG:Acme;"], ""),
        (["FN:A", "ORG:Acme", "ORG:Pars"], "ORG:Acme\nORG:Pars"),
        (["FN:A", "ORG;CHARSET=UTF-8:Acme;Sales"], "ORG:Acme;Sales"),
        (["FN:A", "ADR;TYPE=home:;;Azadi 12"], ""),
        (["FN:A", "ADR:;;;Tehran;;;"], ""),
        (["FN:A", "ADR;TYPE=home:;;Azadi 12;Tehran;;;"], "ADR:;;Azadi 12;Tehran;;;"),
    ],
)
def test_parts_that_we_hold_as_one_text(lines: list[str], kept: str) -> None:
    assert card(*lines).extra == kept


def test_what_is_kept_stays_small() -> None:
    lines = [f"X-{number}:{'x' * 1_000}" for number in range(200)]
    row = card("FN:A", *lines, "TEL:1")
    assert EXTRA_LIMIT * 0.9 < len(row.extra) < EXTRA_LIMIT
    assert points(row, "phone") == [("1", "")]


def test_groups_are_nobody() -> None:
    group = "BEGIN:VCARD\nX-ADDRESSBOOKSERVER-KIND:group\nFN:Family\nEND:VCARD\n"
    assert [row.row for row in read(group + "BEGIN:VCARD\nFN:A\nEND:VCARD\n")] == [2]


def test_long_lines_stay_small() -> None:
    filler = "A" * 10_000_000
    lines = ("FN:A", f"PHOTO;ENCODING=b:{filler}", f"NOTE:{filler}", f"X-A:{filler}", "TEL:1")
    text = "\n".join(("BEGIN:VCARD", *lines, "END:VCARD", ""))
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), newline="")
    tracemalloc.start()
    (row,) = read_cards(stream)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (row.name, len(row.note), row.extra) == ("A", 0, "")
    assert peak < 8_000_000


def test_many_lines_stay_few() -> None:
    (row,) = read("BEGIN:VCARD\n" + f"NOTE:{'x' * 10_000}\n" * 200 + "TEL:1\nEND:VCARD\n")
    assert CARD_LIMIT * 0.9 < len(row.note) < CARD_LIMIT
    assert points(row, "phone") == [("1", "")]


def test_endless_continuations_take_no_time() -> None:
    strays = "x\n" * 200_000
    folds = " \n" * 200_000 + " y\n" * 200_000
    text = f"BEGIN:VCARD\nFN:A\nNOTE:{strays}TITLE:{folds}EMAIL;X={';' * 100_000}:a@x\nEND:VCARD\n"
    (row,) = read(text)
    assert row.note.count("x") == 200_000
    assert len(row.job_title) == 200_000


def test_nested_beginnings() -> None:
    begins = "BEGIN:VCARD\n" * 50_000
    inner = f"BEGIN:VCARD\nFN:A\nAGENT:\n{begins}{begins.replace('BEGIN', 'END')}TEL:2\nEND:VCARD\n"
    (row,) = read(inner + begins)
    assert (row.name, points(row, "phone")) == ("A", [("2", "")])


def test_looks_like_vcard() -> None:
    assert looks_like_vcard("\ufeff\r\n begin:vcard\r\nVERSION:3.0")
    assert not looks_like_vcard("name,phone\nBEGIN:VCARD,1\n")
    assert not looks_like_vcard("")


def test_old_windows_encoding(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:سارا محمدي\r\nEND:VCARD\r\n"
    with open_text(written(tmp_path, text.encode("cp1256"))).stream as stream:
        assert [row.name for row in read_cards(stream)] == ["سارا محمدي"]


PIECES = st.sampled_from(
    [
        *("BEGIN:VCARD", "END:VCARD", "FN", "N", "TEL", "NOTE", "AGENT", "PHOTO", "item1."),
        *(";", ":", "=", ",", "\\", "\n", "\r\n", "\n ", '"', "X-ABLabel", "CHARSET="),
        *("ENCODING=QUOTED-PRINTABLE", "=D8", "=B3", "b", "سارا", "TYPE=cell", "\x1b", "\u202e"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=60))
def test_any_lines_give_clean_rows(pieces: list[str]) -> None:
    for row in read("BEGIN:VCARD\n" + "".join(pieces)):
        assert all(clean(text) == text for text in (row.name, row.city, row.company, *row.tags))
        assert all(clean(point.value) == point.value for point in row.points)
