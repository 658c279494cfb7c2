"""Every table of the store, in one place for migrations and the schema."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from crmtui.models import (
    contact,
    custom,
    deal,
    file_choice,
    interaction,
    journal,
    need,
    not_duplicate,
    payment,
    pipeline,
    purchase,
    saved_list,
    search,
    setting,
    source_ref,
    task,
)

__all__ = [
    "contact",
    "custom",
    "deal",
    "file_choice",
    "interaction",
    "journal",
    "metadata",
    "need",
    "not_duplicate",
    "payment",
    "pipeline",
    "purchase",
    "saved_list",
    "search",
    "setting",
    "source_ref",
    "task",
]

metadata: MetaData = SQLModel.metadata
