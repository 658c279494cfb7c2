"""What a customer paid on their account, or got back from it."""

from __future__ import annotations

from datetime import datetime

from pydantic import field_validator
from sqlmodel import Field, Index, SQLModel

import crmtui.models.purchase  # noqa: F401  # a key of mine leads there
from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE, MOST, TEXT
from crmtui.models.types import UtcText
from crmtui.text.clean import clean, clean_text


class PaymentFields(SQLModel):
    """What a person may say about a payment; a negative amount was paid back to the customer."""

    at: datetime = Field(sa_type=UtcText)
    amount: int = Field(gt=-MOST, lt=MOST)
    method: str = Field(default="", max_length=LINE)
    """Cash, card, transfer, cheque: in the shop's own words."""
    ref: str = Field(default="", max_length=LINE)
    note: str = Field(default="", max_length=TEXT)

    @field_validator("method", "ref", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value

    @field_validator("note", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class Payment(PaymentFields, table=True):
    """A payment as kept; for one purchase, or for the oldest that is owed."""

    __table_args__ = (Index("ix_payment_contact", "contact_id", "at", "amount"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    """None once the person was erased: the sums of the shop stay."""
    purchase_id: int | None = Field(default=None, foreign_key="purchase.id", index=True)
