"""Somebody who writes the notes of a meeting in its room: what the journeys about them share."""

import re

from playwright.sync_api import Locator, expect

from cpwb.demo.commands import PASSWORD
from tests.browser.reader import Reader

CHAIR, SECRETARY = "yara@bancdessai.example", "pol.maquet@commune.example"
#: The address to which notes are saved.
SAVES = re.compile(r"/items/\d+/notes$")


def begin_meeting(reader: Reader) -> str:
    """Sign in as the chair, start a meeting and return the path of its room."""
    reader.sign_in(CHAIR)
    reader.open(f"{reader.committee()}/meetings/plan")
    reader.type("Place", "Zaal De Halte")
    with reader.page.expect_navigation():
        reader.press("Plan the meeting")
    if (anyway := reader.page.locator("#anyway")).count():
        # The rhythm of so many meetings has reached a public holiday.
        anyway.check()
        reader.press("Plan the meeting")
    expect(reader.page).to_have_url(re.compile(r"/meetings/\d+/agenda$"))
    meeting = reader.page.url.removeprefix(reader.address).removesuffix("/agenda")
    reader.open(f"{meeting}/start")
    reader.press("Start the meeting")
    return f"{meeting}/room"


def last_item(reader: Reader) -> Locator:
    """Return the part of the room about the last item, once its editor is there."""
    found = reader.page.locator("section[id^=item-]").last
    expect(found.locator("trix-editor[contenteditable]")).to_be_visible()
    return found


def write(reader: Reader, text: str) -> None:
    """Write at the end of the notes."""
    editor = last_item(reader).locator("trix-editor")
    editor.click()
    reader.page.keyboard.press("Control+End")
    reader.page.keyboard.type(text)


def expect_said(reader: Reader, english: str) -> None:
    """Wait until the line below the notes says this."""
    words = reader.word(english).split("%(")[0].strip()
    expect(last_item(reader).locator("[data-saved]")).to_have_text(re.compile(f"^{re.escape(words)}"))


def forgive(reader: Reader) -> None:
    """Forget what the browser itself says of a missing connection: it is no defect of the page."""
    own = ("DISCONNECTED", "CONNECTION_REFUSED", "CONNECTION_RESET", "EMPTY_RESPONSE", "htmx:", "Failed to fetch")
    reader.complaints[:] = [text for text in reader.complaints if not any(word in text for word in own)]


def sign_in_within(reader: Reader, dialog: Locator, email: str, password: str = PASSWORD) -> None:
    """Fill in the form in a dialog, and send it."""
    dialog.get_by_label(reader.word("E-mail address")).fill(email)
    dialog.get_by_label(reader.word("Password")).fill(password)
    dialog.get_by_role("button", name=reader.word("Sign in"), exact=True).click()
