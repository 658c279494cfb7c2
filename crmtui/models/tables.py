"""Every table of the store, in one place for migrations and the schema."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from crmtui.models import (
    appointment,
    canned_reply,
    contact,
    custom,
    deal,
    file_choice,
    fitted,
    interaction,
    journal,
    need,
    not_duplicate,
    payment,
    pipeline,
    price_index,
    purchase,
    saved_list,
    search,
    setting,
    source_ref,
    task,
    ticket,
)

__all__ = [
    "appointment",
    "canned_reply",
    "contact",
    "custom",
    "deal",
    "file_choice",
    "fitted",
    "interaction",
    "journal",
    "metadata",
    "need",
    "not_duplicate",
    "payment",
    "pipeline",
    "price_index",
    "purchase",
    "saved_list",
    "search",
    "setting",
    "source_ref",
    "task",
    "ticket",
]

metadata: MetaData = SQLModel.metadata
