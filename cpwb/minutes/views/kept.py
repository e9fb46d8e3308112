"""The pages of what was approved: versions, corrections, and asking to write them again."""

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.core.extensions import current_session
from cpwb.minutes import queries, service
from cpwb.minutes.chairs_copy import has_chairs_copy
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.forms import AddendumForm, ReopeningForm
from cpwb.minutes.models import Addendum, Minutes, MinutesVersion
from cpwb.minutes.paper import paper_of
from cpwb.minutes.snapshot import canonical
from cpwb.minutes.views.minutes import reading_of
from cpwb.minutes.views.review import item_choices
from cpwb.minutes.views.things import ADDENDUM, APPROVED, MINUTES, pages


@pages.page("/approved-minutes/<int:approved_id>", access=P.MINUTES_VIEW, loads=APPROVED)
def approved(version: MinutesVersion) -> ResponseReturnValue:
    """Show minutes as they were approved once, also when they have been written again since."""
    session, actor = current_session(), current_actor()
    return render_template(
        "minutes/approved.html",
        version=version,
        meeting=version.minutes.meeting,
        chairs_copy=has_chairs_copy(session, actor, version.minutes, version, version.snapshot),
        paper=paper_of(version.snapshot, **reading_of(version.committee, version.snapshot)),
    )


@pages.page("/approved-minutes/<int:approved_id>.json", access=P.MINUTES_EXPORT, loads=APPROVED)
def approved_data(version: MinutesVersion) -> ResponseReturnValue:
    """Give what was approved byte for byte: the SHA-256 of this file is the fingerprint of the minutes."""
    response = make_response(canonical(version.snapshot))
    response.headers["Content-Type"] = "application/json"
    name = f"cpwb-{version.minutes.meeting.number}-{version.number}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.page(
    "/meetings/<int:meeting_id>/minutes/reopen", methods=("GET", "POST"), access=P.MINUTES_REOPEN, loads=MINUTES
)
def reopen(minutes: Minutes) -> ResponseReturnValue:
    """Ask for one's own side to write the latest approved minutes again, or agree to it."""
    session, actor = current_session(), current_actor()
    form = ReopeningForm()
    if form.carries_out(lambda: service.ask_to_reopen(session=session, actor=actor, minutes=minutes, **form.values())):
        is_open = minutes.state is MinutesState.WRITING
        flash(
            _("The minutes are open again. The approved version is kept.") if is_open else _("Your wish was recorded.")
        )
        return redirect(url_for(".minutes", meeting_id=minutes.meeting_id, _anchor="versions"))
    kept = queries.kept_of(session, actor, minutes, queries.approver(session, actor, minutes.committee_id))
    return form.page("minutes/reopen.html", minutes=minutes, meeting=minutes.meeting, kept=kept)


@pages.page(
    "/meetings/<int:meeting_id>/minutes/corrections/new",
    methods=("GET", "POST"),
    access=P.ADDENDUM_WRITE,
    loads=MINUTES,
)
def write_addendum(minutes: Minutes) -> ResponseReturnValue:
    """Propose a correction of approved minutes."""
    session, actor = current_session(), current_actor()
    form = AddendumForm.offering(item_choices(minutes))
    if form.carries_out(lambda: service.write_addendum(session=session, actor=actor, minutes=minutes, **form.values())):
        flash(_("The correction was recorded. It stands once it is approved like the minutes."))
        return redirect(url_for(".minutes", meeting_id=minutes.meeting_id, _anchor="corrections"))
    return form.page("minutes/write_addendum.html", minutes=minutes, meeting=minutes.meeting)


@pages.page("/corrections/<int:addendum_id>/approve", methods=("POST",), access=P.ADDENDUM_APPROVE, loads=ADDENDUM)
def approve_addendum(addendum: Addendum) -> ResponseReturnValue:
    """Approve a correction for one's own side."""
    service.approve_addendum(session=current_session(), actor=current_actor(), addendum=addendum)
    flash(_("The correction is approved.") if addendum.approved_on else _("Your approval was recorded."))
    return redirect(url_for(".minutes", meeting_id=addendum.minutes.meeting_id, _anchor="corrections"))
