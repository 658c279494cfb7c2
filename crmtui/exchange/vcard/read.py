"""Read contacts from vCard 2.1, 3.0 and 4.0, as phones and mail programs really write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TextIO

from crmtui.exchange.cells import Point, web_point
from crmtui.exchange.contact_rows import ContactRow, reach
from crmtui.exchange.vcard.lines import cards
from crmtui.exchange.vcard.values import Property, own_label, parse, parts, plain
from crmtui.text.clean import clean, clean_text

_STARTS = re.compile(r"[\ufeff\s]*BEGIN\s*:\s*VCARD\b", re.IGNORECASE)
_TEL_EXTENSION = re.compile(r";ext=([0-9]+).*|;.*", re.IGNORECASE)
_APPLE_LABEL = re.compile(r"_?\$!<(.*)>!\$_?")
_SERVICES = ("instagram", "telegram", "whatsapp")
_HANDLES = ("IMPP", "X-SOCIALPROFILE", "X-INSTAGRAM", "X-TELEGRAM", "X-WHATSAPP")


def looks_like_vcard(sample: str) -> bool:
    """Tell from the beginning of a text whether it is a vCard file."""
    return bool(_STARTS.match(sample))


def read_cards(stream: TextIO) -> Iterator[ContactRow]:
    """Yield a contact for each card that says anything; lists of other cards are passed over."""
    for number, lines in enumerate(cards(stream), 1):
        if lines:
            card = _Card(lines)
            if card.kind != "group":
                yield card.contact(number)


class _Card:
    """The properties of one card, by name."""

    def __init__(self, lines: list[str]) -> None:
        self._of: dict[str, list[Property]] = {}
        for line in lines:
            if found := parse(line):
                self._of.setdefault(found.head.name, []).append(found)
        labels = self._of.get("X-ABLABEL", ())
        self._labels = {label.head.group: plain(label) for label in labels if label.head.group}
        kind = self._text("KIND") or self._text("X-ADDRESSBOOKSERVER-KIND")
        self.kind = (kind or self._text("X-ABSHOWAS")).casefold()

    def contact(self, number: int) -> ContactRow:
        """Return the card as a contact."""
        points = self._points()
        organisation = next((name for o in self._of.get("ORG", ()) if (name := _nth(o, 0))), "")
        whole, built = self._text("FN"), self._built_name()
        nickname = self._text("NICKNAME")
        name, company, kind = whole or built or nickname, organisation, "person"
        is_company = self.kind in ("org", "company") or (name == organisation and not built)
        if organisation and (is_company or not name):
            name, kind = name or organisation, "company"
            company = "" if name == organisation else organisation
        elif is_company and name:
            kind = "company"
        return ContactRow(
            number,
            self._text("UID").removeprefix("urn:uuid:"),
            name or reach(points),
            kind,
            points,
            company,
            next((city for a in self._of.get("ADR", ()) if (city := _nth(a, 3))), ""),
            self._tags(),
            "",
            "",
            self._text("BDAY"),
            self._note(),
            [],
            nickname,
            self._text("TITLE"),
        )

    def _text(self, name: str) -> str:
        for item in self._of.get(name, ()):
            if text := clean(plain(item)):
                return text
        return ""

    def _built_name(self) -> str:
        for item in self._of.get("N", ()):
            family, given, middle, prefix, suffix = ([*parts(item), "", "", "", ""])[:5]
            spoken = " ".join(filter(None, (prefix, given, middle, family, suffix)))
            if spoken := clean(spoken):
                return spoken
        return ""

    def _note(self) -> str:
        notes = (clean_text(plain(note)) for note in self._of.get("NOTE", ()))
        return "\n".join(note for note in notes if note)

    def _tags(self) -> tuple[str, ...]:
        # Some programs escape the commas between tags; a tag of ours has none in it.
        found = (t for c in self._of.get("CATEGORIES", ()) for t in re.split("[,;]", plain(c)))
        return tuple(dict.fromkeys(tag for t in found if (tag := clean(t))))

    def _points(self) -> tuple[Point, ...]:
        points = [
            *self._values("TEL", "phone", _phone),
            *self._values("EMAIL", "email", _email),
            *self._values("ADR", "address", _address),
        ]
        links = self._of.get("URL", ())
        points += [web_point(clean(plain(link)), self._label(link)) for link in links]
        for name in _HANDLES:
            if name in self._of:
                points += filter(None, map(_handle, self._of[name]))
        return tuple(dict.fromkeys(point for point in points if point.value))

    def _values(self, name: str, kind: str, read: Callable[[Property], str]) -> list[Point]:
        found = self._of.get(name, [])
        if len(found) > 1:
            found = sorted(found, key=lambda item: not item.head.preferred)
        return [Point(kind, read(item), self._label(item)) for item in found]

    def _label(self, item: Property) -> str:
        own = self._labels.get(item.head.group, "") if self._labels else ""
        if not own:
            return item.head.label
        word = clean(_APPLE_LABEL.sub(r"\1", own))
        return own_label(word.casefold() if word != own else word)


def _nth(item: Property, at: int) -> str:
    found = parts(item)
    return clean(found[at]) if at < len(found) else ""


def _phone(item: Property) -> str:
    value = plain(item).strip()
    if value[:4].casefold() != "tel:":
        return clean(value)
    return clean(_TEL_EXTENSION.sub(lambda e: f" ext. {e[1]}" if e[1] else "", value[4:]))


def _email(item: Property) -> str:
    value = clean(plain(item))
    return value[7:] if value[:7].casefold() == "mailto:" else value


def _address(item: Property) -> str:
    """Put the parts in the order they are written; line ends become commas."""
    box, more, street, city, *rest = (*parts(item), "", "", "", "")
    lines = [clean(part.replace("\n", ", ")).strip(" ,") for part in (street, more, box, *rest)]
    # A lone city is kept as the city.
    if not any(lines):
        return ""
    lines.insert(3, clean(city))
    return ", ".join(filter(None, lines))


def _handle(item: Property) -> Point | None:
    """Read a messenger or a network: the handle of one we know, else the link."""
    value = clean(plain(item))
    scheme, colon, rest = value.partition(":")
    head = item.head
    service = head.service
    named = {*head.types, service, scheme.casefold(), head.name.removeprefix("X-").casefold()}
    known = next((service for service in _SERVICES if service in named), "")
    if known:
        handle = head.user or value
        return Point(known, rest if colon and scheme.casefold() in (known, "x-apple") else handle)
    if not value:
        return None
    return web_point(value, service or next(iter(sorted(head.types - {"pref"})), scheme))
