"""The front page of a committee."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.choices import ActionState
from cpwb.committees.choices import CommitteeState, Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.meetings.choices import MeetingState
from cpwb.members.choices import MandateRole
from cpwb.members.models import Seat
from cpwb.minutes.choices import MinutesState
from tests.conftest import SignIn, count_queries
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, a_zone, an_organisation
from tests.factories.initiatives import an_initiative
from tests.factories.meetings import a_meeting
from tests.factories.members import a_consent, a_mandate, a_person, a_seat
from tests.factories.minutes import some_minutes
from tests.page_client import Page, PageClient

TABS = ["Het comité", "Vergaderingen", "Voorgestelde agendapunten", "Actiepunten", "Initiatieven", "Zetels", "Personen"]


def sections(page: Page) -> list[str]:
    """Return the ids of the sections."""
    return [section.attrs["id"] or "" for section in page.all("section[id]")]


def test_signed_out_one_is_asked_to_sign_in(visitor: PageClient, session: Session) -> None:
    """The page of a committee is not public."""
    path = f"/committees/{a_committee(session).id}"
    assert visitor.get(path, status=302).response.headers["Location"] == f"/account/login?next={path}"


@pytest.mark.parametrize("role", [Role.CHAIR, Role.SECRETARY, Role.MEMBER, Role.OBSERVER, Role.COORDINATOR])
def test_a_neighbour_learns_nothing(sign_in: SignIn, session: Session, role: Role) -> None:
    """Another committee, in the same zone or in another one, does not exist for them."""
    committee = a_committee(session)
    elsewhere = a_committee(session, zone=None if role is Role.COORDINATOR else committee.zone)
    client = sign_in(role, committee=elsewhere, zone=elsewhere.zone)
    client.get(f"/committees/{committee.id}", status=404)
    client.get(f"/committees/{elsewhere.id}")


def a_full_committee(session: Session) -> Committee:
    """Return a committee with one row in every list."""
    committee = a_committee(session, name=Bilingual("CoPmittee Gent", "CoPmittee Gand"), quorum_total=4)
    fill(session, committee)
    return committee


def fill(session: Session, committee: Committee) -> None:
    """Add one row to every list on the page."""
    today, now = clock.today(), clock.now()
    police = a_seat(session, committee=committee, side=Side.POLICE, title=Bilingual("Wijkwerking", "Quartier"))
    a_mandate(
        session,
        seat=police,
        person=a_person(session, committee=committee, first_name="Ann", last_name="Fictief"),
        role=MandateRole.CHAIR,
        ends_on=today + timedelta(days=400),
    )
    silent = a_person(session, committee=committee, first_name="Ibrahim", last_name="Denkbeeldig")
    community = a_seat(
        session, committee=committee, organisation=an_organisation(session, name=Bilingual("vzw Brug", ""))
    )
    a_mandate(session, seat=community, person=silent)
    a_seat(session, committee=committee)
    a_meeting(session, committee=committee, starts_at=now + timedelta(days=5), state=MeetingState.CONVENED)
    held = a_meeting(session, committee=committee, starts_at=now - timedelta(days=9), state=MeetingState.CLOSED)
    some_minutes(session, meeting=held, state=MinutesState.APPROVED)
    an_action(session, committee=committee, owner_seat=police, title="Later", due_on=today + timedelta(days=3))
    an_action(session, committee=committee, owner_seat=community, title="Te laat", due_on=today - timedelta(days=1))
    an_action(
        session,
        committee=committee,
        owner_seat=police,
        title="Klaar",
        state=ActionState.DONE,
        result="Gedaan",
        closed_on=today,
    )
    an_initiative(session, committee=committee)


def test_a_member_sees_everything_about_the_own_committee(sign_in: SignIn, session: Session) -> None:
    """Purpose, next meeting, last minutes, open action points, initiatives, seats with their vacancies."""
    committee = a_full_committee(session)
    page = sign_in(Role.MEMBER, committee=committee).get(f"/committees/{committee.id}")
    assert page.h1 == "CoPmittee Gent"
    assert sections(page) == ["purpose", "next-meeting", "actions", "initiatives", "seats"]
    assert page.texts(".tabs a") == TABS[:-1]
    assert page.texts(".tabs a[aria-current=page]") == ["Het comité"]
    assert page.texts("#next-meeting .tag") == ["uitnodiging verstuurd", "goedgekeurd"]
    assert page.texts("#actions h3") == ["2. Te laat", "1. Later"]
    assert page.texts("#actions .tag-bad") == ["1 dag over tijd"]
    assert page.texts("#actions .part-count") == ["2"]
    assert page.texts("#initiatives h3") == ["Voetbaltornooi"]
    assert page.texts("#seats .figure-value") == ["1 van de 1", "1 van de 2", "0 van de 0"]
    assert page.texts("#seats .figure-note") == ["geen vacante zetels", "1 vacante zetel", "geen vacante zetels"]
    assert page.texts(".page-actions a") == ["Jaarboeken"]


def test_a_name_is_shown_with_consent_only(sign_in: SignIn, session: Session) -> None:
    """The police by name; a community member as "member for" until a consent is recorded."""
    committee = a_full_committee(session)
    client = sign_in(Role.CHAIR, committee=committee)
    page = client.get(f"/committees/{committee.id}")
    cells = page.texts("#seats tbody .cell")
    assert cells[0:3] == ["Wijkwerking", cells[1], "politie"]
    assert cells[3] == "Ann Fictief (voorzitter)"
    assert "lid namens vzw Brug" in cells
    assert "vacant" in cells
    assert "Denkbeeldig" not in page.response.text
    (seat,) = [seat for seat in committee_seats(session, committee) if seat.organisation.name.nl == "vzw Brug"]
    a_consent(session, person=seat.mandates[0].person)
    assert "Ibrahim Denkbeeldig" in client.get(f"/committees/{committee.id}").texts("#seats tbody .cell")


def committee_seats(session: Session, committee: Committee) -> list[Seat]:
    """Return the seats of a committee."""
    return list(session.scalars(sa.select(Seat).where(Seat.committee_id == committee.id)))


def test_a_chair_is_offered_what_a_chair_may(sign_in: SignIn, session: Session) -> None:
    """An empty committee says what belongs there and offers to add it."""
    committee = a_committee(session)
    page = sign_in(Role.CHAIR, committee=committee).get(f"/committees/{committee.id}")
    assert page.texts(".tabs a") == TABS
    assert page.texts(".page-actions a") == ["Jaarboeken", "Standaardzinnen", "Huisstijl", "Bewerken"]
    assert [link.attrs["href"] for link in page.all(".empty a")] == [
        f"/committees/{committee.id}/{way}" for way in ("meetings/plan", "actions/new", "initiatives/new", "seats/new")
    ]


def test_a_member_is_offered_nothing_of_it(sign_in: SignIn, session: Session) -> None:
    """The same empty lists, without buttons that would be refused."""
    committee = a_committee(session)
    page = sign_in(Role.MEMBER, committee=committee).get(f"/committees/{committee.id}")
    assert page.all(".empty a") == []
    assert len(page.all(".empty")) == 4


def test_the_monitor_sees_no_people(sign_in: SignIn, session: Session) -> None:
    """Meetings, action points with the organisation, initiatives; no seats, minutes, proposals or persons."""
    committee = a_full_committee(session)
    page = sign_in(Role.MONITOR).get(f"/committees/{committee.id}")
    assert sections(page) == ["purpose", "next-meeting", "actions", "initiatives"]
    assert page.texts(".tabs a") == ["Het comité", "Vergaderingen", "Actiepunten", "Initiatieven"]
    assert page.texts("#next-meeting h3") == [page.texts("#next-meeting h3")[0]]
    assert page.texts("#actions p")[0].startswith("vzw Brug · ")
    for name in ("Fictief", "Denkbeeldig", "Ann", "lid namens"):
        assert name not in page.response.text


def test_the_administrator_sees_the_rules_only(sign_in: SignIn, session: Session) -> None:
    """Not the agenda, the action points or the members."""
    committee = a_full_committee(session)
    page = sign_in(Role.ADMINISTRATOR).get(f"/committees/{committee.id}")
    assert sections(page) == ["purpose"]
    assert page.texts(".tabs a") == ["Het comité"]
    assert page.texts(".page-actions a") == ["Huisstijl", "Bewerken"]


def test_the_rules_are_told_in_words(sign_in: SignIn, session: Session) -> None:
    """Rhythm, quorum, approval and who answers for the data; rules that do not exist are left out."""
    committee = a_committee(
        session,
        rhythm_weeks=1,
        quorum_total=6,
        quorum_police=2,
        controllers="Politiezone\nIOM",
        dpo_contact="dpo@x.example",
    )
    page = sign_in(Role.OBSERVER, committee=committee).get(f"/committees/{committee.id}")
    assert page.texts("#purpose dd") == [
        committee.zone.name.nl,
        "Nederlands",
        "elke week een vergadering",
        "6",
        "2",
        "de voorzitter en de covoorzitter, van verschillende zijden",
        "10 dagen",
        "15 januari 2024",
        "Politiezone IOM",
        "dpo@x.example",
    ]


def test_a_closed_committee_is_there_to_read(sign_in: SignIn, session: Session) -> None:
    """It says so, and offers nothing."""
    committee = a_committee(session, state=CommitteeState.CLOSED, closed_on=date(2026, 2, 1))
    page = sign_in(Role.CHAIR, committee=committee).get(f"/committees/{committee.id}")
    assert page.texts("main .notice")[0].startswith("Dit comité is afgesloten op 1 februari 2026.")
    assert page.all(".empty a") == []
    assert page.texts(".page-actions a") == ["Jaarboeken"]


def test_hostile_texts_are_words(sign_in: SignIn, session: Session) -> None:
    """Markup in names and purpose is shown as it was typed, a text in the other language says so."""
    nasty = "<script>alert('x')</script> & <b>Gent</b>"
    committee = a_committee(session, name=Bilingual(nasty, ""), purpose=Bilingual("", "Ensemble\ntoujours"))
    page = sign_in(Role.MEMBER, committee=committee).get(f"/committees/{committee.id}")
    assert page.h1 == nasty
    assert page.texts("#purpose p[lang=fr]") == ["Ensemble toujours"]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.MONITOR])
def test_the_page_costs_the_same_for_one_row_and_for_three(sign_in: SignIn, session: Session, role: Role) -> None:
    """The number of queries does not grow with the rows."""
    committee = a_committee(session)
    client = sign_in(role, committee=committee)
    counts = []
    for rows in (1, 2):
        for _row in range(rows):
            fill(session, committee)
        session.commit()
        client.get_raw(f"/committees/{committee.id}")
        with count_queries() as statements:
            assert client.get_raw(f"/committees/{committee.id}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_zone_keeps_its_committees_apart(sign_in: SignIn, session: Session) -> None:
    """What another committee of the zone does is not on this page."""
    zone = a_zone(session)
    mine, other = a_committee(session, zone=zone), a_committee(session, zone=zone)
    fill(session, other)
    page = sign_in(Role.COORDINATOR, zone=zone).get(f"/committees/{mine.id}")
    assert page.texts("section .empty p")[0] == "Er is geen vergadering gepland."
    assert len(page.all(".empty")) == 4
