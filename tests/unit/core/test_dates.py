"""Dates and times as people in Belgium type them."""

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.dates import parse_coming_date, parse_date, parse_time, short_date

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31))


def is_refused(parse: Callable[[str], object], text: str) -> bool:
    """Say whether `text` gives a ValueError."""
    try:
        parse(text)
    except ValueError:
        return True
    return False


@given(DAYS)
def test_what_is_shown_can_be_typed(day: date) -> None:
    """A form that comes back holds a date that it accepts."""
    assert parse_date(short_date(day)) == day


@given(DAYS, st.sampled_from("/.- "), st.sampled_from(["", " ", "\t", "\n"]))
def test_the_day_comes_first_whatever_stands_between(day: date, between: str, around: str) -> None:
    """9/3/2026, 09-03-2026, 9.3.2026 and 9 3 2026 are the ninth of March."""
    short = between.join((str(day.day), str(day.month), str(day.year)))
    long = between.join((f"{day.day:02}", f"{day.month:02}", str(day.year)))
    assert parse_date(around + short + around) == parse_date(around + long + around) == day


@given(DAYS)
def test_the_year_may_come_first_with_dashes(day: date) -> None:
    """2026-03-09 is what a date picker sends."""
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    ["", " ", "tomorrow", "31/2/2026", "29/2/2025", "0/1/2026", "9/13/2026", "9/3/26", "9/3", "2026", "9/3/0026",
     "9/3/12026", "2026/03/09", "9//3/2026", "9/3/2026 18.30", "-9/3/2026", "9/3/2026\x00", "1e1/3/2026", "9" * 10_000],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    """A date that does not exist is refused, never moved."""
    assert is_refused(parse_date, text)


@given(DAYS)
def test_a_date_with_its_year_needs_no_day_to_start_from(day: date) -> None:
    """It is the same date, past or coming."""
    assert parse_coming_date(short_date(day), date(2026, 3, 10)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/4", date(2026, 4, 1)),
        (" 01-04 ", date(2026, 4, 1)),
        ("10.3", date(2026, 3, 10)),
        ("9/3", date(2027, 3, 9)),
        ("31 12", date(2026, 12, 31)),
        ("29/2", date(2028, 2, 29)),
    ],
)
def test_without_a_year_it_is_the_next_such_day(text: str, day: date) -> None:
    """Today among them; the 29th of February waits for its year."""
    assert parse_coming_date(text, date(2026, 3, 10)) == day


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2190, 12, 31)), st.integers(1, 31), st.integers(1, 12))
def test_the_next_such_day_lies_within_the_years_to_come(today: date, day: int, month: int) -> None:
    """Never before today, and the day and month that were typed; a day that no year has is refused."""
    try:
        found = parse_coming_date(f"{day}/{month}", today)
    except ValueError:
        assert (day, month) in {(30, 2), (31, 2), (31, 4), (31, 6), (31, 9), (31, 11)}
        return
    assert (found.day, found.month) == (day, month)
    assert today <= found and found.year - today.year <= 8


@pytest.mark.parametrize("text", ["31/4", "0/1", "1/13", "4", "1/4/26", "1/4/", "april", ""])
def test_what_is_no_date_is_none_without_a_year_either(text: str) -> None:
    """It is refused, never guessed."""
    assert is_refused(lambda typed: parse_coming_date(typed, date(2026, 3, 10)), text)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader_of_dates_or_times(text: str) -> None:
    """Every text is a date within two centuries, or a ValueError; likewise for times."""
    for parse in (parse_date, parse_time, lambda typed: parse_coming_date(typed, date(2026, 3, 10))):
        try:
            found = parse(text)
        except ValueError:
            continue
        assert isinstance(found, time) or 1900 <= found.year <= 2199


@given(
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.sampled_from([".", ":", "u", "h", "U", "H", " h ", " u ", " : "]),
)
def test_a_time_with_minutes(moment: time, between: str) -> None:
    """18.30, 18:30, 18u30 and 18 h 30 are half past six in the evening."""
    assert parse_time(f"{moment.hour}{between}{moment.minute:02}") == moment
    assert parse_time(f"{moment.hour:02}{between}{moment.minute:02}") == moment


@pytest.mark.parametrize("text", ["18", "18u", "18 u", "18h", "18 h", "18 uur", "18 heures", " 18.00 ", "18:", "18h00"])
def test_a_whole_hour(text: str) -> None:
    """Whole hours are typed without minutes."""
    assert parse_time(text) == time(18)


@pytest.mark.parametrize(
    "text", ["", "half zeven", "24.00", "18.60", "18.3", "1830", "-1", "18.30.00", "18,30", "6 pm"]
)
def test_anything_else_is_no_time(text: str) -> None:
    """A time that does not exist is refused."""
    assert is_refused(parse_time, text)
