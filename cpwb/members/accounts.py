"""Persons and their accounts: who signs in as whom, and the access that mandates give for their days.

The only file of members, beside its services, that knows the table of users, which brings Flask-Security with it.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.service import end_grant_of_mandate, grant_role
from cpwb.accounts.user import User
from cpwb.core import clock
from cpwb.members.models import Mandate, Person


def account_of(session: Session, person: Person) -> User | None:
    """Return the account of a person, or None."""
    return session.get(User, person.user_id) if person.user_id is not None else None


def serves_only(session: Session, person: Person) -> bool:
    """Say whether the account of a person is nobody else's in another committee, and got no role but by mandates."""
    other_roles = sa.exists().where(RoleGrant.user_id == person.user_id, RoleGrant.mandate_id.is_(None))
    elsewhere = sa.exists().where(Person.user_id == person.user_id, Person.id != person.id)
    return not session.scalar(sa.select(sa.or_(other_roles, elsewhere)))


def accounts_by_id(session: Session, user_ids: Iterable[int | None]) -> Mapping[int | None, User]:
    """Return these accounts by id, in one statement."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if not wanted:
        return {}
    return {user.id: user for user in session.scalars(sa.select(User).where(User.id.in_(wanted)))}


def give_access(session: Session, actor: Actor, mandate: Mandate) -> None:
    """Let the account of whoever holds `mandate` do what its role may do; somebody without an account gets nothing."""
    if mandate.person.user_id is None:
        return
    grant_role(
        session=session,
        actor=actor,
        user_id=mandate.person.user_id,
        role=mandate.role.access_role,
        committee_id=mandate.committee_id,
        seat_id=mandate.seat_id,
        mandate_id=mandate.id,
        starts_on=mandate.starts_on,
        ends_on=mandate.ends_on,
    )


def give_access_of_all_mandates(session: Session, actor: Actor, person: Person) -> None:
    """Give a person who has just got an account the roles of all mandates in force or to come."""
    for mandate in _mandates_left(session, person):
        give_access(session, actor, mandate)


def take_access_of_all_mandates(session: Session, actor: Actor, person: Person) -> None:
    """Take away what the mandates of a person give to an account that was never used, as if it had not been given."""
    for mandate in _mandates_left(session, person):
        end_grant_of_mandate(
            session=session, actor=actor, mandate_id=mandate.id, ends_on=mandate.starts_on - timedelta(days=1)
        )


def _mandates_left(session: Session, person: Person) -> list[Mandate]:
    """Return the mandates of a person that are in force or to come."""
    query = sa.select(Mandate).where(
        Mandate.person_id == person.id, sa.or_(Mandate.ends_on.is_(None), Mandate.ends_on >= clock.today())
    )
    return list(session.scalars(query.order_by(Mandate.id)))
