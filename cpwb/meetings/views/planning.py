"""The pages on which meetings are planned: one, a year of them, and one that is moved."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.extensions import current_session
from cpwb.core.words import LazyText
from cpwb.meetings import queries, service
from cpwb.meetings.forms import EditMeetingForm, PlanForm, YearFilters, series_form
from cpwb.meetings.models import Meeting
from cpwb.meetings.views.things import COMMITTEE, MEETING, pages

#: So far around the year that is planned people look for what stands in the way.
AROUND = timedelta(days=400)


def _obstacles_on(committee: Committee, but: Meeting | None = None) -> Callable[[date], Sequence[LazyText]]:
    """Return the question what stands in the way of a meeting of a committee on a day."""
    session, actor = current_session(), current_actor()
    return lambda day: queries.obstacles(session, actor, committee, day, day, but=but).on(day)


@pages.page(
    "/committees/<int:committee_id>/meetings/plan", methods=("GET", "POST"), access=P.MEETING_PLAN, loads=COMMITTEE
)
def plan(committee: Committee) -> ResponseReturnValue:
    """Plan the next meeting."""
    proposal = queries.proposed_meeting(current_session(), committee, clock.now())
    form = PlanForm(proposal)
    form.offer_languages(committee.working_languages.languages)
    form.offer_templates(queries.agenda_templates(current_session(), committee))
    form.obstacles_on = _obstacles_on(committee)
    if form.carries_out(
        lambda: service.plan_meeting(
            session=current_session(), actor=current_actor(), committee=committee, **form.values()
        )
    ):
        flash(_("Meeting %(number)s was planned. It is a draft: nobody was told yet.", number=form.outcome.number))
        return redirect(url_for(".agenda", meeting_id=form.outcome.id))
    return form.page("meetings/plan.html", committee=committee, proposal=proposal)


@pages.page("/meetings/<int:meeting_id>/edit", methods=("GET", "POST"), access=P.MEETING_PLAN, loads=MEETING)
def edit(meeting: Meeting) -> ResponseReturnValue:
    """Change when, where and in which language a meeting takes place."""
    form = EditMeetingForm(meeting)
    form.offer_languages(meeting.committee.working_languages.languages)
    form.obstacles_on = _obstacles_on(meeting.committee, but=meeting)
    if form.carries_out(
        lambda: service.edit_meeting(session=current_session(), actor=current_actor(), meeting=meeting, **form.values())
    ):
        flash(_("The meeting was saved."))
        return redirect(url_for("overview.meeting", meeting_id=meeting.id))
    return form.page("meetings/edit.html", meeting=meeting)


@pages.page(
    "/committees/<int:committee_id>/meetings/plan-year", methods=("GET", "POST"), access=P.MEETING_PLAN, loads=COMMITTEE
)
def plan_year(committee: Committee) -> ResponseReturnValue:
    """Plan the meetings of a year by the rhythm of the committee."""
    session, actor, now = current_session(), current_actor(), clock.now()
    filters = YearFilters()
    start = filters.values()["start"]
    proposals = queries.proposed_days(session, actor, committee, now, start)
    around = [start or clock.today(), *(proposed.wanted for proposed in proposals)]
    found = queries.obstacles(session, actor, committee, clock.today(), max(around) + AROUND)
    form = series_form(queries.proposed_meeting(session, committee, now), proposals, found)
    form.language.offer(Language(code) for code in committee.working_languages.languages)
    if form.carries_out(
        lambda: service.plan_series(session=session, actor=actor, committee=committee, **form.values())
    ):
        number = len(form.outcome)
        flash(
            ngettext("%(num)s meeting was planned.", "%(num)s meetings were planned.", number)
            + " "
            + _("They are drafts: nobody was told yet.")
        )
        return redirect(url_for(".meetings", committee_id=committee.id))
    return form.page("meetings/plan_year.html", committee=committee, filters=filters)
