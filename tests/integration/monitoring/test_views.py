"""The pages of the figures."""

import csv
import io
from datetime import date

import pytest
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.core.bilingual import Bilingual
from cpwb.monitoring.indicators import INDICATORS
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee, a_zone
from tests.factories.initiatives import an_initiative, an_initiative_session
from tests.factories.members import a_mandate, a_person, a_seat
from tests.integration.monitoring.test_queries import _a_year
from tests.page_client import PageClient

PERIOD = "?span=free&first=2026-01-01&last=2026-06-30"


def test_the_overview_shows_every_figure_with_a_way_to_its_list(session: Session, sign_in: SignIn) -> None:
    """In total and per zone, each figure is a link to the records behind it."""
    _a_year(session, a_committee(session))
    page = sign_in(Role.MONITOR).get(f"/overview{PERIOD}")
    assert page.h1 == "Overzicht van alle comités"
    for indicator in INDICATORS:
        links = [link for link in page.links() if link.startswith(f"/overview/{indicator.key}?")]
        assert len(links) == 2, indicator.key


def test_the_list_behind_a_figure_holds_what_was_counted(session: Session, sign_in: SignIn) -> None:
    """Two meetings were held, so two stand in the list."""
    _a_year(session, a_committee(session))
    page = sign_in(Role.MONITOR).get(f"/overview/meetings_held{PERIOD}")
    assert page.texts("tbody th") == ["Vergadering 2", "Vergadering 1"]


def test_no_page_of_figures_names_a_person(session: Session, sign_in: SignIn) -> None:
    """The monitor sees organisations and sides, never who sits there."""
    committee = a_committee(session)
    _a_year(session, committee)
    person = a_person(session, committee=committee, first_name="Hana", last_name="Geheimnaam")
    a_mandate(session, seat=a_seat(session, committee=committee), person=person)
    monitor = sign_in(Role.MONITOR)
    for path in ["/overview", *(f"/overview/{indicator.key}" for indicator in INDICATORS), "/overview.csv"]:
        assert "Geheimnaam" not in monitor.get(path + PERIOD).response.text


def test_the_export_has_a_line_per_zone_and_a_total(session: Session, sign_in: SignIn) -> None:
    """Semicolons, a byte order mark, shares with a decimal comma, few people as "< 5", and no formulas."""
    zone = a_zone(session, number="4321", name=Bilingual("=1+1", "=1+1"))
    _a_year(session, a_committee(session, zone=zone))
    text = sign_in(Role.MONITOR).get_raw(f"/overview.csv{PERIOD}").text
    assert text[0] == "\ufeff"
    heading, line, total = csv.reader(io.StringIO(text[1:]), delimiter=";")
    row = dict(zip(heading, line, strict=True))
    assert (row["zonenummer"], row["zone"]) == ("4321", "'=1+1")
    assert (row["gehouden vergaderingen"], row["tijdig afgerond (%)"]) == ("2", "50,0")
    assert (row["vrouwen"], row["mannen"]) == ("< 5", "niet getoond")
    assert total[:3] == ["", "Totaal", "2"]


@pytest.mark.parametrize("path", ["/overview", "/overview/meetings_held", "/overview.csv"])
def test_figures_are_for_monitors_and_coordinators(
    session: Session, sign_in: SignIn, visitor: PageClient, path: str
) -> None:
    """A chair may not see them, a visitor must sign in."""
    committee = a_committee(session)
    sign_in(Role.CHAIR, committee=committee).get(path, status=403)
    sign_in(Role.ADMINISTRATOR).get(path, status=403)
    sign_in(Role.COORDINATOR, zone=committee.zone).get(path)
    assert visitor.get(path, status=302).response.headers["Location"].startswith("/account/login")


def test_an_unknown_figure_does_not_exist(session: Session, sign_in: SignIn) -> None:
    """A mistyped address gives no page."""
    sign_in(Role.MONITOR).get("/overview/happiness", status=404)


@pytest.mark.parametrize("query", ["?span=free&first=32/1/2026", "?span=free&first=2/1/2026&last=1/1/2026"])
def test_a_wrong_period_is_said_and_the_page_still_shows_figures(session: Session, sign_in: SignIn, query: str) -> None:
    """The sentence stands at the field, what was typed is kept."""
    page = sign_in(Role.MONITOR).get(f"/overview{query}", status=422)
    assert len(page.texts(".field-error")) == 1


def test_the_number_of_queries_does_not_grow_with_zones(session: Session, sign_in: SignIn) -> None:
    """One zone or three, the page asks as often."""
    monitor = sign_in(Role.MONITOR)
    counts = []
    for _ in range(3):
        committee = a_committee(session)
        _a_year(session, committee)
        initiative = an_initiative(session, committee=committee)
        an_initiative_session(session, initiative=initiative, held_on=date(2026, 4, 1))
        monitor.get_raw(f"/overview{PERIOD}")
        with count_queries() as statements:
            monitor.get_raw(f"/overview{PERIOD}")
        counts.append(len(statements))
    assert counts[0] == counts[2]
