"""Notes that never lose a word: two texts that meet, windows and lost answers, the history, and who is writing."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.accounts.user import User
from cpwb.core import clock
from cpwb.core.sanitising import MAX_RICH_TEXT
from cpwb.meetings.choices import NoteKind, Visibility
from cpwb.meetings.models import AgendaItem, NoteVersion, NoteWriter
from cpwb.meetings.service import save_notes
from cpwb.members.choices import MandateRole
from tests.conftest import count_queries
from tests.factories.meetings import an_item
from tests.factories.notes import a_note_version, a_note_writer
from tests.integration.minutes.conftest import START, Table
from tests.page_client import Page, PageClient

CHAIR, CO_CHAIR, SECRETARY = MandateRole.CHAIR, MandateRole.CO_CHAIR, MandateRole.SECRETARY
PART = {"HX-Request": "true"}
MINE, THEIRS = "<div>Van Fien</div>", "<div>Van Bram</div>"
WINDOW = "venster-van-fien"


@pytest.fixture
def chair(table: Table) -> PageClient:
    """The chair, signed in."""
    return table.enter(CHAIR)


def history(session: Session, item: AgendaItem) -> list[tuple[int, str, str]]:
    """Return number, kind and text of everything that is kept of an item."""
    query = sa.select(NoteVersion).where(NoteVersion.item_id == item.id).order_by(NoteVersion.number)
    return [(version.number, version.kind.value, version.notes) for version in session.scalars(query)]


def write(client: PageClient, item: AgendaItem, notes: str, revision: int, status: int = 200, **more: Any) -> Page:
    """Save notes in place."""
    data = {"notes": notes, "revision": str(revision)} | {name: str(value) for name, value in more.items()}
    return client.post(f"/items/{item.id}/notes", data, status=status, headers=PART)


@pytest.fixture
def met(session: Session, table: Table, item: AgendaItem) -> AgendaItem:
    """An item in which Bram saved a text that Fien has not seen."""
    save_notes(session=session, actor=table.actor(SECRETARY), item=item, notes=THEIRS, revision=0)
    return item


# Two texts that meet


def test_two_texts_are_shown_with_what_differs(met: AgendaItem, chair: PageClient) -> None:
    """In place and as a page: who wrote the other text, the text itself, and the words that stand in one only."""
    data = {"notes": MINE, "revision": "0"}
    for headers in (PART, {}):
        page = chair.post(f"/items/{met.id}/notes", data, status=409, headers=headers)
        assert page.texts("[data-conflict] .rich-text") == ["Van Bram"]
        assert page.texts("[data-conflict] strong")[0].startswith("Bram Testman (secretaris) heeft een andere tekst")
        assert page.texts(".differences p:last-child > *") == [
            "[alleen in de andere tekst: Bram ]",
            "[alleen in uw tekst: Fien ]",
        ]
        assert [button.attrs["value"] for button in page.all("[data-conflict] button")] == [
            "mine:1",
            "theirs:1",
            "both:1",
        ]


def test_my_text_is_kept(session: Session, met: AgendaItem, chair: PageClient) -> None:
    """It becomes the notes; the other one stays in the history."""
    page = write(chair, met, MINE, 1, keep="mine")
    assert (page.all("[data-conflict]"), page.all("[data-fresh]")) == ([], [])
    assert (met.notes, met.notes_revision) == (MINE, 2)
    assert history(session, met) == [(1, "saved", THEIRS), (2, "saved", MINE)]


def test_the_other_text_is_kept(session: Session, met: AgendaItem, chair: PageClient) -> None:
    """The notes stay, the editor gets them, and mine is a draft in the history."""
    page = write(chair, met, MINE, 1, keep="theirs")
    assert page.one("[data-fresh]").attrs["data-fresh"] == THEIRS
    assert (met.notes, met.notes_revision) == (THEIRS, 1)
    assert history(session, met) == [(1, "saved", THEIRS), (2, "draft", MINE)]


def test_both_texts_are_joined(session: Session, met: AgendaItem, chair: PageClient) -> None:
    """One below the other, saved at once; the editor gets them to be put in order."""
    page = write(chair, met, MINE, 1, keep="both")
    assert page.one("[data-fresh]").attrs["data-fresh"] == THEIRS + MINE
    assert history(session, met) == [(1, "saved", THEIRS), (2, "saved", THEIRS + MINE)]


@pytest.mark.parametrize("keep", ["mine", "theirs", "both"])
def test_one_chooses_without_scripts(met: AgendaItem, chair: PageClient, keep: str) -> None:
    """And comes back to the item with a sentence."""
    page = chair.post(f"/items/{met.id}/notes", {"notes": MINE, "revision": "1", "keep": keep})
    assert page.response.headers["Location"] == f"/meetings/{met.meeting_id}/room#item-{met.id}"
    assert len(chair.follow(page).texts("main .notice-good")) == 1


def test_texts_that_are_too_long_together_are_not_cut(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """A sentence says so, and nothing is written."""
    save_notes(session=session, actor=SYSTEM, item=item, notes="x" * (MAX_RICH_TEXT - 50), revision=0)
    page = write(chair, item, "<div>" + "y" * 100 + "</div>", 1, status=422, keep="both")
    assert len(page.all("[role=alert]")) == 1
    assert item.notes_revision == 1


def test_a_third_text_is_shown_again(session: Session, table: Table, met: AgendaItem, chair: PageClient) -> None:
    """Whoever chooses while somebody saves once more chooses again."""
    save_notes(session=session, actor=table.actor(SECRETARY), item=met, notes="<div>Nog iets</div>", revision=1)
    for keep in ("mine", "both"):
        assert write(chair, met, MINE, 1, status=409, keep=keep).texts("[data-conflict] .rich-text") == ["Nog iets"]


def test_junk_is_no_choice(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """Unknown words, names and numbers save one's own text."""
    write(chair, item, MINE, 0, keep="x", tab="<b>", serial="-3")
    assert history(session, item) == [(1, "saved", MINE)]


# Windows and answers


def test_a_window_goes_on_from_a_save_whose_answer_was_lost(
    session: Session, item: AgendaItem, chair: PageClient
) -> None:
    """Its own text is nobody else's; every text is in the history."""
    write(chair, item, "<div>een</div>", 0, tab=WINDOW, serial=1)
    write(chair, item, "<div>een twee</div>", 0, tab=WINDOW, serial=2)
    assert [text for _number, _kind, text in history(session, item)] == ["<div>een</div>", "<div>een twee</div>"]
    assert item.notes_revision == 2


def test_an_older_save_that_arrives_late_undoes_nothing(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """The later one of the same window was there first."""
    write(chair, item, "<div>een twee</div>", 0, tab=WINDOW, serial=2)
    write(chair, item, "<div>een</div>", 0, status=409, tab=WINDOW, serial=1)
    assert item.notes == "<div>een twee</div>"


def test_two_windows_of_one_person_are_two(item: AgendaItem, chair: PageClient) -> None:
    """The second one is shown what the first one saved, and that it was oneself."""
    write(chair, item, "<div>hier</div>", 0, tab=WINDOW, serial=1)
    page = write(chair, item, "<div>daar</div>", 0, status=409, tab="venster-twee", serial=9)
    assert page.texts("[data-conflict] strong")[0].startswith("U hebt in een ander venster")


def test_somebody_elses_text_ends_going_on(session: Session, table: Table, item: AgendaItem, chair: PageClient) -> None:
    """Between the lost answer and the next save somebody else has written."""
    write(chair, item, "<div>een</div>", 0, tab=WINDOW, serial=1)
    save_notes(session=session, actor=table.actor(SECRETARY), item=item, notes=THEIRS, revision=1)
    write(chair, item, "<div>een twee</div>", 0, status=409, tab=WINDOW, serial=2)
    assert item.notes == THEIRS


def test_the_same_text_is_not_saved_twice(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """A save that is sent once more is answered with success."""
    for _time in range(2):
        write(chair, item, MINE, 0, tab=WINDOW, serial=1)
    assert history(session, item) == [(1, "saved", MINE)]


def test_an_item_that_left_the_meeting_says_so_and_takes_nothing(
    session: Session, table: Table, chair: PageClient
) -> None:
    """Its meeting was closed before the save arrived: the sentence stands in the form, the text in the window."""
    waiting = an_item(session, committee=table.committee)
    for keep in ("", "mine:0", "theirs:0", "both:0"):
        page = write(chair, waiting, MINE, 0, status=422, keep=keep, tab=WINDOW, serial=1)
        assert "Kopieer uw tekst" in " ".join(page.texts("[role=alert]"))
    chair.post(f"/items/{waiting.id}/notes", {"notes": MINE, "revision": "0"}, status=422)
    assert (waiting.notes, history(session, waiting)) == ("", [])


# The history


def test_the_history_lists_who_saved_what_and_when(session: Session, table: Table, chair: PageClient) -> None:
    """The saves of one person within ten minutes stand on one line, and can be opened each."""
    item = an_item(session, meeting=None, committee=table.committee)
    chair_id, secretary_id = (table.mandates[role].person.user_id for role in (CHAIR, SECRETARY))
    for number, by in enumerate((chair_id, chair_id, secretary_id, None), 1):
        at = START + timedelta(seconds=number)
        a_note_version(session, item=item, number=number, by_id=by, at=at, period=int(at.timestamp()) // 600)
    page = chair.get(f"/items/{item.id}/notes/history")
    assert [row.split(" Versie ")[0].split(" opgeslagen ")[0] for row in page.texts("tbody tr")] == [
        "10/03/2026 18.30 CPWB",
        "10/03/2026 18.30 Bram Testman (secretaris)",
        "10/03/2026 18.30 Fien Voorbeeld (voorzitter)",
    ]
    period = page.one("tbody td a[href*=period]").attrs["href"]
    assert len(chair.get(str(period)).all("tbody tr")) == 4


def test_an_empty_history_says_so(item: AgendaItem, chair: PageClient) -> None:
    """And what will stand there."""
    assert len(chair.get(f"/items/{item.id}/notes/history").all(".empty")) == 1


def test_the_history_costs_the_same_for_one_and_three(session: Session, table: Table, chair: PageClient) -> None:
    """Names are looked up at once."""
    costs = []
    for count in (1, 3):
        item = an_item(session, committee=table.committee)
        for number in range(1, count + 1):
            by = table.mandates[(CHAIR, CO_CHAIR, SECRETARY)[number - 1]].person.user_id
            a_note_version(session, item=item, number=number, by_id=by, period=number)
        chair.get(f"/items/{item.id}/notes/history")
        with count_queries() as statements:
            chair.get_raw(f"/items/{item.id}/notes/history")
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_a_writer_who_did_not_agree_to_be_named_is_not(session: Session, table: Table, chair: PageClient) -> None:
    """The history says for whom the person sits there."""
    item = an_item(session, committee=table.committee)
    version = a_note_version(session, item=item, by_id=table.mandates[CO_CHAIR].person.user_id)
    assert chair.get(f"/note-versions/{version.id}").texts(".facts dd")[1] == "Idris Denkbeeldig (covoorzitter)"
    assert table.consent is not None
    table.consent.withdrawn_on = clock.today()
    session.commit()
    assert chair.get(f"/note-versions/{version.id}").texts(".facts dd")[1] == "lid namens vzw De Brug (covoorzitter)"


def test_a_version_is_compared_with_another(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """With the one before it, or with any number; the older one comes first."""
    texts = ("<div>een</div>", "<div>een twee</div>", "<div>drie</div>")
    versions = [a_note_version(session, item=item, number=place, notes=text) for place, text in enumerate(texts, 1)]
    path = f"/note-versions/{versions[1].id}"
    assert chair.get(path).texts(".differences p:last-child > ins") == ["[alleen in versie 2: twee ]"]
    later = chair.get(f"{path}?number=3")
    assert later.texts(".differences p:last-child > del") == ["[alleen in versie 2: een twee ]"]
    assert chair.get(f"{path}?number=99").all(".differences") == []
    assert chair.get(f"/note-versions/{versions[0].id}").all(".differences") == []


def test_a_version_becomes_the_notes_again(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """As a new save; what stood there stays in the history."""
    write(chair, item, MINE, 0)
    write(chair, item, "", 1)
    first = session.scalars(sa.select(NoteVersion).where(NoteVersion.number == 1)).one()
    page = chair.get(f"/note-versions/{first.id}")
    assert page.one(".page-actions input[name=revision]").attrs["value"] == "2"
    back = chair.post(f"/note-versions/{first.id}/restore", {"revision": "2"})
    assert back.response.headers["Location"] == f"/items/{item.id}/notes/history"
    assert (item.notes, item.notes_revision) == (MINE, 3)
    assert [text for _number, _kind, text in history(session, item)] == [MINE, "", MINE]


def test_a_version_is_not_put_over_a_text_that_was_not_seen(met: AgendaItem, session: Session, table: Table) -> None:
    """Somebody saved since the page was loaded; and a draft is put back like any other."""
    chair = table.enter(CHAIR)
    draft = a_note_version(session, item=met, number=2, kind=NoteKind.DRAFT, notes=MINE)
    chair.post(f"/note-versions/{draft.id}/restore", {"revision": "0"}, status=409)
    assert met.notes == THEIRS
    chair.post(f"/note-versions/{draft.id}/restore", {"revision": "1"})
    assert met.notes == MINE


def test_the_history_is_for_those_who_write(session: Session, table: Table, meeting: Any) -> None:
    """Members read neither it nor a version; chairs and secretary those of restricted items."""
    member = table.enter(MandateRole.MEMBER)
    for item in meeting.items[1:]:
        version = a_note_version(session, item=item)
        hidden = item.visibility is Visibility.RESTRICTED
        member.get(f"/items/{item.id}/notes/history", status=404 if hidden else 403)
        member.get(f"/note-versions/{version.id}", status=404)
        table.enter(SECRETARY).get(f"/note-versions/{version.id}")


# Who is writing


def test_the_second_writer_is_warned(session: Session, table: Table, item: AgendaItem, chair: PageClient) -> None:
    """Whoever begins is known to the others by name and hour, for as long as there are signs of it."""
    path, secretary, begun = f"/items/{item.id}/notes/writers", table.enter(SECRETARY), clock.now()
    said = f"Fien Voorbeeld (voorzitter) schrijft hier sinds {clock.local(begun):%H.%M} uur."
    with clock.at(begun):
        assert chair.post(path, {"tab": WINDOW}, status=200).texts("p") == []
        secretary.post(path, {"tab": "venster-van-bram"}, status=200)
    with clock.at(begun + timedelta(seconds=90)):
        warned = secretary.get(f"{path}?tab=venster-van-bram")
        assert warned.texts("p") == [said]
        assert len(warned.all("[data-write-anyway]")) == 1
        write(chair, item, MINE, 0, tab=WINDOW, serial=1)
    with clock.at(begun + timedelta(minutes=3)):
        assert secretary.get(f"{path}?tab=venster-van-bram").texts("p") == [said]
    with clock.at(begun + timedelta(minutes=6)):
        assert secretary.get_raw(f"{path}?tab=venster-van-bram").text.strip() == ""


def test_a_window_hears_of_a_newer_text(item: AgendaItem, table: Table, chair: PageClient) -> None:
    """When it says which revision it has: an older one than is stored, and nothing else."""
    path = f"/items/{item.id}/notes/writers?tab=venster-van-bram"
    secretary = table.enter(SECRETARY)
    write(chair, item, MINE, 0)
    newer = secretary.get(f"{path}&revision=0").one("[data-newer]")
    assert (newer.attrs["data-newer"], newer.attrs["data-revision"]) == (MINE, "1")
    for revision in ("1", "2", "", "junk"):
        assert secretary.get_raw(f"{path}&revision={revision}").text.strip() == ""
    assert secretary.get_raw(path).text.strip() == ""


def test_one_is_warned_of_oneself(session: Session, table: Table, item: AgendaItem, chair: PageClient) -> None:
    """In another window; not in the same one."""
    user = session.get_one(User, table.mandates[CHAIR].person.user_id)
    a_note_writer(session, item=item, user=user, tab=WINDOW, since=START)
    other = chair.get(f"/items/{item.id}/notes/writers?tab=venster-twee")
    assert other.texts("p") == ["U schrijft hier zelf in een ander venster sinds 18.30 uur."]
    assert chair.get_raw(f"/items/{item.id}/notes/writers?tab={WINDOW}").text.strip() == ""


def test_a_window_without_a_name_writes_nothing_down(session: Session, item: AgendaItem, chair: PageClient) -> None:
    """Junk is no name; and whoever was last seen yesterday is taken out."""
    chair.post(f"/items/{item.id}/notes/writers", {"tab": "<b>"}, status=422)
    assert session.scalars(sa.select(NoteWriter)).all() == []
    user = session.get_one(User, chair.user_id)
    a_note_writer(session, item=item, user=user, seen=clock.now() - timedelta(days=2))
    chair.post(f"/items/{item.id}/notes/writers", {"tab": WINDOW}, status=200)
    assert [writer.tab for writer in session.scalars(sa.select(NoteWriter))] == [WINDOW]
