"""What was computed from the purchases at some price, and may be computed anew at any time."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from crmtui.models.contact import STRICT


class Fitted(SQLModel, table=True):
    """The parameters of a model, with the day they are of; they are derived, so not journalled."""

    __table_args__ = (STRICT,)

    name: str = Field(primary_key=True)
    day: str
    """The ISO day to whose end the purchases were looked at."""
    parameters: str
    """A JSON object."""
