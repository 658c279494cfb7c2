"""The customers that the rows of a sales file name, each once."""

from __future__ import annotations

import sqlite3
from operator import itemgetter
from typing import Any

from crmtui.errors import InvalidValue
from crmtui.exchange.cells import number_text
from crmtui.locale import _
from crmtui.models.limits import LINE
from crmtui.text.clean import clean
from crmtui.text.fold import fold
from crmtui.writes.imports.purchases.columns import BUYER, OrderColumns, place

WALK_IN = -1
"""The place of a buyer that nobody named."""


class Buyers:
    """Gives each customer a place in the stage, by id, else phone, e-mail or name."""

    def __init__(self, connection: sqlite3.Connection, columns: OrderColumns) -> None:
        self._connection = connection
        places = [getattr(columns, field) for field in BUYER]
        self._places = [place(column) for column in places]
        self.columns = [column for column in places if column is not None]
        self._cells = itemgetter(*self.columns) if self.columns else None
        self._of_cells: dict[Any, int] = {}
        self.refs: dict[str, int] = {}

    def place_of(self, row: list[str]) -> int:
        """Return the place of the customer that a row names, or WALK_IN. Raises InvalidValue."""
        if self._cells is None:
            return WALK_IN
        cells = self._cells(row)
        seq = self._of_cells.get(cells)
        if seq is None:
            seq = self._of_cells[cells] = self._customer(row)
        return seq

    def _customer(self, row: list[str]) -> int:
        found = [clean(row[column]) for column in self._places]
        ref, name, given, family, phone, email = found
        ref, phone = number_text(ref), number_text(phone)
        name = name or f"{given} {family}".strip()
        called = name
        name = name or ref or phone or email
        # Without an id, a phone alone would make a family one customer.
        ref = ref or " ".join(filter(None, (phone or email, called)))
        if not ref:
            return WALK_IN
        seq = self.refs.get(ref)
        if seq is None:
            _check_name(ref, name)
            seq = self.refs[ref] = len(self.refs)
            self._connection.execute(
                "INSERT INTO customer VALUES(?, ?, ?, ?, ?)", (seq, ref, name, phone, email)
            )
        return seq


def _check_name(ref: str, name: str) -> None:
    if len(ref) > LINE or len(name) > LINE:
        raise InvalidValue(_("the customer's name is longer than {n} letters").format(n=LINE))
    if not fold(name):
        raise InvalidValue(_("the customer's name has no letters or digits"))
