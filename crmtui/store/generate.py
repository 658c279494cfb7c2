"""Write schema.sql from the models: `python -m crmtui.store.generate`; a test compares them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from crmtui.models.tables import metadata
from crmtui.store.connect import APPLICATION_ID, VERSION
from crmtui.store.search import CREATE_INDEX
from crmtui.store.triggers import create_triggers

_OWN = "name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index_%'"


def generated_schema() -> str:
    """Return the SQL of a new store: tables, indexes, search index, triggers, version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        metadata.create_all(engine)
        connection.execute(CREATE_INDEX)
        create_triggers(connection)
        return _dump(connection)


def _dump(connection: sqlite3.Connection) -> str:
    rows = connection.execute(
        f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND {_OWN} "
        "ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
    ).fetchall()
    statements = [" ".join(sql.split()) for (sql,) in rows]
    statements += [
        "CREATE TABLE alembic_version ( version_num TEXT NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num) )",
        f"INSERT INTO alembic_version VALUES('{VERSION:04}')",
        f"PRAGMA application_id={APPLICATION_ID}",
        f"PRAGMA user_version={VERSION}",
    ]
    return "".join(f"{statement};\n" for statement in statements)


if __name__ == "__main__":
    (Path(__file__).parent / "schema.sql").write_text(generated_schema(), "utf-8")
