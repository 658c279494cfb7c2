"""A sale that may come about."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import field_validator
from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel

import crmtui.models.pipeline  # a key of mine leads there
import crmtui.models.purchase  # noqa: F401  # a key of mine leads there
from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE, MOST, TEXT
from crmtui.models.types import DateText, UtcText
from crmtui.text.clean import clean, clean_text


class DealFields(SQLModel):
    """What a person may say about a deal."""

    title: str = Field(default="", max_length=LINE)
    amount: int | None = Field(default=None, ge=0, lt=MOST)
    """Minor units; None as long as nobody knows."""
    products: str = Field(default="", max_length=LINE)
    """What would be sold, in words."""
    expected_close: date | None = Field(default=None, sa_type=DateText)
    source: str = Field(default="", max_length=LINE)
    owner: str = Field(default="", max_length=LINE)
    """Who in the shop works on it."""
    ref: str = Field(default="", max_length=LINE)
    """Its number in another program."""
    note: str = Field(default="", max_length=TEXT)
    competitor: str = Field(default="", max_length=LINE)
    opened_at: datetime | None = Field(default=None, sa_type=UtcText)
    """None if a file did not say."""
    closed_at: datetime | None = Field(default=None, sa_type=UtcText)
    """None for an open deal, or if a file did not say."""

    @field_validator("title", "products", "source", "owner", "ref", "competitor", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value

    @field_validator("note", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class Deal(DealFields, table=True):
    """A deal as kept; the kind of its stage tells whether it is open, won or lost."""

    __table_args__ = (
        Index("ix_deal_place", "stage_id", "position", "id"),
        Index("ix_deal_contact", "contact_id", sqlite_where=text("contact_id IS NOT NULL")),
        Index("ix_deal_purchase", "purchase_id", sqlite_where=text("purchase_id IS NOT NULL")),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    stage_id: int = Field(foreign_key="stage.id")
    position: int = 0
    """Where it stands in the column of its stage; lower is higher up."""
    lost_reason_id: int | None = Field(default=None, foreign_key="lost_reason.id")
    purchase_id: int | None = Field(default=None, foreign_key="purchase.id")
    """The purchase that winning it recorded."""
    at_counter: bool = False
    """A sale lost at the counter, which never stood on the board."""
    created_at: datetime = Field(sa_type=UtcText)
    touched_at: datetime = Field(sa_type=UtcText)
    """When somebody last did something to it."""
