"""What is mailed when something happens: the mail goes into the outbox in the transaction of the act."""

import uuid
from collections.abc import Iterable
from email.utils import parseaddr
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from cpwb.accounts.events import AccountMailWritten
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.meetings.events import MeetingCancelled, MeetingConvened, MeetingEdited
from cpwb.meetings.models import Meeting
from cpwb.members.models import Person
from cpwb.minutes.events import MinutesSubmitted
from cpwb.minutes.models import Minutes
from cpwb.notifications import queries
from cpwb.notifications.mails import Mail, one_line, written
from cpwb.notifications.models import OutboxMessage
from cpwb.ui.addresses import address

#: What members were told about a meeting; when one of these changes, they are told again.
_TOLD = {"starts_at", "ends_at", "place", "online_link"}


def call_members(session: Session, event: MeetingConvened) -> None:
    """Write to everybody who sits in the committee on the day of the meeting and uses e-mail, once each."""
    _tell_members(session, event.subject_id, "meeting_convened")


def tell_of_change(session: Session, event: MeetingEdited) -> None:
    """Write to the members when the time or the place that they know is no longer right; a draft sends nothing."""
    if event.was_convened and _TOLD.intersection(event.fields):
        _tell_members(session, event.subject_id, "meeting_changed")


def tell_of_cancelling(session: Session, event: MeetingCancelled) -> None:
    """Write to the members that a meeting to which they were called does not take place."""
    if event.was_convened:
        _tell_members(session, event.subject_id, "meeting_cancelled")


def tell_of_draft(session: Session, event: MinutesSubmitted) -> None:
    """Write to the members that they can read the draft minutes, and until when they can object."""
    minutes = session.get_one(Minutes, event.subject_id)
    people = queries.members_to_mail(session, minutes.committee_id, clock.today())
    _tell(
        session,
        people,
        "minutes_submitted",
        minutes.committee_id,
        meeting=minutes.meeting,
        review_until=minutes.review_until,
        address=address("minutes.minutes", meeting_id=minutes.meeting_id),
    )


def put_account_mail(session: Session, event: AccountMailWritten) -> None:
    """Put a mail about somebody's own account into the outbox as it was written."""
    _put(
        session,
        kind=event.kind,
        recipient=event.recipient,
        language=event.language,
        mail=Mail(one_line(event.subject_line), event.body),
    )


def _tell_members(session: Session, meeting_id: int, kind: str) -> None:
    """Put the mail `kind` about a meeting into the outbox, for each person in his or her language."""
    meeting = session.get_one(Meeting, meeting_id)
    _tell(
        session,
        queries.to_be_mailed(session, meeting),
        kind,
        meeting.committee_id,
        meeting=meeting,
        titles=queries.agenda_titles(session, meeting),
        address=address("overview.meeting", meeting_id=meeting.id),
    )


def _tell(session: Session, people: Iterable[Person], kind: str, committee_id: int, **context: Any) -> None:
    """Put the mail `kind` into the outbox for each of the people, in his or her language."""
    mails: dict[Language, Mail] = {}
    for person in people:
        if person.language not in mails:
            mails[person.language] = written(kind, person.language, one_line=one_line, **context)
        _put(
            session,
            kind=kind,
            recipient=person.contact,
            language=person.language,
            mail=mails[person.language],
            committee_id=committee_id,
        )


def _put(
    session: Session, *, kind: str, recipient: str, language: Language, mail: Mail, committee_id: int | None = None
) -> None:
    domain = parseaddr(current_app.config["CPWB_MAIL_FROM"])[1].rpartition("@")[2] or "localhost"
    session.add(
        OutboxMessage(
            kind=kind,
            recipient=recipient,
            language=language,
            subject=mail.subject,
            body=mail.body,
            committee_id=committee_id,
            message_id=f"<{uuid.uuid4().hex}@{domain[-80:]}>",
            created_at=clock.now(),
        )
    )
