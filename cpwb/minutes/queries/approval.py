"""Questions about the approval of minutes: by whom, when, and what stands in its way."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.committees.choices import ApprovalRule, Side
from cpwb.core import clock
from cpwb.core.words import LazyText, _l
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import Meeting
from cpwb.members.choices import MandateRole
from cpwb.members.models import Mandate, Person
from cpwb.minutes.choices import MinutesState, ObjectionAnswer
from cpwb.minutes.models import Addendum, Approval, Minutes, MinutesVersion, Objection

APPROVERS = (MandateRole.CHAIR, MandateRole.CO_CHAIR)


def current_approvals(minutes: Minutes) -> list[Approval]:
    """Return the approvals of the present round, in the order in which they were given."""
    return [approval for approval in minutes.approvals if approval.round == minutes.round]


def approver(session: Session, actor: Actor, committee_id: int) -> Mandate | None:
    """Return the mandate as chair or co-chair through which the actor can approve minutes today, or None."""
    return session.scalars(
        sa.select(Mandate)
        .join(Person, Person.id == Mandate.person_id)
        .where(
            Mandate.committee_id == committee_id,
            Mandate.role.in_(APPROVERS),
            Mandate.is_in_force(clock.today()),
            Person.user_id == actor.user_id,
            Person.user_id.is_not(None),
        )
        .limit(1)
    ).first()


def awaiting(actor: Actor) -> sa.Select[Any]:
    """Return the minutes in review that the reader may approve and whose side has not approved yet, oldest first."""
    given = sa.exists().where(
        Approval.minutes_id == Minutes.id,
        Approval.round == Minutes.round,
        Approval.mandate_id.in_(
            sa.select(Mandate.id).join(Person, Person.id == Mandate.person_id).where(Person.user_id == actor.user_id)
        ),
    )
    return (
        sa.select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(visible(actor, P.MINUTES_APPROVE, Minutes), Minutes.state == MinutesState.IN_REVIEW, ~given)
        .options(joinedload(Minutes.meeting), joinedload(Minutes.committee))
        .order_by(Meeting.starts_at)
    )


def begun_after(session: Session, committee_id: int, moment: datetime) -> Meeting | None:
    """Return the first meeting of a committee that starts after a moment and has begun, or None."""
    return session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.committee_id == committee_id,
            Meeting.starts_at > moment,
            Meeting.state.in_((MeetingState.IN_PROGRESS, MeetingState.CLOSED)),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    ).first()


class _Given(Protocol):
    """What somebody gave for a side: an approval, or a request to reopen."""

    @property
    def side(self) -> Side: ...


def is_enough(rule: ApprovalRule, given: Iterable[_Given]) -> bool:
    """Say whether what chairs and co-chairs gave meets a committee's rule: that of both sides asks one of each side.

    It does not ask for a chair and a co-chair: the two offices may have changed sides between the one and the other.
    """
    sides = {one.side for one in given}
    return len(sides) > 1 if rule is ApprovalRule.BOTH_SIDES else bool(sides)


def obstacle(session: Session, minutes: Minutes, mandate: Mandate | None) -> LazyText | None:
    """Return why the minutes cannot be approved now through this mandate, or None when they can."""
    rule = minutes.committee.approval_rule
    if minutes.state is not MinutesState.IN_REVIEW:
        return _l("These minutes have not been submitted for approval, or are already approved.")
    if (reason := _not_yours(rule, mandate)) is not None or mandate is None:
        return reason
    if any(approval.side is mandate.seat.side for approval in current_approvals(minutes)):
        return _l("Your side has already approved these minutes.")
    if rule is ApprovalRule.NEXT_MEETING and not _next_begun(session, minutes):
        return _l("In this committee minutes are approved at the next meeting, which has not begun.")
    return _waiting_objections(session, minutes)


def _not_yours(rule: ApprovalRule, mandate: Mandate | None) -> LazyText | None:
    """Return why nobody approves through this mandate in a committee with this rule, or None."""
    if mandate is None:
        return _l("Only the chair and the co-chair in office approve minutes.")
    if rule is ApprovalRule.CHAIR_ALONE and mandate.role is not MandateRole.CHAIR:
        return _l("In this committee the chair alone approves the minutes.")
    return None


def _next_begun(session: Session, minutes: Minutes) -> Meeting | None:
    return begun_after(session, minutes.committee_id, minutes.meeting.starts_at)


def approving_meeting(session: Session, minutes: Minutes) -> Meeting | None:
    """Return the meeting at which minutes are approved now, where the rule wants one."""
    return _next_begun(session, minutes) if minutes.committee.approval_rule is ApprovalRule.NEXT_MEETING else None


def _waiting_objections(session: Session, minutes: Minutes) -> LazyText | None:
    """Return the sentence about objections that nobody answered, or whose rectification is not in this text."""
    counted = sa.func.count(Objection.id)
    unanswered = counted.filter(Objection.answer.is_(None))
    taken_over = counted.filter(Objection.answer == ObjectionAnswer.TAKEN_OVER, Objection.round == minutes.round)
    waiting, promised = session.execute(
        sa.select(unanswered, taken_over).where(Objection.minutes_id == minutes.id)
    ).one()
    if waiting:
        return _l("Objections still wait for an answer. Answer them first; then the minutes can be approved.")
    if promised:
        return _l(
            "An objection was taken over, and this text does not have it yet. Send the minutes back, change them, and "
            "submit them again."
        )
    return None


def addendum_obstacle(addendum: Addendum, mandate: Mandate | None, last_begun: datetime | None) -> LazyText | None:
    """Return why an addendum cannot be approved now through this mandate, or None when it can.

    `last_begun` is when the last meeting of the committee that has begun started.
    """
    rule = addendum.committee.approval_rule
    if (reason := _nothing_to_correct(addendum)) is not None:
        return reason
    if (reason := _not_yours(rule, mandate)) is not None or mandate is None:
        return reason
    # Once the rule was changed, what was given under the former one may be enough.
    if has_approved(addendum, mandate) and not is_enough(rule, addendum.approvals):
        return _l("Your side has already approved this correction.")
    if rule is ApprovalRule.NEXT_MEETING and (last_begun is None or last_begun < addendum.at):
        return _l("In this committee corrections are approved at the next meeting, which has not begun.")
    return None


def _nothing_to_correct(addendum: Addendum) -> LazyText | None:
    """Return why an addendum is approved no more, by whomever; None as long as its version waits for it."""
    if addendum.approved_on is not None:
        return _l("This correction is already approved.")
    if addendum.minutes.state is not MinutesState.APPROVED:
        return _l("These minutes are being written again. What was to be corrected can be changed in them.")
    if addendum.version != addendum.minutes.versions[-1].number:
        return _l("The version that was to be corrected no longer stands. Propose it anew where it is still needed.")
    return None


def has_approved(addendum: Addendum, mandate: Mandate) -> bool:
    """Say whether the side of a mandate has approved an addendum."""
    return any(approval.side is mandate.seat.side for approval in addendum.approvals)


def last_begun(session: Session, committee_id: int) -> datetime | None:
    """Return when the last meeting of a committee that has begun started, or None."""
    begun = Meeting.state.in_((MeetingState.IN_PROGRESS, MeetingState.CLOSED))
    return session.scalar(sa.select(sa.func.max(Meeting.starts_at)).where(Meeting.committee_id == committee_id, begun))


def reopening_obstacle(session: Session, minutes: Minutes, mandate: Mandate | None) -> LazyText | None:
    """Return why nobody can ask through this mandate to reopen the minutes, or None when that can be asked."""
    if minutes.state is not MinutesState.APPROVED:
        return _l("Only approved minutes can be reopened.")
    if (reason := _not_yours(ApprovalRule.BOTH_SIDES, mandate)) is not None or mandate is None:
        return reason
    if not is_latest_approved(session, minutes):
        return _l("Only the latest approved minutes can be reopened. Correct older ones with an addendum.")
    if any(request.side is mandate.seat.side for request in minutes.versions[-1].requests):
        return _l(
            "Your side has already asked to reopen these minutes; the chair or the co-chair of another side agrees. "
            "Where there is none, an addendum corrects them."
        )
    return None


def is_latest_approved(session: Session, minutes: Minutes) -> bool:
    """Say whether no minutes of a later meeting of the committee were ever approved."""
    later = (
        sa.select(MinutesVersion.id)
        .join(Minutes, Minutes.id == MinutesVersion.minutes_id)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Meeting.committee_id == minutes.committee_id, Meeting.starts_at > minutes.meeting.starts_at)
    )
    return not session.scalar(sa.select(sa.exists(later)))
