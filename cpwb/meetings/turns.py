"""Taking turns: whoever records something at a meeting waits for whoever does so at the same moment, or closes it."""

from sqlalchemy.orm import Session

from cpwb.core.db import hold
from cpwb.meetings.models import AgendaItem


def hold_item(session: Session, item: AgendaItem) -> None:
    """Let nobody else record anything at the meeting of an item, or close it, and read where the item stands now.

    Notes wait for nobody: they are written only while their item is on the agenda from which they came.
    """
    if item.meeting is None:
        return
    hold(session, item.meeting, "state")
    session.refresh(item, ["meeting_id", "closed_at"])
    session.expire(item, ["meeting"])
