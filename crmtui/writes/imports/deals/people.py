"""Whom the rows of a list of deals name: a person, the company behind them, or either alone."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping

from crmtui.errors import InvalidValue
from crmtui.exchange.cells import number_text
from crmtui.exchange.deal_words import value_of
from crmtui.exchange.guard import unguard
from crmtui.locale import _
from crmtui.models.limits import LINE
from crmtui.text.fold import fold

NOBODY = -1
"""The place of a customer that nobody named."""

_WITH_EMAIL = re.compile(r"(?P<name>.*\S)\s*[(<](?P<email>[^()<>@\s]+@[^()<>\s]+)[)>]")
"""How HubSpot writes a contact: "Jane Doe (jane@example.com)"."""


class People:
    """Gives each customer a place in the stage, by id, else phone, e-mail or name."""

    def __init__(self, connection: sqlite3.Connection, places: Mapping[str, list[int]]) -> None:
        self._connection = connection
        self._places = places
        self._refs: dict[str, int] = {}

    def place_of(self, row: list[str]) -> int:
        """Return the place of whom a deal is with: the person, else the company. Or NOBODY.

        Raises InvalidValue.
        """
        ref, name = number_text(self._cell(row, "customer")), self._cell(row, "customer_name")
        given, family = self._cell(row, "customer_given"), self._cell(row, "customer_family")
        phone = number_text(self._cell(row, "customer_phone"))
        email = self._cell(row, "customer_email")
        name = name or f"{given} {family}".strip()
        if found := _WITH_EMAIL.fullmatch(name or ref):
            ref = ref if name else ""
            name, email = found["name"], email or found["email"]
        company = self._cell(row, "company")
        if company and not (ref or name):
            return self._company(company, phone, email)
        works_for = self._company(company) if company else NOBODY
        called = name
        name = name or ref or email or phone
        ref = ref or " ".join(filter(None, (phone or email, called)))
        return self._place(ref, name, phone, email, works_for) if ref else NOBODY

    def _company(self, name: str, phone: str = "", email: str = "") -> int:
        seq = self._place(f"company {name}", name, phone, email)
        self._connection.execute("INSERT OR IGNORE INTO company VALUES(?)", (seq,))
        return seq

    def _cell(self, row: list[str], field: str) -> str:
        for at in self._places.get(field, ()):
            if text := value_of(row[at]):
                return unguard(text.split(";")[0].strip() if field in _LISTS else text)
        return ""

    def _place(self, ref: str, name: str, phone: str, email: str, works_for: int = NOBODY) -> int:
        seq = self._refs.get(ref)
        if seq is None:
            if len(ref) > LINE or len(name) > LINE:
                raise InvalidValue(
                    _("the customer's name is longer than {n} letters").format(n=LINE)
                )
            if not fold(name):
                raise InvalidValue(_("the customer's name has no letters or digits"))
            seq = self._refs[ref] = len(self._refs)
            row = (seq, ref, name, phone, email)
            self._connection.execute("INSERT INTO customer VALUES(?, ?, ?, ?, ?)", row)
            if works_for != NOBODY:
                self._connection.execute("INSERT INTO works VALUES(?, ?)", (seq, works_for))
        return seq


_LISTS = frozenset(("customer", "company"))
"""Programs list several there, with semicolons between: the first is the main one."""
