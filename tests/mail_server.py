"""A real mail server on the loopback, which keeps what it takes."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

#: An answer that is none.
HANG_UP = "421 hanging up"


@dataclass
class MailServer:
    """What the server was given; `answers` gives its answer to a recipient, or to the text of a mail."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    #: Each mail with its envelope: the recipients and the mail.
    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Take the recipient, or answer as told."""
        answer = self.answers.get(address, "250 OK")
        if answer == HANG_UP:
            server.transport.close()
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        """Take the mail, or answer as told."""
        answer = self.answers.get("DATA", "250 OK")
        if answer.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.taken.append((envelope.rcpt_tos, mail))
        return answer


def free_port() -> int:
    """Return a port at which nobody listens now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a server on a free port."""
    server = MailServer(port=free_port())
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
