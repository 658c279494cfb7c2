"""The fields of a contact as a person reads them, from what the store keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from crmtui.labels import channel_label, kind_label, relation_label, status_label
from crmtui.locale import _
from crmtui.text.formats import Formats

_WORDS = {
    "kind": kind_label,
    "status": status_label,
    "relation": relation_label,
    "preferred_channel": channel_label,
}


class Shown:
    """Shows values in the language, the calendar and the unit of the shop."""

    def __init__(
        self, formats: Formats, own_kinds: Mapping[str, str], companies: Mapping[int, str]
    ) -> None:
        """Know the kinds of the shop's own fields, and what companies are called."""
        self._formats = formats
        self._own_kinds = own_kinds
        self._companies = companies

    def __call__(self, field: str, value: Any) -> str:
        """Return a value as text; "" for none."""
        if value in (None, ""):
            return ""
        if field in _WORDS:
            return _WORDS[field](value)
        if field == "company_id":
            return self._companies.get(value, f"#{value}")
        if field == "birthday":
            return self._formats.birthday(date.fromisoformat(value))
        if field == "anniversary":
            return self._formats.date(date.fromisoformat(value))
        if field.endswith("_at"):
            return self._formats.date(self._formats.day(value))
        if field == "do_not_contact":
            return _("yes") if value else _("no")
        if field == "keep_days":
            return self._formats.number(value)
        return self._own(self._own_kinds.get(field, ""), str(value))

    def _own(self, kind: str, value: str) -> str:
        """Show what a field of the shop's own holds."""
        if kind == "money":
            return self._formats.money(int(value))
        if kind == "date":
            return self._formats.date(date.fromisoformat(value))
        if kind == "yes-no":
            return _("yes") if value == "yes" else _("no")
        return value
