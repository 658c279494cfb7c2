"""HTML of a mail as plain text.

The parser of the standard library takes 20 seconds for 100 KB of tags that never close; this
pattern passes over each character once.
"""

from __future__ import annotations

import re
from html import unescape

_MOST = 500_000
_TAG = re.compile(
    r"<!--|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*+)"
    r"(?:[^<>\"']++|\"[^\"]{0,5000}+\"|'[^']{0,5000}+')*+>|<[!?/][^<>]*+>"
)
_UNSEEN = frozenset({"script", "style", "title", "template"})
_LINES = frozenset(
    (
        *("p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "hr", "pre", "section", "article", "header", "footer", "address", "dl", "dt", "dd"),
    )
)
_PARAGRAPHS = frozenset({"p", "blockquote", "h1", "h2", "h3", "table", "ul", "ol", "pre"})


def html_text(html: str, most: int) -> str:
    """Return what a reader of `html` sees, quotations as lines with a `>`; up to `most` or so."""
    writer = _Writer()
    html = html[: html.rfind("<", 0, _MOST)] if len(html) > _MOST else html
    at = 0
    while (tag := _TAG.search(html, at)) and writer.size < most:
        writer.text(html[at : tag.start()])
        at = tag.end()
        name = (tag["name"] or "").lower()
        if tag[0] == "<!--":
            at = _behind("-->", html, at)
        elif name in _UNSEEN and not tag["end"]:
            at = _behind(f"</{name}", html, at)
            at = _behind(">", html, at)
        else:
            writer.tag(name, ends=bool(tag["end"]))
    writer.text(html[at:])
    return writer.finish()


def _behind(mark: str, html: str, at: int) -> int:
    """Return where `mark` ends; all that follows is unseen if it is missing."""
    found = re.compile(re.escape(mark), re.IGNORECASE).search(html, at)
    return found.end() if found else len(html)


class _Writer:
    """Lines under construction."""

    def __init__(self) -> None:
        self.size = 0
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._verbatim = 0

    def text(self, html: str) -> None:
        """Add text between two tags."""
        if not html:
            return
        text = unescape(html)
        self.size += len(text)
        if self._verbatim:
            *lines, rest = text.split("\n")
            for line in lines:
                self._line.append(line)
                self._break()
            self._line.append(rest)
        else:
            self._line.append(" ".join(f"|{text}|".split())[1:-1])

    def tag(self, name: str, *, ends: bool) -> None:
        """Take note of a tag."""
        if name == "br":
            self._break()
        elif name in ("td", "th"):
            self._line.append(" ")
        elif name in _LINES:
            self._end_line(apart=name in _PARAGRAPHS)
        step = -1 if ends else 1
        if name == "blockquote":
            self._quotes = max(self._quotes + step, 0)
        elif name == "pre":
            self._verbatim = max(self._verbatim + step, 0)

    def finish(self) -> str:
        """Return the lines."""
        self._end_line(apart=False)
        return "\n".join(self._lines).strip("\n")

    def _end_line(self, *, apart: bool) -> None:
        if "".join(self._line).strip():
            self._break()
        self._line.clear()
        if apart and self._lines and self._lines[-1]:
            self._lines.append("")

    def _break(self) -> None:
        line = "".join(self._line)
        line = line.rstrip() if self._verbatim else " ".join(line.split())
        self._line.clear()
        # Of the blank lines that marketing is full of, one is enough.
        if line or (self._lines and self._lines[-1]):
            self._lines.append(f"> {line}" if self._quotes and line else line)
