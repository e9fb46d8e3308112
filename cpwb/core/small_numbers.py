"""Counts of few people are hidden, and totals do not give them back (privacy P-14).

A count from 1 to 4 is shown as "< 5". Where its line, which has a total beside it, would give it back, a second cell of
that line is not shown either. Nobody counted (0) is shown: it says nothing about anyone.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from cpwb.core.words import LazyText, _l

SMALLEST_SHOWN = 5


class Hidden(StrEnum):
    """Why a count is not shown."""

    SMALL = "small"
    BESIDE_SMALL = "beside_small"

    @property
    def label(self) -> "str | LazyText":
        """Return what stands in its place."""
        return f"< {SMALLEST_SHOWN}" if self is Hidden.SMALL else _l("not shown")

    def __html__(self) -> str:
        """Stand in a page as its label."""
        return str(self.label).replace("<", "&lt;")


Shown = int | Hidden


def hidden_in(line: Sequence[Shown]) -> int:
    """Return how many cells of a line are hidden."""
    return sum(isinstance(cell, Hidden) for cell in line)


def shown_line(counts: Sequence[int]) -> list[Shown]:
    """Return a line of counts with the small ones hidden, and never one alone, so that its total may be shown."""
    return never_alone([Hidden.SMALL if 0 < count < SMALLEST_SHOWN else count for count in counts])


def never_alone(line: Sequence[Shown], *, first: Collection[int] = ()) -> list[Shown]:
    """Return a line in which a hidden cell is not alone, as far as the line has two cells.

    The smallest cell, not 0 if possible, is not shown beside it; one at the places `first` goes before all others.
    """
    shown = list(line)
    rest = {place: cell for place, cell in enumerate(shown) if not isinstance(cell, Hidden)}
    if rest and hidden_in(shown) == 1:
        beside = min(rest, key=lambda place: (place not in first, rest[place] == 0, rest[place]))
        shown[beside] = Hidden.BESIDE_SMALL
    return shown


def shown_total(counts: Sequence[int], shown: Sequence[Shown]) -> Shown:
    """Return the total of a line whose cells are `shown`; hidden when it is small or would give one cell back."""
    total = sum(counts)
    if 0 < total < SMALLEST_SHOWN:
        return Hidden.SMALL
    return Hidden.BESIDE_SMALL if hidden_in(shown) == 1 else total


def shown_counts(counts: Mapping[str, int]) -> dict[str, Shown]:
    """Return one line of counts by name with the small ones hidden."""
    return dict(zip(counts, shown_line(list(counts.values())), strict=True))
