"""Agenda items: proposed, accepted, put aside, added, edited, moved and returned; copied and linked.

An agenda opens with the opening kinds and closes with the closing kinds; in between people choose the order. It can be
changed until its meeting starts; after that it only takes late items, before the closing ones. An item that was treated
never leaves its minutes: its subject is taken up again by a copy that continues it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from cpwb.access.actor import Actor
from cpwb.committees.choices import CommitteeState
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.db import check_revision
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.meetings import queries
from cpwb.meetings.choices import NOT_STARTED, PROPOSED_KINDS, TAKES_ITEMS, ItemKind, MeetingState, Visibility
from cpwb.meetings.events import (
    ItemAccepted,
    ItemAdded,
    ItemCopied,
    ItemEdited,
    ItemLinked,
    ItemMoved,
    ItemProposed,
    ItemPutAside,
    ItemRemoved,
    ItemReturned,
)
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.meetings.turns import hold_agenda
from cpwb.members.models import Seat
from cpwb.programme.choices import Objective


def propose_item(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    kind: ItemKind,
    title: str,
    explanation: str,
    proposed_by_id: int,
    objective: Objective | None = None,
) -> AgendaItem:
    """Propose an item on behalf of a seat; it waits in the backlog until somebody puts it on an agenda."""
    if committee.state is CommitteeState.CLOSED:
        raise RuleBroken(None, _l("This committee is closed: nothing can be proposed any more."))
    if kind not in PROPOSED_KINDS:
        raise RuleBroken("kind", _l("Items of this kind stand on every agenda by themselves. Choose another kind."))
    _check_seat(session, committee.id, proposed_by_id)
    item = AgendaItem(
        committee=committee,
        kind=kind,
        title=title,
        explanation=explanation,
        proposed_by_id=proposed_by_id,
        objective=objective,
        created_at=clock.now(),
    )
    session.add(item)
    session.flush()
    publish(session, ItemProposed(by=actor.user_id, subject_id=item.id, committee_id=committee.id))
    return item


def accept_item(*, session: Session, actor: Actor, item: AgendaItem, meeting: Meeting) -> None:
    """Put an item of the backlog on the agenda of a meeting of the same committee that has not ended."""
    if item.meeting is not None:
        raise RuleBroken(None, _l("This item stands on an agenda already."))
    if meeting.committee_id != item.committee_id:
        raise RuleBroken("meeting", _l("Choose a meeting of the same committee."))
    _check_takes_items(session, meeting)
    item.put_aside_on = None
    _place(session, meeting, item)
    publish(
        session,
        ItemAccepted(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=meeting.id),
    )


def put_aside_item(*, session: Session, actor: Actor, item: AgendaItem) -> None:
    """Put a proposal that waits in the backlog aside; it can be taken back."""
    if item.meeting is not None:
        raise RuleBroken(None, _l("This item stands on an agenda. Return it to the backlog first."))
    if item.put_aside_on is not None:
        raise RuleBroken(None, _l("This proposal was put aside already."))
    item.put_aside_on = clock.today()
    publish(session, ItemPutAside(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id))


def return_item(*, session: Session, actor: Actor, item: AgendaItem) -> None:
    """Let an item wait in the backlog again: one that stands on an agenda, or one that was put aside."""
    meeting = item.meeting
    if meeting is None and item.put_aside_on is None:
        raise RuleBroken(None, _l("This proposal waits in the backlog already."))
    if item.comes_back:
        raise RuleBroken(None, _l("This item stands on every agenda. It can be removed from this one."))
    if meeting is not None:
        _check_agenda_open(session, meeting)
        _take_off(session, meeting, item)
    item.put_aside_on = None
    publish(
        session,
        ItemReturned(
            by=actor.user_id,
            subject_id=item.id,
            committee_id=item.committee_id,
            meeting_id=meeting.id if meeting else None,
        ),
    )


def add_item(
    *,
    session: Session,
    actor: Actor,
    meeting: Meeting,
    kind: ItemKind,
    title: str,
    explanation: str = "",
    presenter: str = "",
    planned_minutes: int | None = None,
    visibility: Visibility = Visibility.COMMITTEE,
    objective: Objective | None = None,
    proposed_by_id: int | None = None,
    earlier_item_id: int | None = None,
) -> AgendaItem:
    """Write an item on the agenda of a meeting, behind those of its kind or before the closing ones.

    While the meeting is going on it takes no standing kinds. `earlier_item_id` is the earlier treatment of the subject.
    """
    _check_takes_items(session, meeting)
    if meeting.state is MeetingState.IN_PROGRESS and kind.is_standing:
        raise RuleBroken("kind", _l("Items of this kind stand on every agenda by themselves. Choose another kind."))
    _check_seat(session, meeting.committee_id, proposed_by_id)
    earlier = None if earlier_item_id is None else session.get(AgendaItem, earlier_item_id)
    if earlier_item_id is not None:
        _check_earlier(earlier, meeting.committee_id)
    item = AgendaItem(
        committee=meeting.committee,
        kind=kind,
        title=title,
        explanation=explanation,
        presenter=presenter,
        planned_minutes=planned_minutes,
        visibility=visibility,
        objective=objective,
        proposed_by_id=proposed_by_id,
        earlier_item_id=earlier_item_id,
        created_at=clock.now(),
    )
    session.add(item)
    _place(session, meeting, item)
    publish(
        session,
        ItemAdded(by=actor.user_id, subject_id=item.id, committee_id=meeting.committee_id, meeting_id=meeting.id),
    )
    return item


def edit_item(
    *,
    session: Session,
    actor: Actor,
    item: AgendaItem,
    revision: int,
    kind: ItemKind,
    title: str,
    explanation: str,
    presenter: str,
    planned_minutes: int | None,
    visibility: Visibility,
    objective: Objective | None,
    proposed_by_id: int | None,
) -> None:
    """Change an item in the backlog or on an agenda whose meeting has not started.

    Raises Outdated when somebody else changed it since `revision`.
    """
    check_revision(item, revision)
    if item.meeting is not None:
        _check_agenda_open(session, item.meeting)
    if kind is not item.kind and kind.is_standing:
        # It would come back by itself and could be taken off for good: a proposal is not thrown away.
        raise RuleBroken("kind", _l("Items of this kind stand on every agenda by themselves. Choose another kind."))
    _check_seat(session, item.committee_id, proposed_by_id)
    given = {
        "kind": kind,
        "title": title,
        "explanation": explanation,
        "presenter": presenter,
        "planned_minutes": planned_minutes,
        "visibility": visibility,
        "objective": objective,
        "proposed_by_id": proposed_by_id,
    }
    changed = tuple(name for name, value in given.items() if getattr(item, name) != value)
    for name in changed:
        setattr(item, name, given[name])
    if item.meeting is not None and "kind" in changed:
        _number(session, item.meeting, _in_order(item.meeting.items))
    publish(
        session,
        ItemEdited(
            by=actor.user_id,
            subject_id=item.id,
            committee_id=item.committee_id,
            meeting_id=item.meeting_id,
            fields=changed,
        ),
    )


def move_item(*, session: Session, actor: Actor, item: AgendaItem, to: int) -> None:
    """Give an item the place `to` (from 1) on its agenda, or the nearest one that its kind allows."""
    meeting = item.meeting
    if meeting is None:
        raise RuleBroken(None, _l("Put this item on an agenda first."))
    _check_agenda_open(session, meeting)
    others = [other for other in _in_order(meeting.items) if other is not item]
    others.insert(min(max(to, 1), len(others) + 1) - 1, item)
    _number(session, meeting, sorted(others, key=lambda other: other.kind.rank))
    publish(
        session,
        ItemMoved(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=meeting.id),
    )


def remove_item(*, session: Session, actor: Actor, item: AgendaItem) -> None:
    """Take an item that stands on every agenda off this one; nothing was said about it yet, so nothing is lost."""
    meeting = item.meeting
    if meeting is None or not item.comes_back:
        raise RuleBroken(None, _l("Return this item to the backlog instead: proposals are not thrown away."))
    _check_agenda_open(session, meeting)
    _take_off(session, meeting, item)
    session.delete(item)
    publish(
        session,
        ItemRemoved(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=meeting.id),
    )


def copy_item(
    *, session: Session, actor: Actor, item: AgendaItem, meeting: Meeting | None, title: str, explanation: str
) -> AgendaItem:
    """Take the subject of a treated item up again: a new item that continues it, on an agenda or in the backlog.

    The treated one stays where it is, in its minutes.
    """
    _check_earlier(item, item.committee_id)
    if item.committee.is_closed:
        raise RuleBroken(None, _l("This committee is closed: nothing can be proposed any more."))
    copy = AgendaItem(
        committee=item.committee,
        title=title,
        explanation=explanation,
        earlier_item_id=item.id,
        created_at=clock.now(),
        **{name: getattr(item, name) for name in _COPIED},
    )
    session.add(copy)
    if meeting is not None:
        if meeting.committee_id != item.committee_id:
            raise RuleBroken("meeting", _l("Choose a meeting of the same committee."))
        _check_agenda_open(session, meeting)
        _place(session, meeting, copy)
    session.flush()
    publish(
        session,
        ItemCopied(
            by=actor.user_id,
            subject_id=copy.id,
            committee_id=item.committee_id,
            meeting_id=meeting.id if meeting else None,
        ),
    )
    return copy


#: What a copy takes over; title and explanation may say it anew, notes and decisions stay with the item itself.
_COPIED = ("kind", "presenter", "planned_minutes", "visibility", "objective", "proposed_by_id")


def link_item(*, session: Session, actor: Actor, item: AgendaItem, earlier: AgendaItem | None) -> None:
    """Say which earlier treatment of the same subject an item continues, or that it continues none."""
    if item.meeting is not None:
        _check_agenda_open(session, item.meeting)
    if item.kind.is_standing:
        raise RuleBroken(None, _l("This item stands on every agenda: it has no subject of its own."))
    if earlier is not None:
        _check_earlier(earlier, item.committee_id)
        if item.id in queries.earlier_ids(session, earlier.id):
            raise RuleBroken(None, _l("The earlier item already continues this one. Choose another item."))
    item.earlier_item_id = earlier.id if earlier else None
    publish(
        session,
        ItemLinked(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=item.meeting_id),
    )


def _check_earlier(earlier: AgendaItem | None, committee_id: int) -> None:
    if earlier is None or earlier.committee_id != committee_id or not earlier.can_be_continued:
        raise RuleBroken("earlier_item_id", _l("Choose an item that this committee treated at an earlier meeting."))


def _check_takes_items(session: Session, meeting: Meeting) -> None:
    hold_agenda(session, meeting)
    if meeting.state not in TAKES_ITEMS:
        raise RuleBroken(None, _l("This meeting is over or was cancelled: its agenda can no longer be changed."))


def _check_agenda_open(session: Session, meeting: Meeting) -> None:
    hold_agenda(session, meeting)
    if meeting.state not in NOT_STARTED:
        raise RuleBroken(None, _l("This meeting has started or was cancelled: its agenda can no longer be changed."))


def _check_seat(session: Session, committee_id: int, seat_id: int | None) -> None:
    seat = None if seat_id is None else session.get(Seat, seat_id)
    if seat_id is not None and (seat is None or seat.committee_id != committee_id):
        raise RuleBroken("proposed_by_id", _l("Choose a seat of this committee."))


def _in_order(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    return sorted(items, key=lambda item: (item.kind.rank, item.position, item.id or 0))


def _place(session: Session, meeting: Meeting, item: AgendaItem) -> None:
    """Put an item on an agenda behind those of its rank."""
    item.position = 1 + max((other.position for other in meeting.items), default=0)
    item.meeting = meeting
    item.came_late = meeting.state is not MeetingState.DRAFT
    session.flush()
    _number(session, meeting, _in_order(meeting.items))


def _take_off(session: Session, meeting: Meeting, item: AgendaItem) -> None:
    item.meeting = None
    item.position = 0
    item.came_late = False
    session.flush()
    _number(session, meeting, _in_order(meeting.items))


def _number(session: Session, meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """Store the places of the items as they stand in the list.

    The order belongs to the agenda, not to the text of an item: it is written past the revision, so that an item that
    only moves along does not make the form in which somebody edits it outdated.
    """
    table = AgendaItem.__table__
    for position, item in enumerate(items, start=1):
        if item.position != position:
            session.execute(sa.update(table).where(table.c.id == item.id).values(position=position))  # type: ignore[arg-type]  # a mapped table is one
            set_committed_value(item, "position", position)
    session.flush()
    session.expire(meeting, ["items"])
