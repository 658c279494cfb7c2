"""The language of filters: `status:lead city:تهران last>30d -tag:old "free words"` as parts.

It knows the grammar alone; what a field means, and whether there is one, is `reads.filters`'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from crmtui.text.digits import to_ascii
from crmtui.text.query_words import field_named

OPERATORS = (":", "=", "!=", "<", "<=", ">", ">=")
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "：": ":", "＝": "=", "＜": "<", "＞": ">"}
"""Signs that are written otherwise in other hands, and what they are here."""
_SIGN = r"(?:[<>!]=|[:=<>≤≥≠：＝＜＞])"
_QUOTED = r'(?:"[^"]*(?:"|$)|«[^»]*(?:»|$)|“[^”]*(?:”|$))'
"""What stands in quotes; an open quote reaches to the end."""
_NAME = r"[^\W\d_][\w\u200c.\-]*"
_TOKEN = (
    rf"(?P<minus>[-!](?=\S))?(?:(?P<field>{_NAME}|{_QUOTED})(?P<sign>{_SIGN}))?"
    rf"(?P<value>(?:{_QUOTED}|[^\s\"«“])*)"
)
_PART = rf"{_QUOTED}|[^\"«“,،]+|[,،\"«“]"
_ONE_WORD = ("status", "relation", "kind", "channel", "dnc", "has", "no", "id")
"""Fields whose values have no blank in them."""
_WEB = "//"
"""After a colon: an address of the web, which is no term."""


class Term(NamedTuple):
    """One condition on a field."""

    field: str
    """As typed, without its quotes."""
    sign: str
    """One of OPERATORS."""
    value: str
    """As typed, without its quotes; digits are ASCII unless they were quoted."""
    choices: tuple[str, ...] = ()
    """The value cut at its commas, those in quotes apart: any of them may fit."""
    negated: bool = False
    text: str = ""
    """The whole of it, for a message."""
    quoted: bool = False
    """It was said that there is a value, even if it is an empty one."""


class Parsed(NamedTuple):
    """What a filter says."""

    terms: tuple[Term, ...] = ()
    words: str = ""
    """What stands outside of terms: looked for anywhere, all of it."""
    phrases: tuple[str, ...] = ()
    """What stands in quotes: looked for as it is."""
    unwanted: tuple[str, ...] = ()
    """Words with a minus: nobody who has them."""

    @property
    def is_plain(self) -> bool:
        """Tell whether there are only words: a search."""
        return not (self.terms or self.phrases or self.unwanted)


def parse(text: str) -> Parsed:
    """Take a filter apart; there is no text that it cannot read."""
    terms: list[Term] = []
    words: list[str] = []
    phrases: list[str] = []
    unwanted: list[str] = []
    for found in re.finditer(_TOKEN, text):
        if not found[0]:
            continue
        term = _term(found)
        if term is not None:
            terms.append(term)
            continue
        bare = found[0].removeprefix(found["minus"] or "")
        plain = " ".join(_bare(bare).split())
        if not plain:
            continue
        if found["minus"]:
            unwanted.append(plain)
        elif _is_quoted(bare):
            phrases.append(plain)
        else:
            words.append(bare)
    return Parsed(tuple(terms), " ".join(words), tuple(phrases), tuple(unwanted))


def with_terms(text: str, fresh: Callable[[Term], str]) -> str:
    """Return a filter with each of its terms written as `fresh` says, the rest as it is."""

    def written(found: re.Match[str]) -> str:
        term = _term(found)
        return found[0] if term is None else fresh(term)

    return re.sub(_TOKEN, written, text)


def _term(found: re.Match[str]) -> Term | None:
    """Return the term of a token; None if it is a word."""
    sign, value = found["sign"], found["value"]
    if not sign or (sign == ":" and value.startswith(_WEB)):
        return None
    parts = [(_bare(part), _is_quoted(part)) for part in re.findall(_PART, value)]
    return Term(
        _bare(found["field"]),
        _SIGNS.get(sign, sign),
        "".join(text if quoted else to_ascii(text) for text, quoted in parts),
        tuple(_choices(parts)),
        bool(found["minus"]),
        found[0],
        any(quoted for _text, quoted in parts),
    )


def _choices(parts: Iterable[tuple[str, bool]]) -> list[str]:
    choices = [""]
    for text, quoted in parts:
        if not quoted and text in (",", "،"):
            choices.append("")
        else:
            choices[-1] += text
    return [choice for choice in choices if choice] or [""]


def _is_quoted(text: str) -> bool:
    return text[:1] in ('"', "«", "“")


def _bare(text: str) -> str:
    """Take the quotes off, wherever they stand."""
    return text.translate(_QUOTES)


_QUOTES = str.maketrans("", "", '"«»“”')


def quoted(value: str) -> str:
    """Return a value so that it is read as one and as itself; quotes inside cannot be kept."""
    value = _bare(value)
    return value if value and re.fullmatch(r"[\w.@+/\-]+", value) else f'"{value}"'


def from_arguments(arguments: Iterable[str]) -> str:
    """Return the filter that words of a shell make up.

    The shell has taken its quotes: `city:"San Francisco"` comes as one word with a blank in it.
    """
    return " ".join(map(_from_argument, arguments))


def _from_argument(argument: str) -> str:
    found = re.match(_TOKEN, argument)
    if found is None or not found["sign"] or not re.search(r"\s", argument):
        return argument
    if field_named(_bare(found["field"])) in _ONE_WORD:
        return argument
    rest = argument[found.end("sign") :]
    if re.search(rf'\s[-!]?{_NAME}{_SIGN}|["«“]', rest):  # a whole filter in one word
        return argument
    return argument[: found.end("sign")] + quoted(rest.strip())
