"""What a customer bought, line by line; a negative amount is a refund."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import field_validator
from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel

from crmtui.models.contact import NUMBERED, STRICT, ZERO
from crmtui.models.limits import LINE, MOST, TEXT
from crmtui.models.types import DateText, UtcText
from crmtui.text.clean import clean, clean_text


class PurchaseFields(SQLModel):
    """What a person may say about a purchase; amounts are minor units of the shop's currency."""

    at: datetime = Field(sa_type=UtcText)
    amount: int = Field(gt=-MOST, lt=MOST)
    ref: str = Field(default="", max_length=LINE)
    """The number on the receipt or invoice."""
    note: str = Field(default="", max_length=TEXT)

    @field_validator("ref", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value

    @field_validator("note", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class Purchase(PurchaseFields, table=True):
    """A purchase as kept; without a contact it is a walk-in sale."""

    __table_args__ = (
        # Covers the segments of a past day without touching the table.
        Index("ix_purchase_contact", "contact_id", "at", "amount"),
        Index("ix_purchase_at", "at"),
        # What was sold on account is little, and asked for with every card.
        Index(
            "ix_purchase_account", "contact_id", "at", "amount", sqlite_where=text("on_account = 1")
        ),
        NUMBERED,
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    refund_of: int | None = Field(default=None, foreign_key="purchase.id", index=True)
    on_account: bool = Field(default=False, sa_column_kwargs=ZERO)
    """It was not paid at once: it counts in the customer's balance, as does its refund."""
    due_on: date | None = Field(default=None, sa_type=DateText)
    """The day by which it should be paid."""


class PurchaseLine(SQLModel, table=True):
    """One item of a purchase; the quantity is in thousandths, so half a kilo is exact."""

    __tablename__ = "purchase_line"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    purchase_id: int = Field(foreign_key="purchase.id", index=True)
    item: str = Field(default="", max_length=LINE)
    sku: str = Field(default="", max_length=LINE)
    quantity: int = Field(default=1000, gt=-MOST, lt=MOST)
    amount: int = Field(gt=-MOST, lt=MOST)

    @field_validator("item", "sku", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value


_BOUGHT = text("last_at IS NOT NULL")


class CustomerStats(SQLModel, table=True):
    """What a customer's purchases add up to; kept by triggers, read by the segments.

    Purchases of nothing (amount 0) count nowhere here.
    """

    __tablename__ = "customer_stats"
    __table_args__ = (
        Index("ix_customer_stats_last", "last_at"),
        # By these the segments count where each score begins.
        Index("ix_customer_stats_net", text("gross + refunds"), sqlite_where=_BOUGHT),
        Index("ix_customer_stats_purchases", "purchases", sqlite_where=_BOUGHT),
        STRICT,
    )

    contact_id: int = Field(primary_key=True, foreign_key="contact.id")
    purchases: int
    first_at: str | None
    last_at: str | None
    gross: int
    refunds: int
    """Minus what was given back: zero or negative."""
