"""What prices were, month by month: a consumer price index that the shop supplies."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel

from crmtui.models.contact import NUMBERED
from crmtui.models.limits import MOST
from crmtui.models.types import DateText

MILLION = 1_000_000
"""An index is kept in millionths: 118.45 is exact."""


class PriceIndex(SQLModel, table=True):
    """The index of the month that begins with a day, in millionths."""

    __tablename__ = "price_index"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    starts: date = Field(sa_type=DateText, unique=True)
    value: int = Field(gt=0, lt=MOST)
