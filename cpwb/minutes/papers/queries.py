"""Questions about what stands in papers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import actions_of
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.meetings.models import Meeting
from cpwb.members.models import Mandate, Seat
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Addendum, AddendumApproval, Minutes, MinutesVersion
from cpwb.minutes.papers.models import HouseStyle


def house_style_of(session: Session, committee: Committee, *, with_logo: bool = False) -> HouseStyle | None:
    """Return the house style of a committee, or None when it has none; the logo is loaded only when asked for."""
    query = sa.select(HouseStyle).where(HouseStyle.committee_id == committee.id)
    return session.scalars(query.options(undefer(HouseStyle.logo)) if with_logo else query).one_or_none()


def has_logo(session: Session, committee: Committee) -> bool:
    """Say whether a committee has a logo, without loading it."""
    return bool(
        session.scalar(
            sa.select(sa.exists().where(HouseStyle.committee_id == committee.id, HouseStyle.logo.is_not(None)))
        )
    )


def approved_in(session: Session, actor: Actor, committee: Committee, year: int) -> Sequence[Minutes]:
    """Return the approved minutes of the meetings that were held in a year, as far as the reader may read them."""
    return session.scalars(
        sa.select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(
            Minutes.committee_id == committee.id,
            Minutes.state == MinutesState.APPROVED,
            Meeting.starts_at >= _new_year(year),
            Meeting.starts_at < _new_year(year + 1),
            visible(actor, P.MINUTES_VIEW, Minutes),
        )
        .options(joinedload(Minutes.meeting))
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def _new_year(year: int) -> datetime:
    """Return the first moment of a year in Brussels."""
    return clock.from_local(datetime(year, 1, 1))  # noqa: DTZ001 -- from_local gives it its zone


def years_with_minutes(session: Session, actor: Actor, committee: Committee) -> list[tuple[int, int]]:
    """Return the years of which there are approved minutes with their number, the latest year first."""
    held = session.scalars(
        sa.select(Meeting.starts_at)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .where(
            Minutes.committee_id == committee.id,
            Minutes.state == MinutesState.APPROVED,
            visible(actor, P.MINUTES_VIEW, Minutes),
        )
    )
    years = [clock.local(starts_at).year for starts_at in held]
    return [(year, years.count(year)) for year in sorted(set(years), reverse=True)]


def corrections_of(session: Session, actor: Actor, approved: Sequence[Minutes]) -> Mapping[int, Sequence[Addendum]]:
    """Return by minutes the approved corrections of what they say now; none about a restricted item."""
    author = joinedload(Addendum.mandate).joinedload(Mandate.seat)
    approver = selectinload(Addendum.approvals).joinedload(AddendumApproval.mandate).joinedload(Mandate.seat)
    latest = (
        sa.select(sa.func.max(MinutesVersion.number))
        .where(MinutesVersion.minutes_id == Addendum.minutes_id)
        .scalar_subquery()
    )
    query = (
        sa.select(Addendum)
        .where(
            Addendum.minutes_id.in_([minutes.id for minutes in approved]),
            Addendum.approved_on.is_not(None),
            Addendum.version == latest,
            Addendum.is_unrestricted,
            visible(actor, P.ADDENDUM_VIEW, Addendum),
        )
        .options(joinedload(Addendum.item), author.joinedload(Seat.organisation))
        .options(approver.joinedload(Seat.organisation))
        .order_by(Addendum.number)
    )
    found: dict[int, list[Addendum]] = {}
    for addendum in session.scalars(query):
        found.setdefault(addendum.minutes_id, []).append(addendum)
    return found


def actions_in(session: Session, actor: Actor, committee: Committee, year: int) -> Sequence[ActionPoint]:
    """Return the action points that the committee had in a year, by number; none that is restricted."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    query = actions_of(actor, committee, day=last).where(
        ActionPoint.is_unrestricted,
        ActionPoint.opened_on <= last,
        sa.or_(ActionPoint.closed_on.is_(None), ActionPoint.closed_on >= first),
    )
    return session.scalars(query.order_by(ActionPoint.number)).all()
