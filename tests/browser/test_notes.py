"""No word of the notes is lost: they save themselves, wait for the connection, and meet those of somebody else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Demonstration
from tests.browser.reader import Reader
from tests.browser.writing import (
    CHAIR,
    SAVES,
    SECRETARY,
    begin_meeting,
    expect_said,
    forgive,
    last_item,
    sign_in_within,
    write,
)

pytestmark = pytest.mark.browser

#: What the device keeps, as the browser names it.
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('cpwb-draft:'))"
#: Milliseconds after which a window that does not come back has gone.
LONGER_THAN_COMING_BACK = 3000
HALF_A_MINUTE = 30_000
OFFLINE = "Kept on this device – no connection. It is saved as soon as the connection returns."


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """A server that may be killed."""
    made = Demonstration(tmp_path_factory.mktemp("killed"))
    made.start()
    yield made
    made.stop()


def lose_connection_while_writing(reader: Reader, text: str) -> None:
    """Write something that only the device keeps, while other windows have a connection."""
    reader.page.route(SAVES, lambda route: route.abort("internetdisconnected"))
    write(reader, text)
    expect_said(reader, OFFLINE)
    reader.page.wait_for_function(f"{DRAFTS}.length === 1")
    forgive(reader)


def lose_window_while_writing(reader: Reader, text: str) -> None:
    """Write something that only the device keeps, then let the window go without a word."""
    lose_connection_while_writing(reader, text)
    reader.page.close()
    forgive(reader)


@contextmanager
def another_window(reader: Reader) -> Iterator[Reader]:
    """Open another window of the same browser; no page of it may complain."""
    window = Reader(reader.page.context.new_page(), reader.address, reader.language)
    yield window
    assert window.complaints == []


def test_notes_save_themselves_and_come_back(reader: Reader, room: str) -> None:
    """Also what was not saved yet when the page was loaded again."""
    reader.open(room)
    write(reader, "Eén. ")
    expect_said(reader, "Not saved yet.")
    expect_said(reader, "Saved at %(hour)s.")
    write(reader, "Twee.")
    reader.page.reload()
    expect(last_item(reader).locator("trix-editor")).to_have_text("Eén. Twee.")
    expect_said(reader, "Saved at %(hour)s.")
    reader.page.reload()
    expect(last_item(reader).locator("trix-editor")).to_have_text("Eén. Twee.")
    expect(last_item(reader).locator("[data-kept]")).to_have_count(0)
    reader.look()


def test_notes_wait_for_the_connection(reader: Reader, room: str) -> None:
    """For a minute, in which one writes on: the line below says so, and they are sent when it returns."""
    reader.open(room)
    write(reader, "Met net. ")
    expect_said(reader, "Saved at %(hour)s.")
    reader.page.context.set_offline(True)
    write(reader, "Zonder net, ")
    expect_said(reader, OFFLINE)
    reader.page.wait_for_timeout(HALF_A_MINUTE)
    write(reader, "en nog altijd.")
    reader.page.wait_for_timeout(HALF_A_MINUTE)
    expect_said(reader, OFFLINE)
    reader.page.context.set_offline(False)
    expect_said(reader, "Saved at %(hour)s.")
    reader.page.reload()
    expect(last_item(reader).locator("trix-editor")).to_have_text("Met net. Zonder net, en nog altijd.")
    forgive(reader)


def test_the_session_ends_while_somebody_writes(reader: Reader, room: str) -> None:
    """One signs in on top of the page, and the text is saved by itself."""
    reader.open(room)
    write(reader, "Voor het einde. ")
    expect_said(reader, "Saved at %(hour)s.")
    reader.page.context.clear_cookies()
    write(reader, "Na het einde.")
    dialog = reader.page.get_by_role("dialog")
    expect(dialog.get_by_label(reader.word("Password"))).to_be_visible()
    expect_said(reader, "Signed out – text kept on this device.")
    reader.check_axe()
    sign_in_within(reader, dialog, CHAIR, "wrong password")
    expect(dialog.get_by_role("alert")).to_be_visible()
    sign_in_within(reader, dialog, CHAIR)
    expect(dialog).to_have_count(0)
    expect_said(reader, "Saved at %(hour)s.")
    reader.page.reload()
    expect(last_item(reader).locator("trix-editor")).to_have_text("Voor het einde. Na het einde.")
    expect(reader.page.locator("[data-draft]")).to_have_count(0)


def test_somebody_else_signs_in_on_the_same_device(reader: Reader, room: str) -> None:
    """That person neither sees the text nor saves it; its writer finds it again on this device."""
    reader.open(room)
    write(reader, "Voor iedereen. ")
    expect_said(reader, "Saved at %(hour)s.")
    reader.page.context.clear_cookies()
    write(reader, "Voor mij alleen.")
    dialog = reader.page.get_by_role("dialog")
    expect(dialog.get_by_label(reader.word("Password"))).to_be_visible()
    sign_in_within(reader, dialog, SECRETARY)
    leave = dialog.get_by_role("button", name=reader.word("Go on without this text"), exact=True)
    expect(leave).to_be_visible()
    expect(reader.main).to_be_hidden()
    reader.check_axe()
    leave.click()
    expect(reader.page).to_have_url(f"{reader.address}/")
    reader.choose_language()
    reader.open(room)
    expect(last_item(reader).locator("trix-editor")).to_have_text("Voor iedereen.")
    expect(reader.page.locator("[data-draft], [data-kept]")).to_have_count(0)
    reader.page.context.clear_cookies()
    reader.sign_in(CHAIR)
    reader.open(room)
    expect(reader.page.locator("[data-draft-words]")).to_have_text("Voor iedereen. Voor mij alleen.")


def test_a_text_is_offered_back_after_a_crash(reader: Reader, room: str) -> None:
    """From the device, where it was kept; and signing out drops what is kept there."""
    reader.open(room)
    lose_window_while_writing(reader, "Gered.")
    with another_window(reader) as again:
        again.open(room)
        offered = again.page.locator("[data-draft]")
        expect(offered.locator("[data-draft-words]")).to_have_text("Gered.")
        again.look()
        again.press("Take it over", inside=offered)
        expect_said(again, "Saved at %(hour)s.")
        expect(last_item(again).locator("trix-editor")).to_have_text("Gered.")
        expect(offered).to_have_count(0)
        again.page.wait_for_function(f"{DRAFTS}.length === 0")
        lose_window_while_writing(again, " Weg.")
    with another_window(reader) as last:
        last.open("/")
        assert last.page.evaluate(f"{DRAFTS}.length") == 1
        last.sign_out()
        assert last.page.evaluate(f"{DRAFTS}.length") == 0


def test_a_text_is_offered_once_its_window_is_gone(reader: Reader, room: str) -> None:
    """As long as the window is open, its text is its own affair."""
    reader.open(room)
    lose_connection_while_writing(reader, "Nog open.")
    with another_window(reader) as other:
        other.open(room)
        expect(last_item(other).locator("trix-editor")).to_have_text("")
        offered = other.page.locator("[data-draft]")
        other.page.wait_for_timeout(LONGER_THAN_COMING_BACK)
        expect(offered).to_have_count(0)
        reader.page.close()
        forgive(reader)
        expect(offered.locator("[data-draft-words]")).to_have_text("Nog open.")
        other.look()
        other.press("Take it over", inside=offered)
        expect(offered).to_have_count(0)
        expect(last_item(other).locator("trix-editor")).to_have_text("Nog open.")
        expect_said(other, "Saved at %(hour)s.")
        other.page.wait_for_function(f"{DRAFTS}.length === 0")


def test_a_text_belongs_to_the_window_that_took_it_over(reader: Reader, room: str) -> None:
    """No other one is offered it, nor is that window itself once it was loaded again."""
    reader.open(room)
    lose_window_while_writing(reader, "Gered.")
    with another_window(reader) as second, another_window(reader) as third:
        second.open(room)
        second.press("Take it over", inside=second.page.locator("[data-draft]"))
        expect(last_item(second).locator("trix-editor")).to_have_text("Gered.")
        lose_connection_while_writing(second, " Verder.")
        third.open(room)
        third.page.wait_for_timeout(LONGER_THAN_COMING_BACK)
        expect(third.page.locator("[data-draft]")).to_have_count(0)
        second.page.reload()
        expect_said(second, OFFLINE)
        expect(last_item(second).locator("trix-editor")).to_have_text("Gered. Verder.")
        expect(second.page.locator("[data-draft]")).to_have_count(0)
        forgive(second)


def expect_kept(reader: Reader, room: str, text: str) -> None:
    """Find a text in another window of the same device, to be copied, and throw it away."""
    with another_window(reader) as again:
        again.open(room)
        kept = again.page.locator("[data-kept-texts]")
        expect(kept.locator("[data-words]")).to_have_text(text)
        again.look()
        again.press("Throw it away", inside=kept)
        expect(kept).to_be_hidden()
        assert again.page.evaluate(DRAFTS) == []


def test_a_text_is_shown_to_be_copied_once_the_room_is_shut(reader: Reader, room: str, secretary: Reader) -> None:
    """The connection was lost, and the minutes were submitted meanwhile: it can be saved no more, but read."""
    reader.open(room)
    lose_window_while_writing(reader, "Wat nog niemand las.")
    meeting = room.removesuffix("/room")
    secretary.open(f"{meeting}/close")
    for box in secretary.page.locator("main input[type=checkbox]").all():
        box.check()
    secretary.press("Close the meeting")
    secretary.open(f"{meeting}/minutes")
    secretary.press("Submit the minutes for approval")
    expect_kept(reader, room, "Wat nog niemand las.")


def test_a_text_is_shown_to_be_copied_once_its_item_has_left(reader: Reader, room: str, secretary: Reader) -> None:
    """The meeting was closed meanwhile, and the item waits for a next one: the room is open, but not for it."""
    reader.open(f"{room.removesuffix('/room')}/late-items")
    reader.page.locator("main form").first.get_by_label(re.compile(reader.word("Title"))).first.fill("Een laat punt")
    reader.page.locator("main form").first.locator("button.button-primary").click()
    reader.open(room)
    late = reader.page.locator("section[id^=item-]").filter(has_text="Een laat punt").first
    reader.page.route(SAVES, lambda route: route.abort("internetdisconnected"))
    late.locator("trix-editor[contenteditable]").click()
    reader.page.keyboard.type("Wat nog niemand las.")
    expect(late.locator("[data-saved]")).to_have_text(re.compile(f"^{re.escape(reader.word(OFFLINE))}"))
    reader.page.close()
    forgive(reader)
    secretary.open(f"{room.removesuffix('/room')}/close")
    secretary.page.locator("#knowingly").check()
    secretary.press("Close the meeting")
    expect_kept(reader, room, "Wat nog niemand las.")


def test_a_text_is_thrown_away(reader: Reader, room: str) -> None:
    """When the writer says so."""
    reader.open(room)
    lose_window_while_writing(reader, "Niet meer nodig.")
    with another_window(reader) as again:
        again.open(room)
        again.press("Throw it away", inside=again.page.locator("[data-draft]"))
        expect(again.page.locator("[data-draft]")).to_have_count(0)
        assert again.page.evaluate(f"{DRAFTS}.length") == 0


def test_the_server_is_killed_and_started_again(chromium: Browser, demonstration: Demonstration, language: str) -> None:
    """What was saved is there, and what was typed meanwhile is saved by itself."""
    with Reader.opened(chromium, demonstration.address, language) as reader:
        reader.open(room := begin_meeting(reader))
        write(reader, "Ervoor. ")
        expect_said(reader, "Saved at %(hour)s.")
        demonstration.kill()
        write(reader, "Ertussen. ")
        expect_said(reader, OFFLINE)
        demonstration.start()
        write(reader, "Erna.")
        expect_said(reader, "Saved at %(hour)s.")
        forgive(reader)
        reader.open(room)
        expect(last_item(reader).locator("trix-editor")).to_have_text("Ervoor. Ertussen. Erna.")


def test_a_mandate_that_ends_while_its_holder_writes(
    chromium: Browser, demonstration: Demonstration, language: str
) -> None:
    """What was saved stays; what was not is said to be refused, and kept until it may be saved."""
    with (
        Reader.opened(chromium, demonstration.address, language) as chair,
        Reader.opened(chromium, demonstration.address, language) as secretary,
    ):
        room = begin_meeting(chair)
        secretary.sign_in(SECRETARY)
        secretary.open(room)
        write(secretary, "Ervoor.")
        expect_said(secretary, "Saved at %(hour)s.")
        with demonstration.without_access(SECRETARY):
            write(secretary, " Erna.")
            expect_said(secretary, "Not saved. What you typed is kept on this device.")
            chair.open(room)
            expect(last_item(chair).locator("trix-editor")).to_have_text("Ervoor.")
        write(secretary, " Weer toegelaten.")
        expect_said(secretary, "Saved at %(hour)s.")
        forgive(secretary)
        chair.page.reload()
        expect(last_item(chair).locator("trix-editor")).to_have_text("Ervoor. Erna. Weer toegelaten.")


def test_a_device_that_keeps_nothing_says_so(reader: Reader, room: str) -> None:
    """A full or forbidden store: the sentence asks to leave the page open, and nothing is lost."""
    full = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
    reader.page.context.add_init_script(f"if (location.pathname.endsWith('/room')) {{ {full} }}")
    reader.open(room)
    reader.page.context.set_offline(True)
    write(reader, "Vol.")
    expect_said(
        reader,
        "No connection, and this device cannot keep the text: leave this page open. It is saved as soon as the"
        " connection returns.",
    )
    reader.page.context.set_offline(False)
    expect_said(reader, "Saved at %(hour)s.")
    forgive(reader)


def test_notes_are_written_by_keyboard_alone(reader: Reader, room: str) -> None:
    """One stop for all tools, arrows from one to the next; the one that is chosen leads back to the text."""
    reader.open(room)
    editor = last_item(reader).locator("trix-editor")
    editor.focus()
    keys = reader.page.keyboard
    keys.press("Shift+Tab")
    expect(reader.page.locator(":focus")).to_have_attribute("title", reader.word("Bold"))
    keys.press("ArrowRight")
    expect(reader.page.locator(":focus")).to_have_attribute("title", reader.word("Italic"))
    keys.press("Home")
    keys.press("Enter")
    expect(editor).to_be_focused()
    keys.type("Vet")
    keys.press("Tab")
    expect(reader.page.locator(":focus")).to_have_text(reader.word("Save the notes"))
    expect(last_item(reader).locator("textarea").first).to_have_value("<div><strong>Vet</strong></div>")


def test_the_focus_stays_where_one_went_on_a_slow_device(reader: Reader, room: str) -> None:
    """The editor paints what was typed long after one has gone on: it does not fetch the focus back."""
    reader.open(room)
    last_item(reader).locator("trix-editor").focus()
    reader.page.evaluate("() => { window.requestAnimationFrame = (paint) => setTimeout(paint, 400); }")
    keys = reader.page.keyboard
    keys.type("Vet")
    keys.press("Tab")
    reader.page.wait_for_timeout(1000)
    expect(reader.page.locator(":focus")).to_have_text(reader.word("Save the notes"))
    expect(last_item(reader).locator("textarea").first).to_have_value("<div>Vet</div>")


def test_the_cursor_goes_where_one_moved_it_on_a_slow_device(reader: Reader, room: str) -> None:
    """The editor paints what was typed long after the cursor was moved: it does not set it back."""
    reader.open(room)
    last_item(reader).locator("trix-editor").focus()
    reader.page.evaluate("() => { window.requestAnimationFrame = (paint) => setTimeout(paint, 400); }")
    keys = reader.page.keyboard
    keys.type("stad komt langs.")
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("Home")
    reader.page.wait_for_timeout(1000)
    keys.type("De ")
    expect(last_item(reader).locator("textarea").first).to_have_value("<div>De stad komt langs.<br><br></div>")


def test_notes_are_written_without_scripts(
    chromium: Browser, server: str, language: str, reader: Reader, room: str
) -> None:
    """A plain field with the words, saved by its button; one comes back to the item."""
    with Reader.opened(chromium, server, language, width=320, scripts=False) as plain:
        plain.sign_in(CHAIR)
        plain.open(room)
        section = plain.page.locator("section[id^=item-]").last
        section.locator("textarea").fill("eerst\ndan")
        plain.press("Save the notes", inside=section)
        plain.is_told("The notes were saved.")
        expect(plain.page).to_have_url(re.compile(r"/room#item-\d+$"))
        expect(plain.page.locator("section[id^=item-]").last.locator("textarea")).to_have_value("eerst\ndan")
        plain.look()
    reader.open(room)
    expect(last_item(reader).locator("trix-editor div")).to_have_text("eerstdan")
