"""What people do with initiatives: propose, edit and move them, mark milestones, record sessions, evaluate, link."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.actions.models import ActionPoint
from cpwb.committees.choices import CommitteeState
from cpwb.committees.models import Committee, Organisation
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import check_revision, explain_constraints, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.states import move
from cpwb.core.words import _l
from cpwb.initiatives.choices import INITIATIVE_MOVES, KNOWN_OUTSIDE, NOT_BEGUN, InitiativeKind, InitiativeState
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
from cpwb.initiatives.models import AGE, SEX, SIDES, Evaluation, Initiative, InitiativeSession, Milestone
from cpwb.programme.choices import Objective

explain_constraints(
    {
        "uq_evaluations_initiative_id": (
            None,
            _l("Somebody else has just written the evaluation. Load the page again and add what is missing."),
        )
    }
)


def propose_initiative(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    title: Bilingual,
    objective: Objective,
    kind: InitiativeKind = InitiativeKind.COMMUNITY,
    summary: Bilingual | None = None,
    description: Bilingual | None = None,
    target_groups: Bilingual | None = None,
    partners: Sequence[Organisation] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
    place: str = "",
) -> Initiative:
    """Record an initiative of a committee; it starts as an idea."""
    if committee.state is CommitteeState.CLOSED:
        raise RuleBroken(None, _l("This committee is closed. No initiatives can be added any more."))
    _check_days(starts_on, ends_on)
    initiative = Initiative(
        kind=kind,
        committee=committee,
        zone=committee.zone,
        title=title,
        summary=summary or Bilingual(),
        description=description or Bilingual(),
        target_groups=target_groups or Bilingual(),
        objective=objective,
        state=InitiativeState.IDEA,
        partners=list(partners),
        starts_on=starts_on,
        ends_on=ends_on,
        place=place,
        created_at=clock.now(),
    )
    session.add(initiative)
    flush(session)
    publish(session, InitiativeProposed(**_about(actor, initiative, initiative.id)))
    return initiative


def edit_initiative(
    *,
    session: Session,
    actor: Actor,
    initiative: Initiative,
    revision: int,
    kind: InitiativeKind,
    title: Bilingual,
    summary: Bilingual,
    description: Bilingual,
    target_groups: Bilingual,
    objective: Objective,
    partners: Sequence[Organisation],
    starts_on: date | None,
    ends_on: date | None,
    place: str,
) -> None:
    """Change the facts of an initiative; what the public may have heard of keeps its texts in all languages."""
    check_revision(initiative, revision)
    _check_days(starts_on, ends_on)
    wanted = {
        "kind": kind,
        "title": title,
        "summary": summary,
        "description": description,
        "target_groups": target_groups,
        "objective": objective,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "place": place,
    }
    changed = [name for name, value in wanted.items() if getattr(initiative, name) != value]
    for name in changed:
        setattr(initiative, name, wanted[name])
    if {organisation.id for organisation in initiative.partners} != {organisation.id for organisation in partners}:
        initiative.partners = list(partners)
        changed.append("partners")
    if initiative.state in KNOWN_OUTSIDE:
        _check_texts(initiative, "title")
    publish(session, InitiativeEdited(**_about(actor, initiative, initiative.id), fields=tuple(changed)))


def _check_days(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise RuleBroken("ends_on", _l("The last day lies before the first day."))


def _check_texts(initiative: Initiative, field: str) -> None:
    """Raise RuleBroken when a language of the zone has no title or no summary, saying which."""
    if missing := initiative.missing_texts:
        raise RuleBroken(
            field,
            _l(
                "This zone addresses the public in all its languages. Write first: %(missing)s.",
                missing=", ".join(str(words) for words in missing),
            ),
        )


def move_initiative(
    *, session: Session, actor: Actor, initiative: Initiative, state: InitiativeState, stop_reason: str = ""
) -> None:
    """Bring an initiative to its next state; stopping asks for a reason, "evaluated" for the evaluation."""
    if state in KNOWN_OUTSIDE:
        _check_texts(initiative, "state")
    if state is InitiativeState.STOPPED and not stop_reason:
        raise RuleBroken("stop_reason", _l("Write why it is stopped."))
    if state is InitiativeState.EVALUATED and initiative.evaluation is None:
        raise RuleBroken("state", _l("Write the evaluation first: what worked, what was hard, what was learnt."))
    move(initiative, INITIATIVE_MOVES, state)
    if state is InitiativeState.STOPPED:
        initiative.stop_reason = stop_reason
    publish(session, InitiativeMoved(**_about(actor, initiative, initiative.id), fields=("state",)))


# -- milestones -------------------------------------------------------------------------------------------------------


def add_milestone(
    *, session: Session, actor: Actor, initiative: Initiative, title: Bilingual, due_on: date
) -> Milestone:
    """Give an initiative a dated step."""
    milestone = Milestone(initiative=initiative, title=title, due_on=due_on)
    session.add(milestone)
    flush(session)
    publish(session, MilestoneAdded(**_about(actor, initiative, milestone.id)))
    return milestone


def reach_milestone(*, session: Session, actor: Actor, milestone: Milestone, reached_on: date) -> None:
    """Say on which day a milestone was reached."""
    if milestone.reached_on is not None:
        raise RuleBroken(None, _l("This milestone was reached already."))
    if reached_on > clock.today():
        raise RuleBroken("reached_on", _l("Type the day on which it was reached: today or earlier."))
    milestone.reached_on = reached_on
    publish(session, MilestoneReached(**_about(actor, milestone.initiative, milestone.id), fields=("reached_on",)))


def reopen_milestone(*, session: Session, actor: Actor, milestone: Milestone) -> None:
    """Say that a milestone was not reached after all."""
    milestone.reached_on = None
    publish(session, MilestoneReopened(**_about(actor, milestone.initiative, milestone.id), fields=("reached_on",)))


def remove_milestone(*, session: Session, actor: Actor, milestone: Milestone) -> None:
    """Take away a milestone that was not reached."""
    if milestone.reached_on is not None:
        raise RuleBroken(None, _l("This milestone was reached: it stays."))
    initiative, identity = milestone.initiative, milestone.id
    session.delete(milestone)
    publish(session, MilestoneRemoved(**_about(actor, initiative, identity)))


# -- sessions ---------------------------------------------------------------------------------------------------------


def record_session(
    *, session: Session, actor: Actor, initiative: Initiative, held_on: date, place: str = "", **counts: int
) -> InitiativeSession:
    """Record one occasion and the people reached, as counts by the names in `models`; what is left out is 0."""
    if initiative.state in NOT_BEGUN:
        raise RuleBroken(None, _l("This initiative has not begun. Say first that it is under way."))
    _check_session(held_on, counts)
    occasion = InitiativeSession(initiative=initiative, held_on=held_on, place=place, **counts)
    session.add(occasion)
    flush(session)
    publish(session, SessionRecorded(**_about(actor, initiative, occasion.id)))
    return occasion


def edit_session(
    *,
    session: Session,
    actor: Actor,
    occasion: InitiativeSession,
    revision: int,
    held_on: date,
    place: str,
    **counts: int,
) -> None:
    """Correct a session."""
    check_revision(occasion, revision)
    _check_session(held_on, counts)
    wanted = {"held_on": held_on, "place": place, **counts}
    changed = tuple(name for name, value in wanted.items() if getattr(occasion, name) != value)
    for name in changed:
        setattr(occasion, name, wanted[name])
    publish(session, SessionEdited(**_about(actor, occasion.initiative, occasion.id), fields=changed))


def remove_session(*, session: Session, actor: Actor, occasion: InitiativeSession) -> None:
    """Take away a session that did not take place, or was recorded twice."""
    initiative, identity = occasion.initiative, occasion.id
    session.delete(occasion)
    publish(session, SessionRemoved(**_about(actor, initiative, identity)))


def _check_session(held_on: date, counts: Mapping[str, int]) -> None:
    """Raise RuleBroken when a session lies in the future or its counts contradict each other."""
    if held_on > clock.today():
        raise RuleBroken("held_on", _l("A session is recorded once it was held. Type today or an earlier day."))

    def people(*names: str) -> int:
        return sum(counts.get(name, 0) for name in names)

    reached = people(*SIDES)
    if people(*SEX) not in (0, reached):
        raise RuleBroken(
            SEX[0],
            _l(
                "By sex these are %(counted)s people, but %(reached)s were reached. Count all of them, or none.",
                counted=people(*SEX),
                reached=reached,
            ),
        )
    if people(*AGE) not in (0, reached):
        raise RuleBroken(
            AGE[0],
            _l(
                "By age these are %(counted)s people, but %(reached)s were reached. Count all of them, or none.",
                counted=people(*AGE),
                reached=reached,
            ),
        )
    if people("satisfaction_answers") > reached:
        raise RuleBroken("satisfaction_answers", _l("More people answered than were reached. Check both counts."))
    if people("satisfaction_good") > people("satisfaction_answers"):
        raise RuleBroken("satisfaction_good", _l("More people were satisfied than answered. Check both counts."))


# -- evaluation and action points -------------------------------------------------------------------------------------


def evaluate_initiative(
    *,
    session: Session,
    actor: Actor,
    initiative: Initiative,
    worked: Bilingual,
    hard: Bilingual,
    learnt: Bilingual,
    revision: int | None = None,
) -> None:
    """Write what an initiative taught, or write it again; `revision` is that of the evaluation that is there."""
    if initiative.state in NOT_BEGUN:
        raise RuleBroken(None, _l("This initiative has not begun. Say first that it is under way."))
    evaluation = initiative.evaluation
    if evaluation is None:
        session.add(Evaluation(initiative=initiative, worked=worked, hard=hard, learnt=learnt))
    else:
        if revision is not None:
            check_revision(evaluation, revision)
        evaluation.worked, evaluation.hard, evaluation.learnt = worked, hard, learnt
    publish(
        session, InitiativeEvaluated(**_about(actor, initiative, initiative.id), fields=("worked", "hard", "learnt"))
    )


def link_action(*, session: Session, actor: Actor, initiative: Initiative, action: ActionPoint) -> None:
    """Let an initiative rest on an action point of its committee as well."""
    if action.committee_id != initiative.committee_id:
        raise RuleBroken("action_id", _l("Choose an action point of the committee that carries the initiative."))
    if action in initiative.actions:
        raise RuleBroken("action_id", _l("This action point is linked already."))
    initiative.actions.append(action)
    publish(session, ActionLinked(**_about(actor, initiative, initiative.id), fields=("actions",)))


def unlink_action(*, session: Session, actor: Actor, initiative: Initiative, action: ActionPoint) -> None:
    """Let an initiative no longer rest on an action point, which itself stays."""
    if action not in initiative.actions:
        raise RuleBroken("action_id", _l("This action point is not linked."))
    initiative.actions.remove(action)
    publish(session, ActionUnlinked(**_about(actor, initiative, initiative.id), fields=("actions",)))


def _about(actor: Actor, initiative: Initiative, subject_id: int) -> dict[str, Any]:
    """Return what every event of an initiative says: who did it, to which row, in which committee and zone."""
    return {
        "by": actor.user_id,
        "subject_id": subject_id,
        "committee_id": initiative.committee_id,
        "zone_id": initiative.zone_id,
    }
