"""Texts with places to be filled: {name}, {number}. Names only: nothing in a text is ever run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.text.fold import fold

NAMES = ("name", "first_name", "number", "subject", "product", "assignee", "shop")
_PERSIAN = {
    "نام": "name",
    "نام کوچک": "first_name",
    "شماره": "number",
    "موضوع": "subject",
    "کالا": "product",
    "مسیول": "assignee",
    "فروشگاه": "shop",
}
"""The same in Persian, each as `fold` leaves it."""
_PLACE = re.compile(r"\{([^{}\n]*)\}")


def check_places(text: str) -> None:
    """Raise InvalidValue for a place that nothing can fill."""
    for found in _PLACE.finditer(text):
        _place(found[1])


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its places filled. Raises InvalidValue for an unknown one."""
    return _PLACE.sub(lambda found: values[_place(found[1])], text)


def _place(word: str) -> str:
    name = word.strip()
    name = _PERSIAN.get(fold(name), name.lower())
    if name not in NAMES:
        raise InvalidValue(
            _("Nothing can fill the place {place}.").format(place="{" + excerpt(word) + "}"),
            _("Choose from: {choices}.").format(
                choices=" ".join("{" + name + "}" for name in NAMES)
            ),
        )
    return name
