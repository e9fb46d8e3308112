"""How a mail leaves: one message of the outbox as a MIME mail, handed to a mail server by SMTP."""

import re
import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Self

from cpwb.core import clock
from cpwb.notifications.models import OutboxMessage
from cpwb.notifications.sending import NotTaken

#: How long to wait for the mail server, in seconds.
PATIENCE = 30
#: From here on, the answers of a mail server are final.
_FINAL = 500
#: Seven bits only, so that a server without 8BITMIME takes it as well; headers of one line each.
_POLICY = SMTP.clone(cte_type="7bit")


def composed(message: OutboxMessage, sender: str) -> EmailMessage:
    """Return the MIME mail; its Message-ID and date are the same each time.

    Raises NotTaken when the recipient is not one address or a header holds a line break: a mail can be given no
    headers, and no recipients, by way of a text.
    """
    name, address = parseaddr(sender)
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(name or "CPWB", addr_spec=address)
    try:
        mail["To"] = Address(addr_spec=message.recipient)
        mail["Subject"] = message.subject
        mail["Message-ID"] = message.message_id
        mail["Date"] = format_datetime(clock.local(message.created_at))
        mail["Auto-Submitted"] = "auto-generated"
    except (ValueError, IndexError, MessageError) as error:
        raise NotTaken("The recipient is not one address, or a header is not one line.", permanent=True) from error
    mail.set_content(message.body)
    mail["Content-Language"] = message.language.value
    return mail


def without_addresses(answer: bytes | str) -> str:
    """Return what a mail server said on one line, at most 300 characters, without the addresses in it."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return re.sub(r"\S*@\S*", "…", " ".join(text.split()))[:300]


class SmtpTransport:
    """A connection to the mail server: made for the first mail, kept for the next ones, made again when it broke."""

    def __init__(
        self, *, host: str, port: int, sender: str, starttls: bool, user: str = "", password: str = ""
    ) -> None:
        self._host, self._port = host, port
        self._sender = sender
        self._starttls = starttls
        self._user, self._password = user, password
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except (smtplib.SMTPException, OSError):
                self._server.close()
            self._server = None

    def send(self, message: OutboxMessage) -> None:
        """Hand one mail over, or raise NotTaken."""
        mail = composed(message, self._sender)
        server = self._connected()
        try:
            server.send_message(mail, from_addr=parseaddr(self._sender)[1], to_addrs=[message.recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code, answer = next(iter(error.recipients.values()))
            raise _answered(code, answer) from None
        except smtplib.SMTPSenderRefused as error:
            raise NotTaken(f"{error.smtp_code} {without_addresses(error.smtp_error)}", ends_run=True) from None
        except smtplib.SMTPResponseException as error:
            raise _answered(error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPNotSupportedError:
            raise NotTaken("The mail server cannot write to an address with such letters.", permanent=True) from None
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise NotTaken(f"The connection broke: {without_addresses(str(error))}") from None

    def _connected(self) -> smtplib.SMTP:
        """Return the connection, making it when there is none that works; raise NotTaken when that fails."""
        if self._server is not None and self._server.sock is not None:
            return self._server
        try:
            server = smtplib.SMTP(self._host, self._port, timeout=PATIENCE)
            self._server = server
            if self._starttls:
                server.starttls(context=ssl.create_default_context())
            if self._user:
                server.login(self._user, self._password)
            server.ehlo_or_helo_if_needed()
        except smtplib.SMTPAuthenticationError as error:
            self._drop()
            raise NotTaken(f"The mail server refused our sign-in: {error.smtp_code}", ends_run=True) from None
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            reason = f"The mail server cannot be reached: {without_addresses(str(error))}"
            raise NotTaken(reason, ends_run=True) from None
        return server

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None


def _answered(code: int, answer: bytes | str) -> NotTaken:
    """Return what the answer of a server to one mail means."""
    return NotTaken(f"{code} {without_addresses(answer)}", permanent=code >= _FINAL)
