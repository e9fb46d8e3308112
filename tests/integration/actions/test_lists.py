"""The list of a committee's action points: filters, order, pages, and what the monitor sees."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.choices import ActionState, Priority
from cpwb.actions.models import ActionPoint, FollowUp
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.members.models import Seat
from tests.conftest import SignIn, count_queries
from tests.factories.actions import an_action
from tests.factories.committees import an_organisation
from tests.factories.meetings import a_meeting
from tests.integration.actions.conftest import in_days
from tests.page_client import PageClient


def test_the_list_shows_at_first_what_is_not_finished(
    session: Session, sign_in: SignIn, committee: Committee, action: ActionPoint
) -> None:
    """Filters and order stand in the URL."""
    organisation = an_organisation(session, name=Bilingual("vzw De Brug", "ASBL Le Pont"))
    done: dict[str, Any] = {"state": ActionState.DONE, "result": "Gelukt", "closed_on": clock.today()}
    an_action(session, committee=committee, owner_organisation=organisation, title="klaar", **done)
    an_action(
        session,
        committee=committee,
        owner_organisation=organisation,
        title="dringend",
        due_on=in_days(-2),
        priority=Priority.HIGH,
    )
    session.commit()
    reader = sign_in(Role.OBSERVER, committee=committee)
    path = f"/committees/{committee.id}/actions"

    def rows(query: str = "") -> list[str]:
        return reader.get(path + query).texts("tbody tr [data-label=Actiepunt]")

    assert rows() == ["dringend hoog", "Kaartje ontwerpen"]
    assert rows("?state=") == ["klaar", "dringend hoog", "Kaartje ontwerpen"]
    assert rows("?state=done") == ["klaar"]
    assert rows("?overdue=y") == ["dringend hoog"]
    assert rows("?side=police") == ["Kaartje ontwerpen"]
    assert rows(f"?owner=organisation:{organisation.id}") == ["dringend hoog"]
    assert rows("?sort=-number&state=") == ["dringend hoog", "klaar", "Kaartje ontwerpen"]
    assert rows("?state=junk&owner=seat:999999&meeting=x&side=99&page=-4&sort=junk") != []
    assert reader.get(path).all("main .page-actions a") == []


def test_the_monitor_sees_organisations_not_seats(
    sign_in: SignIn, session: Session, committee: Committee, action: ActionPoint
) -> None:
    """IOM sees number, title, state, date and organisation; no description, log, seat or meeting."""
    action.description = "Vertrouwelijk gesprek"
    action.meeting = a_meeting(session, committee=committee)
    session.add(
        FollowUp(committee_id=committee.id, action=action, at=clock.now(), by_id=None, note="Notitie van de wijk")
    )
    session.commit()
    monitor = sign_in(Role.MONITOR)

    listed = monitor.get(f"/committees/{committee.id}/actions")
    page = monitor.get(f"/actions/{action.id}")

    assert listed.texts("tbody tr td:nth-of-type(2)") == ["PZ Gent"]
    assert listed.all("#owner") == []
    assert page.texts("dd")[:2] == ["PZ Gent", "politie"]
    assert page.all("form.entry, #follow-up") == []
    for words in ("wijkwerking", "Vertrouwelijk", "Notitie", "Vergadering"):
        assert words not in page.text
    monitor.get("/my-actions", status=403)
    monitor.post(f"/actions/{action.id}/report", {"state": "done"}, status=403)


@pytest.mark.parametrize("path", ["/committees/{committee}/actions", "/my-actions"])
def test_a_list_costs_the_same_with_one_and_three(
    session: Session, member: PageClient, committee: Committee, seat: Seat, path: str
) -> None:
    """The number of queries does not grow with the rows."""
    meeting = a_meeting(session, committee=committee)
    counts = []
    for number in (1, 2):
        for _ in range(number):
            an_action(session, committee=committee, owner_seat=seat, meeting=meeting, due_on=in_days(3))
        session.commit()
        session.expire_all()
        with count_queries() as statements:
            assert member.get_raw(path.format(committee=committee.id)).status_code == 200
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_a_long_list_has_pages(session: Session, sign_in: SignIn, committee: Committee) -> None:
    """25 on a page; the filter stays."""
    organisation = an_organisation(session)
    for _ in range(26):
        an_action(session, committee=committee, owner_organisation=organisation)
    session.commit()

    page = sign_in(Role.CHAIR, committee=committee).get(f"/committees/{committee.id}/actions?overdue=y")

    assert len(page.all("tbody tr")) == 25
    assert page.one("a[rel=next]").attrs["href"] == f"/committees/{committee.id}/actions?overdue=y&page=2"
    assert page.texts(".part-count") == ["26"]
