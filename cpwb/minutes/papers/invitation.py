"""The invitation to a meeting with its agenda, and the chair's copy of that agenda."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import to_follow_up
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.words import _l, _ln
from cpwb.meetings.choices import ItemKind, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.meetings.queries import Timetable, agenda, timetable
from cpwb.members.choices import MandateRole
from cpwb.members.queries import SeatOn, seats_on
from cpwb.minutes.blocks import Block, Run
from cpwb.minutes.papers.house import house_of
from cpwb.minutes.papers.parts import (
    CONFIDENTIAL,
    SEPARATOR,
    Paper,
    column,
    facts,
    for_the_chairs,
    heading,
    joined,
    paragraph,
    run,
    sentence,
    table,
    written,
    zone_line,
)
from cpwb.ui.locale import current_language, day, hour, only_in, weekday

#: Who signs an invitation.
SIGNING = (MandateRole.CHAIR, MandateRole.CO_CHAIR)


def invitation(session: Session, actor: Actor, meeting: Meeting) -> Paper:
    """Return the letter that calls a meeting, with the agenda that everybody in the committee may read."""
    items = [item for item in agenda(session, actor, meeting) if item.is_unrestricted]
    seats = seats_on(session, meeting.committee_id, meeting.held_on)
    times = timetable(session, meeting)
    title = str(_l("Invitation to meeting %(number)s", number=meeting.number))
    sent_on = clock.local(meeting.convened_at).date() if meeting.convened_at else clock.today()
    return _paper(
        session,
        meeting,
        title,
        [
            paragraph(run(meeting.committee.name), look="lead"),
            paragraph(run(day(sent_on), quiet=True)),
            sentence(_l("Dear member,")),
            sentence(
                _l(
                    "You are invited to meeting %(number)s of the committee, on %(day)s from %(start)s to %(end)s.",
                    number=meeting.number,
                    day=weekday(meeting.held_on),
                    start=hour(meeting.starts_at),
                    end=hour(meeting.ends_at),
                )
            ),
            _when_and_where(meeting),
            heading(2, run(_l("Agenda"))),
            *_agenda(items, times, meeting),
            sentence(_l("Can you not be there? Please tell the secretary, and who replaces you.")),
            sentence(_l("With kind regards,")),
            *_signatures(seats),
        ],
        mark=_mark(meeting),
        file_name=str(_l("file name: invitation-%(number)s", number=meeting.number)),
    )


def chairs_copy(session: Session, actor: Actor, meeting: Meeting) -> Paper:
    """Return the agenda with everything that whoever chairs needs: restricted items, explanations and times."""
    items = agenda(session, actor, meeting)
    times = timetable(session, meeting)
    coming_back = to_follow_up(session, actor, meeting.committee, meeting.held_on)
    title = str(_l("Chair's copy of the agenda of meeting %(number)s", number=meeting.number))
    return _paper(
        session,
        meeting,
        title,
        [
            paragraph(run(meeting.committee.name), look="lead"),
            for_the_chairs(),
            _when_and_where(meeting),
            *_quorum(meeting),
            heading(2, run(_l("Agenda"))),
            *_agenda(items, times, meeting),
            heading(2, run(_l("Item by item"))),
            *(block for item in items for block in _in_full(item, times, meeting, coming_back)),
        ],
        mark=str(CONFIDENTIAL),
        file_name=str(_l("file name: chairs-copy-%(number)s", number=meeting.number)),
    )


def _paper(
    session: Session, meeting: Meeting, title: str, body: Sequence[Block], *, mark: str, file_name: str
) -> Paper:
    zone, author = meeting.committee.zone, meeting.committee.name.text(current_language())
    return Paper(
        language=current_language(),
        title=title,
        author=author,
        about=weekday(meeting.held_on),
        file_name=file_name,
        above=zone_line(zone.number, [run(zone.name)]),
        mark=mark,
        foot=SEPARATOR.join((title, author)),
        body=body,
        house=house_of(session, meeting.committee),
    )


def _mark(meeting: Meeting) -> str:
    """Return what an invitation is marked with that is not, or no longer, meant to be sent."""
    marks = {MeetingState.DRAFT: _l("Draft"), MeetingState.CANCELLED: _l("Cancelled")}
    return str(marks.get(meeting.state, ""))


def _when_and_where(meeting: Meeting) -> Block:
    link = meeting.online_link
    is_address = link.startswith(("https://", "http://"))
    return facts(
        (_l("Date"), [run(weekday(meeting.held_on))]),
        (_l("Time"), [run(f"{hour(meeting.starts_at)}–{hour(meeting.ends_at)}")]),
        (_l("Place"), written(meeting.place, meeting.language.value)),
        (_l("Online"), [run(link, link=link if is_address else None)]),
    )


# The agenda


def _agenda(items: Sequence[AgendaItem], times: Timetable, meeting: Meeting) -> list[Block]:
    """Return the agenda as a table with the clock times, and how long it takes in all."""
    if not items:
        return [sentence(_l("There is nothing on the agenda yet."))]
    presented = any(item.presenter for item in items)
    columns = [
        column(_l("Time"), "20mm"),
        column(_l("Item")),
        *([column(_l("Presented by"), "40mm")] if presented else []),
        column(_l("Duration"), "24mm", "right"),
    ]
    rows = [
        [
            [run(hour(times.starts.get(item.id)) or "–")],
            _entry(item),
            *([written(item.presenter or "–", meeting.language.value)] if presented else []),
            [run(_minutes(item) or "–")],
        ]
        for item in items
    ]
    length = _l("Planned: %(planned)s of %(available)s minutes.", planned=times.minutes, available=times.available)
    excess = _ln("The agenda is %(num)s minute too long.", "The agenda is %(num)s minutes too long.", times.excess)
    return [table(columns, rows), sentence(length, "quiet"), *([sentence(excess, "warn")] if times.excess else [])]


def _minutes(item: AgendaItem) -> str:
    planned = item.planned_minutes
    return str(_ln("%(num)s minute", "%(num)s minutes", planned)) if planned else ""


def _entry(item: AgendaItem) -> list[Run]:
    """Return the cell of an item: its title, and below it what it is there for and who proposed it."""
    title = [run(f"{item.position}. ", bold=True), run(item.shown_title, bold=True)]
    about = joined(_about(item, item.shown_title))
    return [*title, {"break": True}, *about] if about else title


def _about(item: AgendaItem, *texts: Bilingual) -> list[list[Run]]:
    """Return facts about an item; one of them marks those of its `texts` that the reader cannot read."""
    restricted = [run(item.visibility.label, warn=True)] if item.visibility is Visibility.RESTRICTED else []
    late = [run(_l("late item"), warn=True)] if item.is_late else []
    seat, proposed = item.proposed_by, []
    if seat is not None:
        side = run(f" ({seat.side.label})", quiet=True)
        proposed = [run(_l("proposed by"), quiet=True), run(" "), run(seat.organisation.name, quiet=True), side]
    # What stands on every agenda is called what it is there for.
    kind = [] if item.kind.is_standing else [run(item.kind.label, quiet=True)]
    return [kind, proposed, late, restricted, [run(only_in(*texts), quiet=True)]]


def _in_full(item: AgendaItem, times: Timetable, meeting: Meeting, coming_back: Sequence[ActionPoint]) -> list[Block]:
    """Return an item with its time, its explanation and, under the follow-up, the action points that come back."""
    start, language = times.starts.get(item.id), meeting.language.value
    presenter = [run(_l("presented by"), quiet=True), run(" "), *written(item.presenter, language, quiet=True)]
    about = _about(item, item.shown_title, item.written(item.explanation))
    line = joined([[run(hour(start))], [run(_minutes(item))], *about, presenter if item.presenter else []])
    found = [heading(3, run(f"{item.position}. "), run(item.shown_title)), paragraph(*line, look="quiet")]
    if item.explanation:
        found.append(paragraph(*written(item.explanation, language)))
    if item.kind is ItemKind.FOLLOW_UP and coming_back:
        found.append(_coming_back(coming_back))
    return found


def _coming_back(actions: Sequence[ActionPoint]) -> Block:
    columns = [column(_l("No."), "auto"), column(_l("What")), column(_l("Who"), "40mm"), column(_l("Due date"), "37mm")]
    rows = [
        [[run(action.number)], [run(action.title)], [run(action.owner_name)], [run(day(action.due_on))]]
        for action in actions
    ]
    return table(columns, rows)


# Who is needed, and who signs


def _quorum(meeting: Meeting) -> list[Block]:
    committee = meeting.committee
    needed: Mapping[str, int | None] = {
        str(_l("in total")): committee.quorum_total,
        str(_l("on the side of the police")): committee.quorum_police,
        str(_l("on the side of communities and civil society")): committee.quorum_community,
    }
    parts = [f"{number} {where}" for where, number in needed.items() if number is not None]
    if not parts:
        return []
    return [paragraph(run(_l("Seats with a vote that must be filled"), bold=True), run(f" {', '.join(parts)}"))]


def _signatures(seats: Sequence[SeatOn]) -> list[Block]:
    """Return who signs: the chairs in office on the day, by name where they may be named."""
    signing = [found.holder for found in seats if found.holder and found.holder.role in SIGNING]
    signing.sort(key=lambda mandate: SIGNING.index(mandate.role))
    return [
        paragraph(run(mandate.shown_name, bold=True), {"break": True}, run(mandate.role.label, quiet=True))
        for mandate in signing
    ]
