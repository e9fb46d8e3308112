"""Attendance in detail: from which item to which, remarks, and a list that stands fast whatever becomes of mandates."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.access.permissions import Role
from cpwb.committees.choices import Side
from cpwb.core import clock
from cpwb.core.errors import RuleBroken
from cpwb.meetings import queries, service
from cpwb.meetings.choices import AttendanceState, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Attendance, Meeting
from cpwb.meetings.presence import SeatDetails
from cpwb.members.choices import MandateRole
from cpwb.members.models import Seat
from tests.conftest import SignIn
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting, an_attendance, an_item
from tests.factories.members import a_mandate, a_seat

PRESENT, EXCUSED, REPLACED = AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.REPLACED
#: Some weeks after the meetings of these tests.
LATER = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """A meeting in progress with three items, the second one restricted."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    for position in (1, 2, 3):
        hidden = Visibility.RESTRICTED if position == 2 else Visibility.COMMITTEE
        an_item(session, meeting=meeting, position=position, title=f"Punt {position}", visibility=hidden)
    return meeting


@pytest.fixture
def seat(session: Session, meeting: Meeting) -> Seat:
    """A seat of the police with its member."""
    seat = a_seat(session, committee=meeting.committee, side=Side.POLICE)
    a_mandate(session, seat=seat)
    return seat


def attend(session: Session, meeting: Meeting, **values: Any) -> None:
    """Record attendance, of nobody but for `values`."""
    given: dict[str, Any] = {"seats": {}, "unnamed": {}, "guests": ""}
    service.record_attendance(session=session, actor=SYSTEM, meeting=meeting, **(given | values))


def the_rule(broken: pytest.ExceptionInfo[RuleBroken]) -> str:
    """Return the English sentence of a broken rule."""
    return re.sub(r"""^LazyText\(['"](.*)['"]\)$""", r"\1", repr(broken.value.message))


def only_row(session: Session, meeting: Meeting) -> queries.SeatAttendance:
    """Return the one line of an attendance list."""
    (row,) = queries.attendance_list(session, meeting).rows
    return row


def test_one_person_fills_one_seat(session: Session, meeting: Meeting, seat: Seat) -> None:
    """Two mandates of one person are no two people: neither as two alternates, nor as a member and an alternate."""
    other, third = (a_seat(session, committee=meeting.committee) for _ in range(2))
    a_mandate(session, seat=other)
    alternate = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
    person = alternate.person
    again = a_mandate(session, seat=other, person=person, role=MandateRole.ALTERNATE)
    a_mandate(session, seat=third, person=person)
    attend(session, meeting, seats={seat.id: (REPLACED, alternate.id)})
    for seats in ({other.id: (REPLACED, again.id)}, {third.id: (PRESENT, None)}):
        with pytest.raises(RuleBroken) as broken:
            attend(session, meeting, seats=seats)
        assert the_rule(broken).startswith("The same substitute cannot fill two seats.")
    attend(session, meeting, seats={seat.id: (EXCUSED, None), third.id: (PRESENT, None)})
    with pytest.raises(RuleBroken):
        attend(session, meeting, seats={other.id: (REPLACED, again.id)})
    # What was recorded so before does not stand in the way of another seat, or of a head count.
    recorded = queries.attendances(session, meeting)
    recorded[seat.id].state, recorded[seat.id].replaced_by_id = REPLACED, alternate.id
    session.flush()
    attend(session, meeting, seats={other.id: (EXCUSED, None)}, unnamed={Side.POLICE: 1})
    with pytest.raises(RuleBroken):
        attend(session, meeting, seats={third.id: (PRESENT, None)})


def test_an_observer_has_no_vote(session: Session, meeting: Meeting, seat: Seat) -> None:
    """In a seat with a vote, too, an observer is one of the people there; an alternate in that seat votes."""
    observed = a_seat(session, committee=meeting.committee, side=Side.POLICE)
    a_mandate(session, seat=observed, role=MandateRole.OBSERVER)
    alternate = a_mandate(session, seat=observed, role=MandateRole.ALTERNATE)
    attend(session, meeting, seats={seat.id: (PRESENT, None), observed.id: (PRESENT, None)})
    total = queries.quorum(session, meeting).total
    assert (total.present, total.people) == (1, 2)
    attend(session, meeting, seats={observed.id: (REPLACED, alternate.id)})
    assert queries.quorum(session, meeting).total.present == 2


# From which item to which


def test_a_seat_is_filled_for_a_part_of_the_agenda(session: Session, meeting: Meeting, seat: Seat) -> None:
    """The quorum is counted per item; where it was lost in between, the whole meeting says so."""
    meeting.committee.quorum_total = 1
    first, second, third = meeting.items
    given = SeatDetails(first.id, second.id, "tolk aanwezig")
    attend(session, meeting, seats={seat.id: (PRESENT, None)}, details={seat.id: given})
    session.expire_all()
    row = only_row(session, meeting)
    assert (row.state, row.arrived, row.left, row.note) == (PRESENT, 1, 2, "tolk aanwezig")
    assert [queries.quorum_at(session, item, meeting).total.present for item in (first, second, third)] == [1, 1, 0]
    assert (queries.quorum(session, meeting).met, queries.quorum(session, meeting).gaps) == (True, (3,))


def test_details_wait_for_a_state(session: Session, meeting: Meeting, seat: Seat) -> None:
    """And stay while somebody corrects the state, so that a wrong tap loses nothing; only who was there counts."""
    first = meeting.items[0]
    with pytest.raises(RuleBroken) as broken:
        attend(session, meeting, details={seat.id: SeatDetails(note="x")})
    assert the_rule(broken) == "Say first whether this seat was filled."
    attend(session, meeting, seats={seat.id: (PRESENT, None)}, details={seat.id: SeatDetails(first.id)})
    attend(session, meeting, seats={seat.id: (EXCUSED, None)})
    assert queries.quorum_at(session, first, meeting).total.present == 0
    attend(session, meeting, seats={seat.id: (PRESENT, None)})
    assert only_row(session, meeting).arrived == 1


def test_details_that_cannot_be(session: Session, meeting: Meeting, seat: Seat) -> None:
    """Leaving before arriving, items of elsewhere, arriving though excused, a novel, before it began: refused."""
    first, _second, third = meeting.items
    stranger = an_item(session, meeting=a_meeting(session, committee=meeting.committee))
    waits = an_item(session, committee=meeting.committee)
    for given, state, sentence in (
        (SeatDetails(third.id, first.id), PRESENT, "Nobody leaves before arriving. Check the numbers of the items."),
        (SeatDetails(stranger.id), PRESENT, "Choose items of the agenda of this meeting."),
        (SeatDetails(None, waits.id), PRESENT, "Choose items of the agenda of this meeting."),
        (
            SeatDetails(first.id),
            EXCUSED,
            "Only who was there can arrive later or leave earlier. Choose “present” or “replaced”, or empty these"
            " fields.",
        ),
        (SeatDetails(note="x" * 201), PRESENT, "This may be %(max)d characters long at most."),
    ):
        with session.begin_nested() as point, pytest.raises(RuleBroken) as broken:
            attend(session, meeting, seats={seat.id: (state, None)}, details={seat.id: given})
        assert the_rule(broken) == sentence
        if point.is_active:
            point.rollback()
    convened = a_meeting(session, committee=meeting.committee, state=MeetingState.CONVENED)
    item = an_item(session, meeting=convened)
    with pytest.raises(RuleBroken) as broken:
        attend(session, convened, seats={seat.id: (PRESENT, None)}, details={seat.id: SeatDetails(item.id)})
    assert the_rule(broken) == "Who arrives later or leaves earlier can be noted once the meeting has started."


def test_a_substitute_fills_one_seat_however_it_is_saved(session: Session, meeting: Meeting, seat: Seat) -> None:
    """Also when each seat is saved at once, by itself."""
    other = a_seat(session, committee=meeting.committee)
    alternate = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
    attend(session, meeting, seats={seat.id: (REPLACED, alternate.id)})
    with pytest.raises(RuleBroken) as broken:
        attend(session, meeting, seats={other.id: (REPLACED, alternate.id)})
    assert the_rule(broken) == "The same substitute cannot fill two seats. Choose another one for one of them."


def test_alternates_of_the_side_come_before_those_of_the_others(session: Session, meeting: Meeting, seat: Seat) -> None:
    """Those of the seat itself, then of its side, then everybody else."""
    others = [
        a_seat(session, committee=meeting.committee, side=side)
        for side in (Side.COMMUNITY, Side.POLICE, Side.MUNICIPALITY)
    ]
    of_community, of_police, of_municipality, own = (
        a_mandate(session, seat=place, role=MandateRole.ALTERNATE).id for place in (*others, seat)
    )
    a_mandate(session, seat=seat, role=MandateRole.ALTERNATE, starts_on=date(2026, 3, 11))
    row = next(row for row in queries.attendance_list(session, meeting).rows if row.seat is seat)
    assert [mandate for mandate, _label in row.alternates] == [own, of_police, of_community, of_municipality]


# Mandates that change later


def test_the_list_stands_fast(session: Session, meeting: Meeting, seat: Seat) -> None:
    """A mandate, a substitution and even a seat that are ended with a day before the meeting stay in its list."""
    member = seat.mandates[0]
    alternate = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
    attend(session, meeting, seats={seat.id: (REPLACED, alternate.id)})
    member.ends_on = alternate.ends_on = seat.closed_on = date(2026, 3, 1)
    session.commit()
    session.expire_all()
    with clock.at(LATER):
        row = only_row(session, meeting)
        assert (row.seat, row.holder, row.replaced_by) == (seat, member, alternate)
        assert [mandate for mandate, _label in row.alternates] == [alternate.id]
        assert repr(row.since_then) == "LazyText('mandate ended since then, on %(day)s')"
    attend(session, meeting, seats={seat.id: (REPLACED, alternate.id)})
    attend(session, meeting, seats={seat.id: (PRESENT, None)})


def test_who_came_since_is_shown(session: Session, meeting: Meeting, seat: Seat) -> None:
    """Somebody else in the seat, but not the same person in another role; on the day itself nothing."""
    member = seat.mandates[0]
    attend(session, meeting, seats={seat.id: (PRESENT, None)})
    member.ends_on = date(2026, 3, 31)
    successor = a_mandate(session, seat=seat, starts_on=date(2026, 4, 1))
    with clock.at(LATER):
        assert only_row(session, meeting).successor == successor
        successor.person = member.person
        session.flush()
        assert only_row(session, meeting).successor is None
    with clock.at(meeting.starts_at):
        assert only_row(session, meeting).since_then is None


def test_excuses_are_kept_with_whoever_holds_the_seat_on_the_day(session: Session) -> None:
    """Until the meeting starts it can be moved to a day on which somebody else does."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CONVENED)
    seat = a_seat(session, committee=meeting.committee)
    a_mandate(session, seat=seat, ends_on=date(2026, 3, 10))
    after = a_mandate(session, seat=seat, starts_on=date(2026, 3, 11))
    attend(session, meeting, seats={seat.id: (EXCUSED, None)})
    assert session.scalars(sa.select(Attendance.mandate_id)).all() == [None]
    meeting.starts_at, meeting.ends_at = (moment.replace(day=17) for moment in (meeting.starts_at, meeting.ends_at))
    service.start_meeting(session=session, actor=SYSTEM, meeting=meeting)
    assert session.scalars(sa.select(Attendance.mandate_id)).all() == [after.id]


# The page


def test_details_are_typed_by_the_number_of_the_item(
    session: Session, sign_in: SignIn, meeting: Meeting, seat: Seat
) -> None:
    """A remark is free text: the page warns; what is not there is said at its field."""
    an_attendance(session, meeting=meeting, seat=seat)
    client = sign_in(Role.COORDINATOR, zone=meeting.committee.zone)
    path = f"/meetings/{meeting.id}/attendance"
    page = client.get(path)
    assert page.texts(".entry-warning") == ["Geen namen van mensen buiten het comité, geen feiten uit een dossier."]
    assert "Punt 2" not in page.text
    typed = {f"seat_{seat.id}": "present", f"arrived_{seat.id}": "2", f"left_{seat.id}": "3"}
    for wrong, field, sentence in (
        ({f"arrived_{seat.id}": "9"}, "arrived", "Dat punt staat niet op de agenda. Controleer het nummer."),
        ({f"arrived_{seat.id}": "3", f"left_{seat.id}": "2"}, "left", "Het vertrek kan niet vóór de aankomst vallen."),
        ({f"seat_{seat.id}": "absent"}, "arrived", "Alleen wie er was, kan later komen of vroeger vertrekken."),
        ({f"note_{seat.id}": "x" * 201}, "note", "Dit mag hoogstens 200 tekens lang zijn."),
        ({f"note_{seat.id}": "85.07.30-033 28"}, "note", ""),
    ):
        page = client.post(path, typed | wrong, status=422)
        assert page.texts(f"#{field}_{seat.id}-error")[0].startswith(f"Fout: {sentence}")
        assert page.all("details[open] .field-error") != []
    client.post(path, typed | {f"note_{seat.id}": "tolk aanwezig"})
    stored = session.scalars(sa.select(Attendance)).one()
    by_place = {item.position: item.id for item in session.scalars(sa.select(AgendaItem))}
    assert (stored.arrived_item_id, stored.left_item_id, stored.note) == (by_place[2], by_place[3], "tolk aanwezig")
    page = client.get(path)
    assert [page.one(f"#{name}_{seat.id}").attrs["value"] for name in ("arrived", "left", "note")] == [
        "2",
        "3",
        "tolk aanwezig",
    ]


def test_details_are_saved_by_themselves(session: Session, sign_in: SignIn, meeting: Meeting, seat: Seat) -> None:
    """In the browser: neither an old state in the page nor another seat goes with them, and they can be emptied."""
    meeting.committee.quorum_total = 1
    an_attendance(session, meeting=meeting, seat=seat, note="tolk")
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    old_page = {f"seat_{seat.id}": "absent", "guests": "Unia", f"note_{seat.id}": "tolk"}

    def tap(status: int = 200, **values: str) -> Any:
        headers = {"HX-Request": "true", "HX-Source": f"div#part-details_{seat.id}"}
        typed = {f"{name}_{seat.id}": value for name, value in values.items()}
        return client.post(f"/meetings/{meeting.id}/attendance", old_page | typed, status=status, headers=headers)

    page = tap(left="2")
    assert page.texts("#attendance-state > p")[1] == (
        "Zonder quorum, omdat iemand later kwam of vroeger vertrok: punt 3."
    )
    row = session.scalars(sa.select(Attendance)).one()
    assert (row.state, row.note, session.get_one(Meeting, meeting.id).guests) == (PRESENT, "tolk", "")
    tap(422, left="7")
    tap(left="", note="")
    row = session.scalars(sa.select(Attendance)).one()
    assert (row.left_item_id, row.note) == (None, "")


def test_a_seat_without_a_state_says_what_comes_first(
    session: Session, sign_in: SignIn, meeting: Meeting, seat: Seat
) -> None:
    """A remark of a seat of which nobody said whether it was filled."""
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    page = client.post(f"/meetings/{meeting.id}/attendance", {f"note_{seat.id}": "tolk"}, status=422)
    assert page.texts(f"#note_{seat.id}-error") == ["Fout: Geef eerst aan hoe deze zetel ingevuld was."]


def test_replaced_is_no_choice_where_nobody_can_replace(
    session: Session, sign_in: SignIn, meeting: Meeting, seat: Seat
) -> None:
    """Without any substitute member, neither for who holds a seat nor for one that is vacant; with one, for both."""
    vacant = a_seat(session, committee=meeting.committee)
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    path = f"/meetings/{meeting.id}/attendance"

    def choices() -> list[int]:
        page = client.get(path)
        return [len(page.all(f"#seat_{found.id} input[type=radio]")) for found in (seat, vacant)]

    assert choices() == [3, 0]
    page = client.post(path, {f"seat_{seat.id}": "replaced"}, status=422)
    assert page.texts(f"#seat_{seat.id}-error") == ["Fout: Kies een van de mogelijkheden uit de lijst."]
    a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
    assert choices() == [4, 1]


def test_saving_all_of_an_old_page_undoes_nobody_s_work(
    session: Session, sign_in: SignIn, meeting: Meeting, seat: Seat
) -> None:
    """Only what was changed in it is saved; what somebody else changed meanwhile is shown before it is replaced."""
    alternate = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
    other = a_seat(session, committee=meeting.committee)
    a_mandate(session, seat=other)
    an_attendance(session, meeting=meeting, seat=seat)
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    path = f"/meetings/{meeting.id}/attendance"
    page = client.get(path)
    old = {
        "seen": page.one("#seen").attrs["value"] or "",
        f"seat_{seat.id}": "present",
        "unnamed_police": "0",
        "guests": "Unia",
        f"note_{seat.id}": "",
    }
    first, second, _third = meeting.items
    attend(session, meeting, unnamed={Side.POLICE: 2}, seats={other.id: (EXCUSED, None)})
    attend(session, meeting, details={seat.id: SeatDetails(first.id, second.id, "tolk")})
    session.commit()

    client.post(path, old)
    session.expire_all()
    row = session.scalars(sa.select(Attendance).where(Attendance.seat_id == seat.id)).one()
    assert (row.state, row.arrived_item_id, row.left_item_id, row.note) == (PRESENT, first.id, second.id, "tolk")
    assert queries.attendance_list(session, meeting).unnamed[Side.POLICE] == 2
    assert session.get_one(Meeting, meeting.id).guests == "Unia"

    attend(session, meeting, seats={seat.id: (REPLACED, alternate.id)}, unnamed={Side.POLICE: 4})
    session.commit()
    typed = {
        f"seat_{seat.id}": "absent",
        f"note_{seat.id}": "te laat",
        "unnamed_police": "3",
        f"seat_{other.id}": "present",
    }
    page = client.post(path, old | typed, status=422)
    said = "Hier is intussen iets anders genoteerd: {}. Sla nogmaals op om uw versie in de plaats te zetten."
    for field, what in (
        (f"seat_{seat.id}", f"vervangen door {alternate.shown_name} ({seat.title.nl})"),
        (f"note_{seat.id}", "toegekomen bij punt 1; vertrokken na punt 2; tolk"),
        (f"seat_{other.id}", "verontschuldigd"),
        ("unnamed_police", "4"),
        ("guests", "Unia"),
    ):
        assert page.texts(f"#{field}-error") == ([f"Fout: {said.format(what)}"] if field != "guests" else [])
    session.expire_all()
    assert queries.attendance_list(session, meeting).unnamed[Side.POLICE] == 4

    client.post(path, old | typed | {"seen": page.one("#seen").attrs["value"] or ""})
    session.expire_all()
    states = {row.seat_id: row.state for row in session.scalars(sa.select(Attendance))}
    assert states == {seat.id: AttendanceState.ABSENT, other.id: PRESENT}
    assert queries.attendance_list(session, meeting).unnamed[Side.POLICE] == 3


def test_a_tap_does_not_wipe_what_somebody_else_has_written(
    session: Session, sign_in: SignIn, meeting: Meeting, seat: Seat
) -> None:
    """Of a part that was saved at once, too, the page knows what it showed; one's own last tap counts as shown."""
    an_attendance(session, meeting=meeting, seat=seat)
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    path = f"/meetings/{meeting.id}/attendance"
    seen = client.get(path).one("#seen").attrs["value"] or ""
    stored = session.scalars(sa.select(Attendance)).one()
    stored.note, meeting.guests = "tolk aanwezig", "Unia"
    session.commit()

    def tap(part: str, seen: str, values: dict[str, str], status: int = 200) -> str:
        headers = {"HX-Request": "true", "HX-Source": f"div#part-{part}"}
        page = client.post(path, {"seen": seen} | values, status=status, headers=headers)
        session.expire_all()
        return page.one("#seen").attrs["value"] or ""

    details, later = f"details_{seat.id}", {f"arrived_{seat.id}": "2", f"note_{seat.id}": ""}
    told = tap(details, seen, later, 422)
    assert (stored.note, stored.arrived_item_id) == ("tolk aanwezig", None)
    again = tap(details, told, later)
    assert (stored.note, stored.arrived_item_id) == ("", meeting.items[1].id)
    tap(details, again, {f"arrived_{seat.id}": "", f"note_{seat.id}": ""})
    assert stored.arrived_item_id is None
    told = tap("guests", again, {"guests": "Het parket"}, 422)
    assert meeting.guests == "Unia"
    told = tap("guests", told, {"guests": "Het parket"})
    tap("guests", told, {"guests": "Het parket en een tolk"})
    assert meeting.guests == "Het parket en een tolk"


@pytest.mark.parametrize("seen", ["", "null", "[" * 90_000, '["guests"]', '{"guests": ""}', "\x00", "{"])
def test_a_page_that_does_not_tell_what_it_showed(
    session: Session, sign_in: SignIn, meeting: Meeting, seat: Seat, seen: str
) -> None:
    """Junk in its place is no error of the server's: what was sent is saved as by a page of now."""
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    client.post(f"/meetings/{meeting.id}/attendance", {"seen": seen, "guests": "Unia"})
    session.expire_all()
    assert session.get_one(Meeting, meeting.id).guests == "Unia"


@pytest.mark.parametrize(("role", "status"), [(Role.MEMBER, 403), (Role.MONITOR, 403), (None, 404)])
def test_others_record_no_attendance(
    session: Session, sign_in: SignIn, meeting: Meeting, seat: Seat, role: Role | None, status: int
) -> None:
    """A member may not; to the secretary of another committee the meeting is not there."""
    everywhere = role is Role.MONITOR
    committee = None if everywhere else meeting.committee if role else a_committee(session)
    client = sign_in(role or Role.SECRETARY, committee=committee)
    typed = {f"seat_{seat.id}": "present", f"note_{seat.id}": "x"}
    client.post(f"/meetings/{meeting.id}/attendance", typed, status=status)
    assert session.scalar(sa.select(sa.func.count(Attendance.id))) == 0
