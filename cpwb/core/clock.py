"""The one clock.

Nobody else asks the system for the time, so that tests and the demonstration can act at another moment
with `at(moment)`. Times are aware and in UTC in the store; people read and type Europe/Brussels.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _moment.get() or datetime.now(UTC)


def today() -> date:
    """Return today's date as it is in Brussels."""
    return now().astimezone(BRUSSELS).date()


def local(moment: datetime) -> datetime:
    """Return the aware `moment` as the clocks in Brussels show it."""
    return moment.astimezone(BRUSSELS)


def from_local(moment: datetime) -> datetime:
    """Take a naive `moment` typed in Brussels and return it aware, in UTC."""
    return moment.replace(tzinfo=BRUSSELS).astimezone(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `now()` answer the aware `moment` inside the block."""
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)
