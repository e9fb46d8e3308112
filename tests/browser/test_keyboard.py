"""A whole meeting is recorded in the room without leaving the page and by keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

#: The chair of the committee of the demonstration with twelve seats; the pages are read in the language of the journey.
CHAIR = "fien.voorbeeld@pz-gent.example"
#: The seat that is meant by its Dutch name, as pages in either language call it.
OWNER = re.compile("^(wijkwerking – PZ Gent|police de quartier – ZP Gand)")
#: Whether the text before the cursor in the editor that has the focus ends with the words that are given.
CURSOR_STANDS_AFTER = """words => {
  const editor = document.activeElement.editor;
  return editor && editor.getDocument().toString().slice(0, editor.getSelectedRange()[0]).endsWith(words);
}"""
#: So many stops no part of the room has between two places.
FAR = 400


class Hands:
    """Somebody who has a keyboard, and a page that tells when anything else was used."""

    def __init__(self, reader: Reader) -> None:
        self.page: Page = reader.page
        self.keys = reader.page.keyboard
        self.page.evaluate(
            "window.pointed = 0; addEventListener('pointerdown', () => { window.pointed += 1; }, { capture: true })"
        )
        self.address = self.page.url.partition("#")[0]

    @property
    def held(self) -> Locator:
        """Return what has the focus; it must be something."""
        expect(self.page.locator("body:focus, html:focus")).to_have_count(0)
        return self.page.locator(":focus")

    def is_at(self, selector: str) -> bool:
        """Say whether what has the focus matches a selector."""
        return bool(self.page.evaluate("what => Boolean(document.activeElement?.matches(what))", selector))

    def go_to(self, selector: str, *, back: bool = False) -> None:
        """Press Tab until something has the focus that matches a selector."""
        expect(self.page.locator(selector).first).to_be_visible()
        for _stop in range(FAR):
            if self.is_at(selector):
                return
            self.keys.press("Shift+Tab" if back else "Tab")
        pytest.fail(f"the Tab key does not lead to {selector}")

    def waits_at(self, selector: str) -> None:
        """Wait until what matches a selector has the focus: that is where an answer leads."""
        expect(self.page.locator(selector).and_(self.page.locator(":focus"))).to_have_count(1)

    def write(self, text: str) -> None:
        """Write a line."""
        self.keys.type(text)
        self.keys.press("Enter")


@pytest.fixture
def hands(reader: Reader) -> Iterator[Hands]:
    """A keyboard in the room of a meeting with five items that has just started."""
    reader.sign_in(CHAIR)
    committee = reader.committee()
    reader.open(f"{committee}/phrases/usual")
    take_over = reader.main.get_by_role("button", name=reader.word("Take over"), exact=True)
    if take_over.count():
        take_over.click()
        reader.is_told("The phrases were taken over. Change them as you like.")
    reader.open(f"{committee}/meetings/plan")
    reader.press("Plan the meeting")
    expect(reader.page).to_have_url(re.compile(r"/meetings/\d+/agenda$"))
    meeting = reader.page.url.removeprefix(reader.address).removesuffix("/agenda")
    expect(reader.page.locator(".ordering-item")).to_have_count(5)
    reader.open(f"{meeting}/start")
    reader.press("Start the meeting")
    reader.open(f"{meeting}/room")
    expect(reader.page.locator("trix-editor[contenteditable]")).to_have_count(5)
    hands = Hands(reader)
    yield hands
    assert hands.page.url.partition("#")[0] == hands.address
    assert hands.page.evaluate("window.pointed") == 0, "the page was left, or a mouse was used"


def items(page: Page) -> list[str]:
    """Return the ids of the items on the agenda, in order."""
    return [part.get_attribute("id") or "" for part in page.locator("section[id^=item-]").all()]


def test_a_whole_meeting_by_keyboard_alone(reader: Reader, hands: Hands) -> None:
    """Attendance of twelve seats, notes of five items, three decisions and four action points."""
    _take_attendance(hands)
    first, second, third, fourth, fifth = (item.removeprefix("item-") for item in items(reader.page))
    _approve_the_last_minutes(reader, hands, first)
    _write_two_tasks(reader, hands, second)
    _vote(hands, third)
    _decide_in_a_line(reader, hands, fourth)
    _promise_with_the_button(hands, fifth)
    expect(reader.page.locator(".decision")).to_have_count(3)
    expect(reader.page.locator("[id^=actions-] .card-item")).to_have_count(4)
    reader.look()
    _is_still_there(reader)


def _take_attendance(hands: Hands) -> None:
    """Say of everybody who sits there that they are present; three seats are vacant.

    Another journey may have opened and filled a seat more in this demonstration.
    """
    page = hands.page
    seats, present = page.locator("#attendance fieldset.pills"), page.locator("#attendance input[value=present]")
    people = present.count()
    assert seats.count() >= 12
    assert people == seats.count() - 3
    for place in range(people):
        hands.go_to(f"#{present.nth(place).get_attribute('id')}")
        hands.keys.press("Space")
        expect(present.nth(place)).to_be_checked()
        hands.waits_at(f"#{present.nth(place).get_attribute('id')}")
    expect(page.locator("#attendance-state tfoot td").first).to_have_text(str(people))


def _go_to_notes(hands: Hands, item: str) -> str:
    """Go to the notes of an item, and return where they are."""
    editor = f"#item-{item} trix-editor"
    hands.go_to(editor)
    heading = hands.page.locator(f"#item-{item} h2").inner_text()
    # The line at the top says in which item one writes, and so does the agenda.
    expect(hands.page.locator("[data-where-now]")).to_have_text(heading)
    expect(hands.page.locator("nav a[aria-current=location]")).to_have_attribute("href", f"#item-{item}")
    return editor


def _approve_the_last_minutes(reader: Reader, hands: Hands, item: str) -> None:
    """Insert a phrase from the tools, and make a decision of it with the keys."""
    editor = _go_to_notes(hands, item)
    hands.keys.press("Shift+Tab")
    hands.keys.press("End")
    hands.waits_at(f"#item-{item} [data-record=phrases]")
    hands.keys.press("Enter")
    hands.waits_at(f"#item-{item} [data-phrases] li:first-child button")
    hands.keys.press("ArrowDown")
    hands.waits_at(f"#item-{item} [data-phrases] li:nth-child(2) button")
    hands.keys.press("Escape")
    hands.waits_at(f"#item-{item} [data-record=phrases]")
    hands.keys.press("Enter")
    hands.keys.press("Enter")
    hands.waits_at(editor)
    expect(hands.held).to_have_text("Het verslag van … wordt goedgekeurd.")
    hands.keys.press("Control+Shift+Enter")
    hands.waits_at(f"#decision-{item} input[name=how]")
    expect(hands.page.locator(f"#decision-{item} textarea")).to_have_value("Het verslag van … wordt goedgekeurd.")
    hands.keys.press("Enter")
    hands.waits_at(editor)
    expect(hands.page.locator(f"#item-{item} .editor-offer")).to_have_text(reader.word("The decision was recorded."))


def _write_two_tasks(reader: Reader, hands: Hands, item: str) -> None:
    """One line says all: it is offered, and taken with the key. Another one leaves the owner and the date open."""
    editor = _go_to_notes(hands, item)
    hands.write("Actie: brief schrijven, wijkwerking, 1/4")
    offer = hands.page.locator(f"#item-{item} .editor-offer button")
    expect(offer).to_have_text(reader.word("Make an action point of it"))
    hands.keys.press("Control+Enter")
    form = hands.page.locator(f"#action-{item}")
    hands.waits_at(f"#action-{item} button[type=submit]")
    expect(form.locator("input[name=title]")).to_have_value("brief schrijven")
    expect(form.locator("input[name=due_on]")).to_have_value(re.compile(r"^1/04/\d{4}$"))
    expect(form.locator("select[name=owner] option:checked")).to_have_text(OWNER)
    hands.keys.press("Enter")
    hands.waits_at(editor)
    hands.write("De stad komt langs. De brug belt de school op. Daarna volgt een verslag.")
    # Back into the second sentence.
    hands.keys.press("ArrowUp")
    hands.keys.press("Home")
    for _sign in range(len("De stad komt langs. De")):
        hands.keys.press("ArrowRight")
    # The browser tells the editor a moment later where the cursor stands.
    hands.page.wait_for_function(CURSOR_STANDS_AFTER, arg="De stad komt langs. De")
    hands.keys.press("Control+Enter")
    hands.waits_at(f"#action-{item} select[name=owner]")
    expect(form.locator("input[name=title]")).to_have_value("De brug belt de school op")
    hands.keys.press("ArrowDown")
    hands.keys.press("Tab")
    hands.keys.type("9/3")
    hands.keys.press("Enter")
    hands.waits_at(editor)
    expect(hands.page.locator(f"#actions-{item} .card-item")).to_have_count(2)


def _vote(hands: Hands, item: str) -> None:
    """Open the form with its button, count the votes, and go on from what was done; then a task from the tools."""
    editor = _go_to_notes(hands, item)
    hands.keys.type("De buurt vraagt meer licht.")
    hands.go_to(f"#decisions-{item} .region-head a")
    hands.keys.press("Enter")
    hands.waits_at(f"#decision-{item}")
    hands.go_to(f"#decision-{item} textarea")
    hands.keys.type("Twee lampen aan de halte")
    hands.go_to(f"#decision-{item} input[name=how]")
    hands.keys.press("ArrowRight")
    for name, votes in (("votes_for", "3"), ("votes_against", "1"), ("votes_abstain", "0")):
        hands.go_to(f"#decision-{item} input[name={name}]")
        hands.keys.type(votes)
    hands.keys.press("Enter")
    hands.waits_at(f"#decisions-{item} .done")
    expect(hands.page.locator(f"#decisions-{item} .decision")).to_contain_text("Twee lampen aan de halte")
    hands.go_to(editor, back=True)
    hands.keys.press("Shift+Tab")
    hands.keys.press("End")
    hands.keys.press("ArrowLeft")
    hands.waits_at(f"#item-{item} [data-record=action]")
    hands.keys.press("Enter")
    hands.waits_at(f"#action-{item} select[name=owner]")
    # Changed one's mind: back to where one wrote.
    hands.go_to(f"#action-{item} .entry-buttons a")
    hands.keys.press("Enter")
    hands.waits_at(editor)


def _decide_in_a_line(reader: Reader, hands: Hands, item: str) -> None:
    """In French in a Dutch meeting; the line is offered, and its button taken."""
    editor = _go_to_notes(hands, item)
    hands.write("Décision : la réunion suivante commence à 18 h.")
    offer = hands.page.locator(f"#item-{item} .editor-offer button")
    expect(offer).to_have_text(reader.word("Make a decision of it"))
    hands.go_to(f"#item-{item} .editor-offer button")
    hands.keys.press("Enter")
    hands.waits_at(f"#decision-{item} input[name=how]")
    expect(hands.page.locator(f"#decision-{item} textarea")).to_have_value("la réunion suivante commence à 18 h.")
    hands.keys.press("Enter")
    hands.waits_at(editor)
    hands.write("Action : envoyer la lettre, 1/4")
    hands.keys.press("Control+Enter")
    hands.waits_at(f"#action-{item} select[name=owner]")
    hands.keys.press("ArrowDown")
    hands.keys.press("Enter")
    # Enter in a list chooses; the form is sent with its button.
    if hands.is_at(f"#action-{item} select[name=owner]"):
        hands.go_to(f"#action-{item} button[type=submit]")
        hands.keys.press("Enter")
    hands.waits_at(editor)


def _promise_with_the_button(hands: Hands, item: str) -> None:
    """Open the form with its button, be refused, and be led to what is missing."""
    hands.go_to(f"#actions-{item} .region-head a")
    hands.keys.press("Enter")
    hands.waits_at(f"#action-{item}")
    hands.go_to(f"#action-{item} input[name=title]")
    hands.keys.type("Zaal vastleggen")
    hands.keys.press("Enter")
    expect(hands.page.locator(f"#action-{item} .field-error").first).to_be_visible()
    expect(hands.held).to_have_count(1)
    hands.go_to(f"#action-{item} select[name=owner]")
    hands.keys.press("ArrowDown")
    hands.go_to(f"#action-{item} input[name=due_on]")
    hands.keys.type("1/4")
    hands.keys.press("Enter")
    hands.waits_at(f"#actions-{item} .done")
    hands.go_to(f"#item-{item} .part-actions button", back=True)
    hands.keys.press("Enter")
    expect(hands.page.locator("#on-screen a")).to_have_text(hands.page.locator(f"#item-{item} h2").inner_text())
    hands.waits_at(f"#item-{item} .part-actions button")


def _is_still_there(reader: Reader) -> None:
    """What was recorded is what another window of the same person reads."""
    other = reader.page.context.new_page()
    other.goto(reader.page.url)
    expect(other.locator("#attendance input[value=present]:checked")).to_have_count(9)
    expect(other.locator(".decision")).to_have_count(3)
    expect(other.locator("[id^=actions-] .card-item")).to_have_count(4)
    expect(other.locator("section[id^=item-] trix-editor").first).to_have_text("Het verslag van … wordt goedgekeurd.")
    other.close()
