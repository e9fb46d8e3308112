"""The life of an action point, and the keys of its owners."""

import pytest

from cpwb.actions.choices import ACTION_MOVES, UNFINISHED, ActionState, StateFilter
from cpwb.actions.queries import owner_ids, owner_key


def test_every_state_can_be_left_and_reached() -> None:
    """No state is a dead end, because what was finished can be taken up again."""
    assert set(ACTION_MOVES) == set(ActionState)
    assert set().union(*ACTION_MOVES.values()) == set(ActionState)
    assert all(ACTION_MOVES.values())


def test_filters_let_their_states_through() -> None:
    """All states are offered, and those that ask for work together."""
    assert StateFilter.UNFINISHED.states == UNFINISHED
    assert [found for kind in list(StateFilter)[1:] for found in kind.states] == list(ActionState)


@pytest.mark.parametrize(("seat", "organisation", "key"), [(12, None, "seat:12"), (None, 5, "organisation:5")])
def test_a_key_leads_back_to_its_owner(seat: int | None, organisation: int | None, key: str) -> None:
    """A form offers keys; the service takes ids."""
    assert owner_key(seat, organisation) == key
    assert owner_ids(key) == {"owner_seat_id": seat, "owner_organisation_id": organisation}


def test_nothing_is_no_owner() -> None:
    """An empty choice names nobody."""
    assert owner_key(None, None) == ""
    assert owner_ids("") == {"owner_seat_id": None, "owner_organisation_id": None}
