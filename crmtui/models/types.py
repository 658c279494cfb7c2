"""Column types that a STRICT SQLite table accepts and PostgreSQL understands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Enum, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator


@compiles(String, "sqlite")
@compiles(Enum, "sqlite")
def _text(*_args: Any, **_kwargs: Any) -> str:
    return "TEXT"


@compiles(Boolean, "sqlite")
@compiles(BigInteger, "sqlite")
def _integer(*_args: Any, **_kwargs: Any) -> str:
    return "INTEGER"


class UtcText(TypeDecorator[datetime]):
    """An aware moment, kept as "YYYY-MM-DDTHH:MM:SSZ": it sorts as text and reads in any shell."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment in UTC."""
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the moment back, aware."""
        return datetime.fromisoformat(value) if value else None


class DateText(TypeDecorator[date]):
    """A calendar day, kept as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write the day in ISO form."""
        return value.isoformat() if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Read the day back."""
        return date.fromisoformat(value) if value else None
