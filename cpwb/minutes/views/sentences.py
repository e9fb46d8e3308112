"""From text to record: a sentence of the notes opens the form of a decision or an action point, filled in.

It is a script that sends a sentence; whoever comes without one is led to the form itself.
"""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from cpwb.access.permissions import Permission as P
from cpwb.actions import queries as action_queries
from cpwb.core import clock
from cpwb.core.extensions import current_session
from cpwb.meetings.models import AgendaItem
from cpwb.minutes.forms import SentenceForm
from cpwb.minutes.views.room import answer_record, check_on_agenda, is_part
from cpwb.minutes.views.things import ITEM, pages


@pages.page("/items/<int:item_id>/decisions/from-text", methods=("POST",), access=P.NOTES_EDIT, loads=ITEM)
def decision_from_text(item: AgendaItem) -> ResponseReturnValue:
    """Open the form of a decision with a sentence of the notes in it; nothing is stored yet."""
    check_on_agenda(item)
    if not is_part():
        return redirect(url_for(".record_decision", item_id=item.id))
    return answer_record(SentenceForm().decision(item), item, "decision", "")


@pages.page("/items/<int:item_id>/actions/from-text", methods=("POST",), access=P.ACTION_CREATE, loads=ITEM)
def action_from_text(item: AgendaItem) -> ResponseReturnValue:
    """Open the form of an action point with what a sentence of the notes says in it; nothing is stored yet."""
    check_on_agenda(item)
    if not is_part():
        return redirect(url_for(".open_action", item_id=item.id))
    owners = action_queries.owner_choices(current_session(), item.committee, clock.today())
    return answer_record(SentenceForm().action(item, owners), item, "action", "")
