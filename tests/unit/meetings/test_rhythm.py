"""The days on which a committee would meet by its rhythm."""

from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.committees.choices import Nth, RhythmKind, Weekday
from cpwb.committees.models import Committee
from cpwb.meetings.queries.rhythm import days_from, first_day, months_later, weekday_of_month

DAYS = st.dates(date(2020, 1, 1), date(2100, 1, 1))


def weekly(weeks: int = 10) -> Committee:
    """Return a committee that meets every so many weeks."""
    return Committee(rhythm_kind=RhythmKind.WEEKS, rhythm_weeks=weeks)


def monthly(nth: Nth = Nth.SECOND, weekday: Weekday = Weekday.TUESDAY, months: int = 1) -> Committee:
    """Return a committee that meets on a weekday of the month."""
    return Committee(rhythm_kind=RhythmKind.MONTHS, rhythm_nth=nth, rhythm_weekday=weekday, rhythm_months=months)


@pytest.mark.parametrize(
    ("month", "nth", "weekday", "day"),
    [
        ((2026, 3), Nth.SECOND, Weekday.TUESDAY, 10),
        ((2026, 3), Nth.FIRST, Weekday.SUNDAY, 1),
        ((2026, 3), Nth.LAST, Weekday.TUESDAY, 31),
        ((2026, 2), Nth.LAST, Weekday.SATURDAY, 28),
        ((2027, 2), Nth.FOURTH, Weekday.THURSDAY, 25),
        ((2027, 12), Nth.LAST, Weekday.FRIDAY, 31),
    ],
)
def test_a_weekday_of_a_month(month: tuple[int, int], nth: Nth, weekday: Weekday, day: int) -> None:
    """The second Tuesday of March 2026 is the tenth."""
    assert weekday_of_month(*month, nth, weekday) == date(*month, day)


@given(DAYS, st.sampled_from(Nth), st.sampled_from(Weekday))
def test_the_nth_weekday_lies_in_its_week(day: date, nth: Nth, weekday: Weekday) -> None:
    """The second lies between the 8th and the 14th; the last is within the last seven days of the month."""
    found = weekday_of_month(day.year, day.month, nth, weekday)
    assert (found.weekday(), found.month) == (weekday.number, day.month)
    if nth is Nth.LAST:
        assert (found + timedelta(days=7)).month != day.month
    else:
        assert (found.day - 1) // 7 == tuple(Nth).index(nth)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    """A shorter month ends on its last day."""
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("committee", "last", "earliest", "first"),
    [
        (weekly(10), date(2026, 3, 10), date(2026, 3, 11), date(2026, 5, 19)),
        # The day that was due is past: the next such weekday.
        (weekly(10), date(2025, 3, 11), date(2026, 3, 11), date(2026, 3, 17)),
        (weekly(10), date(2025, 3, 11), date(2026, 3, 10), date(2026, 3, 10)),
        (weekly(10), None, date(2026, 3, 11), date(2026, 3, 11)),
        (monthly(), date(2026, 3, 10), date(2026, 3, 11), date(2026, 4, 14)),
        (monthly(months=3), date(2026, 3, 10), date(2026, 3, 11), date(2026, 6, 9)),
        # A meeting that was moved by a week still counts for its month.
        (monthly(), date(2026, 3, 17), date(2026, 3, 18), date(2026, 4, 14)),
        (monthly(Nth.LAST), date(2026, 2, 3), date(2026, 2, 4), date(2026, 2, 24)),
        (monthly(), date(2025, 1, 14), date(2026, 3, 11), date(2026, 4, 14)),
        (monthly(), None, date(2026, 3, 10), date(2026, 3, 10)),
        (monthly(), None, date(2026, 12, 31), date(2027, 1, 12)),
    ],
)
def test_the_first_day(committee: Committee, last: date | None, earliest: date, first: date) -> None:
    """It follows the last meeting, and is never before the earliest day."""
    assert first_day(committee, last, earliest) == first


COMMITTEES = st.one_of(
    st.builds(weekly, st.integers(1, 104)),
    st.builds(monthly, st.sampled_from(Nth), st.sampled_from(Weekday), st.integers(1, 24)),
)


@given(COMMITTEES, st.none() | DAYS, DAYS)
def test_days_go_on_from_the_first(committee: Committee, last: date | None, earliest: date) -> None:
    """None is before the earliest day; they grow by the rhythm, and keep their weekday."""
    first = first_day(committee, last, earliest)
    assert first >= earliest
    days = list(islice(days_from(committee, first), 6))
    assert days[0] == first
    assert {day.weekday() for day in days} == {first.weekday()}
    if committee.rhythm_kind is RhythmKind.WEEKS:
        steps: set[Any] = {(later - day).days for day, later in pairwise(days)}
        assert steps == {committee.rhythm_weeks * 7}
    else:
        months = {(later.year - day.year) * 12 + later.month - day.month for day, later in pairwise(days)}
        assert months == {committee.rhythm_months}
