"""Two people write the same notes: nothing is written over the other text unless somebody chooses so."""

import re

import pytest
from playwright.sync_api import Locator, Request, Route, expect

from tests.browser.reader import Reader
from tests.browser.writing import SAVES, expect_said, last_item, write

pytestmark = pytest.mark.browser

#: Milliseconds after which a text that saves itself would have been sent.
LONGER_THAN_THE_PAUSE = 4000
#: The address at which a window asks who is writing.
ASKS = re.compile(r"/notes/writers\?")


def meet(reader: Reader, room: str, secretary: Reader) -> Locator:
    """Let both write the notes, and return the part in which the reader sees the other text beside the own one."""
    reader.open(room)
    secretary.open(room)
    enter_the_notes(reader)
    write(secretary, "Hun tekst.")
    expect_said(secretary, "Saved at %(hour)s.")
    reader.page.keyboard.type("Mijn tekst.")
    conflict = last_item(reader).locator("[data-conflict]")
    expect(conflict.locator(".rich-text")).to_have_text("Hun tekst.")
    return conflict


def enter_the_notes(reader: Reader) -> Locator:
    """Click in the notes, and return what stands above them once the server has said who else is writing."""
    with reader.page.expect_response(ASKS):
        last_item(reader).locator("trix-editor").click()
    return last_item(reader).locator("[data-writers]")


def later(reader: Reader) -> None:
    """Let half a minute pass for the page, which asks not more often than every twenty seconds."""
    reader.page.evaluate(
        "() => { const now = performance.now.bind(performance); performance.now = () => now() + 30000; }"
    )


def choose(reader: Reader, choice: str, conflict: Locator) -> Route:
    """Press a button below the two texts, and return what it sends: that waits until it is told to go on."""
    held: list[Route] = []
    reader.page.route(SAVES, lambda route: held.extend([route]), times=1)
    reader.press(choice, inside=conflict)
    expect_said(reader, "Saving…")
    return held[0]


def test_the_second_is_warned_and_reads_what_was_saved(reader: Reader, room: str, secretary: Reader) -> None:
    """The older text in the window gives way to it, so that who writes on all the same takes nothing back."""
    reader.open(room)
    secretary.open(room)
    write(reader, "Van de voorzitter.")
    expect_said(reader, "Saved at %(hour)s.")
    warning = enter_the_notes(secretary)
    editor = last_item(secretary).locator("trix-editor")
    expect(warning.get_by_role("button")).to_be_focused()
    expect(editor).to_have_text("Van de voorzitter.")
    said = secretary.word("This text was changed in another window meanwhile. Here it is as it is now.")
    expect(warning).to_contain_text(said)
    secretary.look()
    secretary.press("Write anyway", inside=warning)
    secretary.page.keyboard.press("Control+End")
    secretary.page.keyboard.type(" En het secretariaat.")
    expect_said(secretary, "Saved at %(hour)s.")
    expect(last_item(secretary).locator("[data-conflict]")).to_have_count(0)
    reader.page.reload()
    expect(last_item(reader).locator("trix-editor")).to_have_text("Van de voorzitter. En het secretariaat.")


def test_signs_that_are_being_composed_are_not_taken_away(reader: Reader, room: str, secretary: Reader) -> None:
    """Who writes with an input method has typed something before the editor knows: a newer text waits for it."""
    reader.open(room)
    secretary.open(room)
    write(secretary, "Hun tekst.")
    expect_said(secretary, "Saved at %(hour)s.")
    held: list[Route] = []
    reader.page.route(ASKS, lambda route: held.extend([route]), times=1)
    last_item(reader).locator("trix-editor").click()
    keyboard = reader.page.context.new_cdp_session(reader.page)
    keyboard.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    with reader.page.expect_response(ASKS):
        held[0].continue_()
    keyboard.send("Input.imeSetComposition", {"text": "にほ", "selectionStart": 2, "selectionEnd": 2})
    keyboard.send("Input.insertText", {"text": "日本"})
    conflict = last_item(reader).locator("[data-conflict]")
    expect(conflict.locator(".rich-text")).to_have_text("Hun tekst.")
    expect(last_item(reader).locator("trix-editor")).to_have_text("日本")


def test_a_choice_to_write_beside_somebody_is_of_them_alone(reader: Reader, room: str, secretary: Reader) -> None:
    """Coming back one is not asked again about the same person, but is about another window."""
    reader.open(room)
    secretary.open(room)
    write(reader, "Eerst.")
    warning = enter_the_notes(secretary)
    secretary.press("Write anyway", inside=warning)
    for others in (0, 1):
        secretary.page.keyboard.press("Tab")
        later(secretary)
        warning = enter_the_notes(secretary)
        expect(warning.get_by_role("button")).to_have_count(others)
        if not others:
            second = reader.page.context.new_page()
            second.goto(f"{reader.address}{room}")
            with second.expect_response(ASKS):
                second.locator("section[id^=item-]").last.locator("trix-editor[contenteditable]").click()
            with second.expect_response(re.compile(r"/notes/writers$")):
                second.keyboard.type("Nog iets.")


def test_two_people_write_the_same_notes(reader: Reader, room: str, secretary: Reader) -> None:
    """When both had begun with the same text, both texts are shown, and one chooses."""
    reader.open(room)
    secretary.open(room)
    enter_the_notes(secretary)
    write(reader, "Van de voorzitter.")
    expect_said(reader, "Saved at %(hour)s.")
    secretary.page.keyboard.type("Van het secretariaat.")
    theirs = last_item(secretary).locator("[data-conflict] .rich-text")
    expect(theirs).to_have_text("Van de voorzitter.")
    expect(last_item(secretary).locator("trix-editor")).to_have_text("Van het secretariaat.")
    secretary.look()
    secretary.press("Join both", inside=last_item(secretary))
    expect_said(secretary, "Saved at %(hour)s.")
    expect(theirs).to_have_count(0)
    joined = "Van de voorzitter.Van het secretariaat."
    expect(last_item(secretary).locator("trix-editor")).to_have_text(joined)
    reader.page.reload()
    expect(last_item(reader).locator("trix-editor")).to_have_text(joined)
    last_item(reader).get_by_role("link", name=re.compile(f"^{reader.word('History')}")).click()
    reader.is_on("History of the notes")
    expect(reader.main.locator("tbody tr")).to_have_count(2)
    reader.page.locator("tbody a").first.click()
    reader.is_on("Version %(number)s of the notes", number=2)


def test_one_keeps_the_text_of_somebody_else(reader: Reader, room: str, secretary: Reader) -> None:
    """One's own waits in the history, and can be put back."""
    meet(reader, room, secretary)
    reader.press("Keep the other text", inside=last_item(reader))
    expect(last_item(reader).locator("trix-editor")).to_have_text("Hun tekst.")
    expect_said(reader, "Saved at %(hour)s.")
    last_item(reader).get_by_role("link", name=re.compile(f"^{reader.word('History')}")).click()
    reader.page.get_by_role("link", name=reader.word("Version %(number)s", number=2), exact=True).click()
    reader.is_on("Version %(number)s of the notes", number=2)
    reader.press("Make this the text of the notes again")
    reader.is_told("Version %(number)s is the text of the notes again.", number=2)


def test_two_texts_that_met_are_loaded_again(reader: Reader, room: str, secretary: Reader) -> None:
    """Nothing is saved over the other text by itself: both are still there, and one chooses as before."""
    conflict = meet(reader, room, secretary)
    sent: list[Request] = []
    reader.page.on("request", lambda request: sent.append(request) if SAVES.search(request.url) else None)
    write(reader, " En meer.")
    reader.page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    assert sent == []
    reader.page.reload()
    # What this tab kept is sent once, as what it is: written on top of the text before the other one.
    expect(conflict.locator(".rich-text")).to_have_text("Hun tekst.")
    reader.page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    assert len(sent) == 1
    reader.look()
    expect(last_item(reader).locator("input[name=revision]")).to_have_value("0")
    choices = conflict.locator("button[name=keep]").evaluate_all("buttons => buttons.map((button) => button.value)")
    assert sorted(choices) == ["both:1", "mine:1", "theirs:1"]
    expect(last_item(reader).locator("trix-editor")).to_have_text("Mijn tekst. En meer.")
    secretary.page.reload()
    expect(last_item(secretary).locator("trix-editor")).to_have_text("Hun tekst.")
    reader.press("Keep my text", inside=conflict)
    expect_said(reader, "Saved at %(hour)s.")
    secretary.page.reload()
    expect(last_item(secretary).locator("trix-editor")).to_have_text("Mijn tekst. En meer.")


@pytest.mark.parametrize(
    ("choice", "notes", "revision"),
    [
        ("Keep my text", "Mijn tekst. En", "3"),
        ("Keep the other text", "Hun tekst.Mijn tekst. En", "2"),
        ("Join both", "Hun tekst.Mijn tekst.Mijn tekst. En", "3"),
    ],
)
def test_one_writes_on_while_a_choice_is_on_its_way(
    reader: Reader, room: str, secretary: Reader, choice: str, notes: str, revision: str
) -> None:
    """What was typed stays below the text that became the notes, with the cursor, and the next save takes it along."""
    conflict = meet(reader, room, secretary)
    sent = choose(reader, choice, conflict)
    write(reader, " En")
    expect_said(reader, "Not saved yet.")
    # The next save is due before there is an answer, and has to wait for it.
    reader.page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    sent.continue_()
    expect(conflict).to_have_count(0)
    expect(last_item(reader).locator("trix-editor")).to_have_text(notes)
    expect(last_item(reader).locator("input[name=revision]")).to_have_value(revision)
    secretary.page.reload()
    expect(last_item(secretary).locator("trix-editor")).to_have_text(notes)
    reader.page.keyboard.type(" meer.")
    expect(last_item(reader).locator("trix-editor")).to_have_text(f"{notes} meer.")


def test_a_choice_is_answered_before_a_slow_device_paints(reader: Reader, room: str, secretary: Reader) -> None:
    """What was typed last stays too, although the editor does not show it yet."""
    conflict = meet(reader, room, secretary)
    sent = choose(reader, "Keep the other text", conflict)
    reader.page.evaluate("() => { window.requestAnimationFrame = (paint) => setTimeout(paint, 3000); }")
    write(reader, " En meer.")
    sent.continue_()
    expect(conflict).to_have_count(0)
    expect(last_item(reader).locator("trix-editor")).to_have_text("Hun tekst.Mijn tekst. En meer.")
