"""Taking turns: whoever records something at a meeting waits for whoever does so at the same moment, or closes it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.core.db import hold
from cpwb.meetings.models import AgendaItem, Meeting


def hold_meeting(session: Session, meeting: Meeting) -> None:
    """Let nobody else record anything at a meeting, change its agenda or close it until the transaction ends.

    What was read before may have changed since; what changes of the meeting itself while it is held is read anew.
    """
    hold(session, meeting, "state", "revision", "guests")


def hold_item(session: Session, item: AgendaItem) -> None:
    """Hold the meeting of an item, and read where the item stands now.

    Notes wait for nobody: they are written only while their item is on the agenda from which they came.
    """
    if item.meeting is None:
        return
    hold_meeting(session, item.meeting)
    session.refresh(item, ["meeting_id", "closed_at"])
    session.expire(item, ["meeting"])


def hold_agenda(session: Session, meeting: Meeting) -> None:
    """Hold a meeting, and read its items anew with their places."""
    hold_meeting(session, meeting)
    items = sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
    session.scalars(items.execution_options(populate_existing=True)).all()
    session.expire(meeting, ["items"])
