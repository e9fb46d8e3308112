"""The pages of the standing items of a committee."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.core.extensions import current_session
from cpwb.core.words import said
from cpwb.meetings import queries, service
from cpwb.meetings.forms import EditTemplateItemForm, MoveForm, TemplateItemForm
from cpwb.meetings.models import TemplateItem
from cpwb.meetings.views.things import COMMITTEE, TEMPLATE_ITEM, pages


@pages.page(
    "/committees/<int:committee_id>/standing-items", methods=("GET", "POST"), access=P.MEETING_PLAN, loads=COMMITTEE
)
def template_items(committee: Committee) -> ResponseReturnValue:
    """Keep what stands on every agenda of a committee."""
    session, actor = current_session(), current_actor()
    form = TemplateItemForm()
    form.visibility.offer(queries.visibilities_for(actor, committee))
    if form.carries_out(
        lambda: service.add_template_item(session=session, actor=actor, committee=committee, **form.values())
    ):
        flash(_("The standing item was added. Meetings that are planned from now on get it."))
        return redirect(url_for(".template_items", committee_id=committee.id))
    return form.page(
        "meetings/template_items.html",
        committee=committee,
        rows=queries.template_rows(session, actor, committee),
        templates=queries.agenda_templates(session, committee),
    )


@pages.page(
    "/standing-items/<int:template_item_id>/edit", methods=("GET", "POST"), access=P.ITEM_EDIT, loads=TEMPLATE_ITEM
)
def edit_template_item(item: TemplateItem) -> ResponseReturnValue:
    """Change a standing item."""
    session, actor = current_session(), current_actor()
    form = EditTemplateItemForm(obj=item)
    form.visibility.offer(queries.visibilities_for(actor, item.committee))
    if form.carries_out(lambda: service.edit_template_item(session=session, actor=actor, item=item, **form.values())):
        flash(_("The item was saved. Agendas that have it already stay as they are."))
        return redirect(_list_of(item))
    return form.page("meetings/edit_template_item.html", item=item, home=_list_of(item))


@pages.page(
    "/standing-items/<int:template_item_id>/move", methods=("GET", "POST"), access=P.ITEM_EDIT, loads=TEMPLATE_ITEM
)
def move_template_item(item: TemplateItem) -> ResponseReturnValue:
    """Give a standing item another place."""
    form = MoveForm(data={"to": item.position})
    if form.carries_out(
        lambda: service.move_template_item(session=current_session(), actor=current_actor(), item=item, **form.values())
    ):
        flash(_("“%(title)s” now stands at place %(place)s.", title=said(item.title), place=item.position))
        return redirect(_list_of(item))
    return form.page("meetings/move_template_item.html", item=item, home=_list_of(item))


@pages.page("/standing-items/<int:template_item_id>/remove", methods=("POST",), access=P.ITEM_EDIT, loads=TEMPLATE_ITEM)
def remove_template_item(item: TemplateItem) -> ResponseReturnValue:
    """Take a standing item out of the agendas to come."""
    home = _list_of(item)
    service.remove_template_item(session=current_session(), actor=current_actor(), item=item)
    flash(_("The item was removed. Agendas that have it already keep it."))
    return redirect(home)


def _list_of(item: TemplateItem) -> str:
    """Return the address of the page on which an item is kept."""
    if item.template_id is None:
        return url_for(".template_items", committee_id=item.committee_id)
    return url_for(".agenda_template", agenda_template_id=item.template_id)
