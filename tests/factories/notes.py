"""The history of notes, and who is writing them."""

from typing import Any

from sqlalchemy.orm import Session

from cpwb.accounts.user import User
from cpwb.core import clock
from cpwb.meetings.choices import NoteKind
from cpwb.meetings.models import AgendaItem, NoteVersion, NoteWriter


def a_note_version(session: Session, *, item: AgendaItem, number: int = 1, **values: Any) -> NoteVersion:
    """Return a stored text of the history of an item; a saved one unless told otherwise."""
    at = values.get("at", clock.now())
    given = {
        "kind": NoteKind.SAVED,
        "notes": f"<div>Tekst {number}</div>",
        "revision": number,
        "at": at,
        "period": int(at.timestamp()) // 600,
    }
    version = NoteVersion(committee=item.committee, item=item, number=number, **(given | values))
    session.add(version)
    session.flush()
    return version


def a_note_writer(session: Session, *, item: AgendaItem, user: User, **values: Any) -> NoteWriter:
    """Return somebody who is writing the notes of an item now."""
    given = {"tab": "een-ander-venster", "since": clock.now(), "seen": clock.now()}
    writer = NoteWriter(committee=item.committee, item=item, user_id=user.id, **(given | values))
    session.add(writer)
    session.flush()
    return writer
