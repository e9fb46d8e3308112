"""Decisions, and the items under which they are taken: recorded, counted again, taken out, locked.

A decision keeps who was there when it was recorded, and what the rule of the committee asked for: neither a later
change of that rule nor a later correction of the attendance changes it unseen. Once its item is closed it stands.
"""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.choices import Side
from cpwb.core import clock
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.meetings import queries
from cpwb.meetings.choices import DecidedBy
from cpwb.meetings.events import (
    DecisionRecorded,
    DecisionRecounted,
    DecisionRemoved,
    ItemClosed,
    ItemReopened,
    ItemTreated,
)
from cpwb.meetings.models import AgendaItem, Decision, DecisionSide, Meeting
from cpwb.meetings.queries import Quorum
from cpwb.meetings.turns import hold_item

#: For, against, abstentions.
Votes = tuple[int, int, int]


def record_decision(
    *,
    session: Session,
    actor: Actor,
    item: AgendaItem,
    text: str,
    how: DecidedBy,
    votes_for: int | None = None,
    votes_against: int | None = None,
    votes_abstain: int | None = None,
    per_side: Mapping[Side, Votes] | None = None,
) -> Decision:
    """Record what was decided under an item that is not closed, with who was there for it.

    A vote counts at most the seats with a vote that were filled at the item; where it was counted `per_side`, the same
    holds on each side, and the sides add up to the whole. The same decision under the same item is recorded once: it
    is sent again when the answer was lost on the way.
    """
    meeting = _held(session, item)
    _check_open(item)
    if (known := _recorded(session, item, text, how, (votes_for, votes_against, votes_abstain), per_side)) is not None:
        return known
    present = queries.quorum_at(session, item, meeting)
    _check_votes(present, how, (votes_for, votes_against, votes_abstain))
    _check_sides(present, how, (votes_for, votes_against, votes_abstain), per_side)
    decision = Decision(
        committee_id=item.committee_id,
        item=item,
        text=text,
        how=how,
        votes_for=votes_for,
        votes_against=votes_against,
        votes_abstain=votes_abstain,
        needed=present.total.needed,
        sides=_sides(item.committee_id, present, per_side or {}),
        created_at=clock.now(),
    )
    session.add(decision)
    session.flush()
    publish(
        session,
        DecisionRecorded(
            by=actor.user_id, subject_id=decision.id, committee_id=item.committee_id, meeting_id=meeting.id
        ),
    )
    return decision


def _recorded(
    session: Session,
    item: AgendaItem,
    text: str,
    how: DecidedBy,
    votes: tuple[int | None, ...],
    per_side: Mapping[Side, Votes] | None,
) -> Decision | None:
    """Return a decision of an item that says the same, with the same votes in all and per side, or None."""
    counted = per_side or {}
    same = sa.select(Decision).filter_by(
        item_id=item.id, text=text, how=how, votes_for=votes[0], votes_against=votes[1], votes_abstain=votes[2]
    )
    for decision in session.scalars(same):
        cast = {side.side: (side.votes_for, side.votes_against, side.votes_abstain) for side in decision.sides}
        nothing = (0, 0, 0) if counted else (None, None, None)
        if all(given == counted.get(side, nothing) for side, given in cast.items()):
            return decision
    return None


def _held(session: Session, item: AgendaItem) -> Meeting:
    """Return the meeting of an item while nobody else records anything there, or closes the item or the meeting."""
    hold_item(session, item)
    return queries.meeting_on_record(item)


def _held_with(session: Session, decision: Decision) -> Meeting:
    """Return the meeting of a decision, held as above, with the decision as it is then."""
    meeting = _held(session, decision.item)
    identity = decision.id
    session.expire(decision)
    if session.get(Decision, identity) is None:
        raise RuleBroken(None, _l("This decision was taken out meanwhile."))
    return meeting


def _check_open(item: AgendaItem) -> None:
    if item.closed_at is not None:
        raise RuleBroken(None, _l("This item is closed: its decisions stand. Reopen the item to change them."))


def _check_votes(present: Quorum, how: DecidedBy, votes: tuple[int | None, ...]) -> None:
    if how is not DecidedBy.VOTE:
        if any(number is not None for number in votes):
            raise RuleBroken("how", _l("Leave the votes empty, or choose that it was decided by vote."))
        return
    counted = [number for number in votes if number is not None]
    if len(counted) < len(votes):
        raise RuleBroken("votes_for", _l("Count the votes for and against and the abstentions; 0 is a number too."))
    if min(counted) < 0 or sum(counted) == 0:
        raise RuleBroken("votes_for", _l("Count the votes that were cast."))
    if sum(counted) > present.total.present:
        raise RuleBroken(
            "votes_for",
            _l(
                "%(votes)s votes were counted, but %(seats)s seats with a vote are recorded as present."
                " Check the votes or the attendance.",
                votes=sum(counted),
                seats=present.total.present,
            ),
        )


def _check_sides(
    present: Quorum, how: DecidedBy, votes: tuple[int | None, ...], per_side: Mapping[Side, Votes] | None
) -> None:
    """Ask that the votes of the sides add up to the whole, and that no side has more of them than filled seats."""
    if per_side is None:
        return
    if how is not DecidedBy.VOTE:
        raise RuleBroken("how", _l("Leave the votes empty, or choose that it was decided by vote."))
    if any(number < 0 for counted in per_side.values() for number in counted):
        raise RuleBroken("votes_for", _l("Count the votes that were cast."))
    if tuple(map(sum, zip(*per_side.values(), strict=True))) != votes:
        raise RuleBroken("votes_for", _l("The votes per side do not add up to the votes in total. Count again."))
    for part in present.sides:
        cast = sum(per_side.get(part.side, ())) if part.side else 0
        if part.side and cast > part.present:
            raise RuleBroken(
                f"{part.side.value}_for",
                _l(
                    "%(side)s: %(votes)s votes were counted, but %(seats)s seats with a vote are recorded as present."
                    " Check the votes or the attendance.",
                    side=part.side.label,
                    votes=cast,
                    seats=part.present,
                ),
            )


def _sides(committee_id: int, present: Quorum, per_side: Mapping[Side, Votes]) -> list[DecisionSide]:
    """Return what a decision keeps of each side; a side that was not counted while others were cast no votes."""
    rows = []
    for part in present.sides:
        votes = per_side.get(part.side, (0, 0, 0)) if per_side and part.side else (None, None, None)
        rows.append(
            DecisionSide(
                committee_id=committee_id,
                side=part.side,
                present=part.present,
                needed=part.needed,
                votes_for=votes[0],
                votes_against=votes[1],
                votes_abstain=votes[2],
            )
        )
    return rows


def recount_decision(*, session: Session, actor: Actor, decision: Decision) -> None:
    """Let a decision keep who was there as the attendance list says it now: it was completed or corrected since.

    Raises RuleBroken when the item is closed, or when more votes were counted than seats are filled by that list.
    """
    item = decision.item
    meeting = _held_with(session, decision)
    _check_open(item)
    present = queries.quorum_at(session, item, meeting)
    votes = (decision.votes_for, decision.votes_against, decision.votes_abstain)
    per_side = {
        side.side: (side.votes_for, side.votes_against or 0, side.votes_abstain or 0)
        for side in decision.sides
        if side.votes_for is not None
    }
    _check_votes(present, decision.how, votes)
    _check_sides(present, decision.how, votes, per_side or None)
    decision.needed = present.total.needed
    decision.sides.clear()
    session.flush()
    decision.sides.extend(_sides(item.committee_id, present, per_side))
    publish(
        session,
        DecisionRecounted(
            by=actor.user_id, subject_id=decision.id, committee_id=item.committee_id, meeting_id=meeting.id
        ),
    )


def remove_decision(*, session: Session, actor: Actor, decision: Decision) -> None:
    """Take out a decision that was recorded by mistake, while its item is open and its record is still written."""
    item = decision.item
    meeting = _held_with(session, decision)
    _check_open(item)
    session.delete(decision)
    session.flush()
    session.expire(item, ["decisions"])
    publish(
        session,
        DecisionRemoved(
            by=actor.user_id, subject_id=decision.id, committee_id=item.committee_id, meeting_id=meeting.id
        ),
    )


def close_item(*, session: Session, actor: Actor, item: AgendaItem) -> None:
    """Close an item: its decisions stand. One that is closed already stays so, since the same moment."""
    meeting = _held(session, item)
    if item.closed_at is None:
        _mark(session, item, closed_at=clock.now())
    publish(
        session,
        ItemClosed(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=meeting.id),
    )


def reopen_item(*, session: Session, actor: Actor, item: AgendaItem) -> None:
    """Open an item again, so that its decisions can be changed while the record of its meeting is written."""
    meeting = _held(session, item)
    _mark(session, item, closed_at=None)
    publish(
        session,
        ItemReopened(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=meeting.id),
    )


def note_treated(*, session: Session, actor: Actor, item: AgendaItem) -> None:
    """Note that something came of an item, though nothing may be written under it: it stays in its minutes."""
    if item.is_treated:
        return
    _mark(session, item, is_treated=True)
    publish(
        session,
        ItemTreated(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=item.meeting_id),
    )


def _mark(session: Session, item: AgendaItem, **values: object) -> None:
    """Store what became of an item past its revision: whoever writes its notes at that moment is not disturbed."""
    session.flush()
    session.execute(sa.update(AgendaItem).where(AgendaItem.id == item.id).values(**values))
