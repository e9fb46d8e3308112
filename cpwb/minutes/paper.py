"""A snapshot put into a language: what the page of minutes shows, and their paper prints.

Everything here speaks the current language; a paper is made inside `speaking(snapshot["language"])`.
"""

from collections.abc import Mapping, Set
from datetime import date, datetime
from typing import Any

from cpwb.actions.choices import ActionState
from cpwb.committees.choices import Side
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.words import _l
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, Visibility
from cpwb.meetings.presence import details_words, presence_words, side_votes_words
from cpwb.members.choices import MandateRole
from cpwb.minutes.snapshot import restricted_in
from cpwb.ui.locale import current_language, day, hour, weekday


def paper_of(
    snapshot: Mapping[str, Any], *, nameable: Set[int], with_restricted: bool, restricted_since: Set[int] = frozenset()
) -> dict[str, Any]:
    """Return a snapshot in words, with a few codes for pages beside.

    `nameable` are the mandates whose persons may be named today: everybody else appears as the member for an
    organisation. Without `with_restricted` restricted items are left out, with their decisions and action points, and
    so are those of `restricted_since`: items that were not reached and have become restricted later.
    """
    left = snapshot.get("not_reached", [])
    restricted = restricted_in(snapshot) | restricted_since
    hidden = set() if with_restricted else restricted
    actions = [_action(action, restricted) for action in snapshot["actions"] if action["item_id"] not in hidden]
    by_number = {action["number"]: action for action in actions}
    items = [
        _item(item, item.get("position", place), by_number, restricted)
        for place, item in enumerate(snapshot["items"], 1)
    ]
    attendance = snapshot["attendance"]
    return {
        "version": snapshot["version"],
        "language": snapshot["language"],
        "zone": {"number": snapshot["zone"]["number"], "name": _said(snapshot["zone"]["name"])},
        "committee": _said(snapshot["committee"]),
        "meeting": _meeting(snapshot["meeting"]),
        "attendance": [_side(side, attendance, nameable) for side in Side],
        "guests": snapshot["meeting"]["guests"] or None,
        "quorum_total": attendance["quorum"]["total"],
        "items": [item for item in items if item["id"] not in hidden],
        "not_reached": [_left(item, restricted) for item in left if item["id"] not in hidden],
        "actions": actions,
        "approvals": [_approval(approval, nameable) for approval in snapshot["approvals"]],
    }


def _restricted_label(item_id: int | None, restricted: Set[int]) -> str | None:
    return str(Visibility.RESTRICTED.label) if item_id in restricted else None


def _late_label(item: Mapping[str, Any]) -> str | None:
    """Return the mark of an item that came when the agenda had been sent; old snapshots do not tell."""
    return str(_l("late item")) if item.get("late") else None


def _said(pair: Mapping[str, str]) -> str:
    return Bilingual(pair["nl"], pair["fr"]).text(current_language())


def _name(person: Mapping[str, Any] | None, nameable: Set[int]) -> str | None:
    """Return the name of somebody who may be named today, or else for whom that person sits."""
    if person is None:
        return None
    if person["name"] is not None and person["mandate_id"] in nameable:
        return str(person["name"])
    return str(_l("member for %(organisation)s", organisation=_said(person["member_for"])))


def _meeting(meeting: Mapping[str, Any]) -> dict[str, Any]:
    starts_at, ends_at = (datetime.fromisoformat(meeting[name]) for name in ("starts_at", "ends_at"))
    return {
        "number": meeting["number"],
        "date": weekday(clock.local(starts_at).date()),
        "starts": hour(starts_at),
        "ends": hour(ends_at),
        "place": meeting["place"] or None,
    }


def _side(side: Side, attendance: Mapping[str, Any], nameable: Set[int]) -> dict[str, Any]:
    seats = [seat for seat in attendance["seats"] if seat["side"] == side.value]
    quorum = attendance["quorum"][side.value]
    counts = {state.value: sum(seat["state"] == state.value for seat in seats) for state in AttendanceState}
    return {
        "side": side.value,
        "side_label": str(side.label),
        **counts,
        "unnamed": attendance["unnamed"].get(side.value, 0),
        "quorum_needed": quorum["needed"],
        "quorum_met": quorum["met"],
        "seats": [_seat(seat, nameable) for seat in seats],
    }


def _seat(seat: Mapping[str, Any], nameable: Set[int]) -> dict[str, Any]:
    return {
        "seat": _said(seat["seat"]),
        "shown_name": _name(seat["name"], nameable) or "–",
        "state": seat["state"],
        "state_label": str(AttendanceState(seat["state"]).label),
        "replaced_by": _name(seat["replaced_by"], nameable),
        "remarks": details_words(seat.get("arrived"), seat.get("left"), seat.get("note", "")),
    }


def _item(
    item: Mapping[str, Any], position: int, actions: Mapping[int, Mapping[str, Any]], restricted: Set[int]
) -> dict[str, Any]:
    proposer = item["proposed_by"]
    kind = str(ItemKind(item["kind"]).label)
    proposed_by = f"{_said(proposer['organisation'])} ({Side(proposer['side']).label})" if proposer else None
    return {
        "id": item["id"],
        "position": position,
        "kind_label": None if kind.casefold() == item["title"].casefold() else kind,
        "title": item["title"],
        "late_label": _late_label(item),
        "restricted_label": _restricted_label(item["id"], restricted),
        "proposed_by": proposed_by,
        "notes": item["notes"],
        "decisions": [_decision(decision) for decision in item["decisions"]],
        "actions": [actions[number] for number in item["actions"] if number in actions],
    }


def _left(item: Mapping[str, Any], restricted: Set[int]) -> dict[str, Any]:
    title = f"{item['position']}. {item['title']}"
    return {
        "title": title,
        "late_label": _late_label(item),
        "restricted_label": _restricted_label(item["id"], restricted),
    }


def _decision(decision: Mapping[str, Any]) -> dict[str, Any]:
    votes = decision["votes"]
    return {
        "text": decision["text"],
        "how_label": str(DecidedBy(decision["how"]).label),
        "votes": votes,
        "votes_text": _votes(votes) if votes else None,
        "particulars": _particulars(decision),
    }


def _particulars(decision: Mapping[str, Any]) -> list[str]:
    """Return how the sides voted and who was there, a sentence each; nothing in version 1."""
    sides = {Side(side["side"]): side for side in decision.get("sides", [])}
    if not sides:
        return []
    present = {side: kept["present"] for side, kept in sides.items()}
    votes = [
        side_votes_words(side, kept["votes"]["for"], kept["votes"]["against"], kept["votes"]["abstain"])
        for side, kept in sides.items()
        if kept["votes"] and kept["present"]
    ]
    return [*votes, presence_words(present, had_quorum=decision["quorum"])]


def _votes(votes: Mapping[str, int]) -> str:
    return str(
        _l(
            "For %(votes_for)s, against %(votes_against)s, abstentions %(votes_abstain)s",
            **{f"votes_{kind}": number for kind, number in votes.items()},
        )
    )


def _action(action: Mapping[str, Any], restricted: Set[int]) -> dict[str, Any]:
    state = ActionState(action["state"])
    return {
        "number": action["number"],
        "title": action["title"],
        "owner": _said(action["owner"]),
        "due": day(date.fromisoformat(action["due_on"])),
        "state": state.value,
        "state_label": str(state.label),
        "tone": state.tone,
        "restricted_label": _restricted_label(action["item_id"], restricted),
    }


def _approval(approval: Mapping[str, Any], nameable: Set[int]) -> dict[str, Any]:
    return {
        "side_label": str(Side(approval["side"]).label),
        "role_label": str(MandateRole(approval["role"]).label),
        "shown_name": _name(approval["name"], nameable),
        "on": _approved_on(approval),
    }


def _approved_on(approval: Mapping[str, Any]) -> str:
    """Return the day of an approval, and the meeting at which it was given; old snapshots know no meeting."""
    on = day(date.fromisoformat(approval["on"]))
    meeting = approval.get("meeting")
    return on if meeting is None else str(_l("%(day)s, at meeting %(number)s", day=on, number=meeting))
