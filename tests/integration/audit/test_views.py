"""The page of the audit log."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.committees.models import Committee
from tests.conftest import SignIn, count_queries
from tests.factories.accounts import a_user
from tests.factories.audit import an_entry
from tests.factories.committees import a_committee
from tests.factories.members import a_seat
from tests.page_client import Page, PageClient


@pytest.fixture
def committee(session: Session) -> Committee:
    """A committee whose name must not show."""
    return a_committee(session)


def _cells(page: Page) -> list[list[str]]:
    """Return the words of the table, row by row."""
    columns = len(page.all("thead th")) or 1
    cells = page.texts("tbody .cell")
    return [cells[at : at + columns] for at in range(0, len(cells), columns)]


def test_it_shows_tags_and_ids_only(session: Session, sign_in: SignIn, committee: Committee) -> None:
    """An entry of a committee names neither the committee nor its meeting."""
    user = a_user(session)
    an_entry(
        session,
        at=datetime(2026, 3, 10, 17, 30, tzinfo=UTC),
        user_id=user.id,
        subject_id=12,
        committee_id=committee.id,
        fields="starts_at,place",
    )
    page = sign_in(Role.ADMINISTRATOR).get("/audit")
    assert page.h1 == "Logboek"
    assert _cells(page) == [
        [
            "10/03/2026 18.30",
            user.name,
            "meeting_convened",
            "meeting 12",
            f"committee {committee.id}",
            "starts_at, place",
        ]
    ]
    assert committee.name.nl not in page.text


def test_it_does_not_tell_who_sits_in_which_committee(session: Session, sign_in: SignIn, committee: Committee) -> None:
    """What members do in their own committee shows without it; what others do there shows with it."""
    member = a_user(session, role=Role.MEMBER, committee=committee, seat=a_seat(session, committee=committee))
    outsider = a_user(session)
    for user in (member, outsider):
        about = {"user_id": user.id, "committee_id": committee.id}
        an_entry(session, **about, subject_id=12)
        an_entry(session, **about, tag="committee_edited", subject="committee", subject_id=committee.id)
    client = sign_in(Role.ADMINISTRATOR)

    def told(user_id: int) -> list[list[str]]:
        return [row[3:5] for row in _cells(client.get(f"/audit?user={user_id}"))]

    place = f"committee {committee.id}"
    assert told(outsider.id) == [[place, place], ["meeting 12", place]]
    own = "het eigen comité van het lid"
    assert told(member.id) == [["committee", own], ["meeting 12", own]]


def test_the_newest_comes_first_and_the_system_has_a_name(session: Session, sign_in: SignIn) -> None:
    """What the system did has no account."""
    zone = a_committee(session).zone
    an_entry(session, at=datetime(2026, 3, 9, 12, tzinfo=UTC), tag="zone_loaded", subject="zone", zone_id=zone.id)
    an_entry(session, at=datetime(2026, 3, 10, 12, tzinfo=UTC))
    page = sign_in(Role.ADMINISTRATOR).get("/audit", language="fr")
    assert [row[1:3] for row in _cells(page)] == [["le système", "meeting_convened"], ["le système", "zone_loaded"]]
    assert _cells(page)[1][4] == f"zone {zone.id}"


def test_filters_stand_in_the_address(session: Session, sign_in: SignIn) -> None:
    """Days in Brussels, both included; one kind of event; one account."""
    user = a_user(session)
    an_entry(session, at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC), subject_id=1)
    an_entry(session, at=datetime(2026, 3, 10, 22, 59, tzinfo=UTC), subject_id=2, user_id=user.id)
    an_entry(session, at=datetime(2026, 3, 10, 23, 1, tzinfo=UTC), subject_id=3, tag="committee_closed")
    client = sign_in(Role.ADMINISTRATOR)

    def found(query: str) -> list[str]:
        return [row[3] for row in _cells(client.get(f"/audit?{query}"))]

    assert found("since=10/3/2026&until=10-03-2026") == ["meeting 2", "meeting 1"]
    assert found("since=2026-03-11") == ["meeting 3"]
    assert found("what=committee_closed") == ["meeting 3"]
    assert found(f"user={user.id}") == ["meeting 2"]
    assert found(f"user={user.id}&until=9.3.2026") == []
    assert client.get(f"/audit?user={user.id}").one("#user option[selected]").attrs["value"] == str(user.id)


@pytest.mark.parametrize(
    "query", ["since=gisteren", "what=%3Cscript%3E", "user=-1", "user=x", "page=0", "page=999999999999999999999"]
)
def test_junk_filters_nothing(session: Session, sign_in: SignIn, query: str) -> None:
    """A filter that makes no sense is as if it were not there."""
    an_entry(session)
    assert len(_cells(sign_in(Role.ADMINISTRATOR).get(f"/audit?{query}"))) == 1


def test_a_long_log_has_pages(session: Session, sign_in: SignIn) -> None:
    """Twenty-five to a page; the filters stay."""
    for number in range(26):
        an_entry(session, subject_id=number)
    client = sign_in(Role.ADMINISTRATOR)
    page = client.get("/audit?what=meeting_convened")
    assert len(_cells(page)) == 25
    assert page.one("nav.pager a[rel=next]").attrs["href"] == "/audit?what=meeting_convened&page=2"
    assert [row[3] for row in _cells(client.get("/audit?what=meeting_convened&page=2"))] == ["meeting 0"]


def test_an_empty_log_says_so(sign_in: SignIn) -> None:
    """Nothing was found: the page says it in words."""
    page = sign_in(Role.ADMINISTRATOR).get("/audit")
    assert page.texts(".empty p") == ["Er is niets geregistreerd dat bij deze filters past."]


def test_opening_it_finds_fault_with_no_filter(sign_in: SignIn) -> None:
    """Nobody has chosen anything yet, so nothing can be wrong."""
    assert sign_in(Role.ADMINISTRATOR).get("/audit").texts(".field-error") == []


def test_one_and_three_entries_cost_the_same(session: Session, sign_in: SignIn) -> None:
    """The number of queries does not grow with the list."""
    client = sign_in(Role.ADMINISTRATOR)
    an_entry(session, user_id=a_user(session).id)
    with count_queries() as one:
        client.get("/audit")
    for _number in range(2):
        an_entry(session, user_id=a_user(session).id)
    with count_queries() as three:
        client.get("/audit")
    assert len(three) == len(one)


def test_only_administrators_read_it(
    session: Session, sign_in: SignIn, visitor: PageClient, committee: Committee
) -> None:
    """Others are told who may; visitors sign in first; the menu shows it to those who may."""
    an_entry(session)
    assert visitor.get("/audit", status=302).response.headers["Location"] == "/account/login?next=/audit"
    for role in (Role.MONITOR, Role.CHAIR, Role.COORDINATOR):
        client = sign_in(role, committee=committee, zone=committee.zone)
        assert client.get("/audit", status=403).h1 == "U mag dit niet doen"
        assert client.get("/who-may-do-what").all('nav a[href="/audit"]') == []
    assert len(sign_in(Role.ADMINISTRATOR).get("/who-may-do-what").all('nav a[href="/audit"]')) == 1
