"""Action points."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee


def an_action(session: Session, *, committee: Committee, **values: Any) -> ActionPoint:
    """Return a stored action point with the next number; give it an `owner_seat` or an `owner_organisation`."""
    number = committee.next_action_number
    committee.next_action_number += 1
    given = {
        "title": f"Actiepunt {number}",
        "due_on": date(2026, 4, 1),
        "state": ActionState.OPEN,
        "opened_on": date(2026, 3, 10),
    }
    action = ActionPoint(committee=committee, number=number, **(given | values))
    session.add(action)
    session.flush()
    return action
