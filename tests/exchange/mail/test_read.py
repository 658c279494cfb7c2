from __future__ import annotations

import time
import tracemalloc
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import FileUnreadable
from crmtui.exchange.mail.html import html_text
from crmtui.exchange.mail.read import MAIL_LIMIT, TEXT_LIMIT, Mail, looks_like_mail, read_mails
from crmtui.exchange.mail.replies import own_words
from crmtui.models import limits
from crmtui.text.clean import clean_text
from tests.exchange import written

FROM = b"From ali@x.ir Mon Jan  5 10:00:00 2026\n"
PLAIN = b"From: Ali <ali@x.ir>\nTo: shop@s.ir\nDate: Mon, 5 Jan 2026 10:00:00 +0330\n"


def mails(folder: Path, content: bytes) -> list[Mail]:
    return list(read_mails(written(folder, content, "file.mbox")))


def mail(folder: Path, content: bytes) -> Mail:
    (found,) = mails(folder, content)
    return found


def built(text: str, charset: str = "utf-8", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, charset=charset)
    return message


def box(*messages: EmailMessage) -> bytes:
    return b"".join(FROM + message.as_bytes() + b"\n" for message in messages)


def test_text_limit_is_that_of_a_note() -> None:
    assert TEXT_LIMIT == limits.TEXT


def test_a_plain_mail(tmp_path: Path) -> None:
    found = mail(
        tmp_path,
        PLAIN + b"Cc: \"Rezaei, Zahra\" <z@x.ir>, b@x.ir (Bob)\nMessage-ID: <1@x>\n"
        b"Subject: the\n price\n\nHow much?\n",
    )  # fmt: skip
    assert found.sender == ("Ali", "ali@x.ir")
    assert found.recipients == (("", "shop@s.ir"), ("Rezaei, Zahra", "z@x.ir"), ("Bob", "b@x.ir"))
    assert (found.number, found.message_id, found.thread) == (1, "1@x", "1@x")
    assert found.at == "2026-01-05T06:30:00Z"
    assert (found.subject, found.text) == ("the price", "How much?")


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_box_of_several(tmp_path: Path, end: bytes) -> None:
    bodies = [
        b"one\n>From the shop\n>>From here\n",
        b"From my point of view\n\nFrom then on\n",
        b"",
    ]
    content = b"".join(FROM + PLAIN + b"\n" + body + b"\n" for body in bodies)
    found = mails(tmp_path, content.replace(b"\n", end))
    assert [one.number for one in found] == [1, 2, 3]
    assert found[0].text == "one\nFrom the shop\n>From here".replace("\n>From here", "")
    assert found[1].text == "From my point of view\n\nFrom then on"
    assert b"".join(one.raw for one in found) == content.replace(b"\n", end)


def test_envelopes_of_other_programs(tmp_path: Path) -> None:
    for line in (
        b"From - Mon Jan  5 10:00:00 2026\n",
        b"From 1712345@xxx Mon Jan 05 10:00:00 +0000 2026\n",
        b"From MAILER-DAEMON Mon Jan  5 10:00:00 2026\n",
        b"From ali@x.ir\n",
    ):
        content = (line + b"From: a@x.ir\nSubject: hi\n\nhello\n\n") * 3
        assert looks_like_mail(content) == "mbox"
        found = mails(tmp_path, content)
        assert [one.text for one in found] == ["hello"] * 3
        dated = b":" in line
        assert [one.at for one in found] == ["2026-01-05T10:00:00Z" if dated else ""] * 3


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (FROM + PLAIN, "mbox"),
        (b"\xef\xbb\xbf\r\n" + FROM + PLAIN, "mbox"),
        (PLAIN + b"\nhello", "eml"),
        (b"received: x\r\n by y\r\nSUBJECT : z\r\n\r\n", "eml"),
        (b"From Date,To Date,Name\n2026-01-05,2026-01-06,Ali\n", ""),
        (b"Subject: alone\n\n", ""),
        (b"BEGIN:VCARD\nVERSION:3.0\nFN:Ali\nEND:VCARD\n", ""),
        (b"name,phone\nAli,0912\n", ""),
        (b"", ""),
        (b"PK\x03\x04\0\0", ""),
    ],
)
def test_what_looks_like_mail(head: bytes, form: str) -> None:
    assert looks_like_mail(head) == form


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
def test_persian_and_arabic_charsets(tmp_path: Path, charset: str) -> None:
    text = "سلام، مبلغ فاکتور" if charset != "iso-8859-6" else "سلام، مبلغ"
    message = built(text, charset, From="علی رضایی <ali@x.ir>", Subject="قیمت‌ها", Date="x")
    found = mail(tmp_path, message.as_bytes())
    assert (found.sender.name, found.subject, found.text) == ("علی رضایی", "قیمت‌ها", text)


def test_wrong_and_missing_charsets(tmp_path: Path) -> None:
    text = "سلام علی جان، قیمت گوشی چند است؟"
    for encoding, claimed in (
        ("utf-8", b"iso-8859-1"), ("utf-8", b"us-ascii"), ("utf-8", b""), ("utf-8", b"klingon"),
        ("cp1256", b"utf-8"), ("cp1256", b"us-ascii"), ("cp1256", b""), ("cp1256", b"rot13"),
        ("utf-8", b"punycode"), ("utf-8", b"\0"),
    ):  # fmt: skip
        body = text.replace("ی", "ي" if encoding == "cp1256" else "ی").encode(encoding)
        kind = b"Content-Type: text/plain; charset=" + claimed + b"\n" if claimed else b""
        subject = b"Subject: " + body + b"\n"
        found = mail(tmp_path, PLAIN + subject + kind + b"\n" + body)
        assert found.text == found.subject == body.decode(encoding), (encoding, claimed)


def test_words_that_split_a_letter(tmp_path: Path) -> None:
    subject = b"Subject: =?UTF-8?B?2LPZ?=\n =?utf-8?B?hNin2YU=?= =?utf-8*fa?Q?_=D8=B9?= (=?x?z?=\n"
    assert mail(tmp_path, PLAIN + subject + b"\n").subject == "سلام ع (=?x?z?="


def test_html_is_read_where_there_is_no_plain_text(tmp_path: Path) -> None:
    html = (
        "<html><head><title>T</title><style>p{}</style></head><body><!-- <p>no</p> -->"
        "<p>سلام &amp; درود<br>خط&nbsp;دو</p><script>alert('x')</script>"
        '<div title="a > b">three</div><table><tr><td>a</td><td>b</td></tr></table></body></html>'
    )
    expected = "سلام & درود\nخط دو\n\nthree\n\na b"
    message = built("", "utf-8", From="a@x.ir", To="b@x.ir")
    message.set_content(html, subtype="html", charset="windows-1256", cte="base64")
    assert mail(tmp_path, message.as_bytes()).text == expected
    both = built(" \n", From="a@x.ir", To="b@x.ir")
    both.add_alternative(html, subtype="html")
    assert mail(tmp_path, both.as_bytes()).text == expected
    both = built("plain", From="a@x.ir", To="b@x.ir")
    both.add_alternative(html, subtype="html")
    both.add_attachment("not this", filename="x.txt")
    both.add_attachment(b"x" * 100_000, maintype="image", subtype="png")
    assert mail(tmp_path, both.as_bytes()).text == "plain"


def test_a_footer_of_a_list_is_not_the_text(tmp_path: Path) -> None:
    message = built("", From="a@x.ir", To="b@x.ir")
    message.set_content("<p>the text</p>", subtype="html")
    message.make_mixed()
    footer = EmailMessage()
    footer.set_content("To unsubscribe …")
    message.attach(footer)
    assert mail(tmp_path, message.as_bytes()).text == "the text"


REPLIES = {
    "on": "Fine.\n\nOn Mon, 5 Jan 2026 at 10:00,\nAli <ali@x.ir> wrote:\n\n> How much?\n> Ali\n",
    "persian": "Fine.\n\n\u202bدر تاریخ دوشنبه ۱۵ دی ۱۴۰۴ علی نوشت:\u202c\n\n> چند؟\n",
    "original": "Fine.\n\n-----Original Message-----\nFrom: Ali\nSent: x\nHow much?\n",
    "outlook": "Fine.\n\nFrom: Ali\nSent: Monday\nTo: Shop\nSubject: price\n\nHow much?\n",
    "signature": "Fine.\n\n-- \nZahra\nPars Co.\n",
}


@pytest.mark.parametrize("kind", REPLIES)
def test_only_what_the_sender_wrote(kind: str) -> None:
    assert own_words(clean_text(REPLIES[kind])) == "Fine."


def test_answers_between_the_lines_stay() -> None:
    text = "Hi,\nOn Monday Ali wrote:\n> How much?\nTen.\n> When?\nToday.\n"
    assert own_words(text) == "Hi,\nTen.\nToday."


def test_a_mail_of_quotations_only_stays() -> None:
    for text in ("> all\n> quoted", "From: Ali\nSent: x\nTo: y\nSubject: z\n\nforwarded"):
        assert own_words(text) == text


def test_a_quotation_in_html(tmp_path: Path) -> None:
    message = built("", From="a@x.ir", To="b@x.ir")
    message.set_content(
        "<div>Fine.</div><div>On Monday 5, Ali wrote:<br></div>"
        "<blockquote><p>How much?</p>or when</blockquote>",
        subtype="html",
    )
    assert mail(tmp_path, message.as_bytes()).text == "Fine."


def test_threads(tmp_path: Path) -> None:
    reply = b"Message-ID: <3@x>\nReferences: <1@x>\n <2@x>\nIn-Reply-To: <2@x>\n"
    found = mail(tmp_path, PLAIN + reply + b"\n")
    assert (found.thread, found.references) == ("1@x", ("1@x", "2@x"))
    answer = b"Message-ID: 4@x\nIn-Reply-To: your message of Monday <1@x>\n"
    assert mail(tmp_path, PLAIN + answer + b"\n")[1:4] == ("4@x", "1@x", ("1@x",))


def test_a_mail_without_an_id_is_named_by_what_it_says(tmp_path: Path) -> None:
    one, two, three = (mail(tmp_path, PLAIN + b"\n" + text) for text in (b"a", b"a", b"b"))
    assert one.message_id == two.message_id != three.message_id
    assert one.thread == one.message_id


@pytest.mark.parametrize(
    ("date", "at"),
    [
        (b"5 Jan 2026 10:00:00 -0000", "2026-01-05T10:00:00Z"),
        (b"Mon, 5 Jan 2026 10:00:00 GMT (x)", "2026-01-05T10:00:00Z"),
        (b"2026-01-05T10:00:00+03:30", "2026-01-05T06:30:00Z"),
        (b"Mon, 35 Jan 2026 10:00:00 +0000", ""),
        (b"31 Dec 9999 23:59:59 -1400", ""),
        (b"yesterday", ""),
        (b"", ""),
    ],
)
def test_dates(tmp_path: Path, date: bytes, at: str) -> None:
    content = b"From: a@x.ir\nTo: b@x.ir\nDate: " + date + b"\n\n"
    assert mail(tmp_path, content).at == at
    assert mail(tmp_path, FROM + content).at == (at or "2026-01-05T10:00:00Z")


def test_files_that_are_none(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.mbox", tmp_path, written(tmp_path, b"\n\n", "blank.mbox")):
        with pytest.raises(FileUnreadable):
            list(read_mails(path))


def nested(depth: int) -> bytes:
    bound = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n'
    deep = b"".join(bound % (n, n) for n in range(depth))
    return PLAIN + deep + b"Content-Type: text/plain\n\nhello\n"


HOSTILE = {
    "a long line": PLAIN + b"\n" + b"a" * 10_000_000,
    "short lines": PLAIN + b"\n" + b"a\n" * 1_000_000,
    "a long field": b"From: a@x.ir\nTo: b@x.ir\nX: y\nSubject: " + b"a" * 8_000_000 + b"\n\n",
    "many fields": PLAIN + b"X: y\n" * 1_000_000 + b"\nhello",
    "many recipients": b"From: a@x.ir\nTo: " + b"a@b.c, " * 1_000_000 + b"\n\n",
    "comments": b"From: a@x.ir\nTo: " + b"(" * 1_000_000 + b"\n\n",
    "backslashes": b"From: a@x.ir\nTo: " + b'"\\' * 400_000 + b"\n\n",
    "words": PLAIN + b"Subject: " + b"=?a?q?" * 400_000 + b"\n\n",
    "nul": PLAIN + b"\n" + b"\0" * 5_000_000,
    "comments of html": PLAIN + b"Content-Type: text/html\n\n" + b"<!-- >" * 400_000,
    "open tags": PLAIN + b"Content-Type: text/html\n\n" + b"<a" * 1_000_000,
    "open scripts": PLAIN + b"Content-Type: text/html\n\n" + b"<script>" * 400_000,
    "quotes of html": PLAIN + b"Content-Type: text/html\n\n" + b"<a '\"" * 400_000,
    "parts": PLAIN + b"Content-Type: multipart/x; boundary=b\n\n" + b"--b\n\n" * 400_000,
    "nested": nested(30_000),
    "answers": PLAIN + b"\n" + b"On a\n> b\n" * 300_000,
    "envelopes": FROM + PLAIN + b"\n" + b"From you at 10:00 2026\n" * 20_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_mails_take_little_time_and_memory(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, HOSTILE[kind], "file.mbox")
    began = time.process_time()
    assert all(len(one.text) <= TEXT_LIMIT for one in read_mails(path))
    assert time.process_time() - began < 10


@pytest.mark.parametrize("kind", ["a long line", "many recipients", "open tags", "nul"])
def test_memory(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, HOSTILE[kind], "file.mbox")
    tracemalloc.start()
    try:
        for one in read_mails(path):
            assert len(one.raw) <= MAIL_LIMIT
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_a_box_is_read_mail_by_mail(tmp_path: Path) -> None:
    attached = FROM + PLAIN + b"\nhello\n" + (b"x" * 7_000 + b"\n") * 1_000 + b"\n"
    path = written(tmp_path, attached * 4, "file.mbox")
    tracemalloc.start()
    try:
        assert [one.text[:5] for one in read_mails(path)] == ["hello"] * 4
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_the_deepest_text_is_found(tmp_path: Path) -> None:
    assert mail(tmp_path, nested(1_000)).text == "hello"


_PIECES = st.sampled_from(
    [
        b"\n", b"\r\n", b"From ", FROM, PLAIN, b"Subject: ", b"Content-Type: multipart/mixed; ",
        b"boundary=b", b"\n--b\n", b"--b--", b"=?utf-8?b?", b"?=", b"Content-Type: text/html\n\n",
        b"<", b"<p>", b"&#x110000;", b"charset=", b"utf-16", b"\xc8\xd3", b"\0", b"<a@b>", b'"',
        b"Content-Transfer-Encoding: base64\n", b"QUI=", b"> ", b"Date: ", b"On x wrote:\n",
        b"References: ", b"Message-ID: ",
    ]
)  # fmt: skip


@given(
    st.lists(_PIECES | st.binary(max_size=20)).map(b"".join), st.sampled_from([b"", FROM, PLAIN])
)
def test_any_bytes_are_read(tmp_path: Path, content: bytes, before: bytes) -> None:
    looks_like_mail(content)
    path = written(tmp_path, before + content + b"x", "any.mbox")
    for number, one in enumerate(read_mails(path), 1):
        assert one.number == number
        assert one.message_id and one.thread
        assert clean_text(one.text) == one.text
        assert len(one.message_id) <= limits.LINE and len(one.thread) <= limits.LINE


@given(st.text(alphabet=st.sampled_from("<>/!-p'\"a &;\n") | st.characters()))
def test_any_html_is_read(text: str) -> None:
    html_text(text, 1_000)
    own_words(text)
