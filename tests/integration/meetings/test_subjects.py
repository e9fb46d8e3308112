"""Late items, subjects that are taken up again, and their history through the years."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM, Actor, Grant
from cpwb.access.permissions import Role
from cpwb.committees.choices import CommitteeState
from cpwb.committees.models import Committee
from cpwb.core import clock, events
from cpwb.core.errors import RuleBroken
from cpwb.core.events import Event
from cpwb.meetings import queries, service
from cpwb.meetings.choices import ItemKind, MeetingState, Visibility
from cpwb.meetings.events import ItemCopied, ItemLinked
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.meetings.queries.history import OFFERED
from cpwb.minutes.service import begin_minutes
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee
from tests.factories.meetings import a_decision, a_meeting, an_item
from tests.factories.members import a_seat

START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


@pytest.fixture
def heard() -> Iterator[list[Event]]:
    """The events that are published during the test, instead of to their handlers."""
    collected: list[Event] = []
    before = dict(events._handlers)
    events.wire({Event: (lambda _session, event: collected.append(event),)})
    yield collected
    events.wire(before)


def reader(role: Role, committee: Committee) -> Actor:
    """Return somebody with a role in a committee."""
    return Actor(user_id=1, grants=(Grant(role, committee_id=committee.id),))


def treated(session: Session, committee: Committee, years: int = 0, **values: Any) -> AgendaItem:
    """Return an item that was treated so many years ago."""
    start = START - timedelta(days=365 * years)
    meeting = a_meeting(session, committee=committee, starts_at=start, state=MeetingState.CLOSED)
    return an_item(session, meeting=meeting, notes="<div>Besproken.</div>", **values)


def rule(broken: pytest.ExceptionInfo[RuleBroken]) -> tuple[str | None, str]:
    """Return the field and the sentence of a broken rule, as a Dutch reader sees it."""
    return broken.value.field, str(broken.value.message)


# Late items


def add(session: Session, meeting: Meeting, title: str, **values: Any) -> AgendaItem:
    """Write an item on an agenda."""
    kind = values.pop("kind", ItemKind.DISCUSSION)
    return service.add_item(session=session, actor=SYSTEM, meeting=meeting, kind=kind, title=title, **values)


@pytest.mark.parametrize(
    ("state", "late"),
    [(MeetingState.DRAFT, False), (MeetingState.CONVENED, True), (MeetingState.IN_PROGRESS, True)],
)
def test_an_item_is_late_once_the_members_were_called(session: Session, state: MeetingState, late: bool) -> None:
    """Written on the agenda or taken from the backlog."""
    meeting = a_meeting(session, committee=a_committee(session), state=state)
    waits = an_item(session, committee=meeting.committee)
    new = add(session, meeting, "Nieuw")
    service.accept_item(session=session, actor=SYSTEM, item=waits, meeting=meeting)
    assert [item.is_late for item in (new, waits)] == [late, late]


def test_what_goes_back_to_the_backlog_is_late_no_more(session: Session) -> None:
    """On the next agenda it is as timely as any other."""
    committee = a_committee(session)
    item = add(session, a_meeting(session, committee=committee, state=MeetingState.CONVENED), "Laat")
    service.return_item(session=session, actor=SYSTEM, item=item)
    assert item.is_late is False
    service.accept_item(session=session, actor=SYSTEM, item=item, meeting=a_meeting(session, committee=committee))
    assert item.is_late is False


def test_a_late_item_comes_before_the_closing_kinds(session: Session) -> None:
    """While the meeting goes on it stands behind the others, and is of a kind that members can propose."""
    meeting = a_meeting(session, committee=a_committee(session), state=MeetingState.IN_PROGRESS)
    an_item(session, meeting=meeting, position=1, kind=ItemKind.FOLLOW_UP, title="Opvolging")
    an_item(session, meeting=meeting, position=2, title="Onthaal")
    an_item(session, meeting=meeting, position=3, kind=ItemKind.ANY_OTHER_BUSINESS, title="Varia")
    add(session, meeting, "Laat")
    assert [(item.position, item.title) for item in meeting.items] == [
        (1, "Opvolging"),
        (2, "Onthaal"),
        (3, "Laat"),
        (4, "Varia"),
    ]
    with pytest.raises(RuleBroken) as broken:
        add(session, meeting, "Nog eens varia", kind=ItemKind.ANY_OTHER_BUSINESS)
    assert broken.value.field == "kind"


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.CANCELLED])
def test_what_is_over_takes_no_items(session: Session, state: MeetingState) -> None:
    """Neither a new one nor one of the backlog."""
    meeting = a_meeting(session, committee=a_committee(session), state=state)
    waits = an_item(session, committee=meeting.committee)
    sentence = "Deze vergadering is voorbij of werd geannuleerd: de agenda kan niet meer gewijzigd worden."
    with pytest.raises(RuleBroken) as broken:
        add(session, meeting, "Te laat")
    assert rule(broken) == (None, sentence)
    with pytest.raises(RuleBroken) as broken:
        service.accept_item(session=session, actor=SYSTEM, item=waits, meeting=meeting)
    assert rule(broken) == (None, sentence)
    assert meeting.items == []


# Move and copy are different


def test_a_treated_item_never_leaves_its_minutes(session: Session) -> None:
    """It is not returned, accepted elsewhere, moved, removed, put aside or edited; its copy is another item."""
    committee = a_committee(session)
    item = treated(session, committee)
    other = a_meeting(session, committee=committee, starts_at=START + timedelta(weeks=10))
    acts = [
        lambda: service.return_item(session=session, actor=SYSTEM, item=item),
        lambda: service.accept_item(session=session, actor=SYSTEM, item=item, meeting=other),
        lambda: service.move_item(session=session, actor=SYSTEM, item=item, to=2),
        lambda: service.put_aside_item(session=session, actor=SYSTEM, item=item),
        lambda: service.link_item(session=session, actor=SYSTEM, item=item, earlier=None),
    ]
    before = (item.meeting_id, item.position, item.notes)
    for act in acts:
        with pytest.raises(RuleBroken):
            act()
    assert (item.meeting_id, item.position, item.notes) == before


def copy(session: Session, item: AgendaItem, meeting: Meeting | None = None, **values: Any) -> AgendaItem:
    """Take a subject up again."""
    given = {"title": item.title, "explanation": ""} | values
    return service.copy_item(session=session, actor=SYSTEM, item=item, meeting=meeting, **given)


def test_a_subject_is_taken_up_again(session: Session, heard: list[Event]) -> None:
    """The copy takes over what it is about and who proposed it, and links back; notes and decisions stay."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee)
    item = treated(session, committee, proposed_by=seat, visibility=Visibility.RESTRICTED, planned_minutes=25)
    a_decision(session, item=item)
    meeting = a_meeting(session, committee=committee, starts_at=START + timedelta(weeks=10))
    waiting = copy(session, item, title="Opnieuw")
    placed = copy(session, item, meeting)
    for found in (waiting, placed):
        session.refresh(found)
        assert (found.earlier_item_id, found.proposed_by, found.planned_minutes) == (item.id, seat, 25)
        assert (found.visibility, found.notes, found.decisions) == (Visibility.RESTRICTED, "", [])
    assert (waiting.meeting, waiting.title, placed.meeting) == (None, "Opnieuw", meeting)
    assert heard == [
        ItemCopied(by=None, subject_id=waiting.id, committee_id=committee.id, meeting_id=None),
        ItemCopied(by=None, subject_id=placed.id, committee_id=committee.id, meeting_id=meeting.id),
    ]


def test_what_cannot_be_taken_up_again(session: Session) -> None:
    """What was not treated yet is put on another agenda itself; what stands on every agenda has no subject."""
    committee = a_committee(session)
    draft = a_meeting(session, committee=committee)
    held = a_meeting(session, committee=committee, state=MeetingState.CLOSED)
    for item in (
        an_item(session, committee=committee),
        an_item(session, meeting=draft),
        an_item(session, meeting=held, kind=ItemKind.FOLLOW_UP),
    ):
        with pytest.raises(RuleBroken):
            copy(session, item)
    item = treated(session, committee)
    stranger = a_meeting(session, committee=a_committee(session))
    for meeting in (held, stranger):
        with pytest.raises(RuleBroken):
            copy(session, item, meeting)
    committee.state = CommitteeState.CLOSED
    with pytest.raises(RuleBroken):
        copy(session, item)


# Links


def test_an_item_is_linked(session: Session, heard: list[Event]) -> None:
    """In the backlog or on an agenda that can be changed; the link can be taken away again."""
    committee = a_committee(session)
    earlier, item = treated(session, committee, 1), an_item(session, committee=committee)
    for target in (earlier, None):
        service.link_item(session=session, actor=SYSTEM, item=item, earlier=target)
        assert item.earlier_item_id == (target.id if target else None)
    assert heard == [ItemLinked(by=None, subject_id=item.id, committee_id=committee.id, meeting_id=None)] * 2


def test_links_that_cannot_be(session: Session) -> None:
    """Only to what the same committee treated, never round in a circle, never of what stands on every agenda."""
    committee = a_committee(session)
    item = an_item(session, committee=committee)
    for earlier in (treated(session, a_committee(session)), an_item(session, committee=committee), item):
        with pytest.raises(RuleBroken) as broken:
            service.link_item(session=session, actor=SYSTEM, item=item, earlier=earlier)
        assert broken.value.field == "earlier_item_id"
    # What was not reached waits in the backlog again, though something continues it already.
    item.earlier_item_id = None
    circle = treated(session, committee, 1, earlier_item_id=treated(session, committee, 2, earlier_item_id=item.id).id)
    with pytest.raises(RuleBroken) as broken:
        service.link_item(session=session, actor=SYSTEM, item=item, earlier=circle)
    assert rule(broken) == (None, "Het eerdere punt is zelf al een vervolg op dit punt. Kies een ander punt.")
    standing = an_item(session, meeting=a_meeting(session, committee=committee), kind=ItemKind.APPROVAL)
    with pytest.raises(RuleBroken):
        service.link_item(session=session, actor=SYSTEM, item=standing, earlier=circle)
    assert (item.earlier_item_id, standing.earlier_item_id) == (None, None)


def a_chain(session: Session, committee: Committee, length: int, **values: Any) -> list[AgendaItem]:
    """Return items that continue one another, the first one first, a year apart."""
    chain: list[AgendaItem] = []
    for years in range(length, 0, -1):
        earlier = chain[-1].id if chain else None
        chain.append(treated(session, committee, years, earlier_item_id=earlier, **values))
    return chain


def test_a_subject_is_read_back_through_the_years(session: Session) -> None:
    """From whichever item one starts: all before it, all after it, and what branched off; no other subject."""
    committee = a_committee(session)
    first, second, third = a_chain(session, committee, 3)
    branch = an_item(session, committee=committee, earlier_item_id=first.id)
    treated(session, committee)
    for item in (first, second, third, branch):
        found = queries.history(session, reader(Role.MEMBER, committee), item)
        assert list(found) == [branch, third, second, first]


def test_who_may_not_read_an_item_reads_past_it(session: Session) -> None:
    """A restricted treatment is missing for members, who still read those before and after it."""
    committee = a_committee(session)
    first, second, third = a_chain(session, committee, 3)
    second.visibility = Visibility.RESTRICTED
    session.flush()
    assert list(queries.history(session, reader(Role.MEMBER, committee), third)) == [third, first]
    assert list(queries.history(session, reader(Role.SECRETARY, committee), third)) == [third, second, first]
    assert queries.earlier_of(session, reader(Role.MEMBER, committee), third) is None


def test_what_is_offered_to_continue(session: Session) -> None:
    """The last 30 that were treated and that one may read, the latest first; a search finds the others."""
    committee = a_committee(session)
    old = treated(session, committee, 9, title="Onthaal 100%")
    for _item in range(OFFERED):
        treated(session, committee, 1)
    hidden = treated(session, committee, visibility=Visibility.RESTRICTED)
    actor = reader(Role.COORDINATOR, committee)
    member = reader(Role.MEMBER, committee)
    assert actor.grants != member.grants
    offered = [identity for identity, _label in queries.earlier_choices(session, member, committee.id)]
    assert len(offered) == OFFERED
    assert old.id not in offered and hidden.id not in offered
    found = session.scalars(queries.treated(member, committee.id, words="100%")).all()
    assert list(found) == [old]
    by_year = queries.treated(member, committee.id, year=clock.local(START).year - 9)
    assert list(session.scalars(by_year)) == [old]


# The pages


def test_the_history_of_a_subject(session: Session, sign_in: SignIn) -> None:
    """Each treatment with its meeting, its decisions and its minutes; members read it too."""
    committee = a_committee(session)
    first, second = a_chain(session, committee, 2)
    a_decision(session, item=first, text="De proef gaat door.")
    client = sign_in(Role.MEMBER, committee=committee)
    page = client.get(f"/items/{second.id}/history")
    assert page.texts("main h3") == [second.title, first.title]
    assert page.links()[-4:] == [
        f"/meetings/{second.meeting_id}#item-{second.id}",
        f"/meetings/{second.meeting_id}/minutes",
        f"/meetings/{first.meeting_id}#item-{first.id}",
        f"/meetings/{first.meeting_id}/minutes",
    ]
    assert "De proef gaat door." in page.text
    alone = treated(session, committee)
    assert client.get(f"/items/{alone.id}/history").texts("main .notice") == [
        "Er is geen andere behandeling van dit onderwerp die u kunt lezen."
    ]


def test_a_subject_is_taken_up_again_on_its_page(session: Session, sign_in: SignIn) -> None:
    """The page of the meeting leads there; one chooses the backlog or an agenda."""
    committee = a_committee(session)
    item = treated(session, committee, 1)
    coming = a_meeting(session, committee=committee)
    client = sign_in(Role.SECRETARY, committee=committee)
    assert f"/items/{item.id}/copy" in client.get(f"/meetings/{item.meeting_id}").links()
    path = f"/items/{item.id}/copy"
    assert client.get(path).one("#title").attrs["value"] == item.title
    client.post(path, {"title": "", "meeting": ""}, status=422)
    client.post(path, {"title": "Opnieuw", "meeting": "999999"}, status=422)
    page = client.follow(client.post(path, {"title": "Opnieuw", "explanation": "", "meeting": str(coming.id)}))
    assert page.texts("main h3") == ["Opnieuw", item.title]
    new = session.scalars(sa.select(AgendaItem).where(AgendaItem.title == "Opnieuw")).one()
    assert (new.meeting_id, new.earlier_item_id) == (coming.id, item.id)
    page = client.get(f"/items/{new.id}/copy")
    assert page.texts("main .notice-warn") == ["Dit punt werd nog niet behandeld: er is niets om opnieuw te bespreken."]


def test_an_earlier_item_is_searched_and_linked(session: Session, sign_in: SignIn) -> None:
    """By words and by year, among hundreds; what is not offered cannot be linked."""
    committee = a_committee(session)
    old = treated(session, committee, 9, title="Onthaal")
    treated(session, committee, 1)
    item = an_item(session, committee=committee)
    stranger = treated(session, a_committee(session))
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/items/{item.id}/earlier"
    assert len(client.get(path).texts("main h3")) == 2
    assert client.get(f"{path}?words=onthaal").texts("main h3") == ["Onthaal"]
    assert client.get(f"{path}?words=niets").texts("main .empty p") == [
        "Geen behandeld punt past bij deze woorden. Zoek andere woorden, of zoek in alle jaren."
    ]
    client.post(path, {"earlier": str(stranger.id)}, status=422)
    client.post(path, {"earlier": "x"}, status=422)
    page = client.follow(client.post(path, {"earlier": str(old.id)}))
    assert page.texts("main h3") == [item.title, "Onthaal"]
    assert client.get(path).links()[2:4] == [f"/items/{old.id}/history", path]
    client.post(path, {"earlier": ""})
    assert session.get_one(AgendaItem, item.id).earlier_item_id is None


def test_an_item_continues_an_earlier_one_from_the_start(session: Session, sign_in: SignIn) -> None:
    """The form on the agenda offers what was treated last."""
    committee = a_committee(session)
    earlier = treated(session, committee, 1, title="Onthaal")
    meeting = a_meeting(session, committee=committee)
    client = sign_in(Role.CHAIR, committee=committee)
    path = f"/meetings/{meeting.id}/agenda"
    assert client.get(path).texts("#earlier_item_id option") == ["een nieuw onderwerp", "10/03/2025 – Onthaal"]
    typed = {"title": "Vervolg", "kind": "discussion", "visibility": "committee", "objective": "", "proposed_by_id": ""}
    client.post(path, typed | {"earlier_item_id": "999999"}, status=422)
    client.post(path, typed | {"earlier_item_id": str(earlier.id)})
    new = session.scalars(sa.select(AgendaItem).where(AgendaItem.title == "Vervolg")).one()
    assert new.earlier_item_id == earlier.id
    assert f"/items/{new.id}/history" in client.get(path).links()
    assert f"/items/{new.id}/history" in client.get(f"/meetings/{meeting.id}").links()


def in_progress(session: Session, committee: Committee) -> Meeting:
    """Return a meeting that is going on, with its minutes begun."""
    meeting = a_meeting(session, committee=committee, state=MeetingState.IN_PROGRESS)
    an_item(session, meeting=meeting, position=1, kind=ItemKind.ANY_OTHER_BUSINESS, title="Varia")
    begin_minutes(session=session, actor=SYSTEM, meeting=meeting)
    return meeting


def test_a_late_item_is_added_from_the_room(session: Session, sign_in: SignIn) -> None:
    """A new one or one that waits; both lead back to their place in the room, and are marked there."""
    committee = a_committee(session)
    meeting = in_progress(session, committee)
    waits = an_item(session, committee=committee, title="Wacht al")
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/meetings/{meeting.id}/late-items"
    assert client.get(f"/meetings/{meeting.id}/room").one("#late-items a").attrs["href"] == path
    typed = {"title": "Nieuw", "kind": "discussion", "visibility": "committee", "objective": "", "proposed_by_id": ""}
    page = client.post(path, typed | {"title": "", "earlier_item_id": ""}, status=422)
    assert page.texts("#title-late-error") == ["Fout: Dit veld is verplicht."]
    answer = client.post(path, typed | {"earlier_item_id": ""})
    new = session.scalars(sa.select(AgendaItem).where(AgendaItem.title == "Nieuw")).one()
    assert answer.response.headers["Location"] == f"/meetings/{meeting.id}/room#item-{new.id}"
    answer = client.post(f"/items/{waits.id}/accept?back=room", {"meeting": str(meeting.id)})
    assert answer.response.headers["Location"] == f"/meetings/{meeting.id}/room#item-{waits.id}"
    room = client.get(f"/meetings/{meeting.id}/room")
    assert [text for text in room.texts("main .tag-warn") if text == "laattijdig punt"] == [
        "laattijdig punt",
        "laattijdig punt",
    ]
    assert [item.title for item in session.get_one(Meeting, meeting.id).items] == ["Nieuw", "Wacht al", "Varia"]


def test_the_part_of_the_room_and_the_page(session: Session, sign_in: SignIn) -> None:
    """With scripts the room gets the part alone; before and after the meeting the page says what to do instead."""
    committee = a_committee(session)
    client = sign_in(Role.SECRETARY, committee=committee)
    path = f"/meetings/{in_progress(session, committee).id}/late-items"
    session.commit()
    part = client.client.get(path, headers={"HX-Request": "true", "Accept-Language": "nl"}).text
    assert part.lstrip().startswith('<section class="part" id="late-items"')
    client.get(path)
    draft = a_meeting(session, committee=committee)
    assert client.get(f"/meetings/{draft.id}/late-items").all("main form") == []


def test_the_backlog_on_the_agenda_page(session: Session, sign_in: SignIn) -> None:
    """Expanded while the agenda is open, folded while the meeting goes on, gone afterwards."""
    committee = a_committee(session)
    an_item(session, committee=committee, title="Wacht")
    client = sign_in(Role.CHAIR, committee=committee)
    seen = {}
    for state in MeetingState:
        page = client.get(f"/meetings/{a_meeting(session, committee=committee, state=state).id}/agenda")
        folded = "Wacht" in " ".join(page.texts("details h3"))
        seen[state] = (page.texts("main .card-item h3"), folded)
    assert seen == {
        MeetingState.DRAFT: (["Wacht"], False),
        MeetingState.CONVENED: (["Wacht"], False),
        MeetingState.IN_PROGRESS: (["Wacht"], True),
        MeetingState.CLOSED: ([], False),
        MeetingState.CANCELLED: ([], False),
    }


@pytest.mark.parametrize("page", ["history", "earlier"])
def test_one_and_three(session: Session, sign_in: SignIn, page: str) -> None:
    """The number of statements does not grow with the years."""
    committee = a_committee(session)
    client = sign_in(Role.CHAIR, committee=committee)
    counts = []
    for length in (2, 4):
        chain = a_chain(session, committee, length, proposed_by=a_seat(session, committee=committee))
        for item in chain:
            a_decision(session, item=item)
        new = an_item(session, committee=committee, earlier_item_id=chain[-1].id)
        client.get_raw(f"/items/{new.id}/{page}")
        with count_queries() as statements:
            client.get_raw(f"/items/{new.id}/{page}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
