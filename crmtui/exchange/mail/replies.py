"""What the sender of a mail wrote, apart from what it answers."""

from __future__ import annotations

import re

_ORIGINAL = re.compile(
    r"\s*[-_]{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|"
    r"message d.origine|mensaje original|پیام اصلی|پیغام اصلی)\s*[-_]{2,}\s*",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\W*(?:on|am|le|el|il|op|em|در)\b.{0,500}?\b(?:wrote|schrieb|a écrit|escribió|ha scritto|"
    r"schreef|escreveu|نوشت|نوشته است|نوشته‌است|نوشتند)\b.{0,100}",
    re.IGNORECASE | re.DOTALL,
)
_FROM = re.compile(r"\W*(?:from|von|de|از|فرستنده)\W*:", re.IGNORECASE)
_HEADER = re.compile(
    r"\W*(?:sent|date|to|cc|subject|gesendet|an|betreff|"
    r"ارسال شده|ارسال|تاریخ|به|گیرنده|موضوع)\W*:",
    re.IGNORECASE,
)
_ATTRIBUTION_LINES = 4
_HEADER_LINES = 5


def own_words(text: str) -> str:
    """Cut off quoted mails and the signature; a mail that is nothing else stays as it is."""
    kept: list[str] = []
    lines = text.split("\n")
    quoted = False
    for at, line in enumerate(lines):
        if line.rstrip() == "--" or _ORIGINAL.fullmatch(line) or _is_outlook(lines, at):
            break
        if line.lstrip().startswith(">"):
            if not quoted:
                _drop_attribution(kept)
            quoted = True
        else:
            kept.append(line)
            quoted = quoted and not line.strip()
    own = "\n".join(kept).strip()
    return own if own.strip("_- \n") else text


def _is_outlook(lines: list[str], at: int) -> bool:
    """Recognise the header that Outlook puts over the mail that is answered."""
    if not _FROM.match(lines[at]):
        return False
    below = lines[at + 1 : at + 1 + _HEADER_LINES]
    # A mail that begins with it is one that was forwarded.
    return sum(map(bool, map(_HEADER.match, below))) >= 3 and any(map(str.strip, lines[:at]))


def _drop_attribution(kept: list[str]) -> None:
    """Take off the lines "On … wrote:" before a quotation."""
    last = len(kept)
    while last and not kept[last - 1].strip():
        last -= 1
    for first in range(last - 1, max(last - 1 - _ATTRIBUTION_LINES, -1), -1):
        said = " ".join(kept[first:last])
        if len(said) > 1_000 or not kept[first].strip():
            return
        if said.rstrip("\u200e\u200f ").endswith(":") and _WROTE.fullmatch(said):
            del kept[first:]
            return
