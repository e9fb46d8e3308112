"""The chair's copy of minutes: who may have one, and whether it holds more than the paper that is handed round."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can
from cpwb.meetings.choices import Visibility
from cpwb.meetings.models import AgendaItem, UnreachedItem
from cpwb.minutes.models import Minutes, MinutesVersion
from cpwb.minutes.queries import has_restricted_addenda, restricted_among
from cpwb.minutes.snapshot import present_snapshot, restricted_in, unreached_in


def has_chairs_copy(
    session: Session,
    actor: Actor,
    minutes: Minutes,
    version: MinutesVersion | None,
    snapshot: Mapping[str, Any] | None = None,
) -> bool:
    """Say whether there is a chair's copy of a version of minutes, or (without one) of the draft, for the actor.

    There is one where something is restricted: an item or, of a version, a correction. Whoever has the `snapshot`
    already gives it; a record that is still being written is not drawn for the sake of this answer.
    """
    if not can(actor, P.AGENDA_PRINT, minutes):
        return False
    if snapshot is None and minutes.snapshot is None:
        return _has_restricted_items(session, minutes)
    said = snapshot or present_snapshot(session, minutes)
    if restricted_in(said) or restricted_among(session, unreached_in(said)):
        return True
    return version is not None and has_restricted_addenda(session, version)


def _has_restricted_items(session: Session, minutes: Minutes) -> bool:
    """Say whether an item stands on the agenda of the meeting, or stood there unreached, that not everybody reads."""
    on_it = sa.exists().where(AgendaItem.meeting_id == minutes.meeting_id, sa.not_(AgendaItem.is_unrestricted))
    left = sa.exists().where(
        UnreachedItem.meeting_id == minutes.meeting_id,
        UnreachedItem.item_id == AgendaItem.id,
        sa.or_(UnreachedItem.visibility == Visibility.RESTRICTED, sa.not_(AgendaItem.is_unrestricted)),
    )
    return bool(session.scalar(sa.select(sa.or_(on_it, left))))
