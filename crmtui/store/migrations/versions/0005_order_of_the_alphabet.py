"""Lists keep people in the order of the Persian alphabet, not of code points."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# As it was when this was written: what the store holds does not follow the program.
_PLACE = "name_key"
for _letter, _place in (
    ("پ", "ب\uf8ff"),
    ("چ", "ج\uf8ff"),
    ("ژ", "ز\uf8ff"),
    ("ک", "ق\uf8ff"),
    ("گ", "ق\uf8ff\uf8ff"),
    ("ه", "و\uf8ff"),
):
    _PLACE = f"replace({_PLACE}, '{_letter}', '{_place}')"


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_contact_alphabet",
        "contact",
        [sa.text(_PLACE), "id"],
        sqlite_where=sa.text("deleted_at IS NULL"),
    )
