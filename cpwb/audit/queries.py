"""Questions about the audit log."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.user import User
from cpwb.audit.models import AuditEntry
from cpwb.core import clock


def entries(
    actor: Actor,
    *,
    since: date | None = None,
    until: date | None = None,
    tag: str | None = None,
    user: int | None = None,
) -> sa.Select[AuditEntry, str, bool]:
    """Return the entries that `actor` may read, newest first, each with the account's name (None: the system).

    `is_seated` says whether the account has, or had, a seat in the committee of the entry: the two together would tell
    who sits there. `since` and `until` are days in Brussels, both included; `user` is the id of an account.
    """
    is_seated = sa.exists().where(
        RoleGrant.user_id == AuditEntry.user_id,
        RoleGrant.committee_id == AuditEntry.committee_id,
        RoleGrant.seat_id.is_not(None),
    )
    query = (
        sa.select(AuditEntry, User.name, is_seated.label("is_seated"))
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(visible(actor, P.AUDIT_VIEW, AuditEntry))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    if since is not None:
        query = query.where(AuditEntry.at >= _start_of(since))
    if until is not None:
        query = query.where(AuditEntry.at < _start_of(until + timedelta(days=1)))
    if tag is not None:
        query = query.where(AuditEntry.tag == tag)
    if user is not None:
        query = query.where(AuditEntry.user_id == user)
    return query


def user_choices(session: Session) -> list[tuple[int, str]]:
    """Return the id and the name of every account that has done something, by name."""
    acted = sa.exists().where(AuditEntry.user_id == User.id)
    return [
        (row.id, row.name)
        for row in session.execute(sa.select(User.id, User.name).where(acted).order_by(User.name, User.id))
    ]


def _start_of(day: date) -> datetime:
    """Return the moment at which a day begins in Brussels."""
    return clock.from_local(datetime.combine(day, time.min))
