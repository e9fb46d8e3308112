"""Questions about minutes, their approval, and the room in which they are taken."""

from cpwb.minutes.queries.approval import (
    addendum_obstacle,
    approver,
    approving_meeting,
    awaiting,
    current_approvals,
    is_enough,
    last_begun,
    obstacle,
    reopening_obstacle,
    reopening_rule,
)
from cpwb.minutes.queries.minutes import actions_to_show, latest_of, minutes_of, nameable, reads_restricted
from cpwb.minutes.queries.notes import Comparison, Conflict, comparison, conflict, is_item_recorded
from cpwb.minutes.queries.phrases import phrases_in, phrases_of, suggestions_for
from cpwb.minutes.queries.review import (
    ReadBySide,
    Review,
    objections_of,
    objector_choices,
    own_mandates,
    read_by_side,
    review_of,
)
from cpwb.minutes.queries.room import RoomItem, is_being_recorded, room_item, room_items, to_approve
from cpwb.minutes.queries.screen import Screen, presentation_of, screen, shown_item
from cpwb.minutes.queries.summary import (
    names_community_member,
    published_summaries,
    published_summary,
    summary_of,
)
from cpwb.minutes.queries.verification import Verification, verified_digest, verified_file
from cpwb.minutes.queries.versions import (
    Correction,
    Kept,
    addenda_of,
    kept_of,
    version_of_digest,
    versions_of,
)

__all__ = [
    "Comparison",
    "Conflict",
    "Correction",
    "Kept",
    "ReadBySide",
    "Review",
    "RoomItem",
    "Screen",
    "Verification",
    "actions_to_show",
    "addenda_of",
    "addendum_obstacle",
    "approver",
    "approving_meeting",
    "awaiting",
    "comparison",
    "conflict",
    "current_approvals",
    "is_being_recorded",
    "is_enough",
    "is_item_recorded",
    "kept_of",
    "last_begun",
    "latest_of",
    "minutes_of",
    "nameable",
    "names_community_member",
    "objections_of",
    "objector_choices",
    "obstacle",
    "own_mandates",
    "phrases_in",
    "phrases_of",
    "presentation_of",
    "published_summaries",
    "published_summary",
    "read_by_side",
    "reads_restricted",
    "reopening_obstacle",
    "reopening_rule",
    "review_of",
    "room_item",
    "room_items",
    "screen",
    "shown_item",
    "suggestions_for",
    "summary_of",
    "to_approve",
    "verified_digest",
    "verified_file",
    "version_of_digest",
    "versions_of",
]
