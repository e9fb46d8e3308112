"""Choices of action points and how they move on."""

from enum import StrEnum

from cpwb.core.states import Transitions
from cpwb.core.words import LazyText, _l


class ActionState(StrEnum):
    """The life of an action point; "overdue" is computed, never stored."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _ACTION_STATE_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _ACTION_TONES.get(self, "neutral")


_ACTION_STATE_LABELS = {
    ActionState.OPEN: _l("action state: open"),
    ActionState.IN_PROGRESS: _l("action state: in progress"),
    ActionState.BLOCKED: _l("action state: blocked"),
    ActionState.DONE: _l("action state: completed"),
    ActionState.DROPPED: _l("action state: dropped"),
}

_ACTION_TONES = {
    ActionState.IN_PROGRESS: "info",
    ActionState.BLOCKED: "warn",
    ActionState.DONE: "good",
}

ACTION_MOVES: Transitions[ActionState] = {
    ActionState.OPEN: frozenset({ActionState.IN_PROGRESS, ActionState.BLOCKED, ActionState.DONE, ActionState.DROPPED}),
    ActionState.IN_PROGRESS: frozenset({ActionState.OPEN, ActionState.BLOCKED, ActionState.DONE, ActionState.DROPPED}),
    ActionState.BLOCKED: frozenset({ActionState.OPEN, ActionState.IN_PROGRESS, ActionState.DONE, ActionState.DROPPED}),
    ActionState.DONE: frozenset({ActionState.IN_PROGRESS}),
    ActionState.DROPPED: frozenset({ActionState.OPEN}),
}

#: The states in which an action point still asks for work.
UNFINISHED = (ActionState.OPEN, ActionState.IN_PROGRESS, ActionState.BLOCKED)


#: From this number of postponements on, the chair is warned.
OFTEN_POSTPONED = 2


class StateFilter(StrEnum):
    """What a list of action points can be narrowed to: all that ask for work, or one state."""

    UNFINISHED = "unfinished"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _l("not finished") if self is StateFilter.UNFINISHED else ActionState(self.value).label

    @property
    def states(self) -> tuple[ActionState, ...]:
        """Return the states that it lets through."""
        return UNFINISHED if self is StateFilter.UNFINISHED else (ActionState(self.value),)


class Priority(StrEnum):
    """How much an action point presses."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _PRIORITY_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _PRIORITY_TONES.get(self, "neutral")


_PRIORITY_LABELS = {
    Priority.LOW: _l("priority: low"),
    Priority.NORMAL: _l("priority: normal"),
    Priority.HIGH: _l("priority: high"),
}

_PRIORITY_TONES = {
    Priority.HIGH: "warn",
}
