"""Counts of few people are hidden and cannot be worked out from totals."""

from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.small_numbers import Hidden, hidden_in, never_alone, shown_counts, shown_line, shown_total

lines = st.lists(st.integers(0, 12), min_size=1, max_size=5)


def test_a_small_count_hides_itself_and_the_next_smallest() -> None:
    """With the total beside them, one hidden count alone could be worked out."""
    assert shown_counts({"women": 3, "men": 35, "other": 26}) == {
        "women": Hidden.SMALL,
        "men": 35,
        "other": Hidden.BESIDE_SMALL,
    }


def test_two_small_counts_protect_each_other() -> None:
    """Nothing more is hidden when two already are; nobody counted is shown."""
    assert shown_counts({"women": 3, "men": 4, "other": 0}) == {
        "women": Hidden.SMALL,
        "men": Hidden.SMALL,
        "other": 0,
    }


def test_a_total_of_one_zone_is_not_shown_beside_its_hidden_count() -> None:
    """With a single row the total would be the count itself."""
    assert shown_total([3], [Hidden.SMALL]) is Hidden.SMALL
    assert shown_total([9, 12], [Hidden.BESIDE_SMALL, 12]) is Hidden.BESIDE_SMALL
    assert shown_total([3, 12, 9], [Hidden.SMALL, 12, Hidden.BESIDE_SMALL]) == 24


@given(lines)
def test_every_small_count_is_hidden_and_every_shown_one_is_true(counts: list[int]) -> None:
    """What is shown is what was counted, and never 1 to 4."""
    for count, cell in zip(counts, shown_line(counts), strict=True):
        assert (cell is Hidden.SMALL) == (0 < count < 5)
        assert isinstance(cell, Hidden) or cell == count


@given(lines)
def test_no_line_of_two_or_more_cells_hides_just_one(counts: list[int]) -> None:
    """Otherwise its total would give the hidden count back."""
    shown = shown_line(counts)
    assert hidden_in(shown) != 1 or len(shown) == 1


def test_a_place_that_others_hide_too_goes_first() -> None:
    """What is shown elsewhere covers nothing."""
    assert never_alone([Hidden.SMALL, 6, 40], first=[2]) == [Hidden.SMALL, 6, Hidden.BESIDE_SMALL]
    assert never_alone([Hidden.SMALL, 6, 40]) == [Hidden.SMALL, Hidden.BESIDE_SMALL, 40]
