"""The rhythm of a committee: on which days it would meet, whatever stands in their way."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from cpwb.committees.choices import Nth, RhythmKind, Weekday
from cpwb.committees.models import Committee

_WEEK = timedelta(weeks=1)
#: A meeting that was moved by so many days still counts for the place in its month.
_MOVED = timedelta(days=15)
_MONTHS = 12


def weekday_of_month(year: int, month: int, nth: Nth, weekday: Weekday) -> date:
    """Return the nth weekday of a month; every month has a fourth one, and a last one."""
    first = date(year, month, 1)
    first += timedelta(days=(weekday.number - first.weekday()) % 7)
    if nth is not Nth.LAST:
        return first + tuple(Nth).index(nth) * _WEEK
    return max(day for day in (first + 3 * _WEEK, first + 4 * _WEEK) if day.month == month)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a month that is shorter."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_day(committee: Committee, last: date | None, earliest: date) -> date:
    """Return the first day from `earliest` on which the committee would meet by its rhythm after the `last` meeting.

    When the day that is due is past, it is the first such weekday to come. Without a meeting, a rhythm of weeks begins
    on `earliest` itself.
    """
    if committee.rhythm_kind is RhythmKind.WEEKS:
        if last is None:
            return earliest
        due = last + committee.rhythm_weeks * _WEEK
        return due + max(0, -((due - earliest).days // 7)) * _WEEK
    if last is not None:
        earliest = max(earliest, months_later(last, committee.rhythm_months) - _MOVED)
    return next(day for day in _from_month(committee, earliest, 1) if day >= earliest)


def days_from(committee: Committee, first: date) -> Iterator[date]:
    """Give the `first` day and those that follow it by the rhythm, without an end."""
    if committee.rhythm_kind is RhythmKind.MONTHS:
        yield from _from_month(committee, first, committee.rhythm_months)
        return
    while True:
        yield first
        first += committee.rhythm_weeks * _WEEK


def _from_month(committee: Committee, day: date, step: int) -> Iterator[date]:
    """Give the weekday of the rhythm in the month of `day`, and in each month `step` later."""
    month = day.replace(day=1)
    while True:
        yield weekday_of_month(month.year, month.month, committee.rhythm_nth, committee.rhythm_weekday)
        month = months_later(month, step)
