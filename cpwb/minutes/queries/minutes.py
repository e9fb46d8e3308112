"""Questions about minutes, and about who reads what of them."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can, visible
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import WITH_OWNER
from cpwb.committees.models import Committee
from cpwb.meetings.choices import Visibility
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.models import Mandate
from cpwb.minutes.models import Approval, Minutes


def minutes_of(session: Session, meeting: Meeting) -> Minutes | None:
    """Return the minutes of a meeting with their approvals, or None before it has started."""
    approvals = joinedload(Minutes.approvals)
    return (
        session.scalars(
            sa.select(Minutes)
            .where(Minutes.meeting_id == meeting.id)
            .options(approvals.joinedload(Approval.mandate), approvals.joinedload(Approval.meeting))
        )
        .unique()
        .first()
    )


def latest_of(session: Session, actor: Actor, committee: Committee) -> Minutes | None:
    """Return the latest minutes of a committee that the reader may read, or None."""
    return session.scalars(
        sa.select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Minutes.committee_id == committee.id, visible(actor, P.MINUTES_VIEW, Minutes))
        .options(joinedload(Minutes.meeting))
        .order_by(Meeting.starts_at.desc())
        .limit(1)
    ).first()


def actions_to_show(session: Session, meeting: Meeting) -> Sequence[ActionPoint]:
    """Return the action points that minutes show, by number: those unfinished on the day and those agreed then.

    Those that were agreed under restricted items of other meetings are left out: minutes are read by the committee,
    and only the restricted items of this meeting are in them, marked.
    """
    day = meeting.held_on
    unfinished_then = sa.and_(
        ActionPoint.opened_on <= day, sa.or_(ActionPoint.closed_on.is_(None), ActionPoint.closed_on >= day)
    )
    return session.scalars(
        sa.select(ActionPoint)
        .where(
            ActionPoint.committee_id == meeting.committee_id,
            sa.or_(sa.and_(unfinished_then, ActionPoint.is_unrestricted), ActionPoint.meeting_id == meeting.id),
        )
        .options(*WITH_OWNER)
        .order_by(ActionPoint.number)
    ).all()


def nameable(session: Session, mandate_ids: Iterable[int]) -> set[int]:
    """Return those of the mandates whose persons may be named to the committee today."""
    mandates = session.scalars(sa.select(Mandate).where(Mandate.id.in_(tuple(mandate_ids))))
    return {mandate.id for mandate in mandates if mandate.is_named}


def restricted_among(session: Session, item_ids: Iterable[int]) -> set[int]:
    """Return those of the agenda items that are restricted today."""
    restricted = sa.and_(AgendaItem.id.in_(tuple(item_ids)), ~AgendaItem.is_unrestricted)
    return set(session.scalars(sa.select(AgendaItem.id).where(restricted)))


def reads_restricted(actor: Actor, committee: Committee) -> bool:
    """Say whether the actor may read the restricted items of a committee."""
    hidden = AgendaItem(committee_id=committee.id, committee=committee, visibility=Visibility.RESTRICTED)
    return can(actor, P.ITEM_VIEW, hidden)
