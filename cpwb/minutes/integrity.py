"""Is what is stored of approved minutes what was approved? Their fingerprint tells."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.core.errors import RuleBroken
from cpwb.core.words import _l
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes, MinutesVersion
from cpwb.minutes.snapshot import digest_of


def check_intact(kept: Minutes | MinutesVersion) -> None:
    """Raise RuleBroken when approved minutes, or a version of them, have another fingerprint than their approval."""
    if kept.snapshot is None or digest_of(kept.snapshot) != kept.digest:
        raise RuleBroken(
            None,
            _l(
                "What is stored of these minutes is not what was approved: its fingerprint is another one. Tell the "
                "administrator; nothing is printed from it."
            ),
        )


def altered(session: Session) -> list[str]:
    """Return a name, in English, for whatever is stored of approved minutes and is not what was approved."""
    versions = sa.select(MinutesVersion.id, MinutesVersion.number, Minutes.meeting_id).join(
        Minutes, Minutes.id == MinutesVersion.minutes_id
    )
    standing = sa.select(Minutes.id, Minutes.meeting_id).where(Minutes.state == MinutesState.APPROVED)
    return [
        *(
            f"version {row.number} of meeting {row.meeting_id}"
            for row in session.execute(versions.order_by(MinutesVersion.id)).all()
            if _is_altered(session, MinutesVersion, row.id)
        ),
        *(
            f"the minutes of meeting {row.meeting_id}"
            for row in session.execute(standing.order_by(Minutes.id)).all()
            if _is_altered(session, Minutes, row.id)
        ),
    ]


def _is_altered(session: Session, model: type[Minutes | MinutesVersion], identity: int) -> bool:
    stored = sa.select(model.snapshot, model.digest).where(model.id == identity)
    try:
        snapshot, digest = session.execute(stored).one()
    except ValueError:
        # What is stored is not even JSON.
        return True
    return snapshot is None or digest_of(snapshot) != digest
