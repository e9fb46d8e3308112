"""How migrations run: on the database of the application, with the tables that `cpwb.wiring` names."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from cpwb.core.db import Base, UtcDateTime

migrate = current_app.extensions["migrate"]


def render_item(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write our own column type as the plain one under it: a revision must not depend on today's code."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def free_to_rebuild(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite make a table anew while others point to it; afterwards every reference must still hold.

    SQLite changes few things in place: a revision copies the rows into a new table and drops the old one.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.commit()
    try:
        yield
        if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            raise RuntimeError(f"references that hold no longer: {sorted({row[0] for row in broken})}")
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.commit()


def run_migrations() -> None:
    """Run the revisions on the application's database, in one transaction."""
    with migrate.db.engine.connect() as connection, free_to_rebuild(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
