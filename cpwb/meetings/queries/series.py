"""Questions about the meetings of a committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import visible
from cpwb.committees.choices import RhythmKind
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.dates import short_date
from cpwb.core.words import LazyText, _l
from cpwb.meetings.choices import NOT_STARTED, TAKES_ITEMS, MeetingState
from cpwb.meetings.models import Meeting
from cpwb.meetings.queries.obstacles import Obstacles, obstacles
from cpwb.meetings.queries.rhythm import days_from, first_day, months_later

#: When a committee without a history meets.
FIRST_HOUR = time(18, 30)
#: How long it meets.
FIRST_LENGTH = timedelta(hours=2)


def meetings_of(
    actor: Actor, committee: Committee, *, state: MeetingState | None = None, year: int | None = None
) -> sa.Select[Meeting]:
    """Return the meetings of a committee that the actor may see, newest first."""
    query = (
        sa.select(Meeting)
        .where(Meeting.committee_id == committee.id, visible(actor, P.MEETING_VIEW, Meeting))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    if state is not None:
        query = query.where(Meeting.state == state)
    if year is not None:
        query = query.where(Meeting.starts_at >= new_year(year), Meeting.starts_at < new_year(year + 1))
    return query


def new_year(year: int) -> datetime:
    """Return the first moment of a year in Brussels."""
    return clock.from_local(datetime(year, 1, 1))  # noqa: DTZ001 -- from_local gives it its zone


def years_of(session: Session, actor: Actor, committee: Committee) -> list[int]:
    """Return the years from the last meeting of a committee back to the first one."""
    first, last = session.execute(
        sa.select(sa.func.min(Meeting.starts_at), sa.func.max(Meeting.starts_at)).where(
            Meeting.committee_id == committee.id, visible(actor, P.MEETING_VIEW, Meeting)
        )
    ).one()
    return list(range(clock.local(last).year, clock.local(first).year - 1, -1)) if first else []


def next_meeting(session: Session, actor: Actor, committee: Committee, now: datetime) -> Meeting | None:
    """Return the meeting that is going on or comes next, a draft among them, or None."""
    return session.scalar(
        sa.select(Meeting)
        .where(
            Meeting.committee_id == committee.id,
            visible(actor, P.MEETING_VIEW, Meeting),
            sa.or_(
                Meeting.state == MeetingState.IN_PROGRESS,
                sa.and_(Meeting.state.in_(NOT_STARTED), Meeting.ends_at >= now),
            ),
        )
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(1)
    )


def open_meetings(session: Session, actor: Actor, committee_id: int) -> Sequence[Meeting]:
    """Return the meetings that have not started yet and whose agenda can take an item, the next one first."""
    return session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.committee_id == committee_id,
            visible(actor, P.MEETING_VIEW, Meeting),
            Meeting.state.in_(NOT_STARTED),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def takes_items(session: Session, actor: Actor, committee_id: int) -> Sequence[Meeting]:
    """Return the meetings whose agenda takes items, the first one first; the one that is going on takes them late."""
    return session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.committee_id == committee_id,
            visible(actor, P.MEETING_VIEW, Meeting),
            Meeting.state.in_(TAKES_ITEMS),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def meeting_label(meeting: Meeting) -> LazyText:
    """Return what a meeting is called in a list to choose from."""
    return _l(
        "meeting %(number)s, %(day)s", number=meeting.number, day=short_date(clock.local(meeting.starts_at).date())
    )


def last_closed_before(session: Session, meeting: Meeting) -> Meeting | None:
    """Return the last meeting of the committee that was held before this one, or None."""
    return session.scalar(
        sa.select(Meeting)
        .where(
            Meeting.committee_id == meeting.committee_id,
            Meeting.state == MeetingState.CLOSED,
            Meeting.starts_at < meeting.starts_at,
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(1)
    )


def last_meeting(session: Session, committee: Committee, before: datetime | None = None) -> Meeting | None:
    """Return the last meeting in the series (that starts before a moment), held or planned, not a cancelled one."""
    query = sa.select(Meeting).where(Meeting.committee_id == committee.id, Meeting.state != MeetingState.CANCELLED)
    if before is not None:
        query = query.where(Meeting.starts_at < before)
    return session.scalar(query.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1))


def next_number(session: Session, committee: Committee) -> int:
    """Return the number that the next meeting of the series gets."""
    return 1 + (session.scalar(sa.select(sa.func.max(Meeting.number)).where(Meeting.committee_id == committee.id)) or 0)


def proposed_start(session: Session, committee: Committee, now: datetime) -> datetime:
    """Return when the committee would meet next by its rhythm, at its usual hour.

    That is after the last meeting, held or planned; when the day that is due is past, the first such weekday to come.
    Without a meeting, a rhythm of weeks begins so many weeks from today. The hour is that of the last meeting where the
    committee has no usual one, and 18.30 without either.
    """
    last = last_meeting(session, committee)
    hour, today = _usual_hour(committee, last), clock.local(now).date()
    # What the clocks show is kept, so that 18.30 stays 18.30 when summer time begins or ends.
    earliest = today if _on_the_clock(today, hour) > now else today + timedelta(days=1)
    if last is not None:
        return _on_the_clock(first_day(committee, last.held_on, earliest), hour)
    weeks = committee.rhythm_weeks if committee.rhythm_kind is RhythmKind.WEEKS else 0
    return _on_the_clock(first_day(committee, None, max(earliest, today + timedelta(weeks=weeks))), hour)


def _usual_hour(committee: Committee, last: Meeting | None) -> time:
    if committee.usual_start is not None:
        return committee.usual_start
    return clock.local(last.starts_at).time() if last else FIRST_HOUR


def _on_the_clock(day: date, hour: time) -> datetime:
    return clock.from_local(datetime.combine(day, hour)).astimezone(UTC)


@dataclass(frozen=True)
class MeetingProposal:
    """What a committee is used to: when and where its next meeting would be."""

    number: int
    starts_at: datetime
    ends_at: datetime
    place: str
    online_link: str
    language: Language


def proposed_meeting(session: Session, committee: Committee, now: datetime) -> MeetingProposal:
    """Return what to propose for the next meeting: by the rhythm, as usual, otherwise as the last time."""
    last = last_meeting(session, committee)
    starts_at = proposed_start(session, committee, now)
    length = last.ends_at - last.starts_at if last else FIRST_LENGTH
    if committee.usual_minutes is not None:
        length = timedelta(minutes=committee.usual_minutes)
    return MeetingProposal(
        number=next_number(session, committee),
        starts_at=starts_at,
        ends_at=starts_at + length,
        place=committee.usual_place or (last.place if last else ""),
        online_link=last.online_link if last else "",
        language=last.language if last else Language(committee.working_languages.languages[0]),
    )


@dataclass(frozen=True)
class ProposedDay:
    """A day on which the committee would meet by its rhythm, and the `day` that is proposed.

    That is the `wanted` one or, where something stands in its way, the same weekday of a later week that is free and
    comes before the rhythm comes round again; none where there is no such day.
    """

    wanted: date
    reasons: Sequence[LazyText]
    day: date | None

    @property
    def is_moved(self) -> bool:
        """Say whether another day is proposed than the rhythm asks for."""
        return self.day is not None and self.day != self.wanted


def proposed_days(
    session: Session, actor: Actor, committee: Committee, now: datetime, since: date | None = None
) -> list[ProposedDay]:
    """Return the days of a year by the rhythm: from `since`, or else what is still to be planned of the coming year."""
    tomorrow = clock.local(now).date() + timedelta(days=1)
    first = since or clock.local(proposed_start(session, committee, now)).date()
    if since is not None:
        last = last_meeting(session, committee, before=_on_the_clock(since, time()))
        first = first_day(committee, last.held_on if last else None, since)
    until = months_later(since or tomorrow, 12) - timedelta(days=1)
    days = list(takewhile(lambda day: day <= until, days_from(committee, first)))
    if not days:
        return []
    after = next(islice(days_from(committee, days[-1]), 1, None))
    found = obstacles(session, actor, committee, days[0], after)
    return [_proposed(wanted, later, found) for wanted, later in pairwise([*days, after])]


def _proposed(wanted: date, later: date, found: Obstacles) -> ProposedDay:
    """Return the wanted day, or the first free one of the same weekday that comes before the rhythm's `later` one."""
    weeks = range((later - wanted - timedelta(days=1)).days // 7 + 1)
    free = (day for day in (wanted + timedelta(weeks=week) for week in weeks) if not found.on(day))
    return ProposedDay(wanted, found.on(wanted), next(free, None))
