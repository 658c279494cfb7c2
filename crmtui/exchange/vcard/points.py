"""Ways to reach somebody: one line of a vCard, and the line beside it that holds its label."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from crmtui.exchange.cells import Point, web_point
from crmtui.exchange.vcard.values import Property, own_label, parts, plain
from crmtui.text.clean import clean

KINDS = ("phone", "email", "address", "web", "whatsapp", "telegram", "instagram")
_SERVICES = ("instagram", "telegram", "whatsapp")
_TEL_EXTENSION = re.compile(r";ext=([0-9]+).*|;.*", re.IGNORECASE)
_APPLE_LABEL = re.compile(r"_?\$!<(.*)>!\$_?")


class Beside:
    """What other lines of a card say of the line in the same group."""

    def __init__(self, card: Mapping[str, list[Property]]) -> None:
        self._labels = {item.head.group: plain(item) for item in card.get("X-ABLABEL", ())}
        self._exact = {i.head.group: exact_point(i) for i in card.get("X-CRMTUI-POINT", ())}

    def point(self, item: Property) -> Point:
        """Read a line; where one of ours says it exactly, that one."""
        group = item.head.group
        if not group:
            return point_of(item)
        return self._exact.get(group) or point_of(item, self._labels.get(group, ""))


def point_of(item: Property, label: str = "") -> Point:
    """Read a line whose label, if it stands in a line of its own, is `label`."""
    label = _label(label) if label else ""
    name = item.head.name
    if name in _PLAIN:
        kind, read = _PLAIN[name]
        return Point(kind, read(item), label or item.head.label)
    if name == "URL":
        return web_point(clean(plain(item)), label or item.head.label)
    return _handle(item, label)


def exact_point(item: Property) -> Point | None:
    """Read a line of ours: kind, value and label."""
    kind, value, label, *_rest = (*map(clean, parts(item)), "", "", "")
    return Point(kind, value, label) if kind in KINDS else None


def address(item: Property) -> str:
    """Put the parts in the order they are written; line ends become commas."""
    box, more, street, city, *rest = (*parts(item), "", "", "", "")
    lines = [clean(part.replace("\n", ", ")).strip(" ,") for part in (street, more, box, *rest)]
    # A lone city is kept as the city.
    if not any(lines):
        return ""
    lines.insert(3, clean(city))
    return ", ".join(filter(None, lines))


def _label(own: str) -> str:
    word = clean(_APPLE_LABEL.sub(r"\1", own))
    return own_label(word.casefold() if word != own else word)


def _phone(item: Property) -> str:
    value = plain(item).strip()
    if value[:4].casefold() != "tel:":
        return clean(value)
    return clean(_TEL_EXTENSION.sub(lambda e: f" ext. {e[1]}" if e[1] else "", value[4:]))


def _email(item: Property) -> str:
    value = clean(plain(item))
    return value[7:] if value[:7].casefold() == "mailto:" else value


def _handle(item: Property, label: str) -> Point:
    """Read a messenger or a network: the handle of one we know, else the link."""
    value = clean(plain(item))
    scheme, colon, rest = value.partition(":")
    head = item.head
    service = head.service
    named = {*head.types, service, scheme.casefold(), head.name.removeprefix("X-").casefold()}
    known = next((service for service in _SERVICES if service in named), "")
    if known:
        handle = head.user or value
        bare = colon and scheme.casefold() in (known, "x-apple")
        return Point(known, clean(rest) if bare else handle, label)
    named_so = service or next(iter(sorted(head.types - {"pref"})), scheme)
    return web_point(value, label or named_so)


_PLAIN: dict[str, tuple[str, Callable[[Property], str]]] = {
    "TEL": ("phone", _phone),
    "EMAIL": ("email", _email),
    "ADR": ("address", address),
}
