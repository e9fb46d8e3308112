"""Every page that somebody can reach by links is in order, in both languages, narrow and wide.

The demonstration is read as each kind of reader: from the home page on, one page per route is opened and looked at by
axe. With `CPWB_PICTURES=yes` a picture of each is kept in `tests/browser/output` for people.
"""

import os
import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import OUTPUT
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

#: Pictures take a quarter of the time of the walk, and only people look at them.
PICTURES = os.environ.get("CPWB_PICTURES") == "yes"

READERS = {
    "visitor": None,
    "chair": "fien.voorbeeld@pz-gent.example",
    "member": "lotte.proefpersoon@pz-gent.example",
    "coordinator": "aurelie.exemple@zp-charleroi.example",
    "monitor": "dario.modulo@monitor.example",
    "administrator": "beheer@cpwb.example",
}


def _kind(path: str) -> str:
    """Return the route of a path: numbers and queries taken away."""
    return re.sub(r"\d+", "0", urlsplit(path).path)


@pytest.mark.parametrize("who", READERS)
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_in_order(chromium: Browser, server: str, language: str, who: str, width: int) -> None:
    """Every page has one heading, fits the screen, and gives axe nothing to say."""
    with Reader.opened(chromium, server, language, width) as reader:
        email = READERS[who]
        if email:
            reader.sign_in(email)
        waiting, seen = deque(["/", "/account/login", "/account/reset", "/who-may-do-what"]), set[str]()
        problems = []
        folder = OUTPUT / language / str(width) / who
        while waiting:
            path = waiting.popleft()
            if _kind(path) in seen:
                continue
            seen.add(_kind(path))
            try:
                reader.open(path)
            except AssertionError as problem:
                problems.append(str(problem))
            if PICTURES:
                name = _kind(path).strip("/").replace("/", "_") or "home"
                reader.page.screenshot(path=folder / f"{name}.png", full_page=True)
            if path == "/outbox":
                continue  # the links in mails are for their readers
            links = reader.page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
            waiting.extend(
                link
                for link in links
                if link.startswith("/") and not re.search(r"\.(pdf|csv|docx|json)|^/static/", link) and "#" not in link
            )
        assert problems == []
        assert len(seen) > 3
