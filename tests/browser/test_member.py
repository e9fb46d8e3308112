"""A member with a telephone of 320 pixels: reports on what was promised, and proposes what to talk about."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

MEMBERS = {"nl": "lotte.proefpersoon@pz-gent.example", "fr": "hugo.prototype@zp-charleroi.example"}
CHAIRS = {"nl": "fien.voorbeeld@pz-gent.example", "fr": "nadia.exemplaire@zp-charleroi.example"}
#: The seats of these members, as the list of owners names them.
SEATS = {"nl": "wijkwerking – PZ Gent (demo)", "fr": "policiers-relais – ZP Charleroi (démo)"}


@pytest.fixture
def promise(chromium: Browser, server: str, language: str) -> str:
    """Return the title of an action point that the member's seat has just taken on."""
    title = f"Affiche ophangen {uuid4().hex[:6]}"
    with Reader.opened(chromium, server, language) as chair:
        chair.sign_in(CHAIRS[language])
        chair.page.goto(f"{server}{chair.committee()}/actions/new")
        chair.type("What is to be done", title)
        chair.choose("Owner", SEATS[language])
        chair.type("Due date", "9/3/2030")
        chair.press("Record the action point")
        expect(chair.page.locator("h1")).to_contain_text(title)
    return title


def _card(reader: Reader, title: str) -> Locator:
    return reader.main.get_by_role("article").filter(has=reader.page.get_by_role("heading", name=title))


def test_a_member_reports_in_one_step(phone: Reader, language: str, promise: str) -> None:
    """From "my action points" the report is written and saved without another page."""
    phone.sign_in(MEMBERS[language])
    phone.open("/my-actions")
    card = _card(phone, promise)
    expect(card).to_contain_text(phone.word("action state: open"))
    card.locator("summary").click()
    phone.look()
    phone.choose("How does it stand?", phone.word("action state: in progress"), inside=card)
    phone.type("What happened", "De affiche hangt aan het loket.", inside=card)
    phone.press("Save the report", inside=card)
    phone.is_on("My action points")
    expect(_card(phone, promise)).to_contain_text(phone.word("action state: in progress"))
    _card(phone, promise).get_by_role("link").click()
    expect(phone.page.locator("#follow-up")).to_contain_text("De affiche hangt aan het loket.")
    phone.look()


def test_what_is_wrong_with_a_report_is_said(phone: Reader, language: str, promise: str) -> None:
    """Completed without a result: the page says what is missing, and keeps what was typed."""
    phone.sign_in(MEMBERS[language])
    phone.open("/my-actions")
    card = _card(phone, promise)
    card.locator("summary").click()
    phone.choose("How does it stand?", phone.word("action state: completed"), inside=card)
    phone.type("What happened", "Overal opgehangen.", inside=card)
    phone.press("Save the report", inside=card)
    expect(phone.main.get_by_role("alert")).to_be_focused()
    phone.look()
    expect(phone.main.get_by_label(phone.label("What happened"))).to_have_value("Overal opgehangen.")
    phone.type("Result", "Wie aan het loket komt, ziet waar men terechtkan.")
    phone.press("Save the report")
    phone.is_on("My action points")
    expect(phone.page.locator("#finished")).to_contain_text(promise)


def test_a_report_needs_no_mouse(reader: Reader, language: str, promise: str) -> None:
    """With the keyboard alone: tab to the action point, open it, choose, type, save."""
    reader.sign_in(MEMBERS[language])
    reader.open("/my-actions")
    card = _card(reader, promise)
    _tab_to(reader, card.locator("summary"))
    reader.page.keyboard.press("Enter")
    _tab_to(reader, card.get_by_label(reader.label("How does it stand?")))
    reader.page.keyboard.type(reader.word("action state: in progress")[:4])
    _tab_to(reader, card.get_by_label(reader.label("What happened")))
    reader.page.keyboard.type("Met het toetsenbord gemeld.")
    _tab_to(reader, card.get_by_role("button", name=reader.word("Save the report")))
    reader.page.keyboard.press("Enter")
    expect(_card(reader, promise)).to_contain_text(reader.word("action state: in progress"))


def _tab_to(reader: Reader, goal: Locator) -> None:
    """Press Tab until the goal has the focus, and see that the focus shows."""
    for _press in range(200):
        if goal.evaluate("element => element === document.activeElement"):
            width = goal.evaluate("element => getComputedStyle(element).outlineWidth")
            assert width != "0px"
            return
        reader.page.keyboard.press("Tab")
    raise AssertionError(f"{goal} cannot be reached with the keyboard")


def test_a_member_proposes_an_item(phone: Reader, language: str) -> None:
    """A proposal is made on a telephone and waits in the backlog, with the organisation but without a name."""
    title = f"Fietspaden aan de school {uuid4().hex[:6]}"
    phone.sign_in(MEMBERS[language])
    phone.open(f"{phone.committee()}/backlog")
    phone.follow("Propose an item")
    phone.is_on("Propose an item")
    phone.press("Propose")
    expect(phone.main.get_by_role("alert")).to_be_focused()
    phone.look()
    phone.type("What should it be about?", title)
    phone.type("Why, and what should the others know beforehand?", "Kinderen rijden op de straat.\nOok in het donker.")
    phone.choose("What do you expect?", phone.word("item kind: decision"))
    phone.press("Propose")
    phone.is_on("Proposed items")
    expect(_card(phone, title)).to_contain_text("Ook in het donker.")
