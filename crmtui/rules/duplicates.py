"""Whether two contacts are one: how sure that is, and why."""

from __future__ import annotations

from typing import NamedTuple

from crmtui.rules.close_names import Name, Near, name_of, near
from crmtui.text.birthdays import NO_YEAR
from crmtui.text.phones import is_landline

LIKELY = 0.6
"""The score from which two contacts are shown as one person's."""
WEAK = 0.4
"""The score from which they may be looked at: nothing but the name speaks for it."""

_OWN, _EMAIL, _LINE, _COMPANY, _BIRTHDAY, _NAME = "own", "email", "line", "company", "born", "name"
_NEAR = (Near.SAME, Near.SLIP, Near.ALPHABET, Near.CLOSE, Near.PART, Near.RHYME)
_SCORES = {
    what: dict(zip(_NEAR, scores, strict=True))
    for what, scores in {
        _OWN: (0.97, 0.93, 0.9, 0.88, 0.8, 0.55),
        _EMAIL: (0.97, 0.94, 0.92, 0.9, 0.82, 0.75),
        _LINE: (0.9, 0.8, 0.75, 0.55, 0.5, 0.2),
        _COMPANY: (0.75, 0.7, 0.65, 0.62, 0.2, 0.2),
        _BIRTHDAY: (0.75, 0.66, 0.65, 0.61, 0.2, 0.2),
        _NAME: (0.4, 0.0, 0.0, 0.0, 0.0, 0.0),
    }.items()
}
"""How sure one is of names that are so near, given what else they share.

A phone of one's own or an e-mail says most; a family or an office shares its landline, so there
the names must agree.
"""
_BESIDES = 0.01
"""What each further thing that they share adds."""
_SAME_CITY = 0.05
_OTHER_CITY = 0.15
_OTHER_BIRTHDAY = 0.3
_OTHER_KIND = 0.2
_OTHER_PHONES = 0.05
"""What is taken off where one has two phones: they share an e-mail."""


class Person(NamedTuple):
    """What is compared of a contact; names are folded, the rest are keys."""

    name: str
    kind: str = "person"
    company: str = ""
    city: str = ""
    birthday: str = ""
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()

    @property
    def name_words(self) -> Name:
        """The words of the name that tell who it is."""
        return name_of(self.name, is_company=self.kind == "company")


class Verdict(NamedTuple):
    """How sure it is that two are one, 0 to 1, and the kinds of reasons, for and against."""

    score: float
    reasons: tuple[str, ...]


_KINDS = {Near.SAME: "same-name", Near.ALPHABET: "other-alphabet", Near.PART: "part-of-name"}
DIFFERENT = Verdict(0.0, ())


def compare(one: Person, other: Person) -> Verdict:
    """Tell how sure it is that two contacts are one, whichever comes first."""
    names = near(one.name_words, other.name_words)
    if names is Near.OTHER:
        return DIFFERENT
    shared = _shared(one, other, names)
    scores = sorted((_SCORES[what][names] for what in shared), reverse=True)
    if not scores or not scores[0]:
        return DIFFERENT
    score = min(0.99, scores[0] + _BESIDES * sum(found > 0 for found in scores[1:]))
    against = _against(one, other, shared)
    for what in against:
        score -= _price(what, score, shared)
    if shared == [_NAME] and one.city and one.city == other.city:
        score += _SAME_CITY
    reasons = (*_identity(one, other), *_alike(one, other, names, shared), *against)
    return Verdict(round(max(0.0, score), 2), reasons)


def _shared(one: Person, other: Person, names: Near) -> list[str]:
    """Return the kinds of evidence that the two are one."""
    found = []
    phones = one.phones & other.phones
    if one.handles & other.handles:
        found.append(_OWN)
    elif phones:
        # A landline is a company's own, and what a household or an office has together.
        is_company = one.kind == other.kind == "company"
        found.append(_LINE if not is_company and all(map(is_landline, phones)) else _OWN)
    if one.emails & other.emails:
        found.append(_EMAIL)
    if _same_company(one, other):
        found.append(_COMPANY)
    if one.birthday == other.birthday != "" and not one.birthday.startswith(str(NO_YEAR)):
        found.append(_BIRTHDAY)
    if names is Near.SAME and not found:
        found.append(_NAME)
    return found


def _same_company(one: Person, other: Person) -> bool:
    if one.kind == other.kind == "company":
        return one.city == other.city != "" and near(one.name_words, other.name_words) is Near.SAME
    if not one.company or not other.company:
        return False
    names = name_of(one.company, is_company=True), name_of(other.company, is_company=True)
    return bool(names[0].words) and near(*names) is Near.SAME


def _against(one: Person, other: Person, shared: list[str]) -> list[str]:
    found = []
    if one.phones and other.phones and not one.phones & other.phones:
        found.append("different-phones")
    if one.birthday and other.birthday and _other_day(one.birthday, other.birthday):
        found.append("different-birthday")
    if one.kind != other.kind:
        found.append("different-kind")
    if shared == [_NAME]:
        if one.emails and other.emails:
            found.append("different-emails")
        if one.city and other.city and one.city != other.city:
            found.append("different-city")
    return found


def _other_day(one: str, other: str) -> bool:
    """Tell whether two birthdays contradict each other; a year may be missing in one."""
    without_year = one.startswith(str(NO_YEAR)) or other.startswith(str(NO_YEAR))
    return one[4:] != other[4:] or (not without_year and one != other)


def _price(against: str, score: float, shared: list[str]) -> float:
    """Return what a reason against takes off a score."""
    if against in ("different-phones", "different-emails"):
        is_sure = _EMAIL in shared or _OWN in shared
        return _OTHER_PHONES if is_sure else score / 2
    return {
        "different-birthday": _OTHER_BIRTHDAY,
        "different-kind": _OTHER_KIND,
        "different-city": _OTHER_CITY,
    }[against]


def _identity(one: Person, other: Person) -> list[str]:
    """Return what they share beside names, the surest first."""
    found = []
    if one.phones & other.phones:
        found.append("same-phone")
    if one.emails & other.emails:
        found.append("same-email")
    if one.handles & other.handles:
        found.append("same-handle")
    return found


def _alike(one: Person, other: Person, names: Near, shared: list[str]) -> list[str]:
    """Return what their names, company and birthday say."""
    kind = _KINDS.get(names, "close-name")
    if not one.name_words.words or not other.name_words.words:
        kind = "no-name"
    found = [kind]
    if _COMPANY in shared:
        if one.kind == other.kind == "company":
            found = [kind, "same-city"]
        else:
            found = ["same-name-and-company"] if names is Near.SAME else [kind, "same-company"]
    if _BIRTHDAY in shared:
        found.append("same-birthday")
    return found
