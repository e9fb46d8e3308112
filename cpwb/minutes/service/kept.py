"""What is done with approved minutes: corrected by an addendum, or reopened by both sides."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.choices import ApprovalRule
from cpwb.core import clock
from cpwb.core.db import flush, hold
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.states import move
from cpwb.core.words import _l
from cpwb.meetings.models import AgendaItem
from cpwb.minutes.choices import MINUTES_MOVES, SUMMARY_MOVES, MinutesState, SummaryState
from cpwb.minutes.events import AddendumApproved, AddendumWritten, ReopeningAsked
from cpwb.minutes.models import Addendum, AddendumApproval, Minutes, ReopeningRequest
from cpwb.minutes.queries import (
    addendum_obstacle,
    approver,
    has_approved,
    is_enough,
    last_begun,
    own_mandates,
    reopening_obstacle,
    summary_of,
)


def ask_to_reopen(*, session: Session, actor: Actor, minutes: Minutes, reason: str) -> None:
    """Ask for the side of the actor's seat to write the latest approved minutes again, or agree to it.

    When both sides have, whatever the committee's rule for approving, exactly what approving did is unwound: the
    minutes are being written again, and the version that was approved is kept, with who asked why. A public summary is
    no longer public. Raises RuleBroken when `reopening_obstacle` finds something.
    """
    # Two sides that ask at the same moment wait for each other here.
    hold(session, minutes, "state", "round", "revision")
    mandate = approver(session, actor, minutes.committee_id)
    if (obstacle := reopening_obstacle(session, minutes, mandate)) is not None or mandate is None:
        raise RuleBroken(None, obstacle)
    version = minutes.versions[-1]
    request = ReopeningRequest(
        committee_id=minutes.committee_id,
        version_id=version.id,
        side=mandate.seat.side,
        mandate=mandate,
        reason=reason,
        at=clock.now(),
    )
    session.add(request)
    flush(session)
    session.expire(version, ["requests"])
    fields: tuple[str, ...] = ()
    if is_enough(ApprovalRule.BOTH_SIDES, version.requests):
        _reopen(session, minutes)
        fields = ("state",)
    publish(
        session,
        ReopeningAsked(by=actor.user_id, subject_id=minutes.id, committee_id=minutes.committee_id, fields=fields),
    )


def _reopen(session: Session, minutes: Minutes) -> None:
    """Unwind what approving did; the version stays."""
    minutes.versions[-1].reopened_on = clock.today()
    move(minutes, MINUTES_MOVES, MinutesState.WRITING)
    minutes.approved_on = minutes.review_until = minutes.digest = minutes.snapshot = None
    summary = summary_of(session, minutes)
    if summary is not None and summary.state is SummaryState.PUBLISHED:
        move(summary, SUMMARY_MOVES, SummaryState.WITHDRAWN)
        summary.withdrawn_at = clock.now()


def write_addendum(
    *, session: Session, actor: Actor, minutes: Minutes, text: str, item_id: int | None = None
) -> Addendum:
    """Propose a correction of approved minutes, about one of their items or about all of them.

    Raises RuleBroken when they are not approved, the item is not in them, or the author has no seat in the committee.
    """
    hold(session, minutes, "state", "round", "revision")
    if minutes.state is not MinutesState.APPROVED:
        raise RuleBroken(None, _l("These minutes are not approved: what is wrong can be changed in them."))
    item = session.get(AgendaItem, item_id) if item_id is not None else None
    if item_id is not None and (item is None or item.meeting_id != minutes.meeting_id):
        raise RuleBroken("item_id", _l("Choose an item of these minutes."))
    mandate = next(iter(own_mandates(session, actor, minutes.committee_id)), None)
    if mandate is None:
        raise RuleBroken(None, _l("A correction has an author with a seat in the committee."))
    last = session.scalar(sa.select(sa.func.max(Addendum.number)).where(Addendum.minutes_id == minutes.id))
    addendum = Addendum(
        committee_id=minutes.committee_id,
        minutes=minutes,
        number=(last or 0) + 1,
        version=minutes.versions[-1].number,
        item_id=item_id,
        text=text,
        mandate=mandate,
        at=clock.now(),
    )
    session.add(addendum)
    flush(session)
    publish(session, AddendumWritten(by=actor.user_id, subject_id=addendum.id, committee_id=minutes.committee_id))
    return addendum


def approve_addendum(*, session: Session, actor: Actor, addendum: Addendum) -> None:
    """Approve a correction for the side of the actor's seat; by the committee's rule for minutes it stands then.

    Raises RuleBroken when `addendum_obstacle` finds something.
    """
    # Two sides that approve at the same moment wait for each other here, and for who reopens the minutes.
    hold(session, addendum.minutes, "state", "round", "revision")
    session.refresh(addendum, ["approved_on"])
    session.expire(addendum, ["approvals"])
    session.expire(addendum.minutes, ["versions"])
    mandate = approver(session, actor, addendum.committee_id)
    begun = last_begun(session, addendum.committee_id)
    if (reason := addendum_obstacle(addendum, mandate, begun)) is not None or mandate is None:
        raise RuleBroken(None, reason)
    if not has_approved(addendum, mandate):
        session.add(
            AddendumApproval(
                committee_id=addendum.committee_id,
                addendum_id=addendum.id,
                side=mandate.seat.side,
                mandate=mandate,
                at=clock.now(),
            )
        )
        flush(session)
        session.expire(addendum, ["approvals"])
    if is_enough(addendum.committee.approval_rule, addendum.approvals):
        addendum.approved_on = clock.today()
    publish(session, AddendumApproved(by=actor.user_id, subject_id=addendum.id, committee_id=addendum.committee_id))
