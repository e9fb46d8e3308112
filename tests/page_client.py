"""The page client: a test client that checks every page that any test fetches, in Dutch and in French.

After GOV.UK Notify's: a page with two headings, an input without a label, a form without CSRF token or an English
msgid fails the test that fetched it, whatever that test was about.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from flask import Flask, g
from justhtml import Element, JustHTML
from werkzeug.test import TestResponse

from cpwb.accounts.user import User
from cpwb.core.extensions import db

LANGUAGES = ("nl", "fr")
TRANSLATIONS = Path(__file__).parent.parent / "translations"


@lru_cache
def english_texts(language: str) -> frozenset[str]:
    """Return the msgids of two words or more whose translation differs: none of them may show on a page."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file)
    return frozenset(
        message.id
        for message in catalogue
        if isinstance(message.id, str) and " " in message.id and "%" not in message.id and message.id != message.string
    )


def text_of(element: Element) -> str:
    """Return the words of an element with single spaces."""
    return re.sub(r"\s+", " ", element.to_text(separator=" ")).strip()


@dataclass(frozen=True)
class Page:
    """One answer, parsed."""

    response: TestResponse
    document: JustHTML

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return self.response.status_code

    @property
    def h1(self) -> str:
        """Return the one heading of the page."""
        return text_of(self.one("h1"))

    @property
    def text(self) -> str:
        """Return the words of the main part."""
        return text_of(self.one("main"))

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Every element of the page, in the order of the text."""
        found: list[Element] = []
        waiting: list[Any] = [self.document.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element):
                found.append(node)
            waiting.extend(reversed(node.children or ()))
        return tuple(found)

    def named(self, *names: str) -> list[Element]:
        """Return the elements with one of these names: what `all` finds by a selector, many times as fast."""
        return [element for element in self.elements if element.name in names]

    def with_attribute(self, *names: str) -> list[Element]:
        """Return the elements that have one of these attributes."""
        return [element for element in self.elements if any(name in element.attrs for name in names)]

    def all(self, selector: str) -> list[Element]:
        """Return the elements that a CSS selector finds."""
        return [found for found in self.document.query(selector) if isinstance(found, Element)]

    def one(self, selector: str) -> Element:
        """Return the one element that a CSS selector finds; fail when there is none or are several."""
        found = self.all(selector)
        assert len(found) == 1, f"{selector} found {len(found)} elements"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        """Return the words of each element that a CSS selector finds."""
        return [text_of(element) for element in self.all(selector)]

    def links(self) -> list[str]:
        """Return the addresses of all links in the main part."""
        return [link.attrs["href"] or "" for link in self.all("main a[href]")]


class PageClient:
    """A browser without scripts: a visitor, or `user` signed in."""

    def __init__(self, app: Flask, *, user: User | None = None) -> None:
        self.app = app
        self.client = app.test_client()
        self.user_id: int | None = None
        self._csrf = ""
        if user is not None:
            db.session.commit()
            self.user_id = user.id
            with self.client.session_transaction() as session:
                session["_user_id"] = user.fs_uniquifier
                session["_fresh"] = True
                session["fs_cc"] = "set"
                session.permanent = True

    def get(self, path: str, *, status: int = 200, language: str = "nl") -> Page:
        """Fetch a page, check it in both languages, and return it in `language`."""
        pages = {}
        for code in LANGUAGES:
            response = self._send("GET", path, code)
            assert response.status_code == status, f"GET {path} gave {response.status_code}: {_why(response)}"
            if response.mimetype != "text/html" or 300 <= response.status_code < 400:
                return Page(response, JustHTML("<p></p>", fragment=True))
            pages[code] = checked(response, code)
        return pages[language]

    def get_raw(self, path: str, *, language: str = "nl") -> TestResponse:
        """Fetch something without looking at it."""
        return self._send("GET", path, language)

    def post_raw(self, path: str, data: Any = None, *, language: str = "nl", **options: Any) -> TestResponse:
        """Send something without looking at the answer; the token is the caller's affair."""
        return self._send("POST", path, language, data=data, **options)

    def post(
        self,
        path: str,
        data: dict[str, Any] | None = None,
        *,
        status: int = 302,
        language: str = "nl",
        csrf: bool = True,
        headers: dict[str, str] | None = None,
    ) -> Page:
        """Send a form; a page that comes back is checked like any other."""
        data = dict(data or {})
        if csrf:
            data["csrf_token"] = self.csrf_token()
        response = self._send("POST", path, language, data=data, headers=headers or {})
        assert response.status_code == status, f"POST {path} gave {response.status_code}: {_why(response)}"
        if response.mimetype != "text/html" or 300 <= response.status_code < 400:
            return Page(response, JustHTML("<p></p>", fragment=True))
        return checked(response, language)

    def follow(self, page: Page, *, status: int = 200, language: str = "nl") -> Page:
        """Fetch the page that an answer leads to."""
        return self.get(page.response.headers["Location"], status=status, language=language)

    def csrf_token(self) -> str:
        """Return the token of this session."""
        if not self._csrf:
            # The shortest page that everybody may open.
            html = self._send("GET", "/nowhere", "nl").text
            found = re.search(r'name="csrf_token" value="([^"]+)"', html)
            assert found
            self._csrf = found[1]
        return self._csrf

    def forget_token(self) -> None:
        """Ask for a new token with the next form: it changes when somebody signs in or out."""
        self._csrf = ""

    def _send(self, method: str, path: str, language: str, **options: Any) -> TestResponse:
        db.session.commit()
        # The tests' application context outlives a request; what a request kept in it must not.
        for name in list(g):
            g.pop(name)
        headers = {"Accept-Language": language, **options.pop("headers", {})}
        response = self.client.open(path, method=method, headers=headers, **options)
        db.session.expire_all()
        return response


def _why(response: TestResponse) -> str:
    """Return what a page says is wrong."""
    if response.mimetype != "text/html" or not response.data:
        return response.text[:300]
    document = JustHTML(response.data, sanitize=False)
    return " | ".join(
        text_of(part) for part in document.query(".notice-bad, .field-error, main")[:3] if isinstance(part, Element)
    )[:800]


def checked(response: TestResponse, language: str) -> Page:
    """Return the page after checking what every page must be."""
    html = response.text
    if "<html" not in html[:200]:
        return Page(response, _parsed(html, fragment=True))
    page = Page(response, _parsed(html))
    _check_frame(page, language)
    _check_ids(page)
    _check_forms(page)
    _check_policy(page)
    _check_words(page, language)
    return page


def _parsed(html: str, *, fragment: bool = False) -> JustHTML:
    document = JustHTML(html, sanitize=False, collect_errors=True, fragment=fragment)
    assert not document.errors, f"not well-formed: {document.errors[:3]}"
    return document


def _check_frame(page: Page, language: str) -> None:
    assert [element.attrs.get("lang") for element in page.named("html")] == [language]
    headings = page.named("h1", "h2", "h3", "h4")
    firsts = [text_of(heading) for heading in headings if heading.name == "h1"]
    assert len(firsts) == 1 and firsts[0], f"not one h1 with words: {firsts}"
    titles = [text_of(title) for title in page.named("title") if title.parent and title.parent.name == "head"]
    assert titles == [f"{firsts[0]} – CPWB"], "title and h1 disagree"
    levels = [int(heading.name[1]) for heading in headings]
    jumps = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert not jumps, f"heading levels are skipped: {jumps}"


def _check_ids(page: Page) -> None:
    counts = Counter(element.attrs["id"] for element in page.with_attribute("id"))
    twice = {identity for identity, count in counts.items() if count > 1}
    assert not twice, f"ids stand twice: {twice}"
    pointing = ("for", "aria-describedby", "aria-labelledby")
    for element in page.with_attribute(*pointing):
        for name in pointing:
            missing = set((element.attrs.get(name) or "").split()) - set(counts)
            assert not missing, f"{name} names ids that are not there: {missing}"


def _check_forms(page: Page) -> None:
    labelled = {label.attrs.get("for") for label in page.named("label")}
    for field in page.named("input", "select", "textarea"):
        if field.attrs.get("type") in ("hidden", "submit"):
            continue
        named = field.attrs.get("id") in labelled or field.attrs.get("aria-label") or field.attrs.get("aria-labelledby")
        assert named, f"no label: {field.to_html()}"
    for form in page.named("form"):
        if (form.attrs.get("method") or "").lower() == "post":
            tokens = form.query("input[name=csrf_token]")
            assert len(tokens) == 1 and (tokens[0].attrs or {}).get("value"), f"no CSRF token: {form.to_html()[:300]}"
    for button in page.named("button"):
        assert text_of(button) or button.attrs.get("aria-label"), "a button without words"


def _check_policy(page: Page) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    assert "unsafe-" not in policy
    for script in page.named("script"):
        nonce = script.attrs.get("nonce")
        data = script.attrs.get("type") == "application/json"
        assert data or script.attrs.get("src") or (nonce and f"'nonce-{nonce}'" in policy), "an inline script"
    assert not page.with_attribute("style"), "an inline style"
    handlers = [name for element in page.elements for name in element.attrs if name.startswith("on")]
    assert not handlers, f"inline handlers: {handlers}"
    links = [element for element in page.named("link") if "href" in element.attrs]
    for element in (*page.with_attribute("src"), *links):
        address = element.attrs.get("src") or element.attrs.get("href") or ""
        assert not re.match(r"(?i)https?:|//", address), f"a request to another host: {address}"


#: The elements of which the words are looked up among the msgids.
SPOKEN = ("h1", "h2", "h3", "th", "dt", "label", "legend", "button", "a", "p", "summary", "option")


def _check_words(page: Page, language: str) -> None:
    raw = english_texts(language).intersection(map(text_of, page.named(*SPOKEN)))
    assert not raw, f"not translated into {language}: {raw}"
    assert "%(" not in page.text, "a placeholder was not filled in"
