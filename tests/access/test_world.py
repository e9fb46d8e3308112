"""The world of the other tests is complete: a row in every table."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.core.db import Base
from tests.access.world import a_world


def test_every_table_has_a_row(session: Session) -> None:
    """A new table adds a row to tests/access/world.py, so that migrations and access are tried with it."""
    a_world(session)
    empty = [
        table.name
        for table in Base.metadata.sorted_tables
        if not session.scalar(sa.select(sa.func.count()).select_from(table))
    ]
    assert empty == []


def test_two_worlds_fit_beside_each_other(session: Session) -> None:
    """In two zones, and in one."""
    first = a_world(session)
    second, third = a_world(session), a_world(session, zone=first.zone)
    assert second.zone is not first.zone
    assert third.zone is first.zone
    for argument, ids in first.ids.items():
        if argument not in ("key", "kind", "suffix", "token", "year", "zone_id"):
            assert set(ids).isdisjoint(second.ids[argument]), argument
            assert set(ids).isdisjoint(third.ids[argument]), argument
