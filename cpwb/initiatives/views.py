"""The pages of initiatives."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from cpwb.access.guard import Loads, Pages, current_actor, may
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.core.words import said
from cpwb.initiatives import queries, service
from cpwb.initiatives.forms import (
    EditInitiativeForm,
    EditSessionForm,
    EvaluationForm,
    InitiativeFilters,
    InitiativeForm,
    LinkForm,
    MilestoneForm,
    MoveForm,
    ReachForm,
    SessionForm,
)
from cpwb.initiatives.models import Initiative, InitiativeSession, Milestone
from cpwb.ui.addresses import asked_page
from cpwb.ui.locale import current_language
from cpwb.ui.sorting import Sorting

pages = Pages("initiatives", __name__, template_folder="templates")

COMMITTEE = Loads(Committee, "committee_id", "committee", P.COMMITTEE_VIEW, options=(joinedload(Committee.zone),))
INITIATIVE = Loads(
    Initiative,
    "initiative_id",
    "initiative",
    P.INITIATIVE_VIEW,
    options=(
        joinedload(Initiative.zone),
        joinedload(Initiative.committee),
        joinedload(Initiative.evaluation),
        selectinload(Initiative.partners),
        selectinload(Initiative.milestones),
        selectinload(Initiative.sessions),
    ),
)
MILESTONE = Loads(
    Milestone, "milestone_id", "milestone", P.INITIATIVE_VIEW, options=(joinedload(Milestone.initiative),)
)
SESSION = Loads(
    InitiativeSession, "session_id", "occasion", P.INITIATIVE_VIEW, options=(joinedload(InitiativeSession.initiative),)
)


def _to(initiative: Initiative, part: str | None = None) -> ResponseReturnValue:
    """Lead to the page of an initiative, or to a part of it."""
    return redirect(url_for(".initiative", initiative_id=initiative.id, _anchor=part))


def _named(things: Iterable[Any]) -> list[tuple[int, str]]:
    """Return what a filter offers of things with a name, by name."""
    return sorted(((thing.id, said(thing.name)) for thing in things), key=lambda choice: choice[1].casefold())


# -- lists ------------------------------------------------------------------------------------------------------------


@pages.page("/initiatives", access=P.INITIATIVE_VIEW)
def initiatives() -> ResponseReturnValue:
    """List all initiatives that the reader may see."""
    session, actor = current_session(), current_actor()
    filters = InitiativeFilters()
    filters.zone.offer(_named(queries.zone_choices(session, actor)))
    filters.committee.offer(_named(queries.committee_choices(session, actor)))
    return _list(queries.initiatives(actor, **filters.values()), filters)


@pages.page("/committees/<int:committee_id>/initiatives", access=P.INITIATIVE_VIEW, loads=COMMITTEE)
def committee_initiatives(committee: Committee) -> ResponseReturnValue:
    """List the initiatives of a committee."""
    filters = InitiativeFilters()
    del filters.zone, filters.committee
    return _list(queries.initiatives_of(current_actor(), committee, **filters.values()), filters, committee)


def _list(query: Any, filters: InitiativeFilters, committee: Committee | None = None) -> ResponseReturnValue:
    """Show one page of what `query` finds, with the progress and the people reached of each."""
    session = current_session()
    sorting = Sorting.from_request(queries.initiative_columns(current_language()), "-recorded")
    page = paginate(session, sorting.apply(query), number=asked_page())
    ids = [initiative.id for initiative in page.rows]
    return render_template(
        "initiatives/initiatives.html",
        committee=committee,
        filters=filters,
        sorting=sorting,
        page=page,
        progress=queries.progress_of(session, ids),
        reached=queries.reached_by(session, ids),
    )


# -- one initiative ---------------------------------------------------------------------------------------------------


@pages.page(
    "/committees/<int:committee_id>/initiatives/new",
    access=P.INITIATIVE_EDIT,
    loads=COMMITTEE,
    methods=("GET", "POST"),
)
def new(committee: Committee) -> ResponseReturnValue:
    """Record an initiative of a committee."""
    session, actor, today = current_session(), current_actor(), clock.today()
    form = InitiativeForm()
    form.offer_partners(queries.partner_choices(session, committee.zone_id, today))
    if form.carries_out(
        lambda: service.propose_initiative(session=session, actor=actor, committee=committee, **form.values())
    ):
        flash(_("The initiative was recorded, as an idea."))
        return _to(form.outcome)
    return form.page("initiatives/new.html", committee=committee)


@pages.page("/initiatives/<int:initiative_id>", access=P.INITIATIVE_VIEW, loads=INITIATIVE)
def initiative(initiative: Initiative) -> ResponseReturnValue:
    """Show an initiative with all that belongs to it."""
    session, actor = current_session(), current_actor()
    edits = may(P.INITIATIVE_EDIT, initiative)
    link_form = LinkForm()
    if edits:
        link_form.offer_actions(queries.action_choices(session, actor, initiative))
    return render_template(
        "initiatives/initiative.html",
        initiative=initiative,
        progress=queries.progress_of(session, [initiative.id])[initiative.id],
        people=queries.people_of(initiative, raw=edits),
        actions=queries.actions_of(session, actor, initiative),
        move_form=MoveForm.of(initiative),
        milestone_form=MilestoneForm(),
        link_form=link_form,
    )


@pages.page(
    "/initiatives/<int:initiative_id>/edit", access=P.INITIATIVE_EDIT, loads=INITIATIVE, methods=("GET", "POST")
)
def edit(initiative: Initiative) -> ResponseReturnValue:
    """Change the facts of an initiative."""
    session, actor = current_session(), current_actor()
    form = EditInitiativeForm(obj=initiative)
    form.offer_partners(
        queries.partner_choices(session, initiative.zone_id, clock.today(), present=initiative.partners)
    )
    if form.carries_out(
        lambda: service.edit_initiative(session=session, actor=actor, initiative=initiative, **form.values())
    ):
        flash(_("The initiative was changed."))
        return _to(initiative)
    return form.page("initiatives/edit.html", initiative=initiative)


@pages.page(
    "/initiatives/<int:initiative_id>/state", access=P.INITIATIVE_EDIT, loads=INITIATIVE, methods=("GET", "POST")
)
def move(initiative: Initiative) -> ResponseReturnValue:
    """Bring an initiative to its next state."""
    session, actor = current_session(), current_actor()
    form = MoveForm.of(initiative)
    if form.carries_out(
        lambda: service.move_initiative(session=session, actor=actor, initiative=initiative, **form.values())
    ):
        flash(_("The state was changed."))
        return _to(initiative)
    return form.page("initiatives/move.html", initiative=initiative)


@pages.page(
    "/initiatives/<int:initiative_id>/evaluation", access=P.INITIATIVE_EDIT, loads=INITIATIVE, methods=("GET", "POST")
)
def evaluate(initiative: Initiative) -> ResponseReturnValue:
    """Write what an initiative taught."""
    session, actor = current_session(), current_actor()
    form = EvaluationForm.of(initiative.evaluation)
    if form.carries_out(
        lambda: service.evaluate_initiative(session=session, actor=actor, initiative=initiative, **form.values())
    ):
        flash(_("The evaluation was saved."))
        return _to(initiative, "evaluation")
    return form.page("initiatives/evaluate.html", initiative=initiative)


# -- milestones -------------------------------------------------------------------------------------------------------


@pages.page(
    "/initiatives/<int:initiative_id>/milestones", access=P.INITIATIVE_EDIT, loads=INITIATIVE, methods=("GET", "POST")
)
def add_milestone(initiative: Initiative) -> ResponseReturnValue:
    """Add a dated step."""
    session, actor = current_session(), current_actor()
    form = MilestoneForm()
    if form.carries_out(
        lambda: service.add_milestone(session=session, actor=actor, initiative=initiative, **form.values())
    ):
        flash(_("The milestone was added."))
        return _to(initiative, "milestones")
    return form.page("initiatives/add_milestone.html", initiative=initiative)


@pages.page("/milestones/<int:milestone_id>/reach", access=P.INITIATIVE_EDIT, loads=MILESTONE, methods=("GET", "POST"))
def reach_milestone(milestone: Milestone) -> ResponseReturnValue:
    """Say on which day a milestone was reached."""
    session, actor = current_session(), current_actor()
    form = ReachForm()
    if form.carries_out(
        lambda: service.reach_milestone(session=session, actor=actor, milestone=milestone, **form.values())
    ):
        flash(_("The milestone was reached."))
        return _to(milestone.initiative, "milestones")
    return form.page("initiatives/reach_milestone.html", milestone=milestone, initiative=milestone.initiative)


@pages.page("/milestones/<int:milestone_id>/reopen", access=P.INITIATIVE_EDIT, loads=MILESTONE, methods=("POST",))
def reopen_milestone(milestone: Milestone) -> ResponseReturnValue:
    """Say that a milestone was not reached after all."""
    service.reopen_milestone(session=current_session(), actor=current_actor(), milestone=milestone)
    flash(_("The milestone is open again."))
    return _to(milestone.initiative, "milestones")


@pages.page("/milestones/<int:milestone_id>/remove", access=P.INITIATIVE_EDIT, loads=MILESTONE, methods=("POST",))
def remove_milestone(milestone: Milestone) -> ResponseReturnValue:
    """Take away a milestone that was not reached."""
    initiative = milestone.initiative
    service.remove_milestone(session=current_session(), actor=current_actor(), milestone=milestone)
    flash(_("The milestone was removed."))
    return _to(initiative, "milestones")


# -- sessions ---------------------------------------------------------------------------------------------------------


@pages.page(
    "/initiatives/<int:initiative_id>/sessions/new",
    access=P.INITIATIVE_EDIT,
    loads=INITIATIVE,
    methods=("GET", "POST"),
)
def new_session(initiative: Initiative) -> ResponseReturnValue:
    """Record one occasion."""
    session, actor = current_session(), current_actor()
    form = SessionForm()
    if form.carries_out(
        lambda: service.record_session(session=session, actor=actor, initiative=initiative, **form.values())
    ):
        flash(_("The session was recorded."))
        return _to(initiative, "sessions")
    return form.page("initiatives/new_session.html", initiative=initiative)


@pages.page("/sessions/<int:session_id>/edit", access=P.INITIATIVE_EDIT, loads=SESSION, methods=("GET", "POST"))
def edit_session(occasion: InitiativeSession) -> ResponseReturnValue:
    """Correct an occasion."""
    session, actor = current_session(), current_actor()
    form = EditSessionForm(obj=occasion)
    if form.carries_out(lambda: service.edit_session(session=session, actor=actor, occasion=occasion, **form.values())):
        flash(_("The session was changed."))
        return _to(occasion.initiative, "sessions")
    return form.page("initiatives/edit_session.html", occasion=occasion, initiative=occasion.initiative)


@pages.page("/sessions/<int:session_id>/remove", access=P.INITIATIVE_EDIT, loads=SESSION, methods=("POST",))
def remove_session(occasion: InitiativeSession) -> ResponseReturnValue:
    """Take away an occasion that was recorded by mistake."""
    initiative = occasion.initiative
    service.remove_session(session=current_session(), actor=current_actor(), occasion=occasion)
    flash(_("The session was removed."))
    return _to(initiative, "sessions")


# -- action points ----------------------------------------------------------------------------------------------------


@pages.page(
    "/initiatives/<int:initiative_id>/actions", access=P.INITIATIVE_EDIT, loads=INITIATIVE, methods=("GET", "POST")
)
def link_action(initiative: Initiative) -> ResponseReturnValue:
    """Link an action point of the committee."""
    session, actor = current_session(), current_actor()
    form = LinkForm()
    form.offer_actions(queries.action_choices(session, actor, initiative))
    if form.carries_out(
        lambda: service.link_action(session=session, actor=actor, initiative=initiative, **form.values())
    ):
        flash(_("The action point was linked."))
        return _to(initiative, "actions")
    return form.page("initiatives/link_action.html", initiative=initiative)


@pages.page(
    "/initiatives/<int:initiative_id>/actions/unlink", access=P.INITIATIVE_EDIT, loads=INITIATIVE, methods=("POST",)
)
def unlink_action(initiative: Initiative) -> ResponseReturnValue:
    """Let an action point no longer be part of an initiative."""
    session, actor = current_session(), current_actor()
    form = LinkForm()
    form.offer_actions(queries.actions_of(session, actor, initiative))
    if form.carries_out(
        lambda: service.unlink_action(session=session, actor=actor, initiative=initiative, **form.values())
    ):
        flash(_("The action point is no longer linked."))
        return _to(initiative, "actions")
    return form.page("initiatives/unlink_action.html", initiative=initiative)
