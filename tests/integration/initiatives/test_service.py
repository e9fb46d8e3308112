"""What people do with initiatives, and what the rules refuse."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.choices import CommitteeState, LanguageRegime
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.events import Event
from cpwb.initiatives import service
from cpwb.initiatives.choices import InitiativeKind, InitiativeState
from cpwb.initiatives.events import (
    ActionLinked,
    ActionUnlinked,
    InitiativeEdited,
    InitiativeEvaluated,
    InitiativeMoved,
    InitiativeProposed,
    MilestoneAdded,
    MilestoneReached,
    MilestoneRemoved,
    MilestoneReopened,
    SessionEdited,
    SessionRecorded,
    SessionRemoved,
)
from cpwb.initiatives.models import Initiative, InitiativeSession, Milestone
from cpwb.programme.choices import Objective
from tests.factories.accounts import a_user
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, a_zone, an_organisation
from tests.factories.initiatives import an_initiative, an_initiative_session

ACTOR = Actor()
TITLE = Bilingual("Escape game", "Escape game")
#: 10 people, counted by sex and by age, of whom 8 answered.
COUNTED: dict[str, Any] = {
    "reached_police": 4,
    "reached_community": 5,
    "reached_municipality": 1,
    "women": 6,
    "men": 3,
    "sex_not_stated": 1,
    "under_18": 2,
    "from_26_to_64": 8,
    "satisfaction_answers": 8,
    "satisfaction_good": 7,
}


def test_an_initiative_starts_as_an_idea_of_its_committee(
    session: Session, happened: list[Event], committee: Committee
) -> None:
    """It lies in the zone of its committee."""
    actor = Actor(user_id=a_user(session).id)
    partner = an_organisation(session)

    made = service.propose_initiative(
        session=session,
        actor=actor,
        committee=committee,
        title=TITLE,
        objective=Objective.TRUST,
        kind=InitiativeKind.TRAINING,
        partners=[partner],
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 7, 1),
    )

    assert (made.state, made.zone_id, made.partners) == (InitiativeState.IDEA, committee.zone_id, [partner])
    assert happened == [
        InitiativeProposed(by=actor.user_id, subject_id=made.id, committee_id=committee.id, zone_id=committee.zone_id)
    ]


def test_what_cannot_be_proposed(session: Session, happened: list[Event], committee: Committee) -> None:
    """An end before the start, and anything in a closed committee."""
    given: dict[str, Any] = {"session": session, "actor": ACTOR, "title": TITLE, "objective": Objective.TRUST}

    with pytest.raises(RuleBroken) as broken:
        service.propose_initiative(**given, committee=committee, starts_on=date(2026, 7, 2), ends_on=date(2026, 7, 1))
    with pytest.raises(RuleBroken):
        service.propose_initiative(**given, committee=a_committee(session, state=CommitteeState.CLOSED))

    assert (broken.value.field, happened) == ("ends_on", [])
    assert session.scalars(sa.select(Initiative)).all() == []


def edit(session: Session, initiative: Initiative, **changes: Any) -> None:
    """Edit an initiative, leaving the rest as it is."""
    names = ("kind", "title", "summary", "description", "target_groups", "objective", "partners")
    given = {name: getattr(initiative, name) for name in (*names, "starts_on", "ends_on", "place", "revision")}
    service.edit_initiative(session=session, actor=ACTOR, initiative=initiative, **(given | changes))


def test_editing_tells_what_changed(session: Session, happened: list[Event], initiative: Initiative) -> None:
    """Names of fields, never what was written."""
    partner = an_organisation(session)

    edit(session, initiative, place="Blaarmeersen", partners=[partner])

    assert (initiative.place, initiative.partners) == ("Blaarmeersen", [partner])
    assert [(type(event), event.fields) for event in happened] == [(InitiativeEdited, ("place", "partners"))]
    with pytest.raises(Outdated):
        edit(session, initiative, revision=1)


@pytest.mark.parametrize(
    ("present", "state"),
    [
        (InitiativeState.IDEA, InitiativeState.PLANNED),
        (InitiativeState.PLANNED, InitiativeState.RUNNING),
        (InitiativeState.RUNNING, InitiativeState.FINISHED),
        (InitiativeState.FINISHED, InitiativeState.RUNNING),
        (InitiativeState.STOPPED, InitiativeState.PLANNED),
    ],
)
def test_an_initiative_moves_on(
    session: Session,
    happened: list[Event],
    committee: Committee,
    present: InitiativeState,
    state: InitiativeState,
) -> None:
    """Each move of the table that asks for nothing."""
    initiative = an_initiative(session, committee=committee, state=present)

    service.move_initiative(session=session, actor=ACTOR, initiative=initiative, state=state)

    assert (initiative.state, [type(event) for event in happened]) == (state, [InitiativeMoved])


@pytest.mark.parametrize(
    ("state", "field"),
    [
        (InitiativeState.IDEA, "state"),
        (InitiativeState.PLANNED, "state"),
        (InitiativeState.STOPPED, "stop_reason"),
        (InitiativeState.EVALUATED, "state"),
    ],
)
def test_a_move_that_is_not_in_order_is_refused(
    session: Session, happened: list[Event], initiative: Initiative, state: InitiativeState, field: str
) -> None:
    """Back to an idea, stopping without a reason, evaluated without an evaluation."""
    with pytest.raises(RuleBroken) as broken:
        service.move_initiative(session=session, actor=ACTOR, initiative=initiative, state=state)

    assert (broken.value.field, initiative.state, happened) == (field, InitiativeState.RUNNING, [])


def test_stopping_keeps_the_reason(session: Session, happened: list[Event], initiative: Initiative) -> None:
    """The reason stands with the initiative."""
    service.move_initiative(
        session=session,
        actor=ACTOR,
        initiative=initiative,
        state=InitiativeState.STOPPED,
        stop_reason="Geen zaal gevonden",
    )

    assert (initiative.state, initiative.stop_reason) == (InitiativeState.STOPPED, "Geen zaal gevonden")


def bilingual_idea(session: Session, **texts: Bilingual) -> Initiative:
    """Return an idea in a zone that addresses the public in both languages."""
    zone = a_zone(session, language_regime=LanguageRegime.NL_FR)
    return an_initiative(session, committee=a_committee(session, zone=zone), state=InitiativeState.IDEA, **texts)


def test_what_goes_outside_in_brussels_has_both_languages(session: Session, happened: list[Event]) -> None:
    """The sentence says which texts are missing; stopping an idea needs none."""
    initiative = bilingual_idea(session, title=Bilingual("Escape game"), summary=Bilingual("", "Des énigmes"))
    given: dict[str, Any] = {"session": session, "actor": ACTOR, "initiative": initiative}

    with pytest.raises(RuleBroken) as broken:
        service.move_initiative(**given, state=InitiativeState.PLANNED)
    edit(session, initiative, title=TITLE, summary=Bilingual("Raadsels", "Des énigmes"))
    service.move_initiative(**given, state=InitiativeState.PLANNED)
    with pytest.raises(RuleBroken) as emptied:
        edit(session, initiative, summary=Bilingual("Raadsels"))

    assert str(broken.value.message) == (
        "Deze zone richt zich in al haar talen tot het publiek. Schrijf eerst: de titel in het Frans, "
        "de samenvatting in het Nederlands."
    )
    assert (broken.value.field, emptied.value.field) == ("state", "title")
    assert [type(event) for event in happened] == [InitiativeEdited, InitiativeMoved]


def test_an_idea_in_one_language_can_be_stopped(session: Session, happened: list[Event]) -> None:
    """What never leaves the table needs no translation."""
    initiative = bilingual_idea(session, title=Bilingual("Escape game"), summary=Bilingual())

    service.move_initiative(
        session=session, actor=ACTOR, initiative=initiative, state=InitiativeState.STOPPED, stop_reason="Te duur"
    )

    assert initiative.state is InitiativeState.STOPPED


def test_a_milestone_is_added_reached_and_reopened(
    session: Session, happened: list[Event], initiative: Initiative
) -> None:
    """A reached milestone stays; one that was not reached can go."""
    given: dict[str, Any] = {"session": session, "actor": ACTOR}
    milestone = service.add_milestone(**given, initiative=initiative, title=TITLE, due_on=date(2026, 5, 1))

    service.reach_milestone(**given, milestone=milestone, reached_on=date(2026, 5, 9))
    for again in (
        lambda: service.reach_milestone(**given, milestone=milestone, reached_on=date(2026, 5, 9)),
        lambda: service.remove_milestone(**given, milestone=milestone),
    ):
        with pytest.raises(RuleBroken):
            again()
    service.reopen_milestone(**given, milestone=milestone)
    with pytest.raises(RuleBroken) as broken:
        service.reach_milestone(**given, milestone=milestone, reached_on=date(2026, 6, 2))
    service.remove_milestone(**given, milestone=milestone)

    assert broken.value.field == "reached_on"
    assert [type(event) for event in happened] == [
        MilestoneAdded,
        MilestoneReached,
        MilestoneReopened,
        MilestoneRemoved,
    ]
    assert session.scalars(sa.select(Milestone)).all() == []


def test_a_session_is_recorded_corrected_and_removed(
    session: Session, happened: list[Event], initiative: Initiative
) -> None:
    """What was not counted is 0."""
    given: dict[str, Any] = {"session": session, "actor": ACTOR}
    occasion = service.record_session(
        **given, initiative=initiative, held_on=date(2026, 5, 23), place="Sporthal", **COUNTED
    )
    session.refresh(occasion)
    assert (occasion.reached, occasion.women, occasion.over_64) == (10, 6, 0)

    changed = COUNTED | {"women": 5, "men": 4}
    service.edit_session(**given, occasion=occasion, revision=1, held_on=date(2026, 5, 23), place="Sporthal", **changed)
    with pytest.raises(Outdated):
        service.edit_session(**given, occasion=occasion, revision=1, held_on=date(2026, 5, 23), place="", **changed)
    service.remove_session(**given, occasion=occasion)

    assert [(type(event), event.fields) for event in happened] == [
        (SessionRecorded, ()),
        (SessionEdited, ("women", "men")),
        (SessionRemoved, ()),
    ]
    assert session.scalars(sa.select(InitiativeSession)).all() == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": date(2026, 6, 2)}, "held_on"),
        ({"women": 5}, "women"),
        ({"men": 4}, "women"),
        ({"under_18": 0}, "under_18"),
        ({"over_64": 1}, "under_18"),
        ({"satisfaction_answers": 11}, "satisfaction_answers"),
        ({"satisfaction_good": 9}, "satisfaction_good"),
        ({"reached_community": 6}, "women"),
    ],
)
def test_counts_that_contradict_each_other_are_refused(
    session: Session, happened: list[Event], initiative: Initiative, wrong: dict[str, Any], field: str
) -> None:
    """By sex and by age they make the people reached; answers fit in them, satisfied people in the answers."""
    given = {"held_on": date(2026, 5, 23)} | COUNTED | wrong

    with pytest.raises(RuleBroken) as broken:
        service.record_session(session=session, actor=ACTOR, initiative=initiative, **given)

    assert (broken.value.field, happened) == (field, [])
    assert session.scalars(sa.select(InitiativeSession)).all() == []


def test_zero_everywhere_means_not_counted(session: Session, happened: list[Event], initiative: Initiative) -> None:
    """Sex and age need not be counted, nor satisfaction asked."""
    occasion = service.record_session(
        session=session, actor=ACTOR, initiative=initiative, held_on=date(2026, 5, 23), reached_community=40
    )

    assert occasion.reached == 40


@pytest.mark.parametrize("state", [InitiativeState.IDEA, InitiativeState.PLANNED])
def test_what_has_not_begun_has_no_sessions_and_no_evaluation(
    session: Session, happened: list[Event], committee: Committee, state: InitiativeState
) -> None:
    """First it is under way."""
    initiative = an_initiative(session, committee=committee, state=state)
    given: dict[str, Any] = {"session": session, "actor": ACTOR, "initiative": initiative}

    with pytest.raises(RuleBroken):
        service.record_session(**given, held_on=date(2026, 5, 23), reached_police=1)
    with pytest.raises(RuleBroken):
        service.evaluate_initiative(**given, worked=TITLE, hard=TITLE, learnt=TITLE)

    assert (happened, initiative.evaluation) == ([], None)


def test_an_evaluation_makes_it_evaluated(session: Session, happened: list[Event], committee: Committee) -> None:
    """It can be written again, unless somebody else did in the meantime."""
    initiative = an_initiative(session, committee=committee, state=InitiativeState.FINISHED)
    given: dict[str, Any] = {"session": session, "actor": ACTOR, "initiative": initiative}
    words: dict[str, Any] = {"worked": TITLE, "hard": TITLE}

    service.evaluate_initiative(**given, **words, learnt=Bilingual("Nagesprek"))
    service.move_initiative(**given, state=InitiativeState.EVALUATED)
    service.evaluate_initiative(**given, **words, learnt=Bilingual("Nagesprek telt"), revision=1)
    with pytest.raises(Outdated):
        service.evaluate_initiative(**given, **words, learnt=Bilingual("Anders"), revision=1)

    assert initiative.evaluation is not None
    assert initiative.evaluation.learnt == Bilingual("Nagesprek telt")
    assert [type(event) for event in happened] == [InitiativeEvaluated, InitiativeMoved, InitiativeEvaluated]


def test_action_points_of_the_committee_are_linked(
    session: Session, happened: list[Event], committee: Committee, initiative: Initiative
) -> None:
    """Once, and only those of the same committee."""
    owner = an_organisation(session)
    action = an_action(session, committee=committee, owner_organisation=owner)
    elsewhere = an_action(session, committee=a_committee(session), owner_organisation=owner)
    given: dict[str, Any] = {"session": session, "actor": ACTOR, "initiative": initiative}

    service.link_action(**given, action=action)
    for refused in (action, elsewhere):
        with pytest.raises(RuleBroken):
            service.link_action(**given, action=refused)
    assert initiative.actions == [action]
    service.unlink_action(**given, action=action)
    with pytest.raises(RuleBroken):
        service.unlink_action(**given, action=action)

    assert (initiative.actions, [type(event) for event in happened]) == ([], [ActionLinked, ActionUnlinked])


def test_the_database_keeps_the_counts_in_order(session: Session, initiative: Initiative) -> None:
    """What no form sends is refused by a constraint."""
    with pytest.raises(sa.exc.IntegrityError):
        an_initiative_session(session, initiative=initiative, women=-1)
