"""Every table of the store, in one place for migrations and the schema."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from crmtui.models import (
    contact,
    file_choice,
    interaction,
    journal,
    purchase,
    search,
    setting,
    source_ref,
    task,
)

__all__ = [
    "contact",
    "file_choice",
    "interaction",
    "journal",
    "metadata",
    "purchase",
    "search",
    "setting",
    "source_ref",
    "task",
]

metadata: MetaData = SQLModel.metadata
