"""Consents, on behalf of others and one's own, and who sees a name because of them."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.accounts.user import User
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.dates import short_date
from cpwb.members.choices import ConsentForm, ConsentKind, MandateRole
from cpwb.members.models import Consent, Person, Seat
from tests.conftest import SignIn
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee
from tests.factories.members import a_consent, a_mandate, a_person, a_seat
from tests.page_client import PageClient


def today() -> str:
    """Return today as people type it."""
    return short_date(clock.today())


# -- consents on behalf -----------------------------------------------------------------------------------------------


def test_staff_record_and_withdraw_on_behalf(sign_in: SignIn, session: Session, hana: Person) -> None:
    """Given on paper, withdrawn by telephone; the record says who did it at whose request."""
    secretary = sign_in(Role.SECRETARY, committee=hana.committee)
    given_on = clock.today() - timedelta(days=3)
    form = {"kind": "naming", "form": "paper", "given_on": short_date(given_on), "language": "fr"}
    page = secretary.follow(secretary.post(f"/persons/{hana.id}/consents/new", form))
    consent = session.scalars(sa.select(Consent)).one()
    assert (consent.kind, consent.form, consent.given_on, consent.language, consent.recorded_by_id) == (
        ConsentKind.NAMING,
        ConsentForm.PAPER,
        given_on,
        Language.FR,
        secretary.user_id,
    )
    recorder = session.get_one(User, secretary.user_id).name
    assert page.texts("#consents tbody tr") == [
        f"met naam genoemd worden in het comité tekst 2026-01, Français {short_date(given_on)} op papier "
        f"het secretariaat, op verzoek van het lid {recorder} "
        "van kracht Intrekken – met naam genoemd worden in het comité"
    ]
    page = secretary.follow(secretary.post(f"/consents/{consent.id}/withdraw"))
    assert consent.withdrawn_on == clock.today()
    assert page.texts("#consents tbody tr")[0].endswith(f"ingetrokken op {today()}")
    secretary.post(f"/consents/{consent.id}/withdraw", status=422)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "marriage"}, "kind"),
        ({"form": "smoke"}, "form"),
        ({"language": ""}, "language"),
        ({"given_on": ""}, "given_on"),
        ({"given_on": "1/1/2099"}, "given_on"),
    ],
)
def test_a_consent_with_a_mistake_is_not_recorded(
    sign_in: SignIn, session: Session, hana: Person, change: dict[str, str], field: str
) -> None:
    """The sentence stands at the field."""
    secretary = sign_in(Role.SECRETARY, committee=hana.committee)
    form = {"kind": "naming", "form": "paper", "given_on": today(), "language": "nl"}
    page = secretary.post(f"/persons/{hana.id}/consents/new", form | change, status=422)
    assert [error.attrs["id"] for error in page.all(".field-error")] == [f"{field}-error"]
    assert session.scalar(sa.select(sa.func.count(Consent.id))) == 0


# -- one's own consents -----------------------------------------------------------------------------------------------


def test_one_agrees_and_withdraws_in_one_click(app: Flask, session: Session, seat: Seat) -> None:
    """On screen, in the language in which one read it; nobody did it on one's behalf."""
    user = a_user(session, role=Role.MEMBER, committee=seat.committee)
    person = a_person(session, committee=seat.committee, user_id=user.id)
    mandate = a_mandate(session, seat=seat, person=person, role=MandateRole.MEMBER)
    member = PageClient(app, user=user)
    page = member.get("/my-consents")
    assert [form.attrs["action"] for form in page.all("main form")] == [
        f"/my-consents/{person.id}/{kind.value}/give" for kind in ConsentKind
    ]
    member.post(f"/my-consents/{person.id}/naming/give", language="fr")
    consent = session.scalars(sa.select(Consent)).one()
    assert (consent.form, consent.language, consent.given_on) == (ConsentForm.SCREEN, Language.FR, clock.today())
    assert (consent.is_on_behalf, mandate.is_named) == (False, True)
    member.post(f"/my-consents/{person.id}/naming/give", status=422)
    member.post(f"/my-consents/{person.id}/naming/withdraw")
    assert (consent.withdrawn_on, mandate.is_named) == (clock.today(), False)
    member.post(f"/my-consents/{person.id}/naming/withdraw")
    assert session.scalar(sa.select(sa.func.count(Consent.id))) == 1


def test_nobody_agrees_for_somebody_else(sign_in: SignIn, session: Session, hana: Person) -> None:
    """Not even the chair, here; on behalf is another page, which says so."""
    for client in (sign_in(Role.CHAIR, committee=hana.committee), sign_in()):
        for verb in ("give", "withdraw"):
            client.post(f"/my-consents/{hana.id}/naming/{verb}", status=404)
            client.post(f"/my-consents/99999999999/naming/{verb}", status=404)
        assert client.get("/my-consents").texts("main form") == []
    assert session.scalar(sa.select(sa.func.count(Consent.id))) == 0


def test_an_unknown_kind_is_not_found(app: Flask, session: Session, committee: Committee) -> None:
    """Whatever one types into the address."""
    user = a_user(session)
    person = a_person(session, committee=committee, user_id=user.id)
    PageClient(app, user=user).post(f"/my-consents/{person.id}/marriage/give", status=404)


def test_who_sits_in_two_zones_decides_for_each(app: Flask, session: Session) -> None:
    """The page says which is which."""
    user = a_user(session)
    persons = [a_person(session, committee=a_committee(session), user_id=user.id) for _time in range(2)]
    client = PageClient(app, user=user)
    client.post(f"/my-consents/{persons[1].id}/naming/give")
    assert [person.is_nameable for person in persons] == [False, True]
    page = client.get("/my-consents")
    assert page.texts("main section p .quiet") == [
        person.committee.name.nl for person in persons for _kind in ConsentKind
    ]


# -- names ------------------------------------------------------------------------------------------------------------


def test_a_name_is_seen_with_consent_alone(sign_in: SignIn, session: Session, hana: Person, seat: Seat) -> None:
    """On the pages of seats, for everybody at the table and for the staff; withdrawn, it is gone at once."""
    clients: dict[Any, PageClient] = {
        role: sign_in(role, committee=seat.committee) for role in (Role.MEMBER, Role.OBSERVER, Role.CHAIR)
    }
    clients["coordinator"] = sign_in(Role.COORDINATOR, zone=seat.committee.zone)
    paths = (f"/committees/{seat.committee_id}/seats", f"/seats/{seat.id}")

    def shown() -> set[bool]:
        return {"Fictief" in client.get_raw(path).text for client in clients.values() for path in paths}

    assert shown() == {False}
    consent = a_consent(session, person=hana)
    assert shown() == {True}
    clients[Role.CHAIR].post(f"/consents/{consent.id}/withdraw")
    assert shown() == {False}
    a_consent(session, person=hana, kind=ConsentKind.PHOTO)
    assert shown() == {False}


def test_the_mandate_pages_name_nobody_without_consent(sign_in: SignIn, session: Session, hana: Person) -> None:
    """Also those where the staff may choose among all people: the one who leaves is shown as the committee sees her."""
    [mandate] = hana.mandates
    coordinator = sign_in(Role.COORDINATOR, zone=hana.committee.zone)
    assert "Fictief" not in coordinator.get(f"/mandates/{mandate.id}/end").text
    lead = coordinator.get(f"/mandates/{mandate.id}/replace").texts(".page-head p")[0]
    assert lead == "lid namens vzw De Brug, lid – ouders"


@pytest.mark.parametrize("side", [Side.POLICE, Side.MUNICIPALITY])
def test_the_other_sides_are_named(sign_in: SignIn, session: Session, committee: Committee, side: Side) -> None:
    """They sit there by their office."""
    person = a_person(session, committee=committee, first_name="Lotte", last_name="Proefpersoon")
    a_mandate(session, seat=a_seat(session, committee=committee, side=side), person=person)
    page = sign_in(Role.MEMBER, committee=committee).get(f"/committees/{committee.id}/seats")
    assert page.texts(f"#{side.value} tbody td .cell")[0] == "Lotte Proefpersoon"


def test_a_name_is_in_no_address_and_no_message(sign_in: SignIn, session: Session, committee: Committee) -> None:
    """Addresses hold ids, and what an act says names nobody."""
    secretary = sign_in(Role.SECRETARY, committee=committee)
    form = {"first_name": "Hana", "last_name": "Fictief", "language": "nl", "channel": "post", "contact": "Gent"}
    answer = secretary.post(f"/committees/{committee.id}/persons/new", form)
    assert "Fictief" not in answer.response.headers["Location"]
    assert secretary.follow(answer).texts("main .notice-good") == ["De persoon is geregistreerd."]
