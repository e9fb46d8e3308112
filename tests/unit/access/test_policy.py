"""The policy table: complete, and holding what was promised about each role."""

import re
from dataclasses import dataclass, field

import pytest

from cpwb.access.actor import VISITOR, Actor, Grant
from cpwb.access.permissions import EVERYWHERE, IN_A_COMMITTEE, IN_A_ZONE, Permission, Role
from cpwb.access.policy import POLICY, can, can_somewhere, roles_that_may

P = Permission
R = Role


@dataclass(frozen=True)
class Thing:
    """Something in committee 7 of zone 3, unrestricted, of seat 5."""

    committee_id: int = 7
    zone_id: int = 3
    is_unrestricted: bool = True
    is_public: bool = False
    is_for_members: bool = True
    is_local: bool = True
    owners: frozenset[int] = field(default_factory=lambda: frozenset({5}))

    def is_within(self, grant: Grant) -> bool:
        """Say whether it lies in the place of the grant."""
        return grant.committee_id == self.committee_id if grant.committee_id else grant.zone_id == self.zone_id

    def is_open_to(self, actor: Actor) -> bool:
        """Say whether it is not restricted, or owned by the actor."""
        return self.is_unrestricted or self.is_owned_by(actor)

    def is_owned_by(self, actor: Actor) -> bool:
        """Say whether one of the actor's seats owns it."""
        return bool(self.owners & actor.seat_ids)


def in_place(role: Role, *, committee: int = 7, zone: int = 3, seat: int | None = None) -> Actor:
    """Return somebody with `role` in the place that fits it."""
    return Actor(
        user_id=1,
        grants=(
            Grant(
                role=role,
                zone_id=zone if role in IN_A_ZONE else None,
                committee_id=committee if role in IN_A_COMMITTEE else None,
                seat_id=seat,
            ),
        ),
    )


def allowed(role: Role, thing: Thing | None = None) -> set[Permission]:
    """Return what `role` may do to a thing in its place."""
    return {permission for permission in Permission if can(in_place(role), permission, thing or Thing())}


def test_every_permission_has_a_row_and_every_row_a_permission() -> None:
    """Nothing is allowed or refused by forgetting it."""
    assert list(POLICY) == list(Permission)


def test_every_role_has_one_kind_of_place() -> None:
    """A grant holds everywhere, in a zone or in a committee."""
    assert sorted((*EVERYWHERE, *IN_A_ZONE, *IN_A_COMMITTEE)) == sorted(Role)


def test_names_are_noun_and_verb_in_order() -> None:
    """The name in the code is the value with an underscore; the list is read alphabetically."""
    assert [permission.value for permission in Permission] == sorted(permission.value for permission in Permission)
    for permission in Permission:
        assert re.fullmatch(r"[a-z]+:[a-z]+", permission.value)
        assert permission.name == permission.value.replace(":", "_").upper()


@pytest.mark.parametrize("named", [*Permission, *Role])
def test_everything_has_a_label_of_its_own(named: Permission | Role) -> None:
    """The page "Who may do what" shows the labels; two equal ones could not be told apart."""
    same = [other for other in type(named) if str(other.label) == str(named.label)]
    assert same == [named]


def test_an_unknown_permission_is_an_error_and_no_refusal() -> None:
    """A typing error must not look like "you may not"."""
    with pytest.raises(KeyError):
        can(in_place(R.ADMINISTRATOR), "meeting:postpone", Thing())  # type: ignore[arg-type]  # that is what is tried
    with pytest.raises(KeyError):
        can_somewhere(in_place(R.ADMINISTRATOR), "meeting:postpone")  # type: ignore[arg-type]  # likewise


@pytest.mark.parametrize("permission", Permission)
def test_a_visitor_may_nothing(permission: Permission) -> None:
    """Public pages ask for no permission."""
    assert not can(VISITOR, permission, Thing())
    assert not can_somewhere(VISITOR, permission)


@pytest.mark.parametrize("role", [*IN_A_ZONE, *IN_A_COMMITTEE])
@pytest.mark.parametrize("permission", Permission)
def test_a_role_stops_at_its_place(role: Role, permission: Permission) -> None:
    """Somebody of another zone or another committee may nothing to a thing here."""
    assert not can(in_place(role, committee=8, zone=4), permission, Thing(is_public=True))


@pytest.mark.parametrize("permission", Permission)
def test_the_roles_that_may_are_those_that_can(permission: Permission) -> None:
    """A refusal names exactly the roles for which, under some condition, the answer is yes."""
    under_some_condition = Thing(is_public=True)
    can_do = [role for role in Role if can(in_place(role, seat=5), permission, under_some_condition)]
    assert roles_that_may(permission) == can_do
    assert [role for role in Role if can_somewhere(in_place(role), permission)] == can_do


def test_an_administrator_manages_and_reads_no_papers() -> None:
    """Agenda, notes, attendance and names of a committee are not for whoever keeps the accounts."""
    assert allowed(R.ADMINISTRATOR) == {
        P.AUDIT_VIEW, P.COMMITTEE_CLOSE, P.COMMITTEE_CREATE, P.COMMITTEE_EDIT, P.COMMITTEE_VIEW, P.ORGANISATION_CREATE,
        P.ORGANISATION_EDIT, P.ORGANISATION_VIEW, P.USER_MANAGE, P.ZONE_EDIT, P.ZONE_VIEW,
    }  # fmt: skip


def test_a_monitor_reads_records_without_people() -> None:
    """Figures, committees, meetings, action points without their texts, initiatives; decisions only when public."""
    records = {
        P.ACTION_VIEW, P.COMMITTEE_VIEW, P.INITIATIVE_VIEW, P.MEETING_VIEW, P.ORGANISATION_VIEW, P.OVERVIEW_VIEW,
        P.ZONE_VIEW,
    }  # fmt: skip
    assert allowed(R.MONITOR) == records
    assert allowed(R.MONITOR, Thing(is_public=True)) == records | {P.DECISION_VIEW}


def test_a_coordinator_may_do_everything_of_the_zone_but_restricted_items_and_approving() -> None:
    """What remains are the administrator's and the chairs' own; a correction of minutes has an author with a seat."""
    assert set(Permission) - allowed(R.COORDINATOR) == {
        P.ADDENDUM_APPROVE, P.ADDENDUM_WRITE, P.AGENDA_PRINT, P.AUDIT_VIEW, P.MINUTES_APPROVE, P.MINUTES_EXPORT,
        P.MINUTES_REOPEN, P.USER_MANAGE, P.ZONE_EDIT,
    }  # fmt: skip
    assert allowed(R.COORDINATOR) - allowed(R.COORDINATOR, Thing(is_unrestricted=False)) == {
        P.ACTION_EDIT, P.ACTION_READ, P.ACTION_REPORT, P.ACTION_VIEW, P.ADDENDUM_VIEW, P.DECISION_VIEW, P.ITEM_EDIT,
        P.ITEM_VIEW, P.NOTES_EDIT, P.OBJECTION_ANSWER, P.OBJECTION_VIEW,
    }  # fmt: skip


@pytest.mark.parametrize("role", [R.CHAIR, R.CO_CHAIR])
def test_a_chair_may_do_everything_of_the_committee_restricted_items_included(role: Role) -> None:
    """Accounts, zones, organisations and the figures over all committees are somebody else's."""
    assert set(Permission) - allowed(role, Thing(is_unrestricted=False, is_for_members=False)) == {
        P.AUDIT_VIEW, P.COMMITTEE_CLOSE, P.COMMITTEE_CREATE, P.ORGANISATION_CREATE,
        P.ORGANISATION_EDIT, P.OVERVIEW_VIEW, P.USER_MANAGE, P.ZONE_EDIT,
    }  # fmt: skip


def test_a_secretary_prepares_and_records_and_does_not_approve() -> None:
    """Seats, mandates and the rules of the committee are the chairs' too."""
    assert allowed(R.CHAIR) - allowed(R.SECRETARY) == {
        P.ADDENDUM_APPROVE, P.COMMITTEE_EDIT, P.MANDATE_EDIT, P.MINUTES_APPROVE, P.MINUTES_REOPEN, P.SEAT_EDIT,
    }  # fmt: skip
    assert allowed(R.SECRETARY) == allowed(R.SECRETARY, Thing(is_unrestricted=False))


READS = {
    P.ACTION_READ, P.ACTION_VIEW, P.ADDENDUM_VIEW, P.AGENDA_VIEW, P.ATTENDANCE_VIEW, P.COMMITTEE_VIEW, P.DECISION_VIEW,
    P.INITIATIVE_VIEW, P.ITEM_VIEW, P.MEETING_VIEW, P.MINUTES_VIEW, P.OBJECTION_VIEW, P.ORGANISATION_VIEW, P.SEAT_VIEW,
    P.ZONE_VIEW,
}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "more"),
    [
        (R.OBSERVER, set()),
        (R.MEMBER, {P.ITEM_PROPOSE, P.MINUTES_OBJECT}),
        (R.ALTERNATE, {P.ITEM_PROPOSE, P.MINUTES_OBJECT}),
    ],
)
def test_members_read_and_propose(role: Role, more: set[Permission]) -> None:
    """An observer only reads; restricted items and minutes that are being written stay closed to all three."""
    assert allowed(role) == READS | more
    closed = Thing(is_unrestricted=False, is_for_members=False)
    assert allowed(role) - allowed(role, closed) == {
        P.ACTION_READ, P.ACTION_VIEW, P.ADDENDUM_VIEW, P.DECISION_VIEW, P.ITEM_VIEW, P.MINUTES_VIEW, P.OBJECTION_VIEW,
    } | (more & {P.MINUTES_OBJECT})  # fmt: skip


@pytest.mark.parametrize("role", [R.MEMBER, R.ALTERNATE])
def test_one_reads_what_one_promised_under_a_restricted_item(role: Role) -> None:
    """Nobody can keep a promise that is hidden from him or her; the item itself stays closed."""
    restricted = Thing(is_unrestricted=False)
    asked = (P.ACTION_VIEW, P.ACTION_READ, P.ACTION_REPORT, P.ITEM_VIEW)
    assert [can(in_place(role, seat=5), permission, restricted) for permission in asked] == [True, True, True, False]
    assert not any(can(in_place(role, seat=6), permission, restricted) for permission in asked)


@pytest.mark.parametrize(("role", "may"), [(R.MEMBER, True), (R.ALTERNATE, True), (R.OBSERVER, False)])
def test_members_report_on_their_own_action_points(role: Role, *, may: bool) -> None:
    """One's own is what one's seat, or one's organisation, has taken on."""
    assert can(in_place(role, seat=5), P.ACTION_REPORT, Thing()) is may
    assert not can(in_place(role, seat=6), P.ACTION_REPORT, Thing())


def test_grants_add_up_and_do_not_mix() -> None:
    """A member here who chairs elsewhere does not chair here."""
    both = Actor(user_id=1, grants=(Grant(R.MEMBER, committee_id=7), Grant(R.CHAIR, committee_id=8)))
    assert can(both, P.AGENDA_VIEW, Thing())
    assert not can(both, P.MINUTES_APPROVE, Thing())
    assert can(both, P.MINUTES_APPROVE, Thing(committee_id=8))


def test_a_practice_editor_has_nothing_yet() -> None:
    """The role exists for the practices that come later; it opens nothing of a committee."""
    assert allowed(R.PRACTICE_EDITOR) == set()
