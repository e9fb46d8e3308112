"""The pages of zones, organisations and committees."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.committees.choices import CommitteeState, LanguageRegime, Side
from cpwb.committees.models import Committee, Municipality, Organisation, Zone
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.dates import short_date
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee, a_zone, an_organisation
from tests.page_client import Page, PageClient

LISTS = ("/zones", "/organisations", "/committees")


def names(page: Page) -> list[str]:
    """Return the first cell of each row."""
    return page.texts("tbody th .cell")


# -- the four questions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*LISTS, "/zones/new", "/organisations/new", "/committees/new"])
def test_signed_out_one_is_asked_to_sign_in(visitor: PageClient, path: str) -> None:
    """No page of these is public."""
    assert visitor.get(path, status=302).response.headers["Location"] == f"/account/login?next={path}"


@pytest.mark.parametrize("path", ["/zones/new", "/organisations/new", "/committees/new"])
def test_a_member_creates_nothing(sign_in: SignIn, session: Session, path: str) -> None:
    """The page says who may."""
    sign_in(Role.MEMBER, committee=a_committee(session)).get(path, status=403)


def test_a_member_changes_nothing(sign_in: SignIn, session: Session) -> None:
    """Zone, organisation and committee are there to read."""
    committee = a_committee(session)
    organisation = an_organisation(session, zone=committee.zone)
    member = sign_in(Role.MEMBER, committee=committee)
    for path in (
        f"/zones/{committee.zone_id}/edit",
        f"/zones/{committee.zone_id}/merge",
        f"/organisations/{organisation.id}/edit",
        f"/organisations/{organisation.id}/close",
        f"/committees/{committee.id}/edit",
        f"/committees/{committee.id}/close",
    ):
        member.get(path, status=403)
        member.post(path, status=403)
    for path in (f"/committees/{committee.id}/rest", f"/committees/{committee.id}/wake"):
        member.post(path, status=403)
    assert committee.state is CommitteeState.ACTIVE


def test_another_place_does_not_exist(sign_in: SignIn, session: Session) -> None:
    """The coordinator of another zone learns nothing, not even that it exists."""
    committee = a_committee(session)
    organisation = an_organisation(session, zone=committee.zone)
    neighbour = sign_in(Role.COORDINATOR, zone=a_zone(session))
    for path in (
        f"/zones/{committee.zone_id}/edit",
        f"/organisations/{organisation.id}/edit",
        f"/committees/{committee.id}/edit",
        f"/committees/{committee.id}/close",
        "/committees/999999/edit",
    ):
        neighbour.get(path, status=404)
        neighbour.post(path, status=404)


# -- lists ------------------------------------------------------------------------------------------------------------


def test_the_lists_cost_the_same_for_one_and_for_three(sign_in: SignIn, session: Session) -> None:
    """The number of queries does not grow with the rows."""
    client = sign_in(Role.ADMINISTRATOR)
    counts = []
    for number in (1, 2):
        for _row in range(number):
            zone = a_zone(session)
            session.add(Municipality(name=Bilingual("Melle", "Melle"), zone=zone))
            an_organisation(session, zone=zone)
            a_committee(session, zone=zone)
        session.commit()
        seen = []
        for path in LISTS:
            client.get_raw(path)
            with count_queries() as statements:
                assert client.get_raw(path).status_code == 200
            seen.append(len(statements))
        counts.append(seen)
    assert counts[0] == counts[1]


def test_zones_are_found_by_number_name_and_municipality(sign_in: SignIn, session: Session) -> None:
    """One box looks in all three, and merged zones stand apart."""
    gent = a_zone(session, number="5415", name=Bilingual("Gent", "Gand"))
    old = a_zone(session, number="5424", name=Bilingual("Maldegem", "Maldegem"), successor_id=gent.id)
    other = a_zone(session, number="5999", name=Bilingual("Rhode", "Rhode"))
    session.add(Municipality(nis="44040", name=Bilingual("Melle", "Melle"), zone=other))
    client = sign_in(Role.ADMINISTRATOR)
    assert names(client.get("/zones")) == ["Gent", "Rhode"]
    assert names(client.get("/zones?q=gand")) == ["Gent"]
    assert names(client.get("/zones?q=541")) == ["Gent"]
    assert names(client.get("/zones?q=melle")) == ["Rhode"]
    assert names(client.get("/zones?state=merged")) == [f"{old.name.nl} gefuseerd"]
    assert names(client.get("/zones?state=")) == ["Gent", "Maldegem gefuseerd", "Rhode"]
    assert names(client.get("/zones?sort=-number")) == ["Rhode", "Gent"]
    assert names(client.get("/zones?region=brussels")) == []
    assert names(client.get("/zones?province=Oost-Vlaanderen")) == ["Gent", "Rhode"]
    assert names(client.get("/zones?province=Luik")) == []
    assert names(client.get("/zones?region=mars&sort=moon&page=x")) == ["Gent", "Rhode"]
    assert names(client.get("/zones?q=%25")) == []


def test_a_long_list_of_zones_comes_in_pages(sign_in: SignIn, session: Session) -> None:
    """Twenty-five stand on a page, and the filters stay."""
    for _zone in range(26):
        a_zone(session)
    client = sign_in(Role.MONITOR)
    page = client.get("/zones?sort=number")
    assert len(names(page)) == 25
    assert page.texts(".total") == ["26 resultaten"]
    assert page.one("a[rel=next]").attrs["href"] == "/zones?sort=number&page=2"
    assert len(names(client.get("/zones?sort=number&page=2"))) == 1


def test_a_member_sees_the_own_zone_only(sign_in: SignIn, session: Session) -> None:
    """And the own committee, and the organisations of the zone and of everywhere."""
    committee = a_committee(session, zone=a_zone(session, name=Bilingual("Gent", "Gand")))
    a_committee(session)
    local = an_organisation(session, zone=committee.zone, name=Bilingual("A", "A"))
    everywhere = an_organisation(session, name=Bilingual("B", "B"))
    an_organisation(session, zone=a_zone(session))
    member = sign_in(Role.MEMBER, committee=committee)
    assert names(member.get("/zones")) == ["Gent"]
    assert names(member.get("/committees")) == [committee.name.nl]
    assert names(member.get("/organisations")) == [local.name.nl, everywhere.name.nl]


def test_organisations_are_filtered(sign_in: SignIn, session: Session) -> None:
    """By name, side, zone and state; closed ones only when asked for."""
    zone = a_zone(session)
    an_organisation(session, name=Bilingual("Atlas", "Atlas"), side=Side.MUNICIPALITY)
    an_organisation(session, name=Bilingual("De Brug", "Le Pont"), zone=zone)
    an_organisation(session, name=Bilingual("Oud", "Vieux"), closed_on=date(2025, 1, 1))
    client = sign_in(Role.ADMINISTRATOR)
    assert names(client.get("/organisations")) == ["Atlas", "De Brug"]
    assert names(client.get("/organisations?q=pont")) == ["De Brug"]
    assert names(client.get("/organisations?side=municipality")) == ["Atlas"]
    assert names(client.get(f"/organisations?zone_id={zone.id}")) == ["De Brug"]
    assert names(client.get("/organisations?state=closed")) == ["Oud afgesloten"]
    assert names(client.get("/organisations?zone_id=999999&side=x")) == ["Atlas", "De Brug"]


def test_committees_are_filtered(sign_in: SignIn, session: Session) -> None:
    """By name, zone and state."""
    first = a_committee(session, name=Bilingual("Eerste", "Premier"))
    a_committee(session, name=Bilingual("Tweede", "Deuxième"), state=CommitteeState.DORMANT)
    client = sign_in(Role.MONITOR)
    assert sorted(names(client.get("/committees"))) == ["Eerste", "Tweede"]
    assert names(client.get("/committees?q=premier")) == ["Eerste"]
    assert names(client.get("/committees?state=dormant")) == ["Tweede"]
    assert names(client.get(f"/committees?zone_id={first.zone_id}")) == ["Eerste"]
    assert client.get("/committees?state=closed").texts(".empty p") == [
        "Hier is geen comité. Wis de filters om alle comités te zien."
    ]


def test_what_people_typed_is_shown_as_text(sign_in: SignIn, session: Session) -> None:
    """Markup, an ampersand and a right-to-left name are words like any other."""
    nasty = "<b>vzw</b> & 'جمعية'"
    an_organisation(session, name=Bilingual(nasty, ""))
    page = sign_in(Role.ADMINISTRATOR).get("/organisations")
    assert names(page) == [nasty]


# -- zones ------------------------------------------------------------------------------------------------------------

ZONE = {
    "number": "5999",
    "name-nl": "Brussel",
    "name-fr": "Bruxelles",
    "province-nl": "Brussels Hoofdstedelijk Gewest",
    "province-fr": "Région de Bruxelles-Capitale",
    "region": "brussels",
    "language_regime": "nl+fr",
    "valid_from": "1-1-2028",
}


def test_an_administrator_creates_a_zone(sign_in: SignIn, session: Session) -> None:
    """And lands on its page."""
    client = sign_in(Role.ADMINISTRATOR)
    client.get("/zones/new")
    page = client.post("/zones/new", ZONE)
    zone = session.scalars(sa.select(Zone)).one()
    assert page.response.headers["Location"] == f"/zones/{zone.id}"
    assert (zone.number, zone.valid_from, zone.language_regime) == ("5999", date(2028, 1, 1), LanguageRegime.NL_FR)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("number", "12", "Een zonenummer bestaat uit vier cijfers."),
        ("number", "12a4", "Een zonenummer bestaat uit vier cijfers."),
        ("number", "5415", "Een andere zone heeft dit nummer al. Zoek ze op in de lijst van de zones."),
        ("name-fr", "", "Vul ook de Franse tekst in: deze zone richt zich in het Frans tot het publiek."),
        ("name-nl", "x" * 10_000, "Dit mag hoogstens 200 tekens lang zijn."),
        ("region", "mars", "Kies een van de mogelijkheden uit de lijst."),
        ("valid_from", "31/2/2026", "Dit is geen datum. Typ de datum bijvoorbeeld als 9/3/2026."),
    ],
)
def test_a_mistake_in_a_zone_is_explained(
    sign_in: SignIn, session: Session, field: str, value: str, sentence: str
) -> None:
    """The page comes back with what was typed, and nothing is written."""
    a_zone(session, number="5415")
    page = sign_in(Role.ADMINISTRATOR).post("/zones/new", ZONE | {field: value}, status=422)
    assert page.texts(".field-error") == [f"Fout: {sentence}"]
    assert page.one("#province-nl").attrs["value"] == ZONE["province-nl"]
    assert session.scalars(sa.select(Zone.number)).all() == ["5415"]


def test_a_zone_is_edited_and_not_over_somebody_else(sign_in: SignIn, session: Session) -> None:
    """The second of two editors sees that there is something new: 409, with the own text kept."""
    zone = a_zone(session, number="5415", language_regime=LanguageRegime.NL_FR)
    client = sign_in(Role.ADMINISTRATOR)
    page = client.get(f"/zones/{zone.id}/edit")
    assert page.one("#number").attrs["value"] == "5415"
    client.post(f"/zones/{zone.id}/edit", ZONE | {"revision": "1"})
    assert zone.name.nl == "Brussel"
    again = client.post(f"/zones/{zone.id}/edit", ZONE | {"revision": "1", "name-nl": "Te laat"}, status=409)
    assert again.one("#name-nl").attrs["value"] == "Te laat"
    assert zone.name.nl == "Brussel"


def test_a_zone_merges_on_its_page(sign_in: SignIn, session: Session) -> None:
    """Itself and zones that merged are not offered."""
    zone, successor = a_zone(session), a_zone(session)
    gone = a_zone(session, successor_id=successor.id)
    client = sign_in(Role.ADMINISTRATOR)
    page = client.get(f"/zones/{zone.id}/merge")
    assert page.texts("#successor_id option") == ["Kies een zone", successor.name.nl]
    for wrong in ("", str(gone.id), str(zone.id), "x"):
        client.post(f"/zones/{zone.id}/merge", {"successor_id": wrong}, status=422)
    client.post(f"/zones/{zone.id}/merge", {"successor_id": str(successor.id), "last_day": "31/12/2025"})
    assert (zone.successor_id, zone.valid_to) == (successor.id, date(2025, 12, 31))


# -- organisations ----------------------------------------------------------------------------------------------------


def test_a_coordinator_records_organisations_in_the_own_zone_only(sign_in: SignIn, session: Session) -> None:
    """Neither in another zone nor for all zones."""
    zone, other = a_zone(session), a_zone(session)
    client = sign_in(Role.COORDINATOR, zone=zone)
    page = client.get("/organisations/new")
    assert page.texts("#zone_id option") == ["Kies een zone", zone.name.nl]
    data = {"name-nl": "vzw De Brug", "side": "community", "zone_id": str(zone.id), "website": "https://brug.example"}
    for wrong in (str(other.id), ""):
        client.post("/organisations/new", data | {"zone_id": wrong}, status=422)
    assert session.scalars(sa.select(Organisation)).all() == []
    client.post("/organisations/new", data)
    found = session.scalars(sa.select(Organisation)).one()
    assert (found.name, found.zone_id, found.website) == (Bilingual("vzw De Brug"), zone.id, "https://brug.example")


def test_an_administrator_records_organisations_for_all_zones(sign_in: SignIn, session: Session) -> None:
    """Without a zone it works in all of them."""
    client = sign_in(Role.ADMINISTRATOR)
    assert client.get("/organisations/new").texts("#zone_id option") == ["werkt in alle zones"]
    client.post("/organisations/new", {"name-nl": "Unia", "name-fr": "Unia", "side": "municipality", "zone_id": ""})
    assert session.scalars(sa.select(Organisation)).one().zone is None


@pytest.mark.parametrize(
    "website", ["javascript:alert(1)", "www.example.be", "https://", "ftp://a.be", "https://a b.be"]
)
def test_a_website_is_a_whole_address(sign_in: SignIn, session: Session, website: str) -> None:
    """Anything that is no address of the web is refused, scripts first of all."""
    data = {"name-nl": "Unia", "side": "municipality", "zone_id": "", "website": website}
    page = sign_in(Role.ADMINISTRATOR).post("/organisations/new", data, status=422)
    assert page.texts(".field-error") == ["Fout: Typ het volledige adres, met https:// vooraan."]
    assert session.scalars(sa.select(Organisation)).all() == []


def test_what_works_everywhere_is_the_administrators_to_change(sign_in: SignIn, session: Session) -> None:
    """A coordinator sees it without a link to edit it."""
    zone = a_zone(session)
    everywhere = an_organisation(session, name=Bilingual("Unia", "Unia"))
    local = an_organisation(session, zone=zone, name=Bilingual("Zonaal", "Zonal"))
    client = sign_in(Role.COORDINATOR, zone=zone)
    page = client.get("/organisations")
    assert [link for link in page.links() if "edit" in link] == [f"/organisations/{local.id}/edit"]
    client.get(f"/organisations/{everywhere.id}/edit", status=403)
    client.post(f"/organisations/{everywhere.id}/close", {"closed_on": "1/1/2026"}, status=403)
    assert everywhere.closed_on is None


def test_an_organisation_is_edited_and_closed(sign_in: SignIn, session: Session) -> None:
    """An outdated form is refused; a closed organisation leaves the list."""
    zone = a_zone(session)
    organisation = an_organisation(session, zone=zone)
    client = sign_in(Role.COORDINATOR, zone=zone)
    client.get(f"/organisations/{organisation.id}/edit")
    data = {"name-nl": "Nieuw", "side": "community", "zone_id": str(zone.id), "website": "", "revision": "1"}
    client.post(f"/organisations/{organisation.id}/edit", data)
    client.post(f"/organisations/{organisation.id}/edit", data, status=409)
    page = client.get(f"/organisations/{organisation.id}/close")
    assert page.one("#closed_on").attrs["value"] == short_date(clock.today())
    tomorrow = short_date(clock.today() + timedelta(days=1))
    for wrong in ("", tomorrow):
        client.post(f"/organisations/{organisation.id}/close", {"closed_on": wrong}, status=422)
    client.post(f"/organisations/{organisation.id}/close", {"closed_on": short_date(clock.today())})
    assert organisation.closed_on == clock.today()
    assert names(client.get("/organisations")) == []
    assert client.get(f"/organisations/{organisation.id}/edit").texts(".page-actions a") == []


# -- committees -------------------------------------------------------------------------------------------------------

COMMITTEE = {
    "name-nl": "CoPmittee Gent",
    "purpose-nl": "Samen aan tafel",
    "working_languages": "nl",
    "founded_on": "5/1/2026",
    "rhythm_kind": "weeks",
    "rhythm_weeks": "8",
    "rhythm_nth": "second",
    "rhythm_weekday": "tuesday",
    "rhythm_months": "1",
    "usual_start": "",
    "usual_minutes": "",
    "usual_place": "",
    "quorum_total": "6",
    "quorum_police": "2",
    "quorum_community": "2",
    "approval_rule": "both_sides",
    "review_days": "10",
    "controllers": "Politiezone Gent\nIOM",
    "dpo_contact": "dpo@gent.example",
}


def test_a_coordinator_founds_committees_in_the_own_zone_only(sign_in: SignIn, session: Session) -> None:
    """And lands on the page of the new committee."""
    zone, other = a_zone(session), a_zone(session)
    client = sign_in(Role.COORDINATOR, zone=zone)
    page = client.get("/committees/new")
    assert page.texts("#zone_id option") == ["Kies een zone", zone.name.nl]
    assert page.one("#rhythm_weeks").attrs["value"] == "10"
    for wrong in (str(other.id), "", "999999"):
        client.post("/committees/new", COMMITTEE | {"zone_id": wrong}, status=422)
    assert session.scalars(sa.select(Committee)).all() == []
    page = client.post("/committees/new", COMMITTEE | {"zone_id": str(zone.id)})
    committee = session.scalars(sa.select(Committee)).one()
    assert page.response.headers["Location"] == f"/committees/{committee.id}"
    assert (committee.zone_id, committee.rhythm_weeks, committee.quorum_total) == (zone.id, 8, 6)
    assert committee.controllers == "Politiezone Gent\nIOM"


def test_an_administrator_founds_committees_anywhere(sign_in: SignIn, session: Session) -> None:
    """Every existing zone is offered."""
    zone = a_zone(session)
    a_zone(session, successor_id=zone.id)
    client = sign_in(Role.ADMINISTRATOR)
    assert client.get("/committees/new").texts("#zone_id option") == ["Kies een zone", zone.name.nl]
    client.post("/committees/new", COMMITTEE | {"zone_id": str(zone.id)})
    assert session.scalars(sa.select(Committee.zone_id)).all() == [zone.id]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name-nl", "", "Vul minstens een van de twee talen in."),
        ("purpose-nl", "x" * 10_000, "Dit mag hoogstens 4000 tekens lang zijn."),
        ("founded_on", "morgen", "Dit is geen datum. Typ de datum bijvoorbeeld als 9/3/2026."),
        ("rhythm_weeks", "0", "Typ een geheel getal van 1 tot en met 104."),
        ("rhythm_weeks", "veel", "Dit is geen geheel getal. Typ alleen cijfers."),
        ("review_days", "91", "Typ een geheel getal van 1 tot en met 90."),
        ("quorum_total", "3", "De twee zijden vragen samen meer dan dit. Typ hun som of meer, of laat het leeg."),
        ("approval_rule", "dice", "Kies een van de mogelijkheden uit de lijst."),
    ],
)
def test_a_mistake_in_a_committee_is_explained(
    sign_in: SignIn, session: Session, field: str, value: str, sentence: str
) -> None:
    """The page comes back with what was typed, and nothing is written."""
    zone = a_zone(session)
    data = COMMITTEE | {"zone_id": str(zone.id), field: value}
    page = sign_in(Role.ADMINISTRATOR).post("/committees/new", data, status=422)
    assert page.texts(".field-error") == [f"Fout: {sentence}"]
    assert page.one("#dpo_contact").attrs["value"] == COMMITTEE["dpo_contact"]
    assert session.scalars(sa.select(Committee)).all() == []


def test_a_chair_edits_the_own_committee(sign_in: SignIn, session: Session) -> None:
    """The second of two editors gets 409; closing is not for the chair."""
    committee = a_committee(session)
    chair = sign_in(Role.CHAIR, committee=committee)
    page = chair.get(f"/committees/{committee.id}/edit")
    assert page.texts(".page-actions button") == ["Op slapend zetten"]
    assert page.texts(".page-actions a") == []
    chair.post(f"/committees/{committee.id}/edit", COMMITTEE | {"revision": "1"})
    assert (committee.name.nl, committee.founded_on) == ("CoPmittee Gent", date(2026, 1, 5))
    again = chair.post(
        f"/committees/{committee.id}/edit", COMMITTEE | {"revision": "1", "rhythm_weeks": "9"}, status=409
    )
    assert again.one("#rhythm_weeks").attrs["value"] == "9"
    assert committee.rhythm_weeks == 8
    chair.get(f"/committees/{committee.id}/close", status=403)


def test_the_regime_of_the_zone_decides_on_the_page(sign_in: SignIn, session: Session) -> None:
    """A committee of a bilingual zone needs a French purpose."""
    committee = a_committee(session, zone=a_zone(session, language_regime=LanguageRegime.NL_FR))
    client = sign_in(Role.COORDINATOR, zone=committee.zone)
    data = COMMITTEE | {"name-fr": "CoPmittee Gand", "purpose-fr": "", "revision": "1"}
    page = client.post(f"/committees/{committee.id}/edit", data, status=422, language="fr")
    assert page.texts(".field-error") == [
        "Erreur : Complétez aussi le texte français : cette zone s'adresse au public en français."
    ]
    assert committee.revision == 1


def state_of(session: Session, committee: Committee) -> CommitteeState:
    """Return the stored state of a committee."""
    return session.scalars(sa.select(Committee.state).where(Committee.id == committee.id)).one()


def test_a_committee_rests_and_wakes_by_button(sign_in: SignIn, session: Session) -> None:
    """Twice the same button says that somebody was faster."""
    committee = a_committee(session)
    chair = sign_in(Role.CHAIR, committee=committee)
    chair.post(f"/committees/{committee.id}/rest")
    assert state_of(session, committee) is CommitteeState.DORMANT
    chair.post(f"/committees/{committee.id}/rest", status=422)
    assert chair.get(f"/committees/{committee.id}/edit").texts(".page-actions button") == ["Opnieuw activeren"]
    chair.post(f"/committees/{committee.id}/wake")
    assert state_of(session, committee) is CommitteeState.ACTIVE


def test_a_coordinator_closes_a_committee(sign_in: SignIn, session: Session) -> None:
    """With a day that makes sense; after that nothing about it changes."""
    committee = a_committee(session)
    client = sign_in(Role.COORDINATOR, zone=committee.zone)
    client.get(f"/committees/{committee.id}/close")
    for wrong in ("", "1/1/1999", short_date(clock.today() + timedelta(days=1))):
        client.post(f"/committees/{committee.id}/close", {"closed_on": wrong}, status=422)
    assert state_of(session, committee) is CommitteeState.ACTIVE
    client.post(f"/committees/{committee.id}/close", {"closed_on": short_date(clock.today())})
    assert (committee.state, committee.closed_on) == (CommitteeState.CLOSED, clock.today())
    client.post(f"/committees/{committee.id}/edit", COMMITTEE | {"revision": str(committee.revision)}, status=422)
    assert committee.name.nl != "CoPmittee Gent"
