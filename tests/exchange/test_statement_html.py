"""The page to print: whole, still, and safe whatever people wrote."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from crmtui.exchange.statement_html import StatementPage, Table, statement_html

MOVES = Table(("Date", "Details", "Balance"), (), numbers=frozenset({2}), texts=frozenset({1}))
PAGE = StatementPage(
    lang="en",
    shop="Tea & Spice",
    title="Statement of account",
    name="Ali",
    number="#1",
    period="2026-01-01 to 2026-02-01",
    moves=MOVES,
    closing="Ali owes 5 toman.",
    open_title="",
    open=Table((), ()),
)
VOID = {"meta"}


class Reader(HTMLParser):
    """Reads a page as a browser would: its elements, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


def test_a_page_reads_as_what_it_says() -> None:
    moves = MOVES._replace(rows=(("2026-01-01", "چای ×4", "1,000"),))
    page = PAGE._replace(moves=moves, open_title="Not paid yet", open=moves)
    found = Reader(statement_html(page))
    assert found.open == []
    text = " ".join(found.text)
    for part in ("Tea & Spice", "Ali", "#1", "چای ×4", "1,000", "Ali owes 5 toman.", "Not paid"):
        assert part in text
    assert ("dir", "auto") in found.attributes


def test_it_follows_the_language() -> None:
    assert '<html lang="fa" dir="rtl">' in statement_html(PAGE._replace(lang="fa"))
    assert '<html lang="en" dir="ltr">' in statement_html(PAGE._replace(lang=""))


@given(st.text(max_size=60))
def test_nobody_writes_more_than_text(text: str) -> None:
    moves = MOVES._replace(rows=((text, text, text),))
    page = PAGE._replace(shop=text or "x", name=text, closing=text, lang="fa", moves=moves)
    plain = Reader(statement_html(PAGE._replace(moves=MOVES._replace(rows=(("", "", ""),)))))
    found = Reader(statement_html(page))
    assert found.seen == plain.seen
    assert found.open == []
    assert {name for name, _value in found.attributes} == {
        name for name, _value in plain.attributes
    }


def test_hostile_text_stays_text() -> None:
    name = "<script>alert(1)</script><img src=x onerror=y> \"' [/] \x1b[31m\u202eعلی"
    page = statement_html(PAGE._replace(name=name, shop=name, lang='fa"><script>'))
    found = Reader(page)
    assert "script" not in found.seen
    assert "img" not in found.seen
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert not {"src", "href", "onerror"} & {name for name, _value in found.attributes}
