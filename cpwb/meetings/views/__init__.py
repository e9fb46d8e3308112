"""The pages of meetings, attendance lists, agendas, subjects, standing items, agenda templates and the backlog."""

from cpwb.meetings.views import agenda, agenda_templates, attendance, meetings, planning, subjects, templates
from cpwb.meetings.views.things import pages

__all__ = ["agenda", "agenda_templates", "attendance", "meetings", "pages", "planning", "subjects", "templates"]
