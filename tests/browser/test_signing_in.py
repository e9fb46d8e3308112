"""Getting in: signing in and out, a new password, an invitation, another language, and a session that ends."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

ADMINISTRATOR = "beheer@cpwb.example"
MONITOR = "dario.modulo@monitor.example"
CHAIRS = {"nl": "fien.voorbeeld@pz-gent.example", "fr": "nadia.exemplaire@zp-charleroi.example"}

A_PASSWORD = "tulp regen fanfare"
ANOTHER_PASSWORD = "wolk trommel citroen"


def _new_address() -> str:
    return f"{uuid4().hex[:12]}@voorbeeld.example"


def _join(reader: Reader, password: str, email: str) -> None:
    """Follow the link of an invitation in the outbox, choose language and password, and land signed in."""
    reader.mail_to(email).get_by_role("link").click()
    reader.is_on("Welcome to CPWB")
    reader.choose("Language", "Nederlands" if reader.language == "nl" else "Français")
    reader.type("Password", password)
    reader.type("Password, once more", password)
    reader.press("Start")
    reader.is_told("Welcome. Your account is ready.")
    reader.look()


def test_one_signs_in_and_out(reader: Reader) -> None:
    """A wrong password is refused without telling what is wrong; the right one opens the first page."""
    reader.open("/account/login")
    for email, password in ((MONITOR, "geen idee meer"), (_new_address(), "geen idee meer")):
        reader.fill_in_sign_in(email, password)
        reader.is_told("The e-mail address or the password is not right. Check both, or set a new password.")
        reader.look()
    reader.sign_in(MONITOR)
    reader.is_on("Home")
    reader.sign_out()
    reader.page.goto(f"{reader.address}/overview")
    reader.is_on("Sign in")


def test_one_goes_on_to_the_page_one_asked_for(reader: Reader) -> None:
    """Signing in leads to where one was going."""
    reader.open("/my-consents")
    reader.is_on("Sign in")
    reader.fill_in_sign_in(MONITOR)
    expect(reader.page).to_have_url(f"{reader.address}/my-consents")


def test_an_invited_person_joins_and_sets_a_new_password(
    reader: Reader, chromium: Browser, server: str, language: str
) -> None:
    """The administrator invites; the invited person joins, forgets the password, and sets a new one by mail."""
    email = _new_address()
    reader.sign_in(ADMINISTRATOR)
    reader.open("/users/invite")
    reader.type("Name", "Nieuwe Sjabloon")
    reader.type("E-mail address", email)
    reader.choose("Language of the invitation", "Nederlands" if language == "nl" else "Français")
    reader.press("Invite")
    reader.is_told("The invitation is on its way. Now give the person a role.")
    with Reader.opened(chromium, server, language) as invited:
        _join(invited, A_PASSWORD, email)
        invited.sign_out()
        invited.open("/account/login")
        invited.follow("Forgot your password?")
        invited.is_on("Forgot your password?")
        invited.type("E-mail address", email)
        invited.press("Send me the link")
        expect(invited.main.get_by_role("status")).to_be_visible()
        invited.look()
        invited.mail_to(email).get_by_role("link").click()
        invited.is_on("Set a new password")
        invited.type("New password", ANOTHER_PASSWORD)
        invited.type("New password, once more", ANOTHER_PASSWORD)
        invited.press("Set the password")
        expect(invited.main.get_by_role("status")).to_be_visible()
        invited.look()
        invited.sign_in(email, ANOTHER_PASSWORD)
        invited.is_on("Home")


def test_a_chair_seats_and_invites_somebody(reader: Reader, chromium: Browser, server: str, language: str) -> None:
    """A person gets a seat and an invitation, and sees the committee as soon as the invitation is accepted."""
    email, name = _new_address(), f"Proef {uuid4().hex[:6]}"
    reader.sign_in(CHAIRS[language])
    committee = reader.committee()
    reader.open(f"{committee}/seats/new")
    side = reader.word("municipality and partners")
    reader.choose("Side", side)
    organisation = reader.page.locator("#organisation_id option").filter(has_text=side).first
    reader.page.locator("#organisation_id").select_option(value=organisation.get_attribute("value"))
    reader.page.locator("[name=title-nl]").fill(f"zetel van {name}")
    reader.page.locator("[name=title-fr]").fill(f"siège de {name}")
    reader.press("Open the seat")
    reader.look()
    seat = reader.page.url.removeprefix(reader.address)
    reader.open(f"{committee}/persons/new")
    reader.type("First name", "Proef")
    reader.type("Last name", name)
    reader.type("E-mail address, telephone number or postal address", email)
    reader.press("Record the person")
    reader.look()
    person = reader.page.url.removeprefix(reader.address)
    reader.open(f"{seat}/mandates/new")
    reader.choose("Person", f"Proef {name}")
    reader.press("Record the mandate")
    reader.look()
    reader.open(person)
    reader.press("Invite to an account")
    reader.look()
    with Reader.opened(chromium, server, language) as invited:
        _join(invited, A_PASSWORD, email)
        invited.page.locator("#committees a").first.click()
        expect(invited.page).to_have_url(f"{server}{committee}")
        invited.look()


def test_the_language_changes_on_the_page_where_one_is(reader: Reader) -> None:
    """The other language comes on the same page, with the same filters, and stays."""
    reader.open("/account/login?next=/overview")
    other = "fr" if reader.language == "nl" else "nl"
    reader.page.locator(f".language-switch button[value={other}]").click()
    expect(reader.page.locator("html")).to_have_attribute("lang", other)
    expect(reader.page).to_have_url(f"{reader.address}/account/login?next=/overview")
    reader.page.goto(f"{reader.address}/who-may-do-what")
    expect(reader.page.locator("html")).to_have_attribute("lang", other)
    reader.choose_language()
    reader.is_on("Who may do what")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_text_outlives_the_session(chromium: Browser, server: str, language: str, scripts: bool) -> None:
    """The session ends while somebody types: after signing in again the text is there, and is saved in one step."""
    title, reason = f"Een bank bij de halte {uuid4().hex[:6]}", "Wie wacht,\nstaat nu in de regen & de wind."
    with Reader.opened(chromium, server, language, scripts=scripts) as reader:
        reader.sign_in(CHAIRS[language])
        committee = reader.committee()
        reader.open(f"{committee}/backlog/propose")
        reader.type("What should it be about?", title)
        reader.type("Why, and what should the others know beforehand?", reason)
        reader.page.context.clear_cookies()
        reader.press("Propose")
        reader.is_on("Sign in")
        reader.fill_in_sign_in(CHAIRS[language])
        reader.is_on("Your text was kept")
        expect(reader.main).to_contain_text(title)
        expect(reader.main).to_contain_text("staat nu in de regen & de wind.")
        reader.press("Save my text")
        expect(reader.page).to_have_url(f"{server}{committee}/backlog")
        expect(reader.main.get_by_role("heading", name=title)).to_be_visible()
        reader.look()


def test_the_browser_keeps_what_was_typed(reader: Reader) -> None:
    """Whoever leaves a form without saving finds the text in it again; once it is saved, the form is empty."""
    title = f"Lampen in het park {uuid4().hex[:6]}"
    reader.sign_in(CHAIRS[reader.language])
    form = f"{reader.committee()}/backlog/propose"
    reader.open(form)
    reader.type("What should it be about?", title)
    reader.page.context.clear_cookies()
    reader.sign_in(CHAIRS[reader.language])
    reader.open(form)
    reader.is_told("Your text was kept. It is not saved yet.")
    expect(reader.main.get_by_label(reader.label("What should it be about?"))).to_have_value(title)
    reader.press("Propose")
    expect(reader.main.get_by_role("heading", name=title)).to_be_visible()
    reader.open(form)
    expect(reader.main.get_by_label(reader.label("What should it be about?"))).to_have_value("")
