"""What belongs to a contact: every table that refers to one, and what that reference means.

A new noun is a line here: merging, erasing and the export of one person follow from it.
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum
from typing import NamedTuple


class Meaning(StrEnum):
    """What a reference to a contact says."""

    PART = "part"
    """The row is a piece of their record."""
    LINK = "link"
    """It ties two contacts together."""
    EVENT = "event"
    """It happened with them, or is to happen."""
    MONEY = "money"
    """It counts in the shop's sums, whoever it was with."""
    REFERENCE = "reference"
    """Another record names them."""
    SUMS = "sums"
    """Triggers derive it from the rest."""


OWNED = frozenset({Meaning.PART, Meaning.LINK, Meaning.EVENT})
"""Rows that mean nothing without the contact."""
NAMING = frozenset({Meaning.MONEY, Meaning.REFERENCE})
"""Rows that stay, without the name, when the contact is erased."""


class Belonging(NamedTuple):
    """A column that refers to a contact."""

    table: str
    column: str
    meaning: Meaning
    same: tuple[str, ...] = ()
    """Columns by which two rows say the same: of those that two contacts share, one stays."""
    only: str = "1"
    """The SQL condition for rows that refer to a contact at all."""
    personal: tuple[str, ...] = ()
    """Free texts of a row that stays when the person is erased."""

    def of(self, connection: sqlite3.Connection, contact: int) -> list[int]:
        """Return the ids of the rows that refer to a contact."""
        rows = connection.execute(
            f"SELECT id FROM {self.table} WHERE {self.column} = ? AND {self.only} ORDER BY id",
            (contact,),
        )
        return [number for (number,) in rows]


BELONGINGS = (
    Belonging("contact_point", "contact_id", Meaning.PART, same=("kind", "key")),
    Belonging("contact_extra", "contact_id", Meaning.PART),
    Belonging("contact_tag", "contact_id", Meaning.PART, same=("tag_id",)),
    Belonging("custom_value", "contact_id", Meaning.PART, same=("field_id",)),
    Belonging("source_ref", "row_id", Meaning.PART, only="kind = 'contact'"),
    Belonging("contact_link", "contact_id", Meaning.LINK, same=("other_id", "role")),
    Belonging("contact_link", "other_id", Meaning.LINK, same=("contact_id", "role")),
    Belonging("not_duplicate", "a_id", Meaning.LINK, same=("b_id",)),
    Belonging("not_duplicate", "b_id", Meaning.LINK, same=("a_id",)),
    Belonging("interaction", "contact_id", Meaning.EVENT),
    Belonging("task", "contact_id", Meaning.EVENT),
    Belonging("need", "contact_id", Meaning.EVENT),
    Belonging("purchase", "contact_id", Meaning.MONEY, personal=("note",)),
    Belonging("payment", "contact_id", Meaning.MONEY, personal=("note",)),
    Belonging(
        "ticket", "contact_id", Meaning.REFERENCE, personal=("subject", "product", "comment")
    ),
    Belonging("appointment", "contact_id", Meaning.EVENT),
    Belonging("deal", "contact_id", Meaning.MONEY, personal=("title", "note")),
    Belonging("contact", "company_id", Meaning.REFERENCE),
    Belonging("customer_stats", "contact_id", Meaning.SUMS),
)


MERGED = "crmtui:merged"
"""The source of references from the id of a contact that was merged to the one that stayed.

Their digest is the `created_at` of the contact that is gone.
"""


def went_to(connection: sqlite3.Connection, contact: int) -> int | None:
    """Return the contact that this one was merged into; None if it was not."""
    row = connection.execute(
        "SELECT row_id FROM source_ref WHERE source = ? AND kind = 'contact' AND ref = ?",
        (MERGED, str(contact)),
    ).fetchone()
    return int(row[0]) if row else None


def merged_into(connection: sqlite3.Connection, contact: int) -> list[int]:
    """Return the ids of everybody who was merged into a contact."""
    rows = connection.execute(
        "SELECT ref FROM source_ref WHERE source = ? AND kind = 'contact' AND row_id = ?",
        (MERGED, contact),
    )
    return [int(ref) for (ref,) in rows]
