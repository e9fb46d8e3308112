"""Few people are hidden, whatever was counted."""

from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.small_numbers import SMALLEST_SHOWN
from cpwb.initiatives.choices import COUNT_LABELS
from cpwb.initiatives.models import AGE, SATISFACTION, SEX, SIDES
from cpwb.initiatives.queries import People

_NAMES = (*SIDES, *SEX, *AGE, *SATISFACTION)
_COUNTS = st.fixed_dictionaries({name: st.integers(0, 12) for name in _NAMES})


@given(_COUNTS)
def test_nobody_else_sees_few_people(counts: dict[str, int]) -> None:
    """No count from 1 to 4 by sex or age; where one is hidden a second one is, so the total gives nothing back."""
    people = People(counts, raw=False)

    for line in (people.by_sex, people.by_age):
        shown = [count for _label, count in line if isinstance(count, int)]
        assert [count for count in shown if 0 < count < SMALLEST_SHOWN] == []
        assert len(line) - len(shown) != 1


@given(_COUNTS)
def test_those_who_counted_see_what_they_typed(counts: dict[str, int]) -> None:
    """Nothing is hidden from them; what was not counted at all is left out."""
    people = People(counts, raw=True)

    for line, names in ((people.by_sex, SEX), (people.by_age, AGE)):
        assert [count for _label, count in line] in ([], [counts[name] for name in names])
    assert people.reached == sum(counts[name] for name in SIDES)


def test_every_count_has_a_name() -> None:
    """The form, the page and the figures use the same words."""
    assert set(COUNT_LABELS) == {*SIDES, *SEX, *AGE}
