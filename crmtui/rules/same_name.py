"""When two names may be one person's, given that they share a phone or an e-mail."""

from __future__ import annotations

from collections.abc import Iterable

CARRIERS = 20
"""People on one phone or e-mail beyond which it is a placeholder, and tells nothing."""


def alike(one: str, other: str) -> bool:
    """Tell whether one folded name has all the words of the other: "ali" and "a. rezaei"."""
    if one == other:
        return True
    mine, others = one.split(), other.split()
    return _covers(others, mine) or _covers(mine, others)


def _covers(words: list[str], fewer: list[str]) -> bool:
    """Tell whether each of the fewer words is among the others, be it as an initial."""
    return all(any(_same_word(word, other) for other in words) for word in fewer)


def _same_word(one: str, other: str) -> bool:
    one, other = one.rstrip("."), other.rstrip(".")
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and long.startswith(short)


def fuller(one: str, other: str) -> str:
    """Return the name with more words, the first if they have as many."""
    return other if len(other.split()) > len(one.split()) else one


class Owners:
    """People by number, each under the fullest name that has been seen of them.

    Only that is compared: "ali" must not lead from "ali rezaei" to "ali ahmadi".
    """

    def __init__(self) -> None:
        self._names: dict[int, str] = {}

    def add(self, owner: int, name: str) -> None:
        """Take in a name of somebody; "" where only the phone or e-mail is known."""
        self._names[owner] = fuller(self._names.get(owner, ""), name)

    def pick(self, owners: Iterable[int], name: str) -> int | None:
        """Return who of those that share a phone or e-mail has this name; None if nobody.

        Without a name it is somebody only where there is just one.
        """
        known = list(dict.fromkeys(owners))
        if not name:
            return known[0] if len(known) == 1 else None
        fitting = [owner for owner in known if alike(name, self._names[owner])]
        named = [owner for owner in fitting if self._names[owner]]
        same = [owner for owner in named if self._names[owner] == name]
        return next(iter((*same, *named, *fitting)), None)
