"""Meetings, agenda items with their notes, those that were not reached, attendance, head counts and decisions."""

from cpwb.meetings.models.agenda import AgendaItem, Meeting
from cpwb.meetings.models.attendance import Attendance, HeadCount
from cpwb.meetings.models.decisions import Decision, DecisionSide
from cpwb.meetings.models.notes import NoteVersion, NoteWriter
from cpwb.meetings.models.templates import AgendaTemplate, TemplateItem
from cpwb.meetings.models.unreached import UnreachedItem

__all__ = [
    "AgendaItem",
    "AgendaTemplate",
    "Attendance",
    "Decision",
    "DecisionSide",
    "HeadCount",
    "Meeting",
    "NoteVersion",
    "NoteWriter",
    "TemplateItem",
    "UnreachedItem",
]
