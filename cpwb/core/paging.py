"""Paging: the one way in which a long list is cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

PAGE_SIZE = 25


@dataclass(frozen=True)
class Page:
    """One page of a list: its `rows`, its `number` from 1, rows per page `size` and the `total` of rows."""

    rows: Sequence[Any]
    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """Return the number of pages, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Return the place of the first row in the whole list, from 1."""
        return (self.number - 1) * self.size + 1


def paginate(session: Session, query: Select[*tuple[Any, ...]], *, number: int, size: int = PAGE_SIZE) -> Page:
    """Return page `number` of `query` in two statements: one counts, one reads.

    A number outside the list is brought back to its nearest page. A query for one entity gives entities, a
    query for several columns gives rows.
    """
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(max(number, 1), max(1, -(-total // size)))
    result = session.execute(query.limit(size).offset((number - 1) * size))
    single = len(query.column_descriptions) == 1
    rows = result.scalars().unique().all() if single else result.all()
    return Page(rows=rows, number=number, size=size, total=total)
