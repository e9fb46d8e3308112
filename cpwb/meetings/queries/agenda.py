"""Questions about agendas and the backlog."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can, visible
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core.errors import RuleBroken
from cpwb.core.words import _l
from cpwb.meetings.choices import RECORDED_IN, Visibility
from cpwb.meetings.models import AgendaItem, Meeting, UnreachedItem
from cpwb.members.models import Seat

LEFT_THE_AGENDA = _l(
    "The meeting was closed before anything was saved here, so this item waits in the backlog. Copy your text: it"
    " cannot be saved any more."
)


def agenda(session: Session, actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    """Return the items of a meeting that the actor may read, in their order.

    The seat that proposed each, its organisation, the standing items that they bear the title of, and the decisions
    are loaded with them.
    """
    query = (
        _items(actor).where(AgendaItem.meeting_id == meeting.id).options(selectinload(AgendaItem.decisions))
    ).order_by(AgendaItem.position, AgendaItem.id)
    return list(session.scalars(query).unique())


def _items(actor: Actor) -> sa.Select[AgendaItem]:
    return (
        sa.select(AgendaItem)
        .where(visible(actor, P.ITEM_VIEW, AgendaItem))
        .options(
            joinedload(AgendaItem.proposed_by).joinedload(Seat.organisation),
            joinedload(AgendaItem.committee),
            joinedload(AgendaItem.sources),
            joinedload(AgendaItem.times_unreached).joinedload(UnreachedItem.meeting),
        )
    )


def waiting(actor: Actor, committee_id: int) -> sa.Select[AgendaItem]:
    """Return the proposals that wait in the backlog, the oldest first."""
    return (
        _items(actor)
        .where(
            AgendaItem.committee_id == committee_id,
            AgendaItem.meeting_id.is_(None),
            AgendaItem.put_aside_on.is_(None),
        )
        .order_by(AgendaItem.created_at, AgendaItem.id)
    )


def put_aside(actor: Actor, committee_id: int) -> sa.Select[AgendaItem]:
    """Return the proposals that were put aside, the latest first."""
    return (
        _items(actor)
        .where(AgendaItem.committee_id == committee_id, AgendaItem.put_aside_on.is_not(None))
        .order_by(AgendaItem.put_aside_on.desc(), AgendaItem.id.desc())
    )


@dataclass(frozen=True)
class Timetable:
    """When each item of an agenda begins (by its id; none after an item without minutes), and the minutes it takes."""

    starts: Mapping[int, datetime | None]
    minutes: int
    available: int
    #: When the last item would end by the planned minutes.
    ends_at: datetime
    #: How many items have no planned minutes: they are not counted, and the times after the first of them are unknown.
    untimed: int = 0

    @property
    def excess(self) -> int:
        """Return by how many minutes the agenda is longer than the meeting, 0 when it fits."""
        return max(0, self.minutes - self.available)


def timetable(session: Session, meeting: Meeting) -> Timetable:
    """Return the running clock times of an agenda, restricted items counted, so that all read the same times."""
    rows = session.execute(
        sa.select(AgendaItem.id, AgendaItem.planned_minutes)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()
    starts: dict[int, datetime | None] = {}
    clock_time: datetime | None = meeting.starts_at
    for item_id, minutes in rows:
        starts[item_id] = clock_time
        clock_time = clock_time + timedelta(minutes=minutes) if clock_time and minutes else None
    total = sum(minutes or 0 for _item_id, minutes in rows)
    return Timetable(
        starts=starts,
        minutes=total,
        ends_at=meeting.starts_at + timedelta(minutes=total),
        available=int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60,
        untimed=sum(minutes is None for _item_id, minutes in rows),
    )


@dataclass(frozen=True)
class AgendaRow:
    """An item on the page where an agenda is built: when it begins, and the places one up and one down, if any."""

    item: AgendaItem
    starts_at: datetime | None
    up: int | None
    down: int | None
    #: By how many minutes it runs beyond the end of the meeting, as far as its times are known.
    over: int = 0


def agenda_rows(items: Sequence[AgendaItem], times: Timetable) -> list[AgendaRow]:
    """Return the items with their clock times and their ways up and down, which stay within the rank of their kind."""
    rows = []
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        after = items[place + 1] if place + 1 < len(items) else None
        rows.append(
            AgendaRow(
                item=item,
                starts_at=times.starts[item.id],
                over=_over(item, times.starts[item.id]),
                up=before.position if before and before.kind.rank == item.kind.rank else None,
                down=after.position if after and after.kind.rank == item.kind.rank else None,
            )
        )
    return rows


def _over(item: AgendaItem, starts_at: datetime | None) -> int:
    """Return by how many minutes an item that begins at this moment runs beyond the end of its meeting."""
    if starts_at is None or item.meeting is None:
        return 0
    ends_at = starts_at + timedelta(minutes=item.planned_minutes or 0)
    return max(0, int((ends_at - item.meeting.ends_at).total_seconds()) // 60)


def visibilities_for(actor: Actor, committee: Committee) -> list[Visibility]:
    """Return the visibilities that the actor may give an item: nobody writes what he or she could not read."""
    return [
        visibility
        for visibility in Visibility
        if can(actor, P.ITEM_EDIT, AgendaItem(committee_id=committee.id, committee=committee, visibility=visibility))
    ]


@dataclass(frozen=True)
class ProposedShare:
    """How many of the items that were proposed in a period each side proposed; `own` is the side of the reader."""

    by_side: Mapping[Side, int]
    own: Side | None

    @property
    def total(self) -> int:
        """Return how many were proposed in all."""
        return sum(self.by_side.values())


def proposed_share(session: Session, actor: Actor, committee: Committee, since: datetime) -> ProposedShare:
    """Return how many items each side proposed since a moment, of those that the actor may read."""
    query = (
        sa.select(Seat.side, sa.func.count(AgendaItem.id).label("number"))
        .join(AgendaItem, AgendaItem.proposed_by_id == Seat.id)
        .where(
            AgendaItem.committee_id == committee.id,
            AgendaItem.created_at >= since,
            visible(actor, P.ITEM_VIEW, AgendaItem),
        )
        .group_by(Seat.side)
    )
    counted = {row.side: row.number for row in session.execute(query)}
    seat_id = actor.seat_in(committee.id)
    own = session.scalar(sa.select(Seat.side).where(Seat.id == seat_id)) if seat_id else None
    return ProposedShare({side: counted.get(side, 0) for side in Side}, own)


def meeting_on_record(item: AgendaItem) -> Meeting:
    """Return the meeting of an item; raise RuleBroken as long as nothing can be recorded there."""
    if item.meeting is None:
        raise RuleBroken(None, LEFT_THE_AGENDA)
    if item.meeting.state not in RECORDED_IN:
        raise RuleBroken(None, _l("Notes and decisions can be recorded once the meeting has started."))
    return item.meeting
