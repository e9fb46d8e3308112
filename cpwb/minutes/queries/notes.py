"""Questions about notes in the room: two texts that met, and a version beside another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.core.differences import Line, differences
from cpwb.core.words import LazyText
from cpwb.meetings.choices import TextKept
from cpwb.meetings.models import AgendaItem, NoteVersion
from cpwb.meetings.queries import version_before, version_numbered, writer_names
from cpwb.minutes.queries.minutes import minutes_of
from cpwb.minutes.queries.room import is_being_recorded


@dataclass(frozen=True)
class Conflict:
    """A text that somebody else saved while one was writing another."""

    #: Who saved it, as the committee sees that person, and whether it was the writer in another window.
    by: str | LazyText
    is_own: bool
    #: When.
    at: datetime | None
    #: What differs, theirs first.
    lines: Sequence[Line]
    #: What the notes can become.
    choices: Sequence[TextKept] = tuple(TextKept)


def conflict(session: Session, actor: Actor, item: AgendaItem, mine: str) -> Conflict:
    """Return what stands between a text and the notes that are stored."""
    by = writer_names(session, item, [item.notes_by_id])[item.notes_by_id]
    return Conflict(by, item.notes_by_id == actor.user_id, item.notes_at, differences(item.notes, mine))


@dataclass(frozen=True)
class Comparison:
    """A version beside another one of the same item."""

    #: The other one; None: there is no such version, and the text is compared with an empty page.
    other: NoteVersion | None
    #: What differs, the older one first.
    lines: Sequence[Line]
    #: Whether the version is the later of the two.
    is_later: bool


def comparison(session: Session, version: NoteVersion, number: int | None) -> Comparison:
    """Return a version beside the one with this number, or else beside the one that was saved before it."""
    other = version_numbered(session, version.item, number) if number else version_before(session, version)
    before, after = other.notes if other else "", version.notes
    is_later = other is None or other.number <= version.number
    return Comparison(other, differences(before, after) if is_later else differences(after, before), is_later)


def is_item_recorded(session: Session, item: AgendaItem) -> bool:
    """Say whether something can be recorded under an item now."""
    return item.meeting is not None and is_being_recorded(item.meeting, minutes_of(session, item.meeting))
