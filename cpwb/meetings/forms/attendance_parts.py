"""What is recorded of each part of an attendance list, under the names that the parts have in its form.

A part is what is saved by itself: how a seat was filled, its details, a head count, the guests.
"""

import json
from collections.abc import Mapping
from typing import Any

from cpwb.committees.choices import Side
from cpwb.core.words import LazyText, _l
from cpwb.meetings.choices import AttendanceState
from cpwb.meetings.presence import details_words
from cpwb.meetings.queries import AttendanceList, SeatAttendance

_NOTHING = "–"


def recorded_parts(listed: AttendanceList) -> dict[str, Any]:
    """Return by part what is recorded, in values that JSON can hold.

    A seat is `[state, mandate of the alternate]`, details are `[arrived, left, note]`.
    """
    parts: dict[str, Any] = {"guests": listed.guests}
    for row in listed.rows:
        replaced = row.replaced_by_id if row.state is AttendanceState.REPLACED else None
        parts[f"seat_{row.seat.id}"] = [row.state, replaced]
        parts[f"details_{row.seat.id}"] = [row.arrived, row.left, row.note]
    return parts | {f"unnamed_{side.value}": listed.unnamed.get(side, 0) for side in Side}


def read_parts(sent: str | None, stands: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page showed by part; one that does not tell, or junk, is taken to have shown what stands now."""
    try:
        parts = json.loads(sent or "null")
    except (ValueError, RecursionError):
        parts = None
    return parts if isinstance(parts, dict) else dict(stands)


def overtaken(listed: AttendanceList, part: str) -> LazyText:
    """Return the sentence for a part of which another thing was recorded since the page was loaded, by whomever."""
    said: Any = listed.guests if part == "guests" else None
    for side in Side:
        if part == f"unnamed_{side.value}":
            said = listed.unnamed.get(side, 0)
    for row in listed.rows:
        if part == f"seat_{row.seat.id}":
            said = _state_of(row)
        elif part == f"details_{row.seat.id}":
            said = details_words(row.arrived, row.left, row.note)
    return _l(
        "Something else was recorded here meanwhile: %(said)s. Save again to put yours in its place.",
        said=_NOTHING if said in (None, "") else said,
    )


def _state_of(row: SeatAttendance) -> LazyText | str:
    if row.state is None:
        return _NOTHING
    if row.replaced_by_id is None or row.state is not AttendanceState.REPLACED:
        return row.state.label
    return _l("replaced by %(name)s", name=dict(row.alternates)[row.replaced_by_id])
