"""The front page of a meeting."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.meetings.choices import AttendanceState, DecidedBy, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import Meeting
from cpwb.members.choices import Channel
from cpwb.members.models import Seat
from cpwb.minutes.choices import MinutesState
from tests.conftest import SignIn, count_queries
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, an_organisation
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item
from tests.factories.members import a_mandate, a_person, a_seat
from tests.factories.minutes import some_minutes
from tests.page_client import Page, PageClient

LAST = datetime(2026, 1, 13, 17, 30, tzinfo=UTC)
PROVISIONAL = "Beslissingen en actiepunten staan hier zoals ze werden genoteerd."
NOW = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


def sections(page: Page) -> list[str]:
    """Return the ids of the sections."""
    return [section.attrs["id"] or "" for section in page.all("section[id]")]


def buttons(page: Page) -> list[str]:
    """Return the words on the buttons at the top, the first one being the next step."""
    return page.texts(".page-actions a")


def a_police_seat(session: Session, committee: Committee) -> Seat:
    """Return a seat of the local police."""
    police = an_organisation(session, name=Bilingual("PZ Gent", "ZP Gand"), side=Side.POLICE)
    return a_seat(session, committee=committee, side=Side.POLICE, organisation=police)


def a_whole_meeting(session: Session, state: MeetingState = MeetingState.CONVENED) -> Meeting:
    """Return a meeting with a predecessor, an agenda of every visibility and something to follow up."""
    committee = a_committee(session, quorum_total=2, quorum_police=1)
    seat = a_police_seat(session, committee)
    last = a_meeting(session, committee=committee, number=6, starts_at=LAST, state=MeetingState.CLOSED)
    some_minutes(session, meeting=last, state=MinutesState.APPROVED)
    meeting = a_meeting(session, committee=committee, number=7, starts_at=NOW, state=state)
    an_action(session, committee=committee, owner_seat=seat, title="Te laat", due_on=NOW.date() - timedelta(days=1))
    an_action(session, committee=committee, owner_seat=seat, title="Nog tijd", due_on=NOW.date() + timedelta(days=1))
    an_item(session, meeting=meeting, kind=ItemKind.APPROVAL, title="Goedkeuring")
    an_item(session, meeting=meeting, kind=ItemKind.FOLLOW_UP, title="Opvolging")
    an_item(session, meeting=meeting, title="Wijkfeest", proposed_by=seat, visibility=Visibility.PUBLIC)
    an_item(session, meeting=meeting, title="Gevoelig", visibility=Visibility.RESTRICTED)
    return meeting


def titles(page: Page) -> list[str]:
    """Return the titles of the agenda."""
    return page.texts("#agenda h3")


def test_signed_out_one_is_asked_to_sign_in(visitor: PageClient, session: Session) -> None:
    """The page of a meeting is not public."""
    path = f"/meetings/{a_meeting(session, committee=a_committee(session)).id}"
    assert visitor.get(path, status=302).response.headers["Location"] == f"/account/login?next={path}"


@pytest.mark.parametrize("role", [Role.CHAIR, Role.SECRETARY, Role.MEMBER, Role.OBSERVER, Role.COORDINATOR])
def test_a_neighbour_learns_nothing(sign_in: SignIn, session: Session, role: Role) -> None:
    """Meetings of other committees do not exist for them; nor do any for the administrator."""
    elsewhere = a_committee(session)
    path = f"/meetings/{a_whole_meeting(session).id}"
    sign_in(role, committee=elsewhere, zone=elsewhere.zone).get(path, status=404)
    sign_in(Role.ADMINISTRATOR).get(path, status=404)


def test_a_member_reads_the_agenda_that_is_for_members(sign_in: SignIn, session: Session) -> None:
    """Who proposed an item stands there as organisation and side; the restricted item does not."""
    meeting = a_whole_meeting(session)
    page = sign_in(Role.MEMBER, committee=meeting.committee).get(f"/meetings/{meeting.id}")
    assert page.h1 == "Vergadering 7, 10 maart 2026"
    assert titles(page) == ["1. Goedkeuring", "2. Opvolging", "3. Wijkfeest"]
    assert "Voorgesteld door PZ Gent (politie)" in page.text
    assert "Gevoelig" not in page.response.text
    assert page.texts("#facts dd") == [
        "dinsdag 10 maart 2026",
        "18.30 – 20.30",
        "Buurtcentrum De Voorbeeldzaal",
        "Nederlands",
    ]
    assert sections(page) == ["facts", "papers", "agenda"]
    assert buttons(page) == []
    assert page.texts("#agenda .part-actions a") == ["Agendapunt voorstellen"]


def test_a_chair_reads_the_restricted_item_too(sign_in: SignIn, session: Session) -> None:
    """Chairs and the secretary see the whole agenda, a coordinator does not see what is restricted."""
    meeting = a_whole_meeting(session)
    path = f"/meetings/{meeting.id}"
    assert titles(sign_in(Role.SECRETARY, committee=meeting.committee).get(path))[-1] == "4. Gevoelig"
    assert titles(sign_in(Role.COORDINATOR, zone=meeting.committee.zone).get(path))[-1] == "3. Wijkfeest"


def follow_up(page: Page) -> list[list[str]]:
    """Return the rows of the follow-up list."""
    cells = page.texts("#agenda tbody .cell")
    return [cells[first : first + 5] for first in range(0, len(cells), 5)]


def test_open_action_points_come_back_by_themselves(sign_in: SignIn, session: Session) -> None:
    """Overdue on the day of the meeting comes first; what is snoozed or finished stays away."""
    meeting = a_whole_meeting(session)
    seat = session.scalars(sa.select(Seat)).one()
    snoozed = {"show_again_on": NOW.date() + timedelta(days=1)}
    finished = {"state": ActionState.DONE, "result": "Gedaan", "closed_on": LAST.date()}
    for values in (snoozed, finished):
        an_action(session, committee=meeting.committee, owner_seat=seat, title="Weg", **values)
    page = sign_in(Role.MEMBER, committee=meeting.committee).get(f"/meetings/{meeting.id}")
    assert [row[1] for row in follow_up(page)] == ["Te laat", "Nog tijd"]
    assert page.texts("#agenda tbody .tag-bad") == ["over tijd"]
    assert page.links().count(f"/actions/{session.scalars(sa.select(ActionPoint.id)).first()}") == 1


def test_the_last_minutes_stand_under_their_approval(sign_in: SignIn, session: Session) -> None:
    """Only when the reader may read them: drafts are for those who write them."""
    meeting = a_whole_meeting(session)
    last = session.scalars(sa.select(Meeting).where(Meeting.starts_at == LAST)).one()
    path = f"/meetings/{meeting.id}"
    member = sign_in(Role.MEMBER, committee=meeting.committee)
    assert f"/meetings/{last.id}/minutes" in member.get(path).links()
    draft = a_meeting(
        session, committee=meeting.committee, starts_at=NOW - timedelta(days=7), state=MeetingState.CLOSED
    )
    some_minutes(session, meeting=draft)
    assert "Er is geen eerder verslag om te lezen." in member.get(path).text
    secretary = sign_in(Role.SECRETARY, committee=meeting.committee)
    assert f"/meetings/{draft.id}/minutes" in secretary.get(path).links()


def test_approved_minutes_keep_how_things_stood(sign_in: SignIn, session: Session) -> None:
    """What happens to an action point afterwards does not change the follow-up of a meeting that is over."""
    meeting = a_whole_meeting(session, MeetingState.CLOSED)
    item = meeting.items[2]
    seat = session.scalars(sa.select(Seat)).one()
    agreed = an_action(
        session,
        committee=meeting.committee,
        owner_seat=seat,
        title="Nieuw",
        meeting=meeting,
        item=item,
        opened_on=NOW.date(),
    )
    some_minutes(session, meeting=meeting, state=MinutesState.APPROVED)
    for action in session.scalars(sa.select(ActionPoint)):
        action.state, action.result, action.closed_on = ActionState.DONE, "Gedaan", clock.today()
    page = sign_in(Role.MEMBER, committee=meeting.committee).get(f"/meetings/{meeting.id}")
    assert [(row[1], row[4]) for row in follow_up(page)] == [("Te laat", "open"), ("Nog tijd", "open")]
    assert f"/actions/{agreed.id}" in page.links()
    assert page.texts("#minutes .tag") == ["goedgekeurd"]
    assert PROVISIONAL not in page.text
    assert page.texts("#minutes .button") == ["Verslag lezen"]


def test_what_was_decided_and_agreed_stands_under_its_item(sign_in: SignIn, session: Session) -> None:
    """Decisions and action points, and who was there per side against the quorum."""
    meeting = a_whole_meeting(session, MeetingState.CLOSED)
    some_minutes(session, meeting=meeting, state=MinutesState.IN_REVIEW, review_until=NOW.date() + timedelta(days=10))
    seat = session.scalars(sa.select(Seat)).one()
    an_attendance(session, meeting=meeting, seat=seat, state=AttendanceState.PRESENT)
    item = next(item for item in meeting.items if item.title == "Wijkfeest")
    a_decision(session, item=item, text="Het feest gaat door.")
    votes: dict[str, Any] = {"votes_for": 5, "votes_against": 1, "votes_abstain": 0}
    a_decision(session, item=item, text="Zonder alcohol.", how=DecidedBy.VOTE, **votes)
    an_action(session, committee=meeting.committee, owner_seat=seat, title="Tent huren", meeting=meeting, item=item)
    page = sign_in(Role.MEMBER, committee=meeting.committee).get(f"/meetings/{meeting.id}")
    assert PROVISIONAL in page.text
    card = page.texts("#agenda .card-item")[2]
    assert "Beslissing: Het feest gaat door. (bij consensus)" in card
    assert "Zonder alcohol. (bij stemming – voor: 5, tegen: 1, onthoudingen: 0)" in card
    assert "Actiepunt: 3. Tent huren" in card
    assert "te lezen tot en met 20 maart 2026" in page.texts("#minutes p")[0]
    assert page.texts("#attendance tbody tr")[0] == "politie 1 1 1 bereikt"
    assert page.texts("#attendance tfoot tr") == ["in totaal 1 1 2 niet bereikt"]


def test_minutes_in_review_leave_nothing_to_record(sign_in: SignIn, session: Session) -> None:
    """Attendance cannot be changed any more, so no button says so."""
    meeting = a_whole_meeting(session, MeetingState.CLOSED)
    some_minutes(session, meeting=meeting, state=MinutesState.IN_REVIEW)
    assert buttons(sign_in(Role.SECRETARY, committee=meeting.committee).get(f"/meetings/{meeting.id}")) == []


def test_minutes_that_are_written_are_announced(sign_in: SignIn, session: Session) -> None:
    """A member reads that they will come; who writes them gets the way to them."""
    meeting = a_whole_meeting(session, MeetingState.CLOSED)
    some_minutes(session, meeting=meeting)
    path = f"/meetings/{meeting.id}"
    page = sign_in(Role.MEMBER, committee=meeting.committee).get(path)
    assert page.texts("#minutes p") == [
        "Het verslag wordt geschreven. U kunt het lezen zodra het ter goedkeuring is voorgelegd."
    ]
    assert buttons(sign_in(Role.SECRETARY, committee=meeting.committee).get(path)) == [
        "Verslag afwerken",
        "Aanwezigheid",
    ]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            MeetingState.DRAFT,
            ["Uitnodigen", "Vergadering starten", "Agenda", "Bewerken", "Vergadering annuleren"],
        ),
        (
            MeetingState.CONVENED,
            ["Vergadering starten", "Agenda", "Bewerken", "Aanwezigheid", "Vergadering annuleren"],
        ),
        (MeetingState.IN_PROGRESS, ["Verslag nemen", "Aanwezigheid", "Vergadering sluiten"]),
        (MeetingState.CANCELLED, []),
    ],
)
def test_the_buttons_follow_the_state(
    sign_in: SignIn, session: Session, state: MeetingState, expected: list[str]
) -> None:
    """The next step stands first, and every button opens; a member has none of them."""
    meeting = a_whole_meeting(session, state)
    path = f"/meetings/{meeting.id}"
    secretary = sign_in(Role.SECRETARY, committee=meeting.committee)
    page = secretary.get(path)
    assert buttons(page) == expected
    for link in page.all(".page-actions a"):
        assert secretary.get_raw(link.attrs["href"] or "").status_code == 200
    assert buttons(sign_in(Role.MEMBER, committee=meeting.committee).get(path)) == []


def test_a_cancelled_meeting_says_why_to_its_members(sign_in: SignIn, session: Session) -> None:
    """The monitor reads that it was cancelled, not the words of the reason."""
    meeting = a_meeting(
        session, committee=a_committee(session), state=MeetingState.CANCELLED, cancel_reason="Zaal niet vrij"
    )
    path = f"/meetings/{meeting.id}"
    member = sign_in(Role.MEMBER, committee=meeting.committee).get(path)
    assert member.texts("main .notice") == ["Deze vergadering is geannuleerd: Zaal niet vrij"]
    monitor = sign_in(Role.MONITOR).get(path)
    assert monitor.texts("main .notice") == ["Deze vergadering is geannuleerd."]


def test_who_is_not_reached_by_mail_is_named_to_the_staff(sign_in: SignIn, session: Session) -> None:
    """Only once members were called, and never by a name without consent."""
    committee = a_committee(session)
    person = a_person(session, committee=committee, last_name="Denkbeeldig", channel=Channel.POST, contact="Straat 1")
    seat = a_seat(session, committee=committee, organisation=an_organisation(session, name=Bilingual("vzw Brug", "")))
    a_mandate(session, seat=seat, person=person)
    a_mandate(session, seat=a_police_seat(session, committee))
    meeting = a_meeting(session, committee=committee, state=MeetingState.CONVENED)
    path = f"/meetings/{meeting.id}"
    page = sign_in(Role.SECRETARY, committee=committee).get(path)
    assert page.texts("main .notice p") == [
        "1 persoon wordt niet per e-mail bereikt; de uitnodiging is nog te bezorgen aan: lid namens vzw Brug. "
        "Wie, en hoe"
    ]
    assert "Denkbeeldig" not in page.response.text
    assert sign_in(Role.MEMBER, committee=committee).get(path).all("main .notice") == []


def test_the_monitor_sees_a_meeting_without_people(sign_in: SignIn, session: Session) -> None:
    """Date, place, head counts, public decisions and action points; no agenda, no guests, no link, no name."""
    meeting = a_whole_meeting(session, MeetingState.CLOSED)
    meeting.guests, meeting.online_link = "Buurtraad", "https://meet.example/x"
    seat = session.scalars(sa.select(Seat)).one()
    an_attendance(session, meeting=meeting, seat=seat)
    a_mandate(session, seat=seat, person=a_person(session, committee=meeting.committee, last_name="Fictief"))
    public, hidden = (next(item for item in meeting.items if item.title == name) for name in ("Wijkfeest", "Gevoelig"))
    a_decision(session, item=public, text="Openbaar besluit")
    a_decision(session, item=hidden, text="Besloten besluit")
    an_action(session, committee=meeting.committee, owner_seat=seat, title="Tent huren", meeting=meeting)
    some_minutes(session, meeting=meeting, state=MinutesState.APPROVED)
    page = sign_in(Role.MONITOR).get(f"/meetings/{meeting.id}")
    assert sections(page) == ["facts", "attendance", "decisions", "outcome"]
    assert page.texts("#decisions p") == ["Openbaar besluit (bij consensus)"]
    assert page.texts("#outcome h3") == ["3. Tent huren"]
    assert page.texts("#outcome p")[0].startswith("PZ Gent · ")
    for word in ("Fictief", "Buurtraad", "meet.example", "Wijkfeest", "Besloten"):
        assert word not in page.response.text


def test_an_empty_agenda_offers_to_build_it(sign_in: SignIn, session: Session) -> None:
    """To whom may; a member just reads that there is nothing yet."""
    meeting = a_meeting(session, committee=a_committee(session))
    path = f"/meetings/{meeting.id}"
    secretary = sign_in(Role.SECRETARY, committee=meeting.committee).get(path)
    assert [link.attrs["href"] for link in secretary.all(".empty a")] == [f"{path}/agenda"]
    assert sign_in(Role.MEMBER, committee=meeting.committee).get(path).all(".empty a") == []


def test_hostile_texts_are_words(sign_in: SignIn, session: Session) -> None:
    """Markup in a title, an explanation and a decision is shown as it was typed."""
    nasty = "<img src=x onerror=alert(1)> & <b>'dit'</b>"
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.CLOSED, place=nasty)
    item = an_item(session, meeting=meeting, title=nasty, explanation=nasty)
    a_decision(session, item=item, text=nasty)
    page = sign_in(Role.MEMBER, committee=meeting.committee).get(f"/meetings/{meeting.id}")
    assert titles(page) == [f"1. {nasty}"]
    assert page.text.count(nasty) == 4


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MONITOR])
@pytest.mark.parametrize("state", [MeetingState.CONVENED, MeetingState.CLOSED])
def test_the_page_costs_the_same_for_one_row_and_for_three(
    sign_in: SignIn, session: Session, role: Role, state: MeetingState
) -> None:
    """The number of queries does not grow with items, decisions, action points and seats."""
    meeting = a_whole_meeting(session, state)
    some_minutes(session, meeting=meeting)
    client = sign_in(role, committee=meeting.committee)
    counts = []
    for rows in (1, 2):
        for _row in range(rows):
            seat = a_seat(session, committee=meeting.committee)
            a_mandate(session, seat=seat, person=a_person(session, committee=meeting.committee, channel=Channel.POST))
            an_attendance(session, meeting=meeting, seat=seat)
            item = an_item(session, meeting=meeting, proposed_by=seat, visibility=Visibility.PUBLIC)
            a_decision(session, item=item)
            an_action(session, committee=meeting.committee, owner_seat=seat, meeting=meeting, item=item)
            an_action(session, committee=meeting.committee, owner_organisation=seat.organisation)
        session.commit()
        client.get_raw(f"/meetings/{meeting.id}")
        with count_queries() as statements:
            assert client.get_raw(f"/meetings/{meeting.id}").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_agenda_says_when_each_item_begins(session: Session, sign_in: SignIn) -> None:
    """By the planned minutes, restricted items counted, until one has none; no more once the meeting has started."""
    meeting = a_meeting(session, committee=a_committee(session), starts_at=NOW, state=MeetingState.CONVENED)
    for title, minutes in (("Een", 10), ("Twee", 25), ("Drie", None), ("Vier", 5)):
        an_item(session, meeting=meeting, title=title, planned_minutes=minutes)
    an_item(session, meeting=meeting, title="Gevoelig", planned_minutes=5, visibility=Visibility.RESTRICTED)
    member = sign_in(Role.MEMBER, committee=meeting.committee)
    assert member.get(f"/meetings/{meeting.id}").texts("#agenda .card-note") == ["18.30", "18.40", "19.05"]
    meeting.state = MeetingState.IN_PROGRESS
    assert member.get(f"/meetings/{meeting.id}").texts("#agenda .card-note") == []
