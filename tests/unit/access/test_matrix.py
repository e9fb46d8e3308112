"""The policy in words says what the policy says."""

from cpwb.access import matrix
from cpwb.access.permissions import Permission, Role
from cpwb.access.policy import POLICY

LINES = [line for group in matrix.groups() for line in group.lines]


def test_every_permission_stands_there_once() -> None:
    """None is left out, none stands in two groups."""
    assert sorted(line.permission for line in LINES) == sorted(Permission)


def test_every_role_has_its_place() -> None:
    """In one of the three kinds of places."""
    assert sorted(role for _place, roles in matrix.PLACES for role in roles) == sorted(Role)


def test_a_cell_is_filled_for_exactly_the_roles_of_the_row() -> None:
    """With "yes" when one alternative has no condition, and with the words of the condition otherwise."""
    for line in LINES:
        for role in Role:
            found = [alternative for alternative in POLICY[line.permission] if role in alternative.roles]
            free = any(not alternative.only_if and not alternative.only_own for alternative in found)
            assert bool(line.cell(role)) == bool(found), (line.permission, role)
            assert (str(line.cell(role)) == "may: yes") == free, (line.permission, role)


def test_no_role_has_two_conditions_at_once() -> None:
    """One cell could not say it; then the page needs another form."""
    for line in LINES:
        for role in Role:
            found = [alternative for alternative in POLICY[line.permission] if role in alternative.roles]
            assert len(found) <= 1, (line.permission, role)
