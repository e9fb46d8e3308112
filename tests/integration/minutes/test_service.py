"""Minutes are begun, submitted, sent back and approved; approved ones are locked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb import wiring
from cpwb.access.actor import Actor
from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.actions.service import open_action, report_progress
from cpwb.committees.choices import ApprovalRule, Side
from cpwb.core import clock, events
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.events import Event
from cpwb.core.extensions import db
from cpwb.meetings import service as meetings
from cpwb.meetings.choices import AttendanceState, DecidedBy, MeetingState
from cpwb.meetings.models import AgendaItem, Attendance, Decision, Meeting
from cpwb.members.choices import MandateRole
from cpwb.minutes import service
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.events import MinutesApproved, MinutesBegun, MinutesSentBack, MinutesSubmitted
from cpwb.minutes.models import Approval, Minutes
from cpwb.minutes.queries import current_approvals
from cpwb.minutes.snapshot import digest_of, present_snapshot
from tests.factories.meetings import a_meeting, an_item
from tests.factories.minutes import some_minutes
from tests.integration.minutes.conftest import START, Table

CHAIR, CO_CHAIR, SECRETARY, MEMBER = (
    MandateRole.CHAIR,
    MandateRole.CO_CHAIR,
    MandateRole.SECRETARY,
    MandateRole.MEMBER,
)
NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """It is two days after the meeting."""
    with clock.at(NOW):
        yield


@pytest.fixture
def happened(app: Flask) -> Iterator[list[Event]]:
    """What is told from now on, beside those who hear it anyway."""
    told: list[Event] = []
    handlers = dict(wiring.HANDLERS)
    handlers[Event] = (*handlers[Event], lambda _session, event: told.append(event))
    events.wire(handlers)
    yield told
    events.wire(wiring.HANDLERS)


def submit(session: Session, table: Table, meeting: Meeting) -> Minutes:
    """Close a meeting and submit its minutes."""
    minutes = table.close(meeting)
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    return minutes


def approve(session: Session, table: Table, minutes: Minutes, *roles: MandateRole) -> None:
    """Let people approve, one after the other."""
    for role in roles:
        service.approve_minutes(session=session, actor=table.actor(role), minutes=minutes)


def state_of(minutes: Minutes) -> MinutesState:
    """Return the state that minutes have now, whatever they had a line before."""
    return minutes.state


def refusal(session: Session, act: Any) -> str:
    """Return why an act is refused; what it began is rolled back."""
    session.commit()
    with pytest.raises(RuleBroken) as broken:
        act()
    session.rollback()
    return str(broken.value.message)


def test_minutes_begin_with_the_meeting(session: Session, table: Table, happened: list[Event]) -> None:
    """Starting a meeting is one act; its minutes are there from then on."""
    meeting = a_meeting(session, committee=table.committee, state=MeetingState.DRAFT)
    minutes = table.begin(meeting)
    assert (minutes.state, minutes.round, minutes.snapshot, minutes.digest) == (MinutesState.WRITING, 0, None, None)
    chair = table.actor(CHAIR).user_id
    assert [event for event in happened if isinstance(event, MinutesBegun)] == [
        MinutesBegun(by=chair, subject_id=minutes.id, committee_id=table.committee.id)
    ]


def test_minutes_are_submitted_once_the_meeting_is_closed(
    session: Session, table: Table, meeting: Meeting, happened: list[Event]
) -> None:
    """Then the members can read them for the committee's number of days, and what they read stands fast."""
    minutes = table.minutes(meeting)
    early = refusal(
        session, lambda: service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    )
    assert early == "Sluit eerst de vergadering; daarna kan het verslag ter goedkeuring worden voorgelegd."
    assert state_of(minutes) is MinutesState.WRITING
    submit(session, table, meeting)
    assert (minutes.state, minutes.round, minutes.is_for_members) == (MinutesState.IN_REVIEW, 1, True)
    assert minutes.review_until == date(2026, 3, 22)
    assert minutes.snapshot is not None
    assert (minutes.snapshot["approvals"], minutes.digest) == ([], None)
    submitted = MinutesSubmitted(
        by=table.actor(SECRETARY).user_id, subject_id=minutes.id, committee_id=table.committee.id
    )
    assert happened[-1] == submitted
    again = refusal(
        session, lambda: service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    )
    assert again.startswith("Dit kan niet")


def test_both_sides_approve(session: Session, table: Table, meeting: Meeting, happened: list[Event]) -> None:
    """The chair and the co-chair of another side; with the second one the minutes are locked under their digest."""
    minutes = submit(session, table, meeting)
    approve(session, table, minutes, CHAIR)
    assert (minutes.state, minutes.approved_on, minutes.digest) == (MinutesState.IN_REVIEW, None, None)
    approve(session, table, minutes, CO_CHAIR)
    assert (minutes.state, minutes.approved_on) == (MinutesState.APPROVED, date(2026, 3, 12))
    assert minutes.snapshot is not None
    assert minutes.digest == digest_of(minutes.snapshot)
    assert [(approval["side"], approval["role"]) for approval in minutes.snapshot["approvals"]] == [
        ("police", "chair"),
        ("community", "co_chair"),
    ]
    approvals = [event for event in happened if isinstance(event, MinutesApproved)]
    assert [event.by for event in approvals] == [table.actor(CHAIR).user_id, table.actor(CO_CHAIR).user_id]


def test_the_order_of_the_sides_does_not_matter(session: Session, table: Table, meeting: Meeting) -> None:
    """The co-chair may be first."""
    minutes = submit(session, table, meeting)
    approve(session, table, minutes, CO_CHAIR, CHAIR)
    assert state_of(minutes) is MinutesState.APPROVED


def test_one_side_approves_once(session: Session, table: Table, meeting: Meeting) -> None:
    """A second approval of the same side is refused, also by somebody else of it."""
    minutes = submit(session, table, meeting)
    approve(session, table, minutes, CHAIR)
    assert refusal(session, lambda: approve(session, table, minutes, CHAIR)).startswith("Uw zijde heeft")
    table.mandates[CO_CHAIR].seat.side = Side.POLICE
    assert refusal(session, lambda: approve(session, table, minutes, CO_CHAIR)).startswith("Uw zijde heeft")
    assert session.scalar(sa.select(sa.func.count(Approval.id))) == 1


@pytest.mark.parametrize("role", [SECRETARY, MEMBER])
def test_only_chairs_in_office_approve(session: Session, table: Table, meeting: Meeting, role: MandateRole) -> None:
    """Nobody else; nor a chair whose mandate has ended."""
    minutes = submit(session, table, meeting)
    assert refusal(session, lambda: approve(session, table, minutes, role)).startswith("Alleen de voorzitter en")
    table.mandates[CHAIR].ends_on = date(2026, 3, 11)
    assert refusal(session, lambda: approve(session, table, minutes, CHAIR)).startswith("Alleen de voorzitter en")


def test_nobody_approves_what_was_not_submitted(session: Session, table: Table, meeting: Meeting) -> None:
    """A draft that is written, or one that was approved, waits for nobody."""
    minutes = table.minutes(meeting)
    assert refusal(session, lambda: approve(session, table, minutes, CHAIR)).startswith("Dit verslag is nog niet")
    submit(session, table, meeting)
    approve(session, table, minutes, CHAIR, CO_CHAIR)
    assert refusal(session, lambda: approve(session, table, minutes, CHAIR)).startswith("Dit verslag is nog niet")


def test_the_chair_alone(session: Session, table: Table, meeting: Meeting) -> None:
    """Where the rule says so, one approval is enough, and only the chair's."""
    table.committee.approval_rule = ApprovalRule.CHAIR_ALONE
    minutes = submit(session, table, meeting)
    assert refusal(session, lambda: approve(session, table, minutes, CO_CHAIR)).startswith("In dit comité keurt")
    approve(session, table, minutes, CHAIR)
    assert state_of(minutes) is MinutesState.APPROVED


def test_the_next_meeting(session: Session, table: Table, meeting: Meeting) -> None:
    """Where the rule says so, one of the chairs approves once a later meeting has begun."""
    table.committee.approval_rule = ApprovalRule.NEXT_MEETING
    minutes = submit(session, table, meeting)
    later = a_meeting(session, committee=table.committee, starts_at=START + timedelta(days=70))
    assert refusal(session, lambda: approve(session, table, minutes, CO_CHAIR)).startswith("In dit comité wordt")
    table.begin(later)
    approve(session, table, minutes, CO_CHAIR)
    assert state_of(minutes) is MinutesState.APPROVED


def test_what_is_sent_back_must_be_approved_anew(
    session: Session, table: Table, meeting: Meeting, happened: list[Event]
) -> None:
    """Approvals of the round before no longer count; what changed meanwhile is in what is submitted next."""
    meeting.items[1].is_treated = True
    minutes = submit(session, table, meeting)
    approve(session, table, minutes, CHAIR)
    service.send_back_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    assert (minutes.state, minutes.review_until, minutes.snapshot) == (MinutesState.WRITING, None, None)
    assert isinstance(happened[-1], MinutesSentBack)
    meetings.save_notes(
        session=session, actor=table.actor(SECRETARY), item=meeting.items[1], notes="<div>Herwerkt</div>", revision=0
    )
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    assert current_approvals(minutes) == []
    approve(session, table, minutes, CO_CHAIR)
    assert state_of(minutes) is MinutesState.IN_REVIEW
    approve(session, table, minutes, CHAIR)
    assert state_of(minutes) is MinutesState.APPROVED
    assert minutes.snapshot is not None
    assert minutes.snapshot["items"][1]["notes"] == "<div>Herwerkt</div>"
    assert session.scalar(sa.select(sa.func.count(Approval.id))) == 3


def test_approved_minutes_are_not_sent_back(session: Session, table: Table, meeting: Meeting) -> None:
    """They are locked."""
    minutes = submit(session, table, meeting)
    approve(session, table, minutes, CHAIR, CO_CHAIR)
    actor = table.actor(CHAIR)
    refusal(session, lambda: service.send_back_minutes(session=session, actor=actor, minutes=minutes))
    assert state_of(minutes) is MinutesState.APPROVED


@pytest.mark.parametrize("roles", [(), (CHAIR,), (CHAIR, CO_CHAIR)], ids=["submitted", "one side", "approved"])
def test_nothing_is_recorded_any_more(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, roles: tuple[MandateRole, ...]
) -> None:
    """From the moment they are submitted: no notes, decision, attendance or action point; nothing is written."""
    actor = table.actor(SECRETARY)
    taken = meetings.record_decision(session=session, actor=actor, item=item, text="Ja", how=DecidedBy.CONSENSUS)
    minutes = submit(session, table, meeting)
    approve(session, table, minutes, *roles)
    # Even where no closed item would stop it.
    item.closed_at = None
    session.commit()
    before = dict(minutes.snapshot or {})
    seat = table.mandates[CHAIR].seat_id
    owner = table.mandates[CHAIR].seat.organisation_id
    acts = [
        lambda: meetings.save_notes(session=session, actor=actor, item=item, notes="<div>x</div>", revision=0),
        lambda: meetings.record_decision(session=session, actor=actor, item=item, text="x", how=DecidedBy.CONSENSUS),
        lambda: meetings.remove_decision(session=session, actor=actor, decision=taken),
        lambda: meetings.record_attendance(
            session=session,
            actor=actor,
            meeting=meeting,
            seats={seat: (AttendanceState.PRESENT, None)},
            unnamed={},
            guests="x",
        ),
        lambda: open_action(
            session=session,
            actor=actor,
            committee=table.committee,
            title="x",
            due_on=date(2026, 4, 1),
            owner_organisation_id=owner,
            item=item,
        ),
    ]
    assert {refusal(session, act) for act in acts} == {
        "Het verslag is ter goedkeuring voorgelegd. Er kan niets meer worden gewijzigd, tenzij het wordt teruggestuurd."
    }
    assert (item.notes, item.notes_revision, meeting.guests) == ("", 0, "")
    counts = [session.scalar(sa.select(sa.func.count(model.id))) for model in (Decision, Attendance, ActionPoint)]
    assert counts == [1, 0, 0]
    assert minutes.snapshot == before


def test_progress_on_an_action_point_goes_on_beside_the_minutes(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem
) -> None:
    """Every side approves the same text: what is reported meanwhile stands in the next minutes."""
    actor = table.actor(SECRETARY)
    action = open_action(
        session=session,
        actor=actor,
        committee=table.committee,
        title="Kaartje drukken",
        due_on=date(2026, 4, 1),
        owner_seat_id=table.mandates[CHAIR].seat_id,
        item=item,
    )
    minutes = submit(session, table, meeting)
    approve(session, table, minutes, CHAIR)
    report_progress(session=session, actor=actor, action=action, state=ActionState.DONE, result="500 kaartjes")
    approve(session, table, minutes, CO_CHAIR)
    assert minutes.snapshot is not None
    assert [(kept["number"], kept["state"]) for kept in minutes.snapshot["actions"]] == [(action.number, "open")]


def test_an_action_point_under_an_item_needs_a_meeting_that_has_started(session: Session, table: Table) -> None:
    """Before that nothing can have been agreed; one without an item can always be recorded."""
    item = an_item(session, meeting=a_meeting(session, committee=table.committee))
    given: dict[str, Any] = {
        "session": session,
        "actor": table.actor(SECRETARY),
        "committee": table.committee,
        "title": "x",
        "due_on": date(2026, 4, 1),
        "owner_seat_id": table.mandates[CHAIR].seat_id,
    }
    assert refusal(session, lambda: open_action(item=item, **given)).startswith("Bij een punt kunnen actiepunten")
    assert open_action(**given).item_id is None


def test_two_sides_that_approve_at_once_lock_the_minutes(
    app: Flask, session: Session, table: Table, meeting: Meeting
) -> None:
    """Each waits for the other, so that whoever comes second sees that the rule is met."""
    minutes_id = submit(session, table, meeting).id
    actors = [table.actor(CHAIR), table.actor(CO_CHAIR)]
    session.commit()
    engine, together = db.engine, Barrier(2)

    def approve_at_once(actor: Actor) -> None:
        with clock.at(NOW), Session(engine) as own:
            minutes = own.get_one(Minutes, minutes_id)
            together.wait()
            service.approve_minutes(session=own, actor=actor, minutes=minutes)
            own.commit()

    with ThreadPoolExecutor(2) as sides:
        list(sides.map(approve_at_once, actors))
    session.expire_all()
    minutes = session.get_one(Minutes, minutes_id)
    assert state_of(minutes) is MinutesState.APPROVED
    assert {approval.side for approval in minutes.approvals} == {Side.POLICE, Side.COMMUNITY}


def save_elsewhere(item_id: int, actor: Actor, notes: str, revision: int) -> None:
    """Save the notes of an item as another request does, in a transaction of its own."""
    with Session(db.engine) as own:
        item = own.get_one(AgendaItem, item_id)
        meetings.save_notes(session=own, actor=actor, item=item, notes=notes, revision=revision)
        own.commit()


def test_a_text_that_is_saved_while_the_minutes_are_submitted_is_in_them(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem
) -> None:
    """Whoever was told "saved" finds the text in the draft that both sides approve."""
    writer, item_id = table.actor(CHAIR), item.id
    meetings.save_notes(session=session, actor=writer, item=item, notes="<div>Eerst</div>", revision=0)
    minutes = table.close(meeting)
    session.commit()
    assert minutes.committee.review_days > 0

    def save_once(*_flushing: object) -> None:
        save_elsewhere(item_id, writer, "<div>Bevestigd</div>", 1)

    sa.event.listen(db.session(), "before_flush", save_once, once=True)
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    session.commit()
    assert minutes.snapshot is not None
    assert {entry["id"]: entry["notes"] for entry in minutes.snapshot["items"]}[item_id] == "<div>Bevestigd</div>"
    with pytest.raises(RuleBroken):
        save_elsewhere(item_id, writer, "<div>Te laat</div>", 2)


def test_an_item_that_has_left_the_meeting_takes_no_notes(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem
) -> None:
    """Its meeting was closed between the page and the save: it waits in the backlog, without notes of this meeting."""
    assert item.meeting is meeting
    assert meeting.state is MeetingState.IN_PROGRESS
    with Session(db.engine) as own:
        closed = own.get_one(Meeting, meeting.id)
        meetings.close_meeting(session=own, actor=table.actor(CHAIR), meeting=closed)
        own.commit()
    with pytest.raises(RuleBroken) as broken:
        meetings.save_notes(session=session, actor=table.actor(CHAIR), item=item, notes="<div>x</div>", revision=0)
    assert not isinstance(broken.value, Outdated)
    session.rollback()
    assert (item.meeting_id, item.notes, item.notes_revision) == (None, "", 0)


def test_what_was_sent_back_shows_no_approval(session: Session, table: Table, meeting: Meeting) -> None:
    """Neither on the page nor on paper; nor what was reopened by both sides."""
    minutes = submit(session, table, meeting)
    approve(session, table, minutes, CHAIR)
    assert len(present_snapshot(session, minutes)["approvals"]) == 1
    service.send_back_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    assert present_snapshot(session, minutes)["approvals"] == []


def test_a_meeting_has_one_set_of_minutes(session: Session, table: Table, meeting: Meeting) -> None:
    """Beginning them twice is refused by the table."""
    session.commit()
    with pytest.raises(RuleBroken):
        service.begin_minutes(session=session, actor=table.actor(CHAIR), meeting=meeting)
    session.rollback()
    other = a_meeting(session, committee=table.committee)
    assert some_minutes(session, meeting=other).state is MinutesState.WRITING
