"""Questions about zones, organisations and committees."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can, visible
from cpwb.committees.choices import CommitteeState, OrganisationState, Region, Side, ZoneState
from cpwb.committees.models import Committee, Municipality, Organisation, Zone
from cpwb.core.bilingual import Bilingual

#: Alphabetical order as people mean it: without regard to case.
_alphabetically = sa.func.lower


def zones(
    actor: Actor,
    *,
    q: str | None = None,
    region: Region | None = None,
    province: str | None = None,
    state: ZoneState | None = None,
) -> sa.Select[Zone]:
    """Return the zones that the actor may see; `q` is looked for in number, name and municipalities.

    `province` is its Dutch name.
    """
    query = sa.select(Zone).where(visible(actor, P.ZONE_VIEW, Zone))
    if q:
        towns = sa.select(Municipality.zone_id).where(Municipality.name.contains_text(q))
        query = query.where(
            sa.or_(Zone.number.startswith(q, autoescape=True), Zone.name.contains_text(q), Zone.id.in_(towns))
        )
    if region:
        query = query.where(Zone.region == region)
    if province:
        query = query.where(Zone.province.in_language("nl") == province)
    if state:
        query = query.where(Zone.is_merged == (state is ZoneState.MERGED))
    return query.options(selectinload(Zone.municipalities), joinedload(Zone.successor))


def zone_columns(language: str) -> Mapping[str, Any]:
    """Return the orders of the list of zones by heading."""
    return {
        "name": _alphabetically(Zone.name.in_language(language)),
        "number": Zone.number,
        "province": Zone.province.in_language(language),
    }


def provinces(session: Session, actor: Actor, language: str) -> list[Bilingual]:
    """Return the provinces of the zones that the actor may see, in the order of `language`."""
    found = session.scalars(sa.select(Zone.province).where(visible(actor, P.ZONE_VIEW, Zone)).distinct())
    by_name = {province.nl: province for province in found}
    return sorted(by_name.values(), key=lambda province: province.text(language))


def zone_choices(
    session: Session, actor: Actor, permission: P, language: str, *, but: Zone | None = None, also: Zone | None = None
) -> list[tuple[int, Bilingual]]:
    """Return the existing zones in which the actor may do `permission`, by name: not `but`, and `also` a merged one."""
    name = Zone.name.in_language(language)
    offered = sa.and_(visible(actor, permission, Zone), ~Zone.is_merged)
    if also is not None:
        offered = sa.or_(offered, Zone.id == also.id)
    query = sa.select(Zone).where(offered).order_by(_alphabetically(name), Zone.id)
    return [(zone.id, zone.name) for zone in session.scalars(query) if zone is not but]


def organisations(
    actor: Actor,
    *,
    q: str | None = None,
    side: Side | None = None,
    zone_id: int | None = None,
    state: OrganisationState | None = None,
) -> sa.Select[Organisation]:
    """Return the organisations that the actor may see."""
    query = sa.select(Organisation).where(visible(actor, P.ORGANISATION_VIEW, Organisation))
    if q:
        query = query.where(Organisation.name.contains_text(q))
    if side:
        query = query.where(Organisation.side == side)
    if zone_id:
        query = query.where(Organisation.zone_id == zone_id)
    if state:
        is_closed = state is OrganisationState.CLOSED
        query = query.where(Organisation.closed_on.is_not(None) if is_closed else Organisation.closed_on.is_(None))
    return query.options(joinedload(Organisation.zone))


def organisation_columns(language: str) -> Mapping[str, Any]:
    """Return the orders of the list of organisations by heading."""
    return {
        "name": _alphabetically(Organisation.name.in_language(language)),
        "side": Organisation.side,
    }


def may_work_everywhere(actor: Actor) -> bool:
    """Say whether an organisation that the actor records may do without a zone."""
    return can(actor, P.ORGANISATION_EDIT, Organisation(zone_id=None))


def committees(
    actor: Actor, *, q: str | None = None, zone_id: int | None = None, state: CommitteeState | None = None
) -> sa.Select[Committee]:
    """Return the committees that the actor may see."""
    query = sa.select(Committee).join(Zone, Zone.id == Committee.zone_id)
    query = query.where(visible(actor, P.COMMITTEE_VIEW, Committee))
    if q:
        query = query.where(Committee.name.contains_text(q))
    if zone_id:
        query = query.where(Committee.zone_id == zone_id)
    if state:
        query = query.where(Committee.state == state)
    return query.options(joinedload(Committee.zone))


def committee_columns(language: str) -> Mapping[str, Any]:
    """Return the orders of the list of committees by heading."""
    return {
        "name": _alphabetically(Committee.name.in_language(language)),
        "zone": _alphabetically(Zone.name.in_language(language)),
        "founded": Committee.founded_on,
    }


def committee_zones(session: Session, actor: Actor, language: str) -> list[tuple[int, Bilingual]]:
    """Return the zones of the committees that the actor may see, by name."""
    name = Zone.name.in_language(language)
    here = sa.select(Committee.zone_id).where(visible(actor, P.COMMITTEE_VIEW, Committee))
    query = sa.select(Zone).where(Zone.id.in_(here)).order_by(_alphabetically(name), Zone.id)
    return [(zone.id, zone.name) for zone in session.scalars(query)]


def organisation_zones(session: Session, actor: Actor, language: str) -> list[tuple[int, Bilingual]]:
    """Return the zones of the organisations that the actor may see, by name."""
    name = Zone.name.in_language(language)
    here = sa.select(Organisation.zone_id).where(visible(actor, P.ORGANISATION_VIEW, Organisation))
    query = sa.select(Zone).where(Zone.id.in_(here)).order_by(_alphabetically(name), Zone.id)
    return [(zone.id, zone.name) for zone in session.scalars(query)]
