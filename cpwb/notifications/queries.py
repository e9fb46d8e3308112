"""Questions about the outbox, and about whom a mail reaches."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from cpwb.core.bilingual import Bilingual
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.choices import Channel
from cpwb.members.models import Mandate, Person, Seat
from cpwb.notifications.choices import MessageState, NotReached
from cpwb.notifications.models import OutboxMessage

_ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]]{1,64}@[^\s@<>,;:\"\\()\[\]]{1,190}")


# The outbox


def messages() -> sa.Select[OutboxMessage]:
    """Return every mail, the newest first; only the demonstration shows them."""
    return sa.select(OutboxMessage).order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc())


def next_waiting(session: Session, now: datetime, *, after_id: int) -> OutboxMessage | None:
    """Return the next mail that is to be sent, locked for this sender until the end of its transaction, or None.

    On PostgreSQL a mail that another sender holds is passed over, so that two senders never send the same one. SQLite
    has no such lock: there, let one sender run at a time.
    """
    return session.scalar(
        sa.select(OutboxMessage)
        .where(
            OutboxMessage.state == MessageState.WAITING,
            sa.or_(OutboxMessage.not_before.is_(None), OutboxMessage.not_before <= now),
            OutboxMessage.id > after_id,
        )
        .order_by(OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def count_waiting(session: Session) -> int:
    """Return the number of mails that wait, those that are not to be sent yet among them."""
    query = sa.select(sa.func.count()).where(OutboxMessage.state == MessageState.WAITING)
    return session.scalar(query.select_from(OutboxMessage)) or 0


# Whom a mail about a meeting reaches


def can_be_mailed(person: Person) -> bool:
    """Say whether a person wants mails and gave what looks like one address."""
    return person.channel is Channel.EMAIL and _ADDRESS.fullmatch(person.contact) is not None


def _sitting(session: Session, meeting: Meeting) -> Sequence[Mandate]:
    """Return the mandates in force on the day of the meeting; who has several is there with the first."""
    return _in_force(session, meeting.committee_id, meeting.held_on)


def _in_force(session: Session, committee_id: int, day: date) -> Sequence[Mandate]:
    """Return the mandates of a committee in force on a day; who has several is there with the first."""
    mandates = session.scalars(
        sa.select(Mandate)
        .where(Mandate.committee_id == committee_id, Mandate.is_in_force(day))
        .options(joinedload(Mandate.seat).joinedload(Seat.organisation))
        .order_by(Mandate.id)
    )
    first: dict[int, Mandate] = {}
    for mandate in mandates.unique():
        first.setdefault(mandate.person_id, mandate)
    return list(first.values())


def to_be_mailed(session: Session, meeting: Meeting) -> list[Person]:
    """Return the persons who sit in the committee on the day of the meeting and can be mailed, each once."""
    return [mandate.person for mandate in _sitting(session, meeting) if can_be_mailed(mandate.person)]


def members_to_mail(session: Session, committee_id: int, day: date) -> list[Person]:
    """Return the persons who sit in a committee on a day and can be mailed, each once."""
    return [mandate.person for mandate in _in_force(session, committee_id, day) if can_be_mailed(mandate.person)]


def agenda_titles(session: Session, meeting: Meeting) -> list[Bilingual]:
    """Return the titles on the agenda that the whole committee may read, in their order."""
    items = session.scalars(
        sa.select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.is_unrestricted)
        .options(selectinload(AgendaItem.sources))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return [item.shown_title for item in items]


@dataclass(frozen=True)
class ToBeTold:
    """Somebody who has to be told about a meeting otherwise, by letter or by telephone, and why."""

    mandate: Mandate
    why: NotReached


def not_reached(session: Session, meeting: Meeting) -> list[ToBeTold]:
    """Return who sits in the committee on the day of the meeting and gets no mail about it, by last name.

    That is who uses no e-mail, whose mail was refused, and who was seated after the members were called.
    """
    refused = _refused_addresses(session, meeting)
    found = [
        ToBeTold(mandate, why) for mandate in _sitting(session, meeting) if (why := _why(mandate, meeting, refused))
    ]
    return sorted(found, key=lambda told: (told.mandate.person.last_name, told.mandate.person.first_name))


def _why(mandate: Mandate, meeting: Meeting, refused: set[str]) -> NotReached | None:
    if not can_be_mailed(mandate.person):
        return NotReached.NO_EMAIL
    if meeting.convened_at is not None and mandate.created_at > meeting.convened_at:
        return NotReached.SEATED_LATER
    return NotReached.MAIL_FAILED if mandate.person.contact in refused else None


def _refused_addresses(session: Session, meeting: Meeting) -> set[str]:
    """Return the addresses at which mails of the committee have failed since the members were called."""
    if meeting.convened_at is None:
        return set()
    return set(
        session.scalars(
            sa.select(OutboxMessage.recipient).where(
                OutboxMessage.committee_id == meeting.committee_id,
                OutboxMessage.state == MessageState.FAILED,
                OutboxMessage.created_at >= meeting.convened_at,
            )
        )
    )
