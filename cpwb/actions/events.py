"""What happens to action points."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ActionOpened(Event):
    """An action point was recorded."""

    subject: ClassVar[str] = "action_point"


@dataclass(frozen=True, kw_only=True)
class ActionEdited(Event):
    """The words, the owner, the partners, the priority or the objective of an action point changed."""

    subject: ClassVar[str] = "action_point"


@dataclass(frozen=True, kw_only=True)
class ProgressReported(Event):
    """Somebody reported on an action point; "state" stands among the fields when it moved on."""

    subject: ClassVar[str] = "action_point"


@dataclass(frozen=True, kw_only=True)
class DueDateMoved(Event):
    """An action point got another due date, with a reason."""

    subject: ClassVar[str] = "action_point"


@dataclass(frozen=True, kw_only=True)
class ActionSnoozed(Event):
    """An action point stays away from the follow-up until a day, or comes back to it."""

    subject: ClassVar[str] = "action_point"
