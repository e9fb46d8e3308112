"""The front page of a zone."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.committees.models import Municipality, Zone
from cpwb.core.bilingual import Bilingual
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee, a_zone
from tests.factories.initiatives import an_initiative
from tests.page_client import PageClient


def test_signed_out_one_is_asked_to_sign_in(visitor: PageClient, session: Session) -> None:
    """The page of a zone is not public."""
    path = f"/zones/{a_zone(session).id}"
    assert visitor.get(path, status=302).response.headers["Location"] == f"/account/login?next={path}"


def test_another_zone_does_not_exist(sign_in: SignIn, session: Session) -> None:
    """Members and coordinators see their own; a number that is no zone's is not found either."""
    committee, other = a_committee(session), a_zone(session)
    for client in (sign_in(Role.MEMBER, committee=committee), sign_in(Role.COORDINATOR, zone=committee.zone)):
        client.get(f"/zones/{committee.zone_id}")
        client.get(f"/zones/{other.id}", status=404)
        client.get("/zones/999999", status=404)


def test_a_zone_shows_its_facts(sign_in: SignIn, session: Session) -> None:
    """Facts, municipalities, committees and initiatives."""
    zone = a_zone(session, number="5415", name=Bilingual("Gent", "Gand"), note=Bilingual("Let op", "Attention"))
    session.add(Municipality(name=Bilingual("Gent", "Gand"), zone=zone))
    committee = a_committee(session, zone=zone, name=Bilingual("CoPmittee Gent", "CoPmittee Gand"))
    an_initiative(session, committee=committee)
    page = sign_in(Role.COORDINATOR, zone=zone).get(f"/zones/{zone.id}")
    assert page.h1 == "Politiezone Gent"
    assert page.texts("#facts dd") == ["5415", "Oost-Vlaanderen", "Vlaams Gewest", "Nederlands"]
    assert page.texts("#municipalities li") == ["Gent"]
    assert page.texts("#committees h3") == ["CoPmittee Gent"]
    assert page.texts("#initiatives h3") == ["Voetbaltornooi"]
    assert page.texts("main .notice") == ["Let op"]
    assert page.texts(".page-actions a") == []


def test_a_zone_names_those_that_merged_into_it(sign_in: SignIn, session: Session) -> None:
    """Their committees stand there too, with the zone they belong to; the old zone points to the new one."""
    new = a_zone(session, name=Bilingual("Brussel", "Bruxelles"))
    old = a_zone(
        session, number="5344", name=Bilingual("Noord", "Nord"), successor_id=new.id, valid_to=date(2027, 12, 31)
    )
    a_committee(session, zone=old, name=Bilingual("CoPmittee Noord", "CoPmittee Nord"))
    client = sign_in(Role.ADMINISTRATOR)
    page = client.get(f"/zones/{new.id}")
    assert page.texts("#facts li") == ["Noord (5344)"]
    assert page.texts("#committees .card-item") == ["CoPmittee Noord actief van zone Noord"]
    assert page.texts(".page-actions a") == ["Bewerken", "Met een andere zone fuseren"]
    page = client.get(f"/zones/{old.id}")
    assert page.texts("main .notice a") == ["Politiezone Brussel"]
    assert "31 december 2027" in page.one("main .notice").to_text()
    assert page.texts(".page-actions a") == ["Bewerken"]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MONITOR])
def test_only_who_may_is_offered_to_create_a_committee(sign_in: SignIn, session: Session, role: Role) -> None:
    """The empty list offers it to the administrator, not to the monitor; administrators read no initiatives."""
    page = sign_in(role).get(f"/zones/{a_zone(session).id}")
    offered = ["/committees/new"] if role is Role.ADMINISTRATOR else []
    assert [link.attrs["href"] for link in page.all("#committees .empty a")] == offered
    assert bool(page.all("#initiatives")) == (role is Role.MONITOR)


def fill(session: Session, zone: Zone) -> None:
    """Add one row to every list on the page."""
    session.add(Municipality(name=Bilingual("Gent", "Gand"), zone=zone))
    an_initiative(session, committee=a_committee(session, zone=zone))
    old = a_zone(session, successor_id=zone.id)
    a_committee(session, zone=old)


def test_the_page_costs_the_same_for_one_row_and_for_three(sign_in: SignIn, session: Session) -> None:
    """The number of queries does not grow with the rows."""
    zone = a_zone(session)
    client = sign_in(Role.MONITOR)
    counts = []
    for rows in (1, 2):
        for _row in range(rows):
            fill(session, zone)
        session.commit()
        client.get_raw(f"/zones/{zone.id}")
        with count_queries() as statements:
            assert client.get_raw(f"/zones/{zone.id}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_all_initiatives_are_those_of_the_zone(sign_in: SignIn, session: Session) -> None:
    """The link carries the filter of the list."""
    here, elsewhere = a_committee(session), a_committee(session)
    for committee, name in ((here, "Hier"), (elsewhere, "Elders")):
        an_initiative(session, committee=committee, title=Bilingual(name, name))
    session.commit()
    monitor = sign_in(Role.MONITOR)
    link = monitor.get(f"/zones/{here.zone_id}").one("#initiatives .part-actions a")
    assert monitor.get(str(link.attrs["href"])).texts("tbody th") == ["Hier"]
