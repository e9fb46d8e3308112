"""Mails in the outbox."""

import itertools
from typing import Any

from sqlalchemy.orm import Session

from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.notifications.models import OutboxMessage

_numbers = itertools.count(1)


def a_message(session: Session, **values: Any) -> OutboxMessage:
    """Return a stored mail that waits."""
    number = next(_numbers)
    given = {
        "kind": "meeting_convened",
        "recipient": f"sam{number}@test.example",
        "language": Language.NL,
        "subject": "Een document staat klaar",
        "body": "Beste,\n",
        "message_id": f"<{number}@test.example>",
        "created_at": clock.now(),
    }
    message = OutboxMessage(**(given | values))
    session.add(message)
    session.flush()
    return message
