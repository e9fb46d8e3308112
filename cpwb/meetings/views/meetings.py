"""The pages of meetings: listing, convening and holding them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.meetings import queries, service
from cpwb.meetings.forms import CancelForm, MeetingFilters
from cpwb.meetings.models import Meeting
from cpwb.meetings.views.things import COMMITTEE, MEETING, pages
from cpwb.ui.addresses import asked_page
from cpwb.ui.forms import PlainForm


@pages.page("/committees/<int:committee_id>/meetings", access=P.MEETING_VIEW, loads=COMMITTEE)
def meetings(committee: Committee) -> ResponseReturnValue:
    """List the meetings of a committee, newest first."""
    session, actor = current_session(), current_actor()
    filters = MeetingFilters()
    filters.offer_years(queries.years_of(session, actor, committee))
    query = queries.meetings_of(actor, committee, **filters.values())
    page = paginate(session, query, number=asked_page())
    return render_template("meetings/meetings.html", committee=committee, filters=filters, page=page)


@pages.page("/meetings/<int:meeting_id>/convene", methods=("GET", "POST"), access=P.MEETING_CONVENE, loads=MEETING)
def convene(meeting: Meeting) -> ResponseReturnValue:
    """Call the members to a meeting, after a last look at what they will read."""
    session, actor = current_session(), current_actor()
    form = PlainForm()
    if form.carries_out(lambda: service.convene_meeting(session=session, actor=actor, meeting=meeting)):
        flash(_("The meeting was convened."))
        return redirect(url_for("overview.meeting", meeting_id=meeting.id))
    return form.page(
        "meetings/convene.html",
        meeting=meeting,
        items=queries.agenda(session, actor, meeting),
        without_mail=queries.holders_without_mail(session, meeting),
        is_past=meeting.starts_at < clock.now(),
    )


@pages.page("/meetings/<int:meeting_id>/cancel", methods=("GET", "POST"), access=P.MEETING_CONVENE, loads=MEETING)
def cancel(meeting: Meeting) -> ResponseReturnValue:
    """Cancel a meeting for a reason."""
    form = CancelForm()
    if form.carries_out(
        lambda: service.cancel_meeting(
            session=current_session(), actor=current_actor(), meeting=meeting, **form.values()
        )
    ):
        flash(_("The meeting was cancelled. Its items wait in the backlog again."))
        return redirect(url_for("overview.meeting", meeting_id=meeting.id))
    return form.page("meetings/cancel.html", meeting=meeting)


@pages.page("/meetings/<int:meeting_id>/start", methods=("GET", "POST"), access=P.MEETING_RECORD, loads=MEETING)
def start(meeting: Meeting) -> ResponseReturnValue:
    """Begin a meeting and go to the room where its minutes are taken."""
    form = PlainForm()
    if form.carries_out(
        lambda: service.start_meeting(session=current_session(), actor=current_actor(), meeting=meeting)
    ):
        flash(_("The meeting has started."))
        return redirect(url_for("minutes.room", meeting_id=meeting.id))
    return form.page("meetings/start.html", meeting=meeting, is_today=meeting.held_on == clock.today())
