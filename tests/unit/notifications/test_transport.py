"""A message of the outbox as a MIME mail."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from cpwb.core.bilingual import Language
from cpwb.notifications.models import OutboxMessage
from cpwb.notifications.sending import NotTaken
from cpwb.notifications.transport import composed, without_addresses

TEXT = "Überall café, één vergadering met اجتماع and פגישה.\n.\nFrom here on: a line with a dot alone.\n"


def _message(
    recipient: str = "sam@test.example", subject: str = "Un document est prêt", body: str = TEXT
) -> OutboxMessage:
    return OutboxMessage(
        recipient=recipient,
        language=Language.FR,
        subject=subject,
        body=body,
        message_id="<1@test.example>",
        created_at=datetime(2026, 3, 10, 17, 30, tzinfo=UTC),
    )


def test_a_mail_reads_as_it_was_written() -> None:
    """Accents, umlauts and scripts from right to left survive the way through seven bits."""
    raw = composed(_message(), "CPWB Gent <cpwb@test.example>").as_bytes()
    assert max(raw) < 128
    mail = message_from_bytes(raw, policy=default)
    assert mail.get_content().replace("\r\n", "\n") == TEXT
    assert {name: str(value) for name, value in mail.items()} == {
        "From": "CPWB Gent <cpwb@test.example>",
        "To": "sam@test.example",
        "Subject": "Un document est prêt",
        "Message-ID": "<1@test.example>",
        "Date": "Tue, 10 Mar 2026 18:30:00 +0100",
        "Content-Language": "fr",
        "Auto-Submitted": "auto-generated",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": mail["Content-Transfer-Encoding"],
        "MIME-Version": "1.0",
    }


def test_the_same_message_is_the_same_mail() -> None:
    """A second copy can be recognised."""
    message = _message()
    first, second = (composed(message, "cpwb@test.example").as_bytes() for _time in range(2))
    assert first == second


@pytest.mark.parametrize("text", ["sam@test.example\nBcc: all@test.example", "a\r\nb", "a\u2028b", "a\n", ""])
def test_a_message_takes_no_line_break_in_a_header(text: str) -> None:
    """Neither an address nor a subject can hold one."""
    with pytest.raises(ValueError, match="recipient: a header of a mail is one line"):
        _message(recipient=text)
    with pytest.raises(ValueError, match="subject: a header of a mail is one line"):
        _message(subject=text)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("recipient", "sam@test.example\nBcc: all@test.example"),
        ("recipient", "sam@test.example, all@test.example"),
        ("recipient", "Sam <sam@test.example>"),
        ("recipient", "sam"),
        ("recipient", ""),
        ("subject", "Een document\r\nBcc: all@test.example"),
    ],
)
def test_no_mail_is_made_of_a_row_that_would_add_headers_or_recipients(column: str, text: str) -> None:
    """Also of a row that came into the table another way."""
    message = _message()
    message.__dict__[column] = text
    with pytest.raises(NotTaken) as refusal:
        composed(message, "cpwb@test.example")
    assert (refusal.value.permanent, refusal.value.ends_run) == (True, False)


def test_what_a_server_says_is_kept_without_addresses() -> None:
    """One line, not too long, nobody named."""
    assert without_addresses(b"5.1.1 <sam@test.example>: Recipient\r\naddress rejected") == (
        "5.1.1 … Recipient address rejected"
    )
    assert without_addresses("x" * 1000) == "x" * 300
