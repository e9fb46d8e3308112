"""Questions about users and grants."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import VISITOR, Actor, Grant
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.user import User
from cpwb.core.bilingual import Bilingual


def user_by_email(session: Session, email: str) -> User | None:
    """Return the user with this address, without regard to case."""
    return session.scalar(sa.select(User).where(User.email == email.strip().lower()))


def user_by_key(session: Session, key: str) -> User | None:
    """Return the user whom this `fs_uniquifier` names now."""
    return session.scalar(sa.select(User).where(User.fs_uniquifier == key))


def users_matching(words: str) -> sa.Select[Any]:
    """Return the accounts whose name or address holds `words`, all of them when there are none, by name."""
    query = sa.select(User).order_by(sa.func.lower(User.name), User.id)
    if words:
        found = (column.icontains(words, autoescape=True) for column in (User.name, User.email))
        query = query.where(sa.or_(*found))
    return query


#: Seats belong to a package above this one; they are named as a table, as foreign keys name them.
_SEATS = sa.table("seats", sa.column("id", sa.Integer), sa.column("organisation_id", sa.Integer))

#: A user who is not blocked, with a row for each grant that holds on a day, as the values of `Grant`. Every page asks
#: for its reader, so the statement is made once: to make it takes longer than to run it.
_READER = (
    sa.select(
        User.id,
        User.name,
        User.language,
        RoleGrant.role,
        RoleGrant.zone_id,
        RoleGrant.committee_id,
        RoleGrant.seat_id,
        _SEATS.c.organisation_id,
    )
    .outerjoin(
        RoleGrant,
        sa.and_(
            RoleGrant.user_id == User.id,
            RoleGrant.starts_on <= sa.bindparam("day"),
            sa.or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= sa.bindparam("day")),
        ),
    )
    .outerjoin(_SEATS, _SEATS.c.id == RoleGrant.seat_id)
    .where(User.fs_uniquifier == sa.bindparam("key"), User.active)
    .order_by(RoleGrant.id)
)


def actor_by_key(session: Session, key: str | None, day: date) -> Actor:
    """Return the actor that the user with this `fs_uniquifier` is on `day`; a visitor without one, or when blocked."""
    rows = session.connection().execute(_READER, {"key": key, "day": day}).all() if key else []
    if not rows:
        return VISITOR
    grants = tuple(Grant(*row[3:]) for row in rows if row.role is not None)
    return Actor(user_id=rows[0].id, name=rows[0].name, language=rows[0].language, grants=grants)


@dataclass(frozen=True)
class PlacedGrant:
    """A grant with the name of its place; None for everywhere."""

    grant: RoleGrant
    place: Bilingual | None

    def is_in_force(self, day: date) -> bool:
        """Say whether it holds on `day`."""
        return self.grant.starts_on <= day and not self.is_past(day)

    def is_past(self, day: date) -> bool:
        """Say whether it ended before `day`."""
        return self.grant.ends_on is not None and self.grant.ends_on < day


def _places(name: str, ends: str) -> sa.TableClause:
    """Return a table of places, which belongs to a package above this one, named as foreign keys name it.

    `ends` is the column with the day on which a place ceased to exist.
    """
    texts = (sa.column(text, sa.String) for text in ("name_nl", "name_fr", "number"))
    return sa.table(name, sa.column("id", sa.Integer), *texts, sa.column(ends, sa.Date))


_ZONES = _places("zones", "valid_to")
_COMMITTEES = _places("committees", "closed_on")


def grants_of(session: Session, user_ids: Sequence[int]) -> dict[int, list[PlacedGrant]]:
    """Return all grants of these users, those that began last first, in one statement."""
    query = (
        sa.select(RoleGrant, _ZONES.c.name_nl, _ZONES.c.name_fr, _COMMITTEES.c.name_nl, _COMMITTEES.c.name_fr)
        .outerjoin(_ZONES, _ZONES.c.id == RoleGrant.zone_id)
        .outerjoin(_COMMITTEES, _COMMITTEES.c.id == RoleGrant.committee_id)
        .where(RoleGrant.user_id.in_(user_ids))
        .order_by(RoleGrant.starts_on.desc(), RoleGrant.id.desc())
    )
    found: dict[int, list[PlacedGrant]] = {user_id: [] for user_id in user_ids}
    for grant, *names in session.execute(query):
        nl, fr = names[:2] if grant.zone_id else names[2:]
        found[grant.user_id].append(PlacedGrant(grant, Bilingual(nl, fr) if nl or fr else None))
    return found


def zones_by_number(session: Session) -> list[tuple[int, str | None, Bilingual]]:
    """Return id, number and name of the zones that exist, for a list to pick from."""
    query = sa.select(_ZONES.c.id, _ZONES.c.number, _ZONES.c.name_nl, _ZONES.c.name_fr).where(
        _ZONES.c.valid_to.is_(None)
    )
    rows = session.execute(query.order_by(_ZONES.c.number.is_(None), _ZONES.c.number, _ZONES.c.id))
    return [(identity, number, Bilingual(nl, fr)) for identity, number, nl, fr in rows]


def zone_with_number(session: Session, number: str) -> int | None:
    """Return the id of the zone with this number."""
    return session.scalar(sa.select(_ZONES.c.id).where(_ZONES.c.number == number))


def committees_by_name(session: Session) -> list[tuple[int, Bilingual]]:
    """Return id and name of the committees that are not closed, for a list to pick from."""
    query = sa.select(_COMMITTEES.c.id, _COMMITTEES.c.name_nl, _COMMITTEES.c.name_fr).where(
        _COMMITTEES.c.closed_on.is_(None)
    )
    rows = session.execute(query.order_by(sa.func.lower(_COMMITTEES.c.name_nl + _COMMITTEES.c.name_fr)))
    return [(identity, Bilingual(nl, fr)) for identity, nl, fr in rows]


def actor_for(session: Session, user: User | None, day: date) -> Actor:
    """Return the actor that `user` is on `day`; without a user, a visitor."""
    return actor_by_key(session, user.fs_uniquifier if user else None, day)
