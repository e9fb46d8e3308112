"""Questions about the room in which minutes are taken: what each item of the agenda needs there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.actions.models import ActionPoint
from cpwb.actions.queries import actions_of, actions_of_items, to_follow_up
from cpwb.committees.choices import Side
from cpwb.core.words import LazyText, _l
from cpwb.meetings.choices import RECORDED_IN, ItemKind
from cpwb.meetings.models import AgendaItem, Decision, Meeting
from cpwb.meetings.presence import presence_words
from cpwb.meetings.queries import agenda, holders_on, last_closed_before, open_meetings, presences, voting_at
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes
from cpwb.minutes.queries.minutes import minutes_of


@dataclass(frozen=True)
class RoomItem:
    """An item of the agenda as it is recorded in the room."""

    item: AgendaItem
    #: The action points agreed under it.
    agreed: Sequence[ActionPoint] = ()
    #: Under the follow-up: the action points that come back, and those finished since the meeting began.
    followed_up: Sequence[ActionPoint] = ()
    #: Under the approval: the minutes of the last meeting.
    last_minutes: Minutes | None = None
    #: Under the next meeting: the one that is planned.
    coming: Meeting | None = None
    #: The seats with a vote that are filled at it by the attendance list, per side.
    present: Mapping[Side, int] = field(default_factory=dict)

    @property
    def marks(self) -> list[LazyText]:
        """Return what was recorded under it beside its notes, in words for the list of the agenda."""
        recorded = {
            _l("decision"): bool(self.item.decisions),
            _l("action point"): bool(self.agreed),
            _l("item: closed"): self.item.closed_at is not None,
        }
        return [word for word, there in recorded.items() if there]

    @property
    def presence(self) -> str:
        """Return who is there at it by the attendance list, in the reader's words."""
        return presence_words(self.present, had_quorum=None)

    def has_other_presence(self, decision: Decision) -> bool:
        """Say whether the attendance list has changed since this decision was recorded under it."""
        kept = {side.side: side.present for side in decision.sides}
        return bool(kept) and kept != self.present


def room_items(session: Session, actor: Actor, meeting: Meeting) -> list[RoomItem]:
    """Return the agenda of a meeting with what its items need in the room, as far as the actor may read it."""
    items = agenda(session, actor, meeting)
    kinds = {item.kind for item in items}
    agreed = actions_of_items(session, actor, [item.id for item in items])
    followed_up = _followed_up(session, actor, meeting) if ItemKind.FOLLOW_UP in kinds else []
    last = last_closed_before(session, meeting) if ItemKind.APPROVAL in kinds else None
    last_minutes = minutes_of(session, last) if last else None
    coming = _coming(session, actor, meeting) if ItemKind.NEXT_MEETING in kinds else None
    filled = presences(session, meeting)
    return [
        RoomItem(
            item,
            agreed=agreed.get(item.id, ()),
            followed_up=followed_up if item.kind is ItemKind.FOLLOW_UP else (),
            last_minutes=last_minutes if item.kind is ItemKind.APPROVAL else None,
            coming=coming if item.kind is ItemKind.NEXT_MEETING else None,
            present=voting_at(filled, item),
        )
        for item in items
    ]


def room_item(session: Session, actor: Actor, item: AgendaItem) -> RoomItem:
    """Return one item with what was recorded under it."""
    filled = presences(session, item.meeting) if item.meeting else ()
    agreed = actions_of_items(session, actor, [item.id]).get(item.id, ())
    return RoomItem(item, agreed=agreed, present=voting_at(filled, item))


def to_approve(session: Session, item: AgendaItem) -> Minutes | None:
    """Return the minutes that an item of the agenda is there to approve: those of the last meeting, or None."""
    if item.kind is not ItemKind.APPROVAL or item.meeting is None:
        return None
    last = last_closed_before(session, item.meeting)
    return minutes_of(session, last) if last else None


def _coming(session: Session, actor: Actor, meeting: Meeting) -> Meeting | None:
    """Return the meeting that is planned after this one, or None."""
    planned = open_meetings(session, actor, meeting.committee_id)
    return next((later for later in planned if later.starts_at > meeting.starts_at), None)


def _followed_up(session: Session, actor: Actor, meeting: Meeting) -> list[ActionPoint]:
    """Return what comes back at a meeting, then what was finished since it began."""
    day = meeting.held_on
    finished = actions_of(actor, meeting.committee, day=day).where(
        ActionPoint.closed_on >= day, ActionPoint.opened_on <= day
    )
    found = [
        *to_follow_up(session, actor, meeting.committee, day),
        *session.scalars(finished.order_by(ActionPoint.closed_on, ActionPoint.number)),
    ]
    return [action for action in found if action.meeting_id != meeting.id]


def is_being_recorded(meeting: Meeting, minutes: Minutes | None) -> bool:
    """Say whether the record of a meeting is open: it has started, and its minutes are being written."""
    return meeting.state in RECORDED_IN and minutes is not None and minutes.state is MinutesState.WRITING


def actions_of_vacant_seats(
    session: Session, actor: Actor, meeting: Meeting, items: Sequence[AgendaItem]
) -> list[ActionPoint]:
    """Return the action points agreed under these items of a meeting whose owner is a seat that nobody holds."""
    agreed = actions_of_items(session, actor, [item.id for item in items])
    held = holders_on(session, meeting.committee_id, meeting.held_on) if agreed else {}
    return [
        action
        for item in items
        for action in agreed.get(item.id, ())
        if action.owner_seat_id is not None and action.owner_seat_id not in held
    ]
