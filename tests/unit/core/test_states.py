"""States move as their table says, and as nothing else says."""

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import cpwb
from cpwb.core.errors import RuleBroken
from cpwb.core.states import Transitions, can_move, move
from cpwb.meetings.choices import MEETING_MOVES, MeetingState

#: Every module of choices: what stands there is tested by standing there.
CHOICES = [
    import_module(f"cpwb.{path.parent.name}.choices") for path in sorted(Path(cpwb.__path__[0]).glob("*/choices.py"))
]
TABLES: dict[str, Transitions[Any]] = {
    name: table for module in CHOICES for name, table in vars(module).items() if name.endswith("_MOVES")
}
ENUMS: dict[str, type[StrEnum]] = {
    name: kind
    for module in CHOICES
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind.__module__ == module.__name__
}


@dataclass
class Thing:
    """Something in a state."""

    state: MeetingState


def test_a_move_in_the_table_is_made() -> None:
    """A draft is convened."""
    thing = Thing(MeetingState.DRAFT)
    move(thing, MEETING_MOVES, MeetingState.CONVENED)
    assert thing.state is MeetingState.CONVENED


def test_another_move_is_refused_and_changes_nothing() -> None:
    """A closed meeting is not convened; the sentence says that somebody else was there."""
    thing = Thing(MeetingState.CLOSED)
    with pytest.raises(RuleBroken) as refused:
        move(thing, MEETING_MOVES, MeetingState.CONVENED)
    assert refused.value.field == "state"
    assert str(refused.value.message) == (
        "This cannot be done: somebody else has changed it in the meantime. Load the page again."
    )
    assert thing.state is MeetingState.CLOSED


@pytest.mark.parametrize("name", TABLES)
def test_a_table_knows_every_state_and_no_move_to_itself(name: str) -> None:
    """A state without a row would raise KeyError on a page; every state can be reached from the first."""
    table = TABLES[name]
    kind: type[StrEnum] = type(next(iter(table)))
    states = list(kind)
    assert list(table) == states
    assert [state for state in states if can_move(table, state, state)] == []
    reached, new = {states[0]}, {states[0]}
    while new:
        new = {to for state in new for to in table[state]} - reached
        reached |= new
    assert reached == set(states)


@pytest.mark.parametrize("name", ENUMS)
def test_every_choice_has_words_of_its_own(name: str) -> None:
    """A list in which two choices read the same cannot be chosen from; a state has a tone for its tag."""
    members = list(ENUMS[name])
    labels = [str(member.label) for member in members]  # type: ignore[attr-defined]  # ours have labels
    assert len(set(labels)) == len(labels)
    assert "" not in labels
    tones = {getattr(member, "tone", "neutral") for member in members}
    assert tones <= {"neutral", "info", "good", "warn", "bad"}
    assert max(len(member) for member in members) <= 32, "it must fit its column"
