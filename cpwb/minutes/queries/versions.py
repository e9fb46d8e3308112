"""Questions about what was approved: versions, addenda, and what a digest belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.committees.models import Committee
from cpwb.core.words import LazyText
from cpwb.members.models import Mandate, Seat
from cpwb.minutes.models import Addendum, AddendumApproval, Minutes, MinutesVersion, ReopeningRequest
from cpwb.minutes.queries.approval import addendum_obstacle, last_begun, reopening_obstacle


def versions_of(session: Session, minutes: Minutes) -> Sequence[MinutesVersion]:
    """Return every version of minutes that was approved, the first one first, with who asked to reopen it."""
    seat = selectinload(MinutesVersion.requests).joinedload(ReopeningRequest.mandate).joinedload(Mandate.seat)
    return session.scalars(
        sa.select(MinutesVersion)
        .where(MinutesVersion.minutes_id == minutes.id)
        .options(seat.joinedload(Seat.organisation))
        .order_by(MinutesVersion.number)
    ).all()


def addenda_of(session: Session, actor: Actor, minutes: Minutes, *, version: int | None = None) -> Sequence[Addendum]:
    """Return the addenda to minutes (to one version of them) that the actor may read, with author and approvals."""
    author = joinedload(Addendum.mandate).joinedload(Mandate.seat)
    approver = selectinload(Addendum.approvals).joinedload(AddendumApproval.mandate).joinedload(Mandate.seat)
    return session.scalars(
        sa.select(Addendum)
        .where(
            Addendum.minutes_id == minutes.id,
            visible(actor, P.ADDENDUM_VIEW, Addendum),
            sa.true() if version is None else Addendum.version == version,
        )
        .options(joinedload(Addendum.item), author.joinedload(Seat.organisation))
        .options(approver.joinedload(Seat.organisation))
        .order_by(Addendum.number)
    ).all()


def has_restricted_addenda(session: Session, version: MinutesVersion) -> bool:
    """Say whether there is an addendum to a version about an item that not everybody in the committee may read."""
    addenda = sa.exists().where(
        Addendum.minutes_id == version.minutes_id,
        Addendum.version == version.number,
        sa.not_(Addendum.is_unrestricted),
    )
    return bool(session.scalar(sa.select(addenda)))


@dataclass(frozen=True)
class Correction:
    """An addendum, and why the reader cannot approve it now; None when that is possible."""

    addendum: Addendum
    obstacle: LazyText | None


@dataclass(frozen=True)
class Kept:
    """What is kept of minutes that were approved once: versions, corrections, and who asked to reopen them."""

    versions: Sequence[MinutesVersion]
    corrections: list[Correction]
    #: Why the reader cannot ask to reopen the minutes; None when that is possible.
    reopening_obstacle: LazyText | None


def kept_of(session: Session, actor: Actor, minutes: Minutes, mandate: Mandate | None) -> Kept:
    """Return what is kept of minutes, as the actor may see it who approves through `mandate`."""
    versions = versions_of(session, minutes)
    if not versions:
        return Kept([], [], reopening_obstacle(session, minutes, mandate))
    begun = last_begun(session, minutes.committee_id)
    addenda = addenda_of(session, actor, minutes)
    return Kept(
        versions,
        [Correction(addendum, addendum_obstacle(addendum, mandate, begun)) for addendum in addenda],
        reopening_obstacle(session, minutes, mandate),
    )


def version_of_digest(session: Session, digest: str) -> MinutesVersion | None:
    """Return the approved version whose digest begins like this, or None; of equal ones the one approved last."""
    return session.scalars(
        sa.select(MinutesVersion)
        .where(MinutesVersion.digest.startswith(digest, autoescape=True))
        .options(
            joinedload(MinutesVersion.minutes).joinedload(Minutes.meeting),
            joinedload(MinutesVersion.committee).joinedload(Committee.zone),
        )
        .order_by(MinutesVersion.id.desc())
        .limit(1)
    ).first()
