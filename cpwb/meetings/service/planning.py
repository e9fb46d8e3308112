"""Meetings: planned, edited, convened, cancelled, started and closed."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.choices import CommitteeState
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.db import check_revision, explain_constraints
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.states import move
from cpwb.core.words import _l
from cpwb.meetings import queries
from cpwb.meetings.choices import (
    CLOSING_KINDS,
    MEETING_MOVES,
    NOT_STARTED,
    OPENING_KINDS,
    STANDING_MINUTES,
    STANDING_TITLES,
    ItemKind,
    MeetingState,
)
from cpwb.meetings.events import (
    MeetingCancelled,
    MeetingClosed,
    MeetingConvened,
    MeetingEdited,
    MeetingPlanned,
    MeetingStarted,
)
from cpwb.meetings.models import AgendaItem, AgendaTemplate, Meeting, TemplateItem, UnreachedItem
from cpwb.meetings.turns import hold_meeting

explain_constraints(
    {
        "uq_meetings_committee_id_number": (
            None,
            _l("Somebody else planned a meeting at the same moment. Save again to give yours the next number."),
        ),
        "ck_meetings_ends_after_start": ("ends_at", _l("The end must be later than the start.")),
    }
)

#: What a calendar shows of a meeting: a change of it gives the entry a new sequence.
_IN_CALENDARS = ("starts_at", "ends_at", "place", "online_link")


def plan_meeting(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    online_link: str,
    language: Language,
    template: AgendaTemplate | None = None,
) -> Meeting:
    """Plan the next meeting, as a draft with the items that stand on every agenda, and then those of a template."""
    return _plan(
        session,
        actor,
        committee,
        template,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        online_link=online_link,
        language=language,
    )


def plan_series(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    hours: Sequence[tuple[datetime, datetime]],
    place: str,
    online_link: str,
    language: Language,
) -> list[Meeting]:
    """Plan several meetings at once, each a draft of its own; `hours` are the start and the end of each."""
    if not hours:
        raise RuleBroken(None, _l("Tick at least one meeting."))
    days = [clock.local(starts_at).date() for starts_at, _ends_at in hours]
    if len(set(days)) < len(days):
        raise RuleBroken(None, _l("Two of these meetings are on the same day. Change or leave out one of them."))
    if min(days) < clock.today():
        raise RuleBroken(None, _l("One of these days is past. Change it or leave it out."))
    details = {"place": place, "online_link": online_link, "language": language}
    return [
        _plan(session, actor, committee, None, starts_at=starts_at, ends_at=ends_at, **details)
        for starts_at, ends_at in sorted(hours)
    ]


def _plan(
    session: Session,
    actor: Actor,
    committee: Committee,
    template: AgendaTemplate | None,
    *,
    starts_at: datetime,
    ends_at: datetime,
    **details: Any,
) -> Meeting:
    if committee.state is CommitteeState.CLOSED:
        raise RuleBroken(None, _l("This committee is closed: no meeting can be planned any more."))
    online_link, language = details["online_link"], details["language"]
    _check_details(committee, starts_at=starts_at, ends_at=ends_at, online_link=online_link, language=language)
    is_first = queries.last_meeting(session, committee, before=starts_at) is None
    meeting = Meeting(
        committee=committee,
        number=queries.next_number(session, committee),
        starts_at=starts_at,
        ends_at=ends_at,
        state=MeetingState.DRAFT,
        uid=uuid.uuid4().hex,
        **details,
    )
    meeting.items = [
        *(_standing_item(meeting, kind) for kind in (OPENING_KINDS[1:] if is_first else OPENING_KINDS)),
        *(_item_of(item, meeting) for item in queries.template_items(session, committee)),
        *(
            _item_of(item, meeting)
            for item in (queries.template_items(session, committee, template) if template else ())
        ),
        *(_standing_item(meeting, kind) for kind in CLOSING_KINDS),
    ]
    for position, item in enumerate(meeting.items, start=1):
        item.position = position
    session.add(meeting)
    session.flush()
    publish(session, MeetingPlanned(by=actor.user_id, subject_id=meeting.id, committee_id=committee.id))
    return meeting


def _standing_item(meeting: Meeting, kind: ItemKind) -> AgendaItem:
    return AgendaItem(
        committee=meeting.committee,
        kind=kind,
        title=STANDING_TITLES[kind].text(meeting.language),
        planned_minutes=STANDING_MINUTES[kind],
        created_at=clock.now(),
    )


def _item_of(item: TemplateItem, meeting: Meeting) -> AgendaItem:
    return AgendaItem(
        committee=meeting.committee,
        kind=item.kind,
        title=item.title.text(meeting.language),
        planned_minutes=item.planned_minutes,
        presenter=item.presenter,
        visibility=item.visibility,
        is_repeated=item.template_id is None,
        is_of_template=item.template_id is not None,
        created_at=clock.now(),
    )


def _check_details(
    committee: Committee, *, starts_at: datetime, ends_at: datetime, online_link: str, language: Language
) -> None:
    if ends_at <= starts_at:
        raise RuleBroken("ends_at", _l("The end must be later than the start."))
    if online_link and not _is_web_address(online_link):
        raise RuleBroken("online_link", _l("Type the whole address, starting with https://."))
    if language not in committee.working_languages.languages:
        raise RuleBroken("language", _l("The committee does not work in this language. Choose one of its languages."))


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(sign.isspace() for sign in text)


def edit_meeting(
    *,
    session: Session,
    actor: Actor,
    meeting: Meeting,
    revision: int,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    online_link: str,
    language: Language,
) -> None:
    """Change the details of a meeting that has not started.

    Calendars get a new sequence when its time or place changes after it was convened; raises Outdated when somebody
    else changed it since `revision`.
    """
    check_revision(meeting, revision)
    _check_not_started(meeting)
    _check_details(meeting.committee, starts_at=starts_at, ends_at=ends_at, online_link=online_link, language=language)
    was_convened = meeting.state is MeetingState.CONVENED
    if was_convened:
        _check_can_be_found(place, online_link)
    given = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": place,
        "online_link": online_link,
        "language": language,
    }
    changed = tuple(name for name, value in given.items() if getattr(meeting, name) != value)
    if "language" in changed:
        _translate_standing_items(session, meeting, language)
    for name in changed:
        setattr(meeting, name, given[name])
    if was_convened and any(name in _IN_CALENDARS for name in changed):
        meeting.sequence += 1
    publish(
        session,
        MeetingEdited(
            by=actor.user_id,
            subject_id=meeting.id,
            committee_id=meeting.committee_id,
            fields=changed,
            was_convened=was_convened,
        ),
    )


def _translate_standing_items(session: Session, meeting: Meeting, language: Language) -> None:
    """Give the items whose title nobody changed the words that their source has in the new language."""
    kinds = {(kind, words.text(meeting.language)): words.text(language) for kind, words in STANDING_TITLES.items()}
    own = {
        (source.kind, source.title.text(meeting.language)): source.title.text(language)
        for source in queries.all_template_items(session, meeting.committee)
    }
    for item in meeting.items:
        item.title = (own | kinds).get((item.kind, item.title), item.title)


def _check_not_started(meeting: Meeting) -> None:
    if meeting.state not in NOT_STARTED:
        raise RuleBroken(None, _l("This meeting has started or was cancelled: its details can no longer be changed."))


def _check_can_be_found(place: str, online_link: str) -> None:
    if not place and not online_link:
        raise RuleBroken("place", _l("Fill in the place or the online link, so that members know where to go."))


def convene_meeting(*, session: Session, actor: Actor, meeting: Meeting) -> None:
    """Call the members to a meeting; it must say where it takes place."""
    move(meeting, MEETING_MOVES, MeetingState.CONVENED)
    _check_can_be_found(meeting.place, meeting.online_link)
    meeting.convened_at = clock.now()
    publish(session, MeetingConvened(by=actor.user_id, subject_id=meeting.id, committee_id=meeting.committee_id))


def cancel_meeting(*, session: Session, actor: Actor, meeting: Meeting, reason: str) -> None:
    """Cancel a meeting that has not started, for a reason; its own items wait in the backlog again."""
    if not reason.strip():
        raise RuleBroken("reason", _l("Say why, so that members know."))
    was_convened = meeting.state is MeetingState.CONVENED
    move(meeting, MEETING_MOVES, MeetingState.CANCELLED)
    meeting.cancel_reason = reason
    if was_convened:
        meeting.sequence += 1
    for item in list(meeting.items):
        if not item.comes_back:
            item.meeting = None
            item.position = 0
    publish(
        session,
        MeetingCancelled(
            by=actor.user_id, subject_id=meeting.id, committee_id=meeting.committee_id, was_convened=was_convened
        ),
    )


def start_meeting(*, session: Session, actor: Actor, meeting: Meeting) -> None:
    """Begin a meeting; from now on its agenda stands fast and notes can be written.

    Excuses that came in before are kept with whoever holds the seat today, whatever becomes of that mandate.
    """
    move(meeting, MEETING_MOVES, MeetingState.IN_PROGRESS)
    excused = queries.attendances(session, meeting)
    holders = queries.holders_on(session, meeting.committee_id, meeting.held_on) if excused else {}
    for seat_id, attendance in excused.items():
        attendance.mandate = holders.get(seat_id)
    publish(session, MeetingStarted(by=actor.user_id, subject_id=meeting.id, committee_id=meeting.committee_id))


def close_meeting(*, session: Session, actor: Actor, meeting: Meeting, treated: Collection[int] = ()) -> None:
    """Close a meeting that is in progress, and all its items; those that were not reached wait in the backlog again.

    `treated` are the ids of items under which nothing was recorded but that were treated all the same: they stay in
    the minutes, like every other item that was reached.
    """
    # What is being recorded at this moment is there before anybody asks what was not reached.
    hold_meeting(session, meeting)
    move(meeting, MEETING_MOVES, MeetingState.CLOSED)
    meeting.closed_at = clock.now()
    for item in queries.unreached(session, meeting):
        if item.id in treated:
            item.is_treated = True
        else:
            _leave_unreached(session, item, meeting)
    session.flush()
    # Past the revisions of the items: whoever writes notes at this moment is not disturbed.
    still_open = sa.update(AgendaItem).where(AgendaItem.meeting_id == meeting.id, AgendaItem.closed_at.is_(None))
    session.execute(still_open.values(closed_at=meeting.closed_at))
    session.expire(meeting, ["items"])
    publish(session, MeetingClosed(by=actor.user_id, subject_id=meeting.id, committee_id=meeting.committee_id))


def _leave_unreached(session: Session, item: AgendaItem, meeting: Meeting) -> None:
    """Let an item wait in the backlog again, and keep how it stood on this agenda; the others keep their numbers."""
    kept = {"position": item.position, "title": item.title, "visibility": item.visibility}
    session.add(
        UnreachedItem(committee=meeting.committee, meeting=meeting, item=item, came_late=item.came_late, **kept)
    )
    item.meeting = None
    item.position = 0
