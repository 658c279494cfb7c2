"""The search key of each contact, rebuilt from the rest and therefore not journalled."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from crmtui.models.contact import STRICT


class SearchKey(SQLModel, table=True):
    """Everything a contact can be found by, folded, one key a line."""

    __tablename__ = "search_key"
    __table_args__ = (STRICT,)

    contact_id: int = Field(primary_key=True)
    text: str


class SearchDirty(SQLModel, table=True):
    """A contact whose search key must be rebuilt before the transaction ends."""

    __tablename__ = "search_dirty"
    __table_args__ = (STRICT,)

    contact_id: int = Field(primary_key=True)


class SearchPending(SQLModel, table=True):
    """A range of contacts whose keys are written but not in the index yet: an import came in."""

    __tablename__ = "search_pending"
    __table_args__ = (STRICT,)

    lo: int = Field(primary_key=True)
    hi: int
