"""What one does with meetings: plan and hold them, build their agenda, record who was there and what was said.

Each function is one act and tells one event. They keep the rules of state; who may do it is the page guard's affair.
"""

from cpwb.meetings.service.agenda import (
    accept_item,
    add_item,
    copy_item,
    edit_item,
    link_item,
    move_item,
    propose_item,
    put_aside_item,
    remove_item,
    return_item,
)
from cpwb.meetings.service.agenda_templates import (
    add_agenda_template,
    remove_agenda_template,
    rename_agenda_template,
)
from cpwb.meetings.service.attendance import record_attendance
from cpwb.meetings.service.decisions import (
    close_item,
    note_treated,
    record_decision,
    recount_decision,
    remove_decision,
    reopen_item,
)
from cpwb.meetings.service.planning import (
    cancel_meeting,
    close_meeting,
    convene_meeting,
    edit_meeting,
    plan_meeting,
    plan_series,
    start_meeting,
)
from cpwb.meetings.service.record import (
    NotesOutdated,
    begin_writing,
    join_notes,
    keep_draft,
    save_notes,
)
from cpwb.meetings.service.templates import (
    add_template_item,
    edit_template_item,
    move_template_item,
    remove_template_item,
)

__all__ = [
    "NotesOutdated",
    "accept_item",
    "add_agenda_template",
    "add_item",
    "add_template_item",
    "begin_writing",
    "cancel_meeting",
    "close_item",
    "close_meeting",
    "convene_meeting",
    "copy_item",
    "edit_item",
    "edit_meeting",
    "edit_template_item",
    "join_notes",
    "keep_draft",
    "link_item",
    "move_item",
    "move_template_item",
    "note_treated",
    "plan_meeting",
    "plan_series",
    "propose_item",
    "put_aside_item",
    "record_attendance",
    "record_decision",
    "recount_decision",
    "remove_agenda_template",
    "remove_decision",
    "remove_item",
    "remove_template_item",
    "rename_agenda_template",
    "reopen_item",
    "return_item",
    "save_notes",
    "start_meeting",
]
