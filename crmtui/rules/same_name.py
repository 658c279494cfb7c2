"""When two names may be one person's, given that they share a phone or an e-mail."""

from __future__ import annotations


def alike(one: str, other: str) -> bool:
    """Tell whether one folded name has all the words of the other: "ali" and "ali rezaei"."""
    if one == other:
        return True
    mine, others = set(one.split()), set(other.split())
    return mine <= others or others <= mine


def fuller(one: str, other: str) -> str:
    """Return the name with more words, the first if they have as many."""
    return other if len(other.split()) > len(one.split()) else one
