"""Paging: two statements, whatever the list."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from cpwb.committees.models import Zone
from cpwb.core.paging import PAGE_SIZE, Page, paginate
from tests.conftest import count_queries
from tests.factories.committees import a_zone


@pytest.fixture
def zones(session: Session) -> Sequence[Zone]:
    """Seven zones."""
    return [a_zone(session) for _number in range(7)]


@pytest.mark.parametrize(
    ("number", "size", "places", "shown", "count", "first"),
    [
        (1, 3, [0, 1, 2], 1, 3, 1),
        (2, 3, [3, 4, 5], 2, 3, 4),
        (3, 3, [6], 3, 3, 7),
        (4, 3, [6], 3, 3, 7),
        (10**30, 3, [6], 3, 3, 7),
        (0, 3, [0, 1, 2], 1, 3, 1),
        (-(10**30), 3, [0, 1, 2], 1, 3, 1),
        (1, 7, [0, 1, 2, 3, 4, 5, 6], 1, 1, 1),
        (1, PAGE_SIZE, [0, 1, 2, 3, 4, 5, 6], 1, 1, 1),
    ],
)
def test_a_page_holds_its_rows(
    session: Session,
    zones: Sequence[Zone],
    number: int,
    size: int,
    places: list[int],
    shown: int,
    count: int,
    first: int,
) -> None:
    """A number outside the list is brought back to the nearest page."""
    page = paginate(session, sa.select(Zone).order_by(Zone.id), number=number, size=size)
    assert list(page.rows) == [zones[place] for place in places]
    assert (page.number, page.count, page.first, page.total, page.size) == (shown, count, first, 7, size)


def test_an_empty_list_has_one_empty_page(session: Session) -> None:
    """There is always a page to show."""
    page = paginate(session, sa.select(Zone), number=5)
    assert page == Page(rows=[], number=1, size=PAGE_SIZE, total=0)
    assert page.count == 1


def test_two_statements_however_long_the_list(session: Session, zones: Sequence[Zone]) -> None:
    """One counts, one reads."""
    with count_queries() as statements:
        paginate(session, sa.select(Zone).order_by(Zone.id), number=2, size=2)
    assert len(statements) == 2


def test_a_query_for_columns_gives_rows(session: Session, zones: Sequence[Zone]) -> None:
    """Figures are paged like things."""
    page = paginate(session, sa.select(Zone.id, Zone.number).order_by(Zone.id), number=1, size=2)
    assert [tuple(row) for row in page.rows] == [(zone.id, zone.number) for zone in zones[:2]]


def test_loader_options_and_joins_count_each_thing_once(session: Session, zones: Sequence[Zone]) -> None:
    """A joined collection does not make the list longer."""
    query = sa.select(Zone).options(selectinload(Zone.municipalities)).order_by(Zone.id)
    assert paginate(session, query, number=1, size=5).total == 7
    joined = sa.select(Zone).options(sa.orm.joinedload(Zone.municipalities)).order_by(Zone.id)
    assert len(paginate(session, joined, number=1, size=5).rows) == 5
