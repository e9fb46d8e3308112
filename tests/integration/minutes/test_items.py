"""Items and decisions in the room: closed and opened again, votes per side, who was there, and closing the meeting."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.service import open_action
from cpwb.committees.choices import Side
from cpwb.meetings import service as meetings
from cpwb.meetings.choices import AttendanceState, DecidedBy, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Decision, Meeting
from cpwb.members.choices import MandateRole
from cpwb.minutes.chairs_copy import has_chairs_copy
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.queries import actions_of_vacant_seats
from cpwb.minutes.service import submit_minutes
from cpwb.minutes.snapshot import snapshot_of
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item
from tests.factories.members import a_mandate, a_seat
from tests.integration.minutes.conftest import START, Table
from tests.page_client import PageClient

CHAIR, SECRETARY, MEMBER = MandateRole.CHAIR, MandateRole.SECRETARY, MandateRole.MEMBER
#: What htmx says of itself.
PART = {"HX-Request": "true"}
VOTE = {"text": "Proef in twee wijken", "how": "vote", "votes_for": "2", "votes_against": "0", "votes_abstain": "1"}


@pytest.fixture
def chair(table: Table) -> PageClient:
    """The chair, signed in."""
    return table.enter(CHAIR)


@pytest.fixture(autouse=True)
def everybody(session: Session, table: Table, meeting: Meeting) -> None:
    """All four seats were filled, and the committee asks for four."""
    table.committee.quorum_total = 4
    for mandate in table.mandates.values():
        an_attendance(session, meeting=meeting, seat=mandate.seat, mandate=mandate)
    session.commit()


def room(meeting: Meeting) -> str:
    """Return the address of the room."""
    return f"/meetings/{meeting.id}/room"


def only_decision(session: Session) -> Decision:
    """Return the decision that was recorded."""
    return session.scalars(sa.select(Decision)).one()


# Closing and opening an item


def test_one_button_closes_an_item_and_opens_it_again(
    session: Session, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """Without scripts: its decisions stand in between, the list of the agenda says so, and notes can be written."""
    a_decision(session, item=item)
    section = f"#item-{item.id}"
    assert len(chair.get(room(meeting)).all(f"{section} form[action$='/remove']")) == 1
    answer = chair.post(f"/items/{item.id}/close")
    assert answer.response.headers["Location"] == f"{room(meeting)}#item-{item.id}"
    page = chair.follow(answer)
    assert page.texts(".notice-good[role=status]")[0] == "Punt 2 is afgesloten. De beslissingen staan vast."
    assert page.texts(f"#mark-{item.id}-marks") == ["beslissing · afgesloten"]
    assert page.all(f"{section} form[action$='/remove'], #decisions-{item.id} .region-head a") == []
    assert len(page.all(f"{section} textarea")) == 1
    taken = only_decision(session)
    for path in (f"/items/{item.id}/decisions", f"/decisions/{taken.id}/remove", f"/decisions/{taken.id}/recount"):
        refused = chair.post(path, {"text": "Te laat", "how": "consensus"}, status=422)
        assert refused.text.count("Dit punt is afgesloten: de beslissingen staan vast.") == 1
    chair.post(f"/items/{item.id}/reopen")
    assert chair.get(room(meeting)).texts(f"#mark-{item.id}-marks") == ["beslissing"]
    assert session.get_one(AgendaItem, item.id).closed_at is None


def test_an_item_is_closed_in_place(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """With scripts: the button, the decisions and the mark are exchanged, and what was done takes the focus."""
    page = chair.post(f"/items/{item.id}/close", status=200, headers=PART)
    assert page.texts(f"#closing-{item.id} [role=status]") == ["Punt 2 is afgesloten. De beslissingen staan vast."]
    assert page.texts(f"#closing-{item.id} button") == [f"Punt heropenen – {item.title}"]
    swapped = [element.attrs["id"] for element in page.all("[hx-swap-oob=true]")]
    assert swapped == [f"decisions-{item.id}", f"mark-{item.id}-marks"]
    page = chair.post(f"/items/{item.id}/reopen", status=200, headers=PART)
    assert page.texts(f"#closing-{item.id} button") == [f"Punt afsluiten – {item.title}"]


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("neighbour", 404), ("coordinator", 404)])
def test_nobody_else_closes_items(
    session: Session, table: Table, meeting: Meeting, sign_in: SignIn, who: str, status: int
) -> None:
    """Not a member, not the chair of another committee; restricted ones not the coordinator either."""
    hidden = meeting.items[2]
    taken = a_decision(session, item=hidden)
    if who == "member":
        hidden.visibility = Visibility.COMMITTEE
        client = table.enter(MEMBER)
    elif who == "neighbour":
        client = sign_in(Role.CHAIR, committee=a_committee(session, zone=table.committee.zone))
    else:
        client = sign_in(Role.COORDINATOR, zone=table.committee.zone)
    for path in (f"/items/{hidden.id}/close", f"/items/{hidden.id}/reopen", f"/decisions/{taken.id}/recount"):
        client.post(path, status=status)
    assert session.get_one(AgendaItem, hidden.id).closed_at is None


def test_nothing_is_closed_in_submitted_minutes(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """Nor opened again; an item of the backlog has no room at all."""
    minutes = table.close(meeting)
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    session.commit()
    kept = meeting.items[0]
    for path in ("close", "reopen"):
        page = chair.post(f"/items/{kept.id}/{path}", status=422)
        assert page.text.count("Het verslag is ter goedkeuring voorgelegd.") == 1
        page = chair.post(f"/items/{item.id}/{path}", status=422)
        assert "het wacht bij de voorstellen" in page.text
    assert minutes.state is MinutesState.IN_REVIEW


# Decisions


def test_votes_are_counted_per_side_in_the_room(
    session: Session, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """On request: what is empty counts as 0, and empty totals are added up; who was there stands with it."""
    path = f"/items/{item.id}/decisions"
    page = chair.get(path)
    assert page.texts("details legend") == ["Politie", "Gemeenschappen en middenveld", "Gemeente en partners"]
    wrong = VOTE | {"police_for": "1", "community_for": "2"}
    page = chair.post(path, wrong, status=422)
    assert len(page.all("details[open]")) == 1
    page = chair.post(path, VOTE | {"police_for": "2", "community_abstain": "1"}, status=422)
    assert page.texts(f"#police_for-decision-{item.id}-error")[0].startswith("Fout: politie: er zijn 2 stemmen geteld")
    empty = dict.fromkeys(("votes_for", "votes_against", "votes_abstain"), "")
    chair.post(path, VOTE | empty | {"police_for": "1", "community_for": "1", "municipality_abstain": "1"})
    decision = only_decision(session)
    assert (decision.votes_for, decision.votes_against, decision.votes_abstain) == (2, 0, 1)
    assert chair.get(room(meeting)).texts(f"#item-{item.id} .decision p") == [
        "Proef in twee wijken",
        "bij stemming · voor 2, tegen 0, onthoudingen 1",
        "politie: voor 1, tegen 0, onthoudingen 0",
        "gemeenschappen en middenveld: voor 1, tegen 0, onthoudingen 0",
        "gemeente en partners: voor 0, tegen 0, onthoudingen 1",
        "Zetels met stemrecht aanwezig: 4 (politie 1, gemeenschappen en middenveld 2, gemeente en partners 1);"
        " quorum bereikt",
    ]


def test_votes_in_a_consensus_are_refused(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """Also those per side, and junk in their place."""
    path = f"/items/{item.id}/decisions"
    for typed in ({"how": "consensus", "votes_for": ""}, {"police_for": "-1"}, {"police_for": "veel"}):
        empty = {"votes_for": "", "votes_against": "", "votes_abstain": ""}
        chair.post(path, VOTE | empty | {"police_for": "1"} | typed, status=422)
    assert session.scalar(sa.select(sa.func.count(Decision.id))) == 0


def test_a_decision_is_counted_again_after_the_attendance(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """The list was corrected: both stand there until somebody presses the button, with scripts or without."""
    chair.post(f"/items/{item.id}/decisions", {"text": "Ja", "how": "consensus"})
    meeting.attendances[0].state = AttendanceState.EXCUSED
    decision = only_decision(session)
    page = chair.get(room(meeting))
    assert page.texts(f"#item-{item.id} .decision .quiet") == [
        "Volgens de aanwezigheidslijst is het nu: Zetels met stemrecht aanwezig: 3 (politie 0,"
        " gemeenschappen en middenveld 2, gemeente en partners 1)."
    ]
    path = f"/decisions/{decision.id}/recount"
    page = chair.post(path, status=200, headers=PART)
    assert page.texts(".decision p")[-1].endswith("quorum niet bereikt")
    assert page.all(f"form[action='{path}']") == []
    chair.follow(chair.post(path))


def test_the_cost_of_the_room_does_not_grow_with_what_is_kept(
    session: Session, table: Table, meeting: Meeting, chair: PageClient
) -> None:
    """With one or with three decisions, each with its sides, and seats that were filled for a part of the agenda."""

    def statements() -> int:
        with count_queries() as found:
            assert chair.get_raw(room(meeting)).status_code == 200
        return len(found)

    def add(number: int) -> None:
        for _ in range(number):
            item = an_item(session, meeting=meeting)
            a_decision(session, item=item, present=dict.fromkeys(Side, 1))
            seat = a_seat(session, committee=table.committee)
            mandate = a_mandate(session, seat=seat)
            an_attendance(session, meeting=meeting, seat=seat, mandate=mandate, arrived_item_id=item.id, note="tolk")

    add(1)
    before = statements()
    add(2)
    assert statements() == before


# The minutes


def test_minutes_say_who_was_there_for_each_decision(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """On the page and in the PDF: presence, quorum and votes per side, arrivals, departures and remarks."""
    votes = {"police_for": "1", "community_for": "1", "municipality_abstain": "1"}
    chair.post(f"/items/{item.id}/decisions", VOTE | votes)
    for attendance in meeting.attendances:
        if attendance.seat_id == table.mandates[MEMBER].seat_id:
            attendance.arrived_item_id, attendance.left_item_id = meeting.items[0].id, item.id
            attendance.note = "tolk aanwezig"
    session.commit()
    page = chair.get(f"/meetings/{meeting.id}/minutes")
    presence = (
        "Zetels met stemrecht aanwezig: 4 (politie 1, gemeenschappen en middenveld 2, gemeente en partners 1);"
        " quorum bereikt"
    )
    assert page.texts(".decision p")[-4:] == [
        "politie: voor 1, tegen 0, onthoudingen 0",
        "gemeenschappen en middenveld: voor 1, tegen 0, onthoudingen 0",
        "gemeente en partners: voor 0, tegen 0, onthoudingen 1",
        presence,
    ]
    remarks = "toegekomen bij punt 1; vertrokken na punt 2; tolk aanwezig"
    assert page.texts("td .quiet") == [remarks]
    printed = printed_words(chair, meeting)
    for sentence in (presence, remarks, "politie: voor 1, tegen 0, onthoudingen 0"):
        assert re.sub(r"\s", "", sentence) in printed


def printed_words(client: PageClient, meeting: Meeting) -> str:
    """Return the text of the PDF without white space and invisible characters."""
    response = client.get_raw(f"/meetings/{meeting.id}/minutes.pdf")
    assert response.status_code == 200
    pages = pypdf.PdfReader(io.BytesIO(response.data), strict=True).pages
    return re.sub("[\\s\xad\u200c-\u200f]+", "", "".join(page.extract_text() for page in pages))


def test_minutes_name_what_was_not_reached(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """Under its old number, restricted ones for those who may read them; the others keep theirs."""
    last = an_item(session, meeting=meeting, position=4, title="Onthaal")
    last.notes = "<div>Besproken</div>"
    item.came_late = True
    minutes = table.close(meeting)
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    session.commit()
    address = f"/meetings/{meeting.id}/minutes"
    assert chair.get(address).texts("#agenda h3") == ["1. Opvolging van de actiepunten", "4. Onthaal", "Niet behandeld"]
    marked = ["2. Controles aan het station laattijdig punt", "3. Onder ons beperkt"]
    assert chair.get(address).texts("#agenda li") == marked
    member = table.enter(MEMBER)
    assert member.get(address).texts("#agenda li") == marked[:1]
    printed = printed_words(member, meeting)
    assert ("Nietbehandeld" in printed, "Onderons" in printed) == (True, False)
    assert "2.Controlesaanhetstation·laattijdigpunt" in printed
    page = chair.get(f"/committees/{table.committee.id}/backlog")
    assert page.texts("article .quiet")[-1] == (
        "Niet behandeld op vergadering 5 van 10 maart 2026, waar het punt 3 was"
    )


@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize(
    ("then", "now", "is_one"),
    [
        (Visibility.COMMITTEE, Visibility.COMMITTEE, False),
        (Visibility.RESTRICTED, Visibility.RESTRICTED, True),
        (Visibility.COMMITTEE, Visibility.RESTRICTED, True),
        (Visibility.RESTRICTED, Visibility.COMMITTEE, True),
    ],
)
def test_a_chairs_copy_of_a_draft_is_found_without_drawing_it(
    session: Session, table: Table, meeting: Meeting, left: bool, then: Visibility, now: Visibility, is_one: bool
) -> None:
    """The answer is the one that the draft itself gives: of items on the agenda, and of those that were not reached."""
    hidden = meeting.items[2]
    hidden.visibility = then
    if left:
        minutes = table.close(meeting)
    else:
        minutes = table.minutes(meeting)
        is_one = now is Visibility.RESTRICTED
    hidden.visibility = now
    session.flush()
    session.expire_all()
    actor = table.actor(CHAIR)
    drawn = has_chairs_copy(session, actor, minutes, None, snapshot_of(session, minutes))
    assert (has_chairs_copy(session, actor, minutes, None), drawn) == (is_one, is_one)


def test_the_snapshot_has_codes_for_all_of_it(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem
) -> None:
    """Numbers and codes, no words of ours."""
    meetings.record_decision(
        session=session,
        actor=table.actor(CHAIR),
        item=item,
        text="Ja",
        how=DecidedBy.CONSENSUS,
    )
    snapshot = snapshot_of(session, table.minutes(meeting))
    assert snapshot["version"] == 3
    assert [one["position"] for one in snapshot["items"]] == [1, 2, 3]
    (decision,) = snapshot["items"][1]["decisions"]
    assert decision == {
        "text": "Ja",
        "how": "consensus",
        "votes": None,
        "needed": 4,
        "quorum": True,
        "sides": [
            {"side": side, "present": present, "needed": None, "votes": None}
            for side, present in (("police", 1), ("community", 2), ("municipality", 1))
        ],
    }
    assert {(seat["arrived"], seat["left"], seat["note"]) for seat in snapshot["attendance"]["seats"]} == {
        (None, None, "")
    }


# Closing the meeting


def test_closing_lists_what_is_missing_and_what_was_not_reached(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """One goes on knowingly, and says what was treated all the same."""
    chair.post(f"/items/{meeting.items[0].id}/close")
    talked = an_item(session, meeting=meeting, position=4, title="Onthaal")
    path = f"/meetings/{meeting.id}/close"
    page = chair.get(path)
    assert page.texts(".notice-warn li") == ["Geen notities bij punt 1: Opvolging van de actiepunten"]
    boxes = ["2. Controles aan het station", "3. Onder ons", "4. Onthaal"]
    assert page.texts("#not-reached .field-boxes label") == boxes
    page = chair.post(path, {"treated": str(talked.id)}, status=422)
    assert page.texts("#knowingly-error") == [
        "Fout: Vul aan wat ontbreekt, of vink aan dat u de vergadering toch sluit."
    ]
    assert page.one(f"#treated-{talked.id}").attrs.get("checked") == ""
    chair.post(path, {"treated": str(item.id + 1000), "knowingly": "y"}, status=422)
    chair.post(path, {"treated": str(talked.id), "knowingly": "y"})
    stays = session.scalars(sa.select(AgendaItem.title).where(AgendaItem.meeting_id == meeting.id)).all()
    assert (meeting.state, sorted(stays)) == (MeetingState.CLOSED, ["Onthaal", "Opvolging van de actiepunten"])


def test_an_action_point_keeps_its_item_in_the_minutes(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """Though nothing else was written under it."""
    due = (START + timedelta(days=30)).date()
    typed = {"title": "Kaartje", "owner": f"seat:{table.mandates[CHAIR].seat_id}", "due_on": f"{due:%d/%m/%Y}"}
    chair.post(f"/items/{item.id}/actions", typed | {"priority": "normal"})
    table.close(meeting)
    session.commit()
    session.expire_all()
    assert [kept.title for kept in meeting.items] == ["Opvolging van de actiepunten", "Controles aan het station"]


def test_nothing_missing_closes_with_one_press(session: Session, table: Table, chair: PageClient) -> None:
    """Without a box to tick."""
    meeting = a_meeting(session, committee=table.committee, state=MeetingState.CONVENED, starts_at=START)
    an_item(session, meeting=meeting, position=1, notes="<div>Besproken</div>")
    table.begin(meeting)
    for mandate in table.mandates.values():
        an_attendance(session, meeting=meeting, seat=mandate.seat)
    path = f"/meetings/{meeting.id}/close"
    assert chair.get(path).all("main form[action=''] input:not([type=hidden])") == []
    chair.post(path)
    assert session.get_one(Meeting, meeting.id).state is MeetingState.CLOSED


def test_closing_names_actions_of_vacant_seats(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """An action point has an owner always, but not always somebody behind it."""
    vacant = a_seat(session, committee=table.committee)
    for seat_id in (vacant.id, table.mandates[MEMBER].seat_id):
        open_action(
            session=session,
            actor=table.actor(SECRETARY),
            committee=table.committee,
            title="De lampen",
            due_on=date(2027, 1, 4),
            owner_seat_id=seat_id,
            item=item,
        )
    for point in meeting.items:
        point.notes = "<div>Besproken</div>"
    session.commit()
    path = f"/meetings/{meeting.id}/close"
    assert chair.get(path).texts(".notice li") == ["De zetel die actiepunt 1 trekt, is niet ingevuld: De lampen"]
    chair.post(path, {}, status=422)
    found = actions_of_vacant_seats(session, table.actor(CHAIR), meeting, meeting.items)
    assert [action.number for action in found] == [1]


def test_a_coordinator_closes_without_seeing_what_is_restricted(
    session: Session, table: Table, meeting: Meeting, sign_in: SignIn
) -> None:
    """Restricted items that were not reached go back too, without being named."""
    client = sign_in(Role.COORDINATOR, zone=table.committee.zone)
    page: Any = client.get(f"/meetings/{meeting.id}/close")
    assert page.texts("#not-reached .field-boxes label") == ["2. Controles aan het station"]
    assert page.texts("#not-reached .notice")[0].startswith("Ook onder punt 3 is niets genoteerd.")
    assert "Onder ons" not in page.text
    assert table.enter(SECRETARY).get(f"/meetings/{meeting.id}/close").texts("#not-reached .notice") == []
    client.post(f"/meetings/{meeting.id}/close", {"knowingly": "y"})
    assert [found.title for found in session.get_one(Meeting, meeting.id).items] == ["Opvolging van de actiepunten"]
