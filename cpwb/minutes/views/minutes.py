"""The pages of the minutes themselves: reading, submitting and approving them."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor, may
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.core.extensions import current_session
from cpwb.meetings.models import Meeting
from cpwb.minutes import queries, service
from cpwb.minutes.chairs_copy import has_chairs_copy
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.forms import RoundForm
from cpwb.minutes.models import Minutes
from cpwb.minutes.paper import paper_of
from cpwb.minutes.snapshot import mandates_in, present_snapshot, unreached_in
from cpwb.minutes.views.things import MEETING, MINUTES, pages


@pages.page("/meetings/<int:meeting_id>/minutes", access=P.AGENDA_VIEW, loads=MEETING)
def minutes(meeting: Meeting) -> ResponseReturnValue:
    """Show the minutes of a meeting, draft or approved, to those who may read them already."""
    session, actor = current_session(), current_actor()
    found = queries.minutes_of(session, meeting)
    if found is None or not may(P.MINUTES_VIEW, found):
        earlier = queries.versions_of(session, found) if found else []
        return render_template("minutes/not_yet.html", meeting=meeting, has_begun=found is not None, versions=earlier)
    mandate, snapshot = queries.approver(session, actor, meeting.committee_id), present_snapshot(session, found)
    return render_template(
        "minutes/minutes.html",
        meeting=meeting,
        minutes=found,
        paper=paper_of(snapshot, **reading_of(found.committee, snapshot)),
        chairs_copy=has_chairs_copy(session, actor, found, found.standing, snapshot),
        obstacle=queries.obstacle(session, found, mandate),
        review=queries.review_of(session, actor, found),
        kept=queries.kept_of(session, actor, found, mandate),
        summary=queries.summary_of(session, found),
    )


def paper_for(minutes: Minutes) -> dict[str, Any]:
    """Return what minutes say now, in words, as far as the reader may read it."""
    snapshot = present_snapshot(current_session(), minutes)
    return paper_of(snapshot, **reading_of(minutes.committee, snapshot))


def reading_of(committee: Committee, snapshot: dict[str, Any]) -> dict[str, Any]:
    """Return who may be named in a snapshot today, and whether the reader sees restricted items."""
    return {
        "nameable": queries.nameable(current_session(), mandates_in(snapshot)),
        "with_restricted": queries.reads_restricted(current_actor(), committee),
        "restricted_since": queries.restricted_among(current_session(), unreached_in(snapshot)),
    }


@pages.page("/meetings/<int:meeting_id>/minutes/submit", methods=("POST",), access=P.MINUTES_SUBMIT, loads=MINUTES)
def submit(minutes: Minutes) -> ResponseReturnValue:
    """Let the members read the draft."""
    service.submit_minutes(session=current_session(), actor=current_actor(), minutes=minutes)
    flash(_("The minutes were submitted. The members can read them now."))
    return redirect(url_for(".minutes", meeting_id=minutes.meeting_id))


@pages.page("/meetings/<int:meeting_id>/minutes/approve", methods=("POST",), access=P.MINUTES_APPROVE, loads=MINUTES)
def approve(minutes: Minutes) -> ResponseReturnValue:
    """Approve the minutes for one's own side."""
    seen = RoundForm().round.data
    service.approve_minutes(session=current_session(), actor=current_actor(), minutes=minutes, seen=seen)
    is_final = minutes.state is MinutesState.APPROVED
    flash(_("The minutes are approved and locked.") if is_final else _("Your approval was recorded."))
    return redirect(url_for(".minutes", meeting_id=minutes.meeting_id))


@pages.page("/meetings/<int:meeting_id>/minutes/send-back", methods=("POST",), access=P.MINUTES_SUBMIT, loads=MINUTES)
def send_back(minutes: Minutes) -> ResponseReturnValue:
    """Write the draft again."""
    service.send_back_minutes(session=current_session(), actor=current_actor(), minutes=minutes)
    flash(_("The minutes are being written again. Approvals that were given no longer count."))
    return redirect(url_for(".room", meeting_id=minutes.meeting_id))
