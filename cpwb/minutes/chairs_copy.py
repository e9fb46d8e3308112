"""The chair's copy of minutes: who may have one, and whether it holds more than the paper that is handed round."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can
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
    already gives it, so that it is not drawn again.
    """
    if not can(actor, P.AGENDA_PRINT, minutes):
        return False
    said = snapshot or present_snapshot(session, minutes)
    if restricted_in(said) or restricted_among(session, unreached_in(said)):
        return True
    return version is not None and has_restricted_addenda(session, version)
