"""The screen in the room of a meeting: the item that is spoken of, its decisions and action points as they come."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.core.extensions import current_session
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.minutes import queries, service
from cpwb.minutes.views.room import check_on_agenda, is_part, way_back
from cpwb.minutes.views.things import ITEM, MEETING, pages


@pages.page("/meetings/<int:meeting_id>/present", access=P.MEETING_RECORD, loads=MEETING)
def present(meeting: Meeting) -> ResponseReturnValue:
    """Show the meeting to everybody in the room, on a screen of their own."""
    session, actor = current_session(), current_actor()
    if not queries.is_being_recorded(meeting, queries.minutes_of(session, meeting)):
        return redirect(url_for(".room", meeting_id=meeting.id))
    return render_template("minutes/present.html", meeting=meeting, shown=queries.screen(session, actor, meeting))


@pages.page("/meetings/<int:meeting_id>/present/now", access=P.MEETING_RECORD, loads=MEETING)
def present_now(meeting: Meeting) -> ResponseReturnValue:
    """Answer the screen, which asks every few seconds: with what it shows now, or that nothing changed."""
    shown = queries.screen(current_session(), current_actor(), meeting)
    if request.args.get("seen") == shown.mark:
        return "", 204
    return render_template("minutes/present_answer.html", meeting=meeting, shown=shown)


@pages.page("/items/<int:item_id>/present", methods=("POST",), access=P.MEETING_RECORD, loads=ITEM)
def present_item(item: AgendaItem) -> ResponseReturnValue:
    """Show an item on the screen: from the room, or from the screen itself."""
    check_on_agenda(item)
    session, actor = current_session(), current_actor()
    meeting = service.present_item(session=session, actor=actor, item=item)
    in_room = request.args.get("back") == "room"
    if not is_part():
        return redirect(way_back(item) if in_room else url_for(".present", meeting_id=meeting.id))
    if in_room:
        return render_template("minutes/presented_answer.html", item=item)
    shown = queries.screen(session, actor, meeting)
    return render_template("minutes/present_answer.html", meeting=meeting, shown=shown)
