"""A mail server, and the application told where it is."""

from collections.abc import Iterator

import pytest
from flask import Flask

from cpwb.notifications.transport import SmtpTransport
from tests.mail_server import MailServer, mail_server


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A mail server that the application knows."""
    with mail_server() as running:
        monkeypatch.setitem(app.config, "CPWB_SMTP_PORT", running.port)
        monkeypatch.setitem(app.config, "CPWB_MAIL_FROM", "CPWB Gent <cpwb@test.example>")
        yield running


@pytest.fixture
def transport(server: MailServer) -> Iterator[SmtpTransport]:
    """The way to that server."""
    with SmtpTransport(host="127.0.0.1", port=server.port, sender="cpwb@test.example", starttls=False) as way:
        yield way
