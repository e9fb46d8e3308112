"""Every kind of reader walks through the whole house: pages open, doors are no dead ends, names stay where they may be.

The world is hostile: each page shows apostrophes, tags, right-to-left names and texts of 200 characters.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from zipfile import ZipFile

import pytest
from flask import Flask
from justhtml import Element, JustHTML
from pypdf import PdfReader
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from cpwb.access.guard import PUBLIC
from cpwb.access.permissions import IN_A_COMMITTEE, Permission, Role
from cpwb.accounts.queries import actor_for
from cpwb.accounts.user import User
from cpwb.core import clock
from tests.access.routes import opens, routes, visits
from tests.access.world import World, a_world
from tests.architecture.source import nothing
from tests.factories.accounts import a_grant, a_user
from tests.page_client import LANGUAGES, PageClient, checked


@dataclass(frozen=True)
class Reader:
    """Somebody who walks, and the marks of what that reader never meets."""

    name: str
    roles: tuple[Role, ...]
    never: Callable[[World], tuple[str, ...]]


def _nothing(_world: World) -> tuple[str, ...]:
    return ()


def _people_and_notes(world: World) -> tuple[str, ...]:
    return world.named, world.unnamed, world.said, world.restricted


READERS = (
    Reader("everything", (Role.ADMINISTRATOR, Role.MONITOR, Role.COORDINATOR, Role.CHAIR), _nothing),
    Reader("chair", (Role.CHAIR,), _nothing),
    Reader("secretary", (Role.SECRETARY,), _nothing),
    Reader("coordinator", (Role.COORDINATOR,), lambda world: (world.restricted,)),
    Reader("member", (Role.MEMBER,), lambda world: (world.restricted, world.unnamed)),
    Reader("alternate", (Role.ALTERNATE,), lambda world: (world.restricted, world.unnamed)),
    Reader("observer", (Role.OBSERVER,), lambda world: (world.restricted, world.unnamed)),
    Reader("monitor", (Role.MONITOR,), _people_and_notes),
    Reader("administrator", (Role.ADMINISTRATOR,), _people_and_notes),
    Reader("nobody", (), lambda world: (world.mark,)),
)

#: On one database, and the one who opens most on the other: that both answer alike who may see what, the parity test
#: shows, and a page that breaks on one of them breaks for whoever opens it.
WALKS = [*(("sqlite", reader) for reader in READERS), ("postgres", READERS[0])]


@pytest.fixture
def world(session: Session) -> World:
    """A committee with everything in it."""
    return a_world(session)


def enter(app: Flask, session: Session, world: World, reader: Reader) -> PageClient:
    """Sign a reader in; who sits in the committee holds the seat of the community."""
    user = a_user(session)
    for role in reader.roles:
        seat = world.seats[1] if role in IN_A_COMMITTEE else None
        a_grant(session, user=user, role=role, committee=world.committee, zone=world.zone, seat=seat)
    return PageClient(app, user=user)


@pytest.mark.parametrize(("app", "reader"), WALKS, indirect=["app"], ids=lambda value: getattr(value, "name", value))
def test_a_reader_walks_through_the_house(app: Flask, session: Session, world: World, reader: Reader) -> None:
    """Every page opens, is not there or says who may; no link leads to a refusal; no text stands where it may not."""
    client = enter(app, session, world, reader)
    actor = actor_for(session, session.get(User, client.user_id), clock.today())
    never = reader.never(world)
    wrong: list[str] = []
    opened = 0
    doors: dict[tuple[str, str], str] = {}
    for route, path, response in visits(app, world, client, variants=5):
        if response.status_code not in ALLOWED:
            wrong.append(f"{path}: {response.status_code}")
        if response.status_code != 200:
            continue
        opened += 1
        # What was published says which committee it comes from; nobody is named there.
        marks = _people_and_notes(world) if route.access == PUBLIC and world.mark in never else never
        wrong += [f"{path}: shows {mark}" for mark in marks if mark in words_of(response)]
        if response.mimetype == "text/html" and route.name != "ui.styleguide":
            doors |= {door: path for door in doors_of(response.text) if door not in doors}
    wrong += [f"{path}: its {method} to {door} is refused" for (method, door), path in doors.items()
              if door.startswith("/") and not opens(app, actor, door, method)]  # fmt: skip
    nothing(wrong, f"{reader.name} meets what should not be there. A button asks the permission of its page: may(…).")
    assert opened >= 4


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_what_is_restricted_is_in_no_paper_but_the_chairs_copies(app: Flask, session: Session, world: World) -> None:
    """Whoever downloads it, as PDF and as Word: the file goes to others."""
    client = enter(app, session, world, READERS[0])
    wrong, holding = [], set()
    for route, path, response in visits(app, world, client, variants=16):
        if "suffix" not in route.rule.arguments or response.status_code != 200:
            continue
        if route.access == Permission.AGENDA_PRINT:
            holding |= {route.name} if world.restricted in words_of(response) else set()
        elif world.restricted in words_of(response):
            wrong.append(path)
    nothing(wrong, "These papers are for everybody. What is restricted belongs in a chair's copy.")
    assert holding == {f"papers.{each}chairs_copy" for each in ("", "action_list_", "approved_", "minutes_")}


#: What a page may answer: it opens, leads on, is not for this reader (403, 404), or has nothing to show (410).
ALLOWED = {200, 302, 403, 404, 410}


def words_of(response: TestResponse) -> str:
    """Return what an answer says: a page, a table, or a paper as PDF or as Word; a picture says nothing."""
    if response.mimetype == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
    if response.data.startswith(b"PK"):
        with ZipFile(io.BytesIO(response.data)) as word:
            return re.sub(r"<[^>]*>", "", word.read("word/document.xml").decode())
    return "" if str(response.mimetype).startswith("image/") else response.text


def doors_of(html: str) -> set[tuple[str, str]]:
    """Return the method and the address of every link and form in the main part of a page."""
    document = JustHTML(html, sanitize=False)
    found = set()
    for link in document.query("main a[href]"):
        if isinstance(link, Element):
            found.add(("GET", (link.attrs["href"] or "").split("#")[0]))
    for form in document.query("main form[action]"):
        if isinstance(form, Element):
            found.add(((form.attrs.get("method") or "get").upper(), (form.attrs["action"] or "").split("#")[0]))
    return {(method, address) for method, address in found if address and not re.match(r"[a-z]+:|\?|/static/", address)}


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_whoever_may_everything_opens_every_page(app: Flask, session: Session, world: World) -> None:
    """In both languages, with hostile texts: one heading, labels, tokens, no text left in English."""
    client = enter(app, session, world, READERS[0])
    closed = []
    for route in routes(app):
        if not route.takes("GET") or route.name in NEEDS_MORE:
            continue
        statuses = set()
        for variant in range(min(8, world.variants(route.rule))):
            path = world.path(app, route.rule, variant=variant)
            for language in LANGUAGES:
                response = client.get_raw(path, language=language)
                statuses.add(response.status_code)
                try:
                    if response.mimetype == "text/html" and response.status_code != 302:
                        checked(response, language)
                except AssertionError as error:
                    closed.append(f"{path}: {error}")
        if 200 not in statuses:
            closed.append(f"{route.name}: {statuses}")
    nothing(closed, "These pages do not open. Mend them, or add to the world what they need.")


#: Pages that open for nobody in this world, each with the reason.
NEEDS_MORE = {
    "accounts.invitation": "a link in a mail; with another token it says that the invitation is over",
    "notifications.outbox": "in the demonstration only",
    "security.login": "for whoever has not signed in",
    "security.reset_password": "a link in a mail, for whoever has not signed in",
}


def test_reasons_are_about_pages_that_exist(app: Flask) -> None:
    """A page that is gone leaves the list."""
    assert set(NEEDS_MORE) <= {route.name for route in routes(app)}
