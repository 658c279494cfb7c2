"""Write contacts as vCard 3.0: what every phone takes, and what we read back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, zip_longest
from typing import Any, BinaryIO

from crmtui.exchange.cells import Point
from crmtui.exchange.vcard.fold import folded
from crmtui.exchange.vcard.kept import Kept
from crmtui.exchange.vcard.own import more_lines
from crmtui.exchange.vcard.parted import city_of, city_value, name_value
from crmtui.exchange.vcard.points import KINDS
from crmtui.exchange.vcard.values import Property, escaped, parse
from crmtui.exchange.vcard.write_points import point_lines

Contact = Mapping[str, Any]
"""The fields of an export, several values as lists, and the kept lines as `extra`."""


def write_cards(out: BinaryIO, contacts: Iterable[Contact], currency: str = "") -> int:
    """Write a card for each contact as they come; return how many there were.

    Amounts of own fields are in the `currency`.
    """
    written = 0
    for contact in contacts:
        out.write(b"".join(map(folded, _card(contact, currency))))
        written += 1
    return written


def _card(contact: Contact, currency: str) -> Iterator[str]:
    kept = Kept(contact.get("extra") or "")
    yield from ("BEGIN:VCARD", "VERSION:3.0")
    # Near the top: by the first of these lines the file is known as ours.
    yield from _texts(contact, {"X-CRMTUI-ID": "id"})
    yield f"UID:crmtui-{contact['id']}"
    yield from _who(contact, kept)
    yield from _texts(contact, {"TITLE": "job_title", "NICKNAME": "nickname"})
    yield from _reach(contact, kept)
    yield from _tags(contact.get("tags") or ())
    yield from _texts(
        contact,
        {
            "BDAY": "birthday",
            "NOTE": "note",
            "X-CRMTUI-STATUS": "status",
            "X-CRMTUI-SOURCE": "source",
            "X-CRMTUI-CREATED": "created_at",
        },
    )
    yield from more_lines(contact, currency)
    if not contact.get("anniversary"):
        yield from kept.anniversaries
    yield from kept.others
    yield "END:VCARD"


def _texts(contact: Contact, fields: Mapping[str, str]) -> Iterator[str]:
    for name, field in fields.items():
        if value := contact.get(field):
            yield f"{name}:{escaped(str(value))}"


def _who(contact: Contact, kept: Kept) -> Iterator[str]:
    """Yield the name in whole and in parts, and the employer: a company is its own."""
    name, kind = contact["name"], contact.get("kind") or "person"
    company = contact.get("company") or ""
    yield f"FN:{escaped(name)}"
    yield f"N:{kept.name(name) or name_value(name, kind)}"
    employer = name if kind == "company" else company
    values = kept.employers(employer) or ([escaped(employer)] if employer else [])
    yield from (f"ORG:{value}" for value in values)
    if kind == "company":
        yield "X-ABShowAs:COMPANY"
        if company:
            yield f"X-CRMTUI-COMPANY:{escaped(company)}"


def _reach(contact: Contact, kept: Kept) -> Iterator[str]:
    """Yield every way to reach somebody, and the city that their addresses do not tell."""
    groups = (name for n in count(1) if (name := f"item{n}") not in kept.groups)
    parted: list[Property] = []
    for point in _points(contact):
        structured = kept.address(point.value) if point.kind == "address" else ""
        if structured and (item := parse(f"ADR:{structured}")):
            parted.append(item)
        yield from point_lines(point, groups, structured)
    city = contact.get("city") or ""
    if city and not parted:
        yield f"ADR:{city_value(city)}"
    elif city != city_of(parted):
        yield f"X-CRMTUI-CITY:{escaped(city)}"


def _points(contact: Contact) -> Iterator[Point]:
    for kind in KINDS:
        labels = contact.get(f"{kind}_labels") or ()
        for value, label in zip_longest(contact.get(kind) or (), labels, fillvalue=""):
            if value:
                yield Point(kind, value, label)


def _tags(tags: Iterable[str]) -> Iterator[str]:
    tags = list(tags)
    if tags:
        yield "CATEGORIES:" + ",".join(map(escaped, tags))
    # Other programs take a comma for the end of a tag, even if it says that it is none.
    if any("," in tag or ";" in tag for tag in tags):
        yield from (f"X-CRMTUI-TAG:{escaped(tag)}" for tag in tags)
