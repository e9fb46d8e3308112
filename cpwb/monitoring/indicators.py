"""The indicators, declared: one row each.

An indicator's `rows` are the records it counts, each with its zone, its day, its `amount` and (for a share) what it is
`out_of`. The figure is their sum per zone and the list behind the figure is those same rows, so the two cannot
disagree. The `question` is shown to readers as the definition. No row names a person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.words import LazyText, _l
from cpwb.initiatives.choices import InitiativeState
from cpwb.initiatives.models import Initiative, InitiativeSession
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import AgendaItem, Attendance, Meeting
from cpwb.members.models import Seat
from cpwb.monitoring.periods import Period


class Unit(StrEnum):
    """What a figure is."""

    COUNT = "count"
    SHARE = "share"


class Theme(StrEnum):
    """Under which heading a figure stands."""

    MEETINGS = "meetings"
    AGENDA = "agenda"
    ACTIONS = "actions"
    INITIATIVES = "initiatives"

    @property
    def label(self) -> LazyText:
        """Return the heading in the reader's language."""
        return _THEMES[self]


_THEMES = {
    Theme.MEETINGS: _l("Meetings and attendance"),
    Theme.AGENDA: _l("Who sets the agenda"),
    Theme.ACTIONS: _l("Action points"),
    Theme.INITIATIVES: _l("Initiatives and people reached"),
}

Rows = Callable[[Actor, Period], sa.Select[Any]]


@dataclass(frozen=True)
class Indicator:
    """One figure: its `key` in URLs and exports, its `label`, the `question` it answers, and the `rows` it counts."""

    key: str
    theme: Theme
    label: LazyText
    question: LazyText
    unit: Unit
    rows: Rows


def _columns(
    thing: str, thing_id: Any, zone_id: Any, committee_id: Any, day: Any, amount: Any, out_of: Any
) -> list[Any]:
    """Return the columns that every `rows` has."""
    return [
        zone_id.label("zone_id"),
        committee_id.label("committee_id"),
        sa.literal(thing).label("thing"),
        thing_id.label("thing_id"),
        day.label("day"),
        amount.label("amount"),
        out_of.label("out_of"),
    ]


_ONE = sa.literal(1)
_NOTHING = sa.cast(sa.null(), sa.Integer)


def _held(actor: Actor, period: Period) -> sa.ColumnElement[bool]:
    """Return the condition for the meetings held in a period that the reader may count."""
    return sa.and_(
        visible(actor, P.MEETING_VIEW, Meeting),
        Meeting.state == MeetingState.CLOSED,
        Meeting.starts_at >= period.starts_at,
        Meeting.starts_at < period.ends_before,
    )


def _meetings_held(actor: Actor, period: Period) -> sa.Select[Any]:
    columns = _columns("meeting", Meeting.id, Committee.zone_id, Committee.id, Meeting.starts_at, _ONE, _NOTHING)
    return sa.select(*columns).join(Committee, Committee.id == Meeting.committee_id).where(_held(actor, period))


def _attendance(side: Side) -> Rows:
    def rows(actor: Actor, period: Period) -> sa.Select[Any]:
        present = sa.func.sum(sa.case((Attendance.counts, 1), else_=0))
        seats = sa.func.count(Attendance.id)
        columns = _columns("meeting", Meeting.id, Committee.zone_id, Committee.id, Meeting.starts_at, present, seats)
        return (
            sa.select(*columns)
            .join(Committee, Committee.id == Meeting.committee_id)
            .join(Attendance, Attendance.meeting_id == Meeting.id)
            .join(Seat, Seat.id == Attendance.seat_id)
            .where(_held(actor, period), Seat.side == side)
            .group_by(Meeting.id, Committee.zone_id, Committee.id, Meeting.starts_at)
        )

    return rows


def _items_proposed(side: Side) -> Rows:
    def rows(actor: Actor, period: Period) -> sa.Select[Any]:
        proposed = sa.func.sum(sa.case((Seat.side == side, 1), else_=0))
        columns = _columns(
            "meeting", Meeting.id, Committee.zone_id, Committee.id, Meeting.starts_at, proposed, sa.func.count(Seat.id)
        )
        return (
            sa.select(*columns)
            .join(Committee, Committee.id == Meeting.committee_id)
            .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
            .join(Seat, Seat.id == AgendaItem.proposed_by_id)
            .where(_held(actor, period))
            .group_by(Meeting.id, Committee.zone_id, Committee.id, Meeting.starts_at)
        )

    return rows


def _actions(day: Any, amount: Any, out_of: Any, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    columns = _columns("action", ActionPoint.id, Committee.zone_id, Committee.id, day, amount, out_of)
    return sa.select(*columns).join(Committee, Committee.id == ActionPoint.committee_id).where(*conditions)


def _opened(actor: Actor, period: Period) -> sa.Select[Any]:
    return _actions(
        ActionPoint.opened_on,
        _ONE,
        _NOTHING,
        visible(actor, P.ACTION_VIEW, ActionPoint),
        ActionPoint.opened_on.between(period.first, period.last),
    )


def _done(actor: Actor, period: Period) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        visible(actor, P.ACTION_VIEW, ActionPoint),
        ActionPoint.state == ActionState.DONE,
        ActionPoint.closed_on.between(period.first, period.last),
    )


def _closed(actor: Actor, period: Period) -> sa.Select[Any]:
    return _actions(ActionPoint.closed_on, _ONE, _NOTHING, *_done(actor, period))


def _on_time(actor: Actor, period: Period) -> sa.Select[Any]:
    on_time = sa.case((ActionPoint.closed_on <= ActionPoint.due_on, 1), else_=0)
    return _actions(ActionPoint.closed_on, on_time, _ONE, *_done(actor, period))


def _overdue(actor: Actor, period: Period) -> sa.Select[Any]:
    day = min(period.last, clock.today())
    return _actions(
        ActionPoint.due_on,
        _ONE,
        _NOTHING,
        visible(actor, P.ACTION_VIEW, ActionPoint),
        ActionPoint.opened_on <= day,
        ActionPoint.due_on < day,
        sa.or_(ActionPoint.closed_on.is_(None), ActionPoint.closed_on > day),
    )


def _initiatives(*states: InitiativeState) -> Rows:
    def rows(actor: Actor, period: Period) -> sa.Select[Any]:
        columns = _columns(
            "initiative",
            Initiative.id,
            Initiative.zone_id,
            Initiative.committee_id,
            sa.func.coalesce(Initiative.starts_on, sa.func.date(Initiative.created_at, type_=sa.Date), type_=sa.Date),
            _ONE,
            _NOTHING,
        )
        return sa.select(*columns).where(
            visible(actor, P.INITIATIVE_VIEW, Initiative),
            Initiative.state.in_(states),
            Initiative.created_at < period.ends_before,
            sa.or_(Initiative.starts_on.is_(None), Initiative.starts_on <= period.last),
            sa.or_(Initiative.ends_on.is_(None), Initiative.ends_on >= period.first),
        )

    return rows


def sessions_in(actor: Actor, period: Period) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions for the sessions held in a period that the reader may count."""
    return (
        visible(actor, P.INITIATIVE_VIEW, InitiativeSession),
        InitiativeSession.held_on.between(period.first, period.last),
    )


def _sessions(amount: Any, out_of: Any) -> Rows:
    def rows(actor: Actor, period: Period) -> sa.Select[Any]:
        columns = _columns(
            "initiative",
            Initiative.id,
            Initiative.zone_id,
            Initiative.committee_id,
            InitiativeSession.held_on,
            amount,
            out_of,
        )
        return (
            sa.select(*columns)
            .join(InitiativeSession, InitiativeSession.initiative_id == Initiative.id)
            .where(*sessions_in(actor, period))
        )

    return rows


_REACHED = (
    InitiativeSession.reached_police + InitiativeSession.reached_community + InitiativeSession.reached_municipality
)

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "meetings_held",
        Theme.MEETINGS,
        _l("meetings held"),
        _l("How many meetings of the period were held and closed?"),
        Unit.COUNT,
        _meetings_held,
    ),
    Indicator(
        "attendance_police",
        Theme.MEETINGS,
        _l("attendance: police"),
        _l("Of the seats of the police at meetings held, which share was present or replaced?"),
        Unit.SHARE,
        _attendance(Side.POLICE),
    ),
    Indicator(
        "attendance_community",
        Theme.MEETINGS,
        _l("attendance: communities"),
        _l("Of the seats of communities and civil society at meetings held, which share was present or replaced?"),
        Unit.SHARE,
        _attendance(Side.COMMUNITY),
    ),
    Indicator(
        "attendance_municipality",
        Theme.MEETINGS,
        _l("attendance: municipality"),
        _l("Of the seats of the municipality and partners at meetings held, which share was present or replaced?"),
        Unit.SHARE,
        _attendance(Side.MUNICIPALITY),
    ),
    Indicator(
        "items_police",
        Theme.AGENDA,
        _l("proposed by the police"),
        _l("Of the agenda items that somebody proposed, which share came from the police?"),
        Unit.SHARE,
        _items_proposed(Side.POLICE),
    ),
    Indicator(
        "items_community",
        Theme.AGENDA,
        _l("proposed by communities"),
        _l("Of the agenda items that somebody proposed, which share came from communities and civil society?"),
        Unit.SHARE,
        _items_proposed(Side.COMMUNITY),
    ),
    Indicator(
        "items_municipality",
        Theme.AGENDA,
        _l("proposed by the municipality"),
        _l("Of the agenda items that somebody proposed, which share came from the municipality and partners?"),
        Unit.SHARE,
        _items_proposed(Side.MUNICIPALITY),
    ),
    Indicator(
        "actions_opened",
        Theme.ACTIONS,
        _l("action points opened"),
        _l("How many action points were opened in the period?"),
        Unit.COUNT,
        _opened,
    ),
    Indicator(
        "actions_closed",
        Theme.ACTIONS,
        _l("action points completed"),
        _l("How many action points were completed in the period?"),
        Unit.COUNT,
        _closed,
    ),
    Indicator(
        "actions_on_time",
        Theme.ACTIONS,
        _l("completed on time"),
        _l("Of the action points completed in the period, which share was completed by its due date?"),
        Unit.SHARE,
        _on_time,
    ),
    Indicator(
        "actions_overdue",
        Theme.ACTIONS,
        _l("overdue at the end"),
        _l("How many action points were unfinished after their due date at the end of the period (or today)?"),
        Unit.COUNT,
        _overdue,
    ),
    Indicator(
        "initiatives_coming",
        Theme.INITIATIVES,
        _l("initiatives in preparation"),
        _l("How many initiatives of the period are an idea or in preparation today?"),
        Unit.COUNT,
        _initiatives(InitiativeState.IDEA, InitiativeState.PLANNED),
    ),
    Indicator(
        "initiatives_running",
        Theme.INITIATIVES,
        _l("initiatives under way"),
        _l("How many initiatives of the period are under way today?"),
        Unit.COUNT,
        _initiatives(InitiativeState.RUNNING),
    ),
    Indicator(
        "initiatives_finished",
        Theme.INITIATIVES,
        _l("initiatives completed"),
        _l("How many initiatives of the period are completed or evaluated today?"),
        Unit.COUNT,
        _initiatives(InitiativeState.FINISHED, InitiativeState.EVALUATED),
    ),
    Indicator(
        "initiatives_stopped",
        Theme.INITIATIVES,
        _l("initiatives stopped"),
        _l("How many initiatives of the period were stopped?"),
        Unit.COUNT,
        _initiatives(InitiativeState.STOPPED),
    ),
    Indicator(
        "people_reached",
        Theme.INITIATIVES,
        _l("people reached"),
        _l("How many people were reached on the sessions held in the period?"),
        Unit.COUNT,
        _sessions(_REACHED, _NOTHING),
    ),
    Indicator(
        "satisfaction",
        Theme.INITIATIVES,
        _l("satisfaction"),
        _l("Of the people who answered after a session, which share said good or very good?"),
        Unit.SHARE,
        _sessions(InitiativeSession.satisfaction_good, InitiativeSession.satisfaction_answers),
    ),
)

BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
