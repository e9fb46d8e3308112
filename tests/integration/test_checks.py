"""`flask check` says whether everything is in place, and what to do when not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from flask import Flask
from sqlalchemy.orm import Session

import config as settings
from cpwb.app import create_app
from cpwb.core.extensions import db
from cpwb.meetings.choices import MeetingState
from cpwb.minutes.choices import MinutesState
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting
from tests.factories.minutes import some_minutes
from tests.mail_server import free_port

ROOT = Path(__file__).parent.parent.parent
#: The newest revision in the source.
HEAD = (ROOT / "migrations" / ".current-head").read_text(encoding="utf-8").partition("_")[0]


def _catalogue(word: str) -> Catalog:
    catalogue = Catalog(locale="nl")
    catalogue.add("Home", word)
    catalogue.add(("%(num)s day", "%(num)s days"), ("%(num)s dag", "%(num)s dagen"))
    catalogue.add(("%(num)s night", "%(num)s nights"), ("", ""))
    catalogue.add("Not translated yet")
    return catalogue


@pytest.fixture
def catalogues(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of four texts, compiled; returns its folder."""
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.po").open("wb") as source, (folder / "messages.mo").open("wb") as compiled:
        write_po(source, _catalogue("Startpagina"))
        write_mo(compiled, _catalogue("Startpagina"))
    monkeypatch.setitem(app.config, "BABEL_TRANSLATION_DIRECTORIES", str(tmp_path))
    return folder


def _check(app: Flask) -> tuple[int, list[str], list[str]]:
    """Return the exit code, and the lines about what is and what is not in order."""
    result = app.test_cli_runner().invoke(args=["check"])
    return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


def test_everything_is_in_order(app: Flask, session: Session, catalogues: Path) -> None:
    """A line for each question, no password in it."""
    code, fine, wrong = _check(app)
    assert (code, wrong) == (0, [])
    assert fine == [
        "configuration: ok",
        f"database: ok ({db.engine.url.render_as_string(hide_password=True)})",
        f"migrations: ok ({HEAD})",
        "catalogues: ok (1 compiled)",
        "minutes: ok (as approved)",
    ]


def test_minutes_that_were_changed_in_the_database(app: Flask, session: Session, catalogues: Path) -> None:
    """Nobody can do so in CPWB; whoever can write to the database is found out: in both places, and with junk too."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CLOSED)
    minutes = some_minutes(session, meeting=meeting, state=MinutesState.APPROVED)
    (version,) = minutes.versions
    session.commit()
    assert _check(app)[0] == 0
    sentence = "is not what was approved, for its fingerprint is another one. Restore it from a backup."
    version.snapshot = {"items": ["O'Brien"]}
    session.commit()
    altered = [f"minutes: version {version.number} of meeting {meeting.id} {sentence}"]
    assert _check(app)[2] == altered
    minutes.snapshot = {"items": ["O'Brien"]}
    session.commit()
    altered.append(f"minutes: the minutes of meeting {meeting.id} {sentence}")
    assert _check(app)[2] == altered
    if db.engine.dialect.name == "sqlite":
        session.execute(sa.text("UPDATE minutes_versions SET snapshot = '{'"))
        session.commit()
        assert _check(app)[2] == altered


@pytest.fixture
def revision_of_the_past(session: Session) -> Iterator[None]:
    """A database that an older version of the source left behind."""
    present = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    session.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    session.commit()
    yield
    session.execute(sa.text("UPDATE alembic_version SET version_num = :present"), {"present": present})
    session.commit()


@pytest.mark.usefixtures("revision_of_the_past", "catalogues")
def test_a_database_of_the_past(app: Flask) -> None:
    """It says which command brings it up to date."""
    code, fine, wrong = _check(app)
    assert (code, len(fine)) == (1, 3)
    assert wrong == [
        f"migrations: the database is at 0000, the source at {HEAD}. Run: flask db upgrade",
        "minutes: not checked, for the database is not up to date.",
    ]


def test_a_catalogue_that_was_changed_since(app: Flask, session: Session, catalogues: Path) -> None:
    """Not compiled at all is the same to the reader."""
    line = "catalogues: nl/LC_MESSAGES/messages.po is not compiled, or was changed since."
    line += " Run: python translations/catalogues.py compile"
    with (catalogues / "messages.po").open("wb") as source:
        write_po(source, _catalogue("Beginpagina"))
    assert (_check(app)[0], _check(app)[2]) == (1, [line])
    (catalogues / "messages.mo").unlink()
    assert _check(app)[2] == [line]
    (catalogues / "messages.po").unlink()
    assert _check(app)[2] == [f"catalogues: there are none in {catalogues.parent.parent}."]


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Asking changes nothing."""
    file = tmp_path / "nowhere" / "cpwb.sqlite"
    app = create_app(settings.Testing(SQLALCHEMY_DATABASE_URI=f"sqlite:///{file}"))
    code, _fine, wrong = _check(app)
    assert (code, file.exists(), file.parent.exists()) == (1, False, False)
    assert wrong[:2] == [
        f"database: sqlite:///{file} does not exist yet. Run: mkdir -p {file.parent} && flask db upgrade",
        "migrations: not checked, for the database cannot be reached.",
    ]


def test_an_empty_database(tmp_path: Path) -> None:
    """It is reachable, but holds no tables."""
    file = tmp_path / "cpwb.sqlite"
    file.touch()
    app = create_app(settings.Testing(SQLALCHEMY_DATABASE_URI=f"sqlite:///{file}"))
    _code, fine, wrong = _check(app)
    assert fine[1] == f"database: ok (sqlite:///{file})"
    assert wrong[0].startswith("migrations: the database is at no revision, the source at ")
    with app.app_context():
        db.engine.dispose()


def test_a_server_that_does_not_answer() -> None:
    """The line names the server, never the password."""
    port = free_port()
    url = f"postgresql+psycopg://cpwb:geheim@127.0.0.1:{port}/cpwb"
    code, _fine, wrong = _check(create_app(settings.Testing(SQLALCHEMY_DATABASE_URI=url)))
    assert code == 1
    assert wrong[0].startswith(f"database: postgresql+psycopg://cpwb:***@127.0.0.1:{port}/cpwb cannot be reached: ")
    assert wrong[1] == "migrations: not checked, for the database cannot be reached."
    assert "geheim" not in "".join(wrong)


# With a configuration that is not safe, nothing starts

REFUSAL = [
    "configuration: CPWB_SECRET_KEY is not set.",
    "configuration: CPWB_PASSWORD_SALT is not set.",
    "configuration: CPWB_BASE_URL must start with https:// so that links in mails are safe.",
    "CPWB does not start with this configuration; README.md explains each setting.",
]


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the folder of the source, as production without settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CPWB_", "FLASK_"))}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", [("check",), ("db", "upgrade"), ("outbox", "send"), ("--help",)], ids=" ".join)
def test_commands_end_with_a_line_for_each_problem(command: tuple[str, ...]) -> None:
    """No traceback, whatever one asked for."""
    ended = _run("flask", *command)
    assert (ended.returncode, ended.stdout, ended.stderr.splitlines()) == (1, "", REFUSAL)


def test_gunicorn_ends_with_a_line_for_each_problem() -> None:
    """It does not start workers again and again."""
    ended = _run("gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{free_port()}", "wsgi:application")
    lines = ended.stderr.splitlines()
    assert ended.returncode == 4
    assert [line for line in lines if not line.startswith("[")] == REFUSAL
    assert "Traceback" not in ended.stderr
