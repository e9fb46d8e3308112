"""What is kept of approved minutes: versions, corrections, and that both sides can write them again."""

import hashlib
import io
from datetime import date, timedelta

import pypdf
import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy.orm import Session

import config
from cpwb.access.permissions import Role
from cpwb.app import create_app
from cpwb.committees.choices import ApprovalRule
from cpwb.core import clock
from cpwb.core.errors import RuleBroken
from cpwb.core.extensions import db
from cpwb.meetings import service as meetings
from cpwb.meetings.choices import AttendanceState, MeetingState
from cpwb.meetings.models import Meeting
from cpwb.members.choices import MandateRole
from cpwb.members.service import withdraw_consent
from cpwb.minutes import service
from cpwb.minutes.choices import MinutesState, SummaryState
from cpwb.minutes.models import Minutes, MinutesVersion, PublicSummary, ReopeningRequest
from cpwb.minutes.snapshot import digest_of
from cpwb.ui.locale import speaking
from tests.access.world import a_world
from tests.conftest import SignIn, count_queries, fresh_database
from tests.factories.committees import a_committee
from tests.factories.meetings import a_meeting, an_attendance
from tests.factories.minutes import a_version, an_addendum, some_minutes
from tests.integration.minutes.conftest import START, Table
from tests.page_client import PageClient

CHAIR, CO_CHAIR, SECRETARY, MEMBER = (
    MandateRole.CHAIR,
    MandateRole.CO_CHAIR,
    MandateRole.SECRETARY,
    MandateRole.MEMBER,
)
HOSTILE = "O'Brien & <b>Zoë</b> {{ 7*7 }} %s"


@pytest.fixture
def approved(session: Session, table: Table, meeting: Meeting) -> Minutes:
    """Minutes that both sides approved."""
    for role in (CHAIR, CO_CHAIR):
        an_attendance(session, meeting=meeting, seat=table.mandates[role].seat, state=AttendanceState.PRESENT)
    meeting.items[1].notes = "<div>Het kaartje wordt geprobeerd.</div>"
    meeting.items[2].notes = "<div>Geheim besproken</div>"
    meeting.state = MeetingState.CLOSED
    minutes = table.minutes(meeting)
    approve_again(session, table, minutes)
    session.commit()
    return minutes


def state_of(minutes: Minutes) -> MinutesState:
    """Return the state that minutes have now, whatever they had a line before."""
    return minutes.state


def approve_again(session: Session, table: Table, minutes: Minutes) -> None:
    """Submit minutes, and let both sides approve them."""
    service.submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    for role in (CHAIR, CO_CHAIR):
        service.approve_minutes(session=session, actor=table.actor(role), minutes=minutes)


def ask(session: Session, table: Table, minutes: Minutes, *roles: MandateRole) -> None:
    """Let people ask to reopen, one after the other."""
    for role in roles:
        service.ask_to_reopen(session=session, actor=table.actor(role), minutes=minutes, reason=HOSTILE)


def refusal(session: Session, table: Table, minutes: Minutes, role: MandateRole) -> str:
    """Return why somebody cannot ask to reopen."""
    with pytest.raises(RuleBroken) as broken, session.begin_nested():
        ask(session, table, minutes, role)
    with speaking("nl"):
        return str(broken.value.message)


def at(minutes: Minutes, end: str = "") -> str:
    """Return an address of the minutes."""
    return f"/meetings/{minutes.meeting_id}/minutes{end}"


def pdf_words(client: PageClient, path: str) -> str:
    """Return the text of a PDF."""
    response = client.get_raw(path)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    pdf = pypdf.PdfReader(io.BytesIO(response.data), strict=True)
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


# Versions and reopening


def test_what_is_not_what_was_approved_is_not_printed(session: Session, table: Table, approved: Minutes) -> None:
    """Somebody wrote in the database: no paper gives that the fingerprint and the seal of what was approved."""
    (version,) = approved.versions
    version.snapshot = {**version.snapshot, "language": "fr"}
    session.commit()
    for path in (at(approved, ".pdf"), at(approved, ".docx"), f"/approved-minutes/{version.id}.pdf"):
        page = table.enter(MEMBER).get(path, status=422)
        assert "niet wat werd goedgekeurd" in page.text
    book = f"/committees/{table.committee.id}/year-books/2026.pdf"
    table.enter(MEMBER).get_raw(book)
    approved.snapshot = version.snapshot
    session.commit()
    assert "niet wat werd goedgekeurd" in table.enter(MEMBER).get(book, status=422).text


def test_reopened_edited_and_approved_again_they_have_two_versions(
    session: Session, table: Table, approved: Minutes
) -> None:
    """The first one stays as it was, to the byte; the second one says what was changed."""
    first = (dict(approved.snapshot or {}), approved.digest, approved.approved_on)
    ask(session, table, approved, CHAIR)
    assert approved.state is MinutesState.APPROVED
    ask(session, table, approved, CO_CHAIR)
    unwound = (approved.state, approved.snapshot, approved.digest, approved.approved_on, approved.review_until)
    assert unwound == (MinutesState.WRITING, None, None, None, None)
    assert [version.reopened_on for version in approved.versions] == [clock.today()]
    item = approved.meeting.items[1]
    actor = table.actor(SECRETARY)
    meetings.save_notes(
        session=session, actor=actor, item=item, notes="<div>Anders.</div>", revision=item.notes_revision
    )
    approve_again(session, table, approved)
    session.commit()
    session.expire_all()
    one, two = approved.versions
    assert (one.number, one.snapshot, one.digest, one.approved_on) == (1, *first)
    assert digest_of(one.snapshot) == one.digest != two.digest == digest_of(two.snapshot) == approved.digest
    assert (two.number, two.snapshot["items"][1]["notes"], two.reopened_on) == (2, "<div>Anders.</div>", None)
    requests = session.scalars(sa.select(ReopeningRequest).order_by(ReopeningRequest.id)).all()
    assert [(request.version_id, request.mandate, request.reason) for request in requests] == [
        (one.id, table.mandates[role], HOSTILE) for role in (CHAIR, CO_CHAIR)
    ]


def test_only_the_latest_approved_minutes_are_reopened(session: Session, table: Table, approved: Minutes) -> None:
    """Later ones that were ever approved stand in the way, also while they are written again."""
    later = a_meeting(session, committee=table.committee, number=6, starts_at=START + timedelta(days=70))
    other = some_minutes(session, meeting=later)
    assert "Ask" not in refusal(session, table, other, CHAIR)
    a_version(session, minutes=other, snapshot={}, digest="0" * 64, reopened_on=clock.today())
    assert refusal(session, table, approved, CHAIR).startswith("Alleen het laatste goedgekeurde verslag")
    page = table.enter(CHAIR).get(at(approved))
    assert at(approved, "/reopen") not in page.links()
    assert "Alleen het laatste goedgekeurde verslag kan worden heropend." in page.text


def test_who_asks_to_reopen(session: Session, table: Table, approved: Minutes) -> None:
    """Chairs in office, each side once; minutes that are not approved need no reopening."""
    assert refusal(session, table, approved, SECRETARY).startswith("Alleen de voorzitter en")
    ask(session, table, approved, CHAIR)
    assert refusal(session, table, approved, CHAIR).startswith("Uw zijde heeft al gevraagd")
    ask(session, table, approved, CO_CHAIR)
    assert refusal(session, table, approved, CHAIR).startswith("Alleen een goedgekeurd verslag")


@pytest.mark.parametrize("rule", ApprovalRule)
def test_both_sides_reopen_whoever_approves(
    session: Session, table: Table, approved: Minutes, rule: ApprovalRule
) -> None:
    """Also where the chair alone approves: what everybody has read is not taken back by one side."""
    table.committee.approval_rule = rule
    ask(session, table, approved, CHAIR)
    assert state_of(approved) is MinutesState.APPROVED
    ask(session, table, approved, CO_CHAIR)
    assert state_of(approved) is MinutesState.WRITING


def test_reopening_on_pages(session: Session, table: Table, approved: Minutes, sign_in: SignIn) -> None:
    """Each side sees what the other one wrote; members go on reading the version that was approved."""
    chair, co_chair, member = (table.enter(role) for role in (CHAIR, CO_CHAIR, MEMBER))
    assert at(approved, "/reopen") in chair.get(at(approved)).links()
    chair.post(at(approved, "/reopen"), {"reason": ""}, status=422)
    asked = chair.follow(chair.post(at(approved, "/reopen"), {"reason": HOSTILE}))
    assert asked.texts("main > .notice-good") == ["Uw vraag is genoteerd."]
    assert asked.texts("#versions article p")[-1] == HOSTILE
    assert "Uw zijde heeft al gevraagd" in chair.get(at(approved, "/reopen")).text
    assert co_chair.get(at(approved, "/reopen")).texts("blockquote") == [HOSTILE]
    opened = co_chair.follow(co_chair.post(at(approved, "/reopen"), {"reason": "Akkoord"}))
    assert opened.texts("main > .notice-good") == ["Het verslag is heropend. De goedgekeurde versie blijft bewaard."]
    assert opened.texts(".page-head .tag") == ["ontwerp"]
    table.enter(SECRETARY).post(at(approved, "/reopen"), {"reason": "x"}, status=403)
    (version,) = session.scalars(sa.select(MinutesVersion)).all()
    path = f"/approved-minutes/{version.id}"
    assert path in member.get(at(approved)).links()
    page = member.get(path)
    assert page.h1 == "Verslag van vergadering 5, versie 1"
    assert "Het kaartje wordt geprobeerd." in page.text
    assert "Geheim besproken" not in page.text
    assert "Geheim besproken" in chair.get(path).text
    assert "is heropend op" in page.texts(".notice-warn")[0]
    assert "Hetkaartjewordtgeprobeerd." in pdf_words(member, f"{path}.pdf").replace(" ", "")
    papers = [f"{path}{end}.{suffix}" for end in ("", "/chairs-copy") for suffix in ("pdf", "docx")]
    for client, offered in ((member, papers[:2]), (chair, papers)):
        assert [link for link in client.get(path).links() if link.endswith((".pdf", ".docx"))] == offered
        assert "Geheim" not in pdf_words(client, f"{path}.pdf")
    assert "Geheim besproken" in pdf_words(chair, f"{path}/chairs-copy.pdf")
    member.get(f"{path}/chairs-copy.pdf", status=403)
    sign_in(Role.SECRETARY, committee=a_committee(session)).get(path, status=404)


def test_the_data_are_what_was_approved_byte_for_byte(session: Session, table: Table, approved: Minutes) -> None:
    """For chairs and secretary; the SHA-256 of the file is the fingerprint of the minutes."""
    (version,) = approved.versions
    response = table.enter(SECRETARY).get_raw(f"/approved-minutes/{version.id}.json")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert hashlib.sha256(response.data).hexdigest() == approved.digest
    assert "Geheim besproken" in response.text
    table.enter(MEMBER).get(f"/approved-minutes/{version.id}.json", status=403)


def test_a_name_leaves_old_versions_with_its_consent(session: Session, table: Table, approved: Minutes) -> None:
    """On the page and in the PDF; the version itself stays what it was."""
    (version,) = approved.versions
    path = f"/approved-minutes/{version.id}"
    client = table.enter(CHAIR)
    assert "Idris Denkbeeldig" in client.get(path).text
    assert table.consent is not None
    withdraw_consent(session=session, actor=table.actor(CO_CHAIR), consent=table.consent)
    session.commit()
    assert "Denkbeeldig" not in client.get(path).text
    assert "Denkbeeldig" not in pdf_words(client, f"{path}.pdf")
    assert digest_of(version.snapshot) == version.digest


def test_its_cost_does_not_grow_with_versions_and_corrections(
    session: Session, table: Table, approved: Minutes
) -> None:
    """With one or with three of each, as many statements."""
    table.committee.approval_rule = ApprovalRule.NEXT_MEETING
    client = table.enter(CHAIR)

    def statements() -> int:
        with count_queries() as found:
            assert client.get_raw(at(approved)).status_code == 200
        return len(found)

    def add(number: int) -> None:
        item = approved.meeting.items[1]
        an_addendum(session, minutes=approved, mandate=table.mandates[SECRETARY], number=number, item=item)
        a_version(session, minutes=approved, number=number + 1)

    add(1)
    before = statements()
    add(2)
    add(3)
    assert statements() == before


# Corrections


def test_a_correction_is_approved_like_the_minutes(session: Session, table: Table, approved: Minutes) -> None:
    """It stands under them and in their PDF, with its author and its state; the approved text does not change."""
    before = (approved.snapshot, approved.digest)
    secretary, chair, co_chair = (table.enter(role) for role in (SECRETARY, CHAIR, CO_CHAIR))
    item = approved.meeting.items[1]
    secretary.get(at(approved, "/corrections/new"))
    sent = {"item_id": str(item.id), "text": f"Het was om 19 uur.\n{HOSTILE}"}
    page = secretary.follow(secretary.post(at(approved, "/corrections/new"), sent))
    assert page.texts("#corrections h3") == ["Rechtzetting 1"]
    assert page.texts("#corrections .tag") == ["wacht op goedkeuring"]
    assert "gemeente en partners · Bram Testman" in page.texts("#corrections article p")[0]
    assert page.texts("#corrections button") == []
    assert "wacht op goedkeuring" in pdf_words(chair, at(approved, ".pdf"))
    button = chair.get(at(approved)).one("#corrections form").attrs["action"] or ""
    assert chair.follow(chair.post(button)).texts("main > .notice-good") == ["Uw goedkeuring is genoteerd."]
    chair.post(button, status=422)
    done = co_chair.follow(co_chair.post(button))
    assert done.texts("main > .notice-good") == ["De rechtzetting is goedgekeurd."]
    assert done.texts("#corrections .tag") == ["goedgekeurd"]
    words = pdf_words(table.enter(MEMBER), at(approved, ".pdf"))
    assert "Rechtzetting 1" in words and "Het was om 19 uur." in words and "<b>Zoë</b>" in words
    assert (approved.snapshot, approved.digest) == before
    co_chair.post(button, status=422)
    secretary.post(button, status=403)


def test_corrections_of_restricted_items_are_for_those_who_read_them(
    session: Session, table: Table, approved: Minutes
) -> None:
    """On the page and in the chair's copy; not in the PDF that is handed round."""
    hidden = approved.meeting.items[2]
    an_addendum(session, minutes=approved, mandate=table.mandates[CHAIR], item=hidden, text="Geheime rechtzetting")
    session.commit()
    for role, sees in ((CO_CHAIR, True), (MEMBER, False)):
        client = table.enter(role)
        assert ("Geheime rechtzetting" in client.get(at(approved)).text) is sees
        assert "Geheime rechtzetting" not in pdf_words(client, at(approved, ".pdf"))
    assert "Geheime rechtzetting" in pdf_words(table.enter(CO_CHAIR), at(approved, "/chairs-copy.pdf"))
    table.enter(MEMBER).get(at(approved, "/chairs-copy.pdf"), status=403)


def test_only_approved_minutes_are_corrected(session: Session, table: Table, approved: Minutes) -> None:
    """Those that are written again are changed; and what was proposed before is of a version that no longer stands."""
    actor = table.actor(SECRETARY)
    addendum = service.write_addendum(session=session, actor=actor, minutes=approved, text="Fout")
    ask(session, table, approved, CHAIR, CO_CHAIR)
    with pytest.raises(RuleBroken):
        service.write_addendum(session=session, actor=actor, minutes=approved, text="Nog een fout")
    with pytest.raises(RuleBroken):
        service.approve_addendum(session=session, actor=table.actor(CHAIR), addendum=addendum)
    session.commit()
    table.enter(MEMBER).get(at(approved, "/corrections/new"), status=404)
    approve_again(session, table, approved)
    session.commit()
    with pytest.raises(RuleBroken) as broken:
        service.approve_addendum(session=session, actor=table.actor(CHAIR), addendum=addendum)
    with speaking("nl"):
        assert str(broken.value.message).startswith("De versie die moest worden rechtgezet")
    assert "bij versie 1" in table.enter(MEMBER).get(at(approved)).text
    assert "Rechtzetting 1" not in pdf_words(table.enter(CHAIR), at(approved, ".pdf"))


def test_a_rule_that_changes_keeps_no_correction_waiting(session: Session, table: Table, approved: Minutes) -> None:
    """The chair approved for one side; where the chair alone approves from now on, the chair may say so once more."""
    actor = table.actor(CHAIR)
    addendum = service.write_addendum(session=session, actor=actor, minutes=approved, text="Fout")
    service.approve_addendum(session=session, actor=actor, addendum=addendum)
    assert (addendum.approved_on, len(addendum.approvals)) == (None, 1)
    table.committee.approval_rule = ApprovalRule.CHAIR_ALONE
    service.approve_addendum(session=session, actor=actor, addendum=addendum)
    assert (addendum.approved_on, len(addendum.approvals)) == (clock.today(), 1)


def test_chairs_who_change_sides_can_still_agree(session: Session, table: Table, approved: Minutes) -> None:
    """The chair of the police asked; the next year the community has the chair, and agrees."""
    ask(session, table, approved, CHAIR)
    chair, co_chair = table.mandates[CHAIR], table.mandates[CO_CHAIR]
    chair.role, co_chair.role = CO_CHAIR, CHAIR
    session.flush()
    ask(session, table, approved, CO_CHAIR)
    assert state_of(approved) is MinutesState.WRITING


def test_corrections_wait_for_the_next_meeting_where_the_rule_says_so(
    session: Session, table: Table, approved: Minutes
) -> None:
    """One that begins after they were written; where the chair alone approves, the chair does."""
    table.committee.approval_rule = ApprovalRule.NEXT_MEETING
    written = service.write_addendum(session=session, actor=table.actor(SECRETARY), minutes=approved, text="Fout")
    chair = table.actor(CHAIR)
    with pytest.raises(RuleBroken):
        service.approve_addendum(session=session, actor=chair, addendum=written)
    later = a_meeting(
        session,
        committee=table.committee,
        number=9,
        starts_at=written.at + timedelta(hours=1),
        state=MeetingState.CONVENED,
    )
    table.begin(later)
    service.approve_addendum(session=session, actor=chair, addendum=written)
    assert written.approved_on == clock.today()
    table.committee.approval_rule = ApprovalRule.CHAIR_ALONE
    alone = service.write_addendum(session=session, actor=chair, minutes=approved, text="Nog een")
    with pytest.raises(RuleBroken):
        service.approve_addendum(session=session, actor=table.actor(CO_CHAIR), addendum=alone)
    service.approve_addendum(session=session, actor=chair, addendum=alone)
    assert (alone.number, alone.approved_on) == (2, clock.today())


def test_reopening_withdraws_the_public_summary(session: Session, table: Table, approved: Minutes) -> None:
    """Approved again, it is published by hand."""
    summary = PublicSummary(
        committee=table.committee, minutes=approved, state=SummaryState.PUBLISHED, published_at=clock.now()
    )
    session.add(summary)
    ask(session, table, approved, CHAIR, CO_CHAIR)
    assert summary.state is SummaryState.WITHDRAWN
    approve_again(session, table, approved)
    assert summary.state is SummaryState.WITHDRAWN


# What was there before


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_was_approved_before_becomes_a_first_version(kind: str, tmp_path: object) -> None:
    """Going down from the revision and up again, every approved text is the first version of its minutes."""
    with fresh_database(kind, tmp_path) as url:  # type: ignore[arg-type]  # a path
        application: Flask = create_app(config.Testing(SQLALCHEMY_DATABASE_URI=url))
        with application.app_context():
            upgrade()
            a_world(db.session())
            db.session.remove()
            downgrade(revision="0003")
            upgrade()
            kept = db.session.execute(
                sa.select(
                    MinutesVersion.number, MinutesVersion.digest, MinutesVersion.snapshot, MinutesVersion.approved_on
                )
            ).all()
            there = db.session.execute(
                sa.select(Minutes.digest, Minutes.snapshot, Minutes.approved_on).where(
                    Minutes.state == MinutesState.APPROVED
                )
            ).all()
            assert [(number, *rest) for number, *rest in kept] == [(1, *row) for row in there]
            assert [type(row.approved_on) for row in kept] == [date]
            assert digest_of(kept[0].snapshot) == kept[0].digest
            db.session.remove()
            db.engine.dispose()
