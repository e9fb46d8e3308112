"""Mails leave once, and what became of each is kept."""

from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.core import clock
from cpwb.notifications import queries
from cpwb.notifications.choices import MessageState
from cpwb.notifications.models import OutboxMessage
from cpwb.notifications.sending import NotTaken, Tally, send_waiting
from cpwb.notifications.transport import SmtpTransport
from tests.factories.notifications import a_message
from tests.mail_server import HANG_UP, MailServer, free_port

Way = TypeVar("Way", bound=SmtpTransport)
NOW = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


def _stored(session: Session) -> list[tuple[MessageState, int, str]]:
    """Return the state, the attempts and the last error of each mail, as another session reads them."""
    session.rollback()
    rows = session.execute(
        sa.select(OutboxMessage.state, OutboxMessage.attempts, OutboxMessage.last_error).order_by(OutboxMessage.id)
    )
    return [(state, attempts, error) for state, attempts, error in rows]


def _way(server: MailServer, kind: type[Way]) -> Way:
    """Return a way to the server."""
    return kind(host="127.0.0.1", port=server.port, sender="cpwb@test.example", starttls=False)


def test_a_mail_is_sent_once(session: Session, server: MailServer, transport: SmtpTransport) -> None:
    """Its state is kept; a second run sends nothing."""
    body = "Überall één café: اجتماع, פגישה.\n.\nMet vriendelijke groeten\n"
    message = a_message(session, recipient="sam@test.example", subject="Un document est prêt", body=body)
    message_id = message.message_id
    session.commit()
    with clock.at(NOW):
        assert send_waiting(session, transport) == Tally(sent=1)
    assert send_waiting(session, transport) == Tally()
    [(recipients, mail)] = server.taken
    assert recipients == ["sam@test.example"]
    assert (mail["To"], mail["Subject"], mail["Message-ID"]) == ("sam@test.example", "Un document est prêt", message_id)
    assert mail.get_content().replace("\r\n", "\n") == body
    assert _stored(session) == [(MessageState.SENT, 1, "")]
    assert session.scalar(sa.select(OutboxMessage.sent_at)) == NOW


def test_the_oldest_leaves_first_and_each_alone(session: Session, server: MailServer, transport: SmtpTransport) -> None:
    """Nobody sees who else got the mail."""
    for name in ("sam", "noor", "alex"):
        a_message(session, recipient=f"{name}@test.example")
    session.commit()
    assert send_waiting(session, transport) == Tally(sent=3)
    assert [recipients for recipients, _mail in server.taken] == [
        ["sam@test.example"],
        ["noor@test.example"],
        ["alex@test.example"],
    ]


def test_what_may_not_leave_yet_waits(session: Session, server: MailServer, transport: SmtpTransport) -> None:
    """A mail for later is not touched before its moment."""
    a_message(session, not_before=NOW + timedelta(minutes=1))
    session.commit()
    with clock.at(NOW):
        assert send_waiting(session, transport) == Tally()
    assert _stored(session) == [(MessageState.WAITING, 0, "")]
    with clock.at(NOW + timedelta(minutes=1)):
        assert send_waiting(session, transport) == Tally(sent=1)
    assert len(server.taken) == 1


def test_without_a_server_mails_wait(session: Session) -> None:
    """The first one that was tried says why; the run ends, for no other one would leave either."""
    for _number in range(3):
        a_message(session)
    session.commit()
    with SmtpTransport(host="127.0.0.1", port=free_port(), sender="cpwb@test.example", starttls=False) as nowhere:
        reason = "The mail server cannot be reached: [Errno 111] Connection refused"
        assert send_waiting(session, nowhere) == Tally(delayed=1, ended_by=reason)
        assert send_waiting(session, nowhere) == Tally(delayed=1, ended_by=reason)
    assert _stored(session) == [
        (MessageState.WAITING, 2, reason),
        (MessageState.WAITING, 0, ""),
        (MessageState.WAITING, 0, ""),
    ]


def test_a_mail_that_waited_leaves_when_the_server_is_back(
    session: Session, server: MailServer, transport: SmtpTransport
) -> None:
    """The old error is forgotten."""
    a_message(session, attempts=2, last_error="The mail server cannot be reached")
    session.commit()
    assert send_waiting(session, transport) == Tally(sent=1)
    assert _stored(session) == [(MessageState.SENT, 3, "")]


def test_a_recipient_that_does_not_exist_is_given_up(
    session: Session, server: MailServer, transport: SmtpTransport
) -> None:
    """The others get their mail all the same; the error names no address."""
    server.answers["gone@test.example"] = "550 5.1.1 <gone@test.example>: no such mailbox"
    a_message(session, recipient="gone@test.example")
    a_message(session, recipient="here@test.example")
    session.commit()
    assert send_waiting(session, transport) == Tally(sent=1, failed=1)
    assert send_waiting(session, transport) == Tally()
    assert _stored(session) == [(MessageState.FAILED, 1, "550 5.1.1 … no such mailbox"), (MessageState.SENT, 1, "")]


def test_a_recipient_who_cannot_be_reached_now_waits(
    session: Session, server: MailServer, transport: SmtpTransport
) -> None:
    """A full or a cautious mailbox is tried again in the next run."""
    server.answers["full@test.example"] = "452 4.2.2 mailbox full"
    a_message(session, recipient="full@test.example")
    session.commit()
    assert send_waiting(session, transport) == Tally(delayed=1)
    server.answers.clear()
    assert send_waiting(session, transport) == Tally(sent=1)
    assert _stored(session) == [(MessageState.SENT, 2, "")]


@pytest.mark.parametrize(
    ("answer", "state", "tally"),
    [
        ("554 5.7.1 refused", MessageState.FAILED, Tally(failed=1)),
        ("451 4.3.0 try again later", MessageState.WAITING, Tally(delayed=1)),
    ],
)
def test_a_text_can_be_refused_too(
    session: Session, server: MailServer, transport: SmtpTransport, answer: str, state: MessageState, tally: Tally
) -> None:
    """What the server says at the end counts like what it says at the beginning."""
    server.answers["DATA"] = answer
    a_message(session)
    session.commit()
    assert send_waiting(session, transport) == tally
    assert _stored(session) == [(state, 1, answer)]


def test_a_row_that_would_add_recipients_is_given_up(
    session: Session, server: MailServer, transport: SmtpTransport
) -> None:
    """Whatever came into the table in another way adds no header and no recipient."""
    message = a_message(session)
    evil = "sam@test.example\r\nBcc: everybody@test.example"
    session.execute(sa.update(OutboxMessage).where(OutboxMessage.id == message.id).values(recipient=evil))
    other = a_message(session)
    session.execute(
        sa.update(OutboxMessage).where(OutboxMessage.id == other.id).values(subject="a\nBcc: b@test.example")
    )
    session.commit()
    assert send_waiting(session, transport) == Tally(failed=2)
    assert server.taken == []
    assert {state for state, _attempts, _error in _stored(session)} == {MessageState.FAILED}


def test_a_crash_after_sending_costs_one_copy_at_most(session: Session, server: MailServer) -> None:
    """What was noted stays noted; the one that was not noted goes out again, recognisable as the same."""

    class Crash(BaseException):
        """The power fails."""

    class Crashing(SmtpTransport):
        def send(self, message: OutboxMessage) -> None:
            super().send(message)
            if len(server.taken) == 2:
                raise Crash

    for _number in range(3):
        a_message(session)
    session.commit()
    with _way(server, Crashing) as crashing, pytest.raises(Crash):
        send_waiting(session, crashing)
    assert [state for state, _attempts, _error in _stored(session)] == [
        MessageState.SENT,
        MessageState.WAITING,
        MessageState.WAITING,
    ]
    with _way(server, SmtpTransport) as transport:
        assert send_waiting(session, transport) == Tally(sent=2)
    ids = [mail["Message-ID"] for _recipients, mail in server.taken]
    assert [ids.count(identity) for identity in dict.fromkeys(ids)] == [1, 2, 1]


@pytest.mark.parametrize("app", ["postgres"], indirect=True)
def test_two_senders_share_the_work(session: Session, server: MailServer) -> None:
    """On PostgreSQL a mail that one sender holds is passed over by the other: nobody gets it twice.

    SQLite knows no lock of a row; there, one sender runs at a time.
    """
    for _number in range(4):
        a_message(session)
    session.commit()

    class Slow(SmtpTransport):
        """Lets the other sender run its whole course while the first mail is under way."""

        other: Tally | None = None

        def send(self, message: OutboxMessage) -> None:
            super().send(message)
            if self.other is None:
                with Session(session.get_bind()) as second, _way(server, SmtpTransport) as way:
                    self.other = send_waiting(second, way)

    with _way(server, Slow) as slow:
        mine = send_waiting(session, slow)
    assert (mine, slow.other) == (Tally(sent=1), Tally(sent=3))
    assert len({mail["Message-ID"] for _recipients, mail in server.taken}) == len(server.taken) == 4


def test_a_broken_connection_is_made_again(session: Session, server: MailServer, transport: SmtpTransport) -> None:
    """A server that hangs up costs that mail one attempt, and the next one nothing."""
    server.answers["sam@test.example"] = HANG_UP
    a_message(session)
    a_message(session, recipient="sam@test.example")
    a_message(session)
    session.commit()
    assert send_waiting(session, transport) == Tally(sent=2, delayed=1)
    assert [state for state, _attempts, _error in _stored(session)] == [
        MessageState.SENT,
        MessageState.WAITING,
        MessageState.SENT,
    ]
    server.answers.clear()
    assert send_waiting(session, transport) == Tally(sent=1)


def test_a_server_that_offers_no_encryption_gets_nothing(session: Session, server: MailServer) -> None:
    """With STARTTLS asked for, no mail leaves in the open."""
    a_message(session)
    session.commit()
    with SmtpTransport(host="127.0.0.1", port=server.port, sender="cpwb@test.example", starttls=True) as way:
        tally = send_waiting(session, way)
    assert (tally.delayed, tally.ended_by) == (
        1,
        "The mail server cannot be reached: STARTTLS extension not supported by server.",
    )
    assert server.taken == []


def test_letters_that_the_server_cannot_write_to_are_given_up(
    session: Session, server: MailServer, transport: SmtpTransport
) -> None:
    """An address with an accent needs a server that knows SMTPUTF8."""
    with pytest.raises(NotTaken) as refusal:
        transport.send(a_message(session, recipient="zoë@test.example"))
    assert refusal.value.permanent


def test_the_command_says_what_it_did(app: Flask, session: Session, server: MailServer) -> None:
    """Counts, no addresses; 0 when mails left."""
    server.answers["gone@test.example"] = "550 no such mailbox"
    a_message(session)
    a_message(session, recipient="gone@test.example")
    a_message(session, not_before=clock.now() + timedelta(days=1))
    session.commit()
    result = app.test_cli_runner().invoke(args=["outbox", "send"])
    assert (result.exit_code, result.output) == (0, "sent: 1, failed: 1, still waiting: 1\n")
    assert server.taken[0][1]["From"] == "CPWB Gent <cpwb@test.example>"
    assert queries.count_waiting(session) == 1


def test_the_command_fails_when_no_server_answers(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that whoever watches the clock's jobs notices."""
    monkeypatch.setitem(app.config, "CPWB_SMTP_PORT", free_port())
    a_message(session)
    session.commit()
    result = app.test_cli_runner().invoke(args=["outbox", "send"])
    assert (result.exit_code, result.stdout) == (1, "sent: 0, failed: 0, still waiting: 1\n")
    assert result.stderr == "The mail server cannot be reached: [Errno 111] Connection refused\n"


def test_a_demonstration_sends_nothing(
    app: Flask, session: Session, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its people are invented, their addresses may not be."""
    monkeypatch.setitem(app.config, "CPWB_DEMO", True)
    a_message(session)
    session.commit()
    result = app.test_cli_runner().invoke(args=["outbox", "send"])
    assert (result.exit_code, server.taken) == (1, [])
    assert result.stderr == "Error: The mails of a demonstration are shown on its page /outbox and never sent.\n"
    assert _stored(session) == [(MessageState.WAITING, 0, "")]
