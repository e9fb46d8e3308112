"""A real server with the demonstration, and a real Chromium that looks at it."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.reader import Reader
from tests.browser.writing import SECRETARY, begin_meeting
from tests.conftest import leave_out

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = Path(__file__).parent / "output"


class Demonstration:
    """The demonstration in a database of its own, served by gunicorn; the server can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"
        self._folder = folder
        self._environment = os.environ | {
            "CPWB_ENV": "development",
            "CPWB_DEMO": "yes",
            "CPWB_BASE_URL": self.address,
            "CPWB_DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite'}",
            "CPWB_SIGN_IN_LIMIT": "10000 per minute",
        }
        for command in (("db", "upgrade"), ("demo",)):
            self._run("flask", *command)

    def _run(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "-m", *command], cwd=ROOT, env=self._environment, check=True, capture_output=True
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = ["--no-control-socket", "--worker-class", "gthread", "--threads", "8"]
        with (self._folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *options, "--bind", f"127.0.0.1:{self._port}", "wsgi:application"],
                cwd=ROOT,
                env=self._environment,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        _wait_for(self.address, self._folder / "log")

    def stop(self) -> None:
        """Let the server end what it is doing."""
        self._process.terminate()
        self._process.wait(timeout=20)

    @contextmanager
    def without_access(self, email: str) -> Iterator[None]:
        """Let all grants of somebody be over for a while, as when his or her mandate has ended."""
        change = "UPDATE role_grants SET ends_on = {} WHERE user_id = (SELECT id FROM users WHERE email = ?)"
        with closing(sqlite3.connect(self._folder / "demo.sqlite", timeout=20, isolation_level=None)) as own:
            own.execute(change.format("starts_on"), [email])
            try:
                yield
            finally:
                own.execute(change.format("NULL"), [email])

    def kill(self) -> None:
        """End the server and its workers as a power cut would."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demonstration."""
    demonstration = Demonstration(tmp_path_factory.mktemp("server"))
    demonstration.start()
    yield demonstration.address
    demonstration.stop()


def _wait_for(address: str, log: Path) -> None:
    """Return once the server answers; fail with its log after 30 seconds."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/account/login", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(log.read_text())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, without a screen."""
    path = os.environ.get("CPWB_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        leave_out("browser", "no Chromium found; install it or set CPWB_CHROMIUM")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*arguments, "--disable-sync", "--disable-quic"]
        )
        yield browser
        browser.close()


@pytest.fixture(params=["nl", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    """Each journey is made in both languages."""
    return str(request.param)


@pytest.fixture
def reader(chromium: Browser, server: str, language: str) -> Iterator[Reader]:
    """Somebody in front of a wide screen, whose browser asks for the language of the journey."""
    with Reader.opened(chromium, server, language) as reader:
        yield reader


@pytest.fixture
def phone(chromium: Browser, server: str, language: str) -> Iterator[Reader]:
    """Somebody with a telephone of 320 pixels."""
    with Reader.opened(chromium, server, language, width=320) as reader:
        yield reader


@pytest.fixture
def room(reader: Reader) -> str:
    """The path of the room of a meeting that has started, in which the reader chairs."""
    return begin_meeting(reader)


@pytest.fixture
def secretary(chromium: Browser, server: str, language: str) -> Iterator[Reader]:
    """Somebody else who takes the minutes of the same meeting."""
    with Reader.opened(chromium, server, language) as reader:
        reader.sign_in(SECRETARY)
        yield reader
