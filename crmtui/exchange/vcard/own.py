"""Lines of ours that say what vCard has no word for: own fields, links, who looks after whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from crmtui.exchange.contact_more import Link, More, link_to
from crmtui.exchange.headers.own import OwnColumn, checked
from crmtui.exchange.headers.words import compact
from crmtui.exchange.vcard.lines import unfolded
from crmtui.exchange.vcard.names import OWN
from crmtui.exchange.vcard.values import Property, escaped, parse, parts, plain
from crmtui.rules.custom import OwnField
from crmtui.text.clean import clean

_FIELD, _LINK = f"{OWN}FIELD", f"{OWN}LINK"
_SINGLES = {
    f"{OWN}RELATION": "relation",
    f"{OWN}OWNER": "owner",
    "ANNIVERSARY": "anniversary",
    f"{OWN}CHANNEL": "preferred_channel",
    f"{OWN}DO-NOT-CONTACT": "do_not_contact",
    f"{OWN}KEEP-DAYS": "keep_days",
}
_PREFERRED = f"{OWN}PREFERRED"


def own_in_cards(stream: TextIO, held: Iterable[OwnField]) -> list[OwnColumn]:
    """Return the own fields in cards of ours; one that the store has stays as it is there."""
    known = {compact(field.name): field for field in held}
    found: dict[str, OwnColumn] = {}
    for line in unfolded(stream):
        if line[: len(_FIELD)].upper() != _FIELD or not (item := parse(line)):
            continue
        name, kind, choices, _value = _described(item)
        kind, _blank, currency = kind.partition(" ")
        key = compact(name)
        if key in found or not (column := checked(name, kind, choices, currency)):
            continue
        found[key] = column._replace(field=known.get(key, column.field))
    return list(found.values())


def more_in_card(card: Mapping[str, list[Property]], own: Sequence[OwnColumn]) -> More | None:
    """Return what a card says beyond the fields of a vCard; None for nothing."""
    said = {field: _text(card, name) for name, field in _SINGLES.items()}
    links = tuple(_links(card))
    preferred = tuple(_text(card, _PREFERRED).split(",")) if _PREFERRED in card else ()
    values = _own(card, own) if own else ()
    more = More(**said, links=links, preferred=preferred, own=values)
    return more if any(more) else None


def more_lines(contact: Mapping[str, Any], currency: str) -> Iterator[str]:
    """Yield the lines of ours about a contact."""
    for name, field in _SINGLES.items():
        value = contact.get(field)
        if value is True or (value is not None and value is not False and value != ""):
            yield f"{name}:{escaped(_word(value))}"
    if kinds := contact.get("preferred_points"):
        yield f"{_PREFERRED}:{','.join(kinds)}"
    for role, number, other in contact.get("linked", ()):
        yield f"{_LINK}:{role};{number};{escaped(other)}"
    held = contact.get("own", ())
    for field, value in sorted(held, key=lambda pair: compact(pair[0].name)):
        kind = f"{field.kind} {currency}" if field.kind == "money" else field.kind
        said = (field.name, kind, ",".join(field.choices), value)
        yield f"{_FIELD}:{';'.join(map(escaped, said))}"


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(card: Mapping[str, list[Property]], name: str) -> str:
    return next((text for item in card.get(name, ()) if (text := clean(plain(item)))), "")


def _links(card: Mapping[str, list[Property]]) -> Iterator[Link]:
    for item in card.get(_LINK, ()):
        role, number, name, *_rest = (*map(clean, parts(item)), "", "", "")
        yield link_to(role, f"#{number} {name}", is_ours=True)


def _own(card: Mapping[str, list[Property]], own: Sequence[OwnColumn]) -> tuple[str, ...]:
    said = {}
    for item in card.get(_FIELD, ()):
        name, _kind, _choices, value = _described(item)
        said[compact(name)] = value
    values = tuple(said.get(compact(column.field.name), "") for column in own)
    return values if any(values) else ()


def _described(item: Property) -> tuple[str, str, str, str]:
    name, kind, choices, value, *_rest = (*map(clean, parts(item)), "", "", "", "")
    return name, kind, choices, value
