"""What asks for somebody's attention, gathered for the first page after signing in.

Each question is asked only of those whom it can concern; none of them grows with the number of rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can_somewhere, visible
from cpwb.actions.models import ActionPoint, FollowUp
from cpwb.actions.queries import my_actions
from cpwb.committees.choices import CommitteeState
from cpwb.committees.models import Committee
from cpwb.meetings.choices import NOT_STARTED, MeetingState
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.choices import MandateRole
from cpwb.members.models import Mandate, Seat
from cpwb.members.queries import ending_terms
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes
from cpwb.minutes.queries import awaiting

#: How many rows a list on the page has; a link leads to the rest.
SHORT = 5
#: After so much time without a word about it, an action point is shown to those who keep the committee going.
SILENCE = timedelta(days=28)


@dataclass(frozen=True)
class OwnCommittee:
    """A committee at whose table the reader sits, with its seats and how many of them nobody fills."""

    committee: Committee
    seats: int
    vacant: int


@dataclass(frozen=True)
class Home:
    """What the first page shows; a list is empty for readers whom it does not concern."""

    #: The reader's own unfinished action points, overdue first; one more than are shown when there are more.
    actions: Sequence[ActionPoint]
    #: The next meetings of the reader's committees.
    meetings: Sequence[Meeting]
    #: The minutes that wait for the reader's approval.
    to_approve: Sequence[Minutes]
    #: The last minutes that were submitted or approved.
    recent: Sequence[Minutes]
    #: The reader's committees.
    committees: Sequence[OwnCommittee]
    #: Committees with proposed items that wait, and how many.
    proposals: Sequence[tuple[Committee, int]]
    #: Minutes of meetings that were held, which nobody has submitted yet.
    unfinished: Sequence[Minutes]
    #: Action points about which nothing was heard for four weeks.
    silent: Sequence[ActionPoint]
    #: Mandates whose term ends within 60 days.
    ending: Sequence[Mandate]

    @property
    def is_waiting(self) -> bool:
        """Say whether something waits for those who keep the committee going."""
        return bool(self.proposals or self.unfinished or self.silent)


def home(session: Session, actor: Actor, now: datetime, day: date) -> Home:
    """Return what the first page shows to `actor`."""
    sits = can_somewhere(actor, P.AGENDA_VIEW)
    prepares = can_somewhere(actor, P.MEETING_PLAN)
    return Home(
        actions=session.scalars(my_actions(actor, day).limit(SHORT + 1)).all() if actor.seat_ids else [],
        meetings=_coming(session, actor, now) if sits else [],
        to_approve=session.scalars(awaiting(actor).limit(SHORT)).all()
        if can_somewhere(actor, P.MINUTES_APPROVE)
        else [],
        recent=_recent(session, actor) if sits else [],
        committees=_own_committees(session, actor, day) if sits else [],
        proposals=_proposals(session, actor) if prepares else [],
        unfinished=_unfinished(session, actor) if prepares else [],
        silent=_silent(session, actor, now, day) if prepares else [],
        ending=ending_terms(session, actor, day) if can_somewhere(actor, P.MANDATE_EDIT) else [],
    )


def _coming(session: Session, actor: Actor, now: datetime) -> Sequence[Meeting]:
    """Return the meetings that are going on or come next in the reader's committees."""
    is_next = sa.and_(Meeting.state.in_(NOT_STARTED), Meeting.ends_at >= now)
    query = (
        sa.select(Meeting)
        .where(visible(actor, P.AGENDA_VIEW, Meeting), sa.or_(is_next, Meeting.state == MeetingState.IN_PROGRESS))
        .options(joinedload(Meeting.committee))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return session.scalars(query.limit(SHORT)).all()


def _recent(session: Session, actor: Actor) -> Sequence[Minutes]:
    query = (
        sa.select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(visible(actor, P.MINUTES_VIEW, Minutes), Minutes.state != MinutesState.WRITING)
        .options(joinedload(Minutes.meeting), joinedload(Minutes.committee))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return session.scalars(query.limit(SHORT)).all()


def _own_committees(session: Session, actor: Actor, day: date) -> list[OwnCommittee]:
    """Return the committees that are not closed, zone by zone, each with its seats counted."""
    open_seats = sa.and_(Seat.committee_id == Committee.id, Seat.is_open(day))
    is_held = sa.exists().where(
        Mandate.seat_id == Seat.id, Mandate.is_in_force(day), Mandate.role != MandateRole.ALTERNATE
    )
    count = sa.select(sa.func.count(Seat.id)).where(open_seats).correlate(Committee)
    query = (
        sa.select(Committee, count.scalar_subquery(), count.where(~is_held).scalar_subquery())
        .where(visible(actor, P.SEAT_VIEW, Committee), Committee.state != CommitteeState.CLOSED)
        .order_by(Committee.zone_id, Committee.id)
    )
    return [OwnCommittee(*row) for row in session.execute(query.limit(4 * SHORT))]


def _proposals(session: Session, actor: Actor) -> list[tuple[Committee, int]]:
    query = (
        sa.select(Committee, sa.func.count(AgendaItem.id))
        .join(AgendaItem, AgendaItem.committee_id == Committee.id)
        .where(
            visible(actor, P.ITEM_EDIT, AgendaItem),
            AgendaItem.meeting_id.is_(None),
            AgendaItem.put_aside_on.is_(None),
        )
        .group_by(Committee.id)
        .order_by(Committee.id)
    )
    return [(committee, number) for committee, number in session.execute(query.limit(SHORT))]


def _unfinished(session: Session, actor: Actor) -> Sequence[Minutes]:
    query = (
        sa.select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(
            visible(actor, P.MINUTES_SUBMIT, Minutes),
            Minutes.state == MinutesState.WRITING,
            Meeting.state == MeetingState.CLOSED,
        )
        .options(joinedload(Minutes.meeting), joinedload(Minutes.committee))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return session.scalars(query.limit(SHORT)).all()


def _silent(session: Session, actor: Actor, now: datetime, day: date) -> Sequence[ActionPoint]:
    """Return the unfinished action points, not snoozed, about which nothing was written for four weeks."""
    heard = sa.exists().where(FollowUp.action_id == ActionPoint.id, FollowUp.at >= now - SILENCE)
    query = (
        sa.select(ActionPoint)
        .where(
            visible(actor, P.ACTION_EDIT, ActionPoint),
            ActionPoint.is_unfinished,
            ActionPoint.opened_on <= day - SILENCE,
            sa.or_(ActionPoint.show_again_on.is_(None), ActionPoint.show_again_on <= day),
            ~heard,
        )
        .options(joinedload(ActionPoint.committee))
        .order_by(ActionPoint.due_on, ActionPoint.id)
    )
    return session.scalars(query.limit(SHORT)).all()
