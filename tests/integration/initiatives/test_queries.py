"""Questions about initiatives: which ones a list shows, how far they are, whom they reached."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor, Grant
from cpwb.access.permissions import Role
from cpwb.actions.choices import ActionState
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual
from cpwb.core.small_numbers import Hidden
from cpwb.initiatives import queries
from cpwb.initiatives.choices import InitiativeState
from cpwb.initiatives.models import Initiative, Milestone
from cpwb.programme.choices import Objective
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, an_organisation
from tests.factories.initiatives import an_initiative, an_initiative_session

MONITOR = Actor(user_id=1, grants=(Grant(Role.MONITOR),))


def member_of(committee: Committee) -> Actor:
    """Return an actor who sits in the committee."""
    return Actor(user_id=1, grants=(Grant(Role.MEMBER, committee_id=committee.id),))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "abcd"),
        ({"state": InitiativeState.IDEA}, "b"),
        ({"objective": Objective.COMPLAINTS}, "c"),
        ({"q": "TOURNOI"}, "bc"),
        ({"q": "100%"}, ""),
    ],
)
def test_a_list_is_narrowed_by_what_is_asked(
    session: Session, committee: Committee, asked: dict[str, Any], found: str
) -> None:
    """Each filter narrows the list; words are found in both languages, title and summary."""
    plain: dict[str, Any] = {"committee": committee, "summary": Bilingual("Samen")}
    an_initiative(session, title=Bilingual("a"), **plain)
    an_initiative(session, title=Bilingual("b", "le tournoi"), state=InitiativeState.IDEA, **plain)
    an_initiative(
        session,
        title=Bilingual("c"),
        summary=Bilingual("", "Un Tournoi"),
        objective=Objective.COMPLAINTS,
        committee=committee,
    )
    an_initiative(session, title=Bilingual("d"), **plain)

    rows = session.scalars(queries.initiatives_of(member_of(committee), committee, **asked)).all()

    assert "".join(sorted(row.title.nl for row in rows)) == found


def test_readers_see_those_of_their_place(session: Session, committee: Committee, initiative: Initiative) -> None:
    """The neighbour sees nothing of it; the monitor and the zone's coordinator also what no committee carries."""
    of_the_zone = an_initiative(session, zone=committee.zone)
    of_the_programme = an_initiative(session)
    neighbour = a_committee(session)
    coordinator = Actor(user_id=1, grants=(Grant(Role.COORDINATOR, zone_id=committee.zone_id),))

    def seen(actor: Actor) -> set[int]:
        return {row.id for row in session.scalars(queries.initiatives(actor))}

    assert seen(member_of(neighbour)) == set()
    assert seen(member_of(committee)) == {initiative.id}
    assert seen(coordinator) == {initiative.id, of_the_zone.id}
    assert seen(MONITOR) == {initiative.id, of_the_zone.id, of_the_programme.id}
    assert [zone.id for zone in queries.zone_choices(session, MONITOR)] == [committee.zone_id]
    assert [one.id for one in queries.committee_choices(session, member_of(committee))] == [committee.id]
    narrowed = queries.initiatives(MONITOR, zone=committee.zone_id, committee=committee.id)
    assert [row.id for row in session.scalars(narrowed)] == [initiative.id]


def test_progress_is_the_share_of_what_is_done(session: Session, committee: Committee, initiative: Initiative) -> None:
    """Milestones and action points count the same; dropped action points do not count, none is no progress."""
    empty = an_initiative(session, committee=committee)
    only_milestones = an_initiative(session, committee=committee)
    for reached_on in (date(2026, 5, 1), None):
        for one in (initiative, only_milestones):
            session.add(
                Milestone(initiative=one, title=Bilingual("Zaal"), due_on=date(2026, 5, 1), reached_on=reached_on)
            )
    owner = an_organisation(session)
    closed = {"closed_on": date(2026, 5, 1), "result": "Gelukt"}
    for state, more in (
        (ActionState.DONE, closed),
        (ActionState.DROPPED, closed),
        (ActionState.BLOCKED, {}),
        (ActionState.DONE, closed),
    ):
        initiative.actions.append(
            an_action(session, committee=committee, owner_organisation=owner, state=state, **more)
        )
    session.flush()

    progress = queries.progress_of(session, [initiative.id, empty.id, only_milestones.id])

    assert progress == {initiative.id: 3 / 5, empty.id: None, only_milestones.id: 1 / 2}
    assert queries.progress_of(session, []) == {}


def test_people_are_counted_over_all_sessions(session: Session, initiative: Initiative) -> None:
    """By side they are shown as they are; an initiative without sessions reached nobody."""
    for police, community in ((2, 10), (3, 20)):
        an_initiative_session(
            session,
            initiative=initiative,
            reached_police=police,
            reached_community=community,
            satisfaction_answers=10,
            satisfaction_good=9,
        )
    session.expire_all()

    people = queries.people_of(initiative, raw=False)

    assert (people.reached, people.satisfied) == (35, 18 / 20)
    assert [count for _label, count in people.by_side] == [5, 30, 0]
    assert (people.by_sex, people.by_age) == ([], [])
    assert queries.reached_by(session, [initiative.id, 0]) == {initiative.id: 35, 0: 0}


def test_few_people_are_hidden_from_those_who_did_not_count(session: Session, initiative: Initiative) -> None:
    """A second count is not shown either, so that the total does not give the small one back."""
    an_initiative_session(
        session, initiative=initiative, reached_police=0, reached_community=64, women=28, men=35, sex_not_stated=1
    )
    session.expire_all()

    shown = queries.people_of(initiative, raw=False)
    raw = queries.people_of(initiative, raw=True)

    assert [count for _label, count in shown.by_sex] == [Hidden.BESIDE_SMALL, 35, 0, Hidden.SMALL]
    assert [count for _label, count in raw.by_sex] == [28, 35, 0, 1]


def test_partners_are_those_of_the_zone_and_of_everywhere(session: Session, committee: Committee) -> None:
    """What closed is left out unless it is a partner already."""
    everywhere, here, closed, kept = (
        an_organisation(session, **values)
        for values in (
            {},
            {"zone": committee.zone},
            {"closed_on": date(2026, 1, 1)},
            {"closed_on": date(2026, 1, 1)},
        )
    )
    an_organisation(session, zone=a_committee(session).zone)

    found = queries.partner_choices(session, committee.zone_id, date(2026, 6, 1), present=[kept])

    assert {one.id for one in found} == {everywhere.id, here.id, kept.id}
    assert closed not in found


def test_action_points_can_be_linked_once(session: Session, committee: Committee, initiative: Initiative) -> None:
    """Those of the committee that are neither dropped nor linked."""
    owner: dict[str, Any] = {"committee": committee, "owner_organisation": an_organisation(session)}
    linked, free = an_action(session, **owner), an_action(session, **owner)
    an_action(session, state=ActionState.DROPPED, closed_on=date(2026, 5, 1), result="Te duur", **owner)
    an_action(session, **(owner | {"committee": a_committee(session)}))
    initiative.actions.append(linked)
    session.flush()
    actor = member_of(committee)

    assert [action.id for action in queries.action_choices(session, actor, initiative)] == [free.id]
    assert [action.id for action in queries.actions_of(session, actor, initiative)] == [linked.id]
    assert list(queries.actions_of(session, member_of(a_committee(session)), initiative)) == []
