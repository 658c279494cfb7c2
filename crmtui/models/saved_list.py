"""A filter that the shop gave a name."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE


class SavedList(SQLModel, table=True):
    """A named list: whoever fits its query when it is opened; `key` is the folded name."""

    __tablename__ = "saved_list"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=LINE)
    key: str = Field(unique=True)
    query: str = Field(min_length=1, max_length=LINE)
