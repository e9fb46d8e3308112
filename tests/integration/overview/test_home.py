"""The first page: what asks for somebody's attention."""

from datetime import date, timedelta

import pytest
from flask import Flask
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
from tests.factories.accounts import a_user
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, a_zone
from tests.factories.meetings import a_meeting, an_item
from tests.factories.members import a_consent, a_mandate, a_seat
from tests.factories.minutes import some_minutes
from tests.page_client import Page, PageClient


def a_member(app: Flask, session: Session, seat: Seat, role: Role = Role.MEMBER) -> PageClient:
    """Return the client of somebody who sits in a seat."""
    return PageClient(app, user=a_user(session, role=role, committee=seat.committee, seat=seat))


def cards(page: Page, section: str) -> list[str]:
    """Return the titles of the cards in a section."""
    return page.texts(f"#{section} h3")


def sections(page: Page) -> list[str]:
    """Return the ids of the sections."""
    return [section.attrs["id"] or "" for section in page.all("section[id]")]


def test_a_visitor_reads_what_it_is_and_can_sign_in(visitor: PageClient) -> None:
    """The one public page has no names, no figures and a button."""
    page = visitor.get("/")
    assert page.h1 == "Het geheugen van een CoPmittee"
    assert [link.attrs["href"] for link in page.all(".page-actions a")] == ["/account/login"]
    assert page.all("nav[aria-label=Hoofdmenu]") == []


def test_a_member_sees_the_own_action_points_overdue_first(app: Flask, session: Session) -> None:
    """Neither finished ones nor those of other seats."""
    committee = a_committee(session)
    seat, other = a_seat(session, committee=committee), a_seat(session, committee=committee)
    today = clock.today()
    an_action(session, committee=committee, owner_seat=seat, title="Later", due_on=today + timedelta(days=9))
    an_action(session, committee=committee, owner_seat=seat, title="Te laat", due_on=today - timedelta(days=3))
    an_action(session, committee=committee, owner_organisation=seat.organisation, title="Vandaag", due_on=today)
    an_action(session, committee=committee, owner_seat=other, title="Van een ander", due_on=today)
    an_action(
        session,
        committee=committee,
        owner_seat=seat,
        title="Klaar",
        state=ActionState.DONE,
        result="Gedaan",
        closed_on=today,
    )
    page = a_member(app, session, seat).get("/")
    assert cards(page, "actions") == ["Te laat", "Vandaag", "Later"]
    assert page.texts("#actions .tag-bad") == ["3 dagen over tijd"]
    assert page.texts("#actions .part-actions a") == ["Al mijn actiepunten"]
    assert sections(page) == ["actions", "meetings", "recent", "committees"]


def test_a_member_without_promises_reads_what_belongs_there(app: Flask, session: Session) -> None:
    """Empty sections say what will stand in them."""
    page = a_member(app, session, a_seat(session, committee=a_committee(session))).get("/")
    assert page.texts("#actions .empty p")[0].startswith("U hebt geen openstaande actiepunten.")
    assert page.texts("#meetings .empty p") == ["In uw comités is geen vergadering gepland."]


def busy(session: Session, committee: Committee, seat: Seat) -> None:
    """Add one row to every list on the page."""
    today, now = clock.today(), clock.now()
    an_action(session, committee=committee, owner_seat=seat, opened_on=today - timedelta(days=99), due_on=today)
    a_meeting(session, committee=committee, starts_at=now + timedelta(days=5), state=MeetingState.CONVENED)
    for state in MinutesState:
        held = a_meeting(
            session, committee=committee, starts_at=now - timedelta(days=5), state=MeetingState.CLOSED, closed_at=now
        )
        some_minutes(session, meeting=held, state=state)
    an_item(session, committee=committee)
    mandate = a_mandate(session, seat=a_seat(session, committee=committee), ends_on=today + timedelta(days=10))
    a_consent(session, person=mandate.person)
    a_seat(session, committee=committee)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR])
def test_the_page_costs_the_same_for_one_row_and_for_three(app: Flask, session: Session, role: Role) -> None:
    """A member's page needs eight queries at most, however much there is."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee)
    client = a_member(app, session, seat, role)
    counts = []
    for rows in (1, 2):
        for _row in range(rows):
            busy(session, committee, seat)
        session.commit()
        client.get_raw("/")
        with count_queries() as statements:
            assert client.get_raw("/").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert role is not Role.MEMBER or counts[0] <= 8, statements
    client.get("/")


def test_a_chair_sees_what_waits(app: Flask, session: Session) -> None:
    """Proposals, minutes to finish and to approve, silent action points, vacancies, ending terms."""
    committee = a_committee(session, name=Bilingual("Gent", "Gand"))
    seat = a_seat(session, committee=committee)
    a_mandate(session, seat=seat, role=MandateRole.CHAIR)
    busy(session, committee, seat)
    page = a_member(app, session, seat, Role.CHAIR).get("/")
    assert cards(page, "waiting") == ["1 voorgesteld agendapunt", *cards(page, "waiting")[1:]]
    assert page.texts("#waiting .tag") == ["ontwerp", "geen nieuws sinds vier weken"]
    assert len(cards(page, "approve")) == 1
    assert len(cards(page, "ending")) == 1
    assert page.texts("#committees tbody .cell") == ["Gent", "3", "1 – Gent", "actief"]
    assert cards(page, "meetings") != []


def test_nothing_waits_says_so(app: Flask, session: Session) -> None:
    """A chair without work reads what would stand there."""
    page = a_member(app, session, a_seat(session, committee=a_committee(session)), Role.CHAIR).get("/")
    assert page.texts("#waiting .empty p")[0].startswith("Er wacht niets op u.")


def test_an_action_point_is_silent_after_four_weeks(app: Flask, session: Session) -> None:
    """Not a young one, a snoozed one or one that is finished."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee)
    today = clock.today()
    old = today - timedelta(days=28)
    an_action(session, committee=committee, owner_seat=seat, title="Stil", opened_on=old)
    an_action(session, committee=committee, owner_seat=seat, title="Jong", opened_on=old + timedelta(days=1))
    an_action(
        session,
        committee=committee,
        owner_seat=seat,
        title="Sluimert",
        opened_on=old,
        show_again_on=today + timedelta(days=1),
    )
    assert cards(a_member(app, session, seat, Role.SECRETARY).get("/"), "waiting") == ["Stil"]


def test_a_coordinator_sees_the_committees_of_the_zone(sign_in: SignIn, session: Session) -> None:
    """With their vacancies and the terms that end; closed ones and those of other zones are left out."""
    zone = a_zone(session)
    first = a_committee(session, zone=zone, name=Bilingual("Eerste", "Premier"))
    a_committee(session, zone=zone, state=CommitteeState.CLOSED, closed_on=date(2026, 1, 1))
    a_committee(session)
    seat = a_seat(session, committee=first, side=Side.POLICE)
    mandate = a_mandate(session, seat=seat, ends_on=clock.today() + timedelta(days=60))
    a_seat(session, committee=first)
    page = sign_in(Role.COORDINATOR, zone=zone).get("/")
    assert page.texts("#committees tbody .cell") == ["Eerste", "2", "1 – Eerste", "actief"]
    assert cards(page, "ending") == [mandate.person.full_name]


def test_a_seat_with_only_an_alternate_is_vacant(sign_in: SignIn, session: Session) -> None:
    """Whoever stands in does not fill the seat; a seat that has ended is no seat."""
    committee = a_committee(session)
    a_mandate(session, seat=a_seat(session, committee=committee), role=MandateRole.ALTERNATE)
    a_seat(session, committee=committee, closed_on=committee.founded_on)
    page = sign_in(Role.COORDINATOR, zone=committee.zone).get("/")
    assert page.texts("#committees tbody .numeric .cell")[:2][0] == "1"
    assert page.texts("#committees tbody .numeric .cell")[1].startswith("1 –")


def test_a_name_without_consent_is_not_shown(sign_in: SignIn, session: Session) -> None:
    """Also to the coordinator, on this page."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee)
    mandate = a_mandate(session, seat=seat, ends_on=clock.today())
    page = sign_in(Role.COORDINATOR, zone=committee.zone).get("/")
    assert cards(page, "ending") == [f"lid namens {seat.organisation.name.nl}"]
    assert mandate.person.last_name not in page.response.text


def test_a_monitor_and_an_administrator_find_their_way(sign_in: SignIn, session: Session) -> None:
    """Neither sits at a table: they get ways to go, and no list of any committee."""
    a_meeting(session, committee=a_committee(session), starts_at=clock.now() + timedelta(days=1))
    page = sign_in(Role.MONITOR).get("/")
    assert sections(page) == ["ways"]
    assert cards(page, "ways") == ["Cijfers over alle comités", "Comités", "Initiatieven"]
    page = sign_in(Role.ADMINISTRATOR).get("/")
    assert sections(page) == ["ways"]
    assert cards(page, "ways") == ["Comités", "Accounts", "Politiezones", "Organisaties", "Logboek"]


def test_an_account_without_a_role_is_told_whom_to_ask(sign_in: SignIn) -> None:
    """Nothing else is there for it."""
    page = sign_in()
    assert page.get("/").texts("main .empty p") == [
        "Uw account heeft op dit moment geen rol. Vraag er een aan de secretaris van uw comité of aan de coördinator "
        "van uw zone."
    ]


def menu(page: Page) -> list[str]:
    """Return the entries of the main menu."""
    return page.texts("nav[aria-label=Hoofdmenu] a")


def test_the_menu_holds_what_the_reader_may_read(sign_in: SignIn, session: Session) -> None:
    """Every entry opens, and none leads to a refusal."""
    committee = a_committee(session)
    expected = {
        Role.MEMBER: ["Startpagina", "Mijn actiepunten", "Comités", "Initiatieven", "Politiezones", "Organisaties"],
        Role.MONITOR: ["Startpagina", "Comités", "Initiatieven", "Overzicht", "Politiezones", "Organisaties"],
        Role.ADMINISTRATOR: ["Startpagina", "Comités", "Politiezones", "Organisaties", "Accounts", "Logboek"],
    }
    for role, entries in expected.items():
        client = sign_in(role, committee=committee)
        page = client.get("/")
        assert menu(page) == entries
        for link in page.all("nav[aria-label=Hoofdmenu] a"):
            assert client.get_raw(link.attrs["href"] or "").status_code == 200
