"""People reached by sex or by age, per zone and in total, with few people hidden.

What is hidden is decided initiative by initiative, as on the page of each: a zone with two initiatives would otherwise
give the few people of one of them back, as the difference between its own figure and that of the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cpwb.core.small_numbers import Hidden, Shown, hidden_in, never_alone, shown_line, shown_total
from cpwb.core.words import LazyText
from cpwb.initiatives.choices import COUNT_LABELS
from cpwb.initiatives.models import AGE, SEX


class Reached(NamedTuple):
    """The people whom one initiative of a zone reached, by the names of the counts."""

    zone_id: int | None
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Breakdown:
    """The counts `names` (of `SEX` or `AGE`) per zone and their totals, ready to be shown."""

    names: Sequence[str]
    rows: Mapping[int | None, Sequence[Shown]]
    totals: Sequence[Shown]


@dataclass(frozen=True)
class PeopleReached:
    """People reached by sex and by age."""

    sex: Breakdown
    age: Breakdown

    @property
    def headings(self) -> list[LazyText]:
        """Return the headings of all counts."""
        return [COUNT_LABELS[name] for name in (*SEX, *AGE)]

    def cells(self, zone_id: int | None) -> list[Any]:
        """Return the counts of a zone, as text where they are hidden; zeros for a zone without sessions."""
        nothing_sex, nothing_age = [0] * len(SEX), [0] * len(AGE)
        return _texts([*self.sex.rows.get(zone_id, nothing_sex), *self.age.rows.get(zone_id, nothing_age)])

    def total_cells(self) -> list[Any]:
        """Return the totals, as text where they are hidden."""
        return _texts([*self.sex.totals, *self.age.totals])


def _texts(cells: Sequence[Shown]) -> list[Any]:
    return [str(cell.label) if isinstance(cell, Hidden) else cell for cell in cells]


def people_reached(initiatives: Sequence[Reached]) -> PeopleReached:
    """Return the people whom these initiatives reached, by sex and by age."""
    return PeopleReached(breakdown(initiatives, SEX), breakdown(initiatives, AGE))


def breakdown(initiatives: Sequence[Reached], names: Sequence[str]) -> Breakdown:
    """Return the counts `names` of these initiatives per zone and in total, with few people hidden.

    A figure is hidden when it is small, or when it is the sum of figures of which one alone is hidden. Other zones give
    no cover to one that is hidden, because the pages of their initiatives show them: so totals give way.
    """
    tables: dict[int | None, list[list[int]]] = {}
    for zone_id, counts in initiatives:
        tables.setdefault(zone_id, []).append([counts[name] for name in names])
    rows = {zone_id: _zone_line(table) for zone_id, table in tables.items()}
    columns = zip(*(line for table in tables.values() for line in table), strict=True)
    own = zip(*(shown_line(line) for table in tables.values() for line in table), strict=True)
    zones = zip(*rows.values(), strict=True)
    totals = [
        Hidden.BESIDE_SMALL if isinstance(total := shown_total(*column), int) and hidden_in(cells) == 1 else total
        for *column, cells in zip(columns, own, zones, strict=True)
    ]
    return Breakdown(names, rows, totals or [0] * len(names))


def _zone_line(table: Sequence[Sequence[int]]) -> list[Shown]:
    """Return the line of a zone from the counts of its initiatives.

    A figure that is hidden for the sake of another is one that the initiatives do not show either.
    """
    columns = list(zip(*table, strict=True))
    own = list(zip(*(shown_line(line) for line in table), strict=True))
    line = [shown_total(column, cells) for column, cells in zip(columns, own, strict=True)]
    return never_alone(line, first=[place for place, cells in enumerate(own) if hidden_in(cells)])
