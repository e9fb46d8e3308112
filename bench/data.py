"""Data of a small scale: the demonstration, years of meetings around it, and a meeting in progress to record."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.accounts.user import User
from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.extensions import db
from cpwb.meetings import service as meetings
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Attendance, Decision, Meeting
from cpwb.members.models import Seat

#: The chair of the committee of the demonstration with most seats.
CHAIR = "fien.voorbeeld@pz-gent.example"
#: A twentieth of what 200 committees make in five years.
MEETINGS, ITEMS, ACTIONS = 300, 8, 10_000


@dataclass(frozen=True)
class Scene:
    """What is measured: the meeting in progress and one of its items."""

    meeting_id: int
    item_id: int


def fill(app: Flask) -> Scene:
    """Add the data to a database that holds the demonstration."""
    with app.app_context():
        session: Session = db.session  # type: ignore[assignment]  # a scoped session stands for its session
        committee = _committee(session)
        _years(session)
        scene = _meeting_in_progress(session, committee)
        session.commit()
        return scene


def _committee(session: Session) -> Committee:
    """Return the committee with most seats."""
    largest = sa.select(Seat.committee_id).group_by(Seat.committee_id).order_by(sa.func.count().desc()).limit(1)
    return session.get_one(Committee, session.scalar(largest))


def _years(session: Session) -> None:
    """Spread closed meetings with their items and finished action points over all committees."""
    committees = list(session.scalars(sa.select(Committee)))
    seats = {committee.id: _seats(session, committee) for committee in committees}
    now = clock.now()
    for number in range(MEETINGS):
        committee = committees[number % len(committees)]
        start = now - timedelta(days=30 + 7 * number)
        meeting = Meeting(
            committee_id=committee.id,
            number=1000 + number,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            language=committee.working_languages.languages[0],
            state=MeetingState.CLOSED,
            uid=uuid4().hex,
            closed_at=start + timedelta(hours=2),
        )
        session.add(meeting)
        session.flush()
        session.add_all(_items(meeting))
    session.flush()
    for number in range(ACTIONS):
        committee = committees[number % len(committees)]
        day = (now - timedelta(days=200 + number % 1500)).date()
        session.add(
            ActionPoint(
                committee_id=committee.id,
                number=1000 + number,
                title=f"Iets doen in de wijk, nummer {number}",
                owner_seat_id=seats[committee.id][number % len(seats[committee.id])].id,
                due_on=day,
                state=ActionState.DONE,
                result="Gedaan.",
                opened_on=day - timedelta(days=60),
                closed_on=day,
            )
        )
    session.flush()


def _seats(session: Session, committee: Committee) -> list[Seat]:
    return list(session.scalars(sa.select(Seat).where(Seat.committee_id == committee.id)))


def _items(meeting: Meeting) -> list[AgendaItem]:
    return [
        AgendaItem(
            committee_id=meeting.committee_id,
            meeting_id=meeting.id,
            position=position,
            kind=ItemKind.DISCUSSION,
            title=f"Punt {position} van vergadering {meeting.number}",
            visibility=Visibility.COMMITTEE,
            planned_minutes=15,
            created_at=meeting.starts_at,
            notes="<div>Wat er gezegd werd over de straat, het plein en de halte.</div>",
            notes_revision=1,
        )
        for position in range(1, ITEMS + 1)
    ]


def _meeting_in_progress(session: Session, committee: Committee) -> Scene:
    """Start a meeting with eight items, attendance of every seat, a decision and an action point under each item."""
    start = clock.now()
    meeting = Meeting(
        committee_id=committee.id,
        number=5000,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        language=committee.working_languages.languages[0],
        state=MeetingState.CONVENED,
        uid=uuid4().hex,
    )
    session.add(meeting)
    session.flush()
    items = _items(meeting)
    session.add_all(items)
    session.flush()
    meetings.start_meeting(session=session, actor=SYSTEM, meeting=meeting)
    seats = _seats(session, committee)
    session.add_all(
        Attendance(committee_id=committee.id, meeting_id=meeting.id, seat_id=seat.id, state=AttendanceState.PRESENT)
        for seat in seats
    )
    for place, item in enumerate(items):
        session.add(
            Decision(
                committee_id=committee.id,
                item_id=item.id,
                text="Het comité gaat akkoord.",
                how=DecidedBy.CONSENSUS,
                created_at=start,
            )
        )
        session.add(
            ActionPoint(
                committee_id=committee.id,
                number=50_000 + place,
                title="Een brief schrijven",
                owner_seat_id=seats[place].id,
                due_on=(start + timedelta(days=30)).date(),
                meeting_id=meeting.id,
                item_id=item.id,
                opened_on=start.date(),
            )
        )
    session.flush()
    return Scene(meeting.id, items[2].id)


def session_values(app: Flask) -> dict[str, str | bool]:
    """Return what a session of the chair holds, to sign a cookie with: signing in is not what is measured."""
    with app.app_context():
        user = db.session.scalars(sa.select(User).where(User.email == CHAIR)).one()
        return {"_user_id": user.fs_uniquifier, "_fresh": True, "fs_cc": "set"}
