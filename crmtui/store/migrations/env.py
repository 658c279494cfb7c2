"""Alembic's entry: it works on the connection it is given, inside the caller's transaction."""

from __future__ import annotations

from alembic import context

from crmtui.models.tables import metadata
from crmtui.store.migrations import include_name

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=include_name,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
