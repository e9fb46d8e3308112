"""The snapshot: what the minutes of a meeting say at one moment, as plain data without words of ours.

Codes, ISO dates and texts as people wrote them; `cpwb.minutes.paper` puts it into a language. What was approved is kept
in this shape for ever, so a change of the shape is a new `version`: 2 added from which item to which a seat was filled,
who was there for each decision and how the sides voted, the places of the items, and those that were not reached; 3
added which items came onto the agenda after the members had been called. What reads snapshots does without them in
older versions. Restricted items are in it and marked: leaving them out is for whoever shows it.

A name is kept only of somebody whom the committee may name at that moment, with the mandate and the organisation
beside it. Whoever prints it asks whether it may still be named: a consent that is withdrawn takes the name out of every
paper to come, while what was approved, and its digest, stay what they were (privacy P-08). The title of an item that
was not reached is asked after in the same way: the item lives on, and may have become restricted.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from cpwb.actions.models import ActionPoint
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.meetings.choices import Visibility
from cpwb.meetings.models import AgendaItem, Attendance, Decision, DecisionSide, Meeting, UnreachedItem
from cpwb.meetings.queries import Quorum, SeatAttendance, attendance_list, items_not_reached, quorum
from cpwb.members.models import Mandate, Seat
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes
from cpwb.minutes.queries import actions_to_show, current_approvals

VERSION = 3


def canonical(snapshot: Mapping[str, Any]) -> bytes:
    """Return the snapshot as canonical JSON: the bytes of the file that can be downloaded and checked with any tool."""
    return json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(snapshot: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the snapshot's canonical JSON (sorted keys, no spaces, UTF-8) as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(snapshot)).hexdigest()


def snapshot_of(session: Session, minutes: Minutes) -> dict[str, Any]:
    """Return the snapshot of minutes as they stand now, in a number of statements that does not grow with them."""
    meeting = minutes.meeting
    committee = meeting.committee
    actions = actions_to_show(session, meeting)
    return {
        "version": VERSION,
        "language": meeting.language.value,
        "zone": {"number": committee.zone.number, "name": _pair(committee.zone.name)},
        "committee": _pair(committee.name),
        "meeting": {
            "number": meeting.number,
            "starts_at": meeting.starts_at.isoformat(),
            "ends_at": meeting.ends_at.isoformat(),
            "place": meeting.place,
            "guests": meeting.guests,
        },
        "attendance": _attendance(session, meeting),
        "items": [_item(item, actions) for item in _items(session, meeting)],
        "not_reached": [_not_reached(left) for left in items_not_reached(session, meeting)],
        "actions": [_action(action) for action in actions],
        "approvals": _approvals(minutes),
    }


def present_snapshot(session: Session, minutes: Minutes) -> dict[str, Any]:
    """Return what the minutes say: as written now, as submitted, or as approved; with the approvals given so far."""
    if minutes.snapshot is None:
        return snapshot_of(session, minutes)
    if minutes.state is MinutesState.APPROVED:
        return minutes.snapshot
    return {**minutes.snapshot, "approvals": _approvals(minutes)}


def mandates_in(snapshot: Mapping[str, Any]) -> set[int]:
    """Return the ids of the mandates of all people in a snapshot."""
    seats = snapshot["attendance"]["seats"]
    people = [*(seat["name"] for seat in seats), *(seat["replaced_by"] for seat in seats)]
    people += [approval["name"] for approval in snapshot["approvals"]]
    return {person["mandate_id"] for person in people if person is not None}


def unreached_in(snapshot: Mapping[str, Any]) -> set[int]:
    """Return the ids of the items in a snapshot that were not reached: they may have changed since."""
    return {left["id"] for left in snapshot.get("not_reached", [])}


def restricted_in(snapshot: Mapping[str, Any]) -> set[int]:
    """Return those items of a snapshot, also of those that were not reached, that not everybody may read."""
    items = (*snapshot["items"], *snapshot.get("not_reached", []))
    return {item["id"] for item in items if item["visibility"] == Visibility.RESTRICTED.value}


def _approvals(minutes: Minutes) -> list[dict[str, Any]]:
    """Return who has approved the draft under review; while it is written again, nobody has."""
    if minutes.state is MinutesState.WRITING:
        return []
    return [
        {
            "side": approval.side.value,
            "role": approval.mandate.role.value,
            "name": _name(approval.mandate),
            "on": clock.local(approval.at).date().isoformat(),
            "meeting": approval.meeting.number if approval.meeting else None,
        }
        for approval in current_approvals(minutes)
    ]


def _pair(text: Bilingual) -> dict[str, str]:
    return {"nl": text.nl, "fr": text.fr}


def _name(mandate: Mandate | None) -> dict[str, Any] | None:
    """Return somebody's mandate, name (none for who is not to be named) and the organisation behind the seat."""
    if mandate is None:
        return None
    return {
        "mandate_id": mandate.id,
        "name": mandate.person.full_name if mandate.is_named else None,
        "member_for": _pair(mandate.seat.organisation.name),
    }


def _attendance(session: Session, meeting: Meeting) -> dict[str, Any]:
    listed = attendance_list(session, meeting)
    return {
        "seats": [_seat(row, row.recorded) for row in listed.rows if row.recorded is not None],
        "unnamed": {side.value: number for side, number in listed.unnamed.items()},
        "quorum": _quorum(quorum(session, meeting)),
    }


def _seat(row: SeatAttendance, attendance: Attendance) -> dict[str, Any]:
    return {
        "side": row.seat.side.value,
        "seat": _pair(row.seat.title),
        "name": _name(row.holder),
        "state": attendance.state.value,
        "replaced_by": _name(attendance.replaced_by),
        "arrived": row.arrived if attendance.counts else None,
        "left": row.left if attendance.counts else None,
        "note": attendance.note,
    }


def _quorum(counted: Quorum) -> dict[str, Any]:
    parts = {"total": counted.total} | {side.side.value: side for side in counted.sides if side.side is not None}
    return {
        name: {"needed": part.needed, "present": part.present, "met": None if part.needed is None else part.met}
        for name, part in parts.items()
    }


def _items(session: Session, meeting: Meeting) -> Sequence[AgendaItem]:
    return session.scalars(
        sa.select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id)
        .options(joinedload(AgendaItem.proposed_by).joinedload(Seat.organisation), selectinload(AgendaItem.decisions))
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def _item(item: AgendaItem, actions: Sequence[ActionPoint]) -> dict[str, Any]:
    proposer = item.proposed_by
    return {
        "id": item.id,
        "position": item.position,
        "kind": item.kind.value,
        "visibility": item.visibility.value,
        "late": item.is_late,
        "title": item.title,
        "proposed_by": {"organisation": _pair(proposer.organisation.name), "side": proposer.side.value}
        if proposer
        else None,
        "notes": item.notes,
        "decisions": [_decision(decision) for decision in item.decisions],
        "actions": [action.number for action in actions if action.item_id == item.id],
    }


def _not_reached(left: UnreachedItem) -> dict[str, Any]:
    return {
        "id": left.item_id,
        "position": left.position,
        "visibility": left.readers.value,
        "late": left.came_late,
        "title": left.title,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    voted = decision.votes_for is not None
    votes = {
        "for": decision.votes_for,
        "against": decision.votes_against,
        "abstain": decision.votes_abstain,
    }
    return {
        "text": decision.text,
        "how": decision.how.value,
        "votes": votes if voted else None,
        "needed": decision.needed,
        "quorum": decision.had_quorum,
        "sides": [_decision_side(side) for side in decision.sides],
    }


def _decision_side(side: DecisionSide) -> dict[str, Any]:
    votes = {"for": side.votes_for, "against": side.votes_against, "abstain": side.votes_abstain}
    return {
        "side": side.side.value,
        "present": side.present,
        "needed": side.needed,
        "votes": votes if side.votes_for is not None else None,
    }


def _action(action: ActionPoint) -> dict[str, Any]:
    return {
        "number": action.number,
        "title": action.title,
        "owner": _pair(action.owner_name),
        "side": action.side.value,
        "due_on": action.due_on.isoformat(),
        "state": action.state.value,
        "item_id": action.item_id,
    }
