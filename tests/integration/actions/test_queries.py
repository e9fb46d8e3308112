"""Questions about action points: whose they are, which ones a list shows, what comes back on the agenda."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor, Grant
from cpwb.access.permissions import Role
from cpwb.actions import queries, service
from cpwb.actions.choices import ActionState, StateFilter
from cpwb.actions.models import ActionPoint
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from tests.conftest import count_queries
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, an_organisation
from tests.factories.meetings import a_meeting, an_item
from tests.factories.members import a_seat

DAY = date(2026, 4, 10)
DONE: dict[str, Any] = {"state": ActionState.DONE, "result": "Gelukt"}


def titles(session: Session, query: Any) -> list[str]:
    """Return the titles of what a query finds, in its order."""
    return [action.title for action in session.scalars(query)]


def the_action(session: Session, title: str) -> ActionPoint:
    """Return the action point with this title."""
    return session.scalars(sa.select(ActionPoint).where(ActionPoint.title == title)).one()


def member_of(committee: Committee, seat_id: int | None = None, organisation_id: int | None = None) -> Actor:
    """Return an actor who sits in the committee."""
    return Actor(
        user_id=1,
        grants=(Grant(Role.MEMBER, committee_id=committee.id, seat_id=seat_id, organisation_id=organisation_id),),
    )


def test_my_actions_are_overdue_first_then_by_date(session: Session) -> None:
    """Mine are those of my seat and of the organisation for which I sit, not those of others, nor what is finished."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee)
    mine: dict[str, Any] = {"committee": committee, "owner_seat": seat}
    theirs: dict[str, Any] = {"committee": committee, "owner_organisation": seat.organisation}
    an_action(session, title="later", due_on=date(2026, 6, 1), **mine)
    an_action(session, title="vandaag", due_on=DAY, **theirs)
    an_action(session, title="over tijd", due_on=date(2026, 4, 9), **theirs)
    an_action(session, title="klaar", closed_on=date(2026, 4, 1), **mine, **DONE)
    an_action(session, title="lang klaar", closed_on=date(2026, 3, 1), **mine, **DONE)
    an_action(session, title="van een ander", committee=committee, owner_seat=a_seat(session, committee=committee))
    elsewhere = a_committee(session)
    an_action(session, title="elders", committee=elsewhere, owner_organisation=seat.organisation)
    actor = member_of(committee, seat.id, seat.organisation_id)

    assert titles(session, queries.my_actions(actor, DAY)) == ["over tijd", "vandaag", "later"]
    assert [action.title for action in queries.my_finished_actions(session, actor, DAY)] == ["klaar"]
    assert titles(session, queries.my_actions(Actor(user_id=1), DAY)) == []


@pytest.fixture
def committee(session: Session) -> Committee:
    """A committee with four action points."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    police = a_seat(session, committee=committee, side=Side.POLICE)
    town = an_organisation(session, side=Side.MUNICIPALITY)
    an_action(session, title="a", committee=committee, owner_seat=police, meeting=meeting)
    an_action(session, title="b", committee=committee, owner_organisation=town, state=ActionState.BLOCKED)
    an_action(session, title="c", committee=committee, owner_seat=police, due_on=date(2026, 5, 1))
    an_action(session, title="d", committee=committee, owner_seat=police, closed_on=date(2026, 4, 1), **DONE)
    an_action(session, title="elders", committee=a_committee(session), owner_organisation=town)
    return committee


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abcd"),
        ({"state": StateFilter.UNFINISHED}, "abc"),
        ({"state": StateFilter.BLOCKED}, "b"),
        ({"side": Side.POLICE}, "acd"),
        ({"overdue": True}, "ab"),
        ({"overdue": True, "side": Side.MUNICIPALITY}, "b"),
    ],
)
def test_a_list_is_narrowed_by_what_is_asked(
    session: Session, committee: Committee, asked: dict[str, Any], found: str
) -> None:
    """Each filter narrows the list; together they narrow it further."""
    query = queries.actions_of(member_of(committee), committee, day=DAY, **asked)

    assert "".join(titles(session, query.order_by(ActionPoint.number))) == found


def test_a_list_is_narrowed_to_an_owner_or_a_meeting(session: Session, committee: Committee) -> None:
    """An owner is named by its key, a meeting by its id."""
    first = the_action(session, "a")
    second = the_action(session, "b")
    actor = member_of(committee)
    seat_key = queries.owner_key(first.owner_seat_id, None)
    organisation_key = queries.owner_key(None, second.owner_organisation_id)

    def found(**asked: Any) -> list[str]:
        query = queries.actions_of(actor, committee, day=DAY, **asked)
        return titles(session, query.order_by(ActionPoint.number))

    assert found(owner=seat_key) == ["a", "c", "d"]
    assert found(owner=organisation_key) == ["b"]
    assert found(meeting=first.meeting_id) == ["a"]
    assert [meeting.id for meeting in queries.meeting_choices(session, actor, committee)] == [first.meeting_id]


def test_only_readers_see_a_list(session: Session, committee: Committee) -> None:
    """The neighbour sees nothing; the monitor sees that there are action points."""
    neighbour = member_of(a_committee(session))
    monitor = Actor(user_id=1, grants=(Grant(Role.MONITOR),))

    assert titles(session, queries.actions_of(neighbour, committee, day=DAY)) == []
    assert len(titles(session, queries.actions_of(monitor, committee, day=DAY))) == 4


def test_what_is_snoozed_stays_away_until_its_day(session: Session, committee: Committee) -> None:
    """The follow-up shows what is unfinished and not snoozed, the longest overdue first."""
    first = the_action(session, "a")
    first.show_again_on = date(2026, 4, 11)
    session.flush()
    actor = member_of(committee)

    assert [action.title for action in queries.to_follow_up(session, actor, committee, DAY)] == ["b", "c"]
    later = queries.to_follow_up(session, actor, committee, date(2026, 4, 11))
    assert [action.title for action in later] == ["a", "b", "c"]


def test_the_follow_up_costs_the_same_whatever_its_length(session: Session) -> None:
    """Owners come with the action points."""
    counts = []
    committee = a_committee(session)
    actor = member_of(committee)
    for number in (1, 2):
        for _ in range(number):
            an_action(session, committee=committee, owner_seat=a_seat(session, committee=committee))
        session.expire_all()
        session.refresh(committee)
        with count_queries() as statements:
            found = queries.to_follow_up(session, actor, committee, DAY)
            assert [action.owner_name.nl for action in found]
        counts.append(len(statements))

    assert counts == [1, 1]


def test_action_points_are_found_by_their_items(session: Session) -> None:
    """Each item has its own, in the order of their numbers."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    items = [an_item(session, meeting=meeting) for _ in range(3)]
    organisation = an_organisation(session)
    for title, item in (("a", items[0]), ("b", items[1]), ("c", items[0])):
        an_action(session, title=title, committee=committee, owner_organisation=organisation, item=item)

    found = queries.actions_of_items(session, member_of(committee), [item.id for item in items])

    assert {item_id: [action.title for action in actions] for item_id, actions in found.items()} == {
        items[0].id: ["a", "c"],
        items[1].id: ["b"],
    }


def test_owners_are_offered_by_side(session: Session) -> None:
    """Seats of the committee that exist, and organisations of the zone, of everywhere and of its seats."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee, side=Side.POLICE)
    closed = a_seat(session, committee=committee, closed_on=date(2026, 3, 1))
    a_seat(session, committee=a_committee(session))
    everywhere = an_organisation(session, side=Side.MUNICIPALITY)
    an_organisation(session, side=Side.MUNICIPALITY, closed_on=date(2026, 3, 1))
    kept = an_action(session, committee=committee, owner_seat=closed)

    def keys(**present: Any) -> dict[Side, set[str]]:
        choices = queries.owner_choices(session, committee, DAY, **present)
        return {side: {key for key, _name in owners} for side, owners in choices.items()}

    offered = {
        Side.POLICE: {f"seat:{seat.id}", f"organisation:{seat.organisation_id}"},
        Side.COMMUNITY: {f"organisation:{closed.organisation_id}"},
        Side.MUNICIPALITY: {f"organisation:{everywhere.id}"},
    }
    assert keys() == offered
    assert keys(present=kept) == offered | {
        Side.COMMUNITY: {f"organisation:{closed.organisation_id}", f"seat:{closed.id}"}
    }
    present = queries.present_owners(session, committee)
    assert [key for owners in present.values() for key, _name in owners] == [f"seat:{closed.id}"]


def test_the_second_postponement_is_noticed(session: Session) -> None:
    """Twice to a later day is often; an earlier day is no postponement."""
    committee = a_committee(session)
    organisation = an_organisation(session)
    once, twice, brought_forward = (
        an_action(session, committee=committee, owner_organisation=organisation) for _ in range(3)
    )
    moves = [(once, [5]), (twice, [5, 6]), (brought_forward, [5, 3])]
    with clock.at(datetime(2026, 3, 24, tzinfo=UTC)):
        for action, months in moves:
            for month in months:
                service.move_due_date(
                    session=session, actor=Actor(), action=action, due_on=date(2026, month, 1), reason="Uitstel"
                )

    found = queries.often_postponed(session, [once.id, twice.id, brought_forward.id])

    assert found == {twice.id}
    assert [line.due_on for line in queries.follow_ups_of(session, twice)] == [date(2026, 6, 1), date(2026, 5, 1)]
