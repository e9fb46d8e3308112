"""The pages of everybody's accounts, for administrators, and of one's own."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.access.permissions import Role
from cpwb.accounts import service
from cpwb.accounts.choices import UserState
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.user import User
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual, Language
from cpwb.notifications.models import OutboxMessage
from tests.conftest import SignIn, count_queries
from tests.factories.accounts import a_grant, a_user
from tests.factories.committees import a_committee, a_zone
from tests.factories.members import a_mandate, a_seat
from tests.page_client import Page, PageClient

NEW = {"name": "Ömer O'Neil", "email": "Omer@test.example", "language": "nl"}


@pytest.fixture
def administrator(sign_in: SignIn) -> PageClient:
    """Somebody who manages accounts."""
    return sign_in(Role.ADMINISTRATOR)


def rows(page: Page) -> list[list[str]]:
    """Return the words in the cells of the table of a page."""
    cells = page.texts("main tbody .cell")
    width = len(page.all("main thead th"))
    return [cells[start : start + width] for start in range(0, len(cells), width)]


def users(session: Session) -> int:
    """Return how many accounts there are."""
    return session.scalar(sa.select(sa.func.count(User.id))) or 0


class TestList:
    """Everybody who can sign in."""

    def test_accounts_stand_by_name_with_their_roles(self, administrator: PageClient, session: Session) -> None:
        """In the reader's language, and only roles that hold today."""
        me = session.get_one(User, administrator.user_id)
        me.name = "Aad"
        zone = a_zone(session, name=Bilingual("Gent", "Gand"))
        coordinator = a_user(session, role=Role.COORDINATOR, zone=zone)
        coordinator.name = "bert <b>vet</b>"
        blocked = a_user(session, role=Role.MONITOR)
        blocked.name = "Chris"
        blocked.active = False
        over = a_grant(session, user=coordinator, role=Role.MONITOR)
        over.starts_on -= timedelta(days=9)
        over.ends_on = clock.today() - timedelta(days=1)
        page = administrator.get("/users", language="fr")
        assert rows(page) == [
            ["Aad", me.email, "administration", "invitation envoyée"],
            ["bert <b>vet</b>", coordinator.email, "coordination de zone – Gand", "invitation envoyée"],
            ["Chris", blocked.email, "monitoring OIM", "bloqué"],
        ]

    def test_who_sits_in_a_committee_is_not_told(self, administrator: PageClient, session: Session) -> None:
        """Administrators see that somebody has an account, not at which table, nor on which page."""
        committee = a_committee(session, name=Bilingual("CoPmittee Dampoort", "CoPmittee Dampoort"))
        mandate = a_mandate(session, seat=a_seat(session, committee=committee))
        member = a_user(session)
        grant = a_grant(session, user=member, role=Role.MEMBER, committee=committee, seat=mandate.seat)
        grant.mandate_id = mandate.id
        listed = next(row for row in rows(administrator.get("/users")) if row[1] == member.email)
        assert listed[2] == ""
        shown = administrator.get(f"/users/{member.id}")
        assert rows(shown)[0][:2] == ["een zetel in een comité", "–"]
        assert rows(shown)[0][4] == "eindigt met het mandaat"
        assert "Dampoort" not in shown.text
        own = PageClient(administrator.app, user=member).get("/account")
        assert rows(own) == [["lid", "CoPmittee Dampoort", rows(shown)[0][2], "tot nader order"]]

    @pytest.mark.parametrize(
        ("words", "found"),
        [("zoë", 1), ("wit@", 1), ("100%", 1), ("%", 1), ("_", 0), ("nobody", 0), ("x" * 10_000, 2)],
    )
    def test_the_search_looks_at_names_and_addresses(
        self, sign_in: SignIn, session: Session, words: str, found: int
    ) -> None:
        """Signs that mean something to the database mean themselves; junk filters nothing."""
        administrator = sign_in(Role.ADMINISTRATOR)
        me = session.get_one(User, administrator.user_id)
        me.name, me.email = "Beheerder", "beheer@test.example"
        a_user(session, email="wit@test.example").name = "Zoë 100%"
        page = administrator.get_raw(f"/users?words={words.replace('%', '%25')}")
        assert page.status_code == 200
        assert page.text.count("/users/") - page.text.count("/users/invite") == found

    def test_a_long_list_has_pages(self, administrator: PageClient, session: Session) -> None:
        """Of twenty-five; the search stays with the reader."""
        for number in range(30):
            a_user(session, email=f"veel{number:02}@test.example").name = f"Veel {number:02}"
        page = administrator.get("/users?words=veel&page=2")
        assert [row[0] for row in rows(page)] == [f"Veel {number}" for number in range(25, 30)]
        assert "/users?words=veel&page=1" in page.links()
        assert administrator.get("/users?words=niemand").texts(".empty p") == ["Niemand voldoet aan deze zoekopdracht."]

    def test_the_number_of_statements_does_not_grow(self, administrator: PageClient, session: Session) -> None:
        """However many accounts and roles are listed."""
        counts = []
        for _round in range(2):
            with count_queries() as statements:
                administrator.get_raw("/users")
            counts.append(len(statements))
            for _user in range(3):
                a_user(session, role=Role.COORDINATOR, zone=a_zone(session))
        assert counts[0] == counts[1]


class TestInviting:
    """A new account."""

    def test_somebody_is_invited_and_given_a_role(self, administrator: PageClient, session: Session) -> None:
        """First the account and its mail, then the role."""
        assert administrator.get("/users/invite").h1 == "Iemand uitnodigen"
        page = administrator.follow(administrator.post("/users/invite", NEW))
        assert page.h1 == NEW["name"]
        assert page.texts("main .notice") == ["De uitnodiging is onderweg. Ken de persoon nu een rol toe."]
        user = session.scalars(sa.select(User).where(User.email == "omer@test.example")).one()
        assert session.scalars(sa.select(OutboxMessage.recipient)).all() == [user.email]
        zone = a_zone(session, number="5415", name=Bilingual("Gent", "Gand"))
        form = administrator.get(f"/users/{user.id}/grants/new")
        assert [text for text in form.texts("#zone_id option") if "Gent" in text] == ["5415 Gent"]
        data = {
            "role": "coordinator",
            "zone_id": str(zone.id),
            "committee_id": "",
            "starts_on": "9/3/2026",
            "ends_on": "",
        }
        shown = administrator.follow(administrator.post(f"/users/{user.id}/grants/new", data))
        assert rows(shown)[0][:4] == ["zonecoördinator", "Gent", "9/03/2026", "tot nader order"]

    @pytest.mark.parametrize(
        ("typed", "field", "sentence"),
        [
            ({"name": ""}, "name", "Dit veld is verplicht."),
            ({"name": "x" * 10_000}, "name", "Dit mag hoogstens 200 tekens lang zijn."),
            ({"email": "geen adres"}, "email", "Dit is geen e-mailadres. Kijk na wat u hebt getypt."),
            (
                {"email": "TAKEN@test.example"},
                "email",
                "Er is al een account met dit e-mailadres. Controleer het adres of vul een ander in.",
            ),
            ({"language": "de"}, "language", "Kies een van de mogelijkheden uit de lijst."),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(
        self, administrator: PageClient, session: Session, typed: dict[str, str], field: str, sentence: str
    ) -> None:
        """What was typed stays in the form; nothing is stored and nothing is mailed."""
        a_user(session, email="taken@test.example")
        before = users(session)
        page = administrator.post("/users/invite", NEW | typed, status=422)
        assert page.texts(f"#{field}-error") == [f"Fout: {sentence}"]
        assert page.one("#name").attrs["value"] == (NEW | typed)["name"]
        assert (users(session), session.scalars(sa.select(OutboxMessage)).all()) == (before, [])

    def test_an_invitation_is_sent_again(self, administrator: PageClient, session: Session) -> None:
        """As long as it was not accepted."""
        user = a_user(session)
        page = administrator.get(f"/users/{user.id}")
        assert page.texts(".page-actions button") == ["Opnieuw uitnodigen", "Blokkeren"]
        administrator.post(f"/users/{user.id}/invite")
        assert session.scalars(sa.select(OutboxMessage.recipient)).all() == [user.email]
        user.password = "x"
        assert administrator.get(f"/users/{user.id}").texts(".page-actions button") == ["Blokkeren"]
        administrator.post(f"/users/{user.id}/invite", status=422)
        assert len(session.scalars(sa.select(OutboxMessage)).all()) == 1


class TestRoles:
    """Giving and ending roles."""

    @pytest.mark.parametrize(
        ("role", "places", "field"),
        [
            ("monitor", "", ""),
            ("monitor", "zone", "zone_id"),
            ("coordinator", "", "zone_id"),
            ("coordinator", "zone committee", "committee_id"),
            ("chair", "", "committee_id"),
            ("chair", "committee", ""),
            ("chair", "zone", "committee_id"),
            ("king", "", "role"),
        ],
    )
    def test_the_place_must_fit(
        self, administrator: PageClient, session: Session, role: str, places: str, field: str
    ) -> None:
        """A refusal stands at the field that is to be mended."""
        user, zone, committee = a_user(session), a_zone(session), a_committee(session)
        data = {
            "role": role,
            "zone_id": str(zone.id) if "zone" in places else "",
            "committee_id": str(committee.id) if "committee" in places else "",
            "starts_on": "2026-03-09",
        }
        page = administrator.post(f"/users/{user.id}/grants/new", data, status=422 if field else 302)
        assert [error.attrs["id"] for error in page.all(".field-error")] == ([f"{field}-error"] if field else [])
        given = session.scalars(sa.select(RoleGrant.role).where(RoleGrant.user_id == user.id)).all()
        assert given == ([] if field else [role])

    def test_places_and_days_that_are_none_are_refused(self, administrator: PageClient, session: Session) -> None:
        """A closed committee, a zone that never was, a day that is none, an end before the beginning."""
        user = a_user(session)
        closed = a_committee(session, closed_on=clock.today())
        data = {"role": "chair", "zone_id": "", "starts_on": "9/3/2026", "ends_on": ""}
        for typed in (
            {"committee_id": str(closed.id)},
            {"committee_id": "99999"},
            {"committee_id": "x"},
            {"role": "monitor", "starts_on": "32/1/2026"},
            {"role": "monitor", "starts_on": ""},
            {"role": "monitor", "ends_on": "8/3/2026"},
        ):
            administrator.post(f"/users/{user.id}/grants/new", data | typed, status=422)
        assert session.scalars(sa.select(RoleGrant).where(RoleGrant.user_id == user.id)).all() == []

    def test_a_role_is_ended_now(self, administrator: PageClient, session: Session) -> None:
        """It opens nothing any more, from this moment on."""
        user = a_user(session, role=Role.MONITOR)
        grant = session.scalars(sa.select(RoleGrant).where(RoleGrant.user_id == user.id)).one()
        grant.starts_on -= timedelta(days=9)
        monitor = PageClient(administrator.app, user=user)
        assert monitor.get_raw("/overview").status_code == 200
        administrator.post(f"/grants/{grant.id}/end")
        assert monitor.get_raw("/overview").status_code == 403
        shown = administrator.get(f"/users/{user.id}")
        assert rows(shown)[0][3].startswith("beëindigd op")
        administrator.post(f"/grants/{grant.id}/end", status=422)

    def test_ones_own_role_as_administrator_stays(self, administrator: PageClient, session: Session) -> None:
        """And the page that refuses says what to do."""
        grant = session.scalars(sa.select(RoleGrant).where(RoleGrant.user_id == administrator.user_id)).one()
        page = administrator.post(f"/grants/{grant.id}/end", status=422)
        assert page.texts("main p") == [
            "U kunt uw eigen rol van beheerder niet beëindigen. Vraag het aan een andere beheerder."
        ]


class TestBlocking:
    """Letting nobody in."""

    def test_an_account_is_blocked_and_unblocked(self, administrator: PageClient, session: Session) -> None:
        """Its state stands on its page, and so does the way back."""
        user = a_user(session, role=Role.MONITOR)
        blocked = PageClient(administrator.app, user=user)
        assert blocked.get_raw("/account").status_code == 200
        administrator.post(f"/users/{user.id}/block")
        assert (user.state, blocked.get_raw("/account").status_code) == (UserState.BLOCKED, 302)
        page = administrator.get(f"/users/{user.id}")
        assert page.texts(".page-actions button") == ["Deblokkeren"]
        administrator.post(f"/users/{user.id}/block", status=422)
        administrator.post(f"/users/{user.id}/unblock")
        assert user.active
        administrator.post(f"/users/{user.id}/unblock", status=422)

    def test_administrators_do_not_block_themselves(self, administrator: PageClient, session: Session) -> None:
        """There is no button, and a request is refused."""
        assert administrator.get(f"/users/{administrator.user_id}").texts(".page-actions button") == [
            "Opnieuw uitnodigen"
        ]
        administrator.post(f"/users/{administrator.user_id}/block", status=422)
        assert session.get_one(User, administrator.user_id).active


class TestOwnAccount:
    """What everybody sees of himself."""

    def test_it_shows_who_one_is_and_what_one_may_do(self, sign_in: SignIn, session: Session) -> None:
        """With the places by name."""
        zone = a_zone(session, name=Bilingual("Charleroi", "Charleroi"))
        client = sign_in(Role.COORDINATOR, zone=zone)
        me = session.get_one(User, client.user_id)
        a_grant(session, user=me, role=Role.PRACTICE_EDITOR)
        page = client.get("/account")
        assert page.texts("dd") == [me.name, me.email, "die van uw browser"]
        assert [row[:2] for row in rows(page)] == [["redacteur praktijken", "overal"], ["zonecoördinator", "Charleroi"]]
        assert "/account/change" in page.links()

    def test_without_a_role_it_says_whom_to_ask(self, sign_in: SignIn) -> None:
        """An empty list says what belongs there."""
        assert sign_in().get("/account").texts(".empty p") == [
            "U hebt nog geen rol. Vraag er een aan de persoon die u uitnodigde."
        ]

    def test_a_chosen_language_is_kept(self, app: Flask, sign_in: SignIn, session: Session) -> None:
        """On every device, whatever the browser says."""
        client = sign_in()
        page = client.post("/language", {"language": "fr", "next": "/account"})
        assert page.response.headers["Location"] == "/account"
        user = session.get_one(User, client.user_id)
        assert user.language is Language.FR
        assert '<html lang="fr"' in PageClient(app, user=user).get_raw("/account", language="nl").text
        client.post("/language", {"language": "de"}, status=400, language="fr")
        client.post("/language", {"language": "fr", "next": "//evil.example"})
        assert user.language is Language.FR


@pytest.mark.parametrize("path", ["/users", "/users/invite", "/users/{user}", "/users/{user}/grants/new"])
def test_pages_of_accounts_are_for_administrators(
    visitor: PageClient, sign_in: SignIn, session: Session, path: str
) -> None:
    """Signed out: sign in. Another role: refused, or as if it were not there."""
    user = a_user(session)
    path = path.format(user=user.id)
    visitor.get(path, status=302)
    stranger = sign_in(Role.COORDINATOR, zone=a_zone(session))
    stranger.get(path, status=404 if str(user.id) in path else 403)
    sign_in(Role.ADMINISTRATOR).get(path)


@pytest.mark.parametrize(
    "path", ["/users/{user}/invite", "/users/{user}/block", "/users/{user}/unblock", "/grants/{grant}/end"]
)
def test_acts_on_accounts_are_for_administrators(
    visitor: PageClient, sign_in: SignIn, session: Session, path: str
) -> None:
    """Nobody else blocks anybody or ends a role."""
    user = a_user(session, role=Role.MONITOR)
    grant = session.scalars(sa.select(RoleGrant).where(RoleGrant.user_id == user.id)).one()
    path = path.format(user=user.id, grant=grant.id)
    visitor.post(path, status=302)
    sign_in(Role.MONITOR).post(path, status=404)
    sign_in(Role.ADMINISTRATOR).post(path.replace(str(user.id), "99999").replace(str(grant.id), "99999"), status=404)
    assert (user.active, grant.ends_on) == (True, None)


def test_ids_that_are_not_there(sign_in: SignIn) -> None:
    """Nobody is found under a number that no column holds."""
    administrator = sign_in(Role.ADMINISTRATOR)
    for path in ("/users/0", "/users/99999999999999999999", "/users/99999/grants/new"):
        administrator.get(path, status=404)


def test_the_system_may_do_it_too(session: Session) -> None:
    """Commands act as nobody in particular."""
    user = a_user(session)
    service.block_user(session=session, actor=SYSTEM, user=user)
    assert user.state is UserState.BLOCKED
