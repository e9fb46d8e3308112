"""The pages of persons, accounts and consents."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.user import User
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.dates import short_date
from cpwb.members.choices import Channel, MandateRole
from cpwb.members.models import Consent, Person, Seat
from cpwb.notifications.models import OutboxMessage
from tests.conftest import SignIn, count_queries
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee
from tests.factories.members import a_consent, a_mandate, a_person, a_seat
from tests.page_client import PageClient

FORM = {
    "first_name": "Hana",
    "last_name": "Fictief",
    "language": "nl",
    "channel": "telephone",
    "contact": "0470 00 00 00",
}


def today() -> str:
    """Return today as people type it."""
    return short_date(clock.today())


# -- the four questions -----------------------------------------------------------------------------------------------


def pages_of(person: Person, consent: Consent) -> dict[str, tuple[str, ...]]:
    """Return the pages about persons: those with a GET, and those that are only a button."""
    return {
        "open": (
            f"/committees/{person.committee_id}/persons",
            f"/committees/{person.committee_id}/persons/new",
            f"/persons/{person.id}",
            f"/persons/{person.id}/edit",
            f"/persons/{person.id}/consents/new",
        ),
        "press": (f"/persons/{person.id}/invite", f"/consents/{consent.id}/withdraw"),
    }


def test_signed_out_one_is_asked_to_sign_in(visitor: PageClient, session: Session, hana: Person) -> None:
    """No page of these is public."""
    for path in (*pages_of(hana, a_consent(session, person=hana))["open"], "/my-consents"):
        assert visitor.get(path, status=302).response.headers["Location"] == f"/account/login?next={path}"


@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.ALTERNATE, Role.OBSERVER, Role.MONITOR, Role.ADMINISTRATOR, Role.PRACTICE_EDITOR]
)
def test_persons_are_for_the_staff_alone(sign_in: SignIn, session: Session, hana: Person, role: Role) -> None:
    """Whoever sees the committee is told who may; a person does not even exist for the others."""
    client = sign_in(role, committee=hana.committee)
    consent = a_consent(session, person=hana)
    lists, persons = pages_of(hana, consent)["open"][:2], pages_of(hana, consent)["open"][2:]
    for path in lists:
        client.get(path, status=404 if role is Role.PRACTICE_EDITOR else 403)
    for path in persons:
        client.get(path, status=404)
    for path in (*persons[1:], *pages_of(hana, consent)["press"]):
        client.post(path, status=404)
    assert (consent.withdrawn_on, hana.user_id) == (None, None)


def test_a_neighbour_sees_no_person(sign_in: SignIn, session: Session, hana: Person) -> None:
    """Whatever the role in another committee or zone."""
    consent = a_consent(session, person=hana)
    other = a_committee(session)
    paths = pages_of(hana, consent)
    for client in (sign_in(Role.SECRETARY, committee=other), sign_in(Role.COORDINATOR, zone=other.zone)):
        for path in paths["open"]:
            client.get(path, status=404)
        for path in (*paths["open"][3:], *paths["press"]):
            client.post(path, status=404)
    assert consent.withdrawn_on is None


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_says_how_to_reach_people(sign_in: SignIn, session: Session, hana: Person) -> None:
    """Where they sit, whether they may be named and have an account."""
    user = a_user(session)
    user.password = "x"
    other = a_person(session, committee=hana.committee, last_name="Aarts", user_id=user.id, contact="sam@test.example")
    a_consent(session, person=other)
    police = a_person(session, committee=hana.committee, last_name="Zoet", contact="zoet@test.example")
    office = a_seat(session, committee=hana.committee, side=Side.POLICE, title=Bilingual("onthaal", "accueil"))
    a_mandate(session, seat=office, person=police, role=MandateRole.CHAIR)
    secretary = sign_in(Role.SECRETARY, committee=hana.committee)
    page = secretary.get(f"/committees/{hana.committee_id}/persons")
    assert page.texts("tbody tr") == [
        "Sam Aarts sam@test.example e-mail nu geen zetel met toestemming in gebruik",
        "Hana Fictief 0470 00 00 00 telefoon ouders, lid geen toestemming geen account",
        "Sam Zoet zoet@test.example e-mail onthaal, voorzitter toestemming niet nodig geen account",
    ]
    turned = secretary.get(f"/committees/{hana.committee_id}/persons?sort=-name")
    assert turned.texts("tbody th") == ["Sam Zoet", "Hana Fictief", "Sam Aarts"]


def test_the_list_costs_the_same_with_three(sign_in: SignIn, session: Session, hana: Person) -> None:
    """Seats and accounts among them."""
    hana.user_id = a_user(session).id
    secretary = sign_in(Role.SECRETARY, committee=hana.committee)
    path = f"/committees/{hana.committee_id}/persons"
    counted = []
    secretary.get_raw(path)
    for _time in range(2):
        with count_queries() as statements:
            secretary.get_raw(path)
        counted.append(len(statements))
        for _more in range(2):
            person = a_person(session, committee=hana.committee, user_id=a_user(session).id)
            a_mandate(session, seat=a_seat(session, committee=hana.committee), person=person)
    assert counted[0] == counted[1]


def test_a_person_page_costs_the_same_with_three(sign_in: SignIn, session: Session, hana: Person) -> None:
    """Mandates and consents."""
    secretary = sign_in(Role.SECRETARY, committee=hana.committee)
    a_consent(session, person=hana, withdrawn_on=clock.today(), recorded_by_id=secretary.user_id)
    path = f"/persons/{hana.id}"
    counted = []
    secretary.get_raw(path)
    for _time in range(2):
        with count_queries() as statements:
            secretary.get_raw(path)
        counted.append(len(statements))
        for _more in range(2):
            a_consent(session, person=hana, withdrawn_on=clock.today(), recorded_by_id=a_user(session).id)
            a_mandate(session, seat=a_seat(session, committee=hana.committee), person=hana)
    assert counted[0] == counted[1]


# -- persons ----------------------------------------------------------------------------------------------------------


def test_a_secretary_records_and_edits_somebody_without_email(
    sign_in: SignIn, session: Session, committee: Committee
) -> None:
    """Nobody needs an account: the page offers none and says why."""
    secretary = sign_in(Role.SECRETARY, committee=committee)
    answer = secretary.post(f"/committees/{committee.id}/persons/new", FORM)
    person = session.scalars(sa.select(Person)).one()
    assert answer.response.headers["Location"] == f"/persons/{person.id}"
    page = secretary.follow(answer)
    assert (page.h1, page.all("main form[action$=invite]")) == ("Hana Fictief", [])
    secretary.post(f"/persons/{person.id}/edit", FORM | {"last_name": "Verzonnen", "revision": 1})
    assert (person.full_name, person.channel, person.revision) == ("Hana Verzonnen", Channel.TELEPHONE, 2)
    stale = secretary.post(f"/persons/{person.id}/edit", FORM | {"first_name": "X", "revision": 1}, status=409)
    assert stale.one("#first_name").attrs["value"] == "X"
    assert person.full_name == "Hana Verzonnen"


def test_whoever_was_recorded_on_the_way_to_a_seat_is_chosen(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """The page goes back to where the person was needed."""
    chair = sign_in(Role.CHAIR, committee=seat.committee)
    mandate = a_mandate(session, seat=a_seat(session, committee=seat.committee))
    for way, back in (
        (f"seat={seat.id}", f"/seats/{seat.id}/mandates/new"),
        (f"mandate={mandate.id}", f"/mandates/{mandate.id}/replace"),
    ):
        answer = chair.post(f"/committees/{seat.committee_id}/persons/new?{way}", FORM)
        newest = session.scalars(sa.select(Person).order_by(Person.id.desc())).first()
        assert newest is not None
        assert answer.response.headers["Location"] == f"{back}?person={newest.id}"
        page = chair.follow(answer)
        assert page.one("#person_id option[selected]").attrs["value"] == str(newest.id)
    for nonsense in ("seat=-1", "seat=x", "seat=99999999999"):
        answer = chair.post(f"/committees/{seat.committee_id}/persons/new?{nonsense}", FORM)
        assert answer.response.headers["Location"].startswith("/persons/")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"last_name": "x" * 101}, "last_name"),
        ({"last_name": "x" * 10_000}, "last_name"),
        ({"language": "de"}, "language"),
        ({"channel": "pigeon"}, "channel"),
        ({"contact": " "}, "contact"),
        ({"contact": "hana@test.example"}, "contact"),
        ({"channel": "email"}, "contact"),
        ({"contact": "85.07.30-033.28"}, "contact"),
    ],
)
def test_a_person_with_a_mistake_is_not_recorded(
    sign_in: SignIn, session: Session, committee: Committee, change: dict[str, str], field: str
) -> None:
    """The sentence stands at the field, and what was typed stays."""
    secretary = sign_in(Role.SECRETARY, committee=committee)
    form = FORM | {"first_name": "<script>alert(1)</script>"} | change
    page = secretary.post(f"/committees/{committee.id}/persons/new", form, status=422)
    assert [error.attrs["id"] for error in page.all(".field-error")] == [f"{field}-error"]
    assert page.one("#first_name").attrs["value"] == form["first_name"]
    assert session.scalar(sa.select(sa.func.count(Person.id))) == 0


def test_no_token_no_person(sign_in: SignIn, session: Session, committee: Committee) -> None:
    """A form from elsewhere records nobody."""
    secretary = sign_in(Role.SECRETARY, committee=committee)
    secretary.post(f"/committees/{committee.id}/persons/new", FORM, csrf=False, status=400)
    assert session.scalar(sa.select(sa.func.count(Person.id))) == 0


def test_an_invitation_makes_an_account(sign_in: SignIn, session: Session, seat: Seat) -> None:
    """A mail lies in the outbox, the mandates give their roles, and the page says how it stands."""
    person = a_person(session, committee=seat.committee, contact="sam@test.example")
    mandate = a_mandate(session, seat=seat, person=person)
    secretary = sign_in(Role.SECRETARY, committee=seat.committee)
    page = secretary.follow(secretary.post(f"/persons/{person.id}/invite"))
    assert person.user_id is not None
    user = session.get_one(User, person.user_id)
    grant = session.scalars(sa.select(RoleGrant).where(RoleGrant.user_id == user.id)).one()
    assert (user.email, grant.mandate_id, grant.seat_id) == ("sam@test.example", mandate.id, seat.id)
    assert [mail.recipient for mail in session.scalars(sa.select(OutboxMessage))] == ["sam@test.example"]
    assert page.texts("main form[action$=invite]") == ["Opnieuw uitnodigen"]
    user.password = "x"
    assert secretary.get(f"/persons/{person.id}").all("main form[action$=invite]") == []
    secretary.post(f"/persons/{person.id}/invite", status=422)
