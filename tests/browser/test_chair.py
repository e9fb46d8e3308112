"""A chair holds a whole meeting: plans and convenes it, records it on one page, and gets the minutes approved."""

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, expect
from pypdf import PdfReader

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

CHAIRS = {"nl": "fien.voorbeeld@pz-gent.example", "fr": "nadia.exemplaire@zp-charleroi.example"}
CO_CHAIRS = {"nl": "idris@denkbeeldigebrug.example", "fr": "moussa@pontimaginaire.example"}

NOTES = "De tramhalte is donker en er is geen bank."
CONSENSUS = "Het comité vraagt de stad om twee lampen."
BY_VOTE = "De wijkinspecteur komt elke woensdag langs."
TO_DO = "Een brief schrijven aan de dienst Openbare Werken"


def test_a_chair_records_a_whole_meeting(reader: Reader, chromium: Browser, server: str, language: str) -> None:
    """From the first proposal to minutes that both sides approved and nobody can change any more."""
    mark = uuid4().hex[:6]
    halt, walk = f"Lampen aan de halte {mark}", f"Wandeling in de wijk {mark}"
    reader.sign_in(CHAIRS[language])
    committee = reader.committee()
    for title in (halt, walk):
        reader.page.goto(f"{server}{committee}/backlog/propose")
        reader.type("What should it be about?", title)
        reader.press("Propose")
        expect(reader.main.get_by_role("heading", name=title)).to_be_visible()
    meeting = _plan(reader, committee)
    _build_the_agenda(reader, meeting, halt, walk)
    _convene(reader, meeting, CO_CHAIRS[language])
    reader.open(f"{meeting}/start")
    reader.press("Start the meeting")
    reader.open(f"{meeting}/room")
    _take_attendance(reader)
    _record(reader, halt, walk)
    reader.look()
    reader.page.set_viewport_size({"width": 320, "height": 640})
    reader.look()
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    _close_and_submit(reader, meeting)
    reader.press("Approve the minutes for my side")
    reader.is_told("Your approval was recorded.")
    reader.look()
    with Reader.opened(chromium, server, language) as co_chair:
        co_chair.sign_in(CO_CHAIRS[language])
        co_chair.open(f"{meeting}/minutes")
        for text in (NOTES, CONSENSUS, BY_VOTE, TO_DO):
            expect(co_chair.main).to_contain_text(text)
        co_chair.press("Approve the minutes for my side")
        co_chair.is_told("The minutes are approved and locked.")
        co_chair.look()
        _read_the_pdf(co_chair, meeting, language)
    reader.open(f"{meeting}/room")
    expect(reader.main.locator("textarea, trix-editor")).to_have_count(0)


def _plan(reader: Reader, committee: str) -> str:
    """Take the day that is proposed, and return the path of the meeting."""
    reader.open(f"{committee}/meetings/plan")
    expect(reader.main.get_by_label(reader.label("Date"))).to_have_value(re.compile(r"^\d+/\d+/\d{4}$"))
    reader.type("Place", "Zaal De Halte")
    reader.press("Plan the meeting")
    reader.look()
    found = re.search(r"/meetings/\d+", reader.page.url)
    assert found
    return found.group()


def _about(reader: Reader, english: str, title: str, inside: Locator | None = None) -> Locator:
    """Return the button or link with this name that is about this thing, as it is read out."""
    name = re.compile(rf"^{re.escape(reader.word(english))}.*{re.escape(title)}")
    where = inside or reader.main
    return where.get_by_role("button", name=name).or_(where.get_by_role("link", name=name))


def _build_the_agenda(reader: Reader, meeting: str, halt: str, walk: str) -> None:
    """Put both proposals on the agenda, let them change places with the buttons, and back by dragging."""
    reader.open(f"{meeting}/agenda")
    for title in (halt, walk):
        _about(reader, "Put on the agenda", title).click()
        expect(reader.page.locator(".ordering-item").filter(has_text=title)).to_be_visible()
    reader.look()
    first, second = (reader.page.locator(".ordering-item").filter(has_text=title) for title in (halt, walk))
    _expect_order(reader, halt, walk)
    reader.main.get_by_role("button", name=reader.word("Move up: %(name)s", name=walk)).click()
    _expect_order(reader, walk, halt)
    first.locator("[data-handle]").hover()
    reader.page.mouse.down()
    box = second.bounding_box()
    assert box
    reader.page.mouse.move(box["x"] + 40, box["y"] + 10, steps=8)
    with reader.page.expect_response(re.compile("/move$")):
        reader.page.mouse.up()
    _expect_order(reader, halt, walk)
    reader.open(f"{meeting}/agenda")
    _expect_order(reader, halt, walk)


def _expect_order(reader: Reader, *titles: str) -> None:
    """Wait until the agenda shows these items in this order."""
    either = re.compile("|".join(re.escape(title) for title in titles))
    expect(reader.page.locator(".ordering-item h3").filter(has_text=either)).to_have_text(list(titles))


def _convene(reader: Reader, meeting: str, member: str) -> None:
    """Call the members, and find the mail with the link to the meeting in the outbox."""
    reader.open(f"{meeting}/convene")
    reader.press("Convene the meeting")
    reader.look()
    expect(reader.mail_to(member).get_by_role("link").first).to_have_text(f"{reader.address}{meeting}")


def _take_attendance(reader: Reader) -> None:
    """Say of everybody who sits there that they are present, and of the last one that they are excused."""
    present = reader.page.locator("#attendance").get_by_role("radio", name=reader.word("attendance: present"))
    people = present.count()
    assert people > 5
    for place in range(people):
        with reader.page.expect_response(re.compile("/attendance")):
            present.nth(place).check(force=True)
    excused = reader.page.locator("#attendance").get_by_role("radio", name=reader.word("attendance: excused"))
    with reader.page.expect_response(re.compile("/attendance")):
        excused.last.check(force=True)
    total = reader.page.locator("#attendance-state tfoot")
    expect(total.locator("td").first).to_have_text(str(people - 1))


def _record(reader: Reader, halt: str, walk: str) -> None:
    """Write notes, record two decisions and an action point, all on the same page."""
    room = reader.page.url
    part = reader.page.locator("section").filter(has=reader.page.get_by_role("heading", name=halt, level=2))
    other = reader.page.locator("section").filter(has=reader.page.get_by_role("heading", name=walk, level=2))
    editor = part.locator("trix-editor")
    editor.click()
    editor.press_sequentially(NOTES)
    expect(part.locator("[data-saved]")).to_have_text(re.compile(reader.word("Saved at %(hour)s.", hour="")[:8]))
    _about(reader, "Record a decision", halt).click()
    reader.type("What was decided", CONSENSUS, inside=part)
    reader.press("Record the decision", inside=part)
    expect(part.locator(".decision")).to_contain_text(CONSENSUS)
    _about(reader, "Record a decision", walk).click()
    reader.type("What was decided", BY_VOTE, inside=other)
    other.get_by_role("radio", name=reader.word("by vote")).check(force=True)
    for label, votes in (("Votes for", "3"), ("Votes against", "1"), ("Abstentions", "0")):
        reader.type(label, votes, inside=other)
    reader.press("Record the decision", inside=other)
    expect(other.locator(".decision")).to_contain_text(BY_VOTE)
    _about(reader, "Add an action point", halt).click()
    reader.type("What is to be done", TO_DO, inside=part)
    part.get_by_label(reader.label("Owner")).select_option(index=1)
    reader.type("Due date", "9/3/2030", inside=part)
    reader.look()
    reader.press("Record the action point", inside=part)
    expect(part.get_by_role("heading", name=TO_DO)).to_be_visible()
    assert reader.page.url == room


def _close_and_submit(reader: Reader, meeting: str) -> None:
    """Close the meeting, knowing that some items have no notes, and let the members read its minutes."""
    reader.follow("Close the meeting")
    reader.look()
    reader.main.get_by_label(reader.label("Close all the same: I have seen what is missing.")).check()
    reader.press("Close the meeting")
    reader.open(f"{meeting}/minutes")
    reader.press("Submit the minutes for approval")
    reader.is_told("The minutes were submitted. The members can read them now.")
    reader.look()


def _read_the_pdf(reader: Reader, meeting: str, language: str) -> None:
    """Download the minutes: a PDF that reading software can read out, in the language of the minutes."""
    answer = reader.page.request.get(f"{reader.address}{meeting}/minutes.pdf")
    assert answer.status == 200
    pdf = PdfReader(io.BytesIO(answer.body()))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"].startswith(language)
    assert "/StructTreeRoot" in root
    text = "".join(page.extract_text() for page in pdf.pages).replace("\n", " ")
    assert CONSENSUS in text and BY_VOTE in text
