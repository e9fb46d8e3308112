"""The attendance list that people sign."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from cpwb.core.words import _l
from cpwb.meetings.models import Meeting
from cpwb.members.queries import SeatOn, per_side, seats_on
from cpwb.minutes.blocks import Block, Run
from cpwb.minutes.papers.house import house_of
from cpwb.minutes.papers.parts import (
    SEPARATOR,
    Paper,
    column,
    facts,
    heading,
    paragraph,
    run,
    sentence,
    table,
    written,
    zone_line,
)
from cpwb.ui.locale import current_language, hour, weekday

#: Lines for guests, and for people who came with a side without a seat of their own.
GUESTS = 6


def attendance_list(session: Session, meeting: Meeting) -> Paper:
    """Return the list that goes round at a meeting: the seats of each side, and room for everybody else."""
    committee, zone = meeting.committee, meeting.committee.zone
    sides = per_side(seats_on(session, meeting.committee_id, meeting.held_on))
    title = str(_l("Attendance list of meeting %(number)s", number=meeting.number))
    author = committee.name.text(current_language())
    return Paper(
        language=current_language(),
        title=title,
        author=author,
        about=weekday(meeting.held_on),
        file_name=str(_l("file name: attendance-list-%(number)s", number=meeting.number)),
        above=zone_line(zone.number, [run(zone.name)]),
        foot=SEPARATOR.join((title, author)),
        body=[
            paragraph(run(committee.name), look="lead"),
            facts(
                (_l("Date"), [run(weekday(meeting.held_on))]),
                (_l("Time"), [run(f"{hour(meeting.starts_at)}–{hour(meeting.ends_at)}")]),
                (_l("Place"), written(meeting.place, meeting.language.value)),
            ),
            *(block for side in sides if side.seats for block in _side(str(side.side.label), side.seats)),
            heading(2, run(_l("People who wish to be counted only"))),
            sentence(_l("Write down how many, without a name."), "quiet"),
            table(
                [column(_l("Side")), column(_l("Number"), "40mm")],
                [[[run(side.side.label)], []] for side in sides],
                tall=True,
            ),
            heading(2, run(_l("Guests"))),
            _room_to_sign(),
        ],
        house=house_of(session, committee),
    )


def _side(label: str, seats: Sequence[SeatOn]) -> list[Block]:
    columns = [column(_l("Seat"), "1.2fr"), column(_l("Name"), "1.2fr"), column(_l("Signature"))]
    rows = [[_seat(found), _names(found), []] for found in seats]
    return [heading(2, run(label[:1].upper() + label[1:])), table(columns, rows, tall=True)]


def _seat(found: SeatOn) -> list[Run]:
    organisation = run(found.seat.organisation.name, quiet=True)
    return [run(found.seat.title, bold=True), {"break": True}, organisation]


def _names(found: SeatOn) -> list[Run]:
    """Return who fills the seat and, below, who may stand in; by name where they may be named."""
    names = [run(found.holder.shown_name) if found.holder else run(_l("vacant"), quiet=True)]
    for alternate in found.alternates:
        names += [{"break": True}, run(_l("alternate: %(name)s", name=alternate.shown_name), quiet=True)]
    return names


def _room_to_sign() -> Block:
    columns = [column(_l("Name"), "1.2fr"), column(_l("Organisation"), "1.2fr"), column(_l("Signature"))]
    return table(columns, [[[], [], []] for _line in range(GUESTS)], tall=True)
