"""Names, employers and addresses: a vCard has them in parts, we as one text."""

from __future__ import annotations

from collections.abc import Iterable

from crmtui.exchange.vcard.points import address
from crmtui.exchange.vcard.values import Property, escaped, nth, parts
from crmtui.text.clean import clean

NAME_PARTS = 5


def spoken_name(item: Property) -> str:
    """Put the parts of a name in the order they are spoken."""
    family, given, middle, prefix, suffix = _name_parts(item)
    return clean(" ".join(filter(None, (prefix, given, middle, family, suffix))))


def is_guess(item: Property, name: str, kind: str) -> bool:
    """Tell whether the parts of a name are just those we would find."""
    return [*map(clean, _name_parts(item))] == _guessed(name, kind)


def name_value(name: str, kind: str) -> str:
    """Take a name apart: the last word is the family's; a company has no parts."""
    return ";".join(map(escaped, _guessed(name, kind)))


def employer(items: Iterable[Property]) -> str:
    """Return the first organisation that has a name."""
    return next((name for item in items if (name := nth(item, 0))), "")


def has_units(item: Property) -> bool:
    """Tell whether an organisation is named with its parts."""
    return any(map(clean, parts(item)[1:]))


def address_value(text: str) -> str:
    """Write an address where the street belongs: people read it all there."""
    return f";;{escaped(text)};;;;"


def city_value(city: str) -> str:
    """Write a city without an address."""
    return f";;;{escaped(city)};;;"


def city_of(items: Iterable[Property]) -> str:
    """Return the city of the first address that has one."""
    return next((city for item in items if (city := nth(item, 3))), "")


def is_one_line(item: Property) -> bool:
    """Tell whether an address is but a street, or none at all."""
    others = [clean(part) for at, part in enumerate(parts(item)) if at != 2]
    return not any(others) or not address(item)


def _name_parts(item: Property) -> list[str]:
    return [*parts(item), *[""] * NAME_PARTS][:NAME_PARTS]


def _guessed(name: str, kind: str) -> list[str]:
    given, _blank, family = ("", "", "") if kind == "company" else name.rpartition(" ")
    return [family, given, "", "", ""] if given else ["", family, "", "", ""]
