"""The mixin of everything that belongs to a committee."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from cpwb.access.actor import Grant

if TYPE_CHECKING:
    from cpwb.committees.models import Committee


class CommitteeScoped:
    """A row of one committee: it lies where the committee lies.

    Children carry `committee_id` too; a composite foreign key to their parent keeps the two equal.
    """

    @declared_attr
    @classmethod
    def committee_id(cls) -> Mapped[int]:
        """Return the column of the committee."""
        return mapped_column(sa.ForeignKey("committees.id"), index=True)

    @declared_attr
    @classmethod
    def committee(cls) -> Mapped["Committee"]:
        """Return the committee."""
        return relationship("Committee", foreign_keys=[cls.committee_id])

    def is_within(self, grant: Grant) -> bool:
        """Say whether the row lies in the committee or the zone of `grant`."""
        if grant.committee_id is not None:
            return self.committee_id == grant.committee_id
        return self.committee.zone_id == grant.zone_id

    @classmethod
    def within_any(cls, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
        """Return the SQL for the rows of these committees and of the committees in these zones."""
        return in_committees(cls.committee_id, zone_ids, committee_ids)


def in_committees(committee_id: Any, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    """Return the SQL that says: this committee is one of these, or lies in one of these zones."""
    conditions: list[sa.ColumnElement[bool]] = []
    if committee_ids:
        conditions.append(committee_id.in_(committee_ids))
    if zone_ids:
        committees = sa.table("committees", sa.column("id"), sa.column("zone_id"))
        conditions.append(committee_id.in_(sa.select(committees.c.id).where(committees.c.zone_id.in_(zone_ids))))
    return sa.or_(sa.false(), *conditions)
