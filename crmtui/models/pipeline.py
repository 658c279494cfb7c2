"""How sales go on: pipelines, their stages, and why sales are lost."""

from __future__ import annotations

from datetime import datetime

from pydantic import field_validator
from sqlmodel import Field, Index, SQLModel, Text, UniqueConstraint

import crmtui.models.deal  # noqa: F401  # a key of mine leads there
from crmtui.models.contact import NUMBERED
from crmtui.models.limits import LINE, MOST_DAYS, TEXT
from crmtui.models.types import UtcText
from crmtui.models.words import StageKind
from crmtui.text.clean import clean, clean_text


class Pipeline(SQLModel, table=True):
    """A way of selling with stages of its own; `key` is the folded name."""

    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=LINE)
    key: str = Field(unique=True)
    position: int = 0

    @field_validator("name", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value


class StageFields(SQLModel):
    """What a person may say about a stage."""

    name: str = Field(min_length=1, max_length=LINE)
    probability: int = Field(default=0, ge=0, le=100)
    """How many of a hundred deals in it are won; 100 and 0 at the ends."""
    stale_days: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    """Quiet days after which a deal in it is stale; 0 is never, None is as won deals show."""
    checklist: str = Field(default="", max_length=TEXT)
    """What is to be done in it, one a line."""
    script: str = Field(default="", max_length=TEXT)
    """What to say to the customer."""

    @field_validator("name", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value

    @field_validator("checklist", "script", mode="before")
    @classmethod
    def _many_lines(cls, value: object) -> object:
        return clean_text(value) if isinstance(value, str) else value


class Stage(StageFields, table=True):
    """A stage as kept; one that is removed stays for the history of its deals."""

    __table_args__ = (UniqueConstraint("pipeline_id", "key"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    pipeline_id: int = Field(foreign_key="pipeline.id")
    key: str
    kind: StageKind = Field(default=StageKind.OPEN, sa_type=Text)
    position: int = 0
    removed_at: datetime | None = Field(default=None, sa_type=UtcText)


class LostReason(SQLModel, table=True):
    """Why a sale was lost; a new reason is kept for the next time."""

    __tablename__ = "lost_reason"
    __table_args__ = (NUMBERED,)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(min_length=1, max_length=LINE)
    key: str = Field(unique=True)

    @field_validator("name", mode="before")
    @classmethod
    def _one_line(cls, value: object) -> object:
        return clean(value) if isinstance(value, str) else value


class DealStage(SQLModel, table=True):
    """A deal came into a stage: the history from which times and rates follow."""

    __tablename__ = "deal_stage"
    __table_args__ = (Index("ix_deal_stage_deal", "deal_id", "id"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    deal_id: int = Field(foreign_key="deal.id")
    stage_id: int = Field(foreign_key="stage.id")
    at: datetime = Field(sa_type=UtcText)


class DealCheck(SQLModel, table=True):
    """A point of a stage's checklist that was done for a deal; `key` is the folded point."""

    __tablename__ = "deal_check"
    __table_args__ = (UniqueConstraint("deal_id", "stage_id", "key"), NUMBERED)

    id: int | None = Field(default=None, primary_key=True)
    deal_id: int = Field(foreign_key="deal.id")
    stage_id: int = Field(foreign_key="stage.id")
    key: str
    at: datetime = Field(sa_type=UtcText)
