"""Closing a meeting, after a last look at its record."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.core.extensions import current_session
from cpwb.meetings import queries as meeting_queries
from cpwb.meetings import service as meeting_service
from cpwb.meetings.models import Meeting
from cpwb.minutes import queries
from cpwb.minutes.forms import CloseForm
from cpwb.minutes.views.things import MEETING, pages


@pages.page("/meetings/<int:meeting_id>/close", methods=("GET", "POST"), access=P.MEETING_RECORD, loads=MEETING)
def close(meeting: Meeting) -> ResponseReturnValue:
    """Close a meeting, after a look at what was recorded, what is missing and what was not reached."""
    session, actor = current_session(), current_actor()
    items = meeting_queries.agenda(session, actor, meeting)
    unowned = queries.actions_of_vacant_seats(session, actor, meeting, items)
    form = CloseForm.of(meeting_queries.missing(session, meeting, items), unowned)
    if form.carries_out(
        lambda: meeting_service.close_meeting(session=session, actor=actor, meeting=meeting, **form.values())
    ):
        flash(_("The meeting was closed. Now its minutes can be finished."))
        return redirect(url_for(".minutes", meeting_id=meeting.id))
    quorum = meeting_queries.quorum(session, meeting)
    return form.page("minutes/close.html", meeting=meeting, items=items, quorum=quorum)
