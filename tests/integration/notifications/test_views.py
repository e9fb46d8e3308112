"""The mails of the demonstration, and who is still to be told."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual, Language
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import Meeting
from cpwb.members.choices import Channel
from cpwb.members.models import Mandate
from cpwb.notifications.choices import MessageState
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee, an_organisation
from tests.factories.meetings import a_meeting
from tests.factories.members import a_consent, a_mandate, a_person, a_seat
from tests.factories.notifications import a_message
from tests.page_client import Page, PageClient

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


@pytest.fixture
def demonstration(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The application as a demonstration."""
    monkeypatch.setitem(app.config, "CPWB_DEMO", True)


@pytest.fixture
def committee(session: Session) -> Committee:
    """A committee."""
    return a_committee(session)


@pytest.fixture
def meeting(session: Session, committee: Committee) -> Meeting:
    """A meeting to which the members were called."""
    return a_meeting(
        session, committee=committee, starts_at=START, state=MeetingState.CONVENED, convened_at=START, number=4
    )


def _cells(page: Page) -> list[list[str]]:
    """Return the words of the table, row by row."""
    columns = len(page.all("thead th")) or 1
    cells = page.texts("tbody .cell")
    return [cells[at : at + columns] for at in range(0, len(cells), columns)]


# The outbox of the demonstration


def test_the_outbox_is_only_in_the_demonstration(session: Session, sign_in: SignIn, visitor: PageClient) -> None:
    """Elsewhere there is no such page, for nobody: mails hold links that let people in."""
    a_message(session)
    assert visitor.get("/outbox", status=404).h1 == "Deze pagina bestaat niet"
    assert sign_in(Role.ADMINISTRATOR).get("/outbox", status=404).h1 == "Deze pagina bestaat niet"


@pytest.mark.usefixtures("demonstration")
def test_the_outbox_shows_mails_the_newest_first(session: Session, app: Flask, visitor: PageClient) -> None:
    """Everybody who tries the demonstration can follow a link in them."""
    base = app.config["CPWB_BASE_URL"]
    a_message(
        session,
        recipient="sam@test.example",
        created_at=START - timedelta(days=1),
        body=f"Beste,\n\n{base}/account/invitation/x1\n",
    )
    a_message(
        session,
        recipient="noor@test.example",
        language=Language.FR,
        subject="Un document est disponible",
        created_at=START,
        body="<b>http://evil.example/</b>\n",
        state=MessageState.FAILED,
        last_error="550 no such mailbox",
    )
    page = visitor.get("/outbox")
    assert page.h1 == "Verzonden e-mails van de demonstratie"
    assert page.texts("main article") == [
        "noor@test.example mislukt"
        " Un document est disponible – 10/03/2026 18.30"
        " 550 no such mailbox"
        " Lees de e-mail aan noor@test.example <b>http://evil.example/</b>",
        "sam@test.example wacht op verzending"
        " Een document staat klaar – 9/03/2026 18.30"
        f" Lees de e-mail aan sam@test.example Beste, {base}/account/invitation/x1",
    ]
    assert page.links() == ["/account/invitation/x1"]
    assert [element.attrs["lang"] for element in page.all("article [lang]")] == ["fr", "fr", "nl", "nl"]


@pytest.mark.usefixtures("demonstration")
def test_the_outbox_has_pages(session: Session, visitor: PageClient) -> None:
    """Twenty-five to a page."""
    for _number in range(26):
        a_message(session)
    page = visitor.get("/outbox")
    assert len(page.all("article")) == 25
    assert page.one("nav.pager a[rel=next]").attrs["href"] == "/outbox?page=2"
    assert len(visitor.get("/outbox?page=2").all("article")) == 1


@pytest.mark.usefixtures("demonstration")
def test_an_empty_outbox_says_what_fills_it(visitor: PageClient) -> None:
    """Nothing was mailed yet."""
    assert visitor.get("/outbox").texts(".empty p") == [
        "Nog geen e-mails. Nodig leden uit voor een vergadering of iemand voor een account, en kijk hier opnieuw."
    ]


@pytest.mark.usefixtures("demonstration")
def test_one_and_three_mails_cost_the_same(session: Session, visitor: PageClient) -> None:
    """The number of queries does not grow with the list."""
    a_message(session)
    with count_queries() as one:
        visitor.get("/outbox")
    for _number in range(2):
        a_message(session)
    with count_queries() as three:
        visitor.get("/outbox")
    assert len(three) == len(one)


# Who is still to be told


def _by_telephone(session: Session, committee: Committee, **values: object) -> Mandate:
    person = a_person(session, committee=committee, channel=Channel.TELEPHONE, contact="09 123 45 67", **values)
    organisation = an_organisation(session, zone=committee.zone, name=Bilingual("vzw De Brug", "ASBL Le Pont"))
    seat = a_seat(session, committee=committee, title=Bilingual("ouders", "parents"), organisation=organisation)
    mandate = a_mandate(session, seat=seat, person=person)
    mandate.created_at = START
    return mandate


def test_it_says_who_is_still_to_be_told(
    session: Session, sign_in: SignIn, committee: Committee, meeting: Meeting
) -> None:
    """A name only with consent; the number stands on the page of the person."""
    unnamed = _by_telephone(session, committee, last_name="Aaron")
    named = _by_telephone(session, committee, first_name="Noor", last_name="Zeno")
    a_consent(session, person=named.person)
    police = a_seat(session, committee=committee, side=Side.POLICE)
    a_mandate(session, seat=police).created_at = START
    page = sign_in(Role.SECRETARY, committee=committee).get(f"/meetings/{meeting.id}/not-reached")
    assert page.h1 == "Nog te verwittigen"
    assert _cells(page) == [
        ["lid namens vzw De Brug", "ouders", "telefoon", "gebruikt geen e-mail"],
        ["Noor Zeno", "ouders", "telefoon", "gebruikt geen e-mail"],
    ]
    assert page.texts(".page-head p") == [
        "Wie per brief of telefonisch verwittigd moet worden over de vergadering van dinsdag 10 maart 2026."
        " 1 persoon kan per e-mail verwittigd worden."
    ]
    assert page.texts("nav.trail li") == [committee.name.nl, "Vergadering 4", "Nog te verwittigen"]
    assert page.all("tbody a")[0].attrs["href"] == f"/persons/{unnamed.person_id}"
    assert "09 123 45 67" not in page.text


def test_of_a_draft_it_says_that_nobody_was_told(
    session: Session, sign_in: SignIn, committee: Committee, meeting: Meeting
) -> None:
    """One can prepare the calls before the meeting is convened."""
    meeting.state, meeting.convened_at = MeetingState.DRAFT, None
    client = sign_in(Role.CHAIR, committee=committee)
    page = client.get(f"/meetings/{meeting.id}/not-reached")
    assert page.texts("main .notice") == [
        "De uitnodiging voor deze vergadering is nog niet verstuurd: niemand is verwittigd."
    ]
    assert page.texts(".empty p") == ["Iedereen wordt per e-mail verwittigd."]


def test_one_and_three_persons_cost_the_same(
    session: Session, sign_in: SignIn, committee: Committee, meeting: Meeting
) -> None:
    """The number of queries does not grow with the list."""
    client = sign_in(Role.SECRETARY, committee=committee)
    address = f"/meetings/{meeting.id}/not-reached"
    _by_telephone(session, committee)
    with count_queries() as one:
        client.get(address)
    for _number in range(2):
        _by_telephone(session, committee)
    with count_queries() as three:
        client.get(address)
    assert len(three) == len(one)


def test_only_staff_of_the_committee_sees_it(
    session: Session, sign_in: SignIn, visitor: PageClient, committee: Committee, meeting: Meeting
) -> None:
    """Signed out: sign in first; another committee: not there; a member: not allowed."""
    address = f"/meetings/{meeting.id}/not-reached"
    assert visitor.get(address, status=302).response.headers["Location"] == f"/account/login?next={address}"
    other = a_committee(session)
    assert sign_in(Role.SECRETARY, committee=other).get(address, status=404).h1 == "Deze pagina bestaat niet"
    assert sign_in(Role.MEMBER, committee=committee).get(address, status=403).h1 == "U mag dit niet doen"
    assert sign_in(Role.MONITOR).get(address, status=403).h1 == "U mag dit niet doen"
