"""The pages for everybody: public summaries and what a file belongs to; and those that write a summary."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from cpwb.access.guard import PUBLIC, current_actor
from cpwb.access.permissions import Permission as P
from cpwb.accounts.security import limit_attempts
from cpwb.accounts.signing import sealing_keys
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.minutes import queries, service
from cpwb.minutes.forms import SeenForm, SummaryForm, VerificationForm
from cpwb.minutes.models import Minutes, PublicSummary
from cpwb.minutes.views.things import MINUTES, SEAL, pages
from cpwb.ui.addresses import asked_page


@pages.page("/public/minutes", access=PUBLIC)
def summaries() -> ResponseReturnValue:
    """List the public summaries of approved minutes."""
    found = paginate(current_session(), queries.published_summaries(), number=asked_page())
    return render_template("minutes/summaries.html", summaries=found)


@pages.page("/public/minutes/<int:summary>", access=PUBLIC)
def summary(summary: int) -> ResponseReturnValue:
    """Show one public summary; one that is not published is not there."""
    found = queries.published_summary(current_session(), summary)
    if found is None:
        raise NotFound
    return render_template("minutes/summary.html", summary=found, meeting=found.minutes.meeting)


@pages.page("/public/verify", methods=("GET", "POST"), access=PUBLIC)
@limit_attempts(setting="CPWB_PUBLIC_FORM_LIMIT")
def verify() -> ResponseReturnValue:
    """Say which approved minutes a file or a fingerprint belongs to, and whether the file was changed.

    Whoever asks needs no account, and reading a file takes a while: how often one address may ask is limited.
    """
    form = VerificationForm()
    checked = form.carries_out(
        lambda: (
            queries.verified_file(current_session(), form.file.data, keys=sealing_keys(SEAL))
            if form.file.data
            else queries.verified_digest(current_session(), form.digest.data)
        )
    )
    return form.page("minutes/verify.html", found=form.outcome if checked else None)


@pages.page("/meetings/<int:meeting_id>/minutes/summary", methods=("GET", "POST"), access=P.SUMMARY_EDIT, loads=MINUTES)
def write_summary(minutes: Minutes) -> ResponseReturnValue:
    """Write what everybody may read of minutes."""
    session, actor = current_session(), current_actor()
    form = SummaryForm(obj=queries.summary_of(session, minutes))
    if form.carries_out(lambda: service.write_summary(session=session, actor=actor, minutes=minutes, **form.values())):
        flash(_("The summary was saved. It is not public yet."))
        return redirect(url_for(".minutes", meeting_id=minutes.meeting_id, _anchor="summary"))
    now = queries.summary_of(session, minutes) if form.is_outdated else None
    return form.page("minutes/write_summary.html", minutes=minutes, meeting=minutes.meeting, now=now)


def _written(minutes: Minutes) -> PublicSummary:
    """Return the summary of minutes, or raise NotFound when nobody wrote one."""
    found = queries.summary_of(current_session(), minutes)
    if found is None:
        raise NotFound
    return found


@pages.page(
    "/meetings/<int:meeting_id>/minutes/summary/publish", methods=("POST",), access=P.SUMMARY_EDIT, loads=MINUTES
)
def publish_summary(minutes: Minutes) -> ResponseReturnValue:
    """Let everybody read the summary."""
    summary, revision = _written(minutes), SeenForm().revision.data
    service.publish_summary(session=current_session(), actor=current_actor(), summary=summary, revision=revision)
    flash(_("The summary is public."))
    return redirect(url_for(".minutes", meeting_id=minutes.meeting_id, _anchor="summary"))


@pages.page(
    "/meetings/<int:meeting_id>/minutes/summary/withdraw", methods=("POST",), access=P.SUMMARY_EDIT, loads=MINUTES
)
def withdraw_summary(minutes: Minutes) -> ResponseReturnValue:
    """Let the summary no longer be read by everybody."""
    service.withdraw_summary(session=current_session(), actor=current_actor(), summary=_written(minutes))
    flash(_("The summary is no longer public."))
    return redirect(url_for(".minutes", meeting_id=minutes.meeting_id, _anchor="summary"))
