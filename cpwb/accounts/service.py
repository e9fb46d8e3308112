"""What is done to accounts and grants. Invitations have a room of their own."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import IN_A_COMMITTEE, IN_A_ZONE, Role
from cpwb.accounts.events import GrantEnded, LanguageChosen, RoleGranted, UserBlocked, UserUnblocked
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.user import User
from cpwb.core.bilingual import Language
from cpwb.core.db import explain_constraints, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l

explain_constraints(
    {
        "uq_users_email": ("email", _l("There is already an account with this e-mail address.")),
        "uq_role_grants_mandate_id": (None, _l("This mandate already gives a role.")),
        "ck_role_grants_ends_after_start": ("ends_on", _l("The last day lies before the first day.")),
        "ck_role_grants_place_fits_role": ("role", _l("Choose the zone or the committee in which this role holds.")),
    }
)


def grant_role(
    *,
    session: Session,
    actor: Actor,
    user_id: int,
    role: Role,
    starts_on: date,
    ends_on: date | None = None,
    zone_id: int | None = None,
    committee_id: int | None = None,
    seat_id: int | None = None,
    mandate_id: int | None = None,
) -> RoleGrant:
    """Give a user a role in the place that fits it, from a first to a last day."""
    _check_place(role, zone_id, committee_id)
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("ends_on", _l("The last day lies before the first day."))
    if mandate_id is None and _holds_already(session, user_id, role, zone_id, committee_id, starts_on, ends_on):
        raise RuleBroken("role", _l("This person already holds this role there on some of these days."))
    grant = RoleGrant(
        user_id=user_id,
        role=role,
        zone_id=zone_id,
        committee_id=committee_id,
        seat_id=seat_id,
        mandate_id=mandate_id,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session.add(grant)
    flush(session)
    publish(session, RoleGranted(by=actor.user_id, subject_id=grant.id, zone_id=zone_id, committee_id=committee_id))
    return grant


def _check_place(role: Role, zone_id: int | None, committee_id: int | None) -> None:
    """Raise RuleBroken at the field of the place that is missing, or that does not belong to the role."""
    if role in IN_A_ZONE and zone_id is None:
        raise RuleBroken("zone_id", _l("This role holds in one zone. Choose it."))
    if role in IN_A_COMMITTEE and committee_id is None:
        raise RuleBroken("committee_id", _l("This role holds in one committee. Choose it."))
    if role not in IN_A_ZONE and zone_id is not None:
        raise RuleBroken("zone_id", _l("This role does not hold in a zone. Choose no zone."))
    if role not in IN_A_COMMITTEE and committee_id is not None:
        raise RuleBroken("committee_id", _l("This role does not hold in a committee. Choose no committee."))


def _holds_already(
    session: Session,
    user_id: int,
    role: Role,
    zone_id: int | None,
    committee_id: int | None,
    starts_on: date,
    ends_on: date | None,
) -> bool:
    """Say whether the same role in the same place holds on one of these days."""
    overlapping = [sa.or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= starts_on)]
    if ends_on is not None:
        overlapping.append(RoleGrant.starts_on <= ends_on)
    same = sa.select(RoleGrant.id).where(
        RoleGrant.user_id == user_id,
        RoleGrant.role == role,
        RoleGrant.zone_id.is_not_distinct_from(zone_id),
        RoleGrant.committee_id.is_not_distinct_from(committee_id),
        *overlapping,
    )
    return session.scalar(sa.select(same.exists())) or False


def end_grant(*, session: Session, actor: Actor, grant: RoleGrant, ends_on: date) -> None:
    """Let `ends_on` be the last day of a grant; one that would end before its first day never was, and goes.

    What a mandate gives ends with the mandate alone, and administrators cannot shut themselves out.
    """
    if grant.mandate_id is not None:
        raise RuleBroken(None, _l("This role comes with a seat in a committee. End the mandate instead."))
    if grant.role is Role.ADMINISTRATOR and grant.user_id == actor.user_id:
        raise RuleBroken(None, _l("You cannot end your own role as administrator. Ask another administrator."))
    if grant.ends_on is not None and grant.ends_on <= ends_on:
        raise RuleBroken("ends_on", _l("This role has already ended."))
    publish(session, _ended(session, actor, grant, ends_on))


def end_grant_of_mandate(*, session: Session, actor: Actor, mandate_id: int, ends_on: date) -> None:
    """Let `ends_on` be the last day of what a mandate gave; a mandate of somebody without an account gave nothing."""
    grant = session.scalar(sa.select(RoleGrant).where(RoleGrant.mandate_id == mandate_id))
    if grant is not None:
        publish(session, _ended(session, actor, grant, ends_on))


def _ended(session: Session, actor: Actor, grant: RoleGrant, ends_on: date) -> GrantEnded:
    """Give the grant its last day, or take it away, and return the event that says so."""
    ended = GrantEnded(by=actor.user_id, subject_id=grant.id, zone_id=grant.zone_id, committee_id=grant.committee_id)
    if ends_on < grant.starts_on:
        session.delete(grant)
    else:
        grant.ends_on = ends_on
    return ended


def block_user(*, session: Session, actor: Actor, user: User) -> None:
    """Let nobody in with this account any more, and end its sessions and its links at once."""
    if user.id == actor.user_id:
        raise RuleBroken(None, _l("You cannot block your own account. Ask another administrator."))
    if not user.active:
        raise RuleBroken(None, _l("This account is already blocked."))
    user.active = False
    user.end_sessions()
    publish(session, UserBlocked(by=actor.user_id, subject_id=user.id))


def unblock_user(*, session: Session, actor: Actor, user: User) -> None:
    """Let the owner of a blocked account in again."""
    if user.active:
        raise RuleBroken(None, _l("This account is not blocked."))
    user.active = True
    publish(session, UserUnblocked(by=actor.user_id, subject_id=user.id))


def choose_language(*, session: Session, actor: Actor, user: User, language: Language) -> None:
    """Show pages and write mails to this user in `language` from now on."""
    user.language = language
    publish(session, LanguageChosen(by=actor.user_id, subject_id=user.id, fields=("language",)))
