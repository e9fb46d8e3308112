"""The actor: what a request knows about who asks."""

from cpwb.access.actor import SYSTEM, VISITOR, Actor, Grant
from cpwb.access.permissions import Role

MEMBER = Actor(
    user_id=1,
    grants=(
        Grant(Role.MEMBER, committee_id=7, seat_id=5, organisation_id=11),
        Grant(Role.OBSERVER, committee_id=8),
        Grant(Role.ALTERNATE, committee_id=9, seat_id=6, organisation_id=11),
    ),
)


def test_seats_and_organisations_come_from_the_grants() -> None:
    """A grant without a mandate has neither."""
    assert MEMBER.seat_ids == {5, 6}
    assert MEMBER.organisation_ids == {11}
    assert [MEMBER.seat_in(committee) for committee in (7, 8, 9, 10)] == [5, None, 6, None]


def test_roles_are_held_somewhere() -> None:
    """Menus ask whether one holds a role at all."""
    assert MEMBER.has_role(Role.MEMBER)
    assert MEMBER.has_role(Role.CHAIR, Role.OBSERVER)
    assert not MEMBER.has_role(Role.CHAIR, Role.MONITOR)


def test_nobody_and_the_system_are_not_signed_in() -> None:
    """A visitor has no grants; the system asks nobody."""
    assert [actor.is_signed_in for actor in (VISITOR, SYSTEM, MEMBER)] == [False, False, True]
    assert (VISITOR.grants, SYSTEM.grants) == ((), ())
    assert (VISITOR.seat_ids, VISITOR.organisation_ids) == (set(), set())


def test_only_a_grant_without_a_place_holds_everywhere() -> None:
    """A zone or a committee narrows it."""
    grants = (Grant(Role.MONITOR), Grant(Role.COORDINATOR, zone_id=3), Grant(Role.CHAIR, committee_id=7))
    assert [grant.is_everywhere for grant in grants] == [True, False, False]
