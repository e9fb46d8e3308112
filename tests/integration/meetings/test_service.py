"""What one does with meetings, against both databases."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM, Actor
from cpwb.committees.choices import CommitteeState, LanguageRegime, Side
from cpwb.core import clock, events
from cpwb.core.bilingual import Language
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.events import Event
from cpwb.core.words import LazyText
from cpwb.meetings import service
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, MeetingState, Visibility
from cpwb.meetings.events import (
    AttendanceRecorded,
    DecisionRecorded,
    DecisionRemoved,
    ItemAccepted,
    ItemAdded,
    ItemEdited,
    ItemMoved,
    ItemProposed,
    ItemPutAside,
    ItemRemoved,
    ItemReturned,
    MeetingCancelled,
    MeetingClosed,
    MeetingConvened,
    MeetingEdited,
    MeetingPlanned,
    MeetingStarted,
    NotesSaved,
    RecordChanged,
)
from cpwb.meetings.models import AgendaItem, Attendance, Decision, HeadCount, Meeting
from cpwb.members.choices import MandateRole
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item
from tests.factories.members import a_mandate, a_seat

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


@pytest.fixture
def heard() -> Iterator[list[Event]]:
    """The events that are published during the test, instead of to their handlers."""
    collected: list[Event] = []
    before = dict(events._handlers)
    events.wire({Event: (lambda _session, event: collected.append(event),)})
    yield collected
    events.wire(before)


def plan(session: Session, committee: Any, **values: Any) -> Meeting:
    """Plan a meeting of two hours."""
    start = values.get("starts_at", START)
    given = {
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "place": "De Voorbeeldzaal",
        "online_link": "",
        "language": Language.NL,
    }
    return service.plan_meeting(session=session, actor=SYSTEM, committee=committee, **(given | values))


def the_rule(broken: pytest.ExceptionInfo[RuleBroken]) -> tuple[str | None, str]:
    """Return the field and the English sentence of a broken rule."""
    return broken.value.field, re.sub(r"""^LazyText\(['"](.*)['"]\)$""", r"\1", repr(broken.value.message))


def titles(meeting: Meeting) -> list[str]:
    """Return the titles of an agenda in the order that is stored."""
    return [item.title for item in sorted(meeting.items, key=lambda item: item.position)]


# Planning


def test_the_first_meeting_has_its_standing_items(session: Session, heard: list[Event]) -> None:
    """Without a meeting before it there are no minutes to approve; the titles are in the language of the meeting."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    meeting = plan(session, committee, language=Language.FR)
    assert (meeting.number, meeting.state, meeting.sequence) == (1, MeetingState.DRAFT, 0)
    assert [(item.position, item.kind, item.title) for item in meeting.items] == [
        (1, ItemKind.FOLLOW_UP, "Suivi des points d'action"),
        (2, ItemKind.ANY_OTHER_BUSINESS, "Divers"),
        (3, ItemKind.NEXT_MEETING, "Prochaine réunion"),
    ]
    assert heard == [MeetingPlanned(by=None, subject_id=meeting.id, committee_id=committee.id)]


def test_the_next_meeting_approves_the_last_minutes(session: Session) -> None:
    """The number goes up by one, and the approval of the last minutes opens the agenda."""
    committee = a_committee(session)
    plan(session, committee)
    later = plan(session, committee, starts_at=START + timedelta(weeks=10))
    assert later.number == 2
    assert titles(later) == [
        "Goedkeuring van het vorige verslag",
        "Opvolging van de actiepunten",
        "Varia",
        "Volgende vergadering",
    ]


def test_a_cancelled_meeting_leaves_no_minutes_to_approve(session: Session) -> None:
    """After a cancelled first meeting the series goes on at 2, still without minutes to approve."""
    committee = a_committee(session)
    a_meeting(session, committee=committee, number=1, state=MeetingState.CANCELLED)
    later = plan(session, committee, starts_at=START + timedelta(weeks=10))
    assert (later.number, len(later.items)) == (2, 3)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"ends_at": START}, ("ends_at", "The end must be later than the start.")),
        (
            {"language": Language.FR},
            ("language", "The committee does not work in this language. Choose one of its languages."),
        ),
        (
            {"online_link": "javascript:alert(1)"},
            ("online_link", "Type the whole address, starting with https://."),
        ),
        ({"online_link": "http://[x"}, ("online_link", "Type the whole address, starting with https://.")),
        ({"online_link": "https://a b.example"}, ("online_link", "Type the whole address, starting with https://.")),
    ],
)
def test_details_that_cannot_be(session: Session, values: dict[str, Any], rule: tuple[str, str]) -> None:
    """A meeting ends after it starts, in a language of its committee; nothing is planned otherwise."""
    committee = a_committee(session)
    with pytest.raises(RuleBroken) as broken:
        plan(session, committee, **values)
    assert the_rule(broken) == rule
    assert session.scalar(sa.select(sa.func.count(Meeting.id))) == 0


def test_a_closed_committee_plans_nothing(session: Session) -> None:
    """A committee that was closed meets no more."""
    committee = a_committee(session, state=CommitteeState.CLOSED, closed_on=date(2026, 1, 1))
    with pytest.raises(RuleBroken) as broken:
        plan(session, committee)
    assert the_rule(broken) == (None, "This committee is closed: no meeting can be planned any more.")


def edit(session: Session, meeting: Meeting, **values: Any) -> None:
    """Edit a meeting, as it is but for `values`."""
    given = {
        name: getattr(meeting, name)
        for name in ("revision", "starts_at", "ends_at", "place", "online_link", "language")
    }
    service.edit_meeting(session=session, actor=SYSTEM, meeting=meeting, **(given | values))


def test_calendars_hear_of_a_change_after_convening(session: Session, heard: list[Event]) -> None:
    """A draft can change in silence; after convening a new time or place raises the sequence, a language does not."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    meeting = plan(session, committee)
    edit(session, meeting, place="Stadhuis")
    assert meeting.sequence == 0
    service.convene_meeting(session=session, actor=SYSTEM, meeting=meeting)
    edit(session, meeting, place="Bibliotheek", ends_at=meeting.ends_at + timedelta(hours=1))
    assert meeting.sequence == 1
    edit(session, meeting, language=Language.FR)
    assert meeting.sequence == 1
    assert heard[-2:] == [
        MeetingEdited(
            by=None,
            subject_id=meeting.id,
            committee_id=committee.id,
            fields=("ends_at", "place"),
            was_convened=True,
        ),
        MeetingEdited(
            by=None, subject_id=meeting.id, committee_id=committee.id, fields=("language",), was_convened=True
        ),
    ]


def test_standing_titles_follow_the_language(session: Session) -> None:
    """A title that nobody changed is said in the new language; one that somebody wrote stays."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    meeting = plan(session, committee)
    meeting.items[1].title = "Rondvraag"
    edit(session, meeting, language=Language.FR)
    assert titles(meeting) == ["Suivi des points d'action", "Rondvraag", "Prochaine réunion"]


def test_nobody_overwrites_unseen_details(session: Session) -> None:
    """A form that was made from an older revision is refused."""
    meeting = plan(session, a_committee(session))
    with pytest.raises(Outdated):
        edit(session, meeting, revision=meeting.revision - 1, place="Elders")
    assert meeting.place == "De Voorbeeldzaal"


def test_a_meeting_that_was_convened_keeps_a_place(session: Session) -> None:
    """Members must know where to go."""
    meeting = plan(session, a_committee(session))
    service.convene_meeting(session=session, actor=SYSTEM, meeting=meeting)
    with pytest.raises(RuleBroken) as broken:
        edit(session, meeting, place="")
    assert the_rule(broken) == (
        "place",
        "Fill in the place or the online link, so that members know where to go.",
    )


def test_the_life_of_a_meeting(session: Session, heard: list[Event]) -> None:
    """Draft, convened, in progress, held; each step tells one event and keeps its moment."""
    meeting = a_meeting(session, committee=a_committee(session))
    ids: dict[str, Any] = {"by": None, "subject_id": meeting.id, "committee_id": meeting.committee_id}
    with clock.at(START):
        service.convene_meeting(session=session, actor=SYSTEM, meeting=meeting)
        service.start_meeting(session=session, actor=SYSTEM, meeting=meeting)
        service.close_meeting(session=session, actor=SYSTEM, meeting=meeting)
    assert (meeting.state, meeting.convened_at, meeting.closed_at) == (MeetingState.CLOSED, START, START)
    assert heard == [MeetingConvened(**ids), MeetingStarted(**ids), MeetingClosed(**ids)]


def test_moves_that_a_meeting_does_not_make(session: Session) -> None:
    """A held meeting is not convened, started, cancelled or edited; a draft is not closed."""
    held = a_meeting(session, committee=a_committee(session), state=MeetingState.CLOSED)
    for act in (service.convene_meeting, service.start_meeting, service.close_meeting):
        with pytest.raises(RuleBroken):
            act(session=session, actor=SYSTEM, meeting=held)
    with pytest.raises(RuleBroken):
        service.cancel_meeting(session=session, actor=SYSTEM, meeting=held, reason="Ziekte")
    with pytest.raises(RuleBroken):
        edit(session, held, place="Elders")
    draft = a_meeting(session, committee=held.committee)
    with pytest.raises(RuleBroken):
        service.close_meeting(session=session, actor=SYSTEM, meeting=draft)
    assert (held.state, draft.state) == (MeetingState.CLOSED, MeetingState.DRAFT)


def test_nobody_is_called_to_nowhere(session: Session) -> None:
    """A meeting without a place or a link cannot be convened."""
    meeting = a_meeting(session, committee=a_committee(session), place="")
    with pytest.raises(RuleBroken) as broken:
        service.convene_meeting(session=session, actor=SYSTEM, meeting=meeting)
    assert broken.value.field == "place"


def test_a_cancelled_meeting_gives_its_items_back(session: Session, heard: list[Event]) -> None:
    """Proposals wait for the next agenda; the items that stand on every agenda stay where they are."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CONVENED)
    standing = an_item(session, meeting=meeting, kind=ItemKind.FOLLOW_UP)
    own = an_item(session, meeting=meeting)
    service.cancel_meeting(session=session, actor=SYSTEM, meeting=meeting, reason="Te veel zieken")
    session.expire_all()
    assert (meeting.state, meeting.cancel_reason, meeting.sequence) == (MeetingState.CANCELLED, "Te veel zieken", 1)
    assert (standing.meeting_id, own.meeting_id, own.position) == (meeting.id, None, 0)
    assert heard == [
        MeetingCancelled(by=None, subject_id=meeting.id, committee_id=meeting.committee_id, was_convened=True)
    ]


def test_a_meeting_is_cancelled_for_a_reason(session: Session) -> None:
    """Spaces are no reason."""
    meeting = a_meeting(session, committee=a_committee(session))
    with pytest.raises(RuleBroken) as broken:
        service.cancel_meeting(session=session, actor=SYSTEM, meeting=meeting, reason="  ")
    assert the_rule(broken) == ("reason", "Say why, so that members know.")
    assert meeting.state is MeetingState.DRAFT


# The backlog and the agenda


def propose(session: Session, committee: Any, **values: Any) -> AgendaItem:
    """Propose an item on behalf of a new seat."""
    given: dict[str, Any] = {
        "kind": ItemKind.DISCUSSION,
        "title": "Wat gebeurt er met een klacht?",
        "explanation": "Velen vragen het.",
    }
    if "proposed_by_id" not in values:
        given["proposed_by_id"] = a_seat(session, committee=committee).id
    return service.propose_item(session=session, actor=SYSTEM, committee=committee, **(given | values))


def test_a_proposal_goes_its_way(session: Session, heard: list[Event]) -> None:
    """Proposed, put aside, taken back, accepted, returned: each step is one event."""
    meeting = plan(session, a_committee(session))
    heard.clear()
    item = propose(session, meeting.committee)
    ids: dict[str, Any] = {"by": None, "subject_id": item.id, "committee_id": meeting.committee_id}
    with clock.at(START):
        service.put_aside_item(session=session, actor=SYSTEM, item=item)
    assert item.put_aside_on == date(2026, 3, 10)
    service.return_item(session=session, actor=SYSTEM, item=item)
    assert [item.put_aside_on] == [None]
    service.accept_item(session=session, actor=SYSTEM, item=item, meeting=meeting)
    assert titles(meeting) == [
        "Opvolging van de actiepunten",
        "Wat gebeurt er met een klacht?",
        "Varia",
        "Volgende vergadering",
    ]
    service.return_item(session=session, actor=SYSTEM, item=item)
    session.expire_all()
    assert (item.meeting_id, item.position) == (None, 0)
    assert [found.position for found in meeting.items] == [1, 2, 3]
    assert heard == [
        ItemProposed(**ids),
        ItemPutAside(**ids),
        ItemReturned(**ids),
        ItemAccepted(**ids, meeting_id=meeting.id),
        ItemReturned(**ids, meeting_id=meeting.id),
    ]


def test_a_proposal_that_was_put_aside_can_still_be_accepted(session: Session) -> None:
    """Somebody changes his mind."""
    meeting = a_meeting(session, committee=a_committee(session))
    item = an_item(session, committee=meeting.committee, put_aside_on=date(2026, 1, 1))
    service.accept_item(session=session, actor=SYSTEM, item=item, meeting=meeting)
    assert (item.meeting, item.put_aside_on) == (meeting, None)


def test_only_seats_of_the_committee_propose(session: Session) -> None:
    """A seat of another committee, one that is not there, a kind that stands by itself: refused, nothing stored."""
    committee = a_committee(session)
    stranger = a_seat(session, committee=a_committee(session))
    for seat_id in (stranger.id, 987654):
        with pytest.raises(RuleBroken) as broken:
            propose(session, committee, proposed_by_id=seat_id)
        assert the_rule(broken) == ("proposed_by_id", "Choose a seat of this committee.")
    with pytest.raises(RuleBroken) as broken:
        propose(session, committee, kind=ItemKind.APPROVAL)
    assert broken.value.field == "kind"
    committee.state = CommitteeState.CLOSED
    with pytest.raises(RuleBroken) as broken:
        propose(session, committee)
    assert the_rule(broken) == (None, "This committee is closed: nothing can be proposed any more.")
    assert session.scalar(sa.select(sa.func.count(AgendaItem.id))) == 0


def test_steps_that_an_item_does_not_take(session: Session) -> None:
    """What stands on an agenda is not accepted or put aside, what waits is not returned, moved or removed."""
    meeting = a_meeting(session, committee=a_committee(session))
    other = a_meeting(session, committee=a_committee(session))
    placed = an_item(session, meeting=meeting)
    standing = an_item(session, meeting=meeting, kind=ItemKind.NEXT_MEETING)
    waits = an_item(session, committee=meeting.committee)
    aside = an_item(session, committee=meeting.committee, put_aside_on=date(2026, 1, 1))
    acts = [
        lambda: service.accept_item(session=session, actor=SYSTEM, item=placed, meeting=meeting),
        lambda: service.accept_item(session=session, actor=SYSTEM, item=waits, meeting=other),
        lambda: service.put_aside_item(session=session, actor=SYSTEM, item=placed),
        lambda: service.put_aside_item(session=session, actor=SYSTEM, item=aside),
        lambda: service.return_item(session=session, actor=SYSTEM, item=waits),
        lambda: service.return_item(session=session, actor=SYSTEM, item=standing),
        lambda: service.move_item(session=session, actor=SYSTEM, item=waits, to=1),
        lambda: service.remove_item(session=session, actor=SYSTEM, item=waits),
        lambda: service.remove_item(session=session, actor=SYSTEM, item=placed),
    ]
    for act in acts:
        with pytest.raises(RuleBroken):
            act()
    session.expire_all()
    assert (placed.meeting_id, waits.meeting_id, standing.meeting_id) == (meeting.id, None, meeting.id)


def test_the_agenda_stands_fast_once_the_meeting_started(session: Session) -> None:
    """What stands there is not edited, moved, returned or removed any more; nothing that was treated leaves."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    item = an_item(session, meeting=meeting)
    standing = an_item(session, meeting=meeting, kind=ItemKind.NEXT_MEETING)
    acts = [
        lambda: edit_item(session, item, title="Te laat"),
        lambda: service.move_item(session=session, actor=SYSTEM, item=item, to=1),
        lambda: service.return_item(session=session, actor=SYSTEM, item=item),
        lambda: service.remove_item(session=session, actor=SYSTEM, item=standing),
    ]
    for act in acts:
        with pytest.raises(RuleBroken) as broken:
            act()
        assert the_rule(broken) == (
            None,
            "This meeting has started or was cancelled: its agenda can no longer be changed.",
        )
    session.expire_all()
    assert len(meeting.items) == 2


def edit_item(session: Session, item: AgendaItem, **values: Any) -> None:
    """Edit an item, as it is but for `values`."""
    names = ["revision", "kind", "title", "explanation", "presenter", "planned_minutes"]
    names += ["visibility", "objective", "proposed_by_id"]
    given = {name: getattr(item, name) for name in names}
    service.edit_item(session=session, actor=SYSTEM, item=item, **(given | values))


def test_an_item_is_added_before_the_closing_ones(session: Session, heard: list[Event]) -> None:
    """A new item stands behind the others of its kind, never behind the next meeting."""
    meeting = plan(session, a_committee(session))
    heard.clear()
    for title in ("Eerste", "Tweede"):
        item = service.add_item(
            session=session, actor=SYSTEM, meeting=meeting, kind=ItemKind.DECISION, title=title, planned_minutes=20
        )
    assert titles(meeting) == [
        "Opvolging van de actiepunten",
        "Eerste",
        "Tweede",
        "Varia",
        "Volgende vergadering",
    ]
    assert heard[-1] == ItemAdded(by=None, subject_id=item.id, committee_id=meeting.committee_id, meeting_id=meeting.id)
    session.expire_all()
    assert [item.position for item in meeting.items] == [1, 2, 3, 4, 5]


def test_an_item_is_moved(session: Session, heard: list[Event]) -> None:
    """It takes the place it is given, or the nearest one that its kind allows; its text keeps its revision."""
    meeting = plan(session, a_committee(session))
    first, second, third = [
        service.add_item(session=session, actor=SYSTEM, meeting=meeting, kind=ItemKind.DISCUSSION, title=title)
        for title in ("Eerste", "Tweede", "Derde")
    ]
    heard.clear()
    revisions = [item.revision for item in (first, second, third)]
    service.move_item(session=session, actor=SYSTEM, item=third, to=2)
    assert titles(meeting)[1:4] == ["Derde", "Eerste", "Tweede"]
    service.move_item(session=session, actor=SYSTEM, item=third, to=3)
    assert titles(meeting)[1:4] == ["Eerste", "Derde", "Tweede"]
    service.move_item(session=session, actor=SYSTEM, item=second, to=1)
    service.move_item(session=session, actor=SYSTEM, item=first, to=2_000_000_000)
    service.move_item(session=session, actor=SYSTEM, item=meeting.items[-1], to=-5)
    session.expire_all()
    assert [item.title for item in meeting.items] == [
        "Opvolging van de actiepunten",
        "Tweede",
        "Derde",
        "Eerste",
        "Varia",
        "Volgende vergadering",
    ]
    assert [item.position for item in meeting.items] == [1, 2, 3, 4, 5, 6]
    assert [item.revision for item in (first, second, third)] == revisions
    assert {type(event) for event in heard} == {ItemMoved}


def test_an_item_is_edited(session: Session, heard: list[Event]) -> None:
    """The event names what changed; another kind takes its place on the agenda; an older form is refused."""
    meeting = plan(session, a_committee(session))
    item = meeting.items[-1]
    seat = a_seat(session, committee=meeting.committee, side=Side.POLICE)
    edit_item(session, item, title="Onthaal en taal", kind=ItemKind.DISCUSSION, proposed_by_id=seat.id)
    assert titles(meeting) == ["Opvolging van de actiepunten", "Onthaal en taal", "Varia"]
    assert heard[-1] == ItemEdited(
        by=None,
        subject_id=item.id,
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        fields=("kind", "title", "proposed_by_id"),
    )
    with pytest.raises(Outdated):
        edit_item(session, item, revision=item.revision - 1, title="Anders")
    stranger = a_seat(session, committee=a_committee(session))
    with pytest.raises(RuleBroken):
        edit_item(session, item, proposed_by_id=stranger.id)
    # One that stands on every agenda could be taken off for good; a proposal is never thrown away.
    for proposal in (an_item(session, committee=meeting.committee), item):
        with pytest.raises(RuleBroken) as broken:
            edit_item(session, proposal, kind=ItemKind.APPROVAL)
        assert broken.value.field == "kind"
    assert (item.title, item.visibility) == ("Onthaal en taal", Visibility.COMMITTEE)


def test_a_standing_item_can_be_removed(session: Session, heard: list[Event]) -> None:
    """A committee that fixes its dates for the year needs no item for the next meeting."""
    meeting = plan(session, a_committee(session))
    item = meeting.items[-1]
    item_id = item.id
    service.remove_item(session=session, actor=SYSTEM, item=item)
    session.expire_all()
    assert [found.title for found in meeting.items] == ["Opvolging van de actiepunten", "Varia"]
    assert session.get(AgendaItem, item_id) is None
    assert heard[-1] == ItemRemoved(
        by=None, subject_id=item_id, committee_id=meeting.committee_id, meeting_id=meeting.id
    )


# Attendance


def attend(session: Session, meeting: Meeting, **values: Any) -> None:
    """Record attendance, of nobody but for `values`."""
    given: dict[str, Any] = {"seats": {}, "unnamed": {}, "guests": ""}
    service.record_attendance(session=session, actor=SYSTEM, meeting=meeting, **(given | values))


def test_attendance_is_recorded_and_corrected(session: Session, heard: list[Event]) -> None:
    """The last word counts; seats that are not named stay as they are."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CONVENED)
    first, second = (a_seat(session, committee=meeting.committee) for _ in range(2))
    alternate = a_mandate(session, seat=second, role=MandateRole.ALTERNATE)
    attend(
        session,
        meeting,
        seats={first.id: (AttendanceState.EXCUSED, None), second.id: (AttendanceState.REPLACED, alternate.id)},
        unnamed={Side.COMMUNITY: 2, Side.POLICE: 0},
        guests="Een tolk",
    )
    attend(
        session,
        meeting,
        seats={second.id: (AttendanceState.PRESENT, alternate.id)},
        unnamed={Side.COMMUNITY: 3},
        guests="Twee tolken",
    )
    session.expire_all()
    stored = session.execute(
        sa.select(Attendance.seat_id, Attendance.state, Attendance.replaced_by_id).order_by(Attendance.seat_id)
    ).all()
    assert [tuple(row) for row in stored] == [
        (first.id, AttendanceState.EXCUSED, None),
        (second.id, AttendanceState.PRESENT, None),
    ]
    assert [(count.side, count.unnamed) for count in session.scalars(sa.select(HeadCount))] == [(Side.COMMUNITY, 3)]
    assert meeting.guests == "Twee tolken"
    assert heard == 2 * [
        AttendanceRecorded(by=None, subject_id=meeting.id, committee_id=meeting.committee_id, meeting_id=meeting.id)
    ]


def test_attendance_that_cannot_be(session: Session) -> None:
    """Seats of others, seats of another time, replaced by nobody, by a member, twice by the same one: refused."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    seat, other = (a_seat(session, committee=meeting.committee) for _ in range(2))
    closed = a_seat(session, committee=meeting.committee, closed_on=date(2026, 3, 9))
    stranger = a_seat(session, committee=a_committee(session))
    member = a_mandate(session, seat=seat)
    alternate = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
    former = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE, ends_on=date(2026, 3, 9))
    foreign = a_mandate(session, seat=stranger, role=MandateRole.ALTERNATE)
    for seats in (
        {stranger.id: (AttendanceState.PRESENT, None)},
        {closed.id: (AttendanceState.PRESENT, None)},
        {987654: (AttendanceState.PRESENT, None)},
        {seat.id: (AttendanceState.REPLACED, None)},
        {seat.id: (AttendanceState.REPLACED, member.id)},
        {seat.id: (AttendanceState.REPLACED, former.id)},
        {seat.id: (AttendanceState.REPLACED, foreign.id)},
        {
            seat.id: (AttendanceState.REPLACED, alternate.id),
            other.id: (AttendanceState.REPLACED, alternate.id),
        },
    ):
        with pytest.raises(RuleBroken) as broken:
            attend(session, meeting, seats=seats)
        assert broken.value.field == "seats"
    with pytest.raises(RuleBroken) as broken:
        attend(session, meeting, unnamed={Side.POLICE: -1})
    assert broken.value.field == "unnamed"
    draft = a_meeting(session, committee=meeting.committee)
    with pytest.raises(RuleBroken):
        attend(session, draft)
    assert session.scalar(sa.select(sa.func.count(Attendance.id))) == 0


# Notes and decisions


def test_notes_are_saved_and_sanitised(session: Session, heard: list[Event]) -> None:
    """The text is clean in the table, its revision counts, and who saved it when is known."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    item = an_item(session, meeting=meeting)
    writer = Actor(user_id=a_user(session).id)
    with clock.at(START):
        service.save_notes(
            session=session,
            actor=writer,
            item=item,
            notes='<div onclick="x()">Afspraak<script>alert(1)</script></div>',
            revision=0,
        )
    assert (item.notes, item.notes_revision, item.notes_by_id, item.notes_at) == (
        "<div>Afspraak</div>",
        1,
        writer.user_id,
        START,
    )
    assert heard == [
        NotesSaved(by=writer.user_id, subject_id=item.id, committee_id=meeting.committee_id, meeting_id=meeting.id)
    ]


def test_nobody_overwrites_unseen_notes(session: Session) -> None:
    """An older revision is refused with the item, so that both texts can be shown; the same text is no quarrel."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CLOSED)
    item = an_item(session, meeting=meeting, notes="<div>Van haar</div>", notes_revision=2)
    with pytest.raises(service.NotesOutdated) as outdated:
        service.save_notes(session=session, actor=SYSTEM, item=item, notes="<div>Van hem</div>", revision=1)
    assert outdated.value.item is item
    service.save_notes(session=session, actor=SYSTEM, item=item, notes="<div>Van haar</div>", revision=1)
    assert (item.notes, item.notes_revision) == ("<div>Van haar</div>", 2)


def test_the_loser_of_a_race_learns_of_it(session: Session) -> None:
    """Two saves that start from the same revision: the second one to write finds the first one's text."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    item = an_item(session, meeting=meeting)
    session.commit()
    assert item.notes_revision == 0
    session.execute(
        sa.text(
            "UPDATE agenda_items SET notes = '<div>Van haar</div>', notes_revision = 1, revision = 2 WHERE id = :id"
        ),
        {"id": item.id},
    )
    session.commit()
    sa.orm.attributes.set_committed_value(item, "notes_revision", 0)
    sa.orm.attributes.set_committed_value(item, "notes", "")
    sa.orm.attributes.set_committed_value(item, "revision", 1)
    with pytest.raises(service.NotesOutdated) as outdated:
        service.save_notes(session=session, actor=SYSTEM, item=item, notes="<div>Van hem</div>", revision=0)
    assert (outdated.value.item.notes, outdated.value.item.notes_revision) == ("<div>Van haar</div>", 1)


def test_notes_belong_to_a_meeting_that_takes_place(session: Session) -> None:
    """Neither a proposal nor an item of a meeting that has not started takes notes or decisions."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee, state=MeetingState.CONVENED)
    for item in (an_item(session, committee=committee), an_item(session, meeting=meeting)):
        with pytest.raises(RuleBroken):
            service.save_notes(session=session, actor=SYSTEM, item=item, notes="<div>x</div>", revision=0)
        with pytest.raises(RuleBroken):
            service.record_decision(session=session, actor=SYSTEM, item=item, text="Ja", how=DecidedBy.CONSENSUS)
        assert (item.notes, item.notes_revision) == ("", 0)
    assert session.scalar(sa.select(sa.func.count(Decision.id))) == 0


def test_the_record_can_be_refused(session: Session) -> None:
    """Who draws something from the record hears each change before it is stored, and may say no."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CLOSED)
    item = an_item(session, meeting=meeting)
    decision = a_decision(session, item=item)

    def refuse(_session: Session, event: RecordChanged) -> None:
        assert event.meeting_id == meeting.id
        raise RuleBroken(None, LazyText("The minutes are final."))

    before = dict(events._handlers)
    events.wire({RecordChanged: (refuse,)})
    try:
        for act in (
            lambda: service.save_notes(session=session, actor=SYSTEM, item=item, notes="<div>x</div>", revision=0),
            lambda: service.record_decision(
                session=session, actor=SYSTEM, item=item, text="Ja", how=DecidedBy.CONSENSUS
            ),
            lambda: service.remove_decision(session=session, actor=SYSTEM, decision=decision),
            lambda: attend(session, meeting),
        ):
            with pytest.raises(RuleBroken) as broken:
                act()
            assert the_rule(broken) == (None, "The minutes are final.")
    finally:
        events.wire(before)


def test_a_decision_is_recorded_and_taken_out(session: Session, heard: list[Event]) -> None:
    """By consensus, without votes."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    item = an_item(session, meeting=meeting)
    decision = service.record_decision(
        session=session, actor=SYSTEM, item=item, text="Proef in twee wijken", how=DecidedBy.CONSENSUS
    )
    ids: dict[str, Any] = {
        "by": None,
        "subject_id": decision.id,
        "committee_id": meeting.committee_id,
        "meeting_id": meeting.id,
    }
    assert item.decisions == [decision]
    service.remove_decision(session=session, actor=SYSTEM, decision=decision)
    session.expire_all()
    assert item.decisions == []
    assert heard == [DecisionRecorded(**ids), DecisionRemoved(**ids)]


def test_a_vote_counts_the_seats_that_were_filled(session: Session) -> None:
    """Two seats with a vote were present: two votes can be counted, three cannot; a seat without one has none."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    item = an_item(session, meeting=meeting)
    for _ in range(2):
        an_attendance(session, meeting=meeting, seat=a_seat(session, committee=meeting.committee))
    an_attendance(session, meeting=meeting, seat=a_seat(session, committee=meeting.committee, is_voting=False))
    an_attendance(
        session,
        meeting=meeting,
        seat=a_seat(session, committee=meeting.committee),
        state=AttendanceState.EXCUSED,
    )

    def vote(how: DecidedBy = DecidedBy.VOTE, **votes: Any) -> Decision:
        return service.record_decision(session=session, actor=SYSTEM, item=item, text="Ja", how=how, **votes)

    for how, votes, field in (
        (DecidedBy.VOTE, {"votes_for": 2, "votes_against": 1, "votes_abstain": 0}, "votes_for"),
        (DecidedBy.VOTE, {"votes_for": 2, "votes_against": 0}, "votes_for"),
        (DecidedBy.VOTE, {"votes_for": 3, "votes_against": -1, "votes_abstain": 0}, "votes_for"),
        (DecidedBy.VOTE, {"votes_for": 0, "votes_against": 0, "votes_abstain": 0}, "votes_for"),
        (DecidedBy.CONSENSUS, {"votes_for": 2}, "how"),
    ):
        with pytest.raises(RuleBroken) as broken:
            vote(how, **votes)
        assert broken.value.field == field
    assert session.scalar(sa.select(sa.func.count(Decision.id))) == 0
    decision = vote(votes_for=1, votes_against=1, votes_abstain=0)
    assert (decision.votes_for, decision.votes_against, decision.votes_abstain) == (1, 1, 0)
