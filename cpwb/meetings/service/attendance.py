"""Attendance: who was there, per seat and as head counts."""

from collections.abc import Mapping, Set

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.choices import Side
from cpwb.core.db import explain_constraints
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.meetings import queries
from cpwb.meetings.choices import ATTENDED_IN, RECORDED_IN, AttendanceState
from cpwb.meetings.events import AttendanceRecorded
from cpwb.meetings.models import Attendance, HeadCount, Meeting
from cpwb.meetings.presence import LEFT_BEFORE_ARRIVING, MAX_NOTE, ONLY_WHO_WAS_THERE, SeatDetails
from cpwb.meetings.turns import hold_meeting
from cpwb.members.choices import MandateRole
from cpwb.members.models import Mandate, Seat

MAX_UNNAMED = 1000

_REPLACED = AttendanceState.REPLACED

_AT_ONCE = _l("Somebody else recorded this at the same moment. Load the page again and check what stands there.")
explain_constraints(
    {
        "uq_attendances_meeting_id_seat_id": (None, _AT_ONCE),
        "uq_head_counts_meeting_id_side": (None, _AT_ONCE),
    }
)


def record_attendance(
    *,
    session: Session,
    actor: Actor,
    meeting: Meeting,
    seats: Mapping[int, tuple[AttendanceState, int | None]],
    unnamed: Mapping[Side, int],
    guests: str,
    details: Mapping[int, SeatDetails] | None = None,
) -> None:
    """Record how seats were filled: by seat id the state and, when replaced, the mandate of the alternate.

    `details` are of seats of which that is known. Seats and sides that are not named stay as they are. Excuses come in
    before the meeting, so this can be done from the moment it was convened.
    """
    hold_meeting(session, meeting)
    if meeting.state not in ATTENDED_IN:
        raise RuleBroken(None, _l("Attendance can be recorded once the meeting was convened or has started."))
    recorded = queries.attendances(session, meeting)
    _check_seats(session, meeting, set(seats) - set(recorded))
    _check_alternates(session, meeting, seats, recorded)
    _check_persons(session, meeting, seats, recorded)
    _fill_seats(session, meeting, seats, recorded)
    for seat_id, given in (details or {}).items():
        _note_details(session, meeting, recorded.get(seat_id), given)
    _count_heads(session, meeting, unnamed)
    meeting.guests = guests
    publish(
        session,
        AttendanceRecorded(
            by=actor.user_id, subject_id=meeting.id, committee_id=meeting.committee_id, meeting_id=meeting.id
        ),
    )


def _fill_seats(
    session: Session,
    meeting: Meeting,
    seats: Mapping[int, tuple[AttendanceState, int | None]],
    recorded: dict[int, Attendance],
) -> None:
    """Store the states; from the start of the meeting on with whoever holds the seat, so that the list stands fast."""
    has_started = meeting.state in RECORDED_IN
    holders = queries.holders_on(session, meeting.committee_id, meeting.held_on) if has_started and seats else {}
    for seat_id, (state, replaced_by_id) in seats.items():
        attendance = recorded.get(seat_id)
        if attendance is None:
            attendance = Attendance(
                committee_id=meeting.committee_id, meeting_id=meeting.id, seat_id=seat_id, mandate=holders.get(seat_id)
            )
            session.add(attendance)
            recorded[seat_id] = attendance
        attendance.state = state
        attendance.replaced_by_id = replaced_by_id if state is AttendanceState.REPLACED else None


def _note_details(session: Session, meeting: Meeting, attendance: Attendance | None, given: SeatDetails) -> None:
    """Store from which item to which a seat was filled, and a remark."""
    if attendance is None:
        raise RuleBroken("seats", _l("Say first whether this seat was filled."))
    if len(given.note) > MAX_NOTE:
        raise RuleBroken("seats", _l("This may be %(max)d characters long at most.", max=MAX_NOTE))
    if given.arrived_item_id is not None or given.left_item_id is not None:
        if not attendance.counts:
            raise RuleBroken("seats", ONLY_WHO_WAS_THERE)
        _check_items(session, meeting, given)
    attendance.arrived_item_id = given.arrived_item_id
    attendance.left_item_id = given.left_item_id
    attendance.note = given.note


def _check_items(session: Session, meeting: Meeting, given: SeatDetails) -> None:
    """Ask for items of this meeting, once it has started, and for an arrival before the departure."""
    if meeting.state not in RECORDED_IN:
        raise RuleBroken("seats", _l("Who arrives later or leaves earlier can be noted once the meeting has started."))
    place_of = {item_id: place for place, item_id in queries.places_of(session, meeting).items()}
    chosen = [item_id for item_id in (given.arrived_item_id, given.left_item_id) if item_id is not None]
    if any(item_id not in place_of for item_id in chosen):
        raise RuleBroken("seats", _l("Choose items of the agenda of this meeting."))
    places = [place_of[item_id] for item_id in chosen]
    if places != sorted(places):
        raise RuleBroken("seats", LEFT_BEFORE_ARRIVING)


def _check_seats(session: Session, meeting: Meeting, seat_ids: Set[int]) -> None:
    """Refuse seats of another committee, and seats that did not exist on the day."""
    known = set(
        session.scalars(
            sa.select(Seat.id).where(
                Seat.committee_id == meeting.committee_id,
                Seat.id.in_(seat_ids),
                Seat.is_open(meeting.held_on),
            )
        )
    )
    if known != seat_ids:
        raise RuleBroken(
            "seats", _l("One of these seats did not exist on the day of the meeting. Load the page again.")
        )


def _check_alternates(
    session: Session,
    meeting: Meeting,
    seats: Mapping[int, tuple[AttendanceState, int | None]],
    recorded: Mapping[int, Attendance],
) -> None:
    """Ask for an alternate of the committee in each replaced seat.

    Whoever was recorded already stays a choice, though the mandate may have been ended since with a day in the past.
    """
    chosen = {seat_id: mandate_id for seat_id, (state, mandate_id) in seats.items() if state is _REPLACED}
    if not chosen:
        return
    if None in chosen.values():
        raise RuleBroken("seats", _l("Choose who took the place of the member."))
    before = {seat_id: attendance.replaced_by_id for seat_id, attendance in recorded.items()}
    new = {mandate_id for seat_id, mandate_id in chosen.items() if before.get(seat_id) != mandate_id}
    known = set(
        session.scalars(
            sa.select(Mandate.id).where(
                Mandate.committee_id == meeting.committee_id,
                Mandate.id.in_(new),
                Mandate.role == MandateRole.ALTERNATE,
                Mandate.is_in_force(meeting.held_on),
            )
        )
    )
    if known != new:
        raise RuleBroken("seats", _l("Choose a substitute member whose mandate was in force on the day."))


def _check_persons(
    session: Session,
    meeting: Meeting,
    seats: Mapping[int, tuple[AttendanceState, int | None]],
    recorded: Mapping[int, Attendance],
) -> None:
    """Refuse a substitute who fills one of `seats` and another one too: in the place of somebody, or as its member.

    What was recorded so before is left alone, until one of its seats is recorded anew.
    """
    states = {seat_id: (attendance.state, attendance.replaced_by_id) for seat_id, attendance in recorded.items()}
    states |= seats
    if not seats or not any(state is _REPLACED for state, _mandate_id in states.values()):
        return
    holders = queries.holders_on(session, meeting.committee_id, meeting.held_on)
    filled: dict[int, int | None] = {}
    for seat_id, (state, mandate_id) in states.items():
        if state is _REPLACED:
            filled[seat_id] = mandate_id
        elif state is AttendanceState.PRESENT:
            noted = recorded[seat_id].mandate_id if seat_id in recorded else None
            filled[seat_id] = noted or (holders[seat_id].id if seat_id in holders else None)
    found = sa.select(Mandate.id, Mandate.person_id).where(
        Mandate.id.in_([one for one in filled.values() if one is not None])
    )
    person_of = {row.id: row.person_id for row in session.execute(found)}
    seats_of: dict[int, list[int]] = {}
    for seat_id, mandate_id in filled.items():
        if mandate_id is not None:
            seats_of.setdefault(person_of[mandate_id], []).append(seat_id)
    for several in seats_of.values():
        replaces = any(states[seat_id][0] is _REPLACED for seat_id in several)
        if len(several) > 1 and replaces and not seats.keys().isdisjoint(several):
            raise RuleBroken(
                "seats", _l("The same substitute cannot fill two seats. Choose another one for one of them.")
            )


def _count_heads(session: Session, meeting: Meeting, unnamed: Mapping[Side, int]) -> None:
    if any(not 0 <= number <= MAX_UNNAMED for number in unnamed.values()):
        raise RuleBroken("unnamed", _l("Count between 0 and %(max)s people per side.", max=MAX_UNNAMED))
    counts = {
        count.side: count for count in session.scalars(sa.select(HeadCount).where(HeadCount.meeting_id == meeting.id))
    }
    for side, number in unnamed.items():
        if side in counts:
            counts[side].unnamed = number
        elif number:
            session.add(HeadCount(committee_id=meeting.committee_id, meeting_id=meeting.id, side=side, unnamed=number))
