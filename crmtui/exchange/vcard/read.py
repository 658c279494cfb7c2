"""Read contacts from vCard 2.1, 3.0 and 4.0, as phones and mail programs really write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TextIO

from crmtui.exchange.contact_more import More
from crmtui.exchange.contact_rows import ContactRow, Point, reach
from crmtui.exchange.headers.own import OwnColumn
from crmtui.exchange.vcard.kept import Line, extra_of
from crmtui.exchange.vcard.lines import cards
from crmtui.exchange.vcard.names import LINKS
from crmtui.exchange.vcard.own import more_in_card
from crmtui.exchange.vcard.parted import city_of, employer, spoken_name
from crmtui.exchange.vcard.points import Beside
from crmtui.exchange.vcard.values import Property, parse, plain
from crmtui.text.clean import clean, clean_text

_STARTS = re.compile(r"[\ufeff\s]*BEGIN\s*:\s*VCARD\b", re.IGNORECASE)
_OUR_ID = re.compile(r"^X-CRMTUI-ID:[0-9]+\s*$", re.IGNORECASE | re.MULTILINE)
_ENDS = re.compile(r"^END\s*:\s*VCARD", re.IGNORECASE | re.MULTILINE)


def looks_like_vcard(sample: str) -> bool:
    """Tell from the beginning of a text whether it is a vCard file."""
    return bool(_STARTS.match(sample))


def is_our_vcard(sample: str) -> bool:
    """Tell from the beginning of a vCard file whether we wrote it: its references are our ids."""
    end = _ENDS.search(sample)
    return bool(_OUR_ID.search(sample, 0, end.start() if end else len(sample)))


def read_cards(stream: TextIO, own: Sequence[OwnColumn] = ()) -> Iterator[ContactRow]:
    """Yield a contact for each card that says anything; lists of other cards are passed over.

    What the shop's `own` fields hold is given in their order.
    """
    is_ours: bool | None = None
    for number, lines in enumerate(cards(stream), 1):
        if lines:
            card = _Card(lines)
            is_ours = bool(card.id) if is_ours is None else is_ours
            if card.kind != "group":
                yield card.contact(number, own, is_ours=is_ours)


class _Card:
    """The properties of one card, by name."""

    def __init__(self, lines: list[str]) -> None:
        self._lines: list[Line] = [(line, found) for line in lines if (found := parse(line))]
        self._of: dict[str, list[Property]] = {}
        for _line, found in self._lines:
            self._of.setdefault(found.head.name, []).append(found)
        kind = self._text("KIND") or self._text("X-ADDRESSBOOKSERVER-KIND")
        self.kind = (kind or self._text("X-ABSHOWAS")).casefold()
        number = self._text("X-CRMTUI-ID")
        self.id = number if number.isascii() and number.isdecimal() else ""
        """Our own id; "" in a card that we did not write."""

    def contact(self, number: int, own: Sequence[OwnColumn], *, is_ours: bool) -> ContactRow:
        """Return the card as a contact; in a file of ours a bare number is an id of ours."""
        points = self._points()
        organisation = employer(self._of.get("ORG", ()))
        whole, built = self._text("FN"), self._built_name()
        nickname = self._text("NICKNAME")
        name, company, kind = whole or built or nickname, organisation, "person"
        is_company = self.kind in ("org", "company") or (name == organisation and not built)
        if organisation and (is_company or not name):
            name, kind = name or organisation, "company"
            company = "" if name == organisation else organisation
        elif is_company and name:
            kind = "company"
        name = name or reach(points)
        return ContactRow(
            number,
            self._ref(is_ours=is_ours),
            name,
            kind,
            points,
            self._own("COMPANY", company),
            self._own("CITY", city_of(self._of.get("ADR", ()))),
            self._tags(),
            self._text("X-CRMTUI-SOURCE"),
            self._text("X-CRMTUI-STATUS"),
            self._text("BDAY"),
            self._note(),
            [line for line, _found in self._lines],
            nickname,
            self._text("TITLE"),
            self._text("X-CRMTUI-CREATED"),
            extra_of(self._lines, self._of, name, kind),
            self._more(own),
        )

    def _more(self, own: Sequence[OwnColumn]) -> More | None:
        """Return what is said beyond; a card of others marks the preferred lines themselves."""
        more = more_in_card(self._of, own)
        if self.id or not (kinds := tuple(self._preferred_kinds())):
            return more
        return (more or More())._replace(preferred=kinds)

    def _preferred_kinds(self) -> Iterator[str]:
        for name, kind in (("TEL", "phone"), ("EMAIL", "email"), ("ADR", "address")):
            found = self._of.get(name, ())
            if len(found) > 1 and any(item.head.preferred for item in found):
                yield kind

    def _ref(self, *, is_ours: bool) -> str:
        if is_ours and self.id:
            return self.id
        uid = self._text("UID").removeprefix("urn:uuid:")
        return f"uid:{uid}" if is_ours and uid.isdecimal() else uid

    def _own(self, name: str, otherwise: str) -> str:
        """Return what a line of ours says, even if it says that there is nothing."""
        name = f"X-CRMTUI-{name}"
        return self._text(name) if name in self._of else otherwise

    def _text(self, name: str) -> str:
        for item in self._of.get(name, ()):
            if text := clean(plain(item)):
                return text
        return ""

    def _built_name(self) -> str:
        return next((name for n in self._of.get("N", ()) if (name := spoken_name(n))), "")

    def _note(self) -> str:
        notes = (clean_text(plain(note)) for note in self._of.get("NOTE", ()))
        return "\n".join(note for note in notes if note)

    def _tags(self) -> tuple[str, ...]:
        found = [plain(tag) for tag in self._of.get("X-CRMTUI-TAG", ())]
        if not found:
            # Some programs escape the commas between tags; only ours knows of commas in them.
            found = [t for c in self._of.get("CATEGORIES", ()) for t in re.split("[,;]", plain(c))]
        return tuple(dict.fromkeys(tag for t in found if (tag := clean(t))))

    def _points(self) -> tuple[Point, ...]:
        beside = Beside(self._of)
        items = [item for name in ("TEL", "EMAIL", "ADR") for item in self._preferred_first(name)]
        items += [item for _line, item in self._lines if item.head.name in LINKS]
        points = (beside.point(item) for item in items)
        return tuple(dict.fromkeys(point for point in points if point.value))

    def _preferred_first(self, name: str) -> list[Property]:
        found = self._of.get(name, [])
        if len(found) > 1:
            found = sorted(found, key=lambda item: not item.head.preferred)
        return found
