"""What was said: the notes of an item.

They can be written while the meeting is in progress and after it was closed, as long as nobody refuses: whoever draws
something from the record hears `RecordChanged` and raises RuleBroken once it is final.
"""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from cpwb.access.actor import Actor
from cpwb.core import clock
from cpwb.core.db import flush, hold, write
from cpwb.core.differences import put_together
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.events import publish
from cpwb.core.sanitising import MAX_RICH_TEXT, clean_html
from cpwb.core.words import _l
from cpwb.meetings import queries
from cpwb.meetings.choices import NoteKind
from cpwb.meetings.events import NoteDraftKept, NotesSaved
from cpwb.meetings.models import AgendaItem, Meeting, NoteVersion, NoteWriter

#: The saves of one writer in so many seconds are listed as one.
PERIOD = 600


class NotesOutdated(Outdated):
    """Somebody else saved the notes of `item` since the writer loaded them; the page shows both texts."""

    def __init__(self, item: AgendaItem) -> None:
        super().__init__(
            "notes", _l("Somebody else has written in these notes. Both texts are shown: put them together and save.")
        )
        self.item = item


def save_notes(
    *, session: Session, actor: Actor, item: AgendaItem, notes: str, revision: int, tab: str = "", serial: int = 0
) -> None:
    """Save the notes of an item, written on top of its notes `revision`; the history keeps every text.

    The HTML is sanitised here, whatever the form did: this is the last door before the table. Raises NotesOutdated
    when somebody else saved another text in between. A text that is already there is not saved again, so that a save
    whose answer was lost on the way can be sent once more; a window (`tab`) that goes on from such a save knows its
    own text and is not stopped by it, unless a later save of it (`serial`) has arrived first.
    """
    meeting = queries.meeting_on_record(item)
    clean = clean_html(notes)
    if clean == item.notes:
        return
    _check_unseen(session, actor, item, revision, tab, serial)
    _write_notes(session, actor, item, meeting, clean, tab=tab, serial=serial)


def join_notes(
    *, session: Session, actor: Actor, item: AgendaItem, notes: str, revision: int, tab: str = "", serial: int = 0
) -> None:
    """Put a text together with the one that is stored, which its writer has seen as `revision`, and save both."""
    meeting = queries.meeting_on_record(item)
    _check_unseen(session, actor, item, revision, tab, serial)
    joined = put_together(item.notes, clean_html(notes))
    if len(joined) > MAX_RICH_TEXT:
        raise RuleBroken(
            "notes",
            _l(
                "Together the two texts are longer than %(max)s characters. Keep one of them: the other one stays in"
                " the history.",
                max=MAX_RICH_TEXT,
            ),
        )
    _write_notes(session, actor, item, meeting, joined, tab=tab, serial=serial)


def keep_draft(
    *, session: Session, actor: Actor, item: AgendaItem, notes: str, revision: int, tab: str = "", serial: int = 0
) -> None:
    """Keep a text in the history that gives way to the one that is stored; the notes stay as they are."""
    queries.meeting_on_record(item)
    # One after the other, so that each gets a number of its own.
    hold(session, item, "notes_revision")
    _keep_version(session, actor, item, NoteKind.DRAFT, clean_html(notes), revision=revision, tab=tab, serial=serial)
    publish(
        session,
        NoteDraftKept(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=item.meeting_id),
    )


def _check_unseen(session: Session, actor: Actor, item: AgendaItem, revision: int, tab: str, serial: int) -> None:
    """Raise NotesOutdated when there is a text newer than `revision` that this window did not send itself."""
    if item.notes_revision == revision:
        return
    last = queries.last_saved(session, item)
    is_own = last is not None and tab != "" and (last.by_id, last.tab) == (actor.user_id, tab) and last.serial < serial
    if not is_own:
        raise NotesOutdated(item)


def _write_notes(
    session: Session, actor: Actor, item: AgendaItem, meeting: Meeting, clean: str, *, tab: str, serial: int
) -> None:
    """Store the notes and the line of their history in one transaction, or neither.

    A save happens every few seconds while somebody writes, so its statements are made once, below, and the item in
    memory follows its row without being read again.
    """
    flush(session)
    now, revision = clock.now(), item.notes_revision + 1
    stored = {"notes": clean, "notes_revision": revision, "notes_by_id": actor.user_id, "notes_at": now}
    where = {"item": item.id, "meeting": meeting.id, "before": item.notes_revision}
    if not write(session, _WRITE, stored | where):
        session.expire(item)
        if item.meeting_id != meeting.id:
            raise RuleBroken(None, queries.LEFT_THE_AGENDA)
        raise NotesOutdated(item)
    for name, value in {**stored, "revision": item.revision + 1}.items():
        set_committed_value(item, name, value)
    _keep_version(session, actor, item, NoteKind.SAVED, clean, revision=revision, tab=tab, serial=serial)
    if tab:
        write(session, _SEE_WRITER, {"item": item.id, "window": tab, "now": now})
    publish(
        session,
        NotesSaved(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id, meeting_id=meeting.id),
    )


def _keep_version(
    session: Session,
    actor: Actor,
    item: AgendaItem,
    kind: NoteKind,
    clean: str,
    *,
    revision: int,
    tab: str,
    serial: int,
) -> None:
    """Add a text to the history of an item, with the next number."""
    now = clock.now()
    write(
        session,
        _KEEP,
        {
            "committee_id": item.committee_id,
            "item_id": item.id,
            "item": item.id,
            "kind": kind,
            "notes": clean,
            "revision": revision,
            "by_id": actor.user_id,
            "at": now,
            "period": int(now.timestamp()) // PERIOD,
            "tab": tab,
            "serial": serial,
        },
    )


_item = sa.bindparam("item", type_=sa.Integer)
#: Writes the notes of an item if they are still those that the writer went on from, and it is still on that agenda.
_WRITE = (
    sa.update(AgendaItem)
    .where(
        AgendaItem.id == _item,
        AgendaItem.meeting_id == sa.bindparam("meeting"),
        AgendaItem.notes_revision == sa.bindparam("before"),
    )
    .values(revision=AgendaItem.revision + 1)
)
#: Adds a text to the history of an item, with the next number.
_KEEP = sa.insert(NoteVersion).values(
    number=sa.select(sa.func.coalesce(sa.func.max(NoteVersion.number), 0) + 1)
    .where(NoteVersion.item_id == _item)
    .scalar_subquery()
)
#: Takes a save as a sign that its window is still writing.
_SEE_WRITER = (
    sa.update(NoteWriter)
    .where(NoteWriter.item_id == _item, NoteWriter.tab == sa.bindparam("window"))
    .values(seen=sa.bindparam("now"))
)


def begin_writing(*, session: Session, actor: Actor, item: AgendaItem, tab: str) -> None:
    """Note that somebody is writing the notes of an item in a window, so that the next one is warned.

    The moment of the beginning stays as long as there are signs of it; whoever gave none for a day is taken out.
    """
    if actor.user_id is None:
        return
    now = clock.now()
    session.execute(
        sa.delete(NoteWriter).where(NoteWriter.item_id == item.id, NoteWriter.seen < now - timedelta(days=1))
    )
    writer = session.scalar(sa.select(NoteWriter).where(NoteWriter.item_id == item.id, NoteWriter.tab == tab))
    if writer is None:
        writer = NoteWriter(committee_id=item.committee_id, item_id=item.id, tab=tab)
        session.add(writer)
    if writer.seen is None or writer.user_id != actor.user_id or writer.seen < now - queries.STILL_WRITING:
        writer.since = now
    writer.user_id, writer.seen = actor.user_id, now
