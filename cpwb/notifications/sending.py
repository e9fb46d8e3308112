"""Sending what waits in the outbox: the one place outside of pages and commands that commits.

A command runs it now; a worker can run it as well. How mails leave is the affair of a `Transport`.
"""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.core import clock
from cpwb.notifications import queries, service
from cpwb.notifications.models import OutboxMessage


class NotTaken(Exception):
    """A mail was not taken; the reason names no address.

    `permanent`: trying again is of no use. `ends_run`: no other mail would be taken now either, because the server
    cannot be reached, or does not take mails from us.
    """

    def __init__(self, reason: str, *, permanent: bool = False, ends_run: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.ends_run = ends_run


class Transport(Protocol):
    """What takes mails away."""

    def send(self, message: OutboxMessage) -> None:
        """Hand one mail over, or raise NotTaken."""
        ...


@dataclass
class Tally:
    """How many mails were sent, put off and given up; `ended_by` says why a run ended before its time."""

    sent: int = 0
    delayed: int = 0
    failed: int = 0
    ended_by: str = ""


def send_waiting(session: Session, transport: Transport) -> Tally:
    """Send what waits, one by one, the oldest first, and commit after each.

    A crash between sending and noting lets at most that one mail go out twice, under the same Message-ID. Each mail is
    tried once in a run. A run ends early when no other mail would be taken either.
    """
    tally = Tally()
    last_id = 0
    while message := queries.next_waiting(session, clock.now(), after_id=last_id):
        last_id = message.id
        try:
            transport.send(message)
        except NotTaken as error:
            note = service.mark_failed if error.permanent else service.mark_delayed
            note(session=session, actor=SYSTEM, message=message, reason=str(error))
            tally.failed += error.permanent
            tally.delayed += not error.permanent
            tally.ended_by = str(error) if error.ends_run else ""
        else:
            service.mark_sent(session=session, actor=SYSTEM, message=message)
            tally.sent += 1
        session.commit()
        if tally.ended_by:
            break
    return tally
