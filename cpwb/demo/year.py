"""A committee's year of meetings in the demonstration: what was said, decided and promised, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.actions.service import move_due_date, open_action, report_progress
from cpwb.committees.choices import Side
from cpwb.core.bilingual import Bilingual, Language
from cpwb.demo.afterwards import Afterwards
from cpwb.demo.calendar import Calendar, moment_on, weekday_from
from cpwb.demo.cast import Ballot, Gathering, Point, Promise, Story
from cpwb.demo.table import Table
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind
from cpwb.meetings.models import AgendaItem, AgendaTemplate, Meeting
from cpwb.meetings.presence import SeatDetails
from cpwb.meetings.service.agenda import add_item, propose_item
from cpwb.meetings.service.agenda_templates import add_agenda_template
from cpwb.meetings.service.attendance import record_attendance
from cpwb.meetings.service.decisions import record_decision
from cpwb.meetings.service.planning import close_meeting, convene_meeting, plan_meeting, start_meeting
from cpwb.meetings.service.record import save_notes
from cpwb.meetings.service.templates import add_template_item
from cpwb.minutes.models import Minutes
from cpwb.minutes.queries import minutes_of


@dataclass
class _Held:
    """A meeting as it comes into being, with its items by their place."""

    meeting: Meeting | None = None
    items: list[AgendaItem] = field(default_factory=list)

    @property
    def known(self) -> Meeting:
        """Return the meeting, once it was planned."""
        if self.meeting is None:
            raise LookupError("the meeting was not planned yet")
        return self.meeting


@dataclass(frozen=True)
class Year:
    """What it takes to tell a committee's year: the calendar, the session, the story and its table."""

    calendar: Calendar
    session: Session
    story: Story
    table: Table
    today: date

    def tell(self) -> None:
        """Put everything on the calendar."""
        self._keep(self.story.standing)
        if self.story.template:
            name, items = self.story.template
            self._keep(items, self._template(Bilingual(*name)))
        count = len(self.story.gatherings)
        coming = weekday_from(self.today + timedelta(days=self.story.next_in_days))
        for place, gathering in enumerate(self.story.gatherings):
            day = coming - timedelta(weeks=self.story.rhythm_weeks * (count - place))
            self._meeting(gathering, day, is_last=place == count - 1)
        self._next_meeting(coming)

    def _template(self, name: Bilingual) -> AgendaTemplate:
        """Make an agenda template."""
        return add_agenda_template(session=self.session, actor=SYSTEM, committee=self.table.committee, name=name)

    def _keep(self, items: Sequence[tuple[tuple[str, str], int]], template: AgendaTemplate | None = None) -> None:
        """Let items stand on every agenda, or on those that are made with a template."""
        for title, minutes in items:
            add_template_item(
                session=self.session,
                actor=SYSTEM,
                committee=self.table.committee,
                template=template,
                kind=ItemKind.INFORMATION,
                title=Bilingual(*title),
                planned_minutes=minutes,
            )

    def _meeting(self, gathering: Gathering, day: date, *, is_last: bool) -> None:
        """Plan, hold and approve one meeting; the last one's minutes still wait for one side."""
        held = _Held()
        start = moment_on(day, self.story.hour)
        put = self.calendar.at
        put(start - timedelta(days=24), partial(self._plan, gathering, start, held))
        put(start - timedelta(days=20), lambda: convene_meeting(session=self.session, actor=SYSTEM, meeting=held.known))
        put(start, partial(self._hold, gathering, held))
        put(start + timedelta(hours=2), lambda: close_meeting(session=self.session, actor=SYSTEM, meeting=held.known))
        minutes = partial(self._minutes, held)
        Afterwards(self.session, self.table, gathering, minutes, is_last=is_last).tell(put, start)

    def _next_meeting(self, day: date) -> None:
        """Plan and convene the meeting to come, and let proposals wait in the backlog."""
        held = _Held()
        start = moment_on(day, self.story.hour)
        planned = min(start - timedelta(days=24), moment_on(self.today, "08.00") - timedelta(days=2))
        self.calendar.at(planned, partial(self._plan, self.story.coming, start, held))
        self.calendar.at(
            planned + timedelta(hours=3),
            lambda: convene_meeting(session=self.session, actor=SYSTEM, meeting=held.known),
        )
        for hours, point in enumerate(self.story.waiting, start=4):
            self.calendar.at(planned + timedelta(hours=hours), partial(self._propose, point))

    def _plan(self, gathering: Gathering, start: datetime, held: _Held) -> None:
        held.meeting = plan_meeting(
            session=self.session,
            actor=SYSTEM,
            committee=self.table.committee,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            place=gathering.place,
            online_link="",
            language=Language(gathering.language),
        )
        held.items = [self._add(point, held.known) for point in gathering.points]

    def _add(self, point: Point, meeting: Meeting) -> AgendaItem:
        proposer = self.table.seats[point.proposed_by] if point.proposed_by else None
        earlier = self.table.subjects[point.continues] if point.continues else None
        item = self.table.subjects[point.title] = add_item(
            session=self.session,
            actor=SYSTEM,
            meeting=meeting,
            kind=point.kind,
            title=point.title[:200].strip(),
            explanation=point.explanation,
            planned_minutes=point.minutes,
            visibility=point.visibility,
            proposed_by_id=proposer.id if proposer else None,
            earlier_item_id=earlier.id if earlier else None,
        )
        return item

    def _propose(self, point: Point) -> None:
        seat = self.table.seats[point.proposed_by or "chair"]
        propose_item(
            session=self.session,
            actor=SYSTEM,
            committee=self.table.committee,
            kind=point.kind,
            title=point.title,
            explanation=point.explanation,
            proposed_by_id=seat.id,
        )

    def _hold(self, gathering: Gathering, held: _Held) -> None:
        """Start the meeting and record attendance, notes, decisions and promises."""
        meeting = held.known
        start_meeting(session=self.session, actor=SYSTEM, meeting=meeting)
        record_attendance(
            session=self.session,
            actor=SYSTEM,
            meeting=meeting,
            seats=self._attendance(gathering),
            unnamed={Side.COMMUNITY: gathering.unnamed},
            guests=gathering.guests,
        )
        self._stay(gathering, meeting)
        for point, item in zip(gathering.points, held.items, strict=True):
            if point.notes:
                save_notes(session=self.session, actor=SYSTEM, item=item, notes=point.notes, revision=0)
            for decision in point.decisions:
                self._decide(item, decision)
            for promise in point.promises:
                self._promise(promise, item, meeting)

    def _attendance(self, gathering: Gathering) -> dict[int, tuple[AttendanceState, int | None]]:
        """Return how each seat that somebody holds was filled."""
        states: dict[int, tuple[AttendanceState, int | None]] = {}
        for key in self.table.mandates:
            seat = self.table.seats[key]
            if key in gathering.replaced and key in self.table.alternates:
                states[seat.id] = (AttendanceState.REPLACED, self.table.alternates[key].id)
            elif key in gathering.excused:
                states[seat.id] = (AttendanceState.EXCUSED, None)
            elif key in gathering.absent:
                states[seat.id] = (AttendanceState.ABSENT, None)
            else:
                states[seat.id] = (AttendanceState.PRESENT, None)
        return states

    def _stay(self, gathering: Gathering, meeting: Meeting) -> None:
        """Record who was there for a part of the agenda only, and remarks."""
        items = {item.position: item.id for item in meeting.items}
        details = {
            self.table.seats[stay.key].id: SeatDetails(
                arrived_item_id=items[stay.arrived] if stay.arrived else None,
                left_item_id=items[stay.left] if stay.left else None,
                note=stay.remark,
            )
            for stay in gathering.stays
        }
        record_attendance(
            session=self.session,
            actor=SYSTEM,
            meeting=meeting,
            seats={},
            unnamed={},
            guests=gathering.guests,
            details=details,
        )

    def _decide(self, item: AgendaItem, decision: str | tuple[str, int, int, int] | Ballot) -> None:
        act: Callable[..., object] = partial(record_decision, session=self.session, actor=SYSTEM, item=item)
        if isinstance(decision, str):
            act(text=decision, how=DecidedBy.CONSENSUS)
            return
        if isinstance(decision, Ballot):
            text, votes = decision.text, [sum(side) for side in zip(*decision.sides.values(), strict=True)]
        else:
            text, *votes = decision
        names = ("votes_for", "votes_against", "votes_abstain")
        sides = decision.sides if isinstance(decision, Ballot) else None
        act(text=text, how=DecidedBy.VOTE, per_side=sides, **dict(zip(names, votes, strict=True)))

    def _promise(self, promise: Promise, item: AgendaItem, meeting: Meeting) -> None:
        """Open an action point and put on the calendar what is reported of it."""
        due_on = meeting.held_on + timedelta(days=promise.days)
        action = open_action(
            session=self.session,
            actor=SYSTEM,
            committee=self.table.committee,
            title=promise.title,
            due_on=due_on,
            owner_seat_id=self.table.seats[promise.owner].id,
            meeting=meeting,
            item=item,
        )
        self.table.actions.append(action)
        later = meeting.starts_at + timedelta(days=promise.reported_after)
        if promise.moved:
            days, reason = promise.moved
            self.calendar.at(later, partial(self._move, action, promise.owner, due_on + timedelta(days=days), reason))
        if promise.state is not ActionState.OPEN:
            self.calendar.at(later + timedelta(hours=1), partial(self._report, action, promise))

    def _move(self, action: ActionPoint, owner: str, due_on: date, reason: str) -> None:
        actor = self.table.actor(self.session, owner)
        move_due_date(session=self.session, actor=actor, action=action, due_on=due_on, reason=reason)

    def _report(self, action: ActionPoint, promise: Promise) -> None:
        report_progress(
            session=self.session,
            actor=self.table.actor(self.session, promise.owner),
            action=action,
            state=promise.state,
            note=promise.note,
            result=promise.result,
        )

    def _minutes(self, held: _Held) -> Minutes:
        minutes = minutes_of(self.session, held.known)
        if minutes is None:
            raise LookupError("the meeting has not started yet")
        return minutes
