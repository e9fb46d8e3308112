"""What is done with the screen in the room of a meeting."""

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.core.db import flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.minutes.events import ItemPresented
from cpwb.minutes.models import Presentation
from cpwb.minutes.queries import is_being_recorded, minutes_of, presentation_of


def present_item(*, session: Session, actor: Actor, item: AgendaItem) -> Meeting:
    """Show an item of a meeting that is being recorded on the screen in its room, and return that meeting."""
    meeting = item.meeting
    if meeting is None or not is_being_recorded(meeting, minutes_of(session, meeting)):
        raise RuleBroken(None, _l("Only while a meeting is recorded can its items be shown on the screen."))
    chosen = presentation_of(session, meeting)
    if chosen is None:
        session.add(Presentation(committee_id=meeting.committee_id, meeting_id=meeting.id, item_id=item.id))
    else:
        chosen.item_id = item.id
    flush(session)
    publish(session, ItemPresented(by=actor.user_id, subject_id=item.id, committee_id=item.committee_id))
    return meeting
