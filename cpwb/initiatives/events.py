"""What happens to initiatives, and to their milestones, sessions and evaluations."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class InitiativeProposed(Event):
    """An initiative was recorded, as an idea."""

    subject: ClassVar[str] = "initiative"


@dataclass(frozen=True, kw_only=True)
class InitiativeEdited(Event):
    """The facts of an initiative, or its partners, changed."""

    subject: ClassVar[str] = "initiative"


@dataclass(frozen=True, kw_only=True)
class InitiativeMoved(Event):
    """An initiative went to another state."""

    subject: ClassVar[str] = "initiative"


@dataclass(frozen=True, kw_only=True)
class ActionLinked(Event):
    """An action point of the committee was linked to its initiative."""

    subject: ClassVar[str] = "initiative"


@dataclass(frozen=True, kw_only=True)
class ActionUnlinked(Event):
    """An action point was no longer part of an initiative."""

    subject: ClassVar[str] = "initiative"


@dataclass(frozen=True, kw_only=True)
class InitiativeEvaluated(Event):
    """What an initiative taught was written down, or written again."""

    subject: ClassVar[str] = "initiative"


@dataclass(frozen=True, kw_only=True)
class MilestoneAdded(Event):
    """An initiative got a milestone."""

    subject: ClassVar[str] = "milestone"


@dataclass(frozen=True, kw_only=True)
class MilestoneReached(Event):
    """A milestone was reached."""

    subject: ClassVar[str] = "milestone"


@dataclass(frozen=True, kw_only=True)
class MilestoneReopened(Event):
    """A milestone was not reached after all."""

    subject: ClassVar[str] = "milestone"


@dataclass(frozen=True, kw_only=True)
class MilestoneRemoved(Event):
    """A milestone that was not reached was taken away."""

    subject: ClassVar[str] = "milestone"


@dataclass(frozen=True, kw_only=True)
class SessionRecorded(Event):
    """A session of an initiative was recorded."""

    subject: ClassVar[str] = "initiative_session"


@dataclass(frozen=True, kw_only=True)
class SessionEdited(Event):
    """The counts, the day or the place of a session were corrected."""

    subject: ClassVar[str] = "initiative_session"


@dataclass(frozen=True, kw_only=True)
class SessionRemoved(Event):
    """A session that did not take place, or was recorded twice, was taken away."""

    subject: ClassVar[str] = "initiative_session"
