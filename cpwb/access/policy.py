"""The policy: one table says who may do what; `can` and `visible` are its two faces.

A row lists alternatives: roles, and a condition of the thing itself (`only_if`, a hybrid property) or of the thing
and the actor (`only_own`, a hybrid method that takes the actor). *Where* comes from the grant: everywhere, one zone,
one committee. Things answer `is_within(grant)`, their classes `within_any(zone_ids, committee_ids)`; both come with
a mixin or are written beside the table of the noun. A condition must answer the same in Python and in SQL, also for
NULL; the parity test compares `can` with `visible` over random grants.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission, Role

P = Permission
R = Role


@dataclass(frozen=True)
class Alternative:
    """These roles may, perhaps only under a condition."""

    roles: frozenset[Role]
    only_if: str | None = None
    only_own: str | None = None


Row = tuple[Alternative, ...]


def who(*roles: Role, only_if: str | None = None, only_own: str | None = None) -> Row:
    """Return a row with one alternative; rows are added with `+`."""
    return (Alternative(frozenset(roles), only_if, only_own),)


_CHAIRS = (R.CHAIR, R.CO_CHAIR)
_RECORDERS = (*_CHAIRS, R.SECRETARY)
_STAFF = (*_RECORDERS, R.COORDINATOR)
_READERS = (R.MEMBER, R.ALTERNATE, R.OBSERVER)
_TABLE = (*_STAFF, *_READERS)

#: Restricted items are for the chairs and the secretary alone.
_ITEM_READERS = who(*_RECORDERS) + who(R.COORDINATOR, *_READERS, only_if="is_unrestricted")
_ITEM_WRITERS = who(*_RECORDERS) + who(R.COORDINATOR, only_if="is_unrestricted")


def _and_what_is_open_to(*roles: Role) -> Row:
    """Return a row for the recorders and, unless it was agreed under a restricted item, for these roles."""
    return who(*_RECORDERS) + who(*roles, only_own="is_open_to")


POLICY: Mapping[Permission, Row] = {
    P.ACTION_CREATE: who(*_STAFF),
    P.ACTION_EDIT: _and_what_is_open_to(R.COORDINATOR),
    P.ACTION_READ: _and_what_is_open_to(R.COORDINATOR, *_READERS),
    P.ACTION_REPORT: _and_what_is_open_to(R.COORDINATOR) + who(R.MEMBER, R.ALTERNATE, only_own="is_owned_by"),
    P.ACTION_VIEW: _and_what_is_open_to(R.MONITOR, R.COORDINATOR, *_READERS),
    P.ADDENDUM_APPROVE: who(*_CHAIRS),
    P.ADDENDUM_VIEW: _ITEM_READERS,
    P.ADDENDUM_WRITE: who(*_RECORDERS),
    P.AGENDA_PRINT: who(*_RECORDERS),
    P.AGENDA_VIEW: who(*_TABLE),
    P.ATTENDANCE_VIEW: who(*_TABLE),
    P.AUDIT_VIEW: who(R.ADMINISTRATOR),
    P.COMMITTEE_CLOSE: who(R.ADMINISTRATOR, R.COORDINATOR),
    P.COMMITTEE_CREATE: who(R.ADMINISTRATOR, R.COORDINATOR),
    P.COMMITTEE_EDIT: who(R.ADMINISTRATOR, R.COORDINATOR, *_CHAIRS),
    P.COMMITTEE_VIEW: who(R.ADMINISTRATOR, R.MONITOR, *_TABLE),
    P.CONSENT_RECORD: who(*_STAFF),
    P.DECISION_VIEW: _ITEM_READERS + who(R.MONITOR, only_if="is_public"),
    P.INITIATIVE_EDIT: who(*_STAFF),
    P.INITIATIVE_VIEW: who(R.MONITOR, *_TABLE),
    P.ITEM_EDIT: _ITEM_WRITERS,
    P.ITEM_PROPOSE: who(*_STAFF, R.MEMBER, R.ALTERNATE),
    P.ITEM_VIEW: _ITEM_READERS,
    P.MANDATE_EDIT: who(R.COORDINATOR, *_CHAIRS),
    P.MEETING_CONVENE: who(*_STAFF),
    P.MEETING_PLAN: who(*_STAFF),
    P.MEETING_RECORD: who(*_STAFF),
    P.MEETING_VIEW: who(R.MONITOR, *_TABLE),
    P.MINUTES_APPROVE: who(*_CHAIRS),
    P.MINUTES_EXPORT: who(*_RECORDERS),
    P.MINUTES_OBJECT: who(*_STAFF) + who(R.MEMBER, R.ALTERNATE, only_if="is_for_members"),
    P.MINUTES_REOPEN: who(*_CHAIRS),
    P.MINUTES_SUBMIT: who(*_STAFF),
    P.MINUTES_VIEW: who(*_STAFF) + who(*_READERS, only_if="is_for_members"),
    P.NOTES_EDIT: _ITEM_WRITERS,
    P.OBJECTION_ANSWER: _ITEM_WRITERS,
    P.OBJECTION_VIEW: _ITEM_READERS,
    P.ORGANISATION_CREATE: who(R.ADMINISTRATOR, R.COORDINATOR),
    P.ORGANISATION_EDIT: who(R.ADMINISTRATOR) + who(R.COORDINATOR, only_if="is_local"),
    P.ORGANISATION_VIEW: who(R.ADMINISTRATOR, R.MONITOR, *_TABLE),
    P.OVERVIEW_VIEW: who(R.MONITOR, R.COORDINATOR),
    P.PERSON_EDIT: who(*_STAFF),
    P.PERSON_VIEW: who(*_STAFF),
    P.SEAT_EDIT: who(R.COORDINATOR, *_CHAIRS),
    P.SEAT_VIEW: who(*_TABLE),
    P.SUMMARY_EDIT: who(*_STAFF),
    P.USER_MANAGE: who(R.ADMINISTRATOR),
    P.ZONE_EDIT: who(R.ADMINISTRATOR),
    P.ZONE_VIEW: who(R.ADMINISTRATOR, R.MONITOR, *_TABLE),
}


def can(actor: Actor, permission: Permission, thing: Any) -> bool:
    """Say whether `actor` may do `permission` to `thing`; an unknown permission raises KeyError."""
    return any(
        grant.role in alternative.roles
        and (grant.is_everywhere or thing.is_within(grant))
        and _holds(alternative, actor, thing)
        for alternative in POLICY[permission]
        for grant in actor.grants
    )


def can_somewhere(actor: Actor, permission: Permission) -> bool:
    """Say whether `actor` holds a role that `permission` names, wherever: for menus and pages about no one thing."""
    return any(actor.has_role(*alternative.roles) for alternative in POLICY[permission])


def visible(actor: Actor, permission: Permission, model: Any) -> sa.ColumnElement[bool]:
    """Return the SQL condition for the rows of `model` for which `can` says yes."""
    conditions = [_face(alternative, actor, model) for alternative in POLICY[permission]]
    return sa.or_(sa.false(), *(condition for condition in conditions if condition is not None))


def _face(alternative: Alternative, actor: Actor, model: Any) -> sa.ColumnElement[bool] | None:
    grants = [grant for grant in actor.grants if grant.role in alternative.roles]
    if not grants:
        return None
    if any(grant.is_everywhere for grant in grants):
        place: sa.ColumnElement[bool] = sa.true()
    else:
        place = model.within_any(_ids(grant.zone_id for grant in grants), _ids(grant.committee_id for grant in grants))
    if alternative.only_if:
        return sa.and_(place, getattr(model, alternative.only_if))
    if alternative.only_own:
        return sa.and_(place, getattr(model, alternative.only_own)(actor))
    return place


def _ids(ids: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(sorted({found for found in ids if found is not None}))


def _holds(alternative: Alternative, actor: Actor, thing: Any) -> bool:
    if alternative.only_if:
        return bool(getattr(thing, alternative.only_if))
    if alternative.only_own:
        return bool(getattr(thing, alternative.only_own)(actor))
    return True


def roles_that_may(permission: Permission) -> list[Role]:
    """Return the roles in the row of `permission`, in the order of `Role`."""
    named = {role for alternative in POLICY[permission] for role in alternative.roles}
    return [role for role in Role if role in named]
