"""Fields that a shop adds to its contacts, and what they hold."""

from __future__ import annotations

from sqlmodel import Field, Index, SQLModel, Text, UniqueConstraint

from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE, TEXT
from crmtui.models.words import FieldKind


class CustomField(SQLModel, table=True):
    """A field of the shop's own; `key` is its folded name."""

    __tablename__ = "custom_field"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=LINE)
    key: str = Field(unique=True)
    kind: FieldKind = Field(sa_type=Text)
    choices: str = Field(default="", max_length=TEXT)
    """What can be chosen, one a line; "" for other kinds."""
    position: int = 0


class CustomValue(SQLModel, table=True):
    """What a contact has in such a field, in one plain form for each kind.

    A number is decimal text, money minor units, a date ISO, yes-no "yes" or "no".
    """

    __tablename__ = "custom_value"
    __table_args__ = (
        UniqueConstraint("contact_id", "field_id"),
        Index("ix_custom_value_field", "field_id", "value"),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    field_id: int = Field(foreign_key="custom_field.id")
    value: str = Field(min_length=1, max_length=TEXT)
