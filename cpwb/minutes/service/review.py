"""What is done with minutes under review: submitted, read, objected to, sent back, approved and so locked."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.core import clock
from cpwb.core.db import check_revision, flush, hold
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.events import publish
from cpwb.core.states import move
from cpwb.core.words import _l
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.models import Mandate
from cpwb.minutes.choices import MINUTES_MOVES, MinutesState, ObjectionAnswer, ObjectionKind
from cpwb.minutes.events import (
    DraftRead,
    MinutesApproved,
    MinutesBegun,
    MinutesSentBack,
    MinutesSubmitted,
    ObjectionAnswered,
    ObjectionRaised,
)
from cpwb.minutes.models import Approval, Minutes, MinutesVersion, Objection, Reading
from cpwb.minutes.queries import approver, approving_meeting, current_approvals, is_enough, obstacle, own_mandates
from cpwb.minutes.snapshot import digest_of, present_snapshot, snapshot_of

_REWRITTEN = _l("The draft was written again since you opened this page. Read it as it is now, then approve it.")
_NOT_IN_REVIEW = _l("These minutes are not under review now.")


def begin_minutes(*, session: Session, actor: Actor, meeting: Meeting) -> Minutes:
    """Begin the minutes of a meeting that has started."""
    minutes = Minutes(committee_id=meeting.committee_id, meeting=meeting, state=MinutesState.WRITING)
    session.add(minutes)
    flush(session)
    publish(session, MinutesBegun(by=actor.user_id, subject_id=minutes.id, committee_id=minutes.committee_id))
    return minutes


def submit_minutes(*, session: Session, actor: Actor, minutes: Minutes) -> None:
    """Let the members read the draft, for the committee's number of review days; the meeting must be closed.

    What they read stands fast from now on, so that every side approves the same text.
    """
    if minutes.meeting.state is not MeetingState.CLOSED:
        raise RuleBroken(None, _l("Close the meeting first; then the minutes can be submitted."))
    move(minutes, MINUTES_MOVES, MinutesState.IN_REVIEW)
    minutes.round += 1
    # The row is taken before the record is read: a save that comes later waits for it and is refused, and one that came
    # before it is read. Without this a text whose writer was told "saved" could be missing from what is approved.
    flush(session)
    session.expire_all()
    minutes.snapshot = {**snapshot_of(session, minutes), "approvals": []}
    minutes.review_until = clock.today() + timedelta(days=minutes.committee.review_days)
    publish(session, MinutesSubmitted(by=actor.user_id, subject_id=minutes.id, committee_id=minutes.committee_id))


def send_back_minutes(*, session: Session, actor: Actor, minutes: Minutes) -> None:
    """Write the draft again; what was approved in this round must be approved anew."""
    if minutes.state is MinutesState.APPROVED:
        raise RuleBroken(None, _l("Approved minutes are not sent back. Both sides can reopen the latest ones."))
    move(minutes, MINUTES_MOVES, MinutesState.WRITING)
    minutes.review_until = None
    minutes.snapshot = None
    publish(session, MinutesSentBack(by=actor.user_id, subject_id=minutes.id, committee_id=minutes.committee_id))


def approve_minutes(
    *, session: Session, actor: Actor, minutes: Minutes, meeting: Meeting | None = None, seen: int | None = None
) -> None:
    """Approve for the side of the actor's seat; when the committee's rule is met by it, lock the snapshot.

    `seen` is the round of the draft that the approver had in front of him or her: another text than that is not
    approved, and Outdated is raised. Without it, it is the round of now.

    Where minutes are approved at the next meeting, `meeting` is the one at which that is done; without it, it is the
    first one that has begun since. Raises RuleBroken when `obstacle` finds one.
    """
    mandate = _locked_for(session, actor, minutes)
    if seen is not None and seen != minutes.round:
        raise Outdated(None, _REWRITTEN)
    if (reason := obstacle(session, minutes, mandate)) is not None or mandate is None:
        raise RuleBroken(None, reason)
    approval = Approval(
        committee_id=minutes.committee_id,
        minutes_id=minutes.id,
        round=minutes.round,
        side=mandate.seat.side,
        mandate=mandate,
        meeting=meeting or approving_meeting(session, minutes),
        at=clock.now(),
    )
    session.add(approval)
    _note_reading(session, minutes, mandate)
    flush(session)
    session.expire(minutes, ["approvals"])
    if is_enough(minutes.committee.approval_rule, current_approvals(minutes)):
        _lock(session, minutes)
    publish(session, MinutesApproved(by=actor.user_id, subject_id=minutes.id, committee_id=minutes.committee_id))


def _locked_for(session: Session, actor: Actor, minutes: Minutes) -> Mandate | None:
    """Hold the row of the minutes, and return the mandate through which the actor approves, or None.

    Two sides that approve at the same moment wait for each other here; otherwise neither would see that the other
    one's approval completes its own. An objection waits too.
    """
    hold(session, minutes, "state", "round", "revision")
    return approver(session, actor, minutes.committee_id)


def _lock(session: Session, minutes: Minutes) -> None:
    """Keep what was approved for ever: as the minutes, and as a version of them."""
    snapshot = present_snapshot(session, minutes)
    move(minutes, MINUTES_MOVES, MinutesState.APPROVED)
    minutes.approved_on = clock.today()
    minutes.snapshot, minutes.digest = snapshot, digest_of(snapshot)
    version = MinutesVersion(
        committee_id=minutes.committee_id,
        number=len(minutes.versions) + 1,
        snapshot=snapshot,
        digest=minutes.digest,
        approved_on=minutes.approved_on,
    )
    minutes.versions.append(version)


def note_reading(*, session: Session, actor: Actor, minutes: Minutes) -> None:
    """Record that the actor has read the draft, for each seat that he or she holds in the committee."""
    if minutes.state is not MinutesState.IN_REVIEW:
        raise RuleBroken(None, _NOT_IN_REVIEW)
    mandates = own_mandates(session, actor, minutes.committee_id)
    if not mandates:
        raise RuleBroken(None, _l("Only members of the committee say that they have read the draft."))
    for mandate in mandates:
        _note_reading(session, minutes, mandate)
    publish(session, DraftRead(by=actor.user_id, subject_id=minutes.id, committee_id=minutes.committee_id))


def _note_reading(session: Session, minutes: Minutes, mandate: Mandate) -> None:
    """Record once in a round that somebody has read the draft."""
    known = sa.select(Reading.id).where(
        Reading.minutes_id == minutes.id, Reading.round == minutes.round, Reading.mandate_id == mandate.id
    )
    if session.scalar(known) is None:
        session.add(
            Reading(
                committee_id=minutes.committee_id,
                minutes_id=minutes.id,
                round=minutes.round,
                mandate_id=mandate.id,
                at=clock.now(),
            )
        )


def object_to_minutes(
    *,
    session: Session,
    actor: Actor,
    minutes: Minutes,
    kind: ObjectionKind,
    text: str,
    quote: str = "",
    item_id: int | None = None,
    mandate_id: int | None = None,
) -> Objection:
    """Object to a passage of the draft within the days of the review, for oneself or for the holder of a mandate.

    Raises RuleBroken when the draft is not in review, the last day is over, the item is not in these minutes, or there
    is nobody for whom it is made.
    """
    hold(session, minutes, "state", "round", "revision")
    if minutes.state is not MinutesState.IN_REVIEW:
        raise RuleBroken(None, _NOT_IN_REVIEW)
    if minutes.review_until is not None and clock.today() > minutes.review_until:
        raise RuleBroken(None, _l("The days for objections are over. Bring it up at the next meeting."))
    _check_item(session, minutes, item_id)
    own = own_mandates(session, actor, minutes.committee_id)
    mandate = _objector(session, minutes, own, mandate_id)
    objection = Objection(
        committee_id=minutes.committee_id,
        minutes=minutes,
        round=minutes.round,
        item_id=item_id,
        kind=kind,
        quote=quote,
        text=text,
        mandate=mandate,
        recorded_by_id=None if mandate in own else actor.user_id,
        at=clock.now(),
    )
    session.add(objection)
    if mandate in own:
        _note_reading(session, minutes, mandate)
    flush(session)
    publish(session, ObjectionRaised(by=actor.user_id, subject_id=objection.id, committee_id=minutes.committee_id))
    return objection


def _check_item(session: Session, minutes: Minutes, item_id: int | None) -> None:
    item = session.get(AgendaItem, item_id) if item_id is not None else None
    if item_id is not None and (item is None or item.meeting_id != minutes.meeting_id):
        raise RuleBroken("item_id", _l("Choose an item of these minutes."))


def _objector(session: Session, minutes: Minutes, own: Sequence[Mandate], mandate_id: int | None) -> Mandate:
    """Return for whom an objection is made: the chosen mandate, or one's own."""
    mandate = session.get(Mandate, mandate_id) if mandate_id is not None else next(iter(own), None)
    if mandate is None or mandate.committee_id != minutes.committee_id or not mandate.is_in_force(clock.today()):
        raise RuleBroken("mandate_id", _l("Choose the member for whom you record this."))
    return mandate


def answer_objection(
    *, session: Session, actor: Actor, objection: Objection, answer: ObjectionAnswer, revision: int, reason: str = ""
) -> None:
    """Say what is done with an objection; what is not taken over needs a reason, and a locked text no more answers.

    Raises Outdated when somebody else has answered since `revision`.
    """
    # Whoever approves the minutes at this moment waits, or is waited for.
    hold(session, objection.minutes, "state", "round", "revision")
    check_revision(objection, revision)
    if objection.minutes.state is MinutesState.APPROVED:
        raise RuleBroken(None, _l("These minutes are approved. Their objections stay as they were answered."))
    if answer is ObjectionAnswer.NOT_TAKEN_OVER and not reason:
        raise RuleBroken("reason", _l("Say why it is not taken over."))
    objection.answer = answer
    objection.reason = reason
    objection.answered_at = clock.now()
    publish(session, ObjectionAnswered(by=actor.user_id, subject_id=objection.id, committee_id=objection.committee_id))
