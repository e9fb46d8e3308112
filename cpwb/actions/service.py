"""What people do with action points."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.actions.choices import ACTION_MOVES, UNFINISHED, ActionState, Priority
from cpwb.actions.events import ActionEdited, ActionOpened, ActionSnoozed, DueDateMoved, ProgressReported
from cpwb.actions.models import ActionPoint, FollowUp
from cpwb.committees.choices import CommitteeState
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.db import check_revision, explain_constraints, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.states import move
from cpwb.core.words import _l
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.meetings.queries import LEFT_THE_AGENDA
from cpwb.meetings.turns import hold_item
from cpwb.programme.choices import Objective

explain_constraints(
    {
        "uq_action_points_committee_id_number": (
            None,
            _l("Another action point was recorded at the same moment. Save again: this one gets the next number."),
        ),
        "ck_action_points_one_owner": ("owner", _l("Choose one owner: a seat or an organisation.")),
    }
)


def open_action(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    title: str,
    due_on: date,
    owner_seat_id: int | None = None,
    owner_organisation_id: int | None = None,
    description: str = "",
    partners: str = "",
    priority: Priority = Priority.NORMAL,
    objective: Objective | None = None,
    meeting: Meeting | None = None,
    item: AgendaItem | None = None,
) -> ActionPoint:
    """Record what a seat or an organisation promises to do; it gets the next number of the committee.

    The same promise under the same item of an agenda is recorded once: it is sent again when the answer was lost on
    the way.
    """
    if committee.state is CommitteeState.CLOSED:
        raise RuleBroken(None, _l("This committee is closed. No action points can be added any more."))
    _check_owner(owner_seat_id, owner_organisation_id)
    promised = {
        "title": title,
        "description": description,
        "due_on": due_on,
        "owner_seat_id": owner_seat_id,
        "owner_organisation_id": owner_organisation_id,
        "partners": partners,
        "priority": priority,
        "objective": objective,
    }
    if item is not None and (known := _recorded(session, item, promised)) is not None:
        return known
    action = ActionPoint(
        committee=committee,
        number=_take_number(session, committee),
        **promised,
        state=ActionState.OPEN,
        meeting=meeting or (item.meeting if item else None),
        item=item,
        result="",
        opened_on=clock.today(),
    )
    session.add(action)
    flush(session)
    publish(session, ActionOpened(by=actor.user_id, subject_id=action.id, committee_id=action.committee_id))
    return action


def _recorded(session: Session, item: AgendaItem, promised: Mapping[str, Any]) -> ActionPoint | None:
    """Hold the meeting of an item, and return an open action point with the same promise, or None."""
    hold_item(session, item)
    if item.meeting is None:
        raise RuleBroken(None, LEFT_THE_AGENDA)
    same = sa.select(ActionPoint).filter_by(item_id=item.id, state=ActionState.OPEN, **promised)
    return session.scalars(same).first()


def _take_number(session: Session, committee: Committee) -> int:
    """Take the next number in one statement, which locks the committee's row: two at once get two numbers."""
    following = session.scalar(
        sa.update(Committee)
        .where(Committee.id == committee.id)
        .values(next_action_number=Committee.next_action_number + 1)
        .returning(Committee.next_action_number)
        .execution_options(synchronize_session=False)
    )
    session.expire(committee, ["next_action_number"])
    assert following is not None  # noqa: S101 -- the committee was loaded in this transaction
    return following - 1


def _check_owner(seat_id: int | None, organisation_id: int | None) -> None:
    if (seat_id is None) == (organisation_id is None):
        raise RuleBroken("owner", _l("Choose one owner: a seat or an organisation."))


def edit_action(
    *,
    session: Session,
    actor: Actor,
    action: ActionPoint,
    revision: int,
    title: str,
    description: str,
    owner_seat_id: int | None,
    owner_organisation_id: int | None,
    partners: str,
    priority: Priority,
    objective: Objective | None,
) -> None:
    """Change what an action point says and who owns it; another owner is logged. The due date has its own act."""
    check_revision(action, revision)
    _check_unfinished(action)
    _check_owner(owner_seat_id, owner_organisation_id)
    wanted = {
        "title": title,
        "description": description,
        "owner_seat_id": owner_seat_id,
        "owner_organisation_id": owner_organisation_id,
        "partners": partners,
        "priority": priority,
        "objective": objective,
    }
    changed = tuple(name for name, value in wanted.items() if getattr(action, name) != value)
    for name in changed:
        setattr(action, name, wanted[name])
    if {"owner_seat_id", "owner_organisation_id"} & set(changed):
        session.expire(action, ["owner_seat", "owner_organisation"])
        _log(session, actor, action, owner_changed=True)
    event = ActionEdited(by=actor.user_id, subject_id=action.id, committee_id=action.committee_id, fields=changed)
    publish(session, event)


def report_progress(
    *,
    session: Session,
    actor: Actor,
    action: ActionPoint,
    state: ActionState,
    note: str = "",
    result: str = "",
    revision: int | None = None,
) -> None:
    """Say how it stands: a note, another state, or both. Done asks for a result, dropped for a reason.

    The reason is taken from the note or else from the result; it stands as the result from then on. Taking a
    finished action point up again asks for a note; what came of it before stays in the log.
    """
    if revision is not None:
        check_revision(action, revision)
    _check_report(action, state, note, result)
    changed = state is not action.state
    if changed:
        move(action, ACTION_MOVES, state)
        finished = state not in UNFINISHED
        action.closed_on = clock.today() if finished else None
        action.show_again_on = None
        action.result = "" if not finished else (result or note)
        if state is ActionState.DROPPED:
            action.result = note or result
    _log(session, actor, action, state=state if changed else None, note="\n".join(filter(None, (note, result))))
    fields = ("state", "note") if changed else ("note",)
    event = ProgressReported(by=actor.user_id, subject_id=action.id, committee_id=action.committee_id, fields=fields)
    publish(session, event)


def _check_report(action: ActionPoint, state: ActionState, note: str, result: str) -> None:
    """Raise RuleBroken when a report lacks the words that its state asks for, or has words that would be lost."""
    if state is action.state and not note:
        raise RuleBroken("note", _l("Write how it stands, or choose another state."))
    if state is ActionState.DONE and action.state is not state and not result:
        raise RuleBroken("result", _l("Write what came of it: what is different now?"))
    if state is ActionState.DROPPED and action.state is not state and not (note or result):
        raise RuleBroken("note", _l("Write why it is dropped."))
    if result and (state in UNFINISHED or state is action.state):
        raise RuleBroken("state", _l("You wrote a result. Choose “completed”, or write it as a note."))
    if action.state not in UNFINISHED and state is not action.state and not note:
        raise RuleBroken("note", _l("Write why it is taken up again."))


def move_due_date(*, session: Session, actor: Actor, action: ActionPoint, due_on: date, reason: str) -> None:
    """Promise another day, with a reason; the log keeps both days."""
    _check_unfinished(action)
    if due_on == action.due_on:
        raise RuleBroken("due_on", _l("This is the due date already. Type another day."))
    if not reason:
        raise RuleBroken("reason", _l("Write why the due date moves."))
    before, action.due_on = action.due_on, due_on
    _log(session, actor, action, due_before=before, due_on=due_on, note=reason)
    event = DueDateMoved(by=actor.user_id, subject_id=action.id, committee_id=action.committee_id, fields=("due_on",))
    publish(session, event)


def snooze_action(*, session: Session, actor: Actor, action: ActionPoint, show_again_on: date | None) -> None:
    """Keep it away from the follow-up of meetings before a day; None brings it back to the next one."""
    _check_unfinished(action)
    if show_again_on is not None and show_again_on <= clock.today():
        raise RuleBroken("show_again_on", _l("Type a day after today, or nothing to show it again at once."))
    action.show_again_on = show_again_on
    event = ActionSnoozed(
        by=actor.user_id, subject_id=action.id, committee_id=action.committee_id, fields=("show_again_on",)
    )
    publish(session, event)


def _check_unfinished(action: ActionPoint) -> None:
    if not action.is_unfinished:
        raise RuleBroken(None, _l("This action point is finished. Take it up again first, with a progress report."))


def _log(
    session: Session,
    actor: Actor,
    action: ActionPoint,
    *,
    state: ActionState | None = None,
    due_before: date | None = None,
    due_on: date | None = None,
    owner_changed: bool = False,
    note: str = "",
) -> None:
    """Add one line to the log, written for the seat that the actor holds in the committee."""
    session.add(
        FollowUp(
            committee_id=action.committee_id,
            action=action,
            at=clock.now(),
            by_id=actor.user_id,
            seat_id=actor.seat_in(action.committee_id),
            state=state,
            due_before=due_before,
            due_on=due_on,
            owner_changed=owner_changed,
            note=note,
        )
    )
