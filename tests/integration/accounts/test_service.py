"""What is done to accounts and grants: the rules, and the database that holds them too."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM, Actor
from cpwb.access.permissions import EVERYWHERE, IN_A_COMMITTEE, IN_A_ZONE, Role
from cpwb.accounts import service
from cpwb.accounts.events import GrantEnded, LanguageChosen, RoleGranted, UserBlocked, UserUnblocked
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.queries import actor_for
from cpwb.audit.models import AuditEntry
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.errors import RuleBroken
from cpwb.members.models import Mandate
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee, a_zone
from tests.factories.members import a_mandate, a_seat

TODAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def a_day(session: Session) -> Iterator[None]:
    """Let it be the ninth of March."""
    with clock.at(datetime(2026, 3, 9, 11, tzinfo=UTC)):
        yield


def grants(session: Session) -> list[RoleGrant]:
    """Return all grants."""
    return list(session.scalars(sa.select(RoleGrant).order_by(RoleGrant.id)))


def tags(session: Session) -> list[tuple[str, str]]:
    """Return what the audit log keeps."""
    return [(entry.tag, entry.subject) for entry in session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))]


def granted(session: Session, **values: object) -> RoleGrant:
    """Return a grant made by the system."""
    given = {"user_id": a_user(session).id, "role": Role.MONITOR, "starts_on": TODAY} | values
    return service.grant_role(session=session, actor=SYSTEM, **given)  # type: ignore[arg-type]  # by name


def store(session: Session, **values: object) -> None:
    """Store a grant past the service."""
    with session.begin_nested():
        session.add(RoleGrant(**{"starts_on": TODAY} | values))
        session.flush()


def a_member(session: Session) -> Mandate:
    """Return the mandate of somebody in a new committee."""
    return a_mandate(session, seat=a_seat(session, committee=a_committee(session)))


class TestGrants:
    """Roles in their places."""

    @pytest.mark.parametrize("role", list(Role))
    def test_a_role_is_given_in_the_place_that_fits(self, session: Session, role: Role) -> None:
        """And nowhere else: service and database say the same."""
        zone, committee, user = a_zone(session).id, a_committee(session).id, a_user(session).id
        right = (zone if role in IN_A_ZONE else None, committee if role in IN_A_COMMITTEE else None)
        for place in ((None, None), (zone, None), (None, committee), (zone, committee)):
            values = {"user_id": user, "role": role, "zone_id": place[0], "committee_id": place[1]}
            if place == right:
                granted(session, **values)
                continue
            with pytest.raises(RuleBroken) as broken:
                granted(session, **values)
            assert broken.value.field in ("zone_id", "committee_id")
            with pytest.raises(IntegrityError, match="place_fits_role"):
                store(session, **values)
        assert [(grant.zone_id, grant.committee_id) for grant in grants(session)] == [right]
        assert tags(session) == [("role_granted", "role_grant")]

    def test_a_role_cannot_end_before_it_begins(self, session: Session) -> None:
        """Neither by the service nor in the database."""
        with pytest.raises(RuleBroken) as broken:
            granted(session, ends_on=TODAY - timedelta(days=1))
        assert broken.value.field == "ends_on"
        user = a_user(session).id
        with pytest.raises(IntegrityError, match="ends_after_start"):
            store(session, user_id=user, role=Role.MONITOR, ends_on=TODAY - timedelta(days=1))
        assert grants(session) == []

    def test_what_a_mandate_gives_names_its_seat(self, session: Session) -> None:
        """The database refuses a mandate without a seat, and a mandate that gives two roles."""
        mandate = a_member(session)
        values = {
            "user_id": a_user(session).id,
            "role": Role.MEMBER,
            "committee_id": mandate.committee_id,
            "mandate_id": mandate.id,
        }
        with pytest.raises(IntegrityError, match="mandate_has_seat"):
            store(session, **values)
        granted(session, **values, seat_id=mandate.seat_id)
        with pytest.raises(RuleBroken) as broken:
            granted(session, **values, seat_id=mandate.seat_id)
        assert str(broken.value.message) == "Dit mandaat geeft al een rol."

    @pytest.mark.parametrize(
        ("first", "second", "allowed"),
        [
            ((0, None), (10, None), False),
            ((0, 10), (10, 20), False),
            ((10, 20), (0, 10), False),
            ((0, 10), (11, 20), True),
            ((11, None), (0, 10), True),
        ],
    )
    def test_the_same_role_does_not_hold_twice(
        self, session: Session, first: tuple[int, int | None], second: tuple[int, int | None], allowed: bool
    ) -> None:
        """In the same place on the same day; one after the other is fine."""
        user, committee = a_user(session).id, a_committee(session).id
        outcome = []
        for starts, ends in (first, second):
            days = {
                "starts_on": TODAY + timedelta(days=starts),
                "ends_on": None if ends is None else TODAY + timedelta(days=ends),
            }
            try:
                granted(session, user_id=user, role=Role.CHAIR, committee_id=committee, **days)
                outcome.append("given")
            except RuleBroken as broken:
                outcome.append(broken.field or "")
        assert outcome == ["given", "given" if allowed else "role"]

    def test_a_role_ends(self, session: Session) -> None:
        """It holds until the end of its last day."""
        grant = granted(session, starts_on=TODAY - timedelta(days=5))
        user = a_user(session)
        grant.user_id = user.id
        service.end_grant(session=session, actor=SYSTEM, grant=grant, ends_on=TODAY)
        roles = [
            [held.role for held in actor_for(session, user, TODAY + timedelta(days=days)).grants]
            for days in (-6, -5, 0, 1)
        ]
        assert roles == [[], [Role.MONITOR], [Role.MONITOR], []]
        assert tags(session) == [("role_granted", "role_grant"), ("grant_ended", "role_grant")]

    def test_a_role_that_never_held_goes(self, session: Session) -> None:
        """Given by mistake today and ended at once, it holds no moment longer; the audit log keeps both."""
        grant = granted(session)
        service.end_grant(session=session, actor=SYSTEM, grant=grant, ends_on=TODAY - timedelta(days=1))
        assert grants(session) == []
        assert len(tags(session)) == 2

    def test_a_role_that_has_ended_stays_ended(self, session: Session) -> None:
        """Its last day does not move on."""
        grant = granted(session, starts_on=TODAY - timedelta(days=5), ends_on=TODAY - timedelta(days=2))
        with pytest.raises(RuleBroken):
            service.end_grant(session=session, actor=SYSTEM, grant=grant, ends_on=TODAY)
        assert grant.ends_on == TODAY - timedelta(days=2)

    def test_what_a_mandate_gave_ends_with_it(self, session: Session) -> None:
        """And only with it."""
        mandate = a_member(session)
        grant = granted(
            session,
            role=Role.MEMBER,
            committee_id=mandate.committee_id,
            seat_id=mandate.seat_id,
            mandate_id=mandate.id,
            starts_on=TODAY - timedelta(days=9),
        )
        with pytest.raises(RuleBroken):
            service.end_grant(session=session, actor=SYSTEM, grant=grant, ends_on=TODAY)
        service.end_grant_of_mandate(session=session, actor=SYSTEM, mandate_id=mandate.id, ends_on=TODAY)
        assert grant.ends_on == TODAY

    def test_a_mandate_of_somebody_without_an_account_gave_nothing(self, session: Session) -> None:
        """So there is nothing to end."""
        service.end_grant_of_mandate(session=session, actor=SYSTEM, mandate_id=a_member(session).id, ends_on=TODAY)
        assert tags(session) == []

    def test_administrators_do_not_shut_themselves_out(self, session: Session) -> None:
        """Another administrator ends the role, so that there is always one left."""
        user = a_user(session)
        grant = granted(session, user_id=user.id, role=Role.ADMINISTRATOR, starts_on=TODAY - timedelta(days=9))
        with pytest.raises(RuleBroken):
            service.end_grant(session=session, actor=Actor(user_id=user.id), grant=grant, ends_on=TODAY)
        other = Actor(user_id=a_user(session).id)
        service.end_grant(session=session, actor=other, grant=grant, ends_on=TODAY)
        assert grant.ends_on == TODAY


class TestUsers:
    """Blocking, and the language."""

    def test_a_user_is_blocked_and_unblocked(self, session: Session) -> None:
        """Blocking changes the name by which sessions and links know the account."""
        user = a_user(session)
        key = user.fs_uniquifier
        service.block_user(session=session, actor=SYSTEM, user=user)
        assert (user.active, user.fs_uniquifier == key) == (False, False)
        with pytest.raises(RuleBroken):
            service.block_user(session=session, actor=SYSTEM, user=user)
        service.unblock_user(session=session, actor=SYSTEM, user=user)
        assert user.active
        with pytest.raises(RuleBroken):
            service.unblock_user(session=session, actor=SYSTEM, user=user)
        assert tags(session) == [("user_blocked", "user"), ("user_unblocked", "user")]

    def test_nobody_blocks_himself(self, session: Session) -> None:
        """There would be nobody to undo it."""
        user = a_user(session)
        with pytest.raises(RuleBroken):
            service.block_user(session=session, actor=Actor(user_id=user.id), user=user)
        assert user.active

    def test_a_language_is_chosen(self, session: Session) -> None:
        """The audit log keeps that it was, not which."""
        user = a_user(session)
        service.choose_language(session=session, actor=Actor(user_id=user.id), user=user, language=Language.FR)
        (entry,) = session.scalars(sa.select(AuditEntry))
        assert (user.language, entry.tag, entry.user_id, entry.fields) == (
            Language.FR,
            "language_chosen",
            user.id,
            "language",
        )


def test_events_name_what_they_are_about() -> None:
    """Grants and users."""
    kinds = (RoleGranted, GrantEnded, UserBlocked, UserUnblocked, LanguageChosen)
    assert [kind.subject for kind in kinds] == ["role_grant", "role_grant", "user", "user", "user"]
    assert len(EVERYWHERE) + len(IN_A_ZONE) + len(IN_A_COMMITTEE) == len(Role)
