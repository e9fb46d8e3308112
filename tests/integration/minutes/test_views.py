"""The minutes as a page and as a PDF: who reads them when, who submits, approves and sends back."""

import io
import re
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.committees.choices import ApprovalRule
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.meetings.choices import AttendanceState, DecidedBy, MeetingState
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.choices import MandateRole
from cpwb.members.service import withdraw_consent
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes
from cpwb.minutes.service import approve_minutes, submit_minutes
from cpwb.ui.locale import day, speaking
from tests.conftest import SignIn, count_queries
from tests.factories.actions import an_action
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item
from tests.factories.members import a_mandate, a_seat
from tests.integration.minutes.conftest import Table
from tests.page_client import PageClient

CHAIR, CO_CHAIR, SECRETARY, MEMBER = (
    MandateRole.CHAIR,
    MandateRole.CO_CHAIR,
    MandateRole.SECRETARY,
    MandateRole.MEMBER,
)
WRITING, IN_REVIEW, APPROVED = MinutesState


def at(meeting: Meeting, end: str = "") -> str:
    """Return an address of the minutes."""
    return f"/meetings/{meeting.id}/minutes{end}"


@pytest.fixture
def record(session: Session, table: Table, meeting: Meeting, item: AgendaItem) -> Meeting:
    """Attendance, notes, a decision and an action point, under a restricted item too."""
    for role, mandate in table.mandates.items():
        state = AttendanceState.EXCUSED if role is MEMBER else AttendanceState.PRESENT
        an_attendance(session, meeting=meeting, seat=mandate.seat, state=state)
    owner = table.mandates[CHAIR].seat
    for one, word in ((item, "Kaartje"), (meeting.items[2], "Geheim")):
        one.notes = f"<div>{word} besproken</div>"
        a_decision(
            session, item=one, text=f"{word} beslist", how=DecidedBy.VOTE, votes_for=2, votes_against=1, votes_abstain=0
        )
        an_action(session, committee=table.committee, owner_seat=owner, title=f"{word} doen", meeting=meeting, item=one)
    session.commit()
    return meeting


def brought_to(session: Session, table: Table, meeting: Meeting, state: MinutesState) -> Minutes:
    """Let the minutes of a meeting in progress get as far as a state."""
    minutes = table.minutes(meeting)
    if state is not WRITING:
        table.close(meeting)
        submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    if state is APPROVED:
        for role in (CHAIR, CO_CHAIR):
            approve_minutes(session=session, actor=table.actor(role), minutes=minutes)
    session.commit()
    return minutes


def pdf_of(client: PageClient, meeting: Meeting) -> pypdf.PdfReader:
    """Fetch the PDF, opened."""
    response = client.get_raw(at(meeting, ".pdf"))
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(response.data), strict=True)


def words_of(pdf: pypdf.PdfReader) -> str:
    """Return the text of a PDF without white space and invisible characters."""
    return re.sub("[\\s\xad\u200c-\u200f]+", "", "".join(page.extract_text() for page in pdf.pages))


# Who reads them when


@pytest.mark.parametrize("end", ["", ".pdf"])
def test_signed_out_readers_are_led_to_sign_in(meeting: Meeting, visitor: PageClient, end: str) -> None:
    """Both ask who one is."""
    answer = visitor.get(at(meeting, end), status=302)
    assert answer.response.headers["Location"] == f"/account/login?next={at(meeting, end)}"


def test_members_read_them_from_the_review_on(session: Session, table: Table, record: Meeting) -> None:
    """Before that a sentence says that they are being written, and the PDF is not there."""
    client = table.enter(MEMBER)
    early = client.get(at(record))
    assert early.texts("main .notice") == [
        "Het verslag wordt geschreven. U kunt het lezen zodra het ter goedkeuring is voorgelegd."
    ]
    client.get(at(record, ".pdf"), status=404)
    brought_to(session, table, record, IN_REVIEW)
    assert client.get(at(record)).texts(".page-head .tag") == ["ter goedkeuring"]
    assert client.get_raw(at(record, ".pdf")).status_code == 200


@pytest.mark.parametrize(("role", "status"), [(Role.MONITOR, 403), (Role.ADMINISTRATOR, 404)])
def test_outsiders_read_none(
    session: Session, table: Table, record: Meeting, sign_in: SignIn, role: Role, status: int
) -> None:
    """IOM sees the meeting and its figures, not its minutes; an administrator not even the meeting."""
    brought_to(session, table, record, APPROVED)
    client = sign_in(role)
    client.get(at(record), status=status)
    client.get(at(record, ".pdf"), status=404)


def test_neighbours_find_nothing(session: Session, table: Table, record: Meeting, sign_in: SignIn) -> None:
    """Whatever they send, in whatever state."""
    client = sign_in(Role.CHAIR, committee=a_committee(session, zone=table.committee.zone))
    for state in (WRITING, IN_REVIEW):
        minutes = brought_to(session, table, record, state)
        client.get(at(record), status=404)
        client.get(at(record, ".pdf"), status=404)
        for verb in ("submit", "approve", "send-back"):
            client.post(at(record, f"/{verb}"), status=404)
        assert (minutes.state, minutes.approvals) == (state, [])


def test_a_meeting_that_was_not_held_has_none(session: Session, table: Table) -> None:
    """The page says so; there is no PDF."""
    meeting = a_meeting(session, committee=table.committee, state=MeetingState.CONVENED)
    client = table.enter(CHAIR)
    assert client.get(at(meeting)).texts("main .notice") == [
        "Er is nog geen verslag: deze vergadering heeft nog niet plaatsgevonden."
    ]
    client.get(at(meeting, ".pdf"), status=404)


# The page


def test_the_page_shows_all_of_them(session: Session, table: Table, record: Meeting) -> None:
    """State, approval, attendance per side, discussion with decisions, action points."""
    brought_to(session, table, record, APPROVED)
    minutes = table.minutes(record)
    page = table.enter(CHAIR).get(at(record))
    assert page.h1 == "Verslag van vergadering 5"
    assert page.texts(".page-head .tag") == ["goedgekeurd"]
    assert page.texts("main h2") == [
        "Goedkeuring",
        "Aanwezigheid",
        "Agenda en bespreking",
        "Actiepunten 2",
        "Rechtzettingen",
        "Publieke samenvatting",
        "Goedgekeurde versies 1",
    ]
    with speaking("nl"):
        today = day(clock.today())
    assert page.texts("#approval tbody tr") == [
        f"politie voorzitter Fien Voorbeeld {today}",
        f"gemeenschappen en middenveld covoorzitter Idris Denkbeeldig {today}",
    ]
    assert minutes.digest in page.texts("#approval dd")
    assert page.texts("#attendance h3") == ["Politie", "Gemeenschappen en middenveld", "Gemeente en partners"]
    assert page.texts("#attendance tbody tr")[0] == "politie 1 0 0 0 0 –"
    assert "zetel member lid namens Het Salon verontschuldigd" in page.texts("#attendance tbody tr")
    assert page.texts("#agenda h3") == [
        "1. Opvolging van de actiepunten",
        "2. Controles aan het station",
        "3. Onder ons",
    ]
    assert page.texts("#agenda .rich-text") == ["", "Kaartje besproken", "Geheim besproken"]
    assert (
        page.texts("#agenda .decision")[0]
        == "Beslissing Kaartje beslist bij stemming · voor 2, tegen 1, onthoudingen 0"
    )
    assert page.texts("#actions tbody tr")[0] == "1 Kaartje doen zetel chair – Politiezone Gent 1 april 2026 open"
    assert page.texts("#approval button") == []


def test_members_do_not_read_restricted_items(session: Session, table: Table, record: Meeting) -> None:
    """Neither them nor their decisions and action points; the others keep their numbers."""
    brought_to(session, table, record, APPROVED)
    page = table.enter(MEMBER).get(at(record))
    assert page.texts("#agenda h3") == ["1. Opvolging van de actiepunten", "2. Controles aan het station"]
    assert page.response.text.count("Geheim") == page.response.text.count("Onder ons") == 0
    assert page.texts("#actions tbody td")[0] == "Kaartje doen"


def test_notes_that_are_a_heading_keep_the_order_of_headings(
    session: Session, table: Table, record: Meeting, item: AgendaItem
) -> None:
    """The page client looks at the levels."""
    item.notes = "<h1>Kop</h1><div>x</div>"
    assert table.enter(CHAIR).get(at(record)).texts("#agenda h4") == ["Kop"]


def test_its_cost_does_not_grow(session: Session, table: Table, record: Meeting) -> None:
    """With one or with three more seats, items, decisions and action points, as many statements."""
    client = table.enter(CHAIR)

    def statements() -> int:
        with count_queries() as found:
            assert client.get_raw(at(record)).status_code == 200
        return len(found)

    def add(number: int) -> None:
        for _ in range(number):
            seat = a_seat(session, committee=table.committee)
            a_mandate(session, seat=seat)
            an_attendance(session, meeting=record, seat=seat)
            item = an_item(session, meeting=record, proposed_by=seat)
            a_decision(session, item=item)
            an_action(session, committee=table.committee, owner_seat=seat, meeting=record, item=item)

    add(1)
    before = statements()
    add(2)
    assert statements() == before


# Submitting, approving, sending back


def test_the_way_from_a_draft_to_approved_minutes(session: Session, table: Table, record: Meeting) -> None:
    """Each page offers what comes next to those who may do it, and says what is waited for."""
    secretary, chair, co_chair = (table.enter(role) for role in (SECRETARY, CHAIR, CO_CHAIR))
    assert "Sluit eerst de vergadering; daarna kan het verslag ter goedkeuring worden voorgelegd." in secretary.get(
        at(record)
    ).texts("#approval p")
    secretary.post(at(record, "/submit"), status=422)
    table.close(record)
    assert secretary.get(at(record)).texts("#approval button") == ["Verslag ter goedkeuring voorleggen"]
    submitted = secretary.post(at(record, "/submit"))
    assert submitted.response.headers["Location"] == at(record)
    assert secretary.follow(submitted).texts("#approval button") == ["Terugsturen om te herwerken"]
    assert chair.get(at(record)).texts("#approval button") == [
        "Verslag goedkeuren namens mijn zijde",
        "Terugsturen om te herwerken",
    ]
    first = chair.follow(chair.post(at(record, "/approve"), {"round": "1"}))
    assert first.texts("main .notice-good") == ["Uw goedkeuring is genoteerd."]
    assert "Uw zijde heeft dit verslag al goedgekeurd." in first.texts("#approval p")
    assert first.texts("#approval button") == ["Terugsturen om te herwerken"]
    chair.post(at(record, "/approve"), {"round": "1"}, status=422)
    last = co_chair.follow(co_chair.post(at(record, "/approve"), {"round": "1"}))
    assert last.texts("main .notice-good") == ["Het verslag is goedgekeurd en ligt vast."]
    assert table.minutes(record).state is APPROVED
    secretary.post(at(record, "/send-back"), status=422)
    assert table.minutes(record).state is APPROVED


def test_sent_back_one_writes_again(session: Session, table: Table, record: Meeting) -> None:
    """The way leads to the room; members no longer read them."""
    brought_to(session, table, record, IN_REVIEW)
    answer = table.enter(SECRETARY).post(at(record, "/send-back"))
    assert answer.response.headers["Location"] == f"/meetings/{record.id}/room"
    assert table.minutes(record).state is WRITING
    table.enter(MEMBER).get(at(record, ".pdf"), status=404)


@pytest.mark.parametrize(
    ("role", "verb", "status"),
    [
        (SECRETARY, "approve", 403),
        (MEMBER, "approve", 403),
        (MEMBER, "submit", 403),
        (MEMBER, "send-back", 403),
    ],
)
def test_who_may_read_them_may_not_do_everything(
    session: Session, table: Table, record: Meeting, role: MandateRole, verb: str, status: int
) -> None:
    """Whoever may not is told who may, and nothing happens."""
    minutes = brought_to(session, table, record, IN_REVIEW)
    table.enter(role).post(at(record, f"/{verb}"), status=status)
    assert (minutes.state, minutes.approvals) == (IN_REVIEW, [])


def test_a_coordinator_does_not_approve(session: Session, table: Table, record: Meeting, sign_in: SignIn) -> None:
    """He or she may submit and send back."""
    client = sign_in(Role.COORDINATOR, zone=table.committee.zone)
    table.close(record)
    client.post(at(record, "/submit"))
    client.post(at(record, "/approve"), status=403)
    assert client.get(at(record)).texts("#approval button") == ["Terugsturen om te herwerken"]


def test_the_page_says_what_the_rule_waits_for(session: Session, table: Table, record: Meeting) -> None:
    """There is no button that would be refused."""
    table.committee.approval_rule = ApprovalRule.NEXT_MEETING
    brought_to(session, table, record, IN_REVIEW)
    page = table.enter(CHAIR).get(at(record))
    assert page.texts("#approval button") == ["Terugsturen om te herwerken"]
    assert "In dit comité wordt het verslag op de volgende vergadering goedgekeurd" in page.text
    later = a_meeting(session, committee=table.committee, starts_at=record.starts_at + timedelta(days=70))
    table.begin(later)
    assert table.enter(CHAIR).get(at(record)).texts("#approval button")[0] == "Verslag goedkeuren namens mijn zijde"


# The PDF


@pytest.mark.parametrize("state", list(MinutesState))
def test_the_pdf_is_marked_until_it_is_approved(
    session: Session, table: Table, record: Meeting, state: MinutesState
) -> None:
    """Under a neutral name; approved minutes carry the digest of what was approved."""
    minutes = brought_to(session, table, record, state)
    client = table.enter(SECRETARY)
    response = client.get_raw(at(record, ".pdf"))
    assert response.headers["Content-Disposition"] == 'inline; filename="verslag-5.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    words = words_of(pdf_of(client, record))
    assert words.count("Ditverslagisnognietgoedgekeurd.") == (state is not APPROVED)
    assert words.count("Ontwerpverslagvanvergadering5") > 0 or state is APPROVED
    if state is APPROVED:
        assert words.count(str(minutes.digest)) == 1


def test_the_pdf_is_in_the_language_of_the_meeting(session: Session, table: Table) -> None:
    """Whoever reads it: tagged, with its language, title and headings; dates and words are French."""
    meeting = a_meeting(session, committee=table.committee, language=Language.FR, state=MeetingState.CONVENED, number=7)
    an_item(session, meeting=meeting, position=1, title="Accueil au commissariat", notes="<div>Été</div>")
    table.begin(meeting)
    an_attendance(session, meeting=meeting, seat=table.mandates[CHAIR].seat)
    brought_to(session, table, meeting, APPROVED)
    client = table.enter(MEMBER)
    assert 'filename="compte-rendu-7.pdf"' in client.get_raw(at(meeting, ".pdf")).headers["Content-Disposition"]
    pdf = pdf_of(client, meeting)
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "fr-BE"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Compte rendu de la réunion 7 – CoPmittee Gand – mardi 10 mars 2026"
    words = words_of(pdf)
    parts = ["Zone de police Gand (5415)", "18 h 30", "Présences", "Ordre du jour et discussion", "Approbation"]
    assert [part for part in parts if "".join(part.split()) not in words] == []
    assert [part for part in ("Verslag", "Aanwezig", "politie", "maart") if part in words] == []


@pytest.mark.parametrize("state", list(MinutesState))
def test_restricted_items_are_in_the_pdf_of_nobody(
    session: Session, table: Table, record: Meeting, state: MinutesState
) -> None:
    """A secretary sends the file to the members: what the page shows to some is in the chair's copy only."""
    brought_to(session, table, record, state)
    everything = ["Onderons", "Geheimbesproken", "Geheimbeslist", "Geheimdoen"]
    for role in table.mandates if state is not WRITING else (CHAIR, CO_CHAIR, SECRETARY):
        client = table.enter(role)
        words = words_of(pdf_of(client, record))
        assert [word for word in everything if word in words] == []
        seen = "".join(client.get(at(record)).text.split())
        assert [word for word in everything if word in seen] == ([] if role is MEMBER else everything)


def test_a_name_leaves_the_pdf_with_the_consent(session: Session, table: Table, record: Meeting) -> None:
    """At once, also out of minutes that were approved; the digest on the paper stays the same."""
    minutes = brought_to(session, table, record, APPROVED)
    before = words_of(pdf_of(table.enter(CHAIR), record))
    assert (before.count("IdrisDenkbeeldig"), before.count("lidnamensvzwDeBrug")) == (2, 0)
    assert table.consent is not None
    withdraw_consent(session=session, actor=table.actor(CO_CHAIR), consent=table.consent)
    session.commit()
    after = words_of(pdf_of(table.enter(CHAIR), record))
    assert (after.count("Denkbeeldig"), after.count("lidnamensvzwDeBrug")) == (0, 2)
    assert after.count(str(minutes.digest)) == 1
    assert "Denkbeeldig" not in table.enter(MEMBER).get(at(record)).text
