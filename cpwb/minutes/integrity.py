"""Is what is stored of approved minutes what was approved? Their fingerprint tells."""

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.minutes.models import MinutesVersion
from cpwb.minutes.snapshot import digest_of


def is_intact(version: MinutesVersion) -> bool:
    """Say whether what is stored of a version still has the fingerprint that it was approved with."""
    return digest_of(version.snapshot) == version.digest


def altered_versions(session: Session) -> list[MinutesVersion]:
    """Return the approved versions of all minutes of which something else is stored than was approved."""
    versions = sa.select(MinutesVersion).options(joinedload(MinutesVersion.minutes)).order_by(MinutesVersion.id)
    return [version for version in session.scalars(versions).yield_per(100) if not is_intact(version)]
