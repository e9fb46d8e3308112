"""What one does in the room with an item as a whole: close it, open it again, count anew who was there."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cpwb.access.guard import current_actor
from cpwb.access.permissions import Permission as P
from cpwb.core.extensions import current_session
from cpwb.meetings import service as meeting_service
from cpwb.meetings.models import AgendaItem, Decision
from cpwb.minutes import queries
from cpwb.minutes.views.room import check_on_agenda, is_part, way_back
from cpwb.minutes.views.things import DECISION, ITEM, pages


@pages.page("/items/<int:item_id>/close", methods=("POST",), access=P.NOTES_EDIT, loads=ITEM)
def close_item(item: AgendaItem) -> ResponseReturnValue:
    """Close an item: its decisions stand."""
    check_on_agenda(item)
    meeting_service.close_item(session=current_session(), actor=current_actor(), item=item)
    return _answer(item, _("Item %(place)s was closed. Its decisions stand.", place=item.position))


@pages.page("/items/<int:item_id>/reopen", methods=("POST",), access=P.NOTES_EDIT, loads=ITEM)
def reopen_item(item: AgendaItem) -> ResponseReturnValue:
    """Open an item again, so that its decisions can be changed."""
    check_on_agenda(item)
    meeting_service.reopen_item(session=current_session(), actor=current_actor(), item=item)
    return _answer(item, _("Item %(place)s is open again.", place=item.position))


def _answer(item: AgendaItem, done: str) -> ResponseReturnValue:
    """Answer with what closing an item changes in the room, or without scripts with the way back to it."""
    if not is_part():
        flash(done)
        return redirect(way_back(item))
    entry = queries.room_item(current_session(), current_actor(), item)
    return render_template("minutes/closing_answer.html", entry=entry, done=done)


@pages.page("/decisions/<int:decision_id>/recount", methods=("POST",), access=P.NOTES_EDIT, loads=DECISION)
def recount_decision(decision: Decision) -> ResponseReturnValue:
    """Let a decision take over who was there as the attendance list says it now."""
    session, actor, item = current_session(), current_actor(), decision.item
    meeting_service.recount_decision(session=session, actor=actor, decision=decision)
    done = _("The decision now says who was there by the attendance list.")
    if not is_part():
        flash(done)
        return redirect(way_back(item))
    entry = queries.room_item(session, actor, item)
    return render_template("minutes/decisions_answer.html", form=None, entry=entry, done=done)
