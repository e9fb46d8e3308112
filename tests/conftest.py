"""Fixtures that every test may use: the application on both databases, a session, the page client, query counts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade
from hypothesis import settings
from sqlalchemy.orm import Session

from config import Testing
from cpwb.access.permissions import Role
from cpwb.app import create_app
from cpwb.committees.models import Committee, Zone
from cpwb.core.db import Base
from cpwb.core.extensions import db
from tests.factories.accounts import a_user
from tests.page_client import PageClient

# The same examples in every run: a failure is a defect, never luck, and a slow machine is none.
settings.register_profile("cpwb", derandomize=True, deadline=None, database=None)
settings.load_profile("cpwb")

#: What `CPWB_REQUIRE` may name: with it, leaving those tests out is a failure.
REQUIRED = set(filter(None, os.environ.get("CPWB_REQUIRE", "").split(",")))
POSTGRES = os.environ.get("CPWB_TEST_POSTGRES", "postgresql://127.0.0.1/postgres")


def leave_out(what: str, why: str) -> None:
    """Skip the test, or fail it when `what` is required on this machine."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required (CPWB_REQUIRE): {why}")
    pytest.skip(f"{what}: {why}")


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database of `kind` ("sqlite" or "postgres"), gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'test.sqlite'}"
        return
    name = f"cpwb_test_{os.getpid()}_{folder.name.replace('-', '_')}"[:60].lower()
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        leave_out("postgres", f"no server answers: {str(error).splitlines()[0]}")
        raise
    with server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}"')
        yield sa.make_url(POSTGRES).set(drivername="postgresql+psycopg", database=name).render_as_string(False)
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a migrated, empty database; each test that uses it runs on both."""
    with fresh_database(request.param, tmp_path_factory.mktemp("database")) as url:
        # Waiting for the disk protects against a power cut. No test here has one; test_nothing_lost waits.
        options = "?options=-csynchronous_commit%3Doff" if request.param == "postgres" else ""
        application = create_app(Testing(SQLALCHEMY_DATABASE_URI=url + options))
        with application.app_context():
            upgrade()
        yield application
        with application.app_context():
            db.session.remove()
            db.engine.dispose()


def _empty() -> None:
    """Take every row out of every table: also before a test, for a world that a module shares may still stand."""
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    deletions = [f"DELETE FROM {name}" for name in tables]
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        deletions = ["; ".join(deletions)]  # one way there and back
    for deletion in deletions:
        connection.exec_driver_sql(deletion)
    db.session.commit()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session inside an application context; whatever the test stored is gone afterwards."""
    with app.app_context():
        _empty()
        yield db.session  # type: ignore[misc]  # a scoped session stands for its session
        db.session.rollback()
        _empty()
        db.session.remove()


@pytest.fixture
def visitor(app: Flask, session: Session) -> PageClient:
    """A client that has not signed in."""
    return PageClient(app)


class SignIn:
    """Signs a new user in: `sign_in(Role.CHAIR, committee=committee)` gives that user's page client."""

    def __init__(self, app: Flask, session: Session) -> None:
        self._app = app
        self._session = session

    def __call__(
        self, role: Role | None = None, *, committee: Committee | None = None, zone: Zone | None = None
    ) -> PageClient:
        """Return the client of a new user with one grant, or with none."""
        user = a_user(self._session, role=role, committee=committee, zone=zone)
        return PageClient(self._app, user=user)


@pytest.fixture
def sign_in(app: Flask, session: Session) -> SignIn:
    """Sign a new user in with a role in a place."""
    return SignIn(app, session)


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """Collect the SQL statements that the block sends to the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    sa.event.listen(sa.engine.Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(sa.engine.Engine, "before_cursor_execute", note)
