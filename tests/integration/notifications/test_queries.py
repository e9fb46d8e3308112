"""Whom a mail about a meeting does not reach."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from cpwb.committees.models import Committee
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import Meeting
from cpwb.members.choices import Channel
from cpwb.members.models import Mandate
from cpwb.notifications import queries
from cpwb.notifications.choices import MessageState, NotReached
from cpwb.notifications.models import OutboxMessage
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting
from tests.factories.members import a_mandate, a_person, a_seat
from tests.factories.notifications import a_message

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
CONVENED = START - timedelta(days=14)


@pytest.fixture
def committee(session: Session) -> Committee:
    """A committee."""
    return a_committee(session)


@pytest.fixture
def meeting(session: Session, committee: Committee) -> Meeting:
    """A meeting to which the members were called a fortnight before."""
    return a_meeting(session, committee=committee, starts_at=START, state=MeetingState.CONVENED, convened_at=CONVENED)


def _seated(session: Session, committee: Committee, *, days_before: int = 20, **values: object) -> Mandate:
    """Return the mandate of a new person, recorded so many days before the meeting."""
    mandate = a_mandate(
        session, seat=a_seat(session, committee=committee), person=a_person(session, committee=committee, **values)
    )
    mandate.created_at = START - timedelta(days=days_before)
    session.flush()
    return mandate


def _found(session: Session, meeting: Meeting) -> list[tuple[int, NotReached]]:
    return [(told.mandate.person_id, told.why) for told in queries.not_reached(session, meeting)]


def test_who_uses_no_e_mail_is_to_be_told_otherwise(session: Session, committee: Committee, meeting: Meeting) -> None:
    """By last name; who uses e-mail is not in the list."""
    _seated(session, committee)
    telephone = _seated(session, committee, channel=Channel.TELEPHONE, contact="09 123 45 67", last_name="Zeno")
    post = _seated(session, committee, channel=Channel.POST, contact="Dorp 1, 9000 Gent", last_name="Abel")
    odd = _seated(session, committee, contact="none at all", last_name="Midden")
    assert _found(session, meeting) == [
        (post.person_id, NotReached.NO_EMAIL),
        (odd.person_id, NotReached.NO_EMAIL),
        (telephone.person_id, NotReached.NO_EMAIL),
    ]


def test_who_has_two_seats_is_named_once(session: Session, committee: Committee, meeting: Meeting) -> None:
    """One person, one call."""
    mandate = _seated(session, committee, channel=Channel.TELEPHONE, contact="09 123 45 67")
    a_mandate(session, seat=a_seat(session, committee=committee), person=mandate.person)
    assert len(queries.not_reached(session, meeting)) == 1


def test_who_was_seated_after_the_mails_is_to_be_told(session: Session, committee: Committee, meeting: Meeting) -> None:
    """The mails were written before the mandate was recorded; a draft has no mails yet."""
    late = _seated(session, committee, days_before=3)
    assert _found(session, meeting) == [(late.person_id, NotReached.SEATED_LATER)]
    meeting.convened_at = None
    assert _found(session, meeting) == []


def test_whose_mail_was_refused_is_to_be_told(session: Session, committee: Committee, meeting: Meeting) -> None:
    """Since the members were called, in this committee, for good."""
    refused = _seated(session, committee)
    for values in (
        {"state": MessageState.WAITING},
        {"created_at": CONVENED - timedelta(days=1)},
        {"committee_id": a_committee(session).id},
    ):
        person = _seated(session, committee).person
        given = {"state": MessageState.FAILED, "created_at": CONVENED, "committee_id": committee.id}
        a_message(session, recipient=person.contact, **(given | values))
    a_message(
        session,
        recipient=refused.person.contact,
        state=MessageState.FAILED,
        created_at=CONVENED,
        committee_id=committee.id,
    )
    assert _found(session, meeting) == [(refused.person_id, NotReached.MAIL_FAILED)]


def test_who_sits_there_no_more_is_not_named(session: Session, committee: Committee, meeting: Meeting) -> None:
    """On the day of the meeting only mandates in force count."""
    gone = _seated(session, committee, channel=Channel.TELEPHONE, contact="09 123 45 67")
    gone.ends_on = date(2026, 3, 9)
    session.flush()
    assert _found(session, meeting) == []


def test_the_next_mail_is_the_oldest_that_may_leave(session: Session) -> None:
    """Neither sent nor failed nor meant for later."""
    a_message(session, state=MessageState.SENT, sent_at=START)
    a_message(session, state=MessageState.FAILED)
    a_message(session, not_before=START + timedelta(seconds=1))
    first, second = a_message(session), a_message(session, not_before=START)

    def upcoming(after: OutboxMessage | None) -> OutboxMessage | None:
        return queries.next_waiting(session, START, after_id=after.id if after else 0)

    assert (upcoming(None), upcoming(first), upcoming(second)) == (first, second, None)
    assert queries.count_waiting(session) == 3
