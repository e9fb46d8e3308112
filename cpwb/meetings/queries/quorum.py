"""Questions about who was there, and whether that was enough."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.meetings.choices import AttendanceState
from cpwb.meetings.models import AgendaItem, Attendance, HeadCount, Meeting
from cpwb.members.choices import MandateRole
from cpwb.members.models import Mandate, Seat


@dataclass(frozen=True)
class SideQuorum:
    """The quorum on one side, or (without a side) in total.

    `needed` is the number that the rule of the committee asks for (None: no rule), `present` the number of voting
    seats that were filled by their member or an alternate, `people` everybody who was there: all seats and those who
    wish to be counted only.
    """

    side: Side | None
    needed: int | None
    present: int
    people: int

    @property
    def met(self) -> bool:
        """Say whether the rule is met; without a rule it is."""
        return self.needed is None or self.present >= self.needed


@dataclass(frozen=True)
class Quorum:
    """The quorum of a meeting or of one of its items, per side and in total."""

    sides: tuple[SideQuorum, ...]
    total: SideQuorum
    #: Of a meeting: the places of the items at which the rule was not met, because somebody arrived later or left.
    gaps: tuple[int, ...] = ()

    @property
    def met(self) -> bool:
        """Say whether every part of the rule is met."""
        return self.total.met and all(side.met for side in self.sides)

    @property
    def has_rule(self) -> bool:
        """Say whether the committee has a quorum at all."""
        return any(part.needed is not None for part in (*self.sides, self.total))


@dataclass(frozen=True)
class Presence:
    """A seat that was filled: for which side, with a vote or without, and from which to which place on the agenda."""

    side: Side
    is_voting: bool
    #: The place of the item during which somebody arrived; None: from the beginning.
    arrived: int | None = None
    #: The place of the item after which that person left; None: until the end.
    left: int | None = None

    def covers(self, place: int | None) -> bool:
        """Say whether it was filled at the item with this place on the agenda; without one, at any time."""
        if place is None:
            return True
        return (self.arrived or place) <= place <= (self.left or place)


def counted(
    committee: Committee, filled: Iterable[Presence], unnamed: Mapping[Side, int], place: int | None = None
) -> Quorum:
    """Return who was there per side, against the rule of the committee: in all, or at the item with this place.

    The rule speaks of seats: only seats with a vote count towards it. People without a name are shown as present, but
    who is only counted holds no seat here, and the same person may not count twice.
    """
    there = [presence for presence in filled if presence.covers(place)]
    needed = {Side.POLICE: committee.quorum_police, Side.COMMUNITY: committee.quorum_community}
    sides = tuple(
        SideQuorum(
            side=side,
            needed=needed.get(side),
            present=sum(presence.is_voting for presence in there if presence.side is side),
            people=sum(presence.side is side for presence in there) + unnamed.get(side, 0),
        )
        for side in Side
    )
    total = SideQuorum(
        side=None,
        needed=committee.quorum_total,
        present=sum(side.present for side in sides),
        people=sum(side.people for side in sides),
    )
    return Quorum(sides, total)


def quorum(session: Session, meeting: Meeting) -> Quorum:
    """Return who was at a meeting per side, against the rule of the committee, and at which items they were too few."""
    filled, unnamed = presences(session, meeting), unnamed_at(session, meeting)
    whole = counted(meeting.committee, filled, unnamed)
    if not whole.met or all(presence.arrived is presence.left is None for presence in filled):
        return whole
    places = session.scalars(
        sa.select(AgendaItem.position).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    )
    gaps = [place for place in places if not counted(meeting.committee, filled, unnamed, place).met]
    return Quorum(whole.sides, whole.total, tuple(gaps))


def quorum_at(session: Session, item: AgendaItem, meeting: Meeting) -> Quorum:
    """Return who was there at one item of a meeting, against the rule of the committee."""
    return counted(meeting.committee, presences(session, meeting), unnamed_at(session, meeting), item.position)


def voting_at(filled: Iterable[Presence], item: AgendaItem) -> dict[Side, int]:
    """Return per side how many of these seats have a vote and were filled at an item."""
    voting = [presence for presence in filled if presence.is_voting and presence.covers(item.position)]
    return {side: sum(presence.side is side for presence in voting) for side in Side}


def presences(session: Session, meeting: Meeting) -> Sequence[Presence]:
    """Return the seats that were filled at a meeting, and for how long; an observer has no vote in any seat."""
    arrived, left = aliased(AgendaItem), aliased(AgendaItem)
    observes = sa.and_(
        Attendance.state == AttendanceState.PRESENT, sa.func.coalesce(Mandate.role == MandateRole.OBSERVER, sa.false())
    )
    has_vote = sa.and_(Seat.is_voting, sa.not_(observes))
    query = (
        sa.select(Seat.side, has_vote, arrived.position, left.position)
        .join(Attendance, Attendance.seat_id == Seat.id)
        .outerjoin(Mandate, Mandate.id == Attendance.mandate_id)
        .outerjoin(arrived, arrived.id == Attendance.arrived_item_id)
        .outerjoin(left, left.id == Attendance.left_item_id)
        .where(Attendance.meeting_id == meeting.id, Attendance.counts)
    )
    return [Presence(*row) for row in session.execute(query)]


def unnamed_at(session: Session, meeting: Meeting) -> dict[Side, int]:
    """Return the head count per side of people who wish to be counted only; sides without one are left out."""
    heads = sa.select(HeadCount.side, HeadCount.unnamed).where(HeadCount.meeting_id == meeting.id)
    return {row.side: row.unnamed for row in session.execute(heads)}


def attendances(session: Session, meeting: Meeting) -> dict[int, Attendance]:
    """Return what was recorded per seat, by the id of the seat, the members and the alternates loaded."""
    query = (
        sa.select(Attendance)
        .where(Attendance.meeting_id == meeting.id)
        .options(joinedload(Attendance.mandate), joinedload(Attendance.replaced_by))
        # As they are now, also where this session has read them before.
        .execution_options(populate_existing=True)
    )
    return {attendance.seat_id: attendance for attendance in session.scalars(query).unique()}
