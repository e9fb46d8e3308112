"""A person in front of a browser: opens pages, signs in, and notices when something is wrong with a page."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.support import Translations
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from cpwb.demo.commands import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Only what is wrong is described, and not by selectors: describing all that is right takes most of the time.
AXE_OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"], "selectors": False, "preload": False}

#: A machine that does much at once is slow now and then; a page that is right never waits this long.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


class _Missing(NullTranslations):
    """What is asked for what no catalogue has."""

    def gettext(self, message: str) -> str:
        raise LookupError(f"no page says “{message}”")


@cache
def _catalogue(language: str) -> Any:
    catalogue = Translations.load(ROOT / "translations", [language])
    catalogue.add_fallback(_Missing())
    return catalogue


class Reader:
    """One browser window with its own session.

    Readers look for words as the pages say them: the journeys name them by their English msgid.
    """

    def __init__(self, page: Page, address: str, language: str, *, has_scripts: bool = True) -> None:
        self.page = page
        self.has_scripts = has_scripts
        self.address = address
        self.language = language
        self.complaints: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        # Questions before something is undone are answered with yes.
        page.on("dialog", lambda dialog: dialog.accept())

    @classmethod
    @contextmanager
    def opened(
        cls,
        browser: Browser,
        address: str,
        language: str,
        width: int = 1280,
        *,
        scripts: bool = True,
        dark: bool = False,
    ) -> Iterator["Reader"]:
        """Open a window, with or without scripts; at its end no page may have complained in the console."""
        context = browser.new_context(
            viewport={"width": width, "height": 800 if width > 400 else 640},
            locale=f"{language}-BE",
            timezone_id="Europe/Brussels",
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(PATIENCE)
        reader = cls(context.new_page(), address, language, has_scripts=scripts)
        try:
            yield reader
        finally:
            context.close()
        assert reader.complaints == []

    def _note(self, message: ConsoleMessage) -> None:
        # A page that refuses with 4xx says so in the console by itself; the journeys look at those pages.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    # -- words --------------------------------------------------------------------------------------------------------

    def word(self, english: str, **values: Any) -> str:
        """Return what the pages say for this msgid in the reader's language."""
        said: str = _catalogue(self.language).gettext(english)
        return said % values if values else said

    def label(self, english: str, **values: Any) -> re.Pattern[str]:
        """Return a pattern for a label with these words, whether it says "optional" after them or not."""
        words, optional = re.escape(self.word(english, **values)), re.escape(self.word("optional"))
        return re.compile(rf"^\s*{words}(\s*\({optional}\))?\s*$")

    # -- pages --------------------------------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        """Return the main part of the page."""
        return self.page.locator("main")

    def open(self, path: str, status: int = 200) -> None:
        """Open a page and look whether it answers and is in order."""
        answer = self.page.goto(self.address + path)
        assert answer and answer.status == status, f"{path} answers {answer and answer.status}"
        self.look()

    def look(self) -> None:
        """Check that the page is in the language, fits the screen, and that axe finds nothing."""
        expect(self.page.locator("h1")).to_have_count(1)
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        self.check_width()
        # axe waits for its own scripts, for ever where none may run.
        if self.has_scripts:
            self.check_axe()

    def check_width(self) -> None:
        """Nothing may be wider than the screen."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} pixels too wide"

    def check_axe(self) -> None:
        """Run axe on the page as it stands."""
        self.page.evaluate(AXE)
        result = self.page.evaluate(f"axe.run(document, {json.dumps(AXE_OPTIONS)})")
        found = [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for violation in result["violations"]
            for node in violation["nodes"][:3]
        ]
        assert found == [], f"{self.page.url}: " + "\n".join(found)

    def is_on(self, english: str, **values: Any) -> None:
        """Wait for the page with this title, and look whether it is in order."""
        expect(self.page.locator("h1")).to_have_text(self.word(english, **values))
        self.look()

    def is_told(self, english: str, **values: Any) -> None:
        """Wait for the sentence that says what the last act did."""
        expect(self.main.get_by_text(self.word(english, **values)).first).to_be_visible()

    # -- acts ---------------------------------------------------------------------------------------------------------

    def press(self, english: str, inside: Locator | None = None, **values: Any) -> None:
        """Press the button with this name."""
        (inside or self.main).get_by_role("button", name=self.word(english, **values), exact=True).click()

    def follow(self, english: str, inside: Locator | None = None, **values: Any) -> None:
        """Follow the link with this name."""
        (inside or self.main).get_by_role("link", name=self.word(english, **values), exact=True).first.click()

    def type(self, english: str, text: str, inside: Locator | None = None) -> None:
        """Type into the field with this label."""
        (inside or self.main).get_by_label(self.label(english)).fill(text)

    def choose(self, english: str, option: str, inside: Locator | None = None) -> None:
        """Choose from the list with this label."""
        (inside or self.main).get_by_label(self.label(english)).select_option(label=option)

    # -- signing in ---------------------------------------------------------------------------------------------------

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in, and read in the language of the journey."""
        self.open("/account/login")
        self.fill_in_sign_in(email, password)
        # One's own language decides from now on, whatever the browser asks for.
        expect(self.page.locator("form[action$='/logout'] button")).to_be_visible()
        self.choose_language()

    def fill_in_sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Fill in the form of the sign-in page, and send it."""
        self.type("E-mail address", email)
        self.type("Password", password)
        self.press("Sign in")

    def choose_language(self) -> None:
        """Press the language of the journey if the page is in the other one."""
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.page.locator(f".language-switch button[value={self.language}]").click()
            expect(self.page.locator("html")).to_have_attribute("lang", self.language)

    def sign_out(self) -> None:
        """Sign out with the button in the head of the page."""
        self.press("Sign out", inside=self.page.locator("header"))
        expect(self.page.locator("header").get_by_role("link", name=self.word("Sign in"), exact=True)).to_be_visible()

    def committee(self) -> str:
        """Return the path of the first committee in which the reader sits."""
        self.open("/")
        return self.page.locator("#committees a").first.get_attribute("href") or ""

    def mail_to(self, recipient: str) -> Locator:
        """Open the outbox of the demonstration, and the last mail to this address in it."""
        self.open("/outbox")
        mail = self.page.get_by_role("article").filter(has_text=recipient).first
        mail.locator("summary").click()
        return mail
