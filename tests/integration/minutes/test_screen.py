"""The screen in the room: the item that is spoken of, and nothing that guests may not see."""

import pytest
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.meetings.choices import DecidedBy, MeetingState
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.choices import MandateRole
from cpwb.minutes.choices import MinutesState
from tests.conftest import SignIn, count_queries
from tests.factories.actions import an_action
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, an_item
from tests.integration.minutes.conftest import Table
from tests.page_client import PageClient

CHAIR, CO_CHAIR, MEMBER = MandateRole.CHAIR, MandateRole.CO_CHAIR, MandateRole.MEMBER
#: What htmx says of itself.
PART = {"HX-Request": "true"}


@pytest.fixture
def chair(table: Table) -> PageClient:
    """The chair, signed in."""
    return table.enter(CHAIR)


def screen(meeting: Meeting) -> str:
    """Return the address of the screen."""
    return f"/meetings/{meeting.id}/present"


@pytest.mark.parametrize(("role", "status"), [(CHAIR, 200), (CO_CHAIR, 200), (MEMBER, 403)])
def test_who_opens_the_screen(table: Table, meeting: Meeting, role: MandateRole, status: int) -> None:
    """Those who take the minutes."""
    client = table.enter(role)
    client.get(screen(meeting), status=status)
    client.get(f"{screen(meeting)}/now", status=status)
    client.post(f"/items/{meeting.items[1].id}/present", status=302 if status == 200 else 403)


def test_signed_out_readers_and_neighbours_see_nothing(
    session: Session, table: Table, meeting: Meeting, visitor: PageClient, sign_in: SignIn
) -> None:
    """It is no public page."""
    neighbour = sign_in(Role.CHAIR, committee=a_committee(session, zone=table.committee.zone))
    for address in (screen(meeting), f"{screen(meeting)}/now"):
        visitor.get(address, status=302)
        neighbour.get(address, status=404)
    neighbour.post(f"/items/{meeting.items[1].id}/present", status=404)


def test_it_begins_with_the_first_item(meeting: Meeting, chair: PageClient) -> None:
    """In big words, with a way on and a way back, and no menu."""
    page = chair.get(screen(meeting))
    assert page.h1 == "CoPmittee Gent, 10 maart 2026"
    assert page.texts("main h2") == ["1. Opvolging van de actiepunten"]
    assert page.texts("#present-now button") == ["Volgend punt"]
    assert f"/meetings/{meeting.id}/room" in page.links()


def test_it_shows_what_the_recorder_chose(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """With what was recorded under it: owners are seats and organisations, never persons."""
    a_decision(
        session, item=item, text="Twee lampen", how=DecidedBy.VOTE, votes_for=3, votes_against=1, votes_abstain=0
    )
    owner = table.mandates[MEMBER].seat
    an_action(session, committee=table.committee, owner_seat=owner, meeting=meeting, item=item, title="Brief")
    chair.post(f"/items/{item.id}/present")
    page = table.enter(CO_CHAIR).get(screen(meeting))
    assert page.texts("main h2") == ["2. Controles aan het station"]
    assert page.texts("#present-now li p:first-child") == ["Twee lampen", "1. Brief"]
    assert page.texts("#present-now li p + p")[0] == "bij stemming"
    assert "zetel member – Het Salon" in page.texts("#present-now li p + p")[1]
    for name in ("Hana", "Fictief", "Idris", "Denkbeeldig", "Voorgesteld"):
        assert name not in page.one("main").to_html()
    assert page.texts("#present-now button") == ["Vorig punt", "Volgend punt"]


def test_nothing_of_a_restricted_item_is_shown(session: Session, meeting: Meeting, chair: PageClient) -> None:
    """Not its title, not what was recorded, though its chair may read it: a neutral line."""
    hidden = meeting.items[2]
    a_decision(session, item=hidden, text="Geheim besluit")
    chair.post(f"/items/{hidden.id}/present")
    page = chair.get(screen(meeting))
    assert page.texts("main h2") == ["Punt 3"]
    assert page.texts("#present-now > p") == ["Dit punt wordt niet op het scherm getoond."]
    assert [word for word in ("Onder ons", "Geheim") if word in page.response.text] == []


def test_a_coordinator_does_not_come_to_restricted_items(
    table: Table, meeting: Meeting, sign_in: SignIn, chair: PageClient
) -> None:
    """What was chosen by somebody else is then the first item."""
    coordinator = sign_in(Role.COORDINATOR, zone=table.committee.zone)
    coordinator.post(f"/items/{meeting.items[2].id}/present", status=404)
    chair.post(f"/items/{meeting.items[2].id}/present")
    assert coordinator.get(screen(meeting)).texts("main h2") == ["1. Opvolging van de actiepunten"]


def test_the_screen_asks_and_is_answered_only_when_something_changed(
    session: Session, item: AgendaItem, meeting: Meeting, chair: PageClient
) -> None:
    """Notes are none of its affair; a decision is."""
    chair.post(f"/items/{item.id}/present")
    mark = chair.get(screen(meeting)).one("#present-now").attrs["data-mark"]
    asked = f"{screen(meeting)}/now?seen={mark}"
    assert chair.get_raw(asked).status_code == 204
    item.notes = "<div>Besproken</div>"
    assert chair.get_raw(asked).status_code == 204
    a_decision(session, item=item, text="Twee lampen")
    answer = chair.get(asked)
    assert answer.texts("li p:first-child") == ["Twee lampen"]
    assert answer.one("#present-now").attrs["data-mark"] != mark
    assert answer.all("html, h1") == []


def test_it_is_chosen_in_place(item: AgendaItem, meeting: Meeting, chair: PageClient) -> None:
    """From the room the answer is what is shown now; from the screen, the screen anew."""
    answer = chair.post(f"/items/{item.id}/present?back=room", status=200, headers=PART)
    assert answer.texts("p#on-screen") == ["Op het scherm: 2. Controles aan het station"]
    assert chair.get(f"/meetings/{meeting.id}/room").texts("p#on-screen a") == ["2. Controles aan het station"]
    answer = chair.post(f"/items/{meeting.items[0].id}/present", status=200, headers=PART)
    assert answer.texts("#present-now h2") == ["1. Opvolging van de actiepunten"]


def test_without_scripts_one_comes_back_to_where_one_was(item: AgendaItem, meeting: Meeting, chair: PageClient) -> None:
    """To the screen, or to the item in the room."""
    led = chair.post(f"/items/{item.id}/present").response.headers["Location"]
    assert led == screen(meeting)
    led = chair.post(f"/items/{item.id}/present?back=room").response.headers["Location"]
    assert led == f"/meetings/{meeting.id}/room#item-{item.id}"


def test_only_a_meeting_that_is_recorded_is_shown(session: Session, table: Table, chair: PageClient) -> None:
    """Before it, and once the minutes were submitted, the room says why."""
    planned = a_meeting(session, committee=table.committee, state=MeetingState.CONVENED)
    item = an_item(session, meeting=planned)
    led = chair.get(screen(planned), status=302).response.headers["Location"]
    assert led == f"/meetings/{planned.id}/room"
    chair.post(f"/items/{item.id}/present", status=422)
    minutes = table.begin(planned)
    chair.get(screen(planned))
    minutes.state = MinutesState.IN_REVIEW
    minutes.round = 1
    chair.get(screen(planned), status=302)
    chair.post(f"/items/{an_item(session, committee=table.committee).id}/present", status=422)


def test_an_agenda_without_items_says_so(session: Session, table: Table, chair: PageClient) -> None:
    """The screen has nothing to show."""
    meeting = a_meeting(session, committee=table.committee, state=MeetingState.CONVENED)
    table.begin(meeting)
    assert chair.get(screen(meeting)).texts("main h2") == ["Er staat niets op de agenda van deze vergadering."]


def test_its_cost_does_not_grow(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """With one or with three more items, decisions and action points: as many statements."""

    def statements() -> int:
        with count_queries() as found:
            assert chair.get_raw(f"{screen(meeting)}/now").status_code == 200
        return len(found)

    def add() -> None:
        an_item(session, meeting=meeting)
        a_decision(session, item=item)
        an_action(session, committee=table.committee, owner_seat=table.mandates[CHAIR].seat, meeting=meeting, item=item)

    chair.post(f"/items/{item.id}/present")
    add()
    before = statements()
    add()
    add()
    assert statements() == before
