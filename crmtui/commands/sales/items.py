"""Items as typed on the command line: "tea", "4x tea", "4x tea=100000"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.digits import to_ascii
from crmtui.text.formats import Formats

if TYPE_CHECKING:
    from crmtui.writes.purchases import Item

_ITEM = re.compile(
    r"(?:(?P<whole>\d{1,9})(?:\.(?P<part>\d{1,3}))?\s*[x×*]\s+)?(?P<item>[^=]+)(?:=(?P<amount>.+))?"
)


def read_items(typed: Sequence[str], total: int, formats: Formats) -> list[Item]:
    """Read the items of a sale; their amounts must add up to `total`. Raises InvalidValue."""
    from crmtui.writes.purchases import Item

    items = []
    for text in typed:
        match = _ITEM.fullmatch(to_ascii(text.strip()))
        if match is None or (match["whole"] and not int(match["whole"] + (match["part"] or ""))):
            raise InvalidValue(
                _("{text} is not an item.").format(text=text or "''"),
                _('Write it like "tea", "4x tea" or "4x tea=100000".'),
            )
        amount = match["amount"]
        if amount is None and len(typed) > 1:
            raise InvalidValue(
                _("Several items need an amount each."), _('Like --item "4x tea=100000".')
            )
        minor = formats.parse_amount(amount).minor if amount else total
        quantity = int(match["whole"] or 1) * 1000 + int((match["part"] or "").ljust(3, "0"))
        items.append(Item(_name(text, match), minor, quantity))
    if items and sum(item.amount for item in items) != total:
        raise InvalidValue(
            _("The items add up to {sum}, not to {total}.").format(
                sum=formats.money(sum(item.amount for item in items)), total=formats.money(total)
            )
        )
    return items


def _name(text: str, match: re.Match[str]) -> str:
    """Return the item's name as typed: its own digits are not made Latin."""
    return text.strip()[slice(*match.span("item"))].strip()
