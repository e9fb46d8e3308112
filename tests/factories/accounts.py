"""Users and grants."""

import secrets
from datetime import date
from functools import lru_cache

from flask_security import hash_password
from sqlalchemy.orm import Session

from cpwb.access.permissions import EVERYWHERE, IN_A_ZONE, Role
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.user import User
from cpwb.committees.models import Committee, Zone
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.members.models import Seat

#: Before every moment at which a test sets the clock.
LONG_AGO = date(2020, 1, 1)


@lru_cache
def _hash_of(password: str) -> str:
    """Return the hash of a password, made once: it takes a while."""
    return str(hash_password(password))


def a_user(
    session: Session,
    *,
    role: Role | None = None,
    committee: Committee | None = None,
    zone: Zone | None = None,
    seat: Seat | None = None,
    language: Language | None = None,
    email: str | None = None,
    password: str | None = None,
) -> User:
    """Return a stored user, with one grant when a role is given; no language, so that the browser's decides."""
    name = secrets.token_hex(6)
    user = User(
        email=email or f"{name}@test.example",
        name=f"Gebruiker {name}",
        language=language,
        password=_hash_of(password) if password else None,
        active=True,
        fs_uniquifier=secrets.token_hex(16),
        create_datetime=clock.now(),
    )
    session.add(user)
    session.flush()
    if role is not None:
        a_grant(session, user=user, role=role, committee=committee, zone=zone, seat=seat)
    return user


def a_grant(
    session: Session,
    *,
    user: User,
    role: Role,
    committee: Committee | None = None,
    zone: Zone | None = None,
    seat: Seat | None = None,
) -> RoleGrant:
    """Return a stored grant in the place that fits the role."""
    grant = RoleGrant(
        user_id=user.id,
        role=role,
        zone_id=zone.id if zone and role in IN_A_ZONE else None,
        committee_id=committee.id if committee and role not in (*EVERYWHERE, *IN_A_ZONE) else None,
        seat_id=seat.id if seat else None,
        starts_on=LONG_AGO,
    )
    session.add(grant)
    session.flush()
    return grant
