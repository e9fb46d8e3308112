"""States and the moves between them: one table per noun, in its `choices`, and one function that obeys it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol, TypeVar

from cpwb.core.errors import RuleBroken
from cpwb.core.words import _l

State = TypeVar("State", bound=StrEnum)
Transitions = Mapping[State, frozenset[State]]


class _HasState(Protocol[State]):
    state: State


def can_move(table: "Transitions[State]", present: State, to: State) -> bool:
    """Say whether `table` lets something go from the state `present` to the state `to`."""
    return to in table[present]


def move(thing: "_HasState[State]", table: "Transitions[State]", to: State) -> None:
    """Put `thing` into the state `to`, or raise RuleBroken when its table knows no such move."""
    if not can_move(table, thing.state, to):
        raise RuleBroken(
            "state", _l("This cannot be done: somebody else has changed it in the meantime. Load the page again.")
        )
    thing.state = to
