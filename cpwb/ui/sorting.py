"""Sorting of a list by its headings, kept in the URL: `?sort=due` or, downwards, `?sort=-due`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import request

from cpwb.ui.templating import url_with


@dataclass(frozen=True)
class Sorting:
    """The order in which a list stands: SQL by heading (`columns`), the `key` in force, and whether downwards."""

    columns: Mapping[str, Any]
    key: str
    downwards: bool

    @classmethod
    def from_request(cls, columns: Mapping[str, Any], default: str) -> "Sorting":
        """Read the order from the URL; anything unknown means the `default` (a key, with "-" downwards)."""
        asked = request.args.get("sort", default)
        if asked.removeprefix("-") not in columns:
            asked = default
        return cls(columns, asked.removeprefix("-"), asked.startswith("-"))

    def apply(self, query: sa.Select[Any]) -> sa.Select[Any]:
        """Return `query` in this order; what is equal in it stands in the order in which it was recorded.

        Without that a row could stand on two pages, or on none.
        """
        column = self.columns[self.key]
        entity = query.column_descriptions[0]["entity"]
        last = [] if entity is None else [entity.id]
        return query.order_by(column.desc() if self.downwards else column.asc(), *last)

    def offers(self, key: str) -> bool:
        """Say whether the list can be sorted by this heading."""
        return key in self.columns

    def direction(self, key: str) -> str:
        """Return the value of aria-sort for a heading, or nothing."""
        if key != self.key:
            return ""
        return "descending" if self.downwards else "ascending"

    def arrow(self, key: str) -> str:
        """Return the arrow of a heading."""
        if key != self.key:
            return ""
        return " ↓" if self.downwards else " ↑"

    def url(self, key: str) -> str:
        """Return the address of the list sorted by this heading, the other way round when it already is."""
        other_way = key == self.key and not self.downwards
        return url_with(sort=f"-{key}" if other_way else key, page=None)
