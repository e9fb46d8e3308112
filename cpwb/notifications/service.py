"""What one notes about a mail after trying to send it. The loop that sends and commits is the command's."""

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.core import clock
from cpwb.core.events import publish
from cpwb.core.states import move
from cpwb.notifications.choices import MESSAGE_MOVES, MessageState
from cpwb.notifications.events import MessageDelayed, MessageFailed, MessageSent
from cpwb.notifications.models import OutboxMessage


def mark_sent(*, session: Session, actor: Actor, message: OutboxMessage) -> None:
    """Note that a mail server took a mail that waited."""
    move(message, MESSAGE_MOVES, MessageState.SENT)
    message.attempts += 1
    message.sent_at = clock.now()
    message.last_error = ""
    publish(session, MessageSent(by=actor.user_id, subject_id=message.id, committee_id=message.committee_id))


def mark_delayed(*, session: Session, actor: Actor, message: OutboxMessage, reason: str) -> None:
    """Note that a mail was not taken this time, and why; it waits to be tried again. `reason` names no address."""
    message.attempts += 1
    message.last_error = reason
    publish(session, MessageDelayed(by=actor.user_id, subject_id=message.id, committee_id=message.committee_id))


def mark_failed(*, session: Session, actor: Actor, message: OutboxMessage, reason: str) -> None:
    """Note that a mail that waited was refused for good, and why; `reason` names no address."""
    move(message, MESSAGE_MOVES, MessageState.FAILED)
    message.attempts += 1
    message.last_error = reason
    publish(session, MessageFailed(by=actor.user_id, subject_id=message.id, committee_id=message.committee_id))
