"""A statement of account as a page to print: one file that loads nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from crmtui.text.clean import printable


class Table(NamedTuple):
    """Rows of cells as they are read; `numbers` and `texts` tell columns apart by their index."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    texts: frozenset[int] = frozenset()
    """What people wrote, in whatever direction."""


class StatementPage(NamedTuple):
    """A statement in words."""

    lang: str
    shop: str
    title: str
    name: str
    number: str
    period: str
    moves: Table
    closing: str
    open_title: str
    """Empty where nothing is open."""
    open: Table


RIGHT_TO_LEFT = ("fa", "ar", "he", "ur")

_STYLE = """
@page { size: A4; margin: 18mm 16mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.45 Vazirmatn, "Noto Sans Arabic", "Segoe UI", Tahoma, sans-serif;
  color: #1b1b1b; background: #fff; max-width: 178mm; margin: 12mm auto; padding: 0 4mm; }
header { border-bottom: 2px solid #0a6f66; margin-bottom: 6mm; padding-bottom: 2mm; }
h1 { font-size: 20pt; margin: 0; color: #0a6f66; }
h2 { font-size: 13pt; margin: 8mm 0 2mm; }
p { margin: 1mm 0; }
.quiet { color: #555; }
.closing { font-size: 13pt; font-weight: bold; margin: 4mm 0; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { text-align: start; border-bottom: 1px solid #1b1b1b; padding: 1mm 2mm; font-size: 10pt; }
td { border-bottom: 1px solid #ddd; padding: 1mm 2mm; vertical-align: top; }
td.text { overflow-wrap: anywhere; }
.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
"""


def statement_html(page: StatementPage) -> str:
    """Return the page; whatever people wrote in it is text and nothing else."""
    lang = page.lang or "en"
    way = "rtl" if lang.startswith(RIGHT_TO_LEFT) else "ltr"
    shop = f"<h1><bdi>{_text(page.shop)}</bdi></h1>" if page.shop else ""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_text(lang)}" dir="{way}">',
        '<head><meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width">',
        f"<title>{_text(page.title)} · {_text(page.name)}</title>",
        f"<style>{_STYLE}</style></head>",
        f"<body><header>{shop}<p>{_text(page.title)}</p></header>",
        f'<p><strong dir="auto">{_text(page.name)}</strong> '
        f'<span class="quiet"><bdi>{_text(page.number)}</bdi></span></p>',
        f'<p class="quiet">{_text(page.period)}</p>',
        *_table(page.moves),
        f'<p class="closing">{_text(page.closing)}</p>',
    ]
    if page.open_title:
        lines += [f"<h2>{_text(page.open_title)}</h2>", *_table(page.open)]
    return "\n".join([*lines, "</body></html>", ""])


def _table(table: Table) -> Iterator[str]:
    yield "<table><thead><tr>"
    for index, title in enumerate(table.titles):
        number = ' class="number"' if index in table.numbers else ""
        yield f'<th scope="col"{number}>{_text(title)}</th>'
    yield "</tr></thead><tbody>"
    for row in table.rows:
        yield "<tr>" + "".join(_cell(table, i, cell) for i, cell in enumerate(row)) + "</tr>"
    yield "</tbody></table>"


def _cell(table: Table, index: int, cell: str) -> str:
    if index in table.numbers:
        return f'<td class="number"><bdi dir="ltr">{_text(cell)}</bdi></td>'
    if index in table.texts:
        return f'<td class="text" dir="auto">{_text(cell)}</td>'
    return f"<td>{_text(cell)}</td>"


def _text(value: str) -> str:
    """Escape a text; line ends become blanks, what acts on a terminal is left out."""
    return escape(" ".join(printable(value).split()))
