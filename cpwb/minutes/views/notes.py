"""The pages of notes: saving them, two texts that meet, their history, and who is writing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.meetings import queries as meeting_queries
from cpwb.meetings import service as meeting_service
from cpwb.meetings.choices import TextKept
from cpwb.meetings.models import AgendaItem, NoteVersion
from cpwb.minutes import queries
from cpwb.minutes.forms import ComparisonFilters, NotesForm, SeenForm, WriterForm, window_name
from cpwb.minutes.views.room import check_on_agenda, is_part, way_back
from cpwb.minutes.views.things import ITEM, NOTES, VERSION, pages
from cpwb.ui.addresses import asked_page

_ACTS = {
    TextKept.MINE: meeting_service.save_notes,
    TextKept.THEIRS: meeting_service.keep_draft,
    TextKept.BOTH: meeting_service.join_notes,
}


@pages.page("/items/<int:item_id>/notes", methods=("POST",), access=P.NOTES_EDIT, loads=NOTES)
def save_notes(item: AgendaItem) -> ResponseReturnValue:
    """Save the notes of an item; when somebody else saved newer ones, show both and ask what they become."""
    if not is_part():
        check_on_agenda(item)
    session, actor = current_session(), current_actor()
    form = NotesForm.of(item)
    act = _ACTS[form.text_kept]
    saved = form.carries_out(lambda: act(session=session, actor=actor, item=item, **form.values()))
    conflict = queries.conflict(session, actor, item, form.notes.data) if form.is_outdated else None
    if is_part():
        return form.page("minutes/notes_answer.html", item=item, conflict=conflict)
    if saved:
        flash(_said(form.text_kept))
        return redirect(way_back(item))
    if conflict:
        # Without scripts nothing saves by itself: whoever saves the page that shows both texts has seen them.
        form.revision.data = item.notes_revision
    return form.page("minutes/notes.html", item=item, meeting=item.meeting, conflict=conflict)


def _said(kept: TextKept) -> str:
    """Return the sentence that says what the notes have become."""
    if kept is TextKept.THEIRS:
        return str(_("The other text stays. Yours was kept in the history of the notes."))
    if kept is TextKept.BOTH:
        return str(_("Both texts were saved, one below the other. Put them in order."))
    return str(_("The notes were saved."))


@pages.page("/items/<int:item_id>/notes/history", access=P.NOTES_EDIT, loads=ITEM)
def notes_history(item: AgendaItem) -> ResponseReturnValue:
    """List who saved the notes of an item and when; with `period` every text of those ten minutes."""
    session, period = current_session(), request.args.get("period", type=int)
    page = paginate(session, meeting_queries.stretches(item, period=period), number=asked_page())
    names = meeting_queries.writer_names(session, item, [row.by_id for row in page.rows])
    return render_template("minutes/notes_history.html", item=item, page=page, period=period, names=names)


@pages.page("/note-versions/<int:note_version_id>", access=P.NOTES_EDIT, loads=VERSION)
def note_version(version: NoteVersion) -> ResponseReturnValue:
    """Show one text of the history, and what differs from the one before it or from another one."""
    session, item, filters = current_session(), version.item, ComparisonFilters()
    compared = queries.comparison(session, version, filters.values()["number"])
    people = {version.by_id, compared.other.by_id if compared.other else None}
    return render_template(
        "minutes/note_version.html",
        version=version,
        item=item,
        compared=compared,
        filters=filters,
        names=meeting_queries.writer_names(session, item, people),
        can_be_restored=version.notes != item.notes and queries.is_item_recorded(session, item),
    )


@pages.page("/note-versions/<int:note_version_id>/restore", methods=("POST",), access=P.NOTES_EDIT, loads=VERSION)
def restore_note_version(version: NoteVersion) -> ResponseReturnValue:
    """Make a text of the history the notes again: a new save, on top of the notes that the reader saw."""
    session, actor, revision = current_session(), current_actor(), SeenForm().revision.data
    meeting_service.save_notes(session=session, actor=actor, item=version.item, notes=version.notes, revision=revision)
    flash(_("Version %(number)s is the text of the notes again.", number=version.number))
    return redirect(url_for(".notes_history", item_id=version.item_id))


@pages.page("/items/<int:item_id>/notes/writers", methods=("GET", "POST"), access=P.NOTES_EDIT, loads=ITEM)
def note_writers(item: AgendaItem) -> ResponseReturnValue:
    """Tell a window who is writing in others, and of a text that is newer than the `revision` that it has.

    A POST notes that somebody begins to write in this one.
    """
    session, actor, form = current_session(), current_actor(), WriterForm()
    form.carries_out(lambda: meeting_service.begin_writing(session=session, actor=actor, item=item, **form.values()))
    tab = form.tab.data if form.is_submitted() else window_name(request.args.get("tab"))
    writers = meeting_queries.others_writing(session, item, tab)
    names = meeting_queries.writer_names(session, item, [writer.user_id for writer in writers])
    seen = request.args.get("revision", item.notes_revision, type=int)
    is_newer = item.notes_revision > seen
    return form.page("minutes/notes_writers.html", item=item, writers=writers, names=names, is_newer=is_newer)
