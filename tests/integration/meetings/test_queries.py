"""Questions about meetings, against both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import VISITOR, Actor, Grant
from cpwb.access.permissions import Role
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.paging import paginate
from cpwb.meetings import queries
from cpwb.meetings.choices import AttendanceState, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import HeadCount
from cpwb.members.choices import Channel, MandateRole
from tests.conftest import count_queries
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item, an_unreached_item
from tests.factories.members import a_consent, a_mandate, a_person, a_seat

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


def somebody(role: Role, committee: Committee, seat_id: int | None = None) -> Actor:
    """Return an actor with one role in the place that fits it."""
    if role is Role.COORDINATOR:
        grant = Grant(role=role, zone_id=committee.zone_id)
    elif role in (Role.MONITOR, Role.ADMINISTRATOR):
        grant = Grant(role=role)
    else:
        grant = Grant(role=role, committee_id=committee.id, seat_id=seat_id)
    return Actor(user_id=1, grants=(grant,))


# The series


@pytest.mark.parametrize(
    ("now", "proposed"),
    [
        # On a Tuesday at 18.30 in winter; ten weeks later it is summer, and still 18.30 in Brussels.
        (datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 4, 21, 16, 30, tzinfo=UTC)),
        # The day itself, an hour before and at the very moment.
        (datetime(2026, 4, 21, 15, 30, tzinfo=UTC), datetime(2026, 4, 21, 16, 30, tzinfo=UTC)),
        (datetime(2026, 4, 21, 16, 30, tzinfo=UTC), datetime(2026, 4, 28, 16, 30, tzinfo=UTC)),
        # Long past: the first such weekday to come, in winter again.
        (datetime(2026, 11, 22, 18, 0, tzinfo=UTC), datetime(2026, 11, 24, 17, 30, tzinfo=UTC)),
    ],
)
def test_the_next_start_follows_the_rhythm(session: Session, now: datetime, proposed: datetime) -> None:
    """The last meeting and ten weeks, on the same weekday at the same hour, never in the past."""
    committee = a_committee(session, rhythm_weeks=10)
    a_meeting(session, committee=committee, starts_at=datetime(2026, 2, 10, 17, 30, tzinfo=UTC))
    a_meeting(
        session,
        committee=committee,
        starts_at=datetime(2026, 3, 3, 17, 30, tzinfo=UTC),
        state=MeetingState.CANCELLED,
    )
    assert queries.proposed_start(session, committee, now) == proposed


def test_a_new_committee_starts_after_its_rhythm(session: Session) -> None:
    """So many weeks from today at 18.30, in the first of its languages, for two hours."""
    committee = a_committee(session, rhythm_weeks=2)
    proposal = queries.proposed_meeting(session, committee, datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
    assert proposal == queries.MeetingProposal(
        number=1,
        starts_at=datetime(2026, 4, 15, 16, 30, tzinfo=UTC),
        ends_at=datetime(2026, 4, 15, 18, 30, tzinfo=UTC),
        place="",
        online_link="",
        language=Language.NL,
    )


def test_the_next_meeting(session: Session) -> None:
    """The one that goes on, else the next that has not ended; none that is over, cancelled, elsewhere or hidden."""
    committee = a_committee(session)
    chair = somebody(Role.CHAIR, committee)
    a_meeting(session, committee=a_committee(session))
    a_meeting(session, committee=committee, state=MeetingState.CANCELLED)
    a_meeting(session, committee=committee, state=MeetingState.CLOSED)
    a_meeting(session, committee=committee, starts_at=START - timedelta(days=30))
    assert queries.next_meeting(session, chair, committee, START) is None
    later = a_meeting(session, committee=committee, starts_at=START + timedelta(weeks=10))
    soon = a_meeting(session, committee=committee, state=MeetingState.CONVENED)
    assert queries.next_meeting(session, chair, committee, START + timedelta(hours=1)) == soon
    assert queries.next_meeting(session, chair, committee, START + timedelta(hours=3)) == later
    soon.state = MeetingState.IN_PROGRESS
    assert queries.next_meeting(session, chair, committee, START + timedelta(hours=3)) == soon
    assert queries.next_meeting(session, VISITOR, committee, START) is None


def test_the_last_held_meeting(session: Session) -> None:
    """The last one of the committee that was closed before this one."""
    committee = a_committee(session)
    for weeks in (20, 30):
        a_meeting(session, committee=committee, starts_at=START - timedelta(weeks=weeks), state=MeetingState.CLOSED)
    a_meeting(session, committee=committee, starts_at=START - timedelta(weeks=5), state=MeetingState.CANCELLED)
    a_meeting(session, committee=a_committee(session), starts_at=START - timedelta(weeks=1), state=MeetingState.CLOSED)
    meeting = a_meeting(session, committee=committee)
    last = queries.last_closed_before(session, meeting)
    assert last is not None
    assert last.starts_at == START - timedelta(weeks=20)
    assert queries.last_closed_before(session, a_meeting(session, committee=a_committee(session))) is None


# The agenda


def test_an_agenda_shows_what_one_may_read(session: Session) -> None:
    """Restricted items are for the chairs and the secretary; the monitor and the administrator read none at all."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    for position, visibility in enumerate(Visibility, start=1):
        an_item(session, meeting=meeting, position=4 - position, visibility=visibility, title=visibility.value)
    read = {role: [item.title for item in queries.agenda(session, somebody(role, committee), meeting)] for role in Role}
    whole, open_ones = ["restricted", "committee", "public"], ["committee", "public"]
    assert read == {
        Role.ADMINISTRATOR: [],
        Role.MONITOR: [],
        Role.COORDINATOR: open_ones,
        Role.CHAIR: whole,
        Role.CO_CHAIR: whole,
        Role.SECRETARY: whole,
        Role.MEMBER: open_ones,
        Role.ALTERNATE: open_ones,
        Role.OBSERVER: open_ones,
        Role.PRACTICE_EDITOR: [],
    }
    assert queries.agenda(session, somebody(Role.CHAIR, a_committee(session)), meeting) == []


def test_an_agenda_is_read_in_three_statements(session: Session) -> None:
    """With the seats, their organisations, the decisions, who was there for each and who did not reach it before."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    chair = somebody(Role.CHAIR, committee)
    for count in (1, 3):
        for _ in range(count):
            item = an_item(session, meeting=meeting, proposed_by=a_seat(session, committee=committee))
            a_decision(session, item=item, present={Side.POLICE: 1})
            for _time in range(count):
                an_unreached_item(session, meeting=a_meeting(session, committee=committee), item=item)
        session.commit()
        session.expire_all()
        assert meeting.starts_at == START
        with count_queries() as statements:
            items = queries.agenda(session, chair, meeting)
            texts = [
                (item.proposed_by.organisation.name.nl if item.proposed_by else "", item.decisions[0].present)
                for item in items
                if item.last_unreached and item.last_unreached.meeting.number
            ]
        assert (len(texts), len(statements)) == ((1, 3) if count == 1 else (4, 3))


def test_the_timetable_runs_on(session: Session) -> None:
    """Times follow from the minutes, until an item has none; restricted items take their time too."""
    meeting = a_meeting(session, committee=a_committee(session))
    items = [
        an_item(session, meeting=meeting, position=position, planned_minutes=minutes, visibility=visibility)
        for position, (minutes, visibility) in enumerate(
            [
                (5, Visibility.COMMITTEE),
                (40, Visibility.RESTRICTED),
                (None, Visibility.COMMITTEE),
                (80, Visibility.PUBLIC),
            ],
            start=1,
        )
    ]
    times = queries.timetable(session, meeting)
    assert [times.starts[item.id] for item in items] == [
        START,
        START + timedelta(minutes=5),
        START + timedelta(minutes=45),
        None,
    ]
    assert (times.minutes, times.available, times.excess) == (125, 120, 5)


def test_ways_up_and_down_stay_within_a_kind(session: Session) -> None:
    """A discussion does not climb over the follow-up, and a hidden item does not stop the one below it."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    kinds = (ItemKind.FOLLOW_UP, ItemKind.DISCUSSION, ItemKind.DECISION, ItemKind.DISCUSSION, ItemKind.NEXT_MEETING)
    for position, kind in enumerate(kinds, start=1):
        hidden = Visibility.RESTRICTED if position == 3 else Visibility.COMMITTEE
        an_item(session, meeting=meeting, position=position, kind=kind, visibility=hidden)
    times = queries.timetable(session, meeting)
    ways = {
        role: [
            (row.item.position, row.up, row.down)
            for row in queries.agenda_rows(queries.agenda(session, somebody(role, committee), meeting), times)
        ]
        for role in (Role.CHAIR, Role.COORDINATOR)
    }
    assert ways == {
        Role.CHAIR: [(1, None, None), (2, None, 3), (3, 2, 4), (4, 3, None), (5, None, None)],
        Role.COORDINATOR: [(1, None, None), (2, None, 4), (4, 2, None), (5, None, None)],
    }


def test_nobody_gives_a_visibility_beyond_his_own(session: Session) -> None:
    """The coordinator writes nothing restricted; asking leaves nothing in the session."""
    committee = a_committee(session)
    assert queries.visibilities_for(somebody(Role.SECRETARY, committee), committee) == list(Visibility)
    assert queries.visibilities_for(somebody(Role.COORDINATOR, committee), committee) == [
        Visibility.PUBLIC,
        Visibility.COMMITTEE,
    ]
    assert queries.visibilities_for(somebody(Role.MEMBER, committee), committee) == []
    assert list(session.new) == []


def test_the_backlog_is_of_one_committee(session: Session) -> None:
    """Waiting, oldest first; put aside, latest first; restricted ones hidden; not those on an agenda."""
    committee = a_committee(session)
    an_item(session, committee=a_committee(session))
    an_item(session, meeting=a_meeting(session, committee=committee))
    an_item(session, committee=committee, visibility=Visibility.RESTRICTED)
    second = an_item(session, committee=committee, created_at=START)
    first = an_item(session, committee=committee, created_at=START - timedelta(days=1))
    old = an_item(session, committee=committee, put_aside_on=date(2026, 1, 1))
    recent = an_item(session, committee=committee, put_aside_on=date(2026, 2, 1))
    for item in (first, first, recent):
        an_unreached_item(session, meeting=a_meeting(session, committee=committee), item=item)
    member = somebody(Role.MEMBER, committee)
    waiting, aside = (
        paginate(session, listed(member, committee.id), number=1) for listed in (queries.waiting, queries.put_aside)
    )
    assert (waiting.rows, waiting.total) == ([first, second], 2)
    assert (aside.rows, aside.total) == ([recent, old], 2)
    assert paginate(session, queries.waiting(somebody(Role.MONITOR, committee), committee.id), number=1).rows == []


def test_who_sets_the_agenda(session: Session) -> None:
    """Items per side since a moment, put aside or not; those of other committees, older and hidden ones left out."""
    committee = a_committee(session)
    seats = {side: a_seat(session, committee=committee, side=side) for side in Side}
    stranger = a_seat(session, committee=a_committee(session))
    for side, count in ((Side.POLICE, 1), (Side.COMMUNITY, 2)):
        for _ in range(count):
            an_item(session, committee=committee, proposed_by=seats[side], created_at=START)
    an_item(
        session,
        committee=committee,
        proposed_by=seats[Side.COMMUNITY],
        created_at=START,
        put_aside_on=date(2026, 3, 11),
    )
    an_item(session, committee=committee, proposed_by=seats[Side.POLICE], created_at=START - timedelta(days=2))
    an_item(session, committee=stranger.committee, proposed_by=stranger, created_at=START)
    an_item(
        session,
        committee=committee,
        proposed_by=seats[Side.POLICE],
        created_at=START,
        visibility=Visibility.RESTRICTED,
    )
    an_item(session, committee=committee, created_at=START)
    member = somebody(Role.MEMBER, committee, seats[Side.COMMUNITY].id)
    share = queries.proposed_share(session, member, committee, START - timedelta(days=1))
    assert share == queries.ProposedShare({Side.POLICE: 1, Side.COMMUNITY: 3, Side.MUNICIPALITY: 0}, own=Side.COMMUNITY)
    assert share.total == 4
    chair = somebody(Role.CHAIR, committee)
    assert queries.proposed_share(session, chair, committee, START - timedelta(days=1)).by_side[Side.POLICE] == 2


def test_whose_seat_proposes(session: Session) -> None:
    """A member for the own seat, the staff for any seat, the own one first; observers and strangers for none."""
    committee = a_committee(session)
    police, community = (a_seat(session, committee=committee, side=side) for side in (Side.POLICE, Side.COMMUNITY))
    a_seat(session, committee=committee, closed_on=date(2025, 1, 1))
    day = date(2026, 3, 10)

    def offered(role: Role, seat_id: int | None = None) -> list[int]:
        actor = somebody(role, committee, seat_id)
        return [seat for seat, _label in queries.proposer_choices(session, actor, committee, day)]

    assert offered(Role.MEMBER, community.id) == [community.id]
    assert offered(Role.CHAIR, community.id) == [community.id, police.id]
    assert offered(Role.SECRETARY) == [police.id, community.id]
    assert offered(Role.OBSERVER) == []


# Attendance


def test_the_quorum_counts_seats_with_a_vote(session: Session) -> None:
    """Present and replaced ones; people without a name are there, but hold no seat."""
    committee = a_committee(session, quorum_total=4, quorum_police=1, quorum_community=2)
    meeting = a_meeting(session, committee=committee, state=MeetingState.IN_PROGRESS)
    police = a_seat(session, committee=committee, side=Side.POLICE)
    an_attendance(session, meeting=meeting, seat=police)
    community = a_seat(session, committee=committee)
    alternate = a_mandate(session, seat=community, role=MandateRole.ALTERNATE)
    an_attendance(session, meeting=meeting, seat=community, state=AttendanceState.REPLACED, replaced_by=alternate)
    for state in (AttendanceState.EXCUSED, AttendanceState.ABSENT):
        an_attendance(session, meeting=meeting, seat=a_seat(session, committee=committee), state=state)
    observer = a_seat(session, committee=committee, side=Side.MUNICIPALITY, is_voting=False)
    an_attendance(session, meeting=meeting, seat=observer)
    session.add(HeadCount(committee=committee, meeting=meeting, side=Side.COMMUNITY, unnamed=3))
    session.flush()
    with count_queries() as statements:
        found = queries.quorum(session, meeting)
    assert len(statements) == 2
    assert found == queries.Quorum(
        sides=(
            queries.SideQuorum(Side.POLICE, needed=1, present=1, people=1),
            queries.SideQuorum(Side.COMMUNITY, needed=2, present=1, people=4),
            queries.SideQuorum(Side.MUNICIPALITY, needed=None, present=0, people=1),
        ),
        total=queries.SideQuorum(None, needed=4, present=2, people=6),
    )
    assert ([side.met for side in found.sides], found.total.met, found.met) == ([True, False, True], False, False)


def test_a_committee_without_a_rule_has_its_quorum(session: Session) -> None:
    """Nobody was there, nothing is asked for."""
    found = queries.quorum(session, a_meeting(session, committee=a_committee(session)))
    assert (found.has_rule, found.met, found.total.people) == (False, True, 0)


def test_the_attendance_list_is_read_in_few_statements(session: Session) -> None:
    """As many for one seat as for four."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)

    def statements_for(count: int) -> int:
        for _ in range(count):
            seat = a_seat(session, committee=committee)
            a_mandate(session, seat=seat)
            alternate = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
            an_attendance(session, meeting=meeting, seat=seat, state=AttendanceState.REPLACED, replaced_by=alternate)
        session.commit()
        session.expire_all()
        assert meeting.starts_at == START
        with count_queries() as statements:
            listed = queries.attendance_list(session, meeting)
            names = [
                [str(row.label), str(row.holder.shown_name if row.holder else ""), *map(str, dict(row.alternates))]
                for row in listed.rows
            ]
        assert len(names) == session.scalar(sa.text("SELECT count(*) FROM seats"))
        return len(statements)

    assert statements_for(1) == statements_for(3)


def test_own_alternates_are_offered_first(session: Session) -> None:
    """Any alternate of the committee can step in; the seat's own first one is chosen before it was recorded."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee, state=MeetingState.CONVENED)
    first, second = (a_seat(session, committee=committee, side=side) for side in (Side.POLICE, Side.COMMUNITY))
    of_first = a_mandate(session, seat=first, role=MandateRole.ALTERNATE)
    of_second = a_mandate(session, seat=second, role=MandateRole.ALTERNATE)
    rows = queries.attendance_list(session, meeting).rows
    assert [[mandate for mandate, _label in row.alternates] for row in rows] == [
        [of_first.id, of_second.id],
        [of_second.id, of_first.id],
    ]
    assert [row.replaced_by_id for row in rows] == [of_first.id, of_second.id]
    an_attendance(session, meeting=meeting, seat=first, state=AttendanceState.REPLACED, replaced_by=of_second)
    assert queries.attendance_list(session, meeting).rows[0].replaced_by_id == of_second.id


def test_names_need_consent_in_every_list(session: Session) -> None:
    """An alternate of the communities without consent is called by the organisation."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee, state=MeetingState.CONVENED)
    seat = a_seat(session, committee=committee)
    person = a_person(session, committee=committee, channel=Channel.TELEPHONE)
    mandate = a_mandate(session, seat=seat, person=person, role=MandateRole.ALTERNATE)

    def shown() -> str:
        return str(queries.attendance_list(session, meeting).rows[0].alternates[0][1])

    assert person.last_name not in shown()
    a_consent(session, person=person)
    assert person.last_name in shown()
    assert queries.holders_without_mail(session, meeting) == [mandate]


def test_moments_are_of_brussels(session: Session) -> None:
    """Half an hour past midnight in Brussels is the day that people speak of."""
    meeting = a_meeting(session, committee=a_committee(session), starts_at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC))
    assert (meeting.held_on, clock.local(meeting.starts_at).hour) == (date(2026, 3, 10), 0)
