"""What contacts are to each other, read from either side."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from crmtui.errors import InvalidValue
from crmtui.labels import role_label
from crmtui.locale import _
from crmtui.models.words import LinkRole
from crmtui.text.alphabet import sql_in_order
from crmtui.text.fold import tight

MOST = 200
"""Of the people of one company, or of those whom one sent: a card need not read them all."""


class Link(NamedTuple):
    """What a contact is to another, or (`back`) the other to the contact."""

    role: str
    back: int
    id: int
    """The other's, as all that follows."""
    name: str
    kind: str
    job_title: str

    def says(self, role: str, *, back: bool = False) -> bool:
        """Tell whether it is of this role, read from this side."""
        return self.role == role and bool(self.back) == back

    @property
    def words(self) -> str:
        """The role as a person reads it."""
        return role_label(self.role, back=bool(self.back))


_OTHER = "o.id, o.name, o.kind, o.job_title, o.name_key"
_LINKS = f"""SELECT role, back, id, name, kind, job_title FROM (
 SELECT l.role AS role, 0 AS back, {_OTHER} FROM contact_link l JOIN contact o ON o.id = l.other_id
  WHERE l.contact_id = :contact AND o.deleted_at IS NULL
 UNION
 SELECT * FROM (SELECT l.role, 1, {_OTHER} FROM contact_link l JOIN contact o ON o.id = l.contact_id
  WHERE l.other_id = :contact AND o.deleted_at IS NULL LIMIT {MOST})
 UNION
 SELECT 'works-for', 0, {_OTHER} FROM contact c JOIN contact o ON o.id = c.company_id
  WHERE c.id = :contact AND o.deleted_at IS NULL
 UNION
 SELECT 'works-for', 1, {_OTHER} FROM (SELECT * FROM contact WHERE company_id = :contact
  AND deleted_at IS NULL LIMIT {MOST}) o
) ORDER BY role, back, {sql_in_order("name_key")}, id"""


def links(connection: sqlite3.Connection, contact: int) -> list[Link]:
    """Return all links of a contact, and their company and people among them."""
    return [Link(*row) for row in connection.execute(_LINKS, {"contact": contact})]


def is_role(text: str) -> bool:
    """Tell whether a word names what one contact is to another."""
    try:
        read_role(text)
    except InvalidValue:
        return False
    return True


def read_role(text: str) -> tuple[LinkRole, bool]:
    """Read a role in any spelling, and whether it is said from the other's side: "employs".

    Raises InvalidValue.
    """
    key = tight(text.replace("_", "-"))
    for role in LinkRole:
        if key in (tight(role), tight(role_label(role))):
            return role, False
    for role in LinkRole:
        if key == tight(role_label(role, back=True)):
            return role, True
    raise InvalidValue(
        _("There is no relation {role}.").format(role=text or "''"),
        _("Choose one of: {choices}.").format(choices=", ".join(LinkRole)),
    )
