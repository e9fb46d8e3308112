"""The review of a draft: who has read it, what members object to, and what is answered."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.permissions import Permission as P
from cpwb.access.permissions import Role
from cpwb.access.policy import can
from cpwb.committees.choices import ApprovalRule, Side
from cpwb.core import clock
from cpwb.core.errors import RuleBroken
from cpwb.meetings.choices import ItemKind, MeetingState
from cpwb.meetings.models import Meeting
from cpwb.members.choices import MandateRole
from cpwb.minutes import queries, service
from cpwb.minutes.choices import MinutesState, ObjectionAnswer, ObjectionKind
from cpwb.minutes.models import Minutes, Objection, Reading
from cpwb.notifications.models import OutboxMessage
from cpwb.ui.locale import day as in_full
from cpwb.ui.locale import speaking
from tests.conftest import SignIn, count_queries
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting, an_item
from tests.factories.members import a_mandate, a_person, a_seat
from tests.factories.minutes import an_objection, some_minutes
from tests.integration.minutes.conftest import START, Table
from tests.page_client import Page

CHAIR, CO_CHAIR, SECRETARY, MEMBER = (
    MandateRole.CHAIR,
    MandateRole.CO_CHAIR,
    MandateRole.SECRETARY,
    MandateRole.MEMBER,
)
HOSTILE = "O'Brien & <b>Zoë</b> {{ 7*7 }} %s"


@pytest.fixture
def draft(session: Session, table: Table, meeting: Meeting) -> Minutes:
    """The minutes under review; their three items stand in them."""
    meeting.state = MeetingState.CLOSED
    minutes = table.minutes(meeting)
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    session.commit()
    return minutes


def object_to(
    session: Session, table: Table, draft: Minutes, role: MandateRole = MEMBER, **values: object
) -> Objection:
    """Let somebody object."""
    given = {"kind": ObjectionKind.OBJECTION, "text": "Zo is het niet gezegd.", **values}
    return service.object_to_minutes(session=session, actor=table.actor(role), minutes=draft, **given)  # type: ignore[arg-type]  # by name


def at(minutes: Minutes, end: str = "") -> str:
    """Return an address of the minutes."""
    return f"/meetings/{minutes.meeting_id}/minutes{end}"


def said(broken: pytest.ExceptionInfo[RuleBroken]) -> str:
    """Return the sentence of a refusal in Dutch, whatever page was read before."""
    with speaking("nl"):
        return str(broken.value.message)


# Reading


def test_reading_is_counted_once_a_round_and_per_side(session: Session, table: Table, draft: Minutes) -> None:
    """Saying so twice counts once; a new round begins at nothing."""
    for _time in range(2):
        service.note_reading(session=session, actor=table.actor(MEMBER), minutes=draft)
    counts = {side.side: (len(side.read), side.members) for side in queries.read_by_side(session, draft)}
    assert counts == {Side.POLICE: (0, 1), Side.COMMUNITY: (1, 2), Side.MUNICIPALITY: (0, 1)}
    service.send_back_minutes(session=session, actor=table.actor(SECRETARY), minutes=draft)
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=draft)
    assert [len(side.read) for side in queries.read_by_side(session, draft)] == [0, 0, 0]
    assert session.scalar(sa.select(sa.func.count(Reading.id))) == 1


def test_whoever_approves_or_objects_has_read_it(session: Session, table: Table, draft: Minutes) -> None:
    """No second click is asked."""
    service.approve_minutes(session=session, actor=table.actor(CHAIR), minutes=draft)
    object_to(session, table, draft)
    readers = {mandate.id for side in queries.read_by_side(session, draft) for mandate in side.read}
    assert readers == {table.mandates[CHAIR].id, table.mandates[MEMBER].id}


def test_only_members_say_that_they_have_read_it(
    session: Session, table: Table, draft: Minutes, sign_in: SignIn
) -> None:
    """A coordinator has no seat, and an observer is not asked."""
    coordinator = sign_in(Role.COORDINATOR, zone=table.committee.zone)
    page = coordinator.post(at(draft, "/read"), status=422)
    assert "Alleen leden van het comité" in page.text
    sign_in(Role.OBSERVER, committee=table.committee).post(at(draft, "/read"), status=403)
    assert session.scalar(sa.select(sa.func.count(Reading.id))) == 0


def test_names_of_who_has_not_read_it_follow_the_naming_rules(session: Session, table: Table, draft: Minutes) -> None:
    """Staff see them as pages show them; members see how many."""
    staff = table.enter(SECRETARY).get(at(draft))
    assert staff.texts("#review details summary") == ["Wie het al heeft gelezen", "Wie het nog niet heeft gelezen"]
    assert staff.texts("#review details li") == [
        "zetel chair: Fien Voorbeeld",
        "zetel co_chair: Idris Denkbeeldig",
        "zetel member: lid namens Het Salon",
        "zetel secretary: Bram Testman",
    ]
    member = table.enter(MEMBER).get(at(draft))
    assert member.texts("#review details summary") == ["Wie het al heeft gelezen"]
    assert member.all("#review details li") == []
    assert member.texts("#review details p") == ["Nog niemand heeft het gelezen."] * 3
    assert member.texts("#review tbody tr") == [
        "politie 0 1",
        "gemeenschappen en middenveld 0 2",
        "gemeente en partners 0 1",
    ]
    after = table.enter(MEMBER)
    done = after.follow(after.post(at(draft, "/read")))
    assert done.texts("main > .notice-good") == ["Er is genoteerd dat u het ontwerp hebt gelezen."]
    assert done.texts("#review tbody tr")[1] == "gemeenschappen en middenveld 1 2"
    assert "Ik heb dit ontwerp gelezen" not in done.texts("#review button")


def test_everybody_who_reads_the_draft_sees_who_has_read_it(
    session: Session, table: Table, draft: Minutes, sign_in: SignIn
) -> None:
    """Side by side, under the name that may be shown; a consent that is withdrawn counts at once."""
    for role in (CHAIR, CO_CHAIR, MEMBER):
        service.note_reading(session=session, actor=table.actor(role), minutes=draft)
    session.commit()
    readers = [
        "zetel chair: Fien Voorbeeld",
        "zetel co_chair: Idris Denkbeeldig",
        "zetel member: lid namens Het Salon",
    ]
    member = table.enter(MEMBER).get(at(draft))
    assert member.texts("#review details h3") == ["Politie", "Gemeenschappen en middenveld", "Gemeente en partners"]
    assert member.texts("#review details li") == readers
    assert member.texts("#review details p") == ["Nog niemand heeft het gelezen."]
    observer = sign_in(Role.OBSERVER, committee=table.committee)
    assert observer.get(at(draft)).texts("#review details li") == readers
    assert table.enter(SECRETARY).get(at(draft)).texts("#review details li") == [
        *readers,
        "zetel secretary: Bram Testman",
    ]
    assert table.consent is not None
    table.consent.withdrawn_on = clock.today()
    session.commit()
    assert observer.get(at(draft)).texts("#review details li")[1] == "zetel co_chair: lid namens vzw De Brug"


# Approving before everybody has read it

EARLY = "De leden kunnen bezwaar maken tot en met {}. Leden die het ontwerp hebben gelezen: {} van de 4."


def approving(page: Page, address: str) -> tuple[list[str], str | None]:
    """Return the warnings beside the button that posts to an address, and what is asked before."""
    button = page.one(f"form[action$='{address}']")
    return page.texts("main .notice-warn"), button.attrs.get("hx-confirm") or button.attrs.get("data-confirm")


def test_chairs_approve_early_knowingly(session: Session, table: Table, draft: Minutes) -> None:
    """While members have days to object and have not read it, the page says so and asks; both can do it anyway."""
    assert draft.review_until is not None
    chair, co_chair = table.enter(CHAIR), table.enter(CO_CHAIR)
    with speaking("nl"):
        until = in_full(draft.review_until)
    sentence = EARLY.format(until, 0)
    question = " Het verslag nu toch goedkeuren?"
    assert approving(chair.get(at(draft)), "/approve") == ([sentence], sentence + question)
    assert table.enter(SECRETARY).get(at(draft)).texts("main .notice-warn") == []
    chair.post(at(draft, "/approve"), {"round": "1"})
    assert chair.get(at(draft)).texts("main .notice-warn") == []
    sentence = EARLY.format(until, 1)
    assert approving(co_chair.get(at(draft)), "/approve") == ([sentence], sentence + question)
    co_chair.post(at(draft, "/approve"), {"round": "1"})
    assert draft.state is MinutesState.APPROVED
    assert co_chair.get(at(draft)).texts("main .notice-warn") == []


def test_nobody_is_asked_once_the_others_have_read_it_or_the_days_are_over(
    session: Session, table: Table, draft: Minutes
) -> None:
    """Whoever approves is to have read it too, and is not counted among those who still may; the last day counts."""
    chair = table.enter(CHAIR)
    for role in (CO_CHAIR, SECRETARY):
        service.note_reading(session=session, actor=table.actor(role), minutes=draft)
    session.commit()
    with clock.at(clock.now() + timedelta(days=10)):
        sentences, question = approving(chair.get(at(draft)), "/approve")
        assert (len(sentences), bool(question)) == (1, True)
    with clock.at(clock.now() + timedelta(days=11)):
        assert approving(chair.get(at(draft)), "/approve") == ([], None)
    service.note_reading(session=session, actor=table.actor(MEMBER), minutes=draft)
    session.commit()
    assert approving(chair.get(at(draft)), "/approve") == ([], None)
    draft.review_until = None
    session.commit()
    assert approving(table.enter(CO_CHAIR).get(at(draft)), "/approve") == ([], None)


# Objecting


def test_a_member_objects_to_an_item_and_is_answered(session: Session, table: Table, draft: Minutes) -> None:
    """On pages, with the passage; everybody who reads the minutes sees it under the name that may be shown."""
    item = draft.meeting.items[1]
    member = table.enter(MEMBER)
    page = member.get(at(draft))
    link = next(link for link in page.links() if link.endswith(f"object?item={item.id}"))
    form = member.get(link)
    chosen = [option for option in form.all("#item_id option") if "selected" in option.attrs]
    assert [option.attrs["value"] for option in chosen] == [str(item.id)]
    assert form.all("#mandate_id") == []
    sent = {"item_id": str(item.id), "kind": "rectification", "quote": HOSTILE, "text": f"{HOSTILE}\nregel 2"}
    done = member.follow(member.post(at(draft, "/object"), sent))
    card = done.one("#review article")
    assert done.texts("#review article h3") == ["2. Controles aan het station"]
    assert done.texts("#review article .tag") == ["wacht op een antwoord"]
    assert (
        "vraag om rechtzetting · gemeenschappen en middenveld · lid namens Het Salon"
        in done.texts("#review article p")[0]
    )
    assert done.texts("#review blockquote") == [HOSTILE]
    assert card.query("b") == []
    assert done.texts("#review article a") == []
    objection = session.scalars(sa.select(Objection)).one()
    assert (objection.round, objection.recorded_by_id, objection.mandate) == (1, None, table.mandates[MEMBER])
    chair = table.enter(CHAIR)
    assert f"/objections/{objection.id}/answer" in chair.get(at(draft)).links()
    refused = chair.post(
        f"/objections/{objection.id}/answer", {"answer": "not_taken_over", "reason": " ", "revision": "1"}, status=422
    )
    assert refused.texts(".field-error") == ["Fout: Vermeld waarom het niet wordt overgenomen."]
    answered = {"answer": "not_taken_over", "reason": "Het werd zo gezegd.", "revision": "1"}
    chair.get(f"/objections/{objection.id}/answer")
    assert chair.follow(chair.post(f"/objections/{objection.id}/answer", answered)).texts("#review article .tag") == [
        "niet overgenomen"
    ]
    assert "niet overgenomen – Het werd zo gezegd." in member.get(at(draft)).texts("#review article p")[-1]


def test_staff_record_what_somebody_without_an_account_says(session: Session, table: Table, draft: Minutes) -> None:
    """For a mandate of the committee; the page says who recorded it."""
    absent = a_mandate(session, seat=a_seat(session, committee=table.committee, side=Side.COMMUNITY))
    elsewhere = a_mandate(session, seat=a_seat(session, committee=a_committee(session)))
    secretary = table.enter(SECRETARY)
    sent = {"mandate_id": str(absent.id), "kind": "objection", "text": "Niet juist."}
    page = secretary.follow(secretary.post(at(draft, "/object"), sent))
    assert "genoteerd door het secretariaat" in page.texts("#review article p")[0]
    objection = session.scalars(sa.select(Objection)).one()
    assert (objection.mandate_id, objection.recorded_by_id) == (absent.id, table.actor(SECRETARY).user_id)
    assert session.scalars(sa.select(Reading)).all() == []
    secretary.post(at(draft, "/object"), sent | {"mandate_id": str(elsewhere.id)}, status=422)
    table.enter(MEMBER).post(at(draft, "/object"), sent)
    own = session.scalars(sa.select(Objection).order_by(Objection.id.desc())).first()
    assert own is not None and own.mandate == table.mandates[MEMBER]


def test_objections_to_restricted_items_are_for_those_who_read_them(
    session: Session, table: Table, draft: Minutes, sign_in: SignIn
) -> None:
    """Members see neither the item in the list nor the objection."""
    hidden = draft.meeting.items[2]
    objection = object_to(session, table, draft, CHAIR, item_id=hidden.id, text="Geheim bezwaar")
    session.commit()
    member = table.enter(MEMBER)
    assert "Onder ons" not in member.get(at(draft, "/object")).text
    assert member.get(at(draft)).texts("#review article") == []
    member.post(at(draft, "/object"), {"item_id": str(hidden.id), "kind": "objection", "text": "x"}, status=422)
    assert "Geheim bezwaar" in table.enter(CO_CHAIR).get(at(draft)).text
    coordinator = sign_in(Role.COORDINATOR, zone=table.committee.zone)
    coordinator.get(f"/objections/{objection.id}/answer", status=404)
    assert not can(table.actor(MEMBER), P.OBJECTION_VIEW, objection)


def test_objections_are_made_in_time_and_about_the_draft(session: Session, table: Table, draft: Minutes) -> None:
    """Not after the last day, not to an item of another meeting, not to minutes that are written or approved."""
    assert draft.review_until is not None
    other = an_item(session, meeting=a_meeting(session, committee=table.committee))
    with pytest.raises(RuleBroken) as broken:
        object_to(session, table, draft, item_id=other.id)
    assert broken.value.field == "item_id"
    last = clock.from_local(datetime(draft.review_until.year, draft.review_until.month, draft.review_until.day, 23))  # noqa: DTZ001 -- from_local gives it its zone
    with clock.at(last):
        object_to(session, table, draft)
        session.commit()
    with clock.at(last + timedelta(days=1)):
        with pytest.raises(RuleBroken) as late:
            object_to(session, table, draft)
        page = table.enter(MEMBER).get(at(draft))
    assert said(late).startswith("De termijn voor bezwaren is voorbij.")
    assert not any("object" in link for link in page.links())
    service.send_back_minutes(session=session, actor=table.actor(SECRETARY), minutes=draft)
    with pytest.raises(RuleBroken):
        object_to(session, table, draft)


def test_unanswered_objections_stand_in_the_way_of_the_approval(session: Session, table: Table, draft: Minutes) -> None:
    """So does one that was taken over, until the text has it: then a new round begins."""
    objection = object_to(session, table, draft)
    chair = table.actor(CHAIR)
    with pytest.raises(RuleBroken) as broken:
        service.approve_minutes(session=session, actor=chair, minutes=draft)
    assert said(broken).startswith("Er wachten nog bezwaren op een antwoord.")
    session.commit()
    assert "Er wachten nog bezwaren op een antwoord." in table.enter(CHAIR).get(at(draft)).text
    secretary = table.actor(SECRETARY)
    service.answer_objection(
        session=session, actor=secretary, objection=objection, answer=ObjectionAnswer.TAKEN_OVER, revision=1
    )
    with pytest.raises(RuleBroken) as promised:
        service.approve_minutes(session=session, actor=chair, minutes=draft)
    assert said(promised).startswith("Een bezwaar is overgenomen")
    service.send_back_minutes(session=session, actor=secretary, minutes=draft)
    service.submit_minutes(session=session, actor=secretary, minutes=draft)
    service.approve_minutes(session=session, actor=chair, minutes=draft)
    service.approve_minutes(session=session, actor=table.actor(CO_CHAIR), minutes=draft)
    assert draft.state is MinutesState.APPROVED
    with pytest.raises(RuleBroken) as locked:
        service.answer_objection(
            session=session, actor=secretary, objection=objection, answer=ObjectionAnswer.NOTED, revision=2
        )
    assert said(locked).startswith("Dit verslag is goedgekeurd.")


def test_an_answer_does_not_take_the_place_of_another_one_unseen(
    session: Session, table: Table, draft: Minutes
) -> None:
    """Whoever answers from a page that was loaded before sees the other answer first, and may then decide again."""
    objection = object_to(session, table, draft)
    session.commit()
    path = f"/objections/{objection.id}/answer"
    secretary, chair = table.enter(SECRETARY), table.enter(CHAIR)
    old = chair.get(path).one("#revision").attrs["value"]
    assert old is not None
    secretary.post(path, {"answer": "taken_over", "reason": "Klopt.", "revision": old})
    mine = {"answer": "not_taken_over", "reason": "Neen.", "revision": old}
    page = chair.post(path, mine, status=409)
    session.expire_all()
    assert (objection.answer, objection.reason) == (ObjectionAnswer.TAKEN_OVER, "Klopt.")
    assert "Klopt." in page.text
    chair.post(path, mine | {"revision": page.one("#revision").attrs["value"] or ""})
    session.expire_all()
    assert (objection.answer, objection.reason) == (ObjectionAnswer.NOT_TAKEN_OVER, "Neen.")


def test_its_cost_does_not_grow_with_objections(session: Session, table: Table, draft: Minutes) -> None:
    """With one or with three objections and members, as many statements."""
    client = table.enter(CHAIR)

    def statements() -> int:
        with count_queries() as found:
            assert client.get_raw(at(draft)).status_code == 200
        return len(found)

    def add() -> None:
        mandate = a_mandate(
            session,
            seat=a_seat(session, committee=table.committee),
            person=a_person(session, committee=table.committee),
        )
        item = draft.meeting.items[1]
        an_objection(session, minutes=draft, mandate=mandate, item=item, answer=ObjectionAnswer.NOTED)

    add()
    before = statements()
    add()
    add()
    assert statements() == before


def test_its_cost_does_not_grow_with_readers(session: Session, table: Table, draft: Minutes) -> None:
    """With one or with three who have read it, as many statements, though each is shown with a name."""
    client = table.enter(MEMBER)

    def statements() -> int:
        session.expire_all()
        with count_queries() as found:
            assert client.get_raw(at(draft)).status_code == 200
        return len(found)

    def add() -> None:
        seat = a_seat(session, committee=table.committee)
        mandate = a_mandate(session, seat=seat, person=a_person(session, committee=table.committee))
        values = {"minutes_id": draft.id, "round": draft.round, "mandate_id": mandate.id, "at": clock.now()}
        session.add(Reading(committee=table.committee, **values))
        session.commit()

    add()
    before = statements()
    add()
    add()
    assert statements() == before
    assert len(client.get(at(draft)).all("#review details li")) == 3


# At the next meeting


@pytest.fixture
def next_meeting(session: Session, table: Table, draft: Minutes) -> Meeting:
    """The next meeting, in progress, in a committee that approves its minutes there."""
    table.committee.approval_rule = ApprovalRule.NEXT_MEETING
    meeting = a_meeting(
        session,
        committee=table.committee,
        number=6,
        starts_at=START + timedelta(days=70),
        state=MeetingState.CONVENED,
    )
    an_item(session, meeting=meeting, position=1, kind=ItemKind.APPROVAL, title="Goedkeuring van het verslag")
    draft.meeting.items[1].notes = "<div>Te laat voor het ontwerp</div>"
    table.begin(meeting)
    session.commit()
    return meeting


def test_the_next_meeting_approves_from_its_room(
    session: Session, table: Table, draft: Minutes, next_meeting: Meeting
) -> None:
    """The draft opens under the item, the chair approves it there, and the meeting is kept with the approval."""
    (item,) = next_meeting.items
    here = f"/items/{item.id}/approval"
    chair, secretary = table.enter(CHAIR), table.enter(SECRETARY)
    assert here in chair.get(f"/meetings/{next_meeting.id}/room").links()
    page = chair.get(here)
    assert page.h1 == "Het verslag van de vorige vergadering goedkeuren"
    assert "2. Controles aan het station" in page.texts("h4")
    assert page.texts("main button") == ["Dit verslag op deze vergadering goedkeuren"]
    assert "Te laat voor het ontwerp" not in page.text
    assert secretary.get(here).texts("main button") == []
    secretary.post(f"/items/{item.id}/approve", status=403)
    part = chair.post(f"/items/{item.id}/approve", {"round": "1"}, status=200, headers={"HX-Request": "true"})
    assert part.texts(".done") == ["Het verslag is goedgekeurd en ligt vast."]
    minutes = table.minutes(draft.meeting)
    assert (minutes.state, minutes.approvals[0].meeting_id) == (MinutesState.APPROVED, next_meeting.id)
    assert minutes.snapshot is not None
    assert minutes.snapshot["approvals"][0]["meeting"] == 6
    assert ", op vergadering 6" in chair.get(at(draft)).texts("#approval tbody tr")[0]
    chair.post(f"/items/{item.id}/approve", {"round": "1"}, status=422)


def test_a_draft_of_which_the_days_are_not_over_is_approved_there_knowingly(
    session: Session, table: Table, draft: Minutes, next_meeting: Meeting
) -> None:
    """It was submitted shortly before, so the room asks as the page of the minutes does."""
    (item,) = next_meeting.items
    here = f"/items/{item.id}/approval"
    chair = table.enter(CHAIR)
    (sentence,), question = approving(chair.get(here), "/approve")
    assert sentence.endswith("Leden die het ontwerp hebben gelezen: 0 van de 4.")
    assert question == f"{sentence} Het verslag nu toch goedkeuren?"
    assert table.enter(SECRETARY).get(here).texts("main .notice-warn") == []
    with clock.at(clock.now() + timedelta(days=11)):
        assert approving(chair.get(here), "/approve") == ([], None)


def test_an_item_that_approves_nothing_has_no_draft(session: Session, table: Table, next_meeting: Meeting) -> None:
    """Another kind of item, or the first meeting of a series: 404."""
    other = an_item(session, meeting=next_meeting, position=2)
    first = a_meeting(session, committee=table.committee, starts_at=START - timedelta(days=300), number=1)
    nothing_before = an_item(session, meeting=first, kind=ItemKind.APPROVAL)
    waiting = an_item(session, committee=table.committee, kind=ItemKind.APPROVAL)
    later = a_meeting(session, committee=table.committee, starts_at=START + timedelta(days=300), number=99)
    not_begun = an_item(session, meeting=later, kind=ItemKind.APPROVAL)
    client = table.enter(CHAIR)
    for item in (other, nothing_before, waiting, not_begun):
        client.get(f"/items/{item.id}/approval", status=404)
        client.post(f"/items/{item.id}/approve", status=404)


def test_without_scripts_the_way_leads_back_to_the_room(
    session: Session, table: Table, draft: Minutes, next_meeting: Meeting
) -> None:
    """And where both sides approve, the second one locks them."""
    table.committee.approval_rule = ApprovalRule.BOTH_SIDES
    (item,) = next_meeting.items
    for role, words in (
        (CHAIR, "Uw goedkeuring is genoteerd."),
        (CO_CHAIR, "Het verslag is goedgekeurd en ligt vast."),
    ):
        client = table.enter(role)
        answer = client.post(f"/items/{item.id}/approve", {"round": "1"})
        assert answer.response.headers["Location"] == f"/meetings/{next_meeting.id}/room#item-{item.id}"
        assert client.get(f"/meetings/{next_meeting.id}/room").texts("main > .notice-good") == [words]


def test_nobody_approves_what_he_or_she_has_not_read(session: Session, table: Table, draft: Minutes) -> None:
    """The page was opened before the draft was sent back, changed and submitted again."""
    chair = table.enter(CHAIR)
    (field,) = chair.get(at(draft)).all("#approval form[action$='/approve'] input[name=round]")
    service.send_back_minutes(session=session, actor=table.actor(SECRETARY), minutes=draft)
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=draft)
    page = chair.post(at(draft, "/approve"), {"round": field.attrs["value"]}, status=409)
    assert "Het ontwerp werd herschreven sinds u deze pagina opende." in page.text
    assert draft.approvals == []
    (field,) = chair.get(at(draft)).all("#approval form[action$='/approve'] input[name=round]")
    chair.post(at(draft, "/approve"), {"round": field.attrs["value"]})
    assert [approval.round for approval in draft.approvals] == [2]


def test_restricted_items_are_marked_for_those_who_read_them(session: Session, table: Table, draft: Minutes) -> None:
    """On the page of the minutes as on paper, so that nobody reads them out by mistake."""
    heads = table.enter(CHAIR).get(at(draft)).texts(".card-head")
    assert [head for head in heads if head.endswith(" beperkt")] == ["3. Onder ons beperkt"]
    assert table.enter(MEMBER).get(at(draft)).texts(".card-head .tag-warn") == []


# Mail


def test_members_are_told_that_they_can_read_the_draft(session: Session, table: Table, meeting: Meeting) -> None:
    """Those with an address, in their language; neither subject nor text names anybody."""
    session.execute(sa.delete(OutboxMessage))
    gone = a_mandate(session, seat=a_seat(session, committee=table.committee))
    gone.ends_on = clock.today() - timedelta(days=1)
    meeting.state = MeetingState.CLOSED
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=table.minutes(meeting))
    mails = session.scalars(sa.select(OutboxMessage)).all()
    assert {mail.recipient for mail in mails} == {mandate.person.contact for mandate in table.mandates.values()}
    assert {(mail.kind, mail.subject) for mail in mails} == {("minutes_submitted", "Een document staat klaar")}
    body = mails[0].body
    assert "Het ontwerpverslag van CoPmittee Gent, vergadering van 10 maart 2026, kan worden gelezen." in body
    assert f"/meetings/{meeting.id}/minutes\n" in body
    assert not any(mandate.person.last_name in mail.body for mandate in table.mandates.values() for mail in mails)
    assert datetime(2026, 3, 10, tzinfo=UTC) < mails[0].created_at


def test_minutes_without_a_last_day_can_be_objected_to(session: Session, table: Table, meeting: Meeting) -> None:
    """Those that were submitted before there were days of review."""
    other = a_meeting(session, committee=table.committee, number=4, starts_at=START - timedelta(days=70))
    old = some_minutes(session, meeting=other, state=MinutesState.IN_REVIEW)
    assert object_to(session, table, old).answer is None
