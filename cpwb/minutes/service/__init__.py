"""What is done with minutes."""

from cpwb.minutes.service.kept import approve_addendum, ask_to_reopen, write_addendum
from cpwb.minutes.service.phrases import add_phrases, edit_phrase, move_phrase, remove_phrase
from cpwb.minutes.service.review import (
    answer_objection,
    approve_minutes,
    begin_minutes,
    note_reading,
    object_to_minutes,
    send_back_minutes,
    submit_minutes,
)
from cpwb.minutes.service.screen import present_item
from cpwb.minutes.service.summary import publish_summary, withdraw_summary, write_summary

__all__ = [
    "add_phrases",
    "answer_objection",
    "approve_addendum",
    "approve_minutes",
    "ask_to_reopen",
    "begin_minutes",
    "edit_phrase",
    "move_phrase",
    "note_reading",
    "object_to_minutes",
    "present_item",
    "publish_summary",
    "remove_phrase",
    "send_back_minutes",
    "submit_minutes",
    "withdraw_summary",
    "write_addendum",
    "write_summary",
]
