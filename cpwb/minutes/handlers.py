"""What minutes hear of meetings and action points: that a meeting has started, and that its record is being changed."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.actions.events import ActionOpened
from cpwb.actions.models import ActionPoint
from cpwb.core.errors import RuleBroken
from cpwb.core.words import _l
from cpwb.meetings.events import MeetingStarted, RecordChanged
from cpwb.meetings.models import Meeting
from cpwb.meetings.service import note_treated as mark_treated
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes
from cpwb.minutes.service import begin_minutes

#: Every save of notes asks for it, so the statement is made once. It holds the row: whoever submits the minutes at this
#: moment waits for the save, and reads what it wrote.
_STATE = sa.select(Minutes.state).where(Minutes.meeting_id == sa.bindparam("meeting_id")).with_for_update(read=True)

_SUBMITTED = _l("The minutes have been submitted. Nothing can be changed any more unless they are sent back.")


def begin(session: Session, event: MeetingStarted) -> None:
    """Begin the minutes of a meeting that has started."""
    meeting = session.get_one(Meeting, event.subject_id)
    begin_minutes(session=session, actor=Actor(user_id=event.by), meeting=meeting)


def refuse_when_submitted(session: Session, event: RecordChanged) -> None:
    """Refuse a change of the record once its minutes are no longer being written."""
    if _state(session, event.meeting_id) not in (None, MinutesState.WRITING):
        raise RuleBroken(None, _SUBMITTED)


def refuse_action_when_submitted(session: Session, event: ActionOpened) -> None:
    """Refuse an action point under an item of a meeting whose minutes are not, or no longer, being written."""
    action = session.get_one(ActionPoint, event.subject_id)
    if action.item is None:
        return
    state = _state(session, action.item.meeting_id)
    if state is None:
        raise RuleBroken(None, _l("Action points can be recorded under an item once the meeting has started."))
    if state is not MinutesState.WRITING:
        raise RuleBroken(None, _SUBMITTED)


def _state(session: Session, meeting_id: int | None) -> MinutesState | None:
    return session.connection().scalar(_STATE, {"meeting_id": meeting_id})


def note_treated(session: Session, event: ActionOpened) -> None:
    """Note that an action point came of an item: it was treated, and stays in the minutes."""
    action = session.get_one(ActionPoint, event.subject_id)
    if action.item is not None:
        mark_treated(session=session, actor=Actor(user_id=event.by), item=action.item)
