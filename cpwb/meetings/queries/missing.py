"""What the record of a meeting still lacks: for a last look before it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.meetings.choices import CLOSING_KINDS, OPENING_KINDS
from cpwb.meetings.models import AgendaItem, Attendance, Decision, Meeting, UnreachedItem
from cpwb.meetings.queries.seats import SeatAttendance, attendance_list, places_of


@dataclass(frozen=True)
class Missing:
    """What is not recorded, and what was not reached; none of it keeps anybody from closing the meeting knowingly."""

    #: The items that were treated but under which nothing was written.
    items: Sequence[AgendaItem]
    #: The items that were not reached: they go back to the backlog.
    unreached: Sequence[AgendaItem]
    #: The seats of which nobody said whether they were filled, vacant ones left out.
    seats: Sequence[SeatAttendance]
    #: The items under which something was decided without the quorum.
    without_quorum: Sequence[AgendaItem]
    #: The places of items that were not reached either, and that the reader may not read.
    unreached_unread: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.seats or self.without_quorum)


def missing(session: Session, meeting: Meeting, items: Sequence[AgendaItem]) -> Missing:
    """Return what the record of a meeting lacks, as far as these items of it and its attendance tell."""
    left = unreached(session, meeting)
    later, read = {item.id for item in left}, {item.id for item in items}
    return Missing(
        items=[item for item in items if item.id not in later and not item.notes and not item.decisions],
        unreached=[item for item in items if item.id in later],
        seats=[row for row in attendance_list(session, meeting).rows if row.holder is not None and row.state is None],
        without_quorum=[item for item in items if any(decision.had_quorum is False for decision in item.decisions)],
        unreached_unread=[item.position for item in left if item.id not in read],
    )


def unreached(session: Session, meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the items of a meeting that were not reached, in their order, whoever may read them.

    An item was reached when it stands on every agenda, was closed, has notes or a decision, when an action point was
    agreed under it, and when somebody arrived at it or left after it.
    """
    mentioned = sa.or_(Attendance.arrived_item_id == AgendaItem.id, Attendance.left_item_id == AgendaItem.id)
    return session.scalars(
        sa.select(AgendaItem)
        .where(
            AgendaItem.meeting_id == meeting.id,
            AgendaItem.kind.not_in((*OPENING_KINDS, *CLOSING_KINDS)),
            AgendaItem.is_repeated.is_(False),
            AgendaItem.closed_at.is_(None),
            AgendaItem.is_treated.is_(False),
            AgendaItem.notes == "",
            ~sa.exists().where(Decision.item_id == AgendaItem.id),
            ~sa.exists().where(Attendance.meeting_id == meeting.id, mentioned),
        )
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def places_that_were(session: Session, meeting: Meeting) -> list[tuple[int, int]]:
    """Return the ids of all items that stand or stood on the agenda of a meeting, each with its place, in order."""
    standing = [(item_id, place) for place, item_id in places_of(session, meeting).items()]
    left = [(unreached.item_id, unreached.position) for unreached in items_not_reached(session, meeting)]
    return sorted({*standing, *left}, key=lambda found: (found[1], found[0]))


def items_not_reached(session: Session, meeting: Meeting) -> Sequence[UnreachedItem]:
    """Return what went back to the backlog when a meeting was closed, as its agenda had it and in its order."""
    return session.scalars(
        sa.select(UnreachedItem)
        .where(UnreachedItem.meeting_id == meeting.id)
        .options(joinedload(UnreachedItem.item))
        .order_by(UnreachedItem.position, UnreachedItem.id)
    ).all()
