"""Every paper, as PDF and as Word, in both languages: who may have it, and what is never in it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdf
import pytest
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.choices import ActionState
from cpwb.committees.choices import Side
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.meetings.choices import AttendanceState, ItemKind, MeetingState, Visibility
from cpwb.meetings.models import Meeting
from cpwb.members.choices import MandateRole
from cpwb.members.service import withdraw_consent
from cpwb.minutes.service import approve_minutes, submit_minutes
from cpwb.minutes.snapshot import digest_of
from tests.conftest import SignIn, count_queries
from tests.factories.actions import an_action
from tests.factories.meetings import a_decision, a_meeting, an_attendance, an_item
from tests.factories.members import a_mandate, a_seat
from tests.factories.minutes import an_addendum
from tests.factories.papers import a_house_style
from tests.integration.minutes.conftest import START, Table
from tests.page_client import PageClient
from tests.paper_files import (
    IN_FIGURES,
    check_accessible,
    check_word,
    headings_of,
    languages_of,
    opened,
    squeezed,
    text_of,
    word_headings,
    word_text,
)

CHAIR, CO_CHAIR, SECRETARY, MEMBER = (
    MandateRole.CHAIR,
    MandateRole.CO_CHAIR,
    MandateRole.SECRETARY,
    MandateRole.MEMBER,
)
HOSTILE = "#panic() $x$ \\u{41} <b>Zoë</b> 🙂 שלום"


@pytest.fixture
def held(session: Session, table: Table, meeting: Meeting) -> Meeting:
    """A meeting of 2026 with approved minutes; something was decided and agreed under a restricted item too."""
    for role, mandate in table.mandates.items():
        state = AttendanceState.EXCUSED if role is MEMBER else AttendanceState.PRESENT
        an_attendance(session, meeting=meeting, seat=mandate.seat, state=state)
    owner = table.mandates[CHAIR].seat
    for item, word in ((meeting.items[1], "Kaartje"), (meeting.items[2], "Geheim")):
        item.notes = f"<div>{word} besproken</div>"
        a_decision(session, item=item, text=f"{word} beslist {HOSTILE}")
        title = f"{word} doen"
        an_action(session, committee=table.committee, owner_seat=owner, title=title, meeting=meeting, item=item)
    meeting.items[2].title = "Geheim onder ons"
    minutes = table.close(meeting)
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    for role in (CHAIR, CO_CHAIR):
        approve_minutes(session=session, actor=table.actor(role), minutes=minutes)
    session.commit()
    return meeting


@pytest.fixture
def convened(session: Session, table: Table) -> Meeting:
    """A meeting to come, with an item of each visibility."""
    made = a_meeting(
        session,
        committee=table.committee,
        number=6,
        starts_at=datetime(2026, 5, 19, 16, 30, tzinfo=UTC),
        state=MeetingState.CONVENED,
        convened_at=START,
        place="De Brug",
        online_link="https://meet.example.org/tafel",
    )
    proposer = table.mandates[CO_CHAIR].seat
    rest: dict[str, Any] = {"planned_minutes": 20, "explanation": f"Waarom {HOSTILE}"}
    an_item(session, meeting=made, position=1, kind=ItemKind.FOLLOW_UP, title="Opvolging van de actiepunten", **rest)
    an_item(session, meeting=made, position=2, title=f"Plein {HOSTILE}", proposed_by=proposer, presenter="Unia", **rest)
    an_item(session, meeting=made, position=3, title="Geheim onder ons", visibility=Visibility.RESTRICTED, **rest)
    an_item(session, meeting=made, position=4, title="Publiek punt", visibility=Visibility.PUBLIC, **rest)
    session.commit()
    return made


Paths = dict[str, str]


@pytest.fixture
def paths(table: Table, held: Meeting, convened: Meeting) -> Paths:
    """The address of each paper, without its ending."""
    committee = f"/committees/{table.committee.id}"
    return {
        "invitation": f"/meetings/{convened.id}/invitation",
        "attendance": f"/meetings/{convened.id}/attendance-list",
        "chairs": f"/meetings/{convened.id}/chairs-copy",
        "minutes": f"/meetings/{held.id}/minutes",
        "minutes_chairs": f"/meetings/{held.id}/minutes/chairs-copy",
        "actions": f"{committee}/action-list",
        "actions_chairs": f"{committee}/action-list/chairs-copy",
        "book": f"{committee}/year-books/2026",
        "preview": f"{committee}/house-style/preview",
    }


#: Those that hold what is restricted: the chairs' copies.
CHAIRS = {"chairs", "minutes_chairs", "actions_chairs"}
PAPERS = (
    "invitation",
    "attendance",
    "chairs",
    "minutes",
    "minutes_chairs",
    "actions",
    "actions_chairs",
    "book",
    "preview",
)


def pdf_at(client: PageClient, path: str, language: str = "nl") -> pypdf.PdfReader:
    """Fetch a PDF, opened."""
    response = client.get_raw(f"{path}.pdf", language=language)
    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    return opened(response.data)


def word_at(client: PageClient, path: str, language: str = "nl") -> bytes:
    """Fetch a Word file."""
    response = client.get_raw(f"{path}.docx", language=language)
    assert response.status_code == 200
    assert response.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    found: bytes = response.data
    return found


def texts_at(client: PageClient, path: str, language: str = "nl") -> list[str]:
    """Fetch both files of a paper and return their texts."""
    return [text_of(pdf_at(client, path, language)), word_text(word_at(client, path, language))]


# Each of them


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("paper", PAPERS)
def test_each_paper_can_be_read_by_everybody(
    session: Session, table: Table, paths: Paths, paper: str, language: str
) -> None:
    """Tagged, in its language, with dates in words, a name that says nothing, and the house style."""
    a_house_style(session, table.committee)
    client = table.enter(CHAIR)
    # Minutes are in the language of their meeting.
    spoken = "nl" if paper in ("minutes", "minutes_chairs") else language
    pdf, word = pdf_at(client, paths[paper], language), word_at(client, paths[paper], language)
    check_accessible(pdf, spoken)
    check_word(word, spoken)
    assert [title for _tag, title in headings_of(pdf)] == [title for _level, title in word_headings(word)]
    for text in (*(page.extract_text() for page in pdf.pages), word_text(word)):
        assert IN_FIGURES.findall(text) == []
    house = ("Met steun van", "Alleen voor ons") if spoken == "nl" else ("Avec le soutien de", "Pour nous seuls")
    for text in (text_of(pdf), word_text(word)):
        assert [line for line in house if squeezed(line) not in text] == []
    disposition = client.get_raw(f"{paths[paper]}.docx", language=language).headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z]+(-[a-z]+)*(-\d+)?\.docx"', disposition)


def test_the_names_of_the_files(table: Table, paths: Paths) -> None:
    """In the reader's language; those of minutes in their own."""
    client = table.enter(CHAIR)
    names = {
        language: [
            client.get_raw(f"{paths[paper]}.pdf", language=language).headers["Content-Disposition"].split('"')[1]
            for paper in PAPERS[:-1]
        ]
        for language in ("nl", "fr")
    }
    assert names == {
        "nl": [
            "uitnodiging-6.pdf",
            "aanwezigheidslijst-6.pdf",
            "exemplaar-voorzitter-6.pdf",
            "verslag-5.pdf",
            "verslag-exemplaar-voorzitter-5.pdf",
            "actielijst.pdf",
            "actielijst-exemplaar-voorzitter.pdf",
            "jaarboek-2026.pdf",
        ],
        "fr": [
            "invitation-6.pdf",
            "liste-de-presence-6.pdf",
            "exemplaire-presidence-6.pdf",
            "verslag-5.pdf",
            "verslag-exemplaar-voorzitter-5.pdf",
            "liste-des-actions.pdf",
            "liste-des-actions-exemplaire-presidence.pdf",
            "recueil-annuel-2026.pdf",
        ],
    }


# Who may have it, and what is never in it

#: Per role the papers that it may have.
MAY: dict[MandateRole | Role, set[str]] = {
    CHAIR: {*PAPERS},
    CO_CHAIR: {*PAPERS},
    SECRETARY: {*PAPERS} - {"preview"},
    MEMBER: {"invitation", "minutes", "actions", "book"},
    Role.COORDINATOR: {*PAPERS} - CHAIRS,
    Role.MONITOR: {"actions"},
    Role.OBSERVER: {"invitation", "minutes", "actions", "book"},
}


@pytest.fixture
def enter(table: Table, sign_in: SignIn) -> Callable[[MandateRole | Role], PageClient]:
    """Sign somebody in, by the mandate in the committee or by the role elsewhere."""

    def entering(role: MandateRole | Role) -> PageClient:
        if isinstance(role, MandateRole):
            return table.enter(role)
        place = {
            Role.COORDINATOR: {"zone": table.committee.zone},
            Role.OBSERVER: {"committee": table.committee},
        }
        return sign_in(role, **place.get(role, {}))  # type: ignore[arg-type]  # a zone or a committee by its name

    return entering


@pytest.mark.parametrize("role", MAY)
def test_nobody_reads_what_is_not_for_them(
    paths: Paths, enter: Callable[[MandateRole | Role], PageClient], role: MandateRole | Role
) -> None:
    """Restricted items are in the chairs' copies and in no paper that is handed round; no name without consent."""
    client = enter(role)
    for paper, path in paths.items():
        if paper not in MAY[role]:
            statuses = {client.get_raw(f"{path}.{suffix}").status_code for suffix in ("pdf", "docx")}
            assert statuses <= {403, 404}, paper
            continue
        for text in texts_at(client, path):
            assert ("Geheim" in text) == (paper in CHAIRS), paper
            assert "Fictief" not in text, "she did not agree to be named"
            if role is Role.MONITOR:
                assert [name for name in ("Voorbeeld", "Denkbeeldig", "Testman") if name in text] == []


def test_a_name_leaves_every_paper_with_its_consent(session: Session, table: Table, paths: Paths) -> None:
    """The co-chair is named, and from the withdrawal on is the member for an organisation."""
    client = table.enter(CHAIR)
    naming = ("invitation", "attendance", "minutes", "minutes_chairs", "book")
    for paper in naming:
        assert ["Denkbeeldig" in text for text in texts_at(client, paths[paper])] == [True, True], paper
    assert table.consent is not None
    withdraw_consent(session=session, actor=table.actor(CHAIR), consent=table.consent)
    session.commit()
    for paper in paths:
        assert ["Denkbeeldig" in text for text in texts_at(client, paths[paper])] == [False, False], paper
    for paper in naming:
        assert squeezed("lid namens vzw De Brug") in texts_at(client, paths[paper])[0], paper


def test_an_old_title_leaves_every_paper_when_its_item_becomes_restricted(
    session: Session, table: Table, paths: Paths
) -> None:
    """But the chair's copy, which there is from then on; what was approved, and its digest, stay what they were."""
    made = a_meeting(session, committee=table.committee, number=7, starts_at=START, state=MeetingState.CONVENED)
    item = an_item(session, meeting=made, position=1, title="Sluikstort")
    minutes = table.begin(made)
    table.close(made)
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    for role in (CHAIR, CO_CHAIR):
        approve_minutes(session=session, actor=table.actor(role), minutes=minutes)
    session.commit()
    approved = f"/approved-minutes/{minutes.versions[-1].id}"
    papers, member = (f"/meetings/{made.id}/minutes", approved, paths["book"]), table.enter(MEMBER)
    for paper in papers:
        assert ["1.Sluikstort" in text for text in texts_at(member, paper)] == [True, True], paper
    item.visibility = Visibility.RESTRICTED
    session.commit()
    for paper in papers:
        assert ["Sluikstort" in text for text in texts_at(member, paper)] == [False, False], paper
    for page in papers[:2]:
        read = ["Sluikstort" in table.enter(role).get(page).text for role in (MEMBER, CHAIR)]
        assert read == [False, True], page
    for end, shown in (("", False), ("/chairs-copy", True)):
        found = texts_at(table.enter(CHAIR), f"{approved}{end}")
        assert ["1.Sluikstort·beperkt" in text for text in found] == [shown, shown], end
    assert minutes.snapshot is not None
    assert digest_of(minutes.snapshot) == minutes.digest


@pytest.mark.parametrize("paper", PAPERS)
def test_signed_out_readers_are_led_to_sign_in(paths: Paths, visitor: PageClient, paper: str) -> None:
    """And come back to the paper."""
    answer = visitor.get_raw(f"{paths[paper]}.docx")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/account/login?next={paths[paper]}.docx")


# What stands in them


def test_the_invitation_says_when_where_and_what(table: Table, paths: Paths) -> None:
    """A letter, with running clock times that count the restricted item, and hostile words as they were typed."""
    for text in texts_at(table.enter(MEMBER), paths["invitation"]):
        parts = [
            "Wij nodigen u uit voor vergadering 6 van het comité, op dinsdag 19 mei 2026 van 18.30 tot 20.30 uur.",
            "https://meet.example.org/tafel",
            "De Brug",
            "18.50",
            "#panic() $x$ \\u{41} <b>Zoë</b> 🙂",
            "voorgesteld door vzw De Brug",
            "4. Publiek punt",
            "Unia",
            "19.30",
            "Gepland: 80 van 120 minuten.",
            "Idris Denkbeeldig",
        ]
        assert [part for part in parts if squeezed(part) not in text] == []


def test_what_came_late_is_marked(session: Session, table: Table, convened: Meeting, paths: Paths) -> None:
    """In the invitation, the chair's copy and the minutes, with the word of the page; nothing else is."""
    papers = ("invitation", "chairs", "minutes")
    client = table.enter(CHAIR)
    for paper in papers:
        assert ["laattijdig" in text for text in texts_at(client, paths[paper])] == [False, False], paper
    convened.items[3].came_late = True
    late = a_meeting(session, committee=table.committee, number=9, starts_at=START, state=MeetingState.CONVENED)
    an_item(session, meeting=late, position=1, title="Nog iets", came_late=True)
    table.begin(late)
    session.commit()
    for path, times in ((paths["invitation"], 1), (paths["chairs"], 2), (f"/meetings/{late.id}/minutes", 1)):
        assert [text.count("laattijdigpunt") for text in texts_at(client, path)] == [times, times], path
    assert squeezed("bespreking · laattijdig punt") in texts_at(client, paths["invitation"])[0]


def test_texts_in_the_other_language_say_so(table: Table, paths: Paths) -> None:
    """The items of a Dutch meeting in a French letter are marked, in words too."""
    pdf = pdf_at(table.enter(MEMBER), paths["invitation"], "fr")
    assert "nl-BE" in languages_of(pdf)
    assert squeezed("en néerlandais uniquement") in text_of(pdf)


@pytest.mark.parametrize(("state", "mark"), [(MeetingState.DRAFT, "ONTWERP"), (MeetingState.CANCELLED, "GEANNULEERD")])
def test_an_invitation_that_is_not_to_be_sent_says_so(
    session: Session, table: Table, convened: Meeting, paths: Paths, state: MeetingState, mark: str
) -> None:
    """A draft, or a meeting that does not take place."""
    client = table.enter(CHAIR)
    assert [mark in text for text in texts_at(client, paths["invitation"])] == [False, False]
    convened.state = state
    session.commit()
    assert [mark in text for text in texts_at(client, paths["invitation"])] == [True, True]


def test_the_attendance_list_leaves_room(session: Session, table: Table, paths: Paths) -> None:
    """Per side its seats, who stands in, vacancies; people who are only counted; guests."""
    seat = table.mandates[CHAIR].seat
    a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
    a_seat(session, committee=table.committee, side=Side.POLICE, title=Bilingual("lege stoel", "chaise vide"))
    session.commit()
    pdf = pdf_at(table.enter(SECRETARY), paths["attendance"])
    assert [title for _tag, title in headings_of(pdf)] == [
        "Aanwezigheidslijst van vergadering 6",
        "Politie",
        "Gemeenschappen en middenveld",
        "Gemeente en partners",
        "Personen die enkel geteld willen worden",
        "Genodigden",
    ]
    for part in ("Fien Voorbeeld", "plaatsvervanger:", "lege stoel", "vacant", "Handtekening", "lid namens Het Salon"):
        assert squeezed(part) in text_of(pdf)


def test_the_chairs_copy_holds_everything(session: Session, table: Table, paths: Paths) -> None:
    """Times, explanations, restricted items marked, the quorum, and the action points that come back."""
    table.committee.quorum_total, table.committee.quorum_police = 3, 1
    session.commit()
    for text in texts_at(table.enter(CHAIR), paths["chairs"]):
        parts = ("VERTROUWELIJK", "Geheim onder ons", "beperkt", "Waarom #panic()", "3 in totaal", "Kaartje doen")
        assert [part for part in parts if squeezed(part) not in text] == []


def test_the_action_list_says_how_late(session: Session, table: Table, paths: Paths) -> None:
    """Per side and owner, the open ones only, and in words for how long they are overdue."""
    owner: dict[str, Any] = {"committee": table.committee, "owner_seat": table.mandates[CO_CHAIR].seat}
    an_action(session, title="Te laat", due_on=clock.today() - timedelta(days=3), **owner)
    an_action(session, title="Klaar", state=ActionState.DONE, closed_on=clock.today(), result="Gedaan", **owner)
    session.commit()
    for text in texts_at(table.enter(MEMBER), paths["actions"]):
        assert squeezed("3 dagen over tijd") in text
        assert squeezed("Te laat") in text and "Klaar" not in text
        assert squeezed("zetel co_chair – vzw De Brug") in text


def test_outsiders_see_organisations_only(session: Session, table: Table, paths: Paths, sign_in: SignIn) -> None:
    """IOM reads the owner as the organisation."""
    text = text_of(pdf_at(sign_in(Role.MONITOR), paths["actions"]))
    assert "PolitiezoneGent" in text and "zetel" not in text


def test_the_chairs_copy_of_the_minutes_says_what_it_is(
    session: Session, table: Table, held: Meeting, paths: Paths
) -> None:
    """At its head and on each page, so that nobody hands it round by mistake; each restricted thing is marked."""
    about: dict[str, Any] = {"minutes": table.minutes(held), "mandate": table.mandates[CHAIR], "item": held.items[2]}
    an_addendum(session, text="Geheime verbetering", **about)
    session.commit()
    client = table.enter(SECRETARY)
    for text in texts_at(client, paths["minutes_chairs"]):
        parts = (
            "VERTROUWELIJK",
            "Verslag van vergadering 5: exemplaar van de voorzitter",
            "Dit exemplaar bevat beperkte punten.",
            "3. Geheim onder ons",
            "Geheim besproken",
            "Geheim beslist",
            "Geheim doen · beperkt",
            "3. Geheim onder ons · beperkt · wacht op goedkeuring",
            "Kaartje doen",
        )
        assert [part for part in parts if squeezed(part) not in text] == []
        assert squeezed("Kaartje doen · beperkt") not in text
    for page in pdf_at(client, paths["minutes_chairs"]).pages:
        assert "VERTROUWELIJK" in page.extract_text()
    for text in texts_at(client, paths["minutes"]):
        assert [word for word in ("Geheim", "beperkt", "VERTROUWELIJK") if word in text] == []
        assert squeezed("Kaartje doen") in text


def test_the_chairs_copy_of_a_draft_is_both(session: Session, table: Table, meeting: Meeting, sign_in: SignIn) -> None:
    """A draft, and confidential; what was not reached is marked too, and left out of what is handed round."""
    path = f"/meetings/{meeting.id}/minutes"
    for text in texts_at(table.enter(CHAIR), f"{path}/chairs-copy"):
        for part in ("VERTROUWELIJK · ONTWERP", "Ontwerpverslag van vergadering 5: exemplaar van de voorzitter"):
            assert squeezed(part) in text
    table.close(meeting)
    session.commit()
    for text in texts_at(table.enter(CHAIR), f"{path}/chairs-copy"):
        assert squeezed("3. Onder ons · beperkt") in text
    for text in texts_at(table.enter(CHAIR), path):
        assert squeezed("2. Controles aan het station") in text
        assert [word for word in ("Onderons", "VERTROUWELIJK") if word in text] == []


def test_the_chairs_copy_of_the_action_list_marks_what_is_restricted(table: Table, paths: Paths) -> None:
    """And only that; it says at its head and on each page what it is."""
    for text in texts_at(table.enter(SECRETARY), paths["actions_chairs"]):
        parts = ("VERTROUWELIJK", "Actielijst: exemplaar van de voorzitter", "Geheim doen · beperkt", "Kaartje doen")
        assert [part for part in parts if squeezed(part) not in text] == []
        assert squeezed("Kaartje doen · beperkt") not in text


def test_not_even_its_owner_gets_a_restricted_action_point_in_the_list_that_is_handed_round(
    session: Session, table: Table, held: Meeting, paths: Paths
) -> None:
    """The owner reads it on the page, and has no chair's copy."""
    owner = {"owner_seat": table.mandates[MEMBER].seat, "item": held.items[2], "title": "Geheime taak"}
    an_action(session, committee=table.committee, **owner)
    session.commit()
    client, page = table.enter(MEMBER), f"/committees/{table.committee.id}/actions"
    assert "Geheime taak" in client.get(page).text
    assert ["Geheimetaak" in text for text in texts_at(client, paths["actions"])] == [False, False]
    assert [link for link in client.get(page).links() if "chairs-copy" in link] == []


def test_without_anything_restricted_there_is_no_chairs_copy(session: Session, table: Table, meeting: Meeting) -> None:
    """It is not offered, and not there; with the first restricted thing it is."""
    pages = {
        f"/meetings/{meeting.id}": f"/meetings/{meeting.id}/minutes/chairs-copy",
        f"/meetings/{meeting.id}/minutes": f"/meetings/{meeting.id}/minutes/chairs-copy",
        f"/committees/{table.committee.id}/actions": f"/committees/{table.committee.id}/action-list/chairs-copy",
    }
    hidden, client = meeting.items[2], table.enter(CHAIR)
    action = an_action(session, committee=table.committee, owner_seat=table.mandates[CHAIR].seat, item=hidden)
    for visibility, offered in ((Visibility.COMMITTEE, False), (Visibility.RESTRICTED, True)):
        hidden.visibility = visibility
        session.commit()
        for page, path in pages.items():
            found = {f"{path}.pdf", f"{path}.docx"} & {*client.get(page).links()}
            assert len(found) == (2 if offered else 0), page
            assert client.get_raw(f"{path}.pdf").status_code == (200 if offered else 404), path
    action.state = ActionState.DONE
    action.closed_on, action.result = clock.today(), "Gedaan"
    session.commit()
    client.get(f"/committees/{table.committee.id}/action-list/chairs-copy.pdf", status=404)


def test_a_correction_alone_makes_a_chairs_copy(session: Session, table: Table, meeting: Meeting) -> None:
    """Of an item that became restricted after the approval: the correction is not handed round."""
    item = meeting.items[2]
    item.visibility, item.notes = Visibility.COMMITTEE, "<div>Besproken</div>"
    minutes = table.close(meeting)
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    for role in (CHAIR, CO_CHAIR):
        approve_minutes(session=session, actor=table.actor(role), minutes=minutes)
    an_addendum(session, minutes=minutes, mandate=table.mandates[CHAIR], item=item, text="Geheime verbetering")
    session.commit()
    client, path = table.enter(CHAIR), f"/meetings/{meeting.id}/minutes"
    client.get(f"{path}/chairs-copy.pdf", status=404)
    item.visibility = Visibility.RESTRICTED
    session.commit()
    copy, everybodys = (texts_at(client, address)[1] for address in (f"{path}/chairs-copy", path))
    assert ("Geheimeverbetering" in copy, "Geheimeverbetering" in everybodys) == (True, False)


# The year book


def test_the_year_book_holds_the_year(session: Session, table: Table, held: Meeting, paths: Paths) -> None:
    """Contents, index of decisions, action points with results, and the approved minutes; no draft."""
    an_action(
        session,
        committee=table.committee,
        owner_seat=table.mandates[CHAIR].seat,
        title="Oud punt",
        state=ActionState.DONE,
        opened_on=START.date(),
        closed_on=START.date() + timedelta(days=9),
        result=f"Gelukt {HOSTILE}",
    )
    session.commit()
    pdf = pdf_at(table.enter(MEMBER), paths["book"])
    titles = [title for _tag, title in headings_of(pdf)]
    assert titles[:5] == [
        "Jaarboek 2026",
        "Inhoud",
        "Index van de beslissingen",
        "Actiepunten en hun resultaat",
        "Vergadering 5, 10 maart 2026",
    ]
    text = text_of(pdf)
    for part in (
        "1 vergadering met een goedgekeurd verslag",
        "Kaartje beslist #panic()",
        "Gelukt #panic()",
        "Oud punt",
    ):
        assert squeezed(part) in text
    table.enter(MEMBER).get(f"/committees/{table.committee.id}/year-books/2025.pdf", status=404)


def test_the_year_book_holds_the_corrections(session: Session, table: Table, held: Meeting, paths: Paths) -> None:
    """Those that were approved; not one that waits, nor one about a restricted item."""
    about: dict[str, Any] = {"minutes": table.minutes(held), "mandate": table.mandates[CHAIR]}
    texts: dict[str, dict[str, Any]] = {
        "Het was om zeven uur": {"approved_on": clock.today()},
        "Nog niet aanvaard": {},
        "Geheime verbetering": {"approved_on": clock.today(), "item_id": held.items[2].id},
    }
    for number, (words, more) in enumerate(texts.items(), 1):
        an_addendum(session, number=number, text=words, **about, **more)
    session.commit()
    for text in texts_at(table.enter(CHAIR), paths["book"]):
        assert [squeezed(words) in text for words in texts] == [True, False, False]


def test_minutes_in_the_other_language_are_marked(table: Table, paths: Paths) -> None:
    """In a French book the Dutch minutes are Dutch, and say so."""
    pdf = pdf_at(table.enter(MEMBER), paths["book"], "fr")
    assert "nl-BE" in languages_of(pdf)
    assert squeezed("Agenda en bespreking") in text_of(pdf)


def test_the_years_are_listed(session: Session, table: Table, held: Meeting) -> None:
    """Those of which minutes were approved; before that a sentence says what will be there."""
    page = table.enter(MEMBER).get(f"/committees/{table.committee.id}/year-books")
    assert page.h1 == "Jaarboeken"
    assert page.texts(".downloads li > :first-child") == ["Jaarboek 2026 – 1 vergadering"]


def test_without_approved_minutes_there_is_no_book(table: Table, meeting: Meeting) -> None:
    """The page says what belongs there."""
    page = table.enter(MEMBER).get(f"/committees/{table.committee.id}/year-books")
    assert "Er zijn nog geen goedgekeurde verslagen. Met het eerste begint het jaarboek." in page.text


# Where they are offered


def test_the_pages_offer_what_the_reader_may_have(
    table: Table, held: Meeting, convened: Meeting, enter: Callable[[MandateRole | Role], PageClient]
) -> None:
    """Each link leads somewhere, and none is missing."""

    def offered(role: MandateRole | Role, path: str) -> list[str]:
        links = [link for link in enter(role).get(path).links() if link.endswith(".docx")]
        return [re.sub(r"^/(meetings|committees)/\d+/", "", link) for link in links]

    meeting, committee = f"/meetings/{convened.id}", f"/committees/{table.committee.id}"
    assert offered(MEMBER, meeting) == ["invitation.docx"]
    assert offered(CHAIR, meeting) == ["invitation.docx", "attendance-list.docx", "chairs-copy.docx"]
    assert offered(Role.COORDINATOR, meeting) == ["invitation.docx", "attendance-list.docx"]
    assert offered(Role.MONITOR, meeting) == []
    assert offered(MEMBER, f"/meetings/{held.id}") == ["invitation.docx", "minutes.docx"]
    assert offered(MEMBER, f"/meetings/{held.id}/minutes") == ["minutes.docx"]
    assert offered(Role.MONITOR, f"{committee}/actions") == ["action-list.docx"]
    assert offered(CHAIR, f"{committee}/house-style") == ["house-style/preview.docx"]
    both = ["minutes.docx", "minutes/chairs-copy.docx"]
    assert offered(SECRETARY, f"/meetings/{held.id}/minutes") == both
    assert offered(SECRETARY, f"/meetings/{held.id}")[-2:] == both
    assert offered(Role.COORDINATOR, f"/meetings/{held.id}/minutes") == both[:1]
    assert offered(CHAIR, f"{committee}/actions") == ["action-list.docx", "action-list/chairs-copy.docx"]


# The number of queries


@pytest.mark.parametrize("paper", sorted({*PAPERS} - {"preview"}))
def test_a_paper_asks_as_often_for_one_as_for_three(
    session: Session, table: Table, held: Meeting, convened: Meeting, paths: Paths, paper: str
) -> None:
    """Items, seats, action points and meetings cost nothing each."""
    client = table.enter(CHAIR)
    an_addendum(session, minutes=table.minutes(held), mandate=table.mandates[CHAIR], approved_on=clock.today())
    pdf_at(client, paths[paper])
    with count_queries() as before:
        pdf_at(client, paths[paper])
    for number in range(1, 3):
        seat = a_seat(session, committee=table.committee, side=Side.COMMUNITY)
        a_mandate(session, seat=seat)
        a_mandate(session, seat=seat, role=MandateRole.ALTERNATE)
        an_item(session, meeting=convened, position=10 + number, proposed_by=seat)
        an_action(session, committee=table.committee, owner_seat=seat)
        late = {"due_on": clock.today() - timedelta(days=3), "opened_on": START.date()}
        an_action(session, committee=table.committee, owner_organisation=seat.organisation, **late)
        _another_year(session, table, held, number)
    session.commit()
    with count_queries() as after:
        pdf_at(client, paths[paper])
    assert len(after) == len(before)


def _another_year(session: Session, table: Table, held: Meeting, number: int) -> None:
    """Approve the minutes of another meeting of the same year."""
    made = a_meeting(
        session,
        committee=table.committee,
        number=10 + number,
        starts_at=START + timedelta(days=number),
        state=MeetingState.CONVENED,
    )
    item = an_item(session, meeting=made, position=1)
    minutes = table.begin(made)
    an_attendance(session, meeting=made, seat=table.mandates[CHAIR].seat, state=AttendanceState.PRESENT)
    a_decision(session, item=item)
    table.close(made)
    submit_minutes(session=session, actor=table.actor(SECRETARY), minutes=minutes)
    for role in (CHAIR, CO_CHAIR):
        approve_minutes(session=session, actor=table.actor(role), minutes=minutes)
    an_addendum(session, minutes=minutes, mandate=table.mandates[CHAIR], approved_on=clock.today())
