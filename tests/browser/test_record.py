"""The room in the browser: from text to record, phrases, where one is, and the screen that is projected."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reader import Reader
from tests.browser.writing import SECRETARY, expect_said, last_item

pytestmark = pytest.mark.browser


@pytest.fixture
def beamer(chromium: Browser, server: str, language: str) -> Iterator[Reader]:
    """A second machine with the screen of the room, where the secretary has signed in."""
    with Reader.opened(chromium, server, language) as reader:
        reader.page.set_viewport_size({"width": 1280, "height": 720})
        reader.sign_in(SECRETARY)
        yield reader


def test_what_was_begun_in_a_form_is_not_thrown_away(reader: Reader, room: str) -> None:
    """A sentence that comes later finds the form with what was typed, and changes nothing in it."""
    reader.open(room)
    part = last_item(reader)
    editor = part.locator("trix-editor")
    editor.click()
    reader.page.keyboard.type("Een zin. Nog een zin.")
    reader.page.keyboard.press("Control+Shift+Enter")
    text = part.get_by_label(reader.label("What was decided"))
    expect(text).to_have_value("Nog een zin.")
    reader.look()
    text.fill("Mijn eigen woorden")
    editor.click()
    reader.page.keyboard.press("Control+Shift+Enter")
    expect(part.locator("input[name=how]:focus")).to_have_count(1)
    expect(text).to_have_value("Mijn eigen woorden")


def test_what_was_selected_becomes_a_record(reader: Reader, room: str) -> None:
    """By the tool, with the mouse: more than one sentence, without its opening."""
    reader.open(room)
    part = last_item(reader)
    part.locator("trix-editor").click()
    reader.page.keyboard.type("Eerst. Actie: brief. En bellen.")
    # Faster than any hand: the editor sets the cursor behind what it paints.
    expect(part.locator("textarea").first).to_have_value(re.compile("bellen[.]</div>$"))
    for _sign in range(len("Actie: brief. En bellen.")):
        reader.page.keyboard.press("Shift+ArrowLeft")
    part.locator("[data-record=action]").click()
    expect(part.get_by_label(reader.label("What is to be done"))).to_have_value("brief. En bellen")
    expect(part.locator("select[name=owner]:focus")).to_have_count(1)


def test_an_offer_goes_with_the_line(reader: Reader, room: str) -> None:
    """A line that says nothing of a record takes the offer away; the page is in order with it, also on a telephone."""
    reader.open(room)
    part = last_item(reader)
    part.locator("trix-editor").click()
    reader.page.keyboard.type("beslissing: twee lampen")
    reader.page.keyboard.press("Enter")
    expect(part.locator(".editor-offer q")).to_have_text("beslissing: twee lampen")
    reader.page.set_viewport_size({"width": 320, "height": 640})
    reader.look()
    reader.page.keyboard.type("Verder.")
    reader.page.keyboard.press("Enter")
    expect(part.locator(".editor-offer")).to_be_empty()


def test_the_line_at_the_top_says_where_one_is(reader: Reader, room: str) -> None:
    """Committee, date, and the item that one reads or writes; without a sound of its own."""
    reader.open(room)
    line, now = reader.page.locator(".where"), reader.page.locator("[data-where-now]")
    expect(now).to_have_text(reader.word("Attendance"))
    part = last_item(reader)
    part.locator("trix-editor").click()
    expect(now).to_have_text(part.locator("h2").inner_text())
    expect(line).to_be_in_viewport()
    assert line.evaluate("line => Boolean(line.closest('[aria-live], [role=status]'))") is False
    reader.page.mouse.wheel(0, -100_000)
    expect(now).to_have_text(reader.word("Attendance"))
    # Following the agenda leads the keyboard there too.
    reader.page.locator("nav a[href^='#item-']").nth(1).click()
    expect(reader.page.locator("section[id^=item-]").nth(1).locator("h2:focus")).to_have_count(1)


def test_notes_may_begin_with_an_empty_line(reader: Reader, room: str) -> None:
    """Enter in empty notes, back on the first line, and a key that makes something of a sentence that is not there."""
    reader.open(room)
    editor = last_item(reader).locator("trix-editor")
    editor.click()
    for key in ("Enter", "Enter", "ArrowUp", "ArrowUp", "Control+Enter", "ArrowDown"):
        reader.page.keyboard.press(key)
        reader.page.wait_for_timeout(100)
        expect(editor).to_be_visible()
    reader.page.keyboard.press("Control+End")
    reader.page.keyboard.type("Dan de tekst.")
    expect(editor).to_have_text(re.compile(r"Dan de tekst\.$"))
    expect_said(reader, "Saved at %(hour)s.")


def test_the_tools_of_the_notes_keep_to_the_rules_when_they_are_open(reader: Reader, room: str) -> None:
    """The list of phrases and the field for a link, one after the other, at both widths."""
    reader.open(room)
    part = last_item(reader)
    part.locator("trix-editor").click()
    for width in (1280, 320):
        reader.page.set_viewport_size({"width": width, "height": 800})
        part.get_by_role("button", name=reader.word("Phrases"), exact=True).click()
        expect(part.locator("[data-phrases]")).to_be_visible()
        reader.look()
        part.get_by_role("button", name=reader.word("Phrases"), exact=True).click()
        part.get_by_role("button", name=reader.word("Link"), exact=True).click()
        expect(part.get_by_label(reader.word("Web address"))).to_be_focused()
        reader.look()
        reader.page.keyboard.press("Escape")


def test_the_screen_follows_the_room(reader: Reader, room: str, beamer: Reader) -> None:
    """Item, decision and action point come by themselves, until one pauses it."""
    reader.open(room)
    beamer.open(room.replace("/room", "/present"))
    title = beamer.page.locator("main h2")
    expect(title).to_have_text(re.compile("^1\\. "))
    expect(beamer.page.get_by_role("navigation")).to_have_count(0)
    beamer.press("Next item")
    expect(title).to_have_text(re.compile("^2\\. "))
    expect(beamer.page.locator("button:focus")).to_have_text(beamer.word("Next item"))
    part = last_item(reader)
    part.locator(".part-actions button").click()
    expect(reader.page.locator("#on-screen a")).to_have_text(part.locator("h2").inner_text())
    expect(title).to_have_text(part.locator("h2").inner_text())
    part.locator("trix-editor").click()
    reader.page.keyboard.type("Beslissing: de lampen komen er.")
    reader.page.keyboard.press("Control+Enter")
    expect(part.locator("input[name=how]:focus")).to_have_count(1)
    reader.page.keyboard.press("Enter")
    expect(beamer.page.locator(".screen-list li p").first).to_have_text("de lampen komen er.")
    beamer.look()
    beamer.press("Pause")
    expect(beamer.page.get_by_role("button", name=beamer.word("Pause"))).to_have_attribute("aria-pressed", "true")
    full = beamer.page.get_by_role("button", name=beamer.word("Full screen"))
    for pressed in ("true", "false"):
        full.press("Enter")
        expect(full).to_have_attribute("aria-pressed", pressed)
        assert beamer.page.evaluate("String(Boolean(document.fullscreenElement))") == pressed
    beamer.page.set_viewport_size({"width": 320, "height": 640})
    beamer.look()
    beamer.follow("Back to the room")
    expect(beamer.page).to_have_url(re.compile("/room$"))
