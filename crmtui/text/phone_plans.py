"""Numbering plans of other countries, read once from phonenumbers' own tables.

The library takes 30 µs to parse a number and as long to group it: seconds in a large file. What is
written without detours is decided here by its patterns, a tenth of that; for anything else, and
for what these call invalid, nothing is said and the library has to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from phonenumbers.phonemetadata import NumberFormat, PhoneMetadata, PhoneNumberDesc

_Matcher = Callable[[str], re.Match[str] | None]
_TYPES = (
    *("mobile", "fixed_line", "toll_free", "premium_rate", "shared_cost", "voip"),
    *("personal_number", "pager", "uan", "voicemail"),
)
_GROUPS = re.compile(r"(?:\\[1-9]|[ ()./-])+")
"""A format that only puts groups one after the other."""


class _Region(NamedTuple):
    """Which numbers of a country are valid."""

    leads: _Matcher | None
    """Tells by the first digits that a number is of this country alone."""
    general: _Desc | None
    types: tuple[_Desc, ...]

    def has(self, number: str) -> bool:
        """Tell whether a national number is of any known type here."""
        if self.general is None or not self.general.fits(number):
            return False
        return any(desc.fits(number) for desc in self.types)


class _Desc(NamedTuple):
    """A pattern with the lengths that it is for; none means any."""

    lengths: frozenset[int]
    pattern: _Matcher

    def fits(self, number: str) -> bool:
        """Tell whether a number is of this kind."""
        return (not self.lengths or len(number) in self.lengths) and bool(self.pattern(number))


class _Format(NamedTuple):
    """How numbers of a kind are grouped."""

    leads: _Matcher | None
    pattern: _Matcher
    before: str | None
    """Digits dialled before them at home; None if grouping changes more than that."""


class Plan(NamedTuple):
    """The numbers behind one calling code."""

    regions: tuple[_Region, ...]
    prefix: _Matcher | None
    """What in front of a number may have to be taken off."""
    formats: tuple[_Format, ...]

    def has(self, number: str) -> bool:
        """Tell whether a national number is valid and nothing in front of it is to be taken off."""
        if self.prefix and self.prefix(number):
            return False
        for region in self.regions:
            if region.leads:
                if region.leads(number):
                    return region.has(number)
            elif region.has(number):
                return True
        return False

    def at_home(self, number: str) -> str | None:
        """Return the digits in which a national number is written at home; None if unsure."""
        if self.prefix and self.prefix(number):
            return None
        for form in self.formats:
            if (form.leads is None or form.leads(number)) and form.pattern(number):
                return None if form.before is None else form.before + number
        return number


def split(digits: str) -> tuple[str, str]:
    """Part the digits after a + into calling code and national number; two "" if there is none."""
    known = _calling_codes()
    for length in (1, 2, 3):
        if digits[:length] in known:
            return digits[:length], digits[length:]
    return "", ""


def key_from_abroad(digits: str) -> str | None:
    """Return the key of the digits after a +; None if phonenumbers has to look."""
    code, number = split(digits)
    found = plan(code) if code else None
    return f"+{digits}" if found and found.has(number) else None


def key_at_home(digits: str, country: str) -> str | None:
    """Return the key of digits as dialled in a country; None if phonenumbers has to look."""
    home = _home(country)
    if home is None or (home.abroad and home.abroad(digits)):
        return None
    number = digits.removeprefix(home.prefix) if home.prefix else digits
    found = plan(home.code)
    return f"+{home.code}{number}" if found and found.has(number) else None


def digits_at_home(key: str) -> str | None:
    """Return the digits of a key as dialled in its own country; None if phonenumbers knows more."""
    code, number = split(key[1:])
    found = plan(code) if code else None
    return found.at_home(number) if found else None


@cache
def _calling_codes() -> frozenset[str]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))


class _Home(NamedTuple):
    """How numbers are dialled within a country."""

    code: str
    prefix: str
    abroad: _Matcher | None
    """What begins a number of another country."""


@cache
def _home(country: str) -> _Home | None:
    from phonenumbers import PhoneMetadata

    found = PhoneMetadata.metadata_for_region(country, None)
    if found is None:
        return None
    prefix = found.national_prefix or ""
    parsed = re.compile(found.national_prefix_for_parsing or "")
    # Of several prefixes the first that fits is taken off; groups stand for more than that.
    if parsed.groups or parsed.pattern.split("|")[0] != prefix or not f"{prefix}0".isdigit():
        return None
    abroad = found.international_prefix
    return _Home(str(found.country_code), prefix, re.compile(abroad).match if abroad else None)


@cache
def plan(code: str) -> Plan | None:
    """Return what is known of a calling code; None for what is no country's."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    names = COUNTRY_CODE_TO_REGION_CODE[int(code)]
    regions = [PhoneMetadata.metadata_for_region(name, None) for name in names]
    found = [region for region in regions if region]
    if "001" in names or len(found) < len(names):
        return None
    main = found[0]
    parsed = main.national_prefix_for_parsing
    alone = len(found) == 1
    return Plan(
        tuple(_region(metadata, alone=alone) for metadata in found),
        re.compile(parsed).match if parsed else None,
        tuple(map(_format, main.number_format)),
    )


def _region(metadata: PhoneMetadata, *, alone: bool) -> _Region:
    leads = None if alone else metadata.leading_digits
    return _Region(
        re.compile(leads).match if leads else None,
        _desc(metadata.general_desc),
        tuple(_descs(metadata)),
    )


def _descs(metadata: PhoneMetadata) -> Iterator[_Desc]:
    for name in _TYPES:
        found = _desc(getattr(metadata, name))
        if found:
            yield found


def _desc(found: PhoneNumberDesc | None) -> _Desc | None:
    if found is None or not found.national_number_pattern:
        return None
    pattern = re.compile(found.national_number_pattern).fullmatch
    return _Desc(frozenset(found.possible_length), pattern)


def _format(found: NumberFormat) -> _Format:
    leads, pattern = found.leading_digits_pattern, re.compile(found.pattern or "")
    return _Format(
        re.compile(leads[-1]).match if leads else None,
        pattern.fullmatch,
        _before(found.format or "", pattern.groups, found.national_prefix_formatting_rule),
    )


def _before(form: str, groups: int, rule: str | None) -> str | None:
    """Return the digits that grouping puts in front; None if it does more."""
    order = [int(group) for group in re.findall(r"\\([1-9])", form)]
    if not _GROUPS.fullmatch(form) or order != [*range(1, groups + 1)]:
        return None
    before, group, after = (rule or r"\1").partition(r"\1")
    if not group or any(map(str.isdigit, after)):
        return None
    return re.sub("[^0-9]", "", before)
