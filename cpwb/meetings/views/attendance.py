"""The page of the attendance list."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.core import clock
from cpwb.core.extensions import current_session
from cpwb.meetings import queries, service
from cpwb.meetings.forms import attendance_form
from cpwb.meetings.models import Meeting
from cpwb.meetings.turns import hold_meeting
from cpwb.meetings.views.things import MEETING, pages


@pages.page("/meetings/<int:meeting_id>/attendance", methods=("GET", "POST"), access=P.MEETING_RECORD, loads=MEETING)
def attendance(meeting: Meeting) -> ResponseReturnValue:
    """Record who was there; a tap in the browser is saved at once, and answered with the quorum and what it showed."""
    session = current_session()
    if request.method == "POST":
        # What is compared with the page stands until it is saved.
        hold_meeting(session, meeting)
    part = request.headers["HX-Source"].rpartition("part-")[2] if "HX-Source" in request.headers else None
    form = attendance_form(queries.attendance_list(session, meeting), part=part)
    saved = form.carries_out(
        lambda: service.record_attendance(session=session, actor=current_actor(), meeting=meeting, **form.values())
    )
    if saved and part is None:
        flash(_("The attendance was saved."))
        return redirect(_way_back(meeting))
    if saved:
        form.has_saved()
    return form.page(
        "meetings/attendance.html" if part is None else "meetings/attendance_answer.html",
        meeting=meeting,
        quorum=queries.quorum(session, meeting),
        saved_at=clock.now() if saved else None,
    )


def _way_back(meeting: Meeting) -> str:
    """Return the address of where one came from to record attendance: the room, or the front page of the meeting."""
    if request.args.get("back") == "room":
        return url_for("minutes.room", meeting_id=meeting.id, _anchor="who-was-there")
    return url_for("overview.meeting", meeting_id=meeting.id)
