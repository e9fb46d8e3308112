"""Questions over all features: figures per zone, the list behind each, and people reached by sex and age."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee, Zone
from cpwb.initiatives.models import AGE, SEX, Initiative, InitiativeSession
from cpwb.meetings.models import Meeting
from cpwb.monitoring.indicators import INDICATORS, Indicator, Unit, sessions_in
from cpwb.monitoring.periods import Period
from cpwb.monitoring.small import Reached


@dataclass(frozen=True)
class Figure:
    """A sum of amounts and, for a share, what it is out of."""

    amount: int = 0
    out_of: int = 0

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.amount + other.amount, self.out_of + other.out_of)

    def value(self, unit: Unit) -> float | None:
        """Return the count, or the share between 0 and 1 (None when it is out of nothing)."""
        if unit is Unit.COUNT:
            return self.amount
        return self.amount / self.out_of if self.out_of else None


@dataclass(frozen=True)
class ZoneFigures:
    """The figures of one zone, by the key of the indicator; zone None holds the programme's own."""

    zone: Zone | None
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Overview:
    """Figures per zone, by name, and in total."""

    zones: Sequence[ZoneFigures]
    total: ZoneFigures


def overview(session: Session, actor: Actor, period: Period, *, language: str) -> Overview:
    """Return every figure per zone and in total, in three statements whatever the number of zones.

    A merged zone's figures stand under its successor.
    """
    zones = zones_by_id(session)
    sums = _sums(session, actor, period)
    named = {current_zone(zones, zone_id) for zone_id in _zones_with_committees(session, actor)}
    found: dict[int | None, dict[str, Figure]] = {zone_id: {} for zone_id in named}
    for (key, zone_id), figure in sums.items():
        figures = found.setdefault(current_zone(zones, zone_id), {})
        figures[key] = figures.get(key, Figure()) + figure
    rows = [
        ZoneFigures(zones.get(zone_id) if zone_id else None, _complete(figures)) for zone_id, figures in found.items()
    ]
    rows.sort(key=lambda row: row.zone.name.text(language).casefold() if row.zone else "\uffff")
    return Overview(rows, ZoneFigures(None, _complete(_added(row.figures for row in rows))))


def _complete(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    return {indicator.key: figures.get(indicator.key, Figure()) for indicator in INDICATORS}


def _added(all_figures: Iterable[Mapping[str, Figure]]) -> dict[str, Figure]:
    total: dict[str, Figure] = defaultdict(Figure)
    for figures in all_figures:
        for key, figure in figures.items():
            total[key] += figure
    return total


def _sums(session: Session, actor: Actor, period: Period) -> dict[tuple[str, int | None], Figure]:
    """Return the sum of each indicator in each zone, in one statement."""
    parts = []
    for indicator in INDICATORS:
        rows = indicator.rows(actor, period).subquery()
        parts.append(
            sa.select(
                sa.literal(indicator.key).label("key"),
                rows.c.zone_id,
                sa.func.sum(rows.c.amount).label("amount"),
                sa.func.sum(rows.c.out_of).label("out_of"),
            ).group_by(rows.c.zone_id)
        )
    return {
        (key, zone_id): Figure(int(amount or 0), int(out_of or 0))
        for key, zone_id, amount, out_of in session.execute(sa.union_all(*parts))
    }


def zones_by_id(session: Session) -> dict[int, Zone]:
    """Return all zones, merged ones too."""
    return {zone.id: zone for zone in session.scalars(sa.select(Zone))}


def current_zone(zones: Mapping[int, Zone], zone_id: int | None) -> int | None:
    """Return the zone that has taken the place of `zone_id`, through any number of mergers."""
    seen: set[int] = set()
    while zone_id is not None and zone_id not in seen and zones[zone_id].successor_id is not None:
        seen.add(zone_id)
        zone_id = zones[zone_id].successor_id
    return zone_id


def _zones_with_committees(session: Session, actor: Actor) -> Sequence[int]:
    return session.scalars(
        sa.select(Committee.zone_id).where(visible(actor, P.OVERVIEW_VIEW, Committee)).distinct()
    ).all()


def zones_under(zones: Mapping[int, Zone], zone_id: int) -> list[int]:
    """Return a zone and all that merged into it."""
    return [each for each in zones if current_zone(zones, each) == current_zone(zones, zone_id)]


def behind(actor: Actor, indicator: Indicator, period: Period, zone_ids: Sequence[int] | None) -> sa.Select[Any]:
    """Return the records behind a figure, newest first: each with the committee and the thing it is about.

    With `zone_ids` only those of these zones. Columns: day, amount, out_of, thing, thing_id, Committee, Meeting,
    ActionPoint, Initiative (those that do not apply are None).
    """
    rows = indicator.rows(actor, period).subquery()
    query = (
        sa.select(rows.c.day, rows.c.amount, rows.c.out_of, rows.c.thing, rows.c.thing_id)
        .add_columns(Committee, Meeting, ActionPoint, Initiative)
        .outerjoin_from(rows, Committee, Committee.id == rows.c.committee_id)
        .outerjoin(Meeting, sa.and_(rows.c.thing == "meeting", Meeting.id == rows.c.thing_id))
        .outerjoin(ActionPoint, sa.and_(rows.c.thing == "action", ActionPoint.id == rows.c.thing_id))
        .outerjoin(Initiative, sa.and_(rows.c.thing == "initiative", Initiative.id == rows.c.thing_id))
        .order_by(rows.c.day.desc(), rows.c.thing_id.desc())
    )
    return query.where(rows.c.zone_id.in_(zone_ids)) if zone_ids is not None else query


def reached_by_initiative(session: Session, actor: Actor, period: Period) -> list[Reached]:
    """Return the people reached in a period by sex and by age, per initiative; a merged zone's under its successor."""
    zones = zones_by_id(session)
    names = (*SEX, *AGE)
    sums = [sa.func.sum(getattr(InitiativeSession, name)).label(name) for name in names]
    query = (
        sa.select(Initiative.zone_id, *sums)
        .join(InitiativeSession, InitiativeSession.initiative_id == Initiative.id)
        .where(*sessions_in(actor, period))
        .group_by(Initiative.id, Initiative.zone_id)
    )
    return [
        Reached(current_zone(zones, row.zone_id), {name: int(getattr(row, name)) for name in names})
        for row in session.execute(query)
    ]
