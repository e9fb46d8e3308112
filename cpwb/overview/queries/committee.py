"""The front page of a committee: seats, the next meeting, the last minutes, open action points, initiatives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can
from cpwb.actions.choices import StateFilter
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import actions_of
from cpwb.committees.models import Committee
from cpwb.core.paging import Page, paginate
from cpwb.core.words import LazyText
from cpwb.initiatives.models import Initiative
from cpwb.initiatives.queries import initiatives_of
from cpwb.meetings.models import Meeting
from cpwb.meetings.queries import next_meeting
from cpwb.members.queries import SideSeats, concerns, per_side, seats_on
from cpwb.minutes.models import Minutes
from cpwb.minutes.queries import latest_of
from cpwb.overview.queries.home import SHORT


@dataclass(frozen=True)
class CommitteeFront:
    """What the front page of a committee shows; None for what the reader may not see."""

    #: The seats per side and who fills them.
    sides: Sequence[SideSeats] | None
    #: What whoever fills the seats should read about them.
    concerns: Sequence[LazyText]
    #: The meeting that is going on or comes next.
    next_meeting: Meeting | None
    #: The latest minutes that the reader may read.
    minutes: Minutes | None
    #: The first of the unfinished action points, overdue first, and how many there are.
    actions: Page | None
    #: The latest initiatives.
    initiatives: Sequence[Initiative] | None


def committee_front(session: Session, actor: Actor, committee: Committee, now: datetime, day: date) -> CommitteeFront:
    """Return what the front page of `committee` shows to `actor`."""

    def may(permission: P) -> bool:
        return can(actor, permission, committee)

    seats = seats_on(session, committee.id, day) if may(P.SEAT_VIEW) else None
    return CommitteeFront(
        sides=None if seats is None else per_side(seats),
        concerns=concerns(committee, seats) if seats and may(P.SEAT_EDIT) else (),
        next_meeting=next_meeting(session, actor, committee, now) if may(P.MEETING_VIEW) else None,
        minutes=latest_of(session, actor, committee) if may(P.AGENDA_VIEW) else None,
        actions=_open_actions(session, actor, committee, day) if may(P.ACTION_VIEW) else None,
        initiatives=_latest_initiatives(session, actor, committee) if may(P.INITIATIVE_VIEW) else None,
    )


def _open_actions(session: Session, actor: Actor, committee: Committee, day: date) -> Page:
    query = actions_of(actor, committee, day=day, state=StateFilter.UNFINISHED).order_by(
        ActionPoint.is_overdue(day).desc(), ActionPoint.due_on, ActionPoint.number
    )
    return paginate(session, query, number=1, size=SHORT)


def _latest_initiatives(session: Session, actor: Actor, committee: Committee) -> Sequence[Initiative]:
    return session.scalars(initiatives_of(actor, committee).limit(SHORT)).unique().all()
