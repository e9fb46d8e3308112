"""The room, the screen and the papers in the language of their reader; the minutes in that of the meeting."""

import pytest
from sqlalchemy.orm import Session

from cpwb.core.bilingual import Bilingual
from cpwb.meetings.choices import ItemKind
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.choices import MandateRole
from tests.conftest import count_queries
from tests.factories.actions import an_action
from tests.factories.meetings import a_decision, a_template_item, an_item
from tests.integration.minutes.conftest import Table
from tests.page_client import PageClient
from tests.paper_files import opened, squeezed, text_of


@pytest.fixture
def chair(table: Table) -> PageClient:
    """The chair, signed in."""
    return table.enter(MandateRole.CHAIR)


def test_the_room_speaks_to_its_reader(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """Headings and the list at the side; what was recorded is marked as Dutch."""
    a_decision(session, item=item, text="Proef in twee wijken")
    session.commit()
    page = chair.get(f"/meetings/{meeting.id}/room", language="fr")
    titles = ["1. Suivi des points d'action", "2. Controles aan het station", "3. Onder ons"]
    assert [title for title in page.texts("main section h2") if title[0].isdigit()] == titles
    assert [title.removeprefix("18 h 30 ") for title in page.texts("main li a[href^='#item-']")] == titles
    assert page.texts("main section h2 span[lang=nl]") == ["Controles aan het station", "Onder ons"]
    assert page.texts("main li a span[lang=nl]") == ["Controles aan het station", "Onder ons"]
    assert page.texts(".decision span[lang=nl]") == ["Proef in twee wijken"]


def test_the_screen_speaks_to_its_reader(meeting: Meeting, chair: PageClient) -> None:
    """In Dutch and in French."""
    shown = [chair.get(f"/meetings/{meeting.id}/present", language=language).texts("h2") for language in ("nl", "fr")]
    assert shown == [["1. Opvolging van de actiepunten"], ["1. Suivi des points d'action"]]


def test_a_save_of_notes_speaks_to_its_reader(
    session: Session, table: Table, meeting: Meeting, chair: PageClient
) -> None:
    """Its way to the history is named like the item; for a standing item that costs one more statement, never two."""
    standing = Bilingual("Cijfers van de zone", "Chiffres de la zone")
    a_template_item(session, committee=table.committee, title=standing)
    repeated = an_item(session, meeting=meeting, kind=ItemKind.INFORMATION, title=standing.nl, is_repeated=True)
    session.commit()
    counts = []
    for item in (meeting.items[0], repeated):
        path, title = f"/items/{item.id}/notes", item.shown_title.fr
        for revision in (0, 1):
            data = {"notes": f"<div>Tekst {revision}</div>", "revision": str(revision)}
            with count_queries() as statements:
                answer = chair.post(path, data, status=200, language="fr", headers={"HX-Request": "true"})
        assert answer.texts("a") == [f"Historique – {title}"]
        counts.append(len(statements))
    assert counts[1] == counts[0] + 1


def test_minutes_stay_in_the_language_of_the_meeting(
    session: Session, table: Table, meeting: Meeting, item: AgendaItem, chair: PageClient
) -> None:
    """They are a record: a reader in French gets the words that were written, marked as Dutch."""
    a_decision(session, item=item, text="Proef in twee wijken")
    an_action(
        session,
        committee=table.committee,
        owner_seat=table.mandates[MandateRole.CHAIR].seat,
        title="Affiche ophangen",
        meeting=meeting,
        item=item,
    )
    item.notes = "<div>Kaartje besproken</div>"
    session.commit()
    french, dutch = (chair.get(f"/meetings/{meeting.id}/minutes", language=language) for language in ("fr", "nl"))
    titles = ["Opvolging van de actiepunten", "Controles aan het station", "Onder ons"]
    assert french.texts("#agenda h3 span[lang=nl]") == titles
    assert french.texts("#agenda .decision span[lang=nl]") == ["Proef in twee wijken"]
    assert "Affiche ophangen" in french.texts("#agenda p > span[lang=nl]")
    assert french.texts("#agenda .rich-text[lang=nl]")[1] == "Kaartje besproken"
    assert dutch.all("#agenda span[lang]") == []


def test_the_invitation_marks_what_is_in_dutch_only(
    session: Session, table: Table, meeting: Meeting, chair: PageClient
) -> None:
    """An item with words in both languages has no mark; the explanation is read in the copy of the chair only."""
    meeting.items[0].explanation = "Neem de lijst mee."
    session.commit()
    marks = {}
    for paper in ("invitation", "chairs-copy"):
        for language in ("fr", "nl"):
            text = text_of(opened(chair.get_raw(f"/meetings/{meeting.id}/{paper}.pdf", language=language).data))
            mark = squeezed("en néerlandais uniquement" if language == "fr" else "alleen in het Nederlands")
            marks[paper, language] = text.count(mark)
            title = "Suivi des points d'action" if language == "fr" else "Opvolging van de actiepunten"
            assert squeezed(title) in text
    assert marks == {
        ("invitation", "fr"): 1,
        ("invitation", "nl"): 0,
        ("chairs-copy", "fr"): 5,
        ("chairs-copy", "nl"): 0,
    }
