"""Nobody in who does not belong: four questions to every page that is registered, without naming one.

A new page joins by existing. One with a new argument in its URL adds it to tests/access/world.py.
"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.guard import PUBLIC
from cpwb.access.permissions import Permission, Role
from cpwb.access.policy import POLICY
from cpwb.committees.models import Organisation, Zone
from tests.access.routes import Route, fingerprint, routes, visits
from tests.access.test_parity import supports
from tests.access.world import World, a_world
from tests.architecture.source import nothing
from tests.conftest import SignIn
from tests.factories.committees import a_committee
from tests.page_client import PageClient

#: Pages whose address names a row that they do not load through the guard, each with the reason.
UNLOADED = {
    "members.give_my_consent": "about oneself, whoever keeps one's record; the question asks for the user",
    "members.withdraw_my_consent": "likewise",
}

#: What somebody of another committee in the same zone may see all the same.
OF_THE_ZONE = (Zone, Organisation)


@pytest.fixture
def world(session: Session) -> World:
    """A committee with everything in it."""
    return a_world(session)


@pytest.fixture
def unchanged(session: Session, world: World) -> Iterator[Callable[[], bool]]:
    """Say whether everything that is stored is as it was; ask once more at the end."""
    before = fingerprint(session)
    yield lambda: fingerprint(session) == before
    assert fingerprint(session) == before


def loaded(app: Flask) -> list[Route]:
    """Return the pages about a thing that lies somewhere, or is somebody's own."""
    return [
        route
        for route in routes(app)
        if route.name in UNLOADED or (route.loads is not None and hasattr(route.loads.model, "within_any"))
    ]


# -- what is declared


def test_every_page_declares_its_access(app: Flask) -> None:
    """Those of libraries too: what stands in the register stands behind the guard."""
    undeclared = [route.name for route in routes(app) if route.access is None]
    nothing(undeclared, "Register the page with @pages.page(…, access=…), or a library's view with guarded_view.")
    assert len(routes(app)) > 60


def test_every_id_in_an_address_is_loaded_through_the_guard(app: Flask) -> None:
    """A view that looked a row up by itself could forget whose it is."""
    unloaded = {
        route.name
        for route in routes(app)
        for argument in route.rule.arguments
        if argument.endswith("_id") and (route.loads is None or route.loads.argument != argument)
    }
    assert unloaded == set(UNLOADED)


def test_every_page_can_ask_its_question(app: Flask) -> None:
    """The conditions in the rows of the policy exist on what the page loads."""
    wrong = [
        f"{route.name}: {permission} about {route.loads.model.__name__}"
        for route in routes(app)
        if route.loads is not None
        for permission in {route.loads.see, route.access}
        if isinstance(permission, Permission) and not supports(route.loads.model, POLICY[permission])
    ]
    nothing(wrong, "Write the condition beside the table of the noun, in Python and in SQL.")


def test_nothing_is_changed_by_an_address_that_reads_like_an_act(app: Flask) -> None:
    """A page without a form that changes something answers only POST; every page answers GET or POST."""
    odd = [route.name for route in routes(app) if (route.rule.methods or set()) - {"GET", "HEAD", "OPTIONS", "POST"}]
    nothing(odd, "Answer GET and POST only.")


# -- signed out, no token, not there, not yours


def test_signed_out_readers_are_led_to_sign_in(
    app: Flask, world: World, visitor: PageClient, unchanged: Callable[[], bool]
) -> None:
    """Every page that is not public leads to the sign-in page, and comes back to itself afterwards."""
    wrong = []
    for route, path, response in visits(app, world, visitor):
        if route.access == PUBLIC:
            if response.status_code not in (200, 302, 404, 410, 422):
                wrong.append(f"{route.name}: {response.status_code}")
        elif (response.status_code, response.headers.get("Location")) != (302, f"/account/login?next={path}"):
            wrong.append(f"{route.name}: {response.status_code} {response.headers.get('Location')}")
    nothing(wrong, "Declare access=P.… or SIGNED_IN, or say PUBLIC if it is.")


def test_signed_out_readers_change_nothing(
    app: Flask, world: World, visitor: PageClient, unchanged: Callable[[], bool]
) -> None:
    """A form that arrives signed out is not answered with success, and leaves everything as it was."""
    wrong = [
        f"{route.name}: {status}"
        for route in routes(app)
        if route.takes("POST") and route.access != PUBLIC
        for status in [_posted(visitor, world.path(app, route.rule))]
        if status not in (302, 401)
    ]
    nothing(wrong, "Declare access=P.… or SIGNED_IN.")
    assert unchanged()


def _posted(client: PageClient, path: str, *, csrf: bool = True, language: str = "nl") -> int:
    data = {"csrf_token": client.csrf_token()} if csrf else {}
    return client.post_raw(path, data, language=language).status_code


def test_a_form_without_its_token_is_refused(app: Flask, session: Session, world: World, sign_in: SignIn) -> None:
    """Whoever may do everything cannot be made to do it by another site."""
    for role in (Role.CHAIR, Role.COORDINATOR, Role.ADMINISTRATOR):
        client = sign_in(role, committee=world.committee, zone=world.zone)
        before = fingerprint(session)
        wrong = [
            f"{route.name}: {status}"
            for route in routes(app)
            if route.takes("POST") and route.name != "security.logout"
            for status in [_posted(client, world.path(app, route.rule), csrf=False)]
            if not 400 <= status < 500
        ]
        nothing(wrong, "Leave the check of the token in place.")
        assert fingerprint(session) == before


NEIGHBOURS = [
    (Role.SECRETARY, "a committee of another zone"),
    (Role.COORDINATOR, "another zone"),
    (Role.SECRETARY, "another committee of the zone"),
]


@pytest.mark.parametrize(("role", "of"), NEIGHBOURS, ids=lambda value: str(value).replace(" ", "-"))
def test_neighbours_find_nothing_of_ours(
    app: Flask, session: Session, world: World, sign_in: SignIn, role: Role, of: str
) -> None:
    """To them the page is not there, whatever they send: 404, not 403, which would say that the thing exists."""
    same_zone = of == "another committee of the zone"
    committee = a_committee(session, zone=world.zone if same_zone else None)
    neighbour = sign_in(role, committee=committee, zone=committee.zone)
    before = fingerprint(session)
    wrong = []
    for route in loaded(app):
        if same_zone and route.loads is not None and route.loads.model in OF_THE_ZONE:
            continue
        path = world.path(app, route.rule)
        if route.takes("GET") and (status := neighbour.get_raw(path).status_code) != 404:
            wrong.append(f"GET {route.name}: {status}")
        if route.takes("POST") and (status := _posted(neighbour, path)) != 404:
            wrong.append(f"POST {route.name}: {status}")
    nothing(wrong, "Load the thing through the guard: loads=Loads(…), whose `see` is a permission of its place.")
    assert len(loaded(app)) > 40
    assert fingerprint(session) == before


@pytest.mark.parametrize(("role", "of"), NEIGHBOURS[:2], ids=lambda value: str(value).replace(" ", "-"))
def test_neighbours_read_nothing_of_ours(
    app: Flask, session: Session, world: World, sign_in: SignIn, role: Role, of: str
) -> None:
    """On no page that opens for them stands a word of this committee, unless it was published: lists ask `visible`."""
    committee = a_committee(session)
    neighbour = sign_in(role, committee=committee, zone=committee.zone)
    leaks = [
        path
        for route, path, response in visits(app, world, neighbour)
        if world.mark in response.text and route.access != PUBLIC
    ]
    nothing(leaks, "List it through visible(actor, P.…, Model).")


def test_what_is_not_there_is_not_there_for_anybody(
    app: Flask, session: Session, world: World, sign_in: SignIn
) -> None:
    """An id that names no row gives 404 to those who may do everything, however large it is."""
    client = sign_in(Role.ADMINISTRATOR)
    wrong = []
    for route in routes(app):
        numbers = [argument for argument in route.rule.arguments if argument.endswith("_id")]
        for identity in (0, 999_999, 2**31, 10**30) if numbers else ():
            for argument in numbers:
                known = world.values(route.rule)
                path = world.path(app, route.rule).replace(f"/{known[argument]}", f"/{identity}", 1)
                status = client.get_raw(path).status_code if route.takes("GET") else _posted(client, path)
                if status != 404:
                    wrong.append(f"{path}: {status}")
    nothing(wrong, "Load the thing through the guard, or raise NotFound.")
