"""Grants: a role, the place it holds for, and its first and last day."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cpwb.access.permissions import EVERYWHERE, IN_A_COMMITTEE, IN_A_ZONE, Role
from cpwb.core.db import Base, Id


def _one_of(roles: tuple[Role, ...]) -> str:
    return "role IN (" + ", ".join(f"'{role.value}'" for role in roles) + ")"


class RoleGrant(Base):
    """One role of one user in one place; a grant that does not fit its role cannot be stored."""

    __tablename__ = "role_grants"
    __table_args__ = (
        sa.CheckConstraint(
            f"({_one_of(EVERYWHERE)} AND zone_id IS NULL AND committee_id IS NULL)"
            f" OR ({_one_of(IN_A_ZONE)} AND zone_id IS NOT NULL AND committee_id IS NULL)"
            f" OR ({_one_of(IN_A_COMMITTEE)} AND zone_id IS NULL AND committee_id IS NOT NULL)",
            name="place_fits_role",
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint("mandate_id IS NULL OR seat_id IS NOT NULL", name="mandate_has_seat"),
    )

    id: Mapped[Id]
    #: The user who holds the role.
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    #: The role.
    role: Mapped[Role]
    #: The zone in which it holds, for coordinators.
    zone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("zones.id"), index=True)
    #: The committee in which it holds, for everybody who sits in one.
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committees.id"), index=True)
    #: The seat through which it was given.
    seat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("seats.id"))
    #: The mandate that gives it and whose end ends it.
    mandate_id: Mapped[int | None] = mapped_column(sa.ForeignKey("mandates.id"), unique=True)
    #: The first day on which it holds.
    starts_on: Mapped[date]
    #: The last day on which it holds; none means until further notice.
    ends_on: Mapped[date | None]
