"""Meetings, agenda items with their notes, attendance, head counts and decisions."""

from cpwb.meetings.models.agenda import AgendaItem, Meeting
from cpwb.meetings.models.attendance import Attendance, HeadCount
from cpwb.meetings.models.decisions import Decision, DecisionSide
from cpwb.meetings.models.notes import NoteVersion, NoteWriter
from cpwb.meetings.models.templates import TemplateItem

__all__ = [
    "AgendaItem",
    "Attendance",
    "Decision",
    "DecisionSide",
    "HeadCount",
    "Meeting",
    "NoteVersion",
    "NoteWriter",
    "TemplateItem",
]
