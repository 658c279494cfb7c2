"""The customers that the rows of a file name, each kept once in a stage."""

from __future__ import annotations

import sqlite3

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.models.limits import LINE
from crmtui.text.fold import fold
from crmtui.text.phones import Region
from crmtui.writes.points_key import point_key

CUSTOMERS = (
    "CREATE TABLE customer(seq INTEGER PRIMARY KEY, ref TEXT, name TEXT, phone TEXT, email TEXT);"
)
"""The table of a stage that they are kept in."""


class NamedCustomers:
    """Knows whom a row names: by their id in that program, else by phone, e-mail or name."""

    def __init__(self, connection: sqlite3.Connection, region: Region) -> None:
        self._connection = connection
        self._region = region
        self._customers: dict[str, int] = {}
        self._seen: dict[tuple[str, str, str, str], tuple[int, str]] = {}

    def place(self, customer: str, name: str, phone: str, email: str) -> tuple[int, str]:
        """Return the place and the reference of whom a row names. Raises InvalidValue."""
        cells = (customer, name, phone, email)
        found = self._seen.get(cells)
        if found is None:
            ref = customer or self._key(phone, email) or name
            if not ref:
                raise InvalidValue(_("nobody is named in it"))
            if ref not in self._customers:
                self._add(ref, *cells)
            found = self._seen[cells] = self._customers[ref], ref
        return found

    def _key(self, phone: str, email: str) -> str:
        """Name somebody without an id by the phone or the e-mail, in one spelling."""
        for kind, value in (("phone", phone), ("email", email)):
            if value and (key := point_key(kind, value, self._region)):
                return key
        return ""

    def _add(self, ref: str, customer: str, name: str, phone: str, email: str) -> None:
        name = name or customer or phone or email
        for text in (ref, name, phone, email):
            check_length(text, LINE)
        if not fold(name):
            raise InvalidValue(_("the customer's name has no letters or digits"))
        seq = self._customers[ref] = len(self._customers)
        self._connection.execute(
            "INSERT INTO customer VALUES(?, ?, ?, ?, ?)", (seq, ref, name, phone, email)
        )


def check_length(text: str, limit: int) -> None:
    """Raise InvalidValue for a text that is too long to be kept."""
    if len(text) > limit:
        raise InvalidValue(_("a text in it is longer than {n} letters").format(n=limit))
