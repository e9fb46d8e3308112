"""Meetings, agenda items, attendance and decisions."""

import itertools
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual, Language
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import (
    AgendaItem,
    AgendaTemplate,
    Attendance,
    Decision,
    DecisionSide,
    Meeting,
    TemplateItem,
    UnreachedItem,
)
from cpwb.members.models import Seat

_numbers = itertools.count(1)


def a_meeting(session: Session, *, committee: Committee, starts_at: datetime | None = None, **values: Any) -> Meeting:
    """Return a stored meeting of two hours; a draft unless told otherwise."""
    start = starts_at or datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
    given = {
        "number": next(_numbers),
        "ends_at": start + timedelta(hours=2),
        "place": "Buurtcentrum De Voorbeeldzaal",
        "language": Language.NL,
        "state": MeetingState.DRAFT,
        "uid": uuid.uuid4().hex,
    }
    meeting = Meeting(committee=committee, starts_at=start, **(given | values))
    session.add(meeting)
    session.flush()
    return meeting


def an_item(
    session: Session, *, committee: Committee | None = None, meeting: Meeting | None = None, **values: Any
) -> AgendaItem:
    """Return a stored agenda item: of `meeting`, or in the backlog of `committee`."""
    owner = meeting.committee if meeting else committee
    assert owner is not None
    given = {
        "position": _next_position(session, meeting) if meeting else 0,
        "kind": ItemKind.DISCUSSION,
        "title": f"Agendapunt {next(_numbers)}",
        "visibility": Visibility.COMMITTEE,
        "created_at": clock.now(),
    }
    item = AgendaItem(committee=owner, meeting=meeting, **(given | values))
    session.add(item)
    session.flush()
    return item


def _next_position(session: Session, meeting: Meeting) -> int:
    last = sa.select(sa.func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting.id)
    return (session.scalar(last) or 0) + 1


def an_unreached_item(session: Session, *, meeting: Meeting, item: AgendaItem, **values: Any) -> UnreachedItem:
    """Return what a meeting that did not reach an item keeps of it; what the item says now unless told otherwise."""
    given = {"position": next(_numbers), "title": item.title, "visibility": item.visibility}
    unreached = UnreachedItem(committee=meeting.committee, meeting=meeting, item=item, **(given | values))
    session.add(unreached)
    session.flush()
    return unreached


def an_attendance(
    session: Session, *, meeting: Meeting, seat: Seat, state: AttendanceState = AttendanceState.PRESENT, **values: Any
) -> Attendance:
    """Return a stored attendance."""
    attendance = Attendance(committee=meeting.committee, meeting=meeting, seat=seat, state=state, **values)
    session.add(attendance)
    session.flush()
    return attendance


def a_decision(
    session: Session, *, item: AgendaItem, present: Mapping[Side, int] | None = None, **values: Any
) -> Decision:
    """Return a stored decision by consensus; with `present` it keeps how many seats of each side were filled."""
    given = {"text": "De proef gaat door.", "how": DecidedBy.CONSENSUS, "created_at": clock.now()}
    decision = Decision(committee=item.committee, item=item, **(given | values))
    for side, number in (present or {}).items():
        decision.sides.append(DecisionSide(committee=item.committee, side=side, present=number))
    session.add(decision)
    session.flush()
    return decision


def an_agenda_template(session: Session, *, committee: Committee, **values: Any) -> AgendaTemplate:
    """Return a stored agenda template of a committee, without items."""
    number = next(_numbers)
    given = {"name": Bilingual(f"Sjabloon {number}", f"Modèle {number}")}
    template = AgendaTemplate(committee=committee, **(given | values))
    session.add(template)
    session.flush()
    return template


def a_template_item(session: Session, *, committee: Committee, **values: Any) -> TemplateItem:
    """Return a stored standing item of a committee, or an item of one of its templates."""
    number = next(_numbers)
    given = {
        "position": number,
        "kind": ItemKind.INFORMATION,
        "title": Bilingual(f"Vast punt {number}", f"Point permanent {number}"),
        "visibility": Visibility.COMMITTEE,
    }
    item = TemplateItem(committee=committee, **(given | values))
    session.add(item)
    session.flush()
    return item
