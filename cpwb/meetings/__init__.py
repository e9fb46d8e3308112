"""Meetings, agenda and backlog, attendance, notes and decisions."""
