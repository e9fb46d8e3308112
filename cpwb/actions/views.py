"""The pages of action points."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from cpwb.access.guard import Loads, Pages, current_actor, may
from cpwb.access.permissions import Permission as P
from cpwb.actions import queries, service
from cpwb.actions.choices import StateFilter
from cpwb.actions.forms import ActionFilters, ActionForm, DueDateForm, EditActionForm, ReportForm, SnoozeForm
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.ui.addresses import asked_page
from cpwb.ui.locale import short
from cpwb.ui.sorting import Sorting

pages = Pages("actions", __name__, template_folder="templates")

COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW)
ACTION = Loads(
    ActionPoint,
    "action_id",
    "action",
    P.ACTION_VIEW,
    options=(
        *queries.WITH_OWNER,
        joinedload(ActionPoint.committee),
        joinedload(ActionPoint.meeting),
        joinedload(ActionPoint.item),
    ),
)


@pages.page("/my-actions", access=P.ACTION_REPORT)
def mine() -> ResponseReturnValue:
    """Show what the reader's seats and organisations promised, with a form to report on each in place."""
    session, actor, today = current_session(), current_actor(), clock.today()
    page = paginate(session, queries.my_actions(actor, today), number=asked_page())
    forms = {action.id: ReportForm.of(action).told_apart(action.id) for action in page.rows}
    finished = queries.my_finished_actions(session, actor, today)
    return render_template("actions/mine.html", page=page, forms=forms, finished=finished)


@pages.page("/committees/<int:committee_id>/actions", access=P.ACTION_VIEW, loads=COMMITTEE)
def actions(committee: Committee) -> ResponseReturnValue:
    """List the action points of a committee; at first those that are not finished."""
    session, actor, today = current_session(), current_actor(), clock.today()
    filters = _filters(committee)
    sorting = Sorting.from_request(queries.action_columns(), "due")
    query = sorting.apply(queries.actions_of(actor, committee, day=today, **filters.values()))
    page = paginate(session, query, number=asked_page())
    postponed = queries.often_postponed(session, [action.id for action in page.rows])
    prints_all = may(P.AGENDA_PRINT, committee)
    return render_template(
        "actions/actions.html",
        committee=committee,
        filters=filters,
        sorting=sorting,
        page=page,
        postponed=postponed,
        has_chairs_copy=prints_all and queries.has_restricted_unfinished(session, actor, committee),
    )


def _filters(committee: Committee) -> ActionFilters:
    """Return the filters of a committee's list; readers outside the committee cannot ask for one seat."""
    filters = ActionFilters(state=StateFilter.UNFINISHED.value)
    filters.meeting.offer(
        (meeting.id, _("Meeting %(number)s – %(date)s", number=meeting.number, date=short(meeting.held_on)))
        for meeting in queries.meeting_choices(current_session(), current_actor(), committee)
    )
    if may(P.ACTION_READ, committee):
        filters.owner.offer_owners(queries.present_owners(current_session(), committee))
    else:
        del filters.owner
    return filters


@pages.page(
    "/committees/<int:committee_id>/actions/new", access=P.ACTION_CREATE, loads=COMMITTEE, methods=("GET", "POST")
)
def new(committee: Committee) -> ResponseReturnValue:
    """Record an action point that was not agreed at a meeting."""
    session, actor, today = current_session(), current_actor(), clock.today()
    form = ActionForm()
    form.owner.offer_owners(queries.owner_choices(session, committee, today))
    if form.carries_out(
        lambda: service.open_action(session=session, actor=actor, committee=committee, **form.values())
    ):
        flash(_("The action point was recorded."))
        _warn_of_past(form.outcome)
        return redirect(url_for(".action", action_id=form.outcome.id))
    return form.page("actions/new.html", committee=committee)


def _warn_of_past(action: ActionPoint) -> None:
    """Say that a due date lies in the past: it may be meant, so it is not refused."""
    if action.due_on < clock.today():
        flash(_("The due date is in the past."), "warning")


@pages.page("/actions/<int:action_id>", access=P.ACTION_VIEW, loads=ACTION)
def action(action: ActionPoint) -> ResponseReturnValue:
    """Show an action point with its log, and what the reader may do with it."""
    reads = may(P.ACTION_READ, action)
    follow_ups = queries.follow_ups_of(current_session(), action) if reads else []
    return render_template(
        "actions/action.html",
        action=action,
        reads=reads,
        follow_ups=follow_ups,
        postponements=sum(line.is_postponement for line in follow_ups),
        report_form=ReportForm.of(action),
        due_date_form=DueDateForm(),
        snooze_form=SnoozeForm(obj=action),
    )


@pages.page("/actions/<int:action_id>/edit", access=P.ACTION_EDIT, loads=ACTION, methods=("GET", "POST"))
def edit(action: ActionPoint) -> ResponseReturnValue:
    """Change what an action point says and who owns it."""
    session, actor = current_session(), current_actor()
    owners = queries.owner_choices(session, action.committee, clock.today(), present=action)
    form = EditActionForm.of(action, owners)
    if form.carries_out(lambda: service.edit_action(session=session, actor=actor, action=action, **form.values())):
        flash(_("The action point was changed."))
        return redirect(url_for(".action", action_id=action.id))
    return form.page("actions/edit.html", action=action)


@pages.page("/actions/<int:action_id>/report", access=P.ACTION_REPORT, loads=ACTION, methods=("GET", "POST"))
def report(action: ActionPoint) -> ResponseReturnValue:
    """Say how an action point stands, from its page or from one's own list."""
    session, actor = current_session(), current_actor()
    form = ReportForm.of(action)
    back = url_for(".mine") if request.args.get("back") == "mine" else url_for(".action", action_id=action.id)
    if form.carries_out(lambda: service.report_progress(session=session, actor=actor, action=action, **form.values())):
        flash(_("Your report was saved."))
        return redirect(back)
    return form.page("actions/report.html", action=action, back=back)


@pages.page("/actions/<int:action_id>/due-date", access=P.ACTION_REPORT, loads=ACTION, methods=("GET", "POST"))
def move_due_date(action: ActionPoint) -> ResponseReturnValue:
    """Promise another day, with a reason."""
    session, actor = current_session(), current_actor()
    form = DueDateForm()
    if form.carries_out(lambda: service.move_due_date(session=session, actor=actor, action=action, **form.values())):
        flash(_("The due date was moved."))
        _warn_of_past(action)
        return redirect(url_for(".action", action_id=action.id))
    return form.page("actions/move_due_date.html", action=action)


@pages.page("/actions/<int:action_id>/snooze", access=P.ACTION_EDIT, loads=ACTION, methods=("GET", "POST"))
def snooze(action: ActionPoint) -> ResponseReturnValue:
    """Keep an action point away from the follow-up of meetings until a day."""
    session, actor = current_session(), current_actor()
    form = SnoozeForm(obj=action)
    if form.carries_out(lambda: service.snooze_action(session=session, actor=actor, action=action, **form.values())):
        flash(_("The follow-up was changed."))
        return redirect(url_for(".action", action_id=action.id))
    return form.page("actions/snooze.html", action=action)
