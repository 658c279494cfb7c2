"""What a customer wishes for and the shop may find one day."""

from __future__ import annotations

from datetime import datetime

from pydantic import field_validator
from sqlmodel import Field, SQLModel

from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE
from crmtui.models.types import UtcText
from crmtui.text.clean import clean


class Need(SQLModel, table=True):
    """A wish, said at a time, and met or not."""

    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    text: str = Field(min_length=1, max_length=LINE)
    at: datetime = Field(sa_type=UtcText)
    met_at: datetime | None = Field(default=None, sa_type=UtcText)

    @field_validator("text", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value
