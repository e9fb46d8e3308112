"""The styleguide shows every component, in both languages, and only to those who build pages."""

import re
from pathlib import Path

from flask import Flask

from tests.page_client import PageClient

COMPONENTS = Path(__file__).resolve().parents[3] / "cpwb" / "ui" / "templates" / "ui"


def test_every_component_is_shown(visitor: PageClient) -> None:
    """Each file has a section of its name; the page client checks headings, labels, ids and words in both languages."""
    page = visitor.get("/styleguide")
    shown = {(section.attrs["id"] or "").removeprefix("shows-") for section in page.all("section[id^=shows-]")}
    assert sorted(shown) == sorted(path.stem for path in COMPONENTS.glob("*.html"))


def test_every_component_is_called() -> None:
    """Directly, or by a component or the base page that is shown."""
    templates = [COMPONENTS.parent / "styleguide.html", COMPONENTS.parent / "base.html", *COMPONENTS.glob("*.html")]
    calls = {
        name
        for path in templates
        for name in re.findall(r"\b(\w+)\(", re.sub(r"\{%-?\s*macro.*?%\}", "", path.read_text(encoding="utf-8")))
    }
    assert sorted({path.stem for path in COMPONENTS.glob("*.html")} - calls) == []


def test_in_production_it_is_not_there(app: Flask, visitor: PageClient) -> None:
    """Readers have no use for it."""
    app.config["CPWB_STYLEGUIDE"] = False
    try:
        visitor.get("/styleguide", status=404)
    finally:
        app.config["CPWB_STYLEGUIDE"] = True
