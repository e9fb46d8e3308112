"""The pages of the agenda templates of a committee."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.core.extensions import current_session
from cpwb.meetings import queries, service
from cpwb.meetings.forms import AgendaTemplateForm, RenameAgendaTemplateForm, TemplateItemForm
from cpwb.meetings.models import AgendaTemplate
from cpwb.meetings.views.things import AGENDA_TEMPLATE, COMMITTEE, pages


@pages.page(
    "/committees/<int:committee_id>/agenda-templates/add",
    methods=("GET", "POST"),
    access=P.MEETING_PLAN,
    loads=COMMITTEE,
)
def add_agenda_template(committee: Committee) -> ResponseReturnValue:
    """Make an agenda template; its items are added on its own page."""
    session, actor = current_session(), current_actor()
    form = AgendaTemplateForm()
    if form.carries_out(
        lambda: service.add_agenda_template(session=session, actor=actor, committee=committee, **form.values())
    ):
        flash(_("The template was made. Add its items now."))
        return redirect(url_for(".agenda_template", agenda_template_id=form.outcome.id))
    return form.page("meetings/add_agenda_template.html", committee=committee)


@pages.page(
    "/agenda-templates/<int:agenda_template_id>", methods=("GET", "POST"), access=P.MEETING_PLAN, loads=AGENDA_TEMPLATE
)
def agenda_template(template: AgendaTemplate) -> ResponseReturnValue:
    """Keep the items of an agenda template."""
    session, actor, committee = current_session(), current_actor(), template.committee
    form = TemplateItemForm()
    form.visibility.offer(queries.visibilities_for(actor, committee))
    if form.carries_out(
        lambda: service.add_template_item(
            session=session, actor=actor, committee=committee, template=template, **form.values()
        )
    ):
        flash(_("The item was added. Agendas that are made with this template from now on get it."))
        return redirect(url_for(".agenda_template", agenda_template_id=template.id))
    rows = queries.template_rows(session, actor, committee, template)
    return form.page("meetings/agenda_template.html", agenda_template=template, rows=rows)


@pages.page(
    "/agenda-templates/<int:agenda_template_id>/edit",
    methods=("GET", "POST"),
    access=P.MEETING_PLAN,
    loads=AGENDA_TEMPLATE,
)
def rename_agenda_template(template: AgendaTemplate) -> ResponseReturnValue:
    """Call an agenda template something else."""
    form = RenameAgendaTemplateForm(obj=template)
    if form.carries_out(
        lambda: service.rename_agenda_template(
            session=current_session(), actor=current_actor(), template=template, **form.values()
        )
    ):
        flash(_("The name of the template was saved."))
        return redirect(url_for(".agenda_template", agenda_template_id=template.id))
    return form.page("meetings/rename_agenda_template.html", agenda_template=template)


@pages.page(
    "/agenda-templates/<int:agenda_template_id>/remove",
    methods=("POST",),
    access=P.MEETING_PLAN,
    loads=AGENDA_TEMPLATE,
)
def remove_agenda_template(template: AgendaTemplate) -> ResponseReturnValue:
    """Throw an agenda template away with its items."""
    committee_id = template.committee_id
    service.remove_agenda_template(session=current_session(), actor=current_actor(), template=template)
    flash(_("The template was removed. Agendas that were made with it stay as they are."))
    return redirect(url_for(".template_items", committee_id=committee_id))
