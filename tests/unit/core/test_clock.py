"""The one clock: aware, in UTC, shown and typed as in Brussels."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cpwb.core import clock


def test_now_is_aware_and_in_utc() -> None:
    """Nobody has to guess the zone of a moment."""
    assert clock.now().tzinfo is UTC


def test_at_stops_the_clock_inside_its_block_only() -> None:
    """The demonstration acts in the past and comes back."""
    past = datetime(2025, 1, 31, 23, 30, tzinfo=UTC)
    with clock.at(past):
        assert clock.now() == past
        with clock.at(past + timedelta(days=1)):
            assert clock.now() == past + timedelta(days=1)
        assert clock.now() == past
    assert clock.now() > past + timedelta(days=300)


def test_at_lets_go_after_an_error() -> None:
    """A failing act does not leave the clock in the past."""
    with pytest.raises(ValueError, match="failed"), clock.at(datetime(2000, 1, 1, tzinfo=UTC)):
        raise ValueError("failed")
    assert clock.now().year > 2000


def test_at_takes_any_zone_and_gives_utc() -> None:
    """A moment typed with another offset is the same moment."""
    with clock.at(datetime(2026, 3, 10, 18, 30, tzinfo=timezone(timedelta(hours=1)))):
        assert clock.now() == datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
        assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_today_is_the_day_in_brussels(moment: datetime, day: date) -> None:
    """Midnight in Brussels is 23.00 UTC in winter and 22.00 UTC in summer."""
    with clock.at(moment):
        assert clock.today() == day


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        (datetime(2026, 3, 10, 18, 30), datetime(2026, 3, 10, 17, 30, tzinfo=UTC)),  # noqa: DTZ001 -- as it is typed
        (datetime(2026, 7, 10, 18, 30), datetime(2026, 7, 10, 16, 30, tzinfo=UTC)),  # noqa: DTZ001 -- as it is typed
    ],
)
def test_what_is_typed_in_brussels_comes_back(typed: datetime, moment: datetime) -> None:
    """A meeting at half past six is at half past six in winter and in summer."""
    assert clock.from_local(typed) == moment
    assert clock.local(moment).replace(tzinfo=None) == typed


def test_the_hour_that_does_not_exist_moves_to_one_that_does() -> None:
    """On the last Sunday of March half past two does not exist; nobody gets an error for typing it."""
    moment = clock.from_local(datetime(2026, 3, 29, 2, 30))  # noqa: DTZ001 -- as it is typed
    assert clock.local(moment).strftime("%H.%M") == "03.30"
