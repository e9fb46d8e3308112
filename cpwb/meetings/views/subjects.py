"""The pages of a subject through the years: its history, its earlier treatment, and taking it up again."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.meetings import queries, service
from cpwb.meetings.forms import CopyForm, EarlierFilters, EarlierForm
from cpwb.meetings.models import AgendaItem
from cpwb.meetings.views.things import ITEM, pages
from cpwb.ui.addresses import asked_page


@pages.page("/items/<int:item_id>/history", access=P.ITEM_VIEW, loads=ITEM)
def history(item: AgendaItem) -> ResponseReturnValue:
    """Read back how a subject was treated through the years."""
    session, actor = current_session(), current_actor()
    return render_template("meetings/history.html", item=item, items=queries.history(session, actor, item))


@pages.page("/items/<int:item_id>/earlier", methods=("GET", "POST"), access=P.ITEM_EDIT, loads=ITEM)
def link_item(item: AgendaItem) -> ResponseReturnValue:
    """Find the earlier treatment of the same subject and link it."""
    session, actor = current_session(), current_actor()
    form, filters = EarlierForm(), EarlierFilters()
    form.offer(queries.treated_item(session, actor, item.committee_id, form.earlier.data))
    if form.carries_out(lambda: service.link_item(session=session, actor=actor, item=item, **form.values())):
        flash(_("The link to the earlier treatment was saved."))
        return redirect(url_for(".history", item_id=item.id))
    filters.offer_years(queries.years_of(session, actor, item.committee))
    found = queries.treated(actor, item.committee_id, **filters.values())
    return form.page(
        "meetings/link_item.html",
        item=item,
        filters=filters,
        earlier=queries.earlier_of(session, actor, item),
        page=paginate(session, found, number=asked_page()),
    )


@pages.page("/items/<int:item_id>/copy", methods=("GET", "POST"), access=P.ITEM_EDIT, loads=ITEM)
def copy_item(item: AgendaItem) -> ResponseReturnValue:
    """Take the subject of a treated item up again, in the backlog or on an agenda."""
    session, actor = current_session(), current_actor()
    form = CopyForm(data={"title": item.title, "explanation": item.explanation})
    form.offer(queries.open_meetings(session, actor, item.committee_id))
    if form.carries_out(lambda: service.copy_item(session=session, actor=actor, item=item, **form.values())):
        flash(_("The subject is taken up again. The item that was treated stays in its minutes."))
        return redirect(url_for(".history", item_id=form.outcome.id))
    return form.page("meetings/copy_item.html", item=item)
