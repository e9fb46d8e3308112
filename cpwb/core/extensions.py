"""The Flask extensions, made here and attached by `cpwb.app`. Only app, guard, ui and views import this file."""

import sqlite3
from typing import Any

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from cpwb.core.db import Base

#: Errors tell the statement without its values, which would be names and notes in the log (privacy P-18).
db = SQLAlchemy(model_class=Base, engine_options={"hide_parameters": True})
migrate = Migrate(render_as_batch=True, compare_type=True)
babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)


def current_session() -> Session:
    """Return the database session of this request."""
    return db.session()


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Make SQLite keep foreign keys, write ahead, and wait 5,000 ms for a lock."""
    if isinstance(connection, sqlite3.Connection):
        cursor = connection.cursor()
        for setting in ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=5000", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()
