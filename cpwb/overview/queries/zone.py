"""The front page of a zone: its committees and initiatives, with those of the zones that merged into it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can_somewhere, visible
from cpwb.committees.models import Committee, Zone
from cpwb.initiatives.models import Initiative

#: How many initiatives the page shows.
LATEST = 10


@dataclass(frozen=True)
class ZoneFront:
    """What the front page of a zone shows, as far as the reader may see it."""

    committees: Sequence[Committee]
    #: The latest initiatives; None for readers who may see none.
    initiatives: Sequence[Initiative] | None


def zone_front(session: Session, actor: Actor, zone: Zone) -> ZoneFront:
    """Return what the front page of `zone` shows; its predecessors must be loaded."""
    places = [zone.id, *(predecessor.id for predecessor in zone.predecessors)]
    committees = (
        sa.select(Committee)
        .where(Committee.zone_id.in_(places), visible(actor, P.COMMITTEE_VIEW, Committee))
        .options(joinedload(Committee.zone))
        .order_by(Committee.founded_on, Committee.id)
    )
    initiatives = (
        sa.select(Initiative)
        .where(Initiative.zone_id.in_(places), visible(actor, P.INITIATIVE_VIEW, Initiative))
        .order_by(Initiative.created_at.desc(), Initiative.id.desc())
    )
    return ZoneFront(
        committees=session.scalars(committees).all(),
        initiatives=session.scalars(initiatives.limit(LATEST)).all()
        if can_somewhere(actor, P.INITIATIVE_VIEW)
        else None,
    )
