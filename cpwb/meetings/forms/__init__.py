"""What people type about meetings, agenda items and attendance, turned into values."""

from cpwb.meetings.forms.agenda import (
    AcceptForm,
    AgendaTemplateForm,
    CopyForm,
    EarlierFilters,
    EarlierForm,
    EditItemForm,
    EditTemplateItemForm,
    ItemForm,
    LateItemForm,
    MoveForm,
    NewItemForm,
    ProposalForm,
    RenameAgendaTemplateForm,
    TemplateItemForm,
    new_item_form,
)
from cpwb.meetings.forms.attendance import AttendanceForm, attendance_form
from cpwb.meetings.forms.meetings import CancelForm, EditMeetingForm, MeetingFilters, PlanForm
from cpwb.meetings.forms.series import SeriesForm, YearFilters, series_form

__all__ = [
    "AcceptForm",
    "AgendaTemplateForm",
    "AttendanceForm",
    "CancelForm",
    "CopyForm",
    "EarlierFilters",
    "EarlierForm",
    "EditItemForm",
    "EditMeetingForm",
    "EditTemplateItemForm",
    "ItemForm",
    "LateItemForm",
    "MeetingFilters",
    "MoveForm",
    "NewItemForm",
    "PlanForm",
    "ProposalForm",
    "RenameAgendaTemplateForm",
    "SeriesForm",
    "TemplateItemForm",
    "YearFilters",
    "attendance_form",
    "new_item_form",
    "series_form",
]
