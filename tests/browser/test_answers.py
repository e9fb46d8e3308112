"""What is sent from a part of a page and does not arrive: that is said there, and what can be is sent again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import Reader
from tests.browser.writing import CHAIR, begin_meeting, forgive, sign_in_within

pytestmark = pytest.mark.browser

AGAIN = "Not saved yet: the server does not answer. This is sent again by itself."
CHECK = "No answer came. Load the page again and look whether this was saved before you send it once more."


@pytest.fixture
def room(reader: Reader) -> str:
    """The path of the room of a meeting that has started, open."""
    path = begin_meeting(reader)
    reader.open(path)
    return path


def a_tap(page: Page) -> tuple[Locator, Locator]:
    """Return the part of a seat on the attendance list, and the choice that its member was there."""
    part = page.locator("#attendance [data-repeats]:has(input[value=present])").first
    return part, part.locator("input[value=present]")


def test_a_tap_without_a_connection_is_sent_again(reader: Reader, room: str) -> None:
    """The seat says that it is not saved; once the connection is back it is, without another tap."""
    part, choice = a_tap(reader.page)
    reader.page.context.set_offline(True)
    choice.check()
    expect(part.get_by_role("alert")).to_have_text(reader.word(AGAIN))
    reader.check_axe()
    reader.page.context.set_offline(False)
    expect(part.get_by_role("alert")).to_have_count(0)
    expect(reader.page.locator("#attendance-saved")).not_to_be_empty()
    reader.open(room)
    expect(a_tap(reader.page)[1]).to_be_checked()
    forgive(reader)


def test_a_tap_that_the_server_could_not_answer_is_sent_again(reader: Reader, room: str) -> None:
    """As behind a proxy whose server starts again: after a few seconds, by itself."""
    part, choice = a_tap(reader.page)
    refusals = [503, 502]
    reader.page.route(
        re.compile("/attendance"),
        lambda route: route.fulfill(status=refusals.pop()) if refusals else route.continue_(),
    )
    choice.check()
    expect(part.get_by_role("alert")).to_have_text(reader.word(AGAIN))
    expect(reader.page.locator("#attendance-saved")).not_to_be_empty()
    expect(part.get_by_role("alert")).to_have_count(0)
    assert refusals == []
    reader.complaints[:] = [text for text in reader.complaints if "status of 50" not in text]


def test_a_form_without_a_connection_says_so_and_keeps_its_words(reader: Reader, room: str) -> None:
    """Nothing is sent twice by itself; pressed once more with a connection, it is recorded and the sentence goes."""
    region = reader.page.locator(".region[id^=decisions-]").last
    region.locator(".region-head a").click()
    text = region.locator("textarea").first
    text.fill("De bank blijft.")
    reader.page.context.set_offline(True)
    region.locator("form.entry button[type=submit]").click()
    expect(region.get_by_role("alert")).to_have_text(reader.word(CHECK))
    expect(text).to_have_value("De bank blijft.")
    reader.page.context.set_offline(False)
    region.locator("form.entry button[type=submit]").click()
    expect(region.get_by_text("De bank blijft.", exact=True)).to_be_visible()
    expect(region.get_by_role("alert")).to_have_count(0)
    forgive(reader)


def test_a_tap_after_the_session_ended_is_saved_by_signing_in(reader: Reader, room: str) -> None:
    """One signs in on top of the page; the tap is sent again."""
    part, choice = a_tap(reader.page)
    reader.page.context.clear_cookies()
    choice.check()
    dialog = reader.page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    sign_in_within(reader, dialog, CHAIR)
    expect(dialog).to_be_hidden()
    expect(part.get_by_role("alert")).to_have_count(0)
    expect(reader.page.locator("#attendance-saved")).not_to_be_empty()
    reader.open(room)
    expect(a_tap(reader.page)[1]).to_be_checked()
    forgive(reader)
