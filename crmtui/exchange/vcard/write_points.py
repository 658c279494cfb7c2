"""Ways to reach somebody, as lines that phones understand and that we read as we wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from crmtui.exchange.cells import Point
from crmtui.exchange.vcard.points import point_of
from crmtui.exchange.vcard.values import escaped, link, parse

_WHERE = {"home": "HOME", "work": "WORK"}
_LINES = {"mobile": "CELL", "fax": "FAX", "pager": "PAGER", "main": "MAIN", "other": "OTHER"}
_TYPES: Mapping[str, Mapping[str, str]] = {
    "phone": _WHERE | _LINES,
    "email": _WHERE | {"other": "OTHER"},
    "address": _WHERE,
    "web": _WHERE,
}
"""Labels that have a type; any other stands in a line of its own."""

_HEADS = {"phone": "TEL", "email": "EMAIL;TYPE=INTERNET", "address": "ADR", "web": "URL"}
_SERVICES = {"whatsapp": "WhatsApp", "telegram": "Telegram"}
_MESSENGER = re.compile(r"(aim|gtalk|icq|matrix|msnim|sip|skype|xmpp|ymsgr):.", re.IGNORECASE)
_HANDLE = re.compile(r"@?([A-Za-z0-9._-]{1,64})")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


class _Form(NamedTuple):
    """A line, and the label that has no place in it."""

    head: str
    value: str
    label: str = ""


def point_lines(point: Point, groups: Iterator[str], structured: str = "") -> Iterator[str]:
    """Yield the line of a point, and what has to stand beside it in the same group.

    `structured` is the value of an address in its parts. What would be read as something else
    than the point is said once more in a line of ours.
    """
    form = _form(point, structured)
    line = f"{form.head}:{form.value}"
    beside = [f"X-ABLabel:{escaped(form.label)}"] if form.label else []
    item = parse(line)
    if item is None or point_of(item, form.label) != point:
        beside.append("X-CRMTUI-POINT:" + ";".join(map(escaped, point)))
    if not beside:
        yield line
        return
    group = next(groups)
    yield from (f"{group}.{text}" for text in (line, *beside))


def _form(point: Point, structured: str) -> _Form:
    kind, value, label = point
    if kind not in _HEADS:
        return _handle(point)
    messenger = _MESSENGER.match(value) if kind == "web" else None
    if messenger and messenger[1].casefold() == label:
        return _Form(f"IMPP;X-SERVICE-TYPE={label}", link(value))
    text = structured or (link(value) if kind == "web" else escaped(value))
    word = _TYPES[kind].get(label)
    if not word:
        return _Form(_HEADS[kind], text, label)
    return _Form(_HEADS[kind] + (f",{word}" if kind == "email" else f";TYPE={word}"), text)


def _handle(point: Point) -> _Form:
    kind, value, label = point
    handle, is_link = _HANDLE.fullmatch(value), _LINK.fullmatch(value)
    if service := _SERVICES.get(kind):
        text = value if is_link else f"{kind}:{value}"
        return _Form(f"IMPP;X-SERVICE-TYPE={service}", link(text), label)
    head = f"X-SOCIALPROFILE;TYPE={kind}"
    if handle:
        return _Form(f"{head};X-USER={value}", f"https://{kind}.com/{handle[1]}", label)
    return _Form(head, link(value if is_link else f"x-apple:{value}"), label)
