"""Measure the CPU of the server per request, side by side with the floor, and print how many times the floor it is.

    make bench

Seconds differ from machine to machine and from hour to hour; the ratio of two pages that take turns on the same server
does not. Each round asks every page in turn; the ratio is taken within a round, and the median of the rounds is shown.
Nothing here is a test: no build fails for its machine being busy.
"""

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask_migrate import upgrade

from bench import data, floor

ROOT = Path(__file__).resolve().parent.parent
OK = 200


@dataclass
class Server:
    """A gunicorn with one worker, and a connection to it that stays open."""

    process: subprocess.Popen[bytes]
    connection: HTTPConnection
    cookie: str = ""

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> str:
        """Send a request, and return what is answered; fail when it is no success."""
        headers = {"Cookie": self.cookie, "Accept-Language": "nl"}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        self.connection.request(method, path, urlencode(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if fresh := answer.headers.get("Set-Cookie"):
            self.cookie = fresh.partition(";")[0]
        if answer.status != OK:
            raise SystemExit(f"{method} {path} answers {answer.status}: {text[:500]}")
        return text

    def cpu(self) -> float:
        """Return the seconds of CPU that the worker has used so far, those of all its threads."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        tasks = [task for child in children for task in Path(f"/proc/{child}/task").iterdir()]
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


@contextmanager
def served(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """Serve an application as in the README, with one worker."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-control-socket", "--worker-class", "gthread", "--threads", "8", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning", "--keep-alive", "60", application],
        cwd=ROOT,
        env=os.environ | environment,
    )
    try:
        _wait_for(port)
        yield Server(process, HTTPConnection("127.0.0.1", port))
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _attempt in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not answer")


@dataclass
class Page:
    """Something to ask for, on a server."""

    name: str
    server: Server
    ask: Callable[[], object]

    def cost(self, times: int) -> float:
        """Return the seconds of CPU of one request, over so many."""
        before = self.server.cpu()
        for _time in range(times):
            self.ask()
        return (self.server.cpu() - before) / times


def _notes(number: int) -> str:
    """Return a page of notes, with a sentence more each time."""
    lines = "".join(f"<div>Wat er over de halte gezegd werd, regel {line}.</div>" for line in range(40))
    return f"{lines}<div>En nog iets ({number}).</div>"


class Autosave:
    """Somebody who writes on and on in the notes of an item, in a window of their own."""

    def __init__(self, server: Server, item_id: int, page: str) -> None:
        self._server = server
        self._path = f"/items/{item_id}/notes"
        self._token = _found(r'name="csrf_token" value="([^"]+)"', page)
        self._revision = _found(rf'id="revision-item-{item_id}" name="revision" value="(\d+)"', page)
        self._number = 0

    def __call__(self) -> None:
        """Save a sentence more than the last time, of a page of notes in all."""
        self._number += 1
        sent = {
            "csrf_token": self._token,
            "notes": _notes(self._number),
            "revision": self._revision,
            "tab": "bench-window",
            "serial": str(self._number),
        }
        self._revision = _found(r'name="revision" value="(\d+)"', self._server.ask("POST", self._path, sent))


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise SystemExit(f"{pattern} is not in the page")
    return match[1]


def _prepare(folder: Path) -> tuple[dict[str, str], Flask]:
    """Fill a database of the application, and return its environment and the application."""
    environment = {
        "CPWB_ENV": "development",
        "CPWB_DEMO": "yes",
        "CPWB_DATABASE_URL": os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{folder / 'bench.sqlite'}",
        "BENCH_FLOOR_URL": f"sqlite:///{folder / 'floor.sqlite'}",
    }
    os.environ.update(environment)
    from cpwb.app import create_app  # noqa: PLC0415 -- it reads the environment that was just made

    app = create_app()
    with app.app_context():
        upgrade()
    app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)
    floor.fill(environment["BENCH_FLOOR_URL"])
    return environment, app


def _signed(app: Flask) -> str:
    """Return the cookie of a session of the chair."""
    interface = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # the cookie sessions of Flask
    return f"session={interface.dumps(data.session_values(app))}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--times", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        environment, app = _prepare(Path(name))
        scene = data.fill(app)
        with (
            served("bench.floor:create_floor()", environment) as bare,
            served("wsgi:application", environment) as real,
        ):
            real.cookie = _signed(app)
            room = f"/meetings/{scene.meeting_id}/room"
            page = real.ask("GET", room)
            pages = [
                Page("floor", bare, lambda: bare.ask("GET", "/17")),
                Page("bare save", bare, lambda: bare.ask("POST", "/17", {"notes": _notes(0)})),
                Page("who is signed in", real, lambda: real.ask("GET", "/account/session")),
                Page("autosave of a note", real, Autosave(real, scene.item_id, page)),
                Page("room", real, lambda: real.ask("GET", room)),
                Page("screen, nothing new", real, lambda: real.ask("GET", f"/meetings/{scene.meeting_id}/present/now")),
            ]
            _measure(pages, asked.rounds, asked.times)


def _measure(pages: list[Page], rounds: int, times: int) -> None:
    """Ask the pages in turn, and print the medians."""
    for page in pages:
        page.cost(10)
    costs: dict[str, list[float]] = {page.name: [] for page in pages}
    for _round in range(rounds):
        for page in pages:
            costs[page.name].append(page.cost(times))
    base = costs["floor"]
    sys.stdout.write(f"{'':22}{'ms of CPU':>10}{'× floor':>9}{'lowest':>8}{'highest':>8}\n")
    for name, found in costs.items():
        ratios = [cost / floor_cost for cost, floor_cost in zip(found, base, strict=True)]
        sys.stdout.write(
            f"{name:22}{statistics.median(found) * 1000:10.2f}{statistics.median(ratios):9.1f}"
            f"{min(ratios):8.1f}{max(ratios):8.1f}\n"
        )


if __name__ == "__main__":
    main()
