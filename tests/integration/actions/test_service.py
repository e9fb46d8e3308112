"""What people do with action points, and what the rules refuse."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor, Grant
from cpwb.access.permissions import Role
from cpwb.actions import service
from cpwb.actions.choices import ActionState, Priority
from cpwb.actions.events import ActionEdited, ActionOpened, ActionSnoozed, DueDateMoved, ProgressReported
from cpwb.actions.models import ActionPoint, FollowUp
from cpwb.committees.choices import CommitteeState, Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.events import Event, wire
from cpwb.core.extensions import db
from cpwb.programme.choices import Objective
from tests.factories.accounts import a_user
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, an_organisation
from tests.factories.meetings import a_meeting, an_item
from tests.factories.members import a_seat

TODAY = datetime(2026, 3, 24, 12, tzinfo=UTC)


@pytest.fixture
def happened(app: Flask) -> Any:
    """The events that the test makes happen, in the place of the application's own handlers."""
    from cpwb.wiring import HANDLERS  # noqa: PLC0415 -- put back afterwards

    events: list[Event] = []
    wire({Event: [lambda _session, event: events.append(event)]})
    with clock.at(TODAY):
        yield events
    wire(HANDLERS)


def member_of(session: Session, committee: Committee, seat_id: int | None = None) -> Actor:
    """Return an actor who sits in the committee."""
    grants = (Grant(Role.MEMBER, committee_id=committee.id, seat_id=seat_id),)
    return Actor(user_id=a_user(session).id, grants=grants)


def the_log(session: Session, action: ActionPoint) -> list[FollowUp]:
    """Return the log of an action point, oldest first."""
    query = sa.select(FollowUp).where(FollowUp.action_id == action.id).order_by(FollowUp.id)
    return list(session.scalars(query))


def open_one(session: Session, actor: Actor, committee: Committee, **values: Any) -> ActionPoint:
    """Open an action point of an organisation."""
    given: dict[str, Any] = {"title": "Kaartje ontwerpen", "due_on": date(2026, 4, 1)}
    if "owner_seat_id" not in values:
        given["owner_organisation_id"] = an_organisation(session).id
    return service.open_action(session=session, actor=actor, committee=committee, **(given | values))


def test_an_action_point_is_opened_with_the_next_number(session: Session, happened: list[Event]) -> None:
    """Numbers follow each other; the meeting is that of the item."""
    committee = a_committee(session)
    item = an_item(session, meeting=a_meeting(session, committee=committee))
    actor = member_of(session, committee)
    seat = a_seat(session, committee=committee, side=Side.POLICE)

    first = open_one(session, actor, committee)
    second = open_one(
        session,
        actor,
        committee,
        owner_seat_id=seat.id,
        description="Twee wijken",
        partners="drukkerij",
        priority=Priority.HIGH,
        objective=Objective.TRUST,
        item=item,
    )

    assert (first.number, second.number, committee.next_action_number) == (1, 2, 3)
    assert (second.meeting_id, second.item_id, second.side) == (item.meeting_id, item.id, Side.POLICE)
    assert (second.opened_on, second.state, second.closed_on) == (date(2026, 3, 24), ActionState.OPEN, None)
    assert happened[1] == ActionOpened(by=actor.user_id, subject_id=second.id, committee_id=committee.id)
    assert second.owner_name.nl == f"{seat.title.nl} – {seat.organisation.name.nl}"
    assert first.owner_name == first.owning_organisation.name


@pytest.mark.parametrize("owners", [{"owner_organisation_id": None}, {"owner_seat_id": 1, "owner_organisation_id": 1}])
def test_an_action_point_has_exactly_one_owner(
    session: Session, happened: list[Event], owners: dict[str, int | None]
) -> None:
    """Nobody, or two at once, is not an owner."""
    committee = a_committee(session)

    with pytest.raises(RuleBroken) as broken:
        open_one(session, Actor(), committee, **owners)

    assert (broken.value.field, happened) == ("owner", [])
    assert committee.next_action_number == 1


def test_a_closed_committee_promises_nothing_more(session: Session, happened: list[Event]) -> None:
    """A closed committee gets no action points."""
    committee = a_committee(session, state=CommitteeState.CLOSED)

    with pytest.raises(RuleBroken):
        open_one(session, Actor(), committee)

    assert session.scalars(sa.select(ActionPoint)).all() == []


def test_the_seat_of_another_committee_cannot_own_it(session: Session, happened: list[Event]) -> None:
    """The database keeps owner and action point in one committee."""
    seat = a_seat(session, committee=a_committee(session))

    with pytest.raises(RuleBroken):
        open_one(session, Actor(), a_committee(session), owner_seat_id=seat.id)


def test_two_at_the_same_moment_get_two_numbers(app: Flask, session: Session, happened: list[Event]) -> None:
    """A number that somebody read before is not given twice."""
    committee = a_committee(session)
    organisation_id = an_organisation(session).id
    session.commit()
    with Session(db.engine) as another:
        elsewhere = another.get_one(Committee, committee.id)
        assert elsewhere.next_action_number == 1
        another.rollback()
        mine = open_one(session, Actor(), committee, owner_organisation_id=organisation_id)
        session.commit()
        theirs = open_one(another, Actor(), elsewhere, owner_organisation_id=organisation_id)
        another.commit()

        assert (mine.number, theirs.number) == (1, 2)


def test_a_number_is_not_used_again(session: Session, happened: list[Event]) -> None:
    """A number is gone once it was given."""
    committee = a_committee(session)
    session.delete(open_one(session, Actor(), committee))
    session.flush()

    assert open_one(session, Actor(), committee).number == 2


def test_progress_is_logged_for_the_seat_of_its_writer(session: Session, happened: list[Event]) -> None:
    """The log knows the seat, the state and the note."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee)
    action = an_action(session, committee=committee, owner_seat=seat)
    actor = member_of(session, committee, seat.id)

    service.report_progress(
        session=session, actor=actor, action=action, state=ActionState.IN_PROGRESS, note="Ontwerp klaar"
    )

    (line,) = the_log(session, action)
    assert (line.state, line.note, line.seat_id, line.by_id) == (
        ActionState.IN_PROGRESS,
        "Ontwerp klaar",
        seat.id,
        actor.user_id,
    )
    assert (line.at, line.written_for) == (TODAY, action.owner_name)
    assert (action.state, action.closed_on) == (ActionState.IN_PROGRESS, None)
    assert happened == [
        ProgressReported(by=actor.user_id, subject_id=action.id, committee_id=committee.id, fields=("state", "note"))
    ]


def test_a_note_alone_leaves_the_state(session: Session, happened: list[Event]) -> None:
    """A note needs no other state."""
    action = an_action(session, committee=a_committee(session), owner_organisation=an_organisation(session))

    service.report_progress(session=session, actor=Actor(), action=action, state=ActionState.OPEN, note="Gebeld")

    (line,) = the_log(session, action)
    assert (line.state, line.note, line.written_for, action.state) == (None, "Gebeld", None, ActionState.OPEN)


def test_done_keeps_the_result_and_ends_the_snoozing(session: Session, happened: list[Event]) -> None:
    """Done has a result and a day; the log keeps the words."""
    action = an_action(
        session,
        committee=a_committee(session),
        owner_organisation=an_organisation(session),
        show_again_on=date(2026, 6, 1),
    )

    service.report_progress(
        session=session, actor=Actor(), action=action, state=ActionState.DONE, note="Klaar", result="500 kaartjes"
    )

    assert (action.state, action.result, action.closed_on, action.show_again_on) == (
        ActionState.DONE,
        "500 kaartjes",
        date(2026, 3, 24),
        None,
    )
    assert [line.note for line in the_log(session, action)] == ["Klaar\n500 kaartjes"]


@pytest.mark.parametrize("words", [{"note": "Geen budget"}, {"result": "Geen budget"}])
def test_dropped_keeps_the_reason_as_its_result(session: Session, happened: list[Event], words: dict[str, Any]) -> None:
    """The reason is taken from where it was written."""
    action = an_action(session, committee=a_committee(session), owner_organisation=an_organisation(session))

    service.report_progress(session=session, actor=Actor(), action=action, state=ActionState.DROPPED, **words)

    assert (action.state, action.result, action.closed_on) == (ActionState.DROPPED, "Geen budget", date(2026, 3, 24))


def test_what_is_taken_up_again_keeps_its_old_result_in_the_log(session: Session, happened: list[Event]) -> None:
    """Taking up again empties the result, not the log."""
    action = an_action(session, committee=a_committee(session), owner_organisation=an_organisation(session))
    given: dict[str, Any] = {"session": session, "actor": Actor(), "action": action}

    service.report_progress(**given, state=ActionState.DONE, result="500 kaartjes")
    service.report_progress(**given, state=ActionState.IN_PROGRESS, note="Een derde wijk")

    assert (action.state, action.result, action.closed_on) == (ActionState.IN_PROGRESS, "", None)
    assert [line.note for line in the_log(session, action)] == ["500 kaartjes", "Een derde wijk"]


@pytest.mark.parametrize(
    ("present", "report", "field"),
    [
        (ActionState.OPEN, {"state": ActionState.OPEN}, "note"),
        (ActionState.OPEN, {"state": ActionState.DONE, "note": "Klaar"}, "result"),
        (ActionState.OPEN, {"state": ActionState.DROPPED}, "note"),
        (ActionState.OPEN, {"state": ActionState.BLOCKED, "note": "Wacht", "result": "Verloren?"}, "state"),
        (ActionState.DONE, {"state": ActionState.IN_PROGRESS}, "note"),
        (ActionState.DONE, {"state": ActionState.BLOCKED, "note": "Toch niet"}, "state"),
        (ActionState.DONE, {"state": ActionState.DONE, "note": "Nog iets", "result": "Anders"}, "state"),
    ],
)
def test_a_report_without_its_words_is_refused(
    session: Session, happened: list[Event], present: ActionState, report: dict[str, Any], field: str
) -> None:
    """Each state asks for its words, and no words are lost."""
    finished = {"result": "Ooit", "closed_on": date(2026, 3, 1)} if present is ActionState.DONE else {}
    action = an_action(
        session,
        committee=a_committee(session),
        owner_organisation=an_organisation(session),
        state=present,
        **finished,
    )

    with pytest.raises(RuleBroken) as broken:
        service.report_progress(session=session, actor=Actor(), action=action, **report)

    assert (broken.value.field, action.state, happened) == (field, present, [])
    assert the_log(session, action) == []


def test_a_report_on_an_older_revision_is_outdated(session: Session, happened: list[Event]) -> None:
    """A report that was begun before somebody else's is not blindly taken."""
    action = an_action(session, committee=a_committee(session), owner_organisation=an_organisation(session))

    with pytest.raises(Outdated):
        service.report_progress(
            session=session, actor=Actor(), action=action, state=ActionState.BLOCKED, revision=action.revision - 1
        )


def test_a_moved_date_is_logged_before_and_after(session: Session, happened: list[Event]) -> None:
    """The log keeps both days and the reason."""
    committee = a_committee(session)
    action = an_action(session, committee=committee, owner_organisation=an_organisation(session))

    service.move_due_date(
        session=session, actor=Actor(), action=action, due_on=date(2026, 4, 10), reason="De drukker levert later"
    )

    (line,) = the_log(session, action)
    assert (line.due_before, line.due_on, line.note) == (
        date(2026, 4, 1),
        date(2026, 4, 10),
        "De drukker levert later",
    )
    assert (action.due_on, line.is_postponement) == (date(2026, 4, 10), True)
    assert happened == [DueDateMoved(by=None, subject_id=action.id, committee_id=committee.id, fields=("due_on",))]


@pytest.mark.parametrize(
    ("due_on", "reason", "field"),
    [(date(2026, 4, 1), "Zomaar", "due_on"), (date(2026, 4, 10), "", "reason")],
)
def test_a_date_moves_to_another_day_and_with_a_reason(
    session: Session, happened: list[Event], due_on: date, reason: str, field: str
) -> None:
    """Moving needs another day and a reason."""
    action = an_action(session, committee=a_committee(session), owner_organisation=an_organisation(session))

    with pytest.raises(RuleBroken) as broken:
        service.move_due_date(session=session, actor=Actor(), action=action, due_on=due_on, reason=reason)

    assert (broken.value.field, action.due_on, the_log(session, action)) == (field, date(2026, 4, 1), [])


def test_another_owner_is_logged(session: Session, happened: list[Event]) -> None:
    """A seat can take over from an organisation; the log says that the owner changed."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee, side=Side.POLICE)
    action = an_action(session, committee=committee, owner_organisation=an_organisation(session))

    service.edit_action(
        session=session,
        actor=Actor(),
        action=action,
        revision=action.revision,
        title=action.title,
        description="",
        owner_seat_id=seat.id,
        owner_organisation_id=None,
        partners="jeugddienst",
        priority=Priority.NORMAL,
        objective=None,
    )

    assert (action.owner_name.nl, action.side) == (f"{seat.title.nl} – {seat.organisation.name.nl}", Side.POLICE)
    assert [line.owner_changed for line in the_log(session, action)] == [True]
    assert happened == [
        ActionEdited(
            by=None,
            subject_id=action.id,
            committee_id=committee.id,
            fields=("owner_seat_id", "owner_organisation_id", "partners"),
        )
    ]


def test_snoozing_ends_with_nothing(session: Session, happened: list[Event]) -> None:
    """Snoozing needs a day after today; nothing ends it."""
    committee = a_committee(session)
    action = an_action(session, committee=committee, owner_organisation=an_organisation(session))

    given: dict[str, Any] = {"session": session, "actor": Actor(), "action": action}
    days = []

    for day in (date(2026, 6, 1), None):
        service.snooze_action(**given, show_again_on=day)
        days.append(action.show_again_on)
    with pytest.raises(RuleBroken):
        service.snooze_action(**given, show_again_on=date(2026, 3, 24))

    assert days == [date(2026, 6, 1), None]
    assert happened == 2 * [
        ActionSnoozed(by=None, subject_id=action.id, committee_id=committee.id, fields=("show_again_on",))
    ]


def test_what_is_finished_stays_as_it_is(session: Session, happened: list[Event]) -> None:
    """Finished action points are neither moved, snoozed nor edited."""
    action = an_action(
        session,
        committee=a_committee(session),
        owner_organisation=an_organisation(session),
        state=ActionState.DONE,
        result="500 kaartjes",
        closed_on=date(2026, 3, 1),
    )
    given: dict[str, Any] = {"session": session, "actor": Actor(), "action": action}

    with pytest.raises(RuleBroken):
        service.move_due_date(**given, due_on=date(2026, 5, 1), reason="Later")
    with pytest.raises(RuleBroken):
        service.snooze_action(**given, show_again_on=date(2026, 5, 1))
    with pytest.raises(RuleBroken):
        service.edit_action(
            **given,
            revision=action.revision,
            title="Anders",
            description="",
            owner_seat_id=None,
            owner_organisation_id=action.owner_organisation_id,
            partners="",
            priority=Priority.LOW,
            objective=None,
        )

    assert (action.due_on, action.show_again_on, happened) == (date(2026, 4, 1), None, [])
