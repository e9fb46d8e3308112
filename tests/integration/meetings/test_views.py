"""The pages of meetings: signed out, not allowed, not there, invalid, and what they do."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.committees.choices import CommitteeState, LanguageRegime, Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.meetings.choices import AttendanceState, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Attendance, HeadCount, Meeting
from cpwb.members.choices import Channel, MandateRole
from tests.conftest import SignIn, count_queries
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee, an_organisation
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item, an_unreached_item
from tests.factories.members import a_consent, a_mandate, a_person, a_seat
from tests.page_client import PageClient

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
COMMITTEE_PAGES = ("meetings", "meetings/plan", "backlog", "backlog/propose")
MEETING_PAGES = ("edit", "agenda", "convene", "cancel", "start", "close", "attendance")
ITEM_PAGES = ("edit", "move", "accept")
ITEM_BUTTONS = ("put-aside", "return", "remove")

#: A meeting as somebody types it.
TYPED = {
    "day": "9/6/2026",
    "starts_at": "18u30",
    "ends_at": "20.30",
    "place": "Stadhuis",
    "online_link": "",
    "language": "nl",
}
#: An item as somebody types it.
ITEM = {
    "title": "Onthaal en taal",
    "kind": "discussion",
    "planned_minutes": "20",
    "presenter": "de dienst onthaal",
    "explanation": "Wie spreekt welke taal?",
    "proposed_by_id": "",
    "visibility": "committee",
    "objective": "trust",
}


def every_page(session: Session, committee: Committee) -> list[str]:
    """Return the address of each page about a committee, its meeting and its item."""
    meeting = a_meeting(session, committee=committee)
    item = an_item(session, meeting=meeting)
    return [
        *(f"/committees/{committee.id}/{page}" for page in COMMITTEE_PAGES),
        *(f"/meetings/{meeting.id}/{page}" for page in MEETING_PAGES),
        *(f"/items/{item.id}/{page}" for page in ITEM_PAGES),
    ]


# Who gets in


def test_signed_out_readers_are_led_to_sign_in(session: Session, visitor: PageClient) -> None:
    """Every page asks who one is, a button too."""
    committee = a_committee(session)
    for path in every_page(session, committee):
        assert visitor.get(path, status=302).response.headers["Location"] == f"/account/login?next={path}"
    item = an_item(session, committee=committee)
    for button in ITEM_BUTTONS:
        visitor.post(f"/items/{item.id}/{button}", status=302)
    assert session.get_one(AgendaItem, item.id).put_aside_on is None


def test_what_is_of_others_is_not_there(session: Session, sign_in: SignIn) -> None:
    """The chair of one committee finds nothing of another one, whatever the address."""
    client = sign_in(Role.CHAIR, committee=a_committee(session))
    stranger = a_committee(session)
    for path in every_page(session, stranger):
        client.get(path, status=404)
        client.post(path, status=405 if path.endswith(("/meetings", "/backlog")) else 404)
    item = an_item(session, committee=stranger)
    for button in ITEM_BUTTONS:
        client.post(f"/items/{item.id}/{button}", status=404)
    for path in ("/meetings/987654/agenda", "/items/987654/edit", "/committees/99999999999999/meetings"):
        client.get(path, status=404)


def test_what_members_may_not_do_says_who_may(session: Session, sign_in: SignIn) -> None:
    """A member sees the meetings and the backlog and proposes; the rest is for the staff."""
    committee = a_committee(session)
    client = sign_in(Role.MEMBER, committee=committee)
    open_to_members = {f"/committees/{committee.id}/{page}" for page in ("meetings", "backlog", "backlog/propose")}
    for path in every_page(session, committee):
        client.get(path, status=200 if path in open_to_members else 403)
    item = an_item(session, committee=committee)
    for button in ITEM_BUTTONS:
        client.post(f"/items/{item.id}/{button}", status=403)
    assert session.get_one(AgendaItem, item.id).put_aside_on is None


def test_observers_read_and_do_not_propose(session: Session, sign_in: SignIn) -> None:
    """An observer sees what waits without a button to add to it."""
    committee = a_committee(session)
    client = sign_in(Role.OBSERVER, committee=committee)
    page = client.get(f"/committees/{committee.id}/backlog")
    assert f"/committees/{committee.id}/backlog/propose" not in page.links()
    client.get(f"/committees/{committee.id}/backlog/propose", status=403)


def test_the_monitor_sees_meetings_without_agenda(session: Session, sign_in: SignIn) -> None:
    """Dates and states; no agenda, no backlog, no attendance, no item."""
    committee = a_committee(session)
    client = sign_in(Role.MONITOR)
    paths = every_page(session, committee)
    page = client.get(paths[0])
    assert page.links()[1:] == [f"/committees/{committee.id}/meetings", f"/meetings/{_meeting_id(paths)}"]
    for path in paths[1:]:
        client.get(path, status=404 if path.startswith("/items/") else 403)


def _meeting_id(paths: list[str]) -> str:
    return next(path for path in paths if path.startswith("/meetings/")).split("/")[2]


def test_restricted_items_are_for_the_recorders(session: Session, sign_in: SignIn) -> None:
    """The coordinator finds neither the item on the agenda page nor its own pages; the secretary finds both."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    an_item(session, meeting=meeting, title="Voor iedereen")
    secret = an_item(session, meeting=meeting, title="Klacht over een lid", visibility=Visibility.RESTRICTED)
    waits = an_item(session, committee=committee, title="Geheim voorstel", visibility=Visibility.RESTRICTED)
    coordinator = sign_in(Role.COORDINATOR, zone=committee.zone)
    page = coordinator.get(f"/meetings/{meeting.id}/agenda")
    assert page.texts("main h3") == ["Voor iedereen"]
    assert "value=restricted" not in page.response.text.replace('"', "")
    for item in (secret, waits):
        for name in ITEM_PAGES:
            coordinator.get(f"/items/{item.id}/{name}", status=404)
        for name in ITEM_BUTTONS:
            coordinator.post(f"/items/{item.id}/{name}", status=404)
    coordinator.post(f"/meetings/{meeting.id}/agenda", ITEM | {"visibility": "restricted"}, status=422)
    secretary = sign_in(Role.SECRETARY, committee=committee)
    assert secretary.get(f"/meetings/{meeting.id}/agenda").texts("main h3") == [
        "Voor iedereen",
        "Klacht over een lid",
        "Geheim voorstel",
    ]
    member = sign_in(Role.MEMBER, committee=committee)
    assert member.get(f"/committees/{committee.id}/backlog").texts("main h3") == []
    assert session.scalar(sa.select(sa.func.count(AgendaItem.id))) == 3


# The list of meetings


def test_meetings_are_listed_newest_first(session: Session, sign_in: SignIn) -> None:
    """With filters in the address that survive junk, and an empty state that offers to plan."""
    committee = a_committee(session)
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/committees/{committee.id}/meetings"
    page = client.get(path)
    assert page.texts(".empty p") == ["Nog geen vergaderingen. Plan de eerste."]
    assert page.texts(".empty a") == ["Vergadering plannen"]
    a_meeting(session, committee=committee, number=1, starts_at=START - timedelta(weeks=20), state=MeetingState.CLOSED)
    a_meeting(session, committee=committee, number=2, state=MeetingState.CONVENED)
    a_meeting(session, committee=a_committee(session), number=9)
    assert client.get(path).texts("tbody th") == ["Vergadering 2", "Vergadering 1"]
    assert client.get(f"{path}?state=closed").texts("tbody th") == ["Vergadering 1"]
    assert client.get(f"{path}?year=2026").texts("tbody th") == ["Vergadering 2"]
    assert client.get(f"{path}?state=closed&year=2026").texts(".empty p") == ["Geen vergadering past bij deze filters."]
    for junk in ("?state=x", "?year=x", "?year=1999", "?page=x", "?page=999", "?year=99999999999"):
        assert client.get(path + junk).texts("tbody th") == ["Vergadering 2", "Vergadering 1"]


def test_years_are_those_of_brussels(session: Session, sign_in: SignIn) -> None:
    """A meeting just after midnight on New Year's Day belongs to the new year."""
    committee = a_committee(session)
    a_meeting(session, committee=committee, number=1, starts_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/committees/{committee.id}/meetings"
    assert client.get(f"{path}?year=2026").texts("tbody th") == ["Vergadering 1"]
    assert client.get(path).texts("select[name=year] option") == ["alle jaren", "2026"]


@pytest.mark.parametrize("page", ["meetings", "backlog", "agenda", "attendance", "convene", "close"])
def test_the_number_of_queries_does_not_grow(session: Session, sign_in: SignIn, page: str) -> None:
    """One or three meetings, items, proposals, seats: the page asks the database as often."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee, state=MeetingState.CONVENED)
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/{'committees' if page in COMMITTEE_PAGES else 'meetings'}/"
    path += f"{committee.id if page in COMMITTEE_PAGES else meeting.id}/{page}"

    def add(count: int) -> None:
        for _ in range(count):
            earlier = a_meeting(session, committee=committee, state=MeetingState.CONVENED)
            seat = a_seat(session, committee=committee)
            mandate = a_mandate(session, seat=seat)
            mandate.person.channel = Channel.POST
            a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
            item = an_item(session, meeting=meeting, proposed_by=seat)
            a_decision(session, item=item)
            waits = an_item(session, committee=committee, proposed_by=seat, is_of_template=True)
            aside = an_item(session, committee=committee, proposed_by=seat, put_aside_on=date(2026, 1, 1))
            for left in (item, waits, aside):
                an_unreached_item(session, meeting=earlier, item=left)
            an_attendance(session, meeting=meeting, seat=seat)
        session.commit()

    add(1)
    client.get_raw(path)
    with count_queries() as with_one:
        client.get_raw(path)
    add(2)
    with count_queries() as with_three:
        client.get_raw(path)
    assert len(with_three) == len(with_one)


# Planning


def test_a_meeting_is_planned(session: Session, sign_in: SignIn) -> None:
    """What the committee is used to is filled in; saving leads to the agenda with its standing items."""
    committee = a_committee(session, rhythm_weeks=13)
    a_meeting(session, committee=committee, number=4, starts_at=START, place="De Zaal", state=MeetingState.CLOSED)
    path = f"/committees/{committee.id}/meetings/plan"
    with clock.at(START + timedelta(days=1)):
        client = sign_in(Role.CHAIR, committee=committee)
        page = client.get(path)
        values = {field: page.one(f"#{field}").attrs["value"] for field in ("day", "starts_at", "ends_at", "place")}
        assert values == {"day": "9/06/2026", "starts_at": "18.30", "ends_at": "20.30", "place": "De Zaal"}
        assert page.h1 == "Vergadering 5 plannen"
        answer = client.post(path, TYPED)
    meeting = session.scalars(sa.select(Meeting).where(Meeting.number == 5)).one()
    assert answer.response.headers["Location"] == f"/meetings/{meeting.id}/agenda"
    assert (meeting.starts_at, meeting.ends_at, meeting.place, meeting.state) == (
        datetime(2026, 6, 9, 16, 30, tzinfo=UTC),
        datetime(2026, 6, 9, 18, 30, tzinfo=UTC),
        "Stadhuis",
        MeetingState.DRAFT,
    )
    assert client.follow(answer).texts("main h3") == [
        "Goedkeuring van het vorige verslag",
        "Opvolging van de actiepunten",
        "Varia",
        "Volgende vergadering",
    ]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"day": ""}, "day"),
        ({"day": "31/2/2026"}, "day"),
        ({"starts_at": "25.00"}, "starts_at"),
        ({"ends_at": "18.30"}, "ends_at"),
        ({"ends_at": "\x00"}, "ends_at"),
        ({"place": "x" * 10_000}, "place"),
        ({"online_link": "javascript:alert(1)"}, "online_link"),
        ({"language": "fr"}, "language"),
        ({"language": "de"}, "language"),
    ],
)
def test_a_meeting_that_cannot_be(session: Session, sign_in: SignIn, typed: dict[str, str], wrong: str) -> None:
    """The page comes back with a sentence at the field and what was typed; nothing is planned."""
    committee = a_committee(session)
    client = sign_in(Role.CHAIR, committee=committee)
    page = client.post(f"/committees/{committee.id}/meetings/plan", TYPED | typed, status=422)
    assert page.one("#place").attrs["value"] == (TYPED | typed)["place"]
    assert [link.attrs["href"] for link in page.all(".notice-bad a")] == [f"#{wrong}"]
    assert session.scalar(sa.select(sa.func.count(Meeting.id))) == 0


def test_a_form_without_its_token_is_refused(session: Session, sign_in: SignIn) -> None:
    """Nothing is planned for another site's page."""
    committee = a_committee(session)
    client = sign_in(Role.CHAIR, committee=committee)
    client.post(f"/committees/{committee.id}/meetings/plan", TYPED, status=400, csrf=False)
    assert session.scalar(sa.select(sa.func.count(Meeting.id))) == 0


def test_a_closed_committee_offers_no_plan(session: Session, sign_in: SignIn) -> None:
    """Its meetings can be read; planning is refused with a sentence."""
    committee = a_committee(session, state=CommitteeState.CLOSED, closed_on=date(2026, 1, 1))
    client = sign_in(Role.CHAIR, committee=committee)
    assert client.get(f"/committees/{committee.id}/meetings").texts(".page-actions a") == ["Voorgestelde agendapunten"]
    page = client.post(f"/committees/{committee.id}/meetings/plan", TYPED, status=422)
    assert page.texts(".notice-bad li") == ["Dit comité is afgesloten: er kan geen vergadering meer worden gepland."]


def test_a_bilingual_committee_chooses_its_language(session: Session, sign_in: SignIn) -> None:
    """Only a committee with two languages is asked which."""
    committee = a_committee(session, working_languages=LanguageRegime.NL_FR)
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/committees/{committee.id}/meetings/plan"
    assert client.get(path).texts("select[name=language] option") == ["Nederlands", "Français"]
    client.post(path, TYPED | {"language": "fr"})
    assert session.scalars(sa.select(AgendaItem.title).order_by(AgendaItem.position)).all() == [
        "Suivi des points d'action",
        "Divers",
        "Prochaine réunion",
    ]


def test_a_meeting_is_edited(session: Session, sign_in: SignIn) -> None:
    """The clock of Brussels stands in the fields; saving leads to the meeting."""
    meeting = a_meeting(session, committee=a_committee(session))
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    path = f"/meetings/{meeting.id}/edit"
    page = client.get(path)
    values = [page.one(f"#{field}").attrs["value"] for field in ("day", "starts_at", "ends_at", "revision")]
    assert values == ["10/03/2026", "18.30", "20.30", "1"]
    answer = client.post(path, TYPED | {"revision": "1"})
    assert answer.response.headers["Location"] == f"/meetings/{meeting.id}"
    assert session.get_one(Meeting, meeting.id).place == "Stadhuis"


def test_an_older_form_shows_what_is_there_now(session: Session, sign_in: SignIn) -> None:
    """A stale or invented revision is refused with 409; what was typed stays, and can be saved on purpose."""
    meeting = a_meeting(session, committee=a_committee(session), place="Bibliotheek")
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    path = f"/meetings/{meeting.id}/edit"
    for revision in ("0", "x", ""):
        page = client.post(path, TYPED | {"revision": revision}, status=409)
    assert page.one("#place").attrs["value"] == "Stadhuis"
    assert "Bibliotheek" in page.texts(".notice-warn dd")
    assert session.get_one(Meeting, meeting.id).place == "Bibliotheek"
    client.post(path, TYPED | {"revision": page.one("#revision").attrs["value"]})
    assert session.get_one(Meeting, meeting.id).place == "Stadhuis"


# The life of a meeting


def test_a_meeting_is_convened(session: Session, sign_in: SignIn) -> None:
    """The page shows what members will read and who gets no mail, by name only where there is consent."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    an_item(session, meeting=meeting, title="Onthaal")
    association = an_organisation(session, name=Bilingual("Het Verzonnen Salon", "Le Salon inventé"))
    seat = a_seat(session, committee=committee, organisation=association)
    hana = a_person(session, committee=committee, channel=Channel.TELEPHONE, contact="0470 00 00 00")
    a_mandate(session, seat=seat, person=hana)
    a_mandate(session, seat=a_seat(session, committee=committee))
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/meetings/{meeting.id}/convene"
    page = client.get(path)
    assert page.texts("table tbody tr:first-child td:nth-child(2)") == ["Onthaal", str(seat.title.nl)]
    assert "lid namens Het Verzonnen Salon" in page.text
    a_consent(session, person=hana)
    assert hana.full_name in client.get(path).text
    client.post(path)
    assert session.get_one(Meeting, meeting.id).state is MeetingState.CONVENED
    page = client.post(path, status=422)
    assert page.texts("main .notice-warn")[-1:] == [
        "De status van deze vergadering is “uitnodiging verstuurd”: dit kan nu niet."
    ]
    assert page.all("main form") == []


def test_nobody_is_called_to_nowhere(session: Session, sign_in: SignIn) -> None:
    """Without place and link the page says what to fill in."""
    meeting = a_meeting(session, committee=a_committee(session), place="")
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    page = client.post(f"/meetings/{meeting.id}/convene", status=422)
    assert page.texts(".notice-bad li") == [
        "Vul de plaats of de onlinelink in, zodat de leden weten waar ze moeten zijn."
    ]
    assert session.get_one(Meeting, meeting.id).state is MeetingState.DRAFT


def test_a_meeting_is_cancelled(session: Session, sign_in: SignIn) -> None:
    """For a reason."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CONVENED)
    client = sign_in(Role.COORDINATOR, zone=meeting.committee.zone)
    path = f"/meetings/{meeting.id}/cancel"
    client.get(path)
    for reason in ("", "   ", "x" * 10_000):
        client.post(path, {"reason": reason}, status=422)
    assert session.get_one(Meeting, meeting.id).state is MeetingState.CONVENED
    client.post(path, {"reason": "<b>Te veel zieken</b>"})
    stored = session.get_one(Meeting, meeting.id)
    assert (stored.state, stored.cancel_reason) == (MeetingState.CANCELLED, "<b>Te veel zieken</b>")


def test_a_meeting_is_started_and_closed(session: Session, sign_in: SignIn) -> None:
    """Starting leads to the room, closing to the minutes; neither can be done twice."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CONVENED)
    a_decision(session, item=an_item(session, meeting=meeting))
    client = sign_in(Role.SECRETARY, committee=meeting.committee)
    for verb, leads_to, state in (
        ("start", "room", MeetingState.IN_PROGRESS),
        ("close", "minutes", MeetingState.CLOSED),
    ):
        client.get(f"/meetings/{meeting.id}/{verb}")
        answer = client.post(f"/meetings/{meeting.id}/{verb}")
        assert answer.response.headers["Location"] == f"/meetings/{meeting.id}/{leads_to}"
        assert session.get_one(Meeting, meeting.id).state is state
        client.post(f"/meetings/{meeting.id}/{verb}", status=422)


def test_what_was_typed_outlives_the_start_of_the_meeting(session: Session, sign_in: SignIn) -> None:
    """Somebody starts the meeting while its details or a reason are typed: refused, and still there to copy."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    page = client.post(f"/meetings/{meeting.id}/edit", TYPED | {"revision": "1"}, status=422)
    assert page.one("#place").attrs["value"] == "Stadhuis"
    page = client.post(f"/meetings/{meeting.id}/cancel", {"reason": "Te veel zieken"}, status=422)
    assert page.one("#reason").attrs["value"] == "Te veel zieken"
    for verb in ("edit", "cancel", "start", "convene"):
        assert client.get(f"/meetings/{meeting.id}/{verb}").all("main form") == []


# The agenda


def test_an_item_is_added(session: Session, sign_in: SignIn) -> None:
    """Times run on from the start of the meeting; an agenda that is too long says so."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    an_item(session, meeting=meeting, position=1, kind=ItemKind.FOLLOW_UP, planned_minutes=15, title="Opvolging")
    an_item(session, meeting=meeting, position=2, kind=ItemKind.NEXT_MEETING, planned_minutes=5, title="Volgende")
    seat = a_seat(session, committee=committee, side=Side.POLICE)
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/meetings/{meeting.id}/agenda"
    client.post(path, ITEM | {"proposed_by_id": str(seat.id), "planned_minutes": "110"})
    page = client.get(path)
    assert page.texts("main h3") == ["Opvolging", "Onthaal en taal", "Volgende"]
    assert page.texts(".ordering-note") == ["18.30", "18.45", "20.35"]
    assert page.texts("main .notice-bad") == [
        "De agenda duurt 10 minuten langer dan de vergadering. Ze zou om 20.40 uur eindigen in plaats van om 20.30 uur."
    ]
    assert page.texts("main .tag-bad") == ["5 minuten na het voorziene einde", "10 minuten na het voorziene einde"]
    item = session.scalars(sa.select(AgendaItem).where(AgendaItem.title == "Onthaal en taal")).one()
    assert (item.proposed_by, item.planned_minutes, item.presenter) == (seat, 110, "de dienst onthaal")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"kind": "coffee"}, "kind"),
        ({"planned_minutes": "0"}, "planned_minutes"),
        ({"planned_minutes": "481"}, "planned_minutes"),
        ({"planned_minutes": "tien"}, "planned_minutes"),
        ({"explanation": "85.07.30-033.28"}, "explanation"),
        ({"explanation": "x" * 10_000}, "explanation"),
        ({"visibility": "secret"}, "visibility"),
        ({"objective": "peace"}, "objective"),
        ({"proposed_by_id": "STRANGER"}, "proposed_by_id"),
        ({"proposed_by_id": "x"}, "proposed_by_id"),
    ],
)
def test_an_item_that_cannot_be(session: Session, sign_in: SignIn, typed: dict[str, str], wrong: str) -> None:
    """The agenda comes back with the form open, a sentence at the field and what was typed; nothing is added."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    stranger = a_seat(session, committee=a_committee(session))
    typed = {name: value.replace("STRANGER", str(stranger.id)) for name, value in typed.items()}
    client = sign_in(Role.CHAIR, committee=committee)
    page = client.post(f"/meetings/{meeting.id}/agenda", ITEM | typed, status=422)
    assert [link.attrs["href"] for link in page.all(".notice-bad a")] == [f"#{wrong}"]
    assert page.one("#presenter").attrs["value"] == "de dienst onthaal"
    assert len(page.all("details.disclosure[open]")) == 1
    assert session.scalar(sa.select(sa.func.count(AgendaItem.id))) == 0


def test_what_people_write_is_shown_as_text(session: Session, sign_in: SignIn) -> None:
    """Marks of HTML in a title, an explanation and the name of an organisation are letters like others."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    evil = "<script>alert('x')</script>"
    organisation = an_organisation(session, name=Bilingual(evil, evil))
    seat = a_seat(session, committee=committee, organisation=organisation)
    client = sign_in(Role.CHAIR, committee=committee)
    typed = {"title": evil, "explanation": evil, "presenter": evil, "proposed_by_id": str(seat.id)}
    client.post(f"/meetings/{meeting.id}/agenda", ITEM | typed)
    page = client.get(f"/meetings/{meeting.id}/agenda")
    assert page.texts("main h3") == [evil]


def test_an_item_is_moved_by_its_buttons(session: Session, sign_in: SignIn) -> None:
    """Each button names its item and gives it the place beside it; junk is answered with a field to type in."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    for place, title in enumerate(("Eerste", "Tweede", "Derde"), start=1):
        an_item(session, meeting=meeting, position=place, title=title)
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/meetings/{meeting.id}/agenda"
    page = client.get(path)
    assert page.texts(".button-arrow .visually-hidden") == [
        "Naar beneden: Eerste",
        "Naar boven: Tweede",
        "Naar beneden: Tweede",
        "Naar boven: Derde",
    ]
    way_up = page.all("[data-way='↑']")[1]
    to = [field.attrs["value"] for field in way_up.query("input[name=to]") if hasattr(field, "attrs") and field.attrs]
    assert to == ["2"]
    answer = client.post(str(way_up.attrs["action"]), {"to": "2"})
    page = client.follow(answer)
    assert page.texts("main h3") == ["Eerste", "Derde", "Tweede"]
    assert page.texts("main .notice-good") == ["“Derde” staat nu op plaats 2."]
    for junk in ("", "x", "0", "-1", "99999999999"):
        client.post(str(way_up.attrs["action"]), {"to": junk}, status=422)
    assert client.get(path).texts("main h3") == ["Eerste", "Derde", "Tweede"]


def test_an_item_is_edited(session: Session, sign_in: SignIn) -> None:
    """With a revision, as everything that two people could edit."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee)
    closed = a_seat(session, committee=committee, closed_on=date(2026, 1, 1))
    item = an_item(session, meeting=meeting, title="Onthaal", proposed_by=closed)
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/items/{item.id}/edit"
    assert client.get(path).one("#title").attrs["value"] == "Onthaal"
    page = client.post(path, ITEM | {"revision": "7", "title": "Anders"}, status=409)
    assert page.texts(".notice-warn strong") == ["Onthaal"]
    answer = client.post(path, ITEM | {"revision": "1", "proposed_by_id": str(closed.id)})
    assert answer.response.headers["Location"] == f"/meetings/{meeting.id}/agenda#item-{item.id}"
    assert session.get_one(AgendaItem, item.id).title == "Onthaal en taal"


def test_an_agenda_stands_fast_once_the_meeting_started(session: Session, sign_in: SignIn) -> None:
    """The page shows it without buttons; what is posted all the same is refused."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CLOSED)
    item = an_item(session, meeting=meeting)
    other = an_item(session, meeting=meeting)
    waits = an_item(session, committee=meeting.committee)
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    page = client.get(f"/meetings/{meeting.id}/agenda")
    assert page.all("main form") == []
    page = client.post(f"/meetings/{meeting.id}/agenda", ITEM, status=422)
    assert page.one("#title").attrs["value"] == ITEM["title"]
    client.post(f"/items/{item.id}/edit", ITEM | {"revision": "1"}, status=422)
    client.post(f"/items/{item.id}/move", {"to": "2"}, status=422)
    client.post(f"/items/{item.id}/return", status=422)
    client.post(f"/items/{waits.id}/accept", {"meeting": str(meeting.id)}, status=422)
    assert session.scalars(sa.select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id)).all() == [
        item.id,
        other.id,
    ]


# The backlog


def test_a_member_proposes_for_the_own_seat(session: Session, sign_in: SignIn) -> None:
    """The seat is chosen by itself, whatever is posted; the side is shown beside the proposal, the name is not."""
    committee = a_committee(session)
    organisation = an_organisation(session, name=Bilingual("De Denkbeeldige Brug", "Le Pont imaginaire"))
    own = a_seat(session, committee=committee, organisation=organisation)
    other = a_seat(session, committee=committee, side=Side.POLICE)
    user = a_user(session, role=Role.MEMBER, committee=committee, seat=own)
    client = PageClient(sign_in._app, user=user)
    path = f"/committees/{committee.id}/backlog/propose"
    page = client.get(path)
    assert page.all("select[name=proposed_by_id]") == []
    typed = {"title": "Wat gebeurt er met een klacht?", "explanation": "Velen horen niets meer.", "kind": "discussion"}
    client.post(path, typed | {"proposed_by_id": str(other.id)}, status=422)
    client.post(path, typed, status=422)
    answer = client.post(path, typed | {"proposed_by_id": str(own.id)})
    page = client.follow(answer)
    assert page.texts("main h3") == ["Wat gebeurt er met een klacht?"]
    assert "Voorgesteld door De Denkbeeldige Brug (gemeenschappen en middenveld)" in page.texts("article .quiet")
    assert "Uw zijde stelde 1 punt op 1 voor." in page.texts("main p")
    assert page.all("main article form") == []


def test_the_staff_proposes_for_anybody(session: Session, sign_in: SignIn) -> None:
    """Whoever has no computer tells the secretary."""
    committee = a_committee(session)
    seats = [a_seat(session, committee=committee) for _ in range(2)]
    stranger = a_seat(session, committee=a_committee(session))
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/committees/{committee.id}/backlog/propose"
    assert len(client.get(path).texts("select[name=proposed_by_id] option")) == 2
    typed = {"title": "Affiches", "explanation": "", "kind": "information"}
    for seat_id in (stranger.id, "x", ""):
        client.post(path, typed | {"proposed_by_id": str(seat_id)}, status=422)
    client.post(path, typed | {"proposed_by_id": str(seats[1].id), "kind": "approval"}, status=422)
    client.post(path, typed | {"proposed_by_id": str(seats[1].id), "title": " "}, status=422)
    assert session.scalar(sa.select(sa.func.count(AgendaItem.id))) == 0
    client.post(path, typed | {"proposed_by_id": str(seats[1].id)})
    item = session.scalars(sa.select(AgendaItem)).one()
    assert (item.proposed_by, item.meeting_id, item.visibility) == (seats[1], None, Visibility.COMMITTEE)


def test_whoever_holds_no_seat_is_told_whom_to_ask(session: Session, sign_in: SignIn) -> None:
    """A member without a seat cannot propose."""
    committee = a_committee(session)
    a_seat(session, committee=committee)
    client = sign_in(Role.MEMBER, committee=committee)
    page = client.get(f"/committees/{committee.id}/backlog/propose")
    assert page.texts("main .notice-warn") == [
        "U hebt geen zetel in dit comité. Vraag het secretariaat om het namens u voor te stellen."
    ]


def test_the_chair_takes_a_proposal(session: Session, sign_in: SignIn) -> None:
    """One tap puts it on the agenda of the next meeting; it can be returned, put aside and taken back."""
    committee = a_committee(session)
    later = a_meeting(session, committee=committee, starts_at=START + timedelta(weeks=10))
    soon = a_meeting(session, committee=committee)
    item = an_item(session, committee=committee, title="Affiches")
    client = sign_in(Role.CO_CHAIR, committee=committee)
    backlog = f"/committees/{committee.id}/backlog"
    page = client.get(backlog)
    form = next(form for form in page.all("article form") if str(form.attrs["action"]).endswith("/accept"))
    offered = [field.attrs for field in form.query("input[name=meeting]") if hasattr(field, "attrs")]
    assert [attrs["value"] for attrs in offered if attrs] == [str(soon.id)]
    answer = client.post(f"/items/{item.id}/accept", {"meeting": str(soon.id)})
    assert answer.response.headers["Location"] == f"/meetings/{soon.id}/agenda#item-{item.id}"
    client.post(f"/items/{item.id}/accept", {"meeting": str(later.id)}, status=422)
    client.post(f"/items/{item.id}/return")
    client.post(f"/items/{item.id}/put-aside")
    page = client.get(backlog)
    assert page.texts(".page-head + * h2, main h2") == ["Wachtende voorstellen 0", "Opzijgelegde voorstellen 1"]
    client.post(f"/items/{item.id}/return")
    assert client.get(backlog).texts("main h2") == ["Wachtende voorstellen 1"]


def test_a_proposal_goes_to_meetings_of_its_committee(session: Session, sign_in: SignIn) -> None:
    """A meeting of another committee, one that is over, junk: refused with the meetings to choose from."""
    committee = a_committee(session)
    item = an_item(session, committee=committee)
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/items/{item.id}/accept"
    assert client.get(path).texts(".empty a") == ["Vergadering plannen"]
    a_meeting(session, committee=committee)
    closed = a_meeting(session, committee=committee, state=MeetingState.CLOSED)
    stranger = a_meeting(session, committee=a_committee(session))
    client.get(path)
    for meeting_id in (closed.id, stranger.id, "x", "", "99999999999"):
        client.post(path, {"meeting": str(meeting_id)}, status=422)
    assert session.get_one(AgendaItem, item.id).meeting_id is None


def test_an_item_that_stands_on_every_agenda_is_removed(session: Session, sign_in: SignIn) -> None:
    """A proposal is not."""
    meeting = a_meeting(session, committee=a_committee(session))
    standing = an_item(session, meeting=meeting, kind=ItemKind.NEXT_MEETING)
    proposal = an_item(session, meeting=meeting)
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    client.post(f"/items/{standing.id}/remove")
    client.post(f"/items/{proposal.id}/remove", status=422)
    assert session.scalars(sa.select(AgendaItem.id)).all() == [proposal.id]


# Attendance


def test_attendance_is_recorded(session: Session, sign_in: SignIn) -> None:
    """Per seat in one tap, alternates of the seat first, with head counts, guests and the quorum."""
    committee = a_committee(session, quorum_total=2, quorum_police=1, quorum_community=1)
    meeting = a_meeting(session, committee=committee, state=MeetingState.IN_PROGRESS)
    police = a_seat(session, committee=committee, side=Side.POLICE)
    chief = a_mandate(session, seat=police)
    community = a_seat(session, committee=committee)
    a_mandate(session, seat=community)
    standby = a_mandate(session, seat=police, role=MandateRole.ALTERNATE)
    alternate = a_mandate(session, seat=community, role=MandateRole.ALTERNATE)
    a_seat(session, committee=committee, side=Side.MUNICIPALITY)
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/meetings/{meeting.id}/attendance"
    page = client.get(path)
    assert page.texts(".pills-note") == [chief.person.full_name, _member_for(community), "vacant"]
    options = [option.attrs["value"] for option in page.all(f"select[name=replaced_{community.id}] option")]
    assert options == ["", str(alternate.id), str(standby.id)]
    client.post(
        path,
        {
            f"seat_{police.id}": "present",
            f"seat_{community.id}": "replaced",
            f"replaced_{community.id}": str(alternate.id),
            "unnamed_community": "3",
            "guests": "Unia",
        },
    )
    stored = session.scalars(sa.select(Attendance).order_by(Attendance.seat_id)).all()
    assert [(row.seat_id, row.state, row.replaced_by_id) for row in stored] == [
        (police.id, AttendanceState.PRESENT, None),
        (community.id, AttendanceState.REPLACED, alternate.id),
    ]
    page = client.get(path)
    assert page.texts("tbody tr:nth-child(2) td") == ["4", "1", "1", "bereikt"]
    assert page.texts("tfoot td") == ["5", "2", "2", "bereikt"]
    assert page.one(f"#seat_{police.id}-present").attrs.get("checked") == ""
    assert page.one("#guests").attrs["value"] == "Unia"


def _member_for(seat: Any) -> str:
    return f"lid namens {seat.organisation.name.nl}"


def test_a_tap_is_answered_with_the_quorum_alone(session: Session, sign_in: SignIn) -> None:
    """In the browser each change is saved at once; a mistake is answered in the same place."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee, state=MeetingState.IN_PROGRESS)
    seat = a_seat(session, committee=committee)
    a_mandate(session, seat=seat)
    a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/meetings/{meeting.id}/attendance"

    def tap(part: str, **values: str) -> Any:
        session.commit()
        return client.client.post(
            path,
            data={"csrf_token": client.csrf_token(), **values},
            headers={"HX-Request": "true", "HX-Source": f"div#part-{part}", "Accept-Language": "nl"},
        )

    answer = tap(f"seat_{seat.id}", **{f"seat_{seat.id}": "present"})
    assert (answer.status_code, answer.text.lstrip()[:26]) == (200, '<div id="attendance-state"')
    assert "Opgeslagen om" in answer.text
    answer = tap(f"seat_{seat.id}", **{f"seat_{seat.id}": "replaced"})
    assert (answer.status_code, "Kies wie het lid verving." in answer.text) == (422, True)
    session.expire_all()
    assert session.scalars(sa.select(Attendance.state)).all() == [AttendanceState.PRESENT]


def test_taps_of_two_people_do_not_undo_each_other(session: Session, sign_in: SignIn) -> None:
    """Only the part that was changed is saved; the rest of the page may be old."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee, state=MeetingState.IN_PROGRESS, guests="Unia")
    first, second = (a_seat(session, committee=committee) for _ in range(2))
    for seat in (first, second):
        a_mandate(session, seat=seat)
    an_attendance(session, meeting=meeting, seat=first, state=AttendanceState.EXCUSED)
    session.add(HeadCount(committee=committee, meeting=meeting, side=Side.POLICE, unnamed=2))
    client = sign_in(Role.SECRETARY, committee=committee)
    old_page = {f"seat_{first.id}": "absent", "unnamed_police": "0", "guests": ""}

    def tap(part: str, **values: str) -> None:
        session.commit()
        answer = client.client.post(
            f"/meetings/{meeting.id}/attendance",
            data={"csrf_token": client.csrf_token(), **old_page, **values},
            headers={"HX-Request": "true", "HX-Source": f"div#part-{part}"},
        )
        assert answer.status_code == 200
        session.expire_all()

    tap(f"seat_{second.id}", **{f"seat_{second.id}": "present"})
    assert {row.seat_id: row.state for row in session.scalars(sa.select(Attendance))} == {
        first.id: AttendanceState.EXCUSED,
        second.id: AttendanceState.PRESENT,
    }
    tap("unnamed_community", unnamed_community="3")
    assert {count.side: count.unnamed for count in session.scalars(sa.select(HeadCount))} == {
        Side.POLICE: 2,
        Side.COMMUNITY: 3,
    }
    assert session.get_one(Meeting, meeting.id).guests == "Unia"
    tap("guests", guests="Een tolk")
    assert session.get_one(Meeting, meeting.id).guests == "Een tolk"


def test_attendance_that_cannot_be(session: Session, sign_in: SignIn) -> None:
    """Junk, alternates of others, a vacant seat that is present, too many heads: refused, nothing stored."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee, state=MeetingState.IN_PROGRESS)
    seat = a_seat(session, committee=committee)
    a_mandate(session, seat=seat)
    vacant = a_seat(session, committee=committee)
    foreign = a_mandate(session, seat=a_seat(session, committee=a_committee(session)), role=MandateRole.ALTERNATE)
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/meetings/{meeting.id}/attendance"
    for typed in (
        {f"seat_{seat.id}": "asleep"},
        {f"seat_{seat.id}": "replaced"},
        {f"seat_{seat.id}": "replaced", f"replaced_{seat.id}": str(foreign.id)},
        {f"seat_{seat.id}": "replaced", f"replaced_{seat.id}": "x"},
        {f"seat_{vacant.id}": "present"},
        {"unnamed_police": "-1"},
        {"unnamed_police": "1001"},
        {"unnamed_police": "veel"},
        {"guests": "x" * 10_000},
    ):
        client.post(path, {f"seat_{seat.id}": "present"} | typed, status=422)
    assert session.scalar(sa.select(sa.func.count(Attendance.id))) == 0
    assert session.scalar(sa.select(sa.func.count(HeadCount.id))) == 0
    client.post(path, {"seat_987654": "present"})
    assert session.scalar(sa.select(sa.func.count(Attendance.id))) == 0


def test_attendance_follows_the_mandates_of_the_day(session: Session, sign_in: SignIn) -> None:
    """Whoever held the seat on the day of the meeting stands in the list, not whoever holds it now."""
    committee = a_committee(session)
    meeting = a_meeting(session, committee=committee, state=MeetingState.CLOSED)
    seat = a_seat(session, committee=committee, side=Side.POLICE)
    before = a_mandate(session, seat=seat, ends_on=date(2026, 3, 31))
    after = a_mandate(session, seat=seat, starts_on=date(2026, 4, 1))
    a_seat(session, committee=committee, opened_on=date(2026, 3, 11))
    client = sign_in(Role.SECRETARY, committee=committee)
    assert client.get(f"/meetings/{meeting.id}/attendance").texts(".pills-note") == [
        f"{before.person.full_name} – sindsdien opgevolgd door {after.person.full_name}"
    ]


def test_attendance_waits_until_the_meeting_is_convened(session: Session, sign_in: SignIn) -> None:
    """A draft has no attendance yet."""
    meeting = a_meeting(session, committee=a_committee(session))
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    assert client.get(f"/meetings/{meeting.id}/attendance").texts("main .notice-warn") == [
        "Aanwezigheden kunt u noteren zodra de uitnodiging verstuurd is of de vergadering begonnen is."
    ]
    client.post(f"/meetings/{meeting.id}/attendance", {"guests": "Unia"}, status=422)
    assert session.get_one(Meeting, meeting.id).guests == ""


def test_one_comes_back_to_where_one_was(session: Session, sign_in: SignIn) -> None:
    """Without scripts the room sends its attendance here and gets its reader back."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    client = sign_in(Role.CHAIR, committee=meeting.committee)
    for query, leads_to in (("", ""), ("?back=room", "/room#who-was-there"), ("?back=//evil.example", "")):
        answer = client.post(f"/meetings/{meeting.id}/attendance{query}")
        assert answer.response.headers["Location"] == f"/meetings/{meeting.id}{leads_to}"
