"""Nothing is lost: each save that was answered with success survives `kill -9` of the server.

A real server on a real database, eight people who save at the same time by real HTTP, and a kill in the middle.
"""

import contextlib
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

import config
from cpwb.access.permissions import Role
from cpwb.app import create_app
from cpwb.audit.models import AuditEntry
from cpwb.core.extensions import db
from cpwb.meetings.models import AgendaItem
from tests.conftest import fresh_database
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee
from tests.factories.members import a_seat

ROOT = Path(__file__).resolve().parents[2]
SALT, PASSWORD = "testing-" + "y" * 32, "een lang genoeg wachtwoord"
SAVES, PEOPLE, ANSWERED_BEFORE_THE_KILL = 200, 8, 60


@dataclass(frozen=True)
class House:
    """A database with a committee, its secretary, and the page on which something is proposed."""

    url: str
    email: str
    path: str
    seat_id: int


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A migrated database of its own."""
    with fresh_database(request.param, tmp_path) as url:
        application = create_app(config.Testing(SQLALCHEMY_DATABASE_URI=url))
        with application.app_context():
            upgrade()
            committee = a_committee(db.session())
            seat = a_seat(db.session(), committee=committee)
            user = a_user(db.session(), role=Role.SECRETARY, committee=committee, seat=seat, password=PASSWORD)
            path = f"/committees/{committee.id}/backlog/propose"
            db.session.commit()
            found = House(url, user.email, path, seat.id)
            db.session.remove()
            db.engine.dispose()
        yield found


@dataclass
class Server:
    """A real server; `kill` ends it and its workers as a power cut would."""

    address: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kill every process of the server at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def serving(url: str, application: str, log: Path) -> Iterator[Server]:
    """Start gunicorn with two workers of eight threads, and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--worker-class", "gthread", "--workers", "2",
               "--threads", "8", "--bind", address, application]  # fmt: skip
    environment = os.environ | {
        "CPWB_ENV": "development",
        "CPWB_DATABASE_URL": url,
        "CPWB_PASSWORD_SALT": SALT,
        "CPWB_SIGN_IN_LIMIT": "1000 per minute",
        "PYTHONPATH": str(ROOT),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    server = Server(f"http://{address}", process)
    try:
        _wait_for(server, log)
        yield server
    finally:
        server.kill()


def _wait_for(server: Server, log: Path) -> None:
    for _attempt in range(300):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{server.address}/account/login"):
            return
        assert server.process.poll() is None, log.read_text()
        time.sleep(0.1)
    pytest.fail(f"the server does not answer: {log.read_text()}")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leads nowhere: the answer itself is what counts."""

    def redirect_request(self, *_arguments: object) -> None:
        """Do not follow."""
        return


class Browser:
    """Somebody with cookies who sends forms."""

    def __init__(self, address: str) -> None:
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, _Stay())
        self._address = address

    def send(self, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        """Return the status and the text of the answer; raise OSError when there is none."""
        body = urllib.parse.urlencode(data).encode() if data else None
        try:
            with self._opener.open(self._address + path, body, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def token(self, path: str) -> str:
        """Return the token on a page."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.send(path)[1])
        assert found
        return found[1]


@dataclass
class Record:
    """What was answered: the titles that were saved, and every status."""

    saved: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)


def propose(house: House, address: str, titles: list[str], record: Record, everybody: threading.Barrier) -> None:
    """Sign in and, once everybody has, propose one title after the other until the server is gone."""
    browser = Browser(address)
    token = browser.token("/account/login")
    status, _page = browser.send("/account/login", {"email": house.email, "password": PASSWORD, "csrf_token": token})
    assert status == 302, "signing in failed"
    token = browser.token(house.path)
    everybody.wait(60)
    with contextlib.suppress(OSError, http.client.HTTPException):
        for title in titles:
            form = {"title": title, "kind": "discussion", "explanation": "", "proposed_by_id": str(house.seat_id)}
            status, _page = browser.send(house.path, {**form, "csrf_token": token})
            record.statuses.append(status)
            if status == 302:
                record.saved.append(title)


def save_and_kill(house: House, application: str, log: Path) -> Record:
    """Let everybody save at the same time, kill the server in the middle, and return what was answered."""
    record = Record()
    with serving(house.url, application, log) as server:
        titles = [f"voorstel {number}" for number in range(SAVES)]
        everybody = threading.Barrier(PEOPLE)
        people = [
            threading.Thread(target=propose, args=(house, server.address, titles[place::PEOPLE], record, everybody))
            for place in range(PEOPLE)
        ]
        for person in people:
            person.start()
        until = time.monotonic() + 120
        while len(record.saved) < ANSWERED_BEFORE_THE_KILL and time.monotonic() < until:
            time.sleep(0.005)
        server.kill()
        for person in people:
            person.join()
    return record


def stored(url: str) -> tuple[set[str], int]:
    """Return the titles in the database, and the number of lines about them in the audit log."""
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        titles = set(connection.scalars(sa.select(AgendaItem.title)))
        lines = connection.scalar(
            sa.select(sa.func.count()).select_from(AuditEntry).where(AuditEntry.subject == "agenda_item")
        )
    engine.dispose()
    return titles, lines or 0


def test_a_save_that_was_answered_survives_a_kill(house: House, tmp_path: Path) -> None:
    """Each is there, with its line in the audit log; what was under way is there as a whole or not at all."""
    record = save_and_kill(house, "wsgi:application", tmp_path / "log")
    titles, lines = stored(house.url)
    assert ANSWERED_BEFORE_THE_KILL <= len(record.saved) < SAVES, "the kill came too early or too late to show anything"
    assert set(record.statuses) == {302}, "a save that was refused is no save"
    assert set(record.saved) - titles == set()
    assert lines == len(titles)


def test_the_test_can_fail(house: House, tmp_path: Path) -> None:
    """A server that answers before it saves loses what it answered."""
    record = save_and_kill(house, "tests.integration.forgetful:application", tmp_path / "log")
    titles, _lines = stored(house.url)
    assert set(record.saved) - titles != set()
