"""The period of a figure."""

from datetime import UTC, date, datetime

import pytest

from cpwb.core.errors import RuleBroken
from cpwb.monitoring.periods import Period, Span, around, from_query

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        (date(2026, 2, 28), Span.QUARTER, Period(date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 12, 31), Span.QUARTER, Period(date(2026, 10, 1), date(2026, 12, 31))),
        (date(2026, 7, 1), Span.HALF_YEAR, Period(date(2026, 7, 1), date(2026, 12, 31))),
        (date(2024, 2, 29), Span.YEAR, Period(date(2024, 1, 1), date(2024, 12, 31))),
    ],
)
def test_a_period_around_a_day(day: date, span: Span, expected: Period) -> None:
    """Quarters, half-years and years begin and end with the calendar's."""
    assert around(day, span) == expected


def test_a_period_begins_at_midnight_in_brussels() -> None:
    """In summer that is two hours before midnight UTC, in winter one."""
    period = Period(date(2026, 1, 1), date(2026, 6, 30))
    assert period.starts_at == datetime(2025, 12, 31, 23, tzinfo=UTC)
    assert period.ends_before == datetime(2026, 6, 30, 22, tzinfo=UTC)


def test_the_url_of_a_period_gives_it_back() -> None:
    """So that the list behind a figure is about the same days."""
    period = Period(date(2026, 1, 5), date(2026, 2, 7))
    assert from_query(period.query(), TODAY) == period


def test_without_a_wish_it_is_the_present_half_year() -> None:
    """An unknown span counts as no wish."""
    expected = Period(date(2026, 7, 1), date(2026, 12, 31))
    assert from_query({}, TODAY) == expected
    assert from_query({"span": "century"}, TODAY) == expected


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"span": "free", "first": "31/2/2026"}, "first"),
        ({"span": "quarter", "first": "soon"}, "first"),
        ({"span": "free", "first": "2/1/2026", "last": "1/1/2026"}, "last"),
        ({"span": "free", "first": "1/1/1990", "last": "1/1/2026"}, "last"),
    ],
)
def test_a_mistake_is_refused_at_its_field(values: dict[str, str], field: str) -> None:
    """A wrong date, an end before the start, more than ten years."""
    with pytest.raises(RuleBroken) as broken:
        from_query(values, TODAY)
    assert broken.value.field == field
