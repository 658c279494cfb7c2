"""A person or a company, the ways to reach them, and their tags."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import field_validator
from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel, Text, UniqueConstraint

from crmtui.models.limits import LINE, MOST_DAYS, TEXT
from crmtui.models.types import DateText, UtcText
from crmtui.models.words import Channel, Kind, LinkRole, PointKind, Relation, Status
from crmtui.text.alphabet import sql_in_order
from crmtui.text.clean import clean, clean_text

STRICT = {"sqlite_strict": True}
NUMBERED = {**STRICT, "sqlite_autoincrement": True}
"""Ids are never given out twice: #12 must not come to mean another, and redo needs its own."""
EMPTY = {"server_default": text("''")}
"""For a column that came after the first store."""
ZERO = {"server_default": text("0")}


class ContactFields(SQLModel):
    """What a person may say about a contact."""

    name: str = Field(min_length=1, max_length=LINE)
    kind: Kind = Field(default=Kind.PERSON, sa_type=Text)
    status: Status = Field(default=Status.LEAD, sa_type=Text)
    company_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    city: str = Field(default="", max_length=LINE)
    source: str = Field(default="", max_length=LINE)
    birthday: date | None = Field(default=None, sa_type=DateText)
    note: str = Field(default="", max_length=TEXT)

    @field_validator("name", "city", "source", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value

    @field_validator("note", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class Contact(ContactFields, table=True):
    """A contact as kept; `name_key` is the folded name, which lists sort by the alphabet."""

    __table_args__ = (
        Index("ix_contact_name", "name_key", "id", sqlite_where=text("deleted_at IS NULL")),
        # Lists page through it by offset without touching the table.
        Index(
            "ix_contact_alphabet",
            text(sql_in_order("name_key")),
            "id",
            sqlite_where=text("deleted_at IS NULL"),
        ),
        # Whoever leaves the trash out need not look through all contacts for it.
        Index("ix_contact_trash", "deleted_at", sqlite_where=text("deleted_at IS NOT NULL")),
        Index("ix_contact_keep", "keep_days", sqlite_where=text("keep_days > 0")),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    name_key: str
    created_at: datetime = Field(sa_type=UtcText)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcText)
    nickname: str = Field(default="", max_length=LINE, sa_column_kwargs=EMPTY)
    job_title: str = Field(default="", max_length=LINE, sa_column_kwargs=EMPTY)
    relation: Relation = Field(
        default=Relation.CUSTOMER,
        sa_type=Text,
        sa_column_kwargs={"server_default": text("'customer'")},
    )
    owner: str = Field(default="", max_length=LINE, sa_column_kwargs=EMPTY)
    """Who in the shop looks after them."""
    anniversary: date | None = Field(default=None, sa_type=DateText)
    preferred_channel: Channel | None = Field(default=None, sa_type=Text)
    do_not_contact: bool = Field(default=False, sa_column_kwargs=ZERO)
    keep_days: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    """Keep in touch every so many days; 0 is never, whatever their tags say."""

    @field_validator("nickname", "job_title", "owner", mode="before")
    @classmethod
    def _one_line_too(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value


class ContactExtra(SQLModel, table=True):
    """What a vCard said beyond our fields, line by line, to be written back into one."""

    __tablename__ = "contact_extra"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", unique=True)
    vcard: str = Field(max_length=TEXT)


class ContactPoint(SQLModel, table=True):
    """One phone, e-mail, handle or address, as typed, beside the key it is found by."""

    __tablename__ = "contact_point"
    __table_args__ = (Index("ix_contact_point_key", "kind", "key"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    kind: PointKind = Field(sa_type=Text)
    value: str = Field(min_length=1, max_length=LINE)
    key: str
    """E.164 for a phone, folded text for the rest; never empty."""
    label: str = Field(default="", max_length=LINE)
    preferred: bool = False


class Tag(SQLModel, table=True):
    """A word the shop puts on contacts; `key` is the folded name, one tag for each."""

    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=LINE)
    key: str = Field(unique=True)
    keep_days: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    """Keep in touch with everybody under it every so many days."""


class ContactTag(SQLModel, table=True):
    """A tag on a contact."""

    __tablename__ = "contact_tag"
    __table_args__ = (UniqueConstraint("contact_id", "tag_id"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    tag_id: int = Field(foreign_key="tag.id", index=True)


class ContactLink(SQLModel, table=True):
    """What one contact is to another: `contact_id` pays for `other_id`."""

    __tablename__ = "contact_link"
    __table_args__ = (UniqueConstraint("contact_id", "other_id", "role"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    other_id: int = Field(foreign_key="contact.id", index=True)
    role: LinkRole = Field(sa_type=Text)
