"""The period that figures are about: a quarter, a half-year, a year, or any two days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cpwb.core import clock
from cpwb.core.dates import parse_date
from cpwb.core.errors import RuleBroken
from cpwb.core.words import LazyText, _l


class Span(StrEnum):
    """How long a period is."""

    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    FREE = "free"

    @property
    def label(self) -> LazyText:
        """Return the span in the reader's language."""
        return _LABELS[self]


_LABELS = {
    Span.QUARTER: _l("quarter"),
    Span.HALF_YEAR: _l("half-year"),
    Span.YEAR: _l("year"),
    Span.FREE: _l("from – to"),
}

_MONTHS = {Span.QUARTER: 3, Span.HALF_YEAR: 6, Span.YEAR: 12}


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """Return the moment at which the period begins in Brussels, aware, in UTC."""
        return clock.from_local(datetime.combine(self.first, datetime.min.time()))

    @property
    def ends_before(self) -> datetime:
        """Return the moment just after the period, aware, in UTC."""
        return clock.from_local(datetime.combine(self.last + timedelta(days=1), datetime.min.time()))

    def query(self) -> dict[str, str]:
        """Return the period as the values of a URL."""
        return {"span": Span.FREE.value, "first": self.first.isoformat(), "last": self.last.isoformat()}


def around(day: date, span: Span) -> Period:
    """Return the quarter, half-year or year in which `day` lies."""
    months = _MONTHS[span]
    start = (day.month - 1) // months * months + 1
    following = start + months
    end = date(day.year + (following - 1) // 12, (following - 1) % 12 + 1, 1) - timedelta(days=1)
    return Period(date(day.year, start, 1), end)


def from_query(values: Mapping[str, str], today: date) -> Period:
    """Read the period of a URL: `span`, and `first` and `last` when it is free; the present half-year by default.

    Raises RuleBroken for a date that is none, an end before the start, or more than ten years.
    """
    if values.get("span") not in set(Span):
        return around(today, Span.HALF_YEAR)
    span = Span(values["span"])
    if span is not Span.FREE:
        return around(_day(values, "first", today), span)
    first = _day(values, "first", around(today, Span.HALF_YEAR).first)
    last = _day(values, "last", today)
    if last < first:
        raise RuleBroken("last", _l("The end lies before the start."))
    if last - first > timedelta(days=3660):
        raise RuleBroken("last", _l("Choose a period of ten years at most."))
    return Period(first, last)


def _day(values: Mapping[str, str], name: str, default: date) -> date:
    text = values.get(name, "").strip()
    if not text:
        return default
    try:
        return parse_date(text)
    except ValueError:
        raise RuleBroken(name, _l("This is not a date. Type it like 9/3/2026.")) from None
