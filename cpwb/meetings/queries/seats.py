"""Questions about the seats of a committee, as far as meetings ask them: the attendance list, and who proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.dates import short_date
from cpwb.core.words import LazyText, _l
from cpwb.meetings.choices import RECORDED_IN, AttendanceState
from cpwb.meetings.models import AgendaItem, Attendance, Meeting
from cpwb.meetings.queries.quorum import attendances, unnamed_at
from cpwb.members.choices import Channel, MandateRole
from cpwb.members.models import Mandate, Seat
from cpwb.members.queries import SeatOn, seats_on


def seat_choices(
    session: Session, committee_id: int, day: date, *, also: Seat | None = None
) -> list[tuple[int, LazyText]]:
    """Return the seats of a committee on a day by id, each called by its organisation and its title.

    `also` is a seat that was chosen before and stays among them, even when it was closed since.
    """
    seats = [found.seat for found in seats_on(session, committee_id, day)]
    if also is not None and also not in seats:
        seats.append(also)
    return [(seat.id, seat_label(seat)) for seat in seats]


def seat_label(seat: Seat) -> LazyText:
    """Return what a seat is called in lists: its organisation and its title."""
    return _l("%(organisation)s – %(seat)s", organisation=seat.organisation.name, seat=seat.title)


def proposer_choices(session: Session, actor: Actor, committee: Committee, day: date) -> list[tuple[int, LazyText]]:
    """Return the seats on whose behalf the actor may propose: his or her own; the staff, for anybody, all of them."""
    seats = seat_choices(session, committee.id, day)
    own = [choice for choice in seats if choice[0] in actor.seat_ids]
    if not can(actor, P.MEETING_PLAN, committee):
        return own
    return own + [choice for choice in seats if choice[0] not in actor.seat_ids]


def holders_without_mail(session: Session, meeting: Meeting) -> list[Mandate]:
    """Return the mandates on the day of a meeting whose persons no mail reaches: they must be called otherwise."""
    return [
        mandate
        for found in seats_on(session, meeting.committee_id, meeting.held_on)
        for mandate in (found.holder, *found.alternates)
        if mandate is not None and mandate.person.channel is not Channel.EMAIL
    ]


def holders_on(session: Session, committee_id: int, day: date) -> dict[int, Mandate]:
    """Return the mandates in force on a day of those who fill a seat of a committee, by the id of the seat."""
    query = sa.select(Mandate).where(
        Mandate.committee_id == committee_id, Mandate.role != MandateRole.ALTERNATE, Mandate.is_in_force(day)
    )
    return {mandate.seat_id: mandate for mandate in session.scalars(query)}


@dataclass(frozen=True)
class SeatAttendance:
    """One line of the attendance list: a seat as it was held on the day, and what was recorded."""

    seat: Seat
    holder: Mandate | None
    #: Whoever fills the seat today, where that is somebody else since; None also where nobody does.
    successor: Mandate | None
    recorded: Attendance | None
    #: Who can take its place, by mandate: its own alternates first, then those of its side, then the others.
    alternates: Sequence[tuple[int, LazyText]]
    #: The mandate of its own first alternate, which is offered at once.
    own_alternate_id: int | None
    #: The places on the agenda at which whoever filled it arrived, and after which that person left.
    arrived: int | None = None
    left: int | None = None

    @property
    def label(self) -> LazyText:
        """Return what the seat is called."""
        return seat_label(self.seat)

    @property
    def state(self) -> AttendanceState | None:
        """Return how it was filled, once that was recorded."""
        return self.recorded.state if self.recorded else None

    @property
    def replaced_by(self) -> Mandate | None:
        """Return the mandate of the alternate who was recorded."""
        return self.recorded.replaced_by if self.recorded else None

    @property
    def replaced_by_id(self) -> int | None:
        """Return the mandate of the alternate who was recorded or, before that, of the first whom one would choose."""
        if self.replaced_by is not None:
            return self.replaced_by.id
        return self.own_alternate_id

    @property
    def note(self) -> str:
        """Return what was noted beside it."""
        return self.recorded.note if self.recorded else ""

    @property
    def since_then(self) -> LazyText | None:
        """Return what became of the mandate after the meeting; the list keeps it as it was on the day."""
        if self.holder is None:
            return _l("filled since then by %(name)s", name=self.successor.shown_name) if self.successor else None
        if self.successor is not None:
            return _l("replaced since then by %(name)s", name=self.successor.shown_name)
        if self.holder.ends_on is not None and self.holder.ends_on < clock.today():
            return _l("mandate ended since then, on %(day)s", day=short_date(self.holder.ends_on))
        return None


@dataclass(frozen=True)
class AttendanceList:
    """The attendance list of a meeting, with the head counts and the guests."""

    rows: Sequence[SeatAttendance]
    unnamed: Mapping[Side, int]
    guests: str
    #: The items of the agenda by their place.
    places: Mapping[int, int]


def attendance_list(session: Session, meeting: Meeting) -> AttendanceList:
    """Return the attendance list: the seats and the mandates in force on the day of the meeting.

    A seat of which something was recorded once the meeting had started stays in it with whoever held it then,
    whatever is changed about mandates later, also with a day in the past. The number of statements does not grow with
    the seats.
    """
    recorded = attendances(session, meeting)
    seats = _seats_of(session, meeting, recorded)
    has_passed = meeting.held_on < clock.today()
    now = holders_on(session, meeting.committee_id, clock.today()) if has_passed else {}
    places = places_of(session, meeting)
    return AttendanceList(
        rows=[_attendance_of(meeting, found, recorded.get(found.seat.id), seats, now, places) for found in seats],
        unnamed=unnamed_at(session, meeting),
        guests=meeting.guests,
        places=places,
    )


def places_of(session: Session, meeting: Meeting) -> dict[int, int]:
    """Return the items of an agenda by their place on it, whoever may read them: an agenda has one numbering."""
    places = sa.select(AgendaItem.position, AgendaItem.id).where(AgendaItem.meeting_id == meeting.id)
    return {row.position: row.id for row in session.execute(places.order_by(AgendaItem.position))}


def _seats_of(session: Session, meeting: Meeting, recorded: Mapping[int, Attendance]) -> list[SeatOn]:
    """Return the seats that existed on the day of a meeting, and those of which something was recorded."""
    seats = seats_on(session, meeting.committee_id, meeting.held_on)
    gone = set(recorded) - {found.seat.id for found in seats}
    if gone:
        query = sa.select(Seat).where(Seat.id.in_(gone)).options(joinedload(Seat.organisation)).order_by(Seat.id)
        seats += [SeatOn(seat, holder=None, alternates=[]) for seat in session.scalars(query)]
    return seats


def _attendance_of(
    meeting: Meeting,
    found: SeatOn,
    recorded: Attendance | None,
    seats: Sequence[SeatOn],
    now: Mapping[int, Mandate],
    places: Mapping[int, int],
) -> SeatAttendance:
    holder = found.holder
    if recorded is not None and recorded.mandate is not None and meeting.state in RECORDED_IN:
        holder = recorded.mandate
    successor = now.get(found.seat.id)
    if successor is not None and holder is not None and successor.person_id == holder.person_id:
        successor = None
    place_of = {item_id: place for place, item_id in places.items()}
    return SeatAttendance(
        seat=found.seat,
        holder=holder,
        successor=successor,
        recorded=recorded,
        alternates=_alternates_for(found, recorded, seats),
        own_alternate_id=found.alternates[0].id if found.alternates else None,
        arrived=place_of.get(recorded.arrived_item_id or 0) if recorded else None,
        left=place_of.get(recorded.left_item_id or 0) if recorded else None,
    )


def _alternates_for(found: SeatOn, recorded: Attendance | None, seats: Sequence[SeatOn]) -> list[tuple[int, LazyText]]:
    """Return who can take the place of a member: those of the seat, then those of its side, then the others."""
    ranked = sorted(seats, key=lambda other: (other.seat.id != found.seat.id, other.seat.side is not found.seat.side))
    mandates = [alternate for other in ranked for alternate in other.alternates]
    chosen = recorded.replaced_by if recorded else None
    if chosen is not None and chosen not in mandates:
        mandates.append(chosen)
    return [
        (mandate.id, _l("%(name)s (%(seat)s)", name=mandate.shown_name, seat=mandate.seat.title))
        for mandate in mandates
    ]
