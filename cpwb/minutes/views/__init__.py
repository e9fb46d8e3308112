"""The pages of minutes: the room in which they are taken, what helps there, and the minutes themselves."""

from cpwb.minutes.views import closing, items, kept, minutes, notes, phrases, public, review, room, screen, sentences
from cpwb.minutes.views.things import pages

__all__ = [
    "closing",
    "items",
    "kept",
    "minutes",
    "notes",
    "pages",
    "phrases",
    "public",
    "review",
    "room",
    "screen",
    "sentences",
]
