"""What becomes of a mail is noted once."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.audit.models import AuditEntry
from cpwb.core import clock
from cpwb.core.errors import RuleBroken
from cpwb.notifications import service
from cpwb.notifications.choices import MessageState
from cpwb.notifications.models import OutboxMessage
from tests.factories.notifications import a_message

NOW = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


def _facts(message: OutboxMessage) -> tuple[MessageState, int, datetime | None, str]:
    return message.state, message.attempts, message.sent_at, message.last_error


def test_a_mail_that_was_sent(session: Session) -> None:
    """The moment is kept; an earlier error is over."""
    message = a_message(session, attempts=1, last_error="451 later")
    with clock.at(NOW):
        service.mark_sent(session=session, actor=SYSTEM, message=message)
    assert _facts(message) == (MessageState.SENT, 2, NOW, "")


def test_a_mail_that_was_not_taken(session: Session) -> None:
    """It waits on, or is given up; each attempt counts."""
    message = a_message(session)
    service.mark_delayed(session=session, actor=SYSTEM, message=message, reason="451 later")
    assert _facts(message) == (MessageState.WAITING, 1, None, "451 later")
    service.mark_failed(session=session, actor=SYSTEM, message=message, reason="550 never")
    assert _facts(message) == (MessageState.FAILED, 2, None, "550 never")


def test_each_is_told_to_the_audit_log(session: Session) -> None:
    """Which mail, never to whom."""
    sent, failed = a_message(session), a_message(session)
    service.mark_sent(session=session, actor=SYSTEM, message=sent)
    service.mark_delayed(session=session, actor=SYSTEM, message=failed, reason="451 later")
    service.mark_failed(session=session, actor=SYSTEM, message=failed, reason="550 never")
    query = sa.select(AuditEntry.tag, AuditEntry.subject, AuditEntry.subject_id).order_by(AuditEntry.id)
    assert [tuple(row) for row in session.execute(query)] == [
        ("message_sent", "outbox_message", sent.id),
        ("message_delayed", "outbox_message", failed.id),
        ("message_failed", "outbox_message", failed.id),
    ]


def _sent_again(session: Session, message: OutboxMessage) -> None:
    service.mark_sent(session=session, actor=SYSTEM, message=message)


def _failed_again(session: Session, message: OutboxMessage) -> None:
    service.mark_failed(session=session, actor=SYSTEM, message=message, reason="550 never")


@pytest.mark.parametrize("act", [_sent_again, _failed_again])
def test_what_left_the_outbox_does_not_change(session: Session, act: Callable[[Session, OutboxMessage], None]) -> None:
    """A mail is sent, or given up, once."""
    message = a_message(session, state=MessageState.SENT, sent_at=NOW)
    with pytest.raises(RuleBroken):
        act(session, message)
    assert _facts(message) == (MessageState.SENT, 0, NOW, "")
