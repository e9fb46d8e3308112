"""The pages of meetings, attendance lists, agendas, subjects, standing items and the backlog."""

from cpwb.meetings.views import agenda, attendance, meetings, planning, subjects, templates
from cpwb.meetings.views.things import pages

__all__ = ["agenda", "attendance", "meetings", "pages", "planning", "subjects", "templates"]
