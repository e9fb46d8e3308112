"""The front page of a meeting: its agenda as far as the reader may see it, who was there, what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can, visible
from cpwb.actions.choices import UNFINISHED, ActionState
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import actions_of, actions_of_items, to_follow_up
from cpwb.core.bilingual import Bilingual
from cpwb.meetings.choices import NOT_STARTED, RECORDED_IN, ItemKind, MeetingState
from cpwb.meetings.models import AgendaItem, Decision, Meeting
from cpwb.meetings.queries import Quorum, agenda, holders_without_mail, last_closed_before, quorum, timetable
from cpwb.members.models import Mandate
from cpwb.minutes.chairs_copy import has_chairs_copy
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes
from cpwb.minutes.queries import minutes_of


@dataclass(frozen=True)
class FollowUpLine:
    """An action point as it comes back at a meeting, now or as the approved minutes keep it."""

    number: int
    title: str
    owner: Bilingual
    due_on: date
    state: ActionState
    is_overdue: bool
    #: The id of the action point, to open it.
    action_id: int | None = None


@dataclass(frozen=True)
class MeetingFront:
    """What the front page of a meeting shows, as far as the reader may see it."""

    #: The agenda.
    items: Sequence[AgendaItem]
    #: When each item begins by the planned minutes (by its id), until the meeting starts; none where that is unknown.
    starts: Mapping[int, datetime | None]
    #: The action points that were agreed, by item.
    agreed: Mapping[int, Sequence[ActionPoint]]
    #: What comes back under "follow-up of action points".
    follow_up: Sequence[FollowUpLine]
    #: The minutes of this meeting.
    minutes: Minutes | None
    #: Whether what was recorded may still change: the meeting has started, and its minutes are not approved.
    is_provisional: bool
    #: Whether there is a chair's copy of them for the reader.
    has_chairs_copy: bool
    #: The minutes of the last meeting, which this one approves.
    last_minutes: Minutes | None
    #: Who was there per side, once the meeting has started.
    quorum: Quorum | None
    #: For readers who may not see the agenda: the decisions marked public.
    decisions: Sequence[Decision]
    #: For those readers: the action points that were agreed.
    outcome: Sequence[ActionPoint]
    #: Who must be told of the meeting otherwise than by mail.
    without_mail: Sequence[Mandate]


def meeting_front(session: Session, actor: Actor, meeting: Meeting, day: date) -> MeetingFront:
    """Return what the front page of `meeting` shows to `actor`."""
    reads = can(actor, P.AGENDA_VIEW, meeting)
    has_started = meeting.state in RECORDED_IN
    items = agenda(session, actor, meeting) if reads else []
    kinds = {item.kind for item in items}
    written = minutes_of(session, meeting) if has_started else None
    minutes = _readable(actor, written)
    tells = can(actor, P.PERSON_VIEW, meeting) and meeting.state is MeetingState.CONVENED
    return MeetingFront(
        items=items,
        starts=timetable(session, meeting).starts if items and meeting.state in NOT_STARTED else {},
        agreed=actions_of_items(session, actor, [item.id for item in items]) if items and has_started else {},
        follow_up=_follow_up(session, actor, meeting, minutes) if ItemKind.FOLLOW_UP in kinds else [],
        minutes=minutes,
        is_provisional=has_started and (written is None or written.state is not MinutesState.APPROVED),
        has_chairs_copy=minutes is not None and has_chairs_copy(session, actor, minutes, minutes.standing),
        last_minutes=_last_minutes(session, actor, meeting) if ItemKind.APPROVAL in kinds else None,
        quorum=quorum(session, meeting) if has_started else None,
        decisions=_public_decisions(session, actor, meeting) if not reads and has_started else [],
        outcome=_agreed_at(session, actor, meeting, day) if not reads and has_started else [],
        without_mail=holders_without_mail(session, meeting) if tells else [],
    )


def _readable(actor: Actor, minutes: Minutes | None) -> Minutes | None:
    return minutes if minutes is not None and can(actor, P.MINUTES_VIEW, minutes) else None


def _last_minutes(session: Session, actor: Actor, meeting: Meeting) -> Minutes | None:
    last = last_closed_before(session, meeting)
    return _readable(actor, minutes_of(session, last)) if last else None


def _follow_up(session: Session, actor: Actor, meeting: Meeting, minutes: Minutes | None) -> list[FollowUpLine]:
    """Return what comes back at a meeting: as the approved minutes keep it, and before that as it stands."""
    if minutes is not None and minutes.snapshot is not None:
        return _kept(minutes.snapshot, meeting.held_on)
    if meeting.state is MeetingState.CANCELLED:
        return []
    day = meeting.held_on
    return [
        FollowUpLine(
            number=action.number,
            title=action.title,
            owner=action.owner_name,
            due_on=action.due_on,
            state=action.state,
            is_overdue=action.is_overdue(day),
            action_id=action.id,
        )
        for action in to_follow_up(session, actor, meeting.committee, day)
        if action.meeting_id != meeting.id
    ]


def _kept(snapshot: Mapping[str, Any], day: date) -> list[FollowUpLine]:
    """Return the action points in a snapshot that were agreed before the meeting."""
    own_items = {item["id"] for item in snapshot["items"]}
    lines = []
    for action in snapshot["actions"]:
        if action["item_id"] in own_items:
            continue
        due_on, state = date.fromisoformat(action["due_on"]), ActionState(action["state"])
        owner = action["owner"] or {"nl": "", "fr": ""}
        lines.append(
            FollowUpLine(
                number=action["number"],
                title=action["title"],
                owner=Bilingual(owner["nl"], owner["fr"]),
                due_on=due_on,
                state=state,
                is_overdue=state in UNFINISHED and due_on < day,
            )
        )
    return lines


def _public_decisions(session: Session, actor: Actor, meeting: Meeting) -> Sequence[Decision]:
    return session.scalars(
        sa.select(Decision)
        .join(AgendaItem, AgendaItem.id == Decision.item_id)
        .where(AgendaItem.meeting_id == meeting.id, visible(actor, P.DECISION_VIEW, Decision))
        .order_by(AgendaItem.position, Decision.id)
    ).all()


def _agreed_at(session: Session, actor: Actor, meeting: Meeting, day: date) -> Sequence[ActionPoint]:
    query = actions_of(actor, meeting.committee, day=day, meeting=meeting.id).order_by(ActionPoint.number)
    return session.scalars(query).all()
