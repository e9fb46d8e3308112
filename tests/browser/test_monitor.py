"""The monitor reads what all committees did together, and never learns who sits in them."""

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from cpwb.core import clock
from cpwb.demo.cast import STAFF
from cpwb.demo.commands import STORIES
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

MONITOR = next(staff for staff in STAFF if staff.key == "monitor")


def _secrets() -> Iterator[str]:
    """Yield the names, and how to reach them, of everybody who sits in a committee."""
    for story in STORIES:
        for chair in story.chairs:
            if chair.first_name:
                yield f"{chair.first_name} {chair.last_name}"
                yield from filter(None, [chair.contact])
            if chair.alternate:
                yield " ".join(chair.alternate)


def _names_in(text: str) -> list[str]:
    return [secret for secret in _secrets() if secret in text]


def _figure(reader: Reader, english: str) -> Locator:
    return reader.page.locator(".figure-item").filter(has_text=reader.word(english)).first


def test_the_monitor_reads_the_figures(reader: Reader, tmp_path: Path) -> None:
    """The overview of another period, the list behind a figure, and the same figures as a file."""
    reader.sign_in(MONITOR.email)
    reader.page.locator("header").get_by_role("link", name=reader.word("Overview"), exact=True).click()
    reader.is_on("Overview of all committees")
    reader.choose("Period", reader.word("from – to"))
    reader.type("From, or a day in it", f"{clock.today() - timedelta(days=500):%d/%m/%Y}")
    reader.press("Filter")
    reader.is_on("Overview of all committees")
    held = sum(len(story.gatherings) for story in STORIES)
    figure = _figure(reader, "meetings held")
    expect(figure.locator(".figure-value")).to_have_text(re.compile(rf"^\s*{held}\b"))
    with reader.page.expect_download() as download:
        reader.follow("Export as CSV")
    path = tmp_path / "overview.csv"
    download.value.save_as(path)
    text = path.read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(text.splitlines()))) > 1
    assert _names_in(text) == []
    figure.get_by_role("link").click()
    reader.look()
    expect(reader.page.locator("tbody tr")).to_have_count(held)
    reader.page.locator("tbody a").first.click()
    reader.look()


def test_a_period_that_cannot_be_is_refused(reader: Reader) -> None:
    """The end before the start: the page says so."""
    reader.sign_in(MONITOR.email)
    reader.open("/overview?span=free&first=2026-06-01&last=2026-01-01", status=422)
    expect(reader.main.get_by_role("alert")).to_contain_text(reader.word("The end lies before the start."))


def test_the_monitor_sees_nobody(reader: Reader) -> None:
    """On no page that links lead to stands the name of somebody who sits in a committee, or how to reach them."""
    assert len(list(_secrets())) > 40
    reader.sign_in(MONITOR.email)
    waiting, seen = ["/"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        reader.page.goto(reader.address + path)
        assert _names_in(reader.page.locator("html").inner_text()) == [], path
        assert _names_in(reader.page.content()) == [], path
        links = reader.page.eval_on_selector_all(
            "main a[href], nav a[href]", "all => all.map(a => a.getAttribute('href'))"
        )
        waiting.extend(link for link in links if _leads_on(link))
    assert len(seen) > 40


def _leads_on(link: str) -> bool:
    """Leave out the lists sorted and filtered otherwise, and the zones without a committee."""
    parts = urlsplit(link)
    return (
        link.startswith("/")
        and not parts.query
        and not parts.path.endswith((".csv", ".docx", ".pdf"))
        and "/zones" not in link
    )
