"""The pages of agendas, their items and the backlog."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.extensions import current_session
from cpwb.core.paging import paginate
from cpwb.core.words import said
from cpwb.meetings import queries, service
from cpwb.meetings.forms import AcceptForm, EditItemForm, ItemForm, LateItemForm, MoveForm, ProposalForm, new_item_form
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.meetings.views.things import COMMITTEE, ITEM, MEETING, pages
from cpwb.members.models import Seat
from cpwb.ui.addresses import asked_page


@pages.page("/meetings/<int:meeting_id>/agenda", methods=("GET", "POST"), access=P.MEETING_PLAN, loads=MEETING)
def agenda(meeting: Meeting) -> ResponseReturnValue:
    """Build an agenda: its items in their order, a new one, and the proposals that wait."""
    session, actor = current_session(), current_actor()
    form = new_item_form(meeting)
    offer_for_item(form, meeting.committee)
    form.earlier_item_id.offer(queries.earlier_choices(session, actor, meeting.committee_id))
    if form.carries_out(lambda: service.add_item(session=session, actor=actor, meeting=meeting, **form.values())):
        flash(_("“%(title)s” was added to the agenda.", title=said(form.outcome.shown_title)))
        return redirect(_home_of(form.outcome))
    times = queries.timetable(session, meeting)
    return form.page(
        "meetings/agenda.html",
        meeting=meeting,
        rows=queries.agenda_rows(queries.agenda(session, actor, meeting), times),
        times=times,
        waiting=paginate(session, queries.waiting(actor, meeting.committee_id), number=1),
    )


@pages.page("/meetings/<int:meeting_id>/late-items", methods=("GET", "POST"), access=P.MEETING_PLAN, loads=MEETING)
def late_items(meeting: Meeting) -> ResponseReturnValue:
    """Add an item while the meeting is going on; the room puts this page in place of a button."""
    session, actor = current_session(), current_actor()
    form = LateItemForm().told_apart("late")
    offer_for_item(form, meeting.committee)
    form.earlier_item_id.offer(queries.earlier_choices(session, actor, meeting.committee_id))
    if form.carries_out(lambda: service.add_item(session=session, actor=actor, meeting=meeting, **form.values())):
        flash(_("“%(title)s” was added to the agenda.", title=said(form.outcome.shown_title)))
        return redirect(url_for("minutes.room", meeting_id=meeting.id, _anchor=f"item-{form.outcome.id}"))
    return form.page(
        "meetings/late_items_answer.html" if "HX-Request" in request.headers else "meetings/late_items.html",
        meeting=meeting,
        waiting=paginate(session, queries.waiting(actor, meeting.committee_id), number=1),
    )


def offer_for_item(form: ItemForm, committee: Committee, proposed_by: Seat | None = None) -> None:
    """Offer what the writer of an item can choose from."""
    seats = queries.seat_choices(current_session(), committee.id, clock.today(), also=proposed_by)
    form.proposed_by_id.offer(seats)
    form.offer_visibilities(queries.visibilities_for(current_actor(), committee))


@pages.page("/items/<int:item_id>/edit", methods=("GET", "POST"), access=P.ITEM_EDIT, loads=ITEM)
def edit_item(item: AgendaItem) -> ResponseReturnValue:
    """Change an item on an agenda or in the backlog."""
    form = EditItemForm(obj=item)
    offer_for_item(form, item.committee, item.proposed_by)
    if form.carries_out(
        lambda: service.edit_item(session=current_session(), actor=current_actor(), item=item, **form.values())
    ):
        flash(_("“%(title)s” was saved.", title=said(item.shown_title)))
        return redirect(_home_of(item))
    return form.page("meetings/edit_item.html", item=item, home=_home_of(item))


def _home_of(item: AgendaItem) -> str:
    """Return the address of the page on which an item stands; of the room, for who comes from there."""
    if item.meeting_id is None:
        return url_for(".backlog", committee_id=item.committee_id)
    if request.args.get("back") == "room":
        return url_for("minutes.room", meeting_id=item.meeting_id, _anchor=f"item-{item.id}")
    return url_for(".agenda", meeting_id=item.meeting_id, _anchor=f"item-{item.id}")


@pages.page("/items/<int:item_id>/move", methods=("GET", "POST"), access=P.ITEM_EDIT, loads=ITEM)
def move_item(item: AgendaItem) -> ResponseReturnValue:
    """Give an item another place on its agenda."""
    form = MoveForm(data={"to": item.position})
    if form.carries_out(
        lambda: service.move_item(session=current_session(), actor=current_actor(), item=item, **form.values())
    ):
        flash(_("“%(title)s” now stands at place %(place)s.", title=said(item.shown_title), place=item.position))
        return redirect(_home_of(item))
    return form.page("meetings/move_item.html", item=item, home=_home_of(item))


@pages.page("/items/<int:item_id>/accept", methods=("GET", "POST"), access=P.ITEM_EDIT, loads=ITEM)
def accept_item(item: AgendaItem) -> ResponseReturnValue:
    """Put a proposal on the agenda of a meeting that has not ended yet."""
    session, actor = current_session(), current_actor()
    form = AcceptForm()
    form.offer(queries.takes_items(session, actor, item.committee_id))
    if form.carries_out(lambda: service.accept_item(session=session, actor=actor, item=item, **form.values())):
        flash(_("“%(title)s” was put on the agenda.", title=said(item.shown_title)))
        return redirect(_home_of(item))
    return form.page("meetings/accept_item.html", item=item)


@pages.page("/items/<int:item_id>/put-aside", methods=("POST",), access=P.ITEM_EDIT, loads=ITEM)
def put_aside_item(item: AgendaItem) -> ResponseReturnValue:
    """Put a proposal aside."""
    service.put_aside_item(session=current_session(), actor=current_actor(), item=item)
    flash(_("“%(title)s” was put aside. You can take it back below.", title=said(item.shown_title)))
    return redirect(_home_of(item))


@pages.page("/items/<int:item_id>/return", methods=("POST",), access=P.ITEM_EDIT, loads=ITEM)
def return_item(item: AgendaItem) -> ResponseReturnValue:
    """Let an item wait in the backlog again."""
    before = _home_of(item)
    service.return_item(session=current_session(), actor=current_actor(), item=item)
    flash(_("“%(title)s” waits in the backlog again.", title=said(item.shown_title)))
    return redirect(before)


@pages.page("/items/<int:item_id>/remove", methods=("POST",), access=P.ITEM_EDIT, loads=ITEM)
def remove_item(item: AgendaItem) -> ResponseReturnValue:
    """Take an item that stands on every agenda off this one."""
    before, title = _home_of(item), said(item.shown_title)
    service.remove_item(session=current_session(), actor=current_actor(), item=item)
    flash(_("“%(title)s” was taken off this agenda.", title=title))
    return redirect(before)


# The backlog


@pages.page("/committees/<int:committee_id>/backlog", access=P.AGENDA_VIEW, loads=COMMITTEE)
def backlog(committee: Committee) -> ResponseReturnValue:
    """Show the proposals that wait, who sets the agenda, and what was put aside."""
    session, actor = current_session(), current_actor()
    return render_template(
        "meetings/backlog.html",
        committee=committee,
        page=paginate(session, queries.waiting(actor, committee.id), number=asked_page()),
        aside=paginate(session, queries.put_aside(actor, committee.id), number=1),
        share=queries.proposed_share(session, actor, committee, clock.now() - timedelta(days=365)),
        open_meetings=queries.open_meetings(session, actor, committee.id),
    )


@pages.page(
    "/committees/<int:committee_id>/backlog/propose", methods=("GET", "POST"), access=P.ITEM_PROPOSE, loads=COMMITTEE
)
def propose(committee: Committee) -> ResponseReturnValue:
    """Propose an agenda item on behalf of one's own seat; the staff, for somebody who asked for it."""
    session, actor = current_session(), current_actor()
    seats = queries.proposer_choices(session, actor, committee, clock.today())
    form = ProposalForm()
    form.proposed_by_id.offer(seats)
    if form.carries_out(
        lambda: service.propose_item(session=session, actor=actor, committee=committee, **form.values())
    ):
        flash(_("Your proposal waits for the chairs, who put it on an agenda."))
        return redirect(url_for(".backlog", committee_id=committee.id))
    return form.page("meetings/propose.html", committee=committee, seats=seats)
