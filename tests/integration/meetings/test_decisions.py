"""Decisions: who was there, votes per side, items that are closed, and what becomes of items at the end."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM, Actor, Grant
from cpwb.access.permissions import Role
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.errors import RuleBroken
from cpwb.meetings import queries, service
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Attendance, Decision, DecisionSide, Meeting
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item, an_unreached_item
from tests.factories.members import a_mandate, a_seat

POLICE, COMMUNITY, MUNICIPALITY = Side


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """A meeting in progress with two items, two seats of the police and one of the communities that are filled."""
    committee = a_committee(session, quorum_total=3, quorum_police=1, quorum_community=1)
    meeting = a_meeting(session, committee=committee, state=MeetingState.IN_PROGRESS)
    for position in (1, 2):
        an_item(session, meeting=meeting, position=position)
    for side in (POLICE, POLICE, COMMUNITY):
        an_attendance(session, meeting=meeting, seat=a_seat(session, committee=committee, side=side))
    observer = a_seat(session, committee=committee, side=MUNICIPALITY, is_voting=False)
    an_attendance(session, meeting=meeting, seat=observer)
    return meeting


def decide(session: Session, item: AgendaItem, **values: Any) -> Decision:
    """Record a decision by consensus, or with other values."""
    given = {"text": "Ja", "how": DecidedBy.CONSENSUS}
    return service.record_decision(session=session, actor=SYSTEM, item=item, **(given | values))


def vote(session: Session, item: AgendaItem, *totals: int | None, **per_side: tuple[int, int, int]) -> Decision:
    """Record a vote with these totals, and with votes per side where there are some."""
    names = ("votes_for", "votes_against", "votes_abstain")
    sides = {Side(side): votes for side, votes in per_side.items()}
    values = dict(zip(names, totals, strict=True))
    return decide(session, item, how=DecidedBy.VOTE, per_side=sides or None, **values)


def the_rule(broken: pytest.ExceptionInfo[RuleBroken]) -> tuple[str | None, str]:
    """Return the field and the English sentence of a broken rule."""
    return broken.value.field, re.sub(r"""^LazyText\(['"](.*)['"]\)$""", r"\1", repr(broken.value.message))


def kept(decision: Decision) -> dict[Side, tuple[int, int | None]]:
    """Return per side how many seats were filled and how many were needed."""
    return {side.side: (side.present, side.needed) for side in decision.sides}


# Who was there


def test_a_decision_keeps_who_was_there(session: Session, meeting: Meeting) -> None:
    """Per side, seats with a vote only, and what the rule asked for: no later rule or attendance changes it."""
    decision = decide(session, meeting.items[0])
    meeting.committee.quorum_total = meeting.committee.quorum_police = 9
    for attendance in session.scalars(sa.select(Attendance)):
        attendance.state = AttendanceState.ABSENT
    session.commit()
    session.expire_all()
    assert kept(decision) == {POLICE: (2, 1), COMMUNITY: (1, 1), MUNICIPALITY: (0, None)}
    assert (decision.needed, decision.present, decision.had_quorum) == (3, 3, True)


@pytest.mark.parametrize(
    ("arrived", "left", "present", "had_quorum"),
    [(None, None, 3, True), (2, None, 2, False), (1, 1, 3, True), (None, 1, 3, True)],
)
def test_it_counts_who_was_there_at_its_item(
    session: Session, meeting: Meeting, arrived: int | None, left: int | None, present: int, had_quorum: bool
) -> None:
    """Not who arrived later or had left."""
    ids = {item.position: item.id for item in meeting.items}
    somebody = session.scalars(sa.select(Attendance).order_by(Attendance.id)).all()[2]
    somebody.arrived_item_id, somebody.left_item_id = ids.get(arrived or 0), ids.get(left or 0)
    decision = decide(session, meeting.items[0])
    assert (decision.present, decision.had_quorum) == (present, had_quorum)


def test_without_a_rule_there_is_no_quorum_to_reach(session: Session) -> None:
    """And nothing is said of decisions of which nobody kept who was there."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    item = an_item(session, meeting=meeting)
    decision = decide(session, item)
    assert (decision.had_quorum, decision.particulars) == (
        None,
        ["Zetels met stemrecht aanwezig: 0 (politie 0, gemeenschappen en middenveld 0, gemeente en partners 0)"],
    )
    old = a_decision(session, item=item, needed=3)
    assert (old.had_quorum, old.particulars) == (None, [])


def test_a_decision_can_be_counted_again(session: Session, meeting: Meeting) -> None:
    """When the attendance list was completed since; its votes stay, and must still be possible."""
    first, second = meeting.items
    by_vote = vote(session, first, 2, 1, 0, police=(2, 0, 0), community=(0, 1, 0))
    latecomer = a_seat(session, committee=meeting.committee)
    an_attendance(session, meeting=meeting, seat=latecomer)
    assert by_vote.present == 3
    service.recount_decision(session=session, actor=SYSTEM, decision=by_vote)
    session.expire_all()
    assert (kept(by_vote)[COMMUNITY], by_vote.present) == ((2, 1), 4)
    assert [(side.votes_for, side.votes_against) for side in by_vote.sides] == [(2, 0), (0, 1), (0, 0)]
    for attendance in session.scalars(sa.select(Attendance)):
        attendance.state = AttendanceState.EXCUSED
    with pytest.raises(RuleBroken) as broken:
        service.recount_decision(session=session, actor=SYSTEM, decision=by_vote)
    assert broken.value.field == "votes_for"
    old = a_decision(session, item=second)
    service.recount_decision(session=session, actor=SYSTEM, decision=old)
    assert (old.present, old.had_quorum) == (0, False)


# Votes per side


def test_votes_are_counted_per_side(session: Session, meeting: Meeting) -> None:
    """The sides add up to the whole; a side that is not named cast none."""
    decision = vote(session, meeting.items[0], 2, 0, 1, police=(2, 0, 0), community=(0, 0, 1))
    votes = {side.side: (side.votes_for, side.votes_against, side.votes_abstain) for side in decision.sides}
    assert votes == {POLICE: (2, 0, 0), COMMUNITY: (0, 0, 1), MUNICIPALITY: (0, 0, 0)}
    assert decision.particulars == [
        "politie: voor 2, tegen 0, onthoudingen 0",
        "gemeenschappen en middenveld: voor 0, tegen 0, onthoudingen 1",
        "Zetels met stemrecht aanwezig: 3 (politie 2, gemeenschappen en middenveld 1, gemeente en partners 0);"
        " quorum bereikt",
    ]


def test_votes_per_side_that_cannot_be(session: Session, meeting: Meeting) -> None:
    """Sums that differ, more than the seats of a side, less than none, a consensus with votes: nothing is stored."""
    item = meeting.items[0]
    sums = "The votes per side do not add up to the votes in total. Count again."
    too_many = (
        "%(side)s: %(votes)s votes were counted, but %(seats)s seats with a vote are recorded as present."
        " Check the votes or the attendance."
    )
    for totals, sides, rule in (
        ((2, 0, 0), {"police": (1, 0, 0)}, ("votes_for", sums)),
        ((2, 1, 0), {"police": (2, 0, 0), "community": (0, 0, 1)}, ("votes_for", sums)),
        ((2, 0, 0), {"police": (0, 0, 0), "community": (2, 0, 0)}, ("community_for", too_many)),
        ((1, 0, 0), {"municipality": (1, 0, 0)}, ("municipality_for", too_many)),
        ((1, 0, 0), {"police": (2, 0, 0), "community": (-1, 0, 0)}, ("votes_for", "Count the votes that were cast.")),
    ):
        with pytest.raises(RuleBroken) as broken:
            vote(session, item, *totals, **sides)
        assert the_rule(broken) == rule
    with pytest.raises(RuleBroken) as broken:
        decide(session, item, per_side={POLICE: (1, 0, 0)})
    assert broken.value.field == "how"
    assert session.scalar(sa.select(sa.func.count(Decision.id))) == 0


def test_a_decision_leaves_with_all_that_was_kept_of_it(session: Session, meeting: Meeting) -> None:
    """When it was recorded by mistake."""
    decision = decide(session, meeting.items[0])
    service.remove_decision(session=session, actor=SYSTEM, decision=decision)
    assert session.scalar(sa.select(sa.func.count(DecisionSide.id))) == 0


# Items that are closed


def test_decisions_of_a_closed_item_stand(session: Session, meeting: Meeting) -> None:
    """None can be recorded, taken out or counted again until it is reopened; notes can be written all the while."""
    item = meeting.items[0]
    decision = decide(session, item)
    with clock.at(meeting.starts_at):
        service.close_item(session=session, actor=SYSTEM, item=item)
    service.close_item(session=session, actor=SYSTEM, item=item)
    assert item.closed_at == meeting.starts_at
    for act in (
        lambda: decide(session, item),
        lambda: service.remove_decision(session=session, actor=SYSTEM, decision=decision),
        lambda: service.recount_decision(session=session, actor=SYSTEM, decision=decision),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert the_rule(broken) == (
            None,
            "This item is closed: its decisions stand. Reopen the item to change them.",
        )
    revision = item.revision
    service.save_notes(session=session, actor=SYSTEM, item=item, notes="<div>Nog iets</div>", revision=0)
    service.reopen_item(session=session, actor=SYSTEM, item=item)
    service.remove_decision(session=session, actor=SYSTEM, decision=decision)
    session.commit()
    session.expire_all()
    assert (item.notes, item.decisions) == ("<div>Nog iets</div>", [])
    assert session.scalars(sa.select(AgendaItem.id).where(AgendaItem.closed_at.is_not(None))).all() == []
    assert item.revision == revision + 1, "closing disturbs nobody who writes"


def test_only_items_on_record_are_closed(session: Session) -> None:
    """Not those of the backlog, nor of a meeting that has not started."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CONVENED)
    for item in (an_item(session, meeting=meeting), an_item(session, committee=meeting.committee)):
        for act in (service.close_item, service.reopen_item):
            with pytest.raises(RuleBroken):
                act(session=session, actor=SYSTEM, item=item)
        assert item.closed_at is None


# At the end


@pytest.fixture
def agenda(session: Session) -> dict[str, AgendaItem]:
    """The items of a meeting in progress, by what came of them."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    wanted: dict[str, dict[str, Any]] = {
        "standing": {"kind": ItemKind.FOLLOW_UP},
        "noted": {"notes": "<div>Besproken</div>"},
        "decided": {},
        "skipped": {},
        "closed": {"closed_at": meeting.starts_at},
        "acted": {"is_treated": True},
        "left after": {},
        "hidden": {"visibility": Visibility.RESTRICTED},
        "talked about": {},
    }
    items = {
        what: an_item(session, meeting=meeting, position=position, title=what, **values)
        for position, (what, values) in enumerate(wanted.items(), 1)
    }
    a_decision(session, item=items["decided"])
    seat = a_seat(session, committee=meeting.committee)
    an_attendance(session, meeting=meeting, seat=seat, left_item_id=items["left after"].id)
    return items


def listed(session: Session, meeting: Meeting) -> list[tuple[int, str, Visibility]]:
    """Return what a meeting did not reach: place, title and who may read it."""
    return [(left.position, left.title, left.readers) for left in queries.items_not_reached(session, meeting)]


def test_what_was_not_reached_waits_again(session: Session, agenda: dict[str, AgendaItem]) -> None:
    """With a trace of where it stood; the others are closed and keep their numbers, whatever came of them."""
    meeting = agenda["noted"].meeting
    assert meeting is not None
    assert (agenda["skipped"].last_unreached, listed(session, meeting)) == (None, [])
    assert [item.title for item in queries.unreached(session, meeting)] == ["skipped", "hidden", "talked about"]
    service.close_meeting(session=session, actor=SYSTEM, meeting=meeting, treated=[agenda["talked about"].id])
    session.commit()
    session.expire_all()
    gone = {what: [left.meeting for left in item.times_unreached] for what, item in agenda.items() if not item.meeting}
    assert gone == {"skipped": [meeting], "hidden": [meeting]}
    assert {item.position for item in meeting.items} == {1, 2, 3, 5, 6, 7, 9}
    assert {item.closed_at for item in meeting.items} == {meeting.starts_at, meeting.closed_at}
    assert listed(session, meeting) == [(4, "skipped", Visibility.COMMITTEE), (8, "hidden", Visibility.RESTRICTED)]
    assert (agenda["skipped"].closed_at, agenda["skipped"].position) == (None, 0)


def test_what_waits_again_goes_on_a_later_agenda(session: Session, agenda: dict[str, AgendaItem]) -> None:
    """Like any other proposal; the trace stays."""
    item = agenda["skipped"]
    meeting = item.meeting
    assert meeting is not None
    service.close_meeting(session=session, actor=SYSTEM, meeting=meeting)
    later = a_meeting(session, committee=meeting.committee)
    service.accept_item(session=session, actor=SYSTEM, item=item, meeting=later)
    left = item.last_unreached
    assert left is not None
    assert (item.meeting, left.meeting, left.position) == (later, meeting, 4)


def test_each_meeting_keeps_what_it_did_not_reach(session: Session, agenda: dict[str, AgendaItem]) -> None:
    """As its own agenda had it: not reached again, called otherwise and read by others, it rewrites no other record."""
    item = agenda["skipped"]
    first = item.meeting
    assert first is not None
    second = a_meeting(session, committee=first.committee, state=MeetingState.IN_PROGRESS)
    service.close_meeting(session=session, actor=SYSTEM, meeting=first)
    item.title, item.visibility = "again", Visibility.PUBLIC
    service.accept_item(session=session, actor=SYSTEM, item=item, meeting=second)
    service.close_meeting(session=session, actor=SYSTEM, meeting=second)
    session.commit()
    session.expire_all()
    assert listed(session, first)[0] == (4, "skipped", Visibility.COMMITTEE)
    assert listed(session, second) == [(1, "again", Visibility.PUBLIC)]
    assert [left.meeting for left in item.times_unreached] == [first, second]
    assert item.last_unreached is item.times_unreached[1]


@pytest.mark.parametrize(
    ("then", "now", "readers"),
    [
        (Visibility.COMMITTEE, Visibility.RESTRICTED, Visibility.RESTRICTED),
        (Visibility.RESTRICTED, Visibility.COMMITTEE, Visibility.RESTRICTED),
        (Visibility.PUBLIC, Visibility.COMMITTEE, Visibility.COMMITTEE),
        (Visibility.PUBLIC, Visibility.PUBLIC, Visibility.PUBLIC),
    ],
)
def test_an_old_title_is_read_by_those_who_may_read_both(
    session: Session, meeting: Meeting, then: Visibility, now: Visibility, readers: Visibility
) -> None:
    """What was written for few stays for few, and what has become restricted is not told by its old name."""
    item = an_item(session, committee=meeting.committee, visibility=now)
    assert an_unreached_item(session, meeting=meeting, item=item, visibility=then).readers is readers


def test_the_last_look_says_what_is_missing(session: Session, meeting: Meeting) -> None:
    """As far as the reader may see; what was not reached goes back and is no gap in the record."""
    first, second = meeting.items
    an_item(session, meeting=meeting, position=3, visibility=Visibility.RESTRICTED)
    for attendance in session.scalars(sa.select(Attendance)):
        attendance.state = AttendanceState.EXCUSED
    decide(session, first)
    service.close_item(session=session, actor=SYSTEM, item=second)
    seat = a_seat(session, committee=meeting.committee)
    a_mandate(session, seat=seat)
    a_seat(session, committee=meeting.committee)
    session.expire_all()

    def look(role: Role, committee: Committee) -> queries.Missing:
        actor = Actor(user_id=1, grants=(Grant(role=role, committee_id=committee.id),))
        return queries.missing(session, meeting, queries.agenda(session, actor, meeting))

    found = look(Role.CHAIR, meeting.committee)
    assert (found.items, found.without_quorum, [row.seat for row in found.seats]) == ([second], [first], [seat])
    assert [item.position for item in found.unreached] == [3]
    assert look(Role.MEMBER, meeting.committee).unreached == []
    assert (bool(found), bool(queries.Missing([], found.unreached, [], []))) == (True, False)
