"""When things happen in the demonstration: acts are put on a list with their moment and played in order."""

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from cpwb.core import clock

Act = Callable[[], object]


class Calendar:
    """A list of acts with their moments; those after now are left out."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []
        self._order = itertools.count()

    def at(self, moment: datetime, act: Act) -> None:
        """Put `act` on the list at the aware `moment`; an act may put further ones on it."""
        heapq.heappush(self._acts, (moment.astimezone(UTC), next(self._order), act))

    def play(self) -> None:
        """Do everything that lies before now, in its order, with the clock at its moment."""
        present = clock.now()
        while self._acts and self._acts[0][0] <= present:
            moment, _order, act = heapq.heappop(self._acts)
            with clock.at(moment):
                act()


def moment_on(day: date, hour: str) -> datetime:
    """Return the aware moment of a `day` and an `hour` such as "18.30" in Brussels."""
    hours, minutes = hour.split(".")
    return clock.from_local(datetime.combine(day, time(int(hours), int(minutes))))


def weekday_from(day: date) -> date:
    """Return `day`, or the Monday after it when it is a Saturday or Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)  # noqa: PLR2004 -- Friday
