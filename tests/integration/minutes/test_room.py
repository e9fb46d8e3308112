"""The room: a whole meeting is recorded on one page, with scripts and without."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from justhtml import JustHTML
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint, FollowUp
from cpwb.committees.choices import Side
from cpwb.core import clock
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Attendance, Decision, Meeting
from cpwb.meetings.service import save_notes
from cpwb.members.choices import MandateRole
from cpwb.minutes.choices import MinutesState
from tests.conftest import SignIn, count_queries
from tests.factories.actions import an_action
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item, an_unreached_item
from tests.factories.members import a_mandate, a_seat
from tests.factories.minutes import a_phrase, some_minutes
from tests.integration.minutes.conftest import START, Table
from tests.page_client import Page, PageClient

CHAIR, CO_CHAIR, SECRETARY, MEMBER = (
    MandateRole.CHAIR,
    MandateRole.CO_CHAIR,
    MandateRole.SECRETARY,
    MandateRole.MEMBER,
)
#: What htmx says of itself.
PART = {"HX-Request": "true"}
DECISION = {
    "text": "Proef in twee wijken",
    "how": "consensus",
    "votes_for": "",
    "votes_against": "",
    "votes_abstain": "",
}


@pytest.fixture
def chair(table: Table) -> PageClient:
    """The chair, signed in."""
    return table.enter(CHAIR)


def room(meeting: Meeting) -> str:
    """Return the address of the room."""
    return f"/meetings/{meeting.id}/room"


def an_owner(table: Table) -> str:
    """Return the key under which the seat of the chair is offered."""
    return f"seat:{table.mandates[CHAIR].seat_id}"


def promise(table: Table, **changes: str) -> dict[str, str]:
    """Return an action point as somebody types it."""
    typed = {"title": "Kaartje drukken", "owner": an_owner(table), "due_on": "9/3/2027", "priority": "high"}
    return {**typed, "description": "", "partners": "", "objective": "", **changes}


def stored(session: Session, model: Any) -> list[Any]:
    """Return every row of a table."""
    return list(session.scalars(sa.select(model).order_by(model.id)))


# Who gets in


def test_signed_out_readers_are_led_to_sign_in(meeting: Meeting, visitor: PageClient) -> None:
    """The room asks who one is."""
    assert visitor.get(room(meeting), status=302).response.headers["Location"] == f"/account/login?next={room(meeting)}"


@pytest.mark.parametrize(("role", "status"), [(CHAIR, 200), (CO_CHAIR, 200), (SECRETARY, 200), (MEMBER, 403)])
def test_who_takes_minutes(table: Table, meeting: Meeting, role: MandateRole, status: int) -> None:
    """The chairs and the secretary; members read them later."""
    table.enter(role).get(room(meeting), status=status)


def test_a_coordinator_records_what_is_not_restricted(
    table: Table, meeting: Meeting, sign_in: SignIn, session: Session
) -> None:
    """The restricted item is neither in the room nor can anything be sent about it."""
    client = sign_in(Role.COORDINATOR, zone=table.committee.zone)
    page = client.get(room(meeting))
    assert page.texts("main section > .part-head h2") == [
        "Aanwezigheid",
        "1. Opvolging van de actiepunten",
        "2. Controles aan het station",
        "Laattijdige punten",
    ]
    hidden = meeting.items[2].id
    for path in ("notes", "decisions", "actions"):
        client.post(f"/items/{hidden}/{path}", {"notes": "x", "revision": "0"}, status=404)
    assert stored(session, Decision) == []


@pytest.mark.parametrize("status", [403, 404], ids=["member", "neighbour"])
def test_nobody_else_records_anything(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, sign_in: SignIn, status: int
) -> None:
    """A member may read the item but not record under it; to the chair of another committee it is not there."""
    other = a_committee(session, zone=table.committee.zone)
    client = table.enter(MEMBER) if status == 403 else sign_in(Role.CHAIR, committee=other)
    taken = a_decision(session, item=item)
    session.commit()
    client.post(f"/items/{item.id}/notes", {"notes": "x", "revision": "0"}, status=status)
    client.post(f"/items/{item.id}/decisions", DECISION, status=status)
    client.post(f"/items/{item.id}/actions", promise(table), status=status)
    client.post(f"/decisions/{taken.id}/remove", status=status)
    assert (item.notes, len(stored(session, Decision)), stored(session, ActionPoint)) == ("", 1, [])


@pytest.mark.parametrize(
    ("state", "says", "links"),
    [
        (MeetingState.DRAFT, "Deze vergadering is nog niet begonnen.", ["start", "agenda"]),
        (MeetingState.CONVENED, "Deze vergadering is nog niet begonnen.", ["start", "agenda"]),
        (MeetingState.CANCELLED, "Deze vergadering is geannuleerd", []),
    ],
)
def test_before_it_starts_the_room_says_why(
    session: Session, table: Table, chair: PageClient, state: MeetingState, says: str, links: list[str]
) -> None:
    """And leads to where one starts the meeting."""
    meeting = a_meeting(session, committee=table.committee, state=state)
    page = chair.get(room(meeting))
    assert page.text.count(says) == 1
    ends = [link.rsplit("/", 1)[1] for link in page.links() if link.startswith(f"/meetings/{meeting.id}/")]
    assert ends == links


@pytest.mark.parametrize("state", [MinutesState.IN_REVIEW, MinutesState.APPROVED])
def test_once_submitted_the_room_leads_to_the_minutes(
    session: Session, table: Table, chair: PageClient, state: MinutesState
) -> None:
    """Nothing can be recorded there any more."""
    meeting = a_meeting(session, committee=table.committee, state=MeetingState.CLOSED)
    some_minutes(session, meeting=meeting, state=state)
    page = chair.get(room(meeting))
    assert page.text.count("Het verslag is ter goedkeuring voorgelegd.") == 1
    assert page.links().count(f"/meetings/{meeting.id}/minutes") == 1
    assert page.all("textarea") == []


# The page


def test_the_room_holds_the_whole_meeting(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """Header, list of the agenda, attendance, and per item what it is about and what was recorded."""
    item.explanation = "Wat horen we?"
    item.notes = "<div>Besproken</div>"
    a_decision(session, item=item, how=DecidedBy.VOTE, votes_for=3, votes_against=1, votes_abstain=0)
    an_action(session, committee=table.committee, owner_seat=table.mandates[CHAIR].seat, meeting=meeting, item=item)
    page = chair.get(room(meeting))
    assert page.h1 == "Verslag nemen van vergadering 5"
    assert page.texts(".page-head p") == [
        "dinsdag 10 maart 2026, 18.30 – 20.30, Buurtcentrum De Voorbeeldzaal aan de gang"
    ]
    assert page.texts("nav.jump li") == [
        "Aanwezigheid",
        "18.30 1. Opvolging van de actiepunten",
        "2. Controles aan het station notities beslissing · actiepunt",
        "3. Onder ons",
    ]
    assert page.texts(".where span") == ["CoPmittee Gent", "vergadering 5", "dinsdag 10 maart 2026"]
    section = f"#item-{item.id}"
    assert page.texts(f"{section} .decision p") == [
        "De proef gaat door.",
        "bij stemming · voor 3, tegen 1, onthoudingen 0",
    ]
    assert page.texts(f"{section} h4") == ["1. Actiepunt 1"]
    assert page.one(f"{section} textarea").attrs["data-editor"] == "<div>Besproken</div>"
    assert page.texts(f"{section} textarea") == ["Besproken"]
    assert page.one(f"{section} textarea").attrs["lang"] == "nl"
    assert "Voorgesteld door vzw De Brug (gemeenschappen en middenveld)" in page.texts(f"{section} p")
    assert "Wat horen we?" in page.texts(f"{section} p")
    assert len(page.all("fieldset.pills")) == 4
    assert "Hana" not in page.response.text


def test_the_editor_is_loaded_before_its_library(meeting: Meeting, chair: PageClient) -> None:
    """With the nonce of this page for its styles; other pages do not load it."""
    page = chair.get(room(meeting))
    scripts = [script.attrs["src"].rsplit("/", 1)[1] for script in page.all("script[src]")]  # type: ignore[union-attr]  # they have one
    assert scripts == ["editor.js", "record.js", "notes.js", "htmx.min.js", "cpwb.js", "answers.js", "trix.umd.min.js"]
    nonce = page.one("meta[name=trix-csp-nonce]").attrs["nonce"]
    assert f"'nonce-{nonce}'" in page.response.headers["Content-Security-Policy"]
    assert page.one("template#editor-tools").attrs["data-unsaved"] == "Nog niet opgeslagen."


def test_the_approval_item_leads_to_the_last_minutes(session: Session, table: Table, chair: PageClient) -> None:
    """With their state; the item for the next meeting names the one that is planned."""
    last = a_meeting(
        session, committee=table.committee, state=MeetingState.CLOSED, starts_at=START - timedelta(days=70)
    )
    some_minutes(session, meeting=last, state=MinutesState.IN_REVIEW)
    coming = a_meeting(session, committee=table.committee, starts_at=START + timedelta(days=70))
    meeting = a_meeting(session, committee=table.committee, starts_at=START, state=MeetingState.CONVENED)
    an_item(session, meeting=meeting, position=1, kind=ItemKind.APPROVAL)
    an_item(session, meeting=meeting, position=2, kind=ItemKind.NEXT_MEETING)
    table.begin(meeting)
    page = chair.get(room(meeting))
    assert page.links().count(f"/meetings/{last.id}/minutes") == 1
    assert page.texts(f"#approval-{meeting.items[0].id} h3") == ["Verslag van 30 december 2025"]
    assert page.texts(f"#approval-{meeting.items[0].id} .tag") == ["ter goedkeuring"]
    assert page.links().count(f"/meetings/{coming.id}") == 1


def test_without_a_next_meeting_one_can_be_planned(session: Session, table: Table, chair: PageClient) -> None:
    """From the item that is about it."""
    meeting = a_meeting(session, committee=table.committee, starts_at=START, state=MeetingState.CONVENED)
    an_item(session, meeting=meeting, position=1, kind=ItemKind.NEXT_MEETING)
    table.begin(meeting)
    assert chair.get(room(meeting)).links().count(f"/committees/{table.committee.id}/meetings/plan") == 1


def test_an_agenda_without_items_says_so(session: Session, table: Table, chair: PageClient) -> None:
    """Attendance can be recorded all the same."""
    meeting = a_meeting(session, committee=table.committee, state=MeetingState.CONVENED)
    table.begin(meeting)
    page = chair.get(room(meeting))
    assert page.texts(".empty") == ["Er stond niets op de agenda toen deze vergadering begon."]


def test_its_cost_does_not_grow(session: Session, table: Table, meeting: Meeting, chair: PageClient) -> None:
    """With one or with three more seats, items, decisions, actions, follow-ups, phrases: as many statements."""

    def statements() -> int:
        with count_queries() as found:
            assert chair.get_raw(room(meeting)).status_code == 200
        return len(found)

    def add(number: int) -> None:
        for _ in range(number):
            seat = a_seat(session, committee=table.committee)
            a_mandate(session, seat=seat)
            a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
            an_attendance(session, meeting=meeting, seat=seat)
            item = an_item(session, meeting=meeting, proposed_by=seat)
            a_decision(session, item=item)
            an_action(session, committee=table.committee, owner_seat=seat, meeting=meeting, item=item)
            an_action(session, committee=table.committee, owner_organisation=seat.organisation)
            a_phrase(session, committee=table.committee)
            an_unreached_item(session, meeting=a_meeting(session, committee=table.committee), item=item)

    add(1)
    before = statements()
    add(2)
    assert statements() == before


def test_a_long_meeting_is_a_page_of_a_sane_size(
    session: Session, table: Table, meeting: Meeting, chair: PageClient
) -> None:
    """Twelve seats, eight items and ten action points to follow up stay below 200 kB."""
    for _ in range(8):
        a_mandate(session, seat=a_seat(session, committee=table.committee))
        an_item(session, meeting=meeting)
    for _ in range(10):
        an_action(session, committee=table.committee, owner_seat=table.mandates[CHAIR].seat)
    page = chair.get(room(meeting))
    assert len(page.response.data) < 200_000


# Notes


def test_notes_are_saved_and_one_comes_back_to_the_item(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """Without scripts: what was typed is one block with its lines."""
    page = chair.post(f"/items/{item.id}/notes", {"notes": "Eén & twee\n\ndrie <b>", "revision": "0"})
    assert page.response.headers["Location"] == f"/meetings/{item.meeting_id}/room#item-{item.id}"
    assert (item.notes, item.notes_revision) == ("<div>Eén &amp; twee<br><br>drie &lt;b&gt;</div>", 1)
    assert item.notes_by_id == chair.user_id


def test_words_that_nobody_changed_keep_their_format(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """Who saves without scripts what the plain field shows does not flatten it."""
    item.notes = "<ul><li>een</li><li><strong>twee</strong></li></ul>"
    shown = chair.get(room(item.meeting)).texts(f"#item-{item.id} textarea")  # type: ignore[arg-type]  # it has one
    assert shown == ["een twee"]
    chair.post(f"/items/{item.id}/notes", {"notes": "een\r\ntwee", "revision": "0"})
    assert item.notes == "<ul><li>een</li><li><strong>twee</strong></li></ul>"


def test_notes_are_saved_in_place(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """With scripts the answer is what became of them, the revision to go on from, and the mark in the list."""
    data = {"notes": "<div>Besproken<script>x</script></div>", "revision": "0"}
    page = chair.post(f"/items/{item.id}/notes", data, status=200, headers=PART)
    assert item.notes == "<div>Besproken</div>"
    assert page.one(f"#notes-{item.id}-state input[name=revision]").attrs["value"] == "1"
    assert page.texts("[data-saved]")[0].startswith("Opgeslagen om ")
    mark = page.one(f"#mark-{item.id}-lead")
    assert (mark.attrs["hx-swap-oob"], page.texts("[hx-swap-oob]")) == ("true", ["notities"])
    again = {"notes": "<div>Verder</div>", "revision": "1"}
    assert chair.post(f"/items/{item.id}/notes", again, status=200, headers=PART).all("[data-conflict]") == []
    assert (item.notes, item.notes_revision) == ("<div>Verder</div>", 2)


@pytest.mark.parametrize("headers", [PART, {}], ids=["in place", "as a page"])
def test_a_newer_text_of_somebody_else_is_not_overwritten(
    session: Session, table: Table, item: AgendaItem, chair: PageClient, headers: dict[str, str]
) -> None:
    """Both texts are shown, and what I save then is saved. In place, where a form saves itself, I must choose first."""
    save_notes(session=session, actor=table.actor(SECRETARY), item=item, notes="<div>Van Bram</div>", revision=0)
    mine = {"notes": "<div>Van Fien</div>", "revision": "0"}
    page = chair.post(f"/items/{item.id}/notes", mine, status=409, headers=headers)
    assert page.texts("[data-conflict] .rich-text") == ["Van Bram"]
    revision = page.one("input[name=revision]").attrs["value"]
    assert revision == ("0" if headers else "1")
    if not headers:
        assert page.one("textarea").attrs["data-editor"] == "<div>Van Fien</div>"
        assert page.texts("textarea") == ["Van Fien"]
    assert (item.notes, item.notes_revision) == ("<div>Van Bram</div>", 1)
    joined = {"notes": "<div>Van Bram en Fien</div>", "revision": str(revision)}
    if headers:
        chair.post(f"/items/{item.id}/notes", joined, status=409, headers=headers)
        joined["keep"] = str(page.all("[data-conflict] button")[0].attrs["value"])
    chair.post(f"/items/{item.id}/notes", joined)
    assert (item.notes, item.notes_revision) == ("<div>Van Bram en Fien</div>", 2)


@pytest.mark.parametrize("revision", ["", "x", "-1", "99", "9" * 30])
def test_a_revision_that_never_was_is_outdated(
    session: Session, item: AgendaItem, chair: PageClient, revision: str
) -> None:
    """Junk saves nothing."""
    chair.post(f"/items/{item.id}/notes", {"notes": "<div>x</div>", "revision": revision}, status=409)
    assert (item.notes, item.notes_revision) == ("", 0)


@pytest.mark.parametrize("headers", [PART, {}], ids=["in place", "as a page"])
@pytest.mark.parametrize("notes", ["<div>Wagen 1-ABC-123</div>", "<div>" + "x" * 200_000 + "</div>"])
def test_notes_that_do_not_belong_here_are_refused(
    session: Session, item: AgendaItem, chair: PageClient, notes: str, headers: dict[str, str]
) -> None:
    """Facts of a case, and more than the field holds: a sentence, and nothing written."""
    page = chair.post(f"/items/{item.id}/notes", {"notes": notes, "revision": "0"}, status=422, headers=headers)
    assert len(page.all("[role=alert]")) == 1
    assert page.one("input[name=revision]").attrs["value"] == "0"
    assert (item.notes, item.notes_revision) == ("", 0)


@pytest.mark.parametrize("token", [None, "old"])
def test_a_room_that_was_open_for_too_long_stays_as_it_is(
    item: AgendaItem, chair: PageClient, token: str | None
) -> None:
    """A token that no longer holds: a sentence above the page, and nothing takes the place of what is typed."""
    data = {"notes": "<div>x</div>", "revision": "0"} | ({"csrf_token": token} if token else {})
    headers = {**PART, "Sec-Fetch-Site": "same-origin"}
    page = chair.post(f"/items/{item.id}/notes", data, status=400, csrf=False, headers=headers)
    assert (page.response.headers["HX-Retarget"], page.response.headers["HX-Reswap"]) == ("#refusal", "innerHTML")
    assert (len(page.all("[role=alert]")), page.all("html"), item.notes) == (1, [], "")


def test_notes_wait_for_the_meeting(session: Session, table: Table, chair: PageClient) -> None:
    """Before it starts, and once the minutes are submitted, nothing is written."""
    early = an_item(session, meeting=a_meeting(session, committee=table.committee))
    closed = a_meeting(session, committee=table.committee, state=MeetingState.CLOSED)
    late = an_item(session, meeting=closed)
    some_minutes(session, meeting=closed, state=MinutesState.IN_REVIEW)
    for item in (early, late):
        page = chair.post(f"/items/{item.id}/notes", {"notes": "<div>x</div>", "revision": "0"}, status=422)
        assert page.one("textarea").attrs["data-editor"] == "<div>x</div>"
        assert item.notes == ""


# Decisions


def test_a_decision_is_recorded_on_a_page_of_its_own(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """Without scripts the link leads there, and one comes back to the item."""
    page = chair.get(f"/items/{item.id}/decisions")
    assert (page.h1, page.texts(".page-head p")) == ("Beslissing noteren", ["2. Controles aan het station"])
    saved = chair.post(f"/items/{item.id}/decisions", DECISION)
    assert saved.response.headers["Location"] == f"/meetings/{item.meeting_id}/room#item-{item.id}"
    assert chair.follow(saved).texts("main .notice-good") == ["De beslissing is genoteerd."]
    assert [(one.text, one.how) for one in stored(session, Decision)] == [("Proef in twee wijken", DecidedBy.CONSENSUS)]


def test_a_decision_is_recorded_in_place(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """With scripts the form opens, closes and answers in its region of the page."""
    address = f"/items/{item.id}/decisions"
    opened = chair.get_raw(address)
    assert opened.status_code == 200
    part = _part(chair, address)
    assert len(part.all(f"#decisions-{item.id} form#decision-{item.id}")) == 1
    assert _part(chair, f"{address}?closed=1").all("form") == []
    page = chair.post(address, DECISION, status=200, headers=PART)
    assert page.texts(f"#decisions-{item.id} .decision p")[:2] == ["Proef in twee wijken", "bij consensus"]
    assert page.texts("[role=status]") == ["De beslissing is genoteerd."]
    assert page.texts(f"#mark-{item.id}-marks") == ["beslissing"]
    assert page.all("form[id]") == []


def _part(client: PageClient, path: str) -> Page:
    """Fetch a part of the room as htmx does."""
    response = client.client.get(path, headers={**PART, "Accept-Language": "nl"})
    assert response.status_code == 200
    return Page(response, JustHTML(response.text, sanitize=False, fragment=True))


def test_a_vote_counts_the_seats_that_are_there(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """More votes than seats with a vote, or no votes, are refused at the field; what was typed stays."""
    an_attendance(session, meeting=meeting, seat=table.mandates[CHAIR].seat)
    an_attendance(session, meeting=meeting, seat=table.mandates[CO_CHAIR].seat)
    address = f"/items/{item.id}/decisions"
    vote = {**DECISION, "how": "vote", "votes_for": "2", "votes_against": "1", "votes_abstain": "0"}
    page = chair.post(address, vote, status=422, headers=PART)
    assert len(page.texts(f"#votes_for-decision-{item.id}-error")) == 1
    assert page.one(f"#votes_for-decision-{item.id}").attrs["value"] == "2"
    chair.post(address, {**vote, "votes_for": "", "votes_against": "", "votes_abstain": ""}, status=422)
    chair.post(address, {**DECISION, "votes_for": "1"}, status=422)
    assert stored(session, Decision) == []
    chair.post(address, {**vote, "votes_for": "1"})
    (decision,) = stored(session, Decision)
    assert (decision.votes_for, decision.votes_against, decision.votes_abstain) == (1, 1, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"text": "x" * 2001},
        {"text": "Het rijksregisternummer 85.07.30-033.28"},
        {"how": "loudly"},
        {"how": "vote", "votes_for": "x", "votes_against": "0", "votes_abstain": "0"},
        {"how": "vote", "votes_for": "-1", "votes_against": "0", "votes_abstain": "1"},
        {"how": "vote", "votes_for": "1001", "votes_against": "0", "votes_abstain": "1"},
    ],
)
@pytest.mark.parametrize("headers", [PART, {}], ids=["in place", "as a page"])
def test_a_decision_that_makes_no_sense_is_refused(
    session: Session, item: AgendaItem, chair: PageClient, changes: dict[str, str], headers: dict[str, str]
) -> None:
    """With a sentence; nothing is written."""
    page = chair.post(f"/items/{item.id}/decisions", {**DECISION, **changes}, status=422, headers=headers)
    assert len(page.all("[role=alert]")) == 1
    assert stored(session, Decision) == []


def test_a_decision_is_taken_out(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """In place, or with a page that comes back to the item; hostile words come back as they are."""
    first, second = (a_decision(session, item=item, text=text) for text in ("<b>een</b>", "twee"))
    assert "<b>een</b>" in chair.get(room(item.meeting)).texts(".decision p")  # type: ignore[arg-type]  # it has one
    page = chair.post(f"/decisions/{first.id}/remove", status=200, headers=PART)
    assert page.texts(".decision p") == ["twee", "bij consensus"]
    assert page.texts("[role=status]") == ["De beslissing is geschrapt."]
    back = chair.post(f"/decisions/{second.id}/remove")
    assert back.response.headers["Location"] == f"/meetings/{item.meeting_id}/room#item-{item.id}"
    assert stored(session, Decision) == []
    chair.post(f"/decisions/{second.id}/remove", status=404)


# Action points


def test_an_action_point_is_recorded_on_a_page_of_its_own(
    session: Session, table: Table, item: AgendaItem, chair: PageClient
) -> None:
    """Without scripts; it knows its item and its meeting."""
    assert chair.get(f"/items/{item.id}/actions").h1 == "Actiepunt toevoegen"
    saved = chair.post(f"/items/{item.id}/actions", promise(table))
    assert saved.response.headers["Location"] == f"/meetings/{item.meeting_id}/room#item-{item.id}"
    (action,) = stored(session, ActionPoint)
    assert (action.item_id, action.meeting_id, action.number) == (item.id, item.meeting_id, 1)
    assert (action.title, action.owner_seat_id) == ("Kaartje drukken", table.mandates[CHAIR].seat_id)
    assert action.due_on == date(2027, 3, 9)


def test_an_action_point_is_recorded_in_place(
    session: Session, table: Table, item: AgendaItem, chair: PageClient
) -> None:
    """With scripts, without leaving the page."""
    address = f"/items/{item.id}/actions"
    form = _part(chair, address)
    assert len(form.all(f"#actions-{item.id} form#action-{item.id}")) == 1
    page = chair.post(address, promise(table), status=200, headers=PART)
    assert page.texts(f"#actions-{item.id} h4") == ["1. Kaartje drukken"]
    assert page.texts("[role=status]") == ["Actiepunt 1 is genoteerd."]
    assert page.texts(f"#mark-{item.id}-marks") == ["actiepunt"]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"owner": ""},
        {"owner": "seat:999999"},
        {"due_on": ""},
        {"due_on": "31/2/2026"},
    ],
)
def test_an_action_point_that_makes_no_sense_is_refused(
    session: Session, table: Table, item: AgendaItem, chair: PageClient, changes: dict[str, str]
) -> None:
    """What was typed stays in the form."""
    page = chair.post(f"/items/{item.id}/actions", promise(table, **changes), status=422, headers=PART)
    assert len(page.all("[role=alert]")) == 1
    wanted = {"title": "Kaartje drukken", **changes}["title"]
    assert page.one("input[name=title]").attrs["value"] == wanted
    assert stored(session, ActionPoint) == []


def test_a_seat_of_another_committee_takes_nothing_on(
    session: Session, table: Table, item: AgendaItem, chair: PageClient
) -> None:
    """It is not offered, so it is not accepted."""
    seat = a_seat(session, committee=a_committee(session))
    chair.post(f"/items/{item.id}/actions", promise(table, owner=f"seat:{seat.id}"), status=422)
    assert stored(session, ActionPoint) == []


def test_forms_for_what_cannot_be_recorded_lead_back(session: Session, table: Table, chair: PageClient) -> None:
    """An item of a meeting to come leads to its room, one of the backlog to the backlog."""
    coming = an_item(session, meeting=a_meeting(session, committee=table.committee))
    waiting = an_item(session, committee=table.committee)
    for noun in ("decisions", "actions"):
        answer = chair.get(f"/items/{coming.id}/{noun}", status=302)
        assert answer.response.headers["Location"] == f"/meetings/{coming.meeting_id}/room#item-{coming.id}"
        answer = chair.get(f"/items/{waiting.id}/{noun}", status=302)
        assert answer.response.headers["Location"] == f"/committees/{table.committee.id}/backlog"


# Follow-up


@pytest.fixture
def action(session: Session, table: Table, meeting: Meeting) -> ActionPoint:
    """An action point that comes back."""
    made = an_action(
        session, committee=table.committee, owner_seat=table.mandates[CHAIR].seat, opened_on=date(2026, 1, 5)
    )
    session.commit()
    return made


def test_open_action_points_come_back(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, action: ActionPoint, chair: PageClient
) -> None:
    """Under their item; not what was agreed at this meeting or snoozed. What was finished today still stands there."""
    seat = table.mandates[CHAIR].seat
    old: dict[str, Any] = {"committee": table.committee, "owner_seat": seat, "opened_on": date(2026, 1, 5)}
    an_action(session, title="rust", show_again_on=date(2026, 5, 1), **old)
    an_action(session, title="klaar", state=ActionState.DONE, result="af", closed_on=clock.today(), **old)
    an_action(session, title="al lang klaar", state=ActionState.DONE, result="af", closed_on=date(2026, 3, 9), **old)
    an_action(session, committee=table.committee, owner_seat=seat, title="nieuw", meeting=meeting, item=item)
    page = chair.get(room(meeting))
    assert page.texts(f"#item-{meeting.items[0].id} article h3") == ["1. Actiepunt 1", "3. klaar"]
    assert page.texts(f"#item-{item.id} h4") == ["5. nieuw"]


REPORT = {"state": "done", "note": "", "result": "500 kaartjes", "revision": "1"}


def test_progress_is_reported_in_one_step(session: Session, action: ActionPoint, chair: PageClient) -> None:
    """In place: the action point comes back with its new state and a fresh form."""
    page = chair.post(f"/actions/{action.id}/progress", REPORT, status=200, headers=PART)
    assert action.state is ActionState.DONE
    assert page.texts(f"article#progress-{action.id} .tag")[0] == "afgerond"
    assert page.texts("[role=status]") == ["De voortgang is opgeslagen."]
    assert page.one("input[name=revision]").attrs["value"] == "2"
    assert page.texts("textarea") == ["", ""]


def test_progress_without_scripts_leads_back(
    session: Session, meeting: Meeting, action: ActionPoint, chair: PageClient
) -> None:
    """To where one was, but never to another site."""
    back = f"/meetings/{meeting.id}/room#item-1"
    data = {"state": "in_progress", "note": "Begonnen", "result": ""}
    addresses = (
        ("", f"/actions/{action.id}"),
        (back.replace("#", "%23"), back),
        ("//evil.example", f"/actions/{action.id}"),
    )
    for target, leads_to in addresses:
        page = chair.post(
            f"/actions/{action.id}/progress?back={target}", {**data, "revision": str(action.revision)}, status=302
        )
        assert page.response.headers["Location"] == leads_to
    assert len(stored(session, FollowUp)) == 3


@pytest.mark.parametrize("headers", [PART, {}], ids=["in place", "as a page"])
@pytest.mark.parametrize(
    ("changes", "status"), [({"result": ""}, 422), ({"state": "x"}, 422), ({"revision": "0"}, 409)]
)
def test_a_report_that_lacks_something_is_refused(
    session: Session,
    action: ActionPoint,
    chair: PageClient,
    changes: dict[str, str],
    status: int,
    headers: dict[str, str],
) -> None:
    """Done asks for a result; somebody else's newer report is not overwritten."""
    page = chair.post(f"/actions/{action.id}/progress", {**REPORT, **changes}, status=status, headers=headers)
    assert len(page.all("[role=alert]")) == 1
    assert (action.state, stored(session, FollowUp)) == (ActionState.OPEN, [])


def test_a_neighbour_reports_on_nothing(session: Session, action: ActionPoint, sign_in: SignIn) -> None:
    """The action point is not there."""
    sign_in(Role.CHAIR, committee=a_committee(session)).post(f"/actions/{action.id}/progress", REPORT, status=404)
    assert action.state is ActionState.OPEN


# The whole meeting


def test_a_whole_meeting_without_leaving_the_page(
    session: Session, table: Table, meeting: Meeting, chair: PageClient
) -> None:
    """Attendance, notes on each item, decisions and action points; then it is closed and its minutes are submitted."""
    seats = {f"seat_{mandate.seat_id}": "present" for mandate in table.mandates.values()}
    counts = {f"unnamed_{side}": "0" for side in ("police", "community", "municipality")}
    came = chair.post(f"/meetings/{meeting.id}/attendance?back=room", {**seats, **counts, "guests": "Een tolk"})
    assert came.response.headers["Location"] == f"{room(meeting)}#who-was-there"
    for item in meeting.items:
        chair.post(f"/items/{item.id}/notes", {"notes": f"Over {item.title}", "revision": "0"})
        chair.post(f"/items/{item.id}/decisions", DECISION)
        chair.post(f"/items/{item.id}/actions", promise(table))
    closing = chair.get(f"/meetings/{meeting.id}/close")
    assert closing.text.count("Dit ontbreekt nog.") == 0
    closed = chair.post(f"/meetings/{meeting.id}/close")
    assert closed.response.headers["Location"] == f"/meetings/{meeting.id}/minutes"
    chair.post(f"/items/{meeting.items[0].id}/notes", {"notes": "Nog iets", "revision": "1"})
    assert "Verslag ter goedkeuring voorleggen" in chair.get(room(meeting)).texts(".page-actions button")
    chair.post(f"/meetings/{meeting.id}/minutes/submit")
    minutes = table.minutes(meeting)
    assert minutes.snapshot is not None
    assert [one["notes"] for one in minutes.snapshot["items"]] == [
        "<div>Nog iets</div>", "<div>Over Controles aan het station</div>", "<div>Over Onder ons</div>",
    ]  # fmt: skip
    assert {row.state for row in stored(session, Attendance)} == {AttendanceState.PRESENT}
    assert len(stored(session, Decision)) == len(stored(session, ActionPoint)) == 3


def test_before_closing_one_sees_what_is_missing(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """Seats, items and a quorum that was not reached; one may close all the same."""
    table.committee.quorum_total = 3
    a_seat(session, committee=table.committee)
    an_attendance(session, meeting=meeting, seat=table.mandates[CHAIR].seat)
    a_decision(session, item=item, needed=3, present={Side.POLICE: 1})
    page = chair.get(f"/meetings/{meeting.id}/close")
    assert page.texts(".notice-warn li") == [
        "Beslist zonder quorum bij punt 2: Controles aan het station",
        "Er is niets genoteerd over de aanwezigheid van: vzw De Brug – zetel co_chair.",
        "Er is niets genoteerd over de aanwezigheid van: Het Salon – zetel member.",
        "Er is niets genoteerd over de aanwezigheid van: Stad Gent – zetel secretary.",
        "Geen notities bij punt 1: Opvolging van de actiepunten",
    ]
    assert page.links().count(f"/meetings/{meeting.id}/room#item-{meeting.items[0].id}") == 1
    chair.post(f"/meetings/{meeting.id}/close", status=422)
    chair.post(f"/meetings/{meeting.id}/close", {"knowingly": "y"})
    assert meeting.state is MeetingState.CLOSED


def test_hostile_words_stay_words(session: Session, table: Table, meeting: Meeting, chair: PageClient) -> None:
    """In every place of the room where somebody typed something."""
    nasty = "<img src=x onerror=alert(1)> \" ' {{ 7*7 }} שלום"
    item = an_item(session, meeting=meeting, title=nasty, explanation=nasty, visibility=Visibility.PUBLIC)
    a_decision(session, item=item, text=nasty)
    owner = table.mandates[CHAIR].seat
    an_action(session, committee=table.committee, owner_seat=owner, title=nasty, item=item, meeting=meeting)
    an_action(session, committee=table.committee, owner_seat=owner, title=nasty, opened_on=date(2026, 1, 5))
    page = chair.get(room(meeting))
    assert page.response.text.count("<img") == 0
    assert page.texts(f"#item-{item.id} h2") == [f"{item.position}. {nasty}"]
    assert page.texts(f"#item-{item.id} .decision p")[0] == nasty
