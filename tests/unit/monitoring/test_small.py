"""Figures of zones and totals give no few people back, also not beside the pages of the initiatives."""

from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.small_numbers import SMALLEST_SHOWN, Hidden, Shown, hidden_in, shown_line
from cpwb.initiatives.models import SEX
from cpwb.monitoring.small import Breakdown, Reached, breakdown

initiatives = st.lists(
    st.builds(
        Reached,
        st.sampled_from([1, 2, 3, None]),
        st.fixed_dictionaries({name: st.sampled_from([0, 0, 2, 3, 7, 20]) for name in SEX}),
    ),
    max_size=6,
)


def _by_column(found: list[Reached], zone_id: int | str | None = "all") -> list[list[Shown]]:
    """Return what the pages of the initiatives (of a zone) show, column by column."""
    lines = [shown_line([each.counts[name] for name in SEX]) for each in found if zone_id in ("all", each.zone_id)]
    return [list(column) for column in zip(*lines, strict=True)]


@given(initiatives)
def test_no_figure_is_the_sum_of_others_of_which_one_alone_is_hidden(found: list[Reached]) -> None:
    """A zone beside its initiatives, the total beside the initiatives and beside the zones, a line beside its sum."""
    shown = breakdown(found, SEX)
    for zone_id, row in shown.rows.items():
        assert hidden_in(row) != 1
        for cell, own in zip(row, _by_column(found, zone_id), strict=True):
            assert isinstance(cell, Hidden) or hidden_in(own) != 1
    for place, total in enumerate(shown.totals):
        if found and not isinstance(total, Hidden):
            assert hidden_in(_by_column(found)[place]) != 1
            assert hidden_in([row[place] for row in shown.rows.values()]) != 1


@given(initiatives)
def test_what_is_shown_is_true_and_not_small(found: list[Reached]) -> None:
    """Counted again by hand; what hides beside a small figure is hidden on the page of an initiative too."""
    shown = breakdown(found, SEX)
    for zone_id, row in shown.rows.items():
        for place, cell in enumerate(row):
            count = sum(each.counts[SEX[place]] for each in found if each.zone_id == zone_id)
            assert (cell is Hidden.SMALL) == (0 < count < SMALLEST_SHOWN)
            if isinstance(cell, Hidden):
                assert hidden_in(_by_column(found, zone_id)[place]) > 0
            else:
                assert cell == count


def test_two_zones_of_which_one_is_small_have_no_total() -> None:
    """The page of the other zone's initiative shows its women, so the total would give the three back."""
    found = [
        Reached(1, dict(zip(SEX, (3, 7, 0, 0), strict=True))),
        Reached(2, dict(zip(SEX, (20, 30, 0, 0), strict=True))),
    ]
    hidden: list[Shown] = [Hidden.SMALL, Hidden.BESIDE_SMALL, 0, 0]
    assert breakdown(found, SEX) == Breakdown(
        SEX, {1: hidden, 2: [20, 30, 0, 0]}, [Hidden.BESIDE_SMALL, Hidden.BESIDE_SMALL, 0, 0]
    )


def test_without_initiatives_the_totals_are_zero() -> None:
    """Nothing was counted, and nothing is hidden."""
    assert breakdown([], SEX) == Breakdown(SEX, {}, [0, 0, 0, 0])
