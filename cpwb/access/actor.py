"""The actor: who is asking, as a frozen value built once per request.

It knows no database and no web, so the policy can be tested with actors made by hand.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from cpwb.access.permissions import Role


@dataclass(frozen=True)
class Grant:
    """One role in one place: everywhere (neither id), a zone, or a committee; a mandate's grant names its seat."""

    role: Role
    zone_id: int | None = None
    committee_id: int | None = None
    seat_id: int | None = None
    #: The organisation that holds the seat.
    organisation_id: int | None = None

    @property
    def is_everywhere(self) -> bool:
        """Say whether the grant holds for the whole instance."""
        return self.zone_id is None and self.committee_id is None


@dataclass(frozen=True)
class Actor:
    """A signed-in user with the grants in force now, or a visitor (`user_id` None, no grants)."""

    user_id: int | None = None
    name: str = ""
    language: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def is_signed_in(self) -> bool:
        """Say whether somebody has signed in."""
        return self.user_id is not None

    @cached_property
    def seat_ids(self) -> AbstractSet[int]:
        """Return the seats that the actor holds, or stands in for."""
        return {grant.seat_id for grant in self.grants if grant.seat_id is not None}

    @cached_property
    def organisation_ids(self) -> AbstractSet[int]:
        """Return the organisations for which the actor sits in a committee."""
        return {grant.organisation_id for grant in self.grants if grant.organisation_id is not None}

    def seat_in(self, committee_id: int) -> int | None:
        """Return the seat that the actor holds in a committee, or None."""
        return next(
            (grant.seat_id for grant in self.grants if grant.seat_id and grant.committee_id == committee_id), None
        )

    def has_role(self, *roles: Role) -> bool:
        """Say whether the actor holds one of `roles` anywhere."""
        return any(grant.role in roles for grant in self.grants)


VISITOR = Actor()

#: The system itself: commands and the demonstration. It has no grants; services do not ask for any.
SYSTEM = Actor(name="CPWB")
