"""Whoever records under a meeting while somebody closes it: one waits for the other, and nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.actions import service as actions
from cpwb.actions.models import ActionPoint
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core.errors import RuleBroken
from cpwb.core.extensions import db
from cpwb.meetings import queries as meeting_queries
from cpwb.meetings import service as meetings
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, MeetingState
from cpwb.meetings.models import AgendaItem, Attendance, Decision, Meeting
from cpwb.meetings.presence import SeatDetails
from cpwb.members.choices import MandateRole
from cpwb.minutes import service
from cpwb.minutes.choices import MinutesState, ObjectionAnswer, ObjectionKind
from cpwb.minutes.models import Addendum, Minutes, Objection
from tests.factories.meetings import an_attendance
from tests.factories.members import a_mandate, a_person
from tests.integration.minutes.conftest import Table

#: Seconds in which an act that waits for nobody is done, and one that waits has shown that it does.
SOON = 1.5

Act = Callable[[Session], Any]


@pytest.fixture
def two(app: Flask) -> Iterator[tuple[Session, Session]]:
    """Two requests at once."""
    with Session(db.engine) as first, Session(db.engine) as second:
        yield first, second


@pytest.fixture
def actor(session: Session, table: Table, item: AgendaItem) -> Actor:
    """The secretary, once everything is stored."""
    secretary = table.actor(MandateRole.SECRETARY)
    session.commit()
    return secretary


def run(own: Session, act: Act) -> RuleBroken | None:
    """Do something and commit it; return the rule that it broke."""
    try:
        act(own)
        own.commit()
    except RuleBroken as broken:
        own.rollback()
        return broken
    return None


def at_once(two: tuple[Session, Session], first: Act, second: Act) -> RuleBroken | None:
    """Do something, and before it is committed another thing; return the rule that the other one broke."""
    before, after = two
    first(before)
    with ThreadPoolExecutor(1) as other:
        waiting: Future[RuleBroken | None] = other.submit(run, after, second)
        assert wait([waiting], SOON).not_done, "nobody waited"
        before.commit()
        return waiting.result(10)


def close(meeting_id: int, actor: Actor) -> Act:
    """Return the act of closing a meeting."""
    return lambda own: meetings.close_meeting(session=own, actor=actor, meeting=own.get_one(Meeting, meeting_id))


def decide(item_id: int, actor: Actor) -> Act:
    """Return the act of recording a decision."""
    return lambda own: meetings.record_decision(
        session=own, actor=actor, item=own.get_one(AgendaItem, item_id), text="Besloten", how=DecidedBy.CONSENSUS
    )


def promise(item: AgendaItem, seat_id: int, actor: Actor) -> Act:
    """Return the act of recording an action point."""
    item_id, committee_id = item.id, item.committee_id
    return lambda own: actions.open_action(
        session=own,
        actor=actor,
        committee=own.get_one(Committee, committee_id),
        title="Beloofd",
        due_on=date(2027, 1, 4),
        owner_seat_id=seat_id,
        item=own.get_one(AgendaItem, item_id),
    )


def arrive(meeting_id: int, item_id: int, seat_id: int, actor: Actor) -> Act:
    """Return the act of recording that somebody arrived at an item."""
    return lambda own: meetings.record_attendance(
        session=own,
        actor=actor,
        meeting=own.get_one(Meeting, meeting_id),
        seats={seat_id: (AttendanceState.PRESENT, None)},
        unnamed={},
        guests="",
        details={seat_id: SeatDetails(arrived_item_id=item_id)},
    )


def stays(session: Session, item: AgendaItem, meeting: Meeting) -> bool:
    """Say whether the meeting is closed and an item still in its minutes."""
    session.expire_all()
    return meeting.state is MeetingState.CLOSED and item.meeting_id == meeting.id


def test_what_is_recorded_while_the_meeting_is_closed_stays_in_its_minutes(
    session: Session, two: tuple[Session, Session], meeting: Meeting, item: AgendaItem, actor: Actor
) -> None:
    """The item of a decision that is on its way was reached."""
    assert at_once(two, decide(item.id, actor), close(meeting.id, actor)) is None
    assert stays(session, item, meeting)
    assert [decision.text for decision in item.decisions] == ["Besloten"]


def test_an_action_that_is_recorded_while_the_meeting_is_closed(
    session: Session, two: tuple[Session, Session], table: Table, meeting: Meeting, item: AgendaItem, actor: Actor
) -> None:
    """It stays under its item, in the minutes."""
    seat_id = table.mandates[MandateRole.MEMBER].seat_id
    session.commit()
    assert at_once(two, promise(item, seat_id, actor), close(meeting.id, actor)) is None
    assert stays(session, item, meeting)


def test_an_arrival_that_is_recorded_while_the_meeting_is_closed(
    session: Session, two: tuple[Session, Session], table: Table, meeting: Meeting, item: AgendaItem, actor: Actor
) -> None:
    """Whoever arrived at an item arrived at one that was reached."""
    seat_id = table.mandates[MandateRole.MEMBER].seat_id
    session.commit()
    assert at_once(two, arrive(meeting.id, item.id, seat_id, actor), close(meeting.id, actor)) is None
    assert stays(session, item, meeting)
    recorded = meeting_queries.attendances(session, meeting)[seat_id]
    assert isinstance(recorded, Attendance)
    assert recorded.arrived_item_id == item.id


@pytest.mark.parametrize("what", ["decision", "action", "arrival"])
def test_what_comes_after_the_meeting_was_closed_is_refused(
    session: Session,
    two: tuple[Session, Session],
    table: Table,
    meeting: Meeting,
    item: AgendaItem,
    actor: Actor,
    what: str,
) -> None:
    """The item waits in the backlog by then, and nothing lands there unseen."""
    seat_id = table.mandates[MandateRole.MEMBER].seat_id
    act = {
        "decision": decide(item.id, actor),
        "action": promise(item, seat_id, actor),
        "arrival": arrive(meeting.id, item.id, seat_id, actor),
    }[what]
    session.commit()
    assert isinstance(at_once(two, close(meeting.id, actor), act), RuleBroken)
    session.expire_all()
    assert (item.meeting_id, item.decisions) == (None, [])


def test_what_is_sent_again_is_recorded_once(
    session: Session, two: tuple[Session, Session], table: Table, meeting: Meeting, item: AgendaItem, actor: Actor
) -> None:
    """The answer was lost, or the first request is still on its way too; another vote is another decision."""
    seat_id = table.mandates[MandateRole.MEMBER].seat_id
    session.commit()
    for act in (decide(item.id, actor), promise(item, seat_id, actor)):
        assert at_once(two, act, act) is None
    session.expire_all()
    assert len(item.decisions) == 1
    assert session.scalar(sa.select(sa.func.count(ActionPoint.id))) == 1
    for mandate in table.mandates.values():
        an_attendance(session, meeting=meeting, seat=mandate.seat)
    sides = {Side.POLICE: (1, 0, 0), Side.COMMUNITY: (2, 0, 0), Side.MUNICIPALITY: (1, 0, 0)}
    all_for, one_against = (4, 0, 0), (3, 1, 0)
    for votes, per_side in (
        (all_for, None),
        (one_against, None),
        (all_for, None),
        (all_for, sides),
        (all_for, sides),
    ):
        meetings.record_decision(
            session=session,
            actor=actor,
            item=item,
            text="Besloten",
            how=DecidedBy.VOTE,
            votes_for=votes[0],
            votes_against=votes[1],
            votes_abstain=votes[2],
            per_side=per_side,
        )
    session.expire_all()
    assert [(decision.votes_for, decision.sides[0].votes_for) for decision in item.decisions] == [
        (None, None),
        (4, None),
        (3, None),
        (4, 1),
    ]


def test_a_decision_of_an_item_that_is_being_closed_stands(
    session: Session, two: tuple[Session, Session], item: AgendaItem, actor: Actor
) -> None:
    """Whoever takes it out at that moment hears that the item is closed."""
    decision = meetings.record_decision(
        session=session, actor=actor, item=item, text="Besloten", how=DecidedBy.CONSENSUS
    )
    session.commit()
    decision_id, item_id = decision.id, item.id

    def close_item(own: Session) -> None:
        meetings.close_item(session=own, actor=actor, item=own.get_one(AgendaItem, item_id))

    def remove(own: Session) -> None:
        meetings.remove_decision(session=own, actor=actor, decision=own.get_one(Decision, decision_id))

    assert isinstance(at_once(two, close_item, remove), RuleBroken)
    session.expire_all()
    assert item.decisions == [decision]


def test_a_decision_is_taken_out_or_counted_again_once(
    session: Session, two: tuple[Session, Session], item: AgendaItem, actor: Actor
) -> None:
    """Whoever comes second hears that it is gone; counting twice gives what counting once gives."""
    decision = meetings.record_decision(
        session=session, actor=actor, item=item, text="Besloten", how=DecidedBy.CONSENSUS
    )
    session.commit()
    decision_id = decision.id

    def recount(own: Session) -> None:
        meetings.recount_decision(session=own, actor=actor, decision=own.get_one(Decision, decision_id))

    def remove(own: Session) -> None:
        meetings.remove_decision(session=own, actor=actor, decision=own.get_one(Decision, decision_id))

    assert two[1].get_one(Decision, decision_id).sides
    assert at_once(two, recount, recount) is None
    assert isinstance(at_once(two, remove, remove), RuleBroken)
    session.expire_all()
    assert item.decisions == []


def test_one_substitute_does_not_get_two_seats_at_once(
    session: Session, two: tuple[Session, Session], table: Table, meeting: Meeting, actor: Actor
) -> None:
    """Also when both pages had read the list before."""
    seats = [table.mandates[role].seat for role in (MandateRole.CHAIR, MandateRole.MEMBER)]
    person = a_person(session, committee=table.committee)
    substitutes = {
        seat.id: a_mandate(session, seat=seat, person=person, role=MandateRole.ALTERNATE).id for seat in seats
    }
    for seat in seats:
        an_attendance(session, meeting=meeting, seat=seat, state=AttendanceState.EXCUSED)
    session.commit()
    meeting_id = meeting.id
    # Held until the end: a session reads anew what nobody holds.
    read = [meeting_queries.attendance_list(own, own.get_one(Meeting, meeting_id)) for own in two]

    def replace(seat_id: int) -> Act:
        return lambda own: meetings.record_attendance(
            session=own,
            actor=actor,
            meeting=own.get_one(Meeting, meeting_id),
            seats={seat_id: (AttendanceState.REPLACED, substitutes[seat_id])},
            unnamed={},
            guests="",
        )

    assert isinstance(at_once(two, *(replace(seat_id) for seat_id in substitutes)), RuleBroken)
    session.expire_all()
    states = [row.state for row in session.scalars(sa.select(Attendance).order_by(Attendance.id))]
    assert states == [AttendanceState.REPLACED, AttendanceState.EXCUSED]
    assert len(read) == len(two)


def test_a_tap_is_compared_with_what_stands_once_its_turn_comes(
    session: Session, two: tuple[Session, Session], table: Table, meeting: Meeting, actor: Actor
) -> None:
    """Two people name other guests at the same moment: the second one is told, and nothing is saved over the first."""
    client, path = table.enter(MandateRole.SECRETARY), f"/meetings/{meeting.id}/attendance"
    sent = {"guests": "Het parket", "seen": client.get(path).one("#seen").attrs["value"] or ""}
    token = client.csrf_token()
    own = two[0]
    meetings.record_attendance(
        session=own, actor=actor, meeting=own.get_one(Meeting, meeting.id), seats={}, unnamed={}, guests="Unia"
    )
    session.commit()
    with ThreadPoolExecutor(1) as other:
        headers = {"HX-Request": "true", "HX-Source": "div#part-guests"}
        waiting = other.submit(client.client.post, path, data=sent | {"csrf_token": token}, headers=headers)
        assert wait([waiting], SOON).not_done, "nobody waited"
        own.commit()
        assert waiting.result(10).status_code == 422
    session.expire_all()
    assert meeting.guests == "Unia"


def add(meeting_id: int, actor: Actor) -> Act:
    """Return the act of adding a late item."""
    return lambda own: meetings.add_item(
        session=own, actor=actor, meeting=own.get_one(Meeting, meeting_id), kind=ItemKind.DISCUSSION, title="Laat"
    )


def test_late_items_take_their_turn(
    session: Session, two: tuple[Session, Session], meeting: Meeting, item: AgendaItem, actor: Actor
) -> None:
    """Two at once have two places; one that comes while the meeting is closed is refused."""
    meeting_id = meeting.id
    for own in two:
        assert [point.position for point in own.get_one(Meeting, meeting_id).items] == [1, 2, 3]
    assert at_once(two, add(meeting_id, actor), add(meeting_id, actor)) is None
    session.expire_all()
    assert [point.position for point in meeting.items] == [1, 2, 3, 4, 5]
    assert isinstance(at_once(two, close(meeting_id, actor), add(meeting_id, actor)), RuleBroken)


def test_a_correction_is_not_approved_while_its_minutes_are_reopened(
    session: Session, two: tuple[Session, Session], table: Table, meeting: Meeting
) -> None:
    """Whoever approves it at that moment, or writes one, hears that the minutes are being written again."""
    minutes = table.close(meeting)
    secretary, chair, co_chair = (
        table.actor(role) for role in (MandateRole.SECRETARY, MandateRole.CHAIR, MandateRole.CO_CHAIR)
    )
    service.submit_minutes(session=session, actor=secretary, minutes=minutes)
    for approving in (chair, co_chair):
        service.approve_minutes(session=session, actor=approving, minutes=minutes)
    addendum = service.write_addendum(session=session, actor=secretary, minutes=minutes, text="Fout")
    service.approve_addendum(session=session, actor=chair, addendum=addendum)
    service.ask_to_reopen(session=session, actor=chair, minutes=minutes, reason="Te veel fouten")
    session.commit()
    minutes_id, addendum_id = minutes.id, addendum.id

    def reopen(own: Session) -> None:
        reopened = own.get_one(Minutes, minutes_id)
        service.ask_to_reopen(session=own, actor=co_chair, minutes=reopened, reason="Akkoord")

    def approve(own: Session) -> None:
        service.approve_addendum(session=own, actor=co_chair, addendum=own.get_one(Addendum, addendum_id))

    assert two[1].get_one(Addendum, addendum_id).minutes.state is MinutesState.APPROVED
    assert isinstance(at_once(two, reopen, approve), RuleBroken)
    session.expire_all()
    assert (minutes.state, addendum.approved_on) == (MinutesState.WRITING, None)


def test_an_answer_waits_for_an_approval_and_an_approval_for_an_answer(
    session: Session, two: tuple[Session, Session], table: Table, meeting: Meeting
) -> None:
    """What is taken over at the last moment is in the text that is approved, or is refused."""
    minutes = table.close(meeting)
    secretary, chair, co_chair, member = (
        table.actor(role)
        for role in (MandateRole.SECRETARY, MandateRole.CHAIR, MandateRole.CO_CHAIR, MandateRole.MEMBER)
    )
    service.submit_minutes(session=session, actor=secretary, minutes=minutes)
    objection = service.object_to_minutes(
        session=session, actor=member, minutes=minutes, kind=ObjectionKind.OBJECTION, text="Fout"
    )
    service.answer_objection(
        session=session, actor=secretary, objection=objection, answer=ObjectionAnswer.NOTED, revision=1
    )
    service.approve_minutes(session=session, actor=chair, minutes=minutes)
    session.commit()
    minutes_id, objection_id = minutes.id, objection.id

    def answer(own: Session) -> None:
        answered = own.get_one(Objection, objection_id)
        taken = ObjectionAnswer.TAKEN_OVER
        service.answer_objection(session=own, actor=secretary, objection=answered, answer=taken, revision=2)

    def approve(own: Session) -> None:
        service.approve_minutes(session=own, actor=co_chair, minutes=own.get_one(Minutes, minutes_id))

    assert isinstance(at_once(two, approve, answer), RuleBroken)
    session.expire_all()
    assert (minutes.state, objection.answer) == (MinutesState.APPROVED, ObjectionAnswer.NOTED)
