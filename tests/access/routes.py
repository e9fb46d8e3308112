"""The register of routes: every page there is, with what it declares, and people who walk along all of them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden, MethodNotAllowed, NotFound
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from cpwb.access.actor import Actor
from cpwb.access.guard import PUBLIC, SIGNED_IN, Access, Loads
from cpwb.access.permissions import Permission
from cpwb.access.policy import can, can_somewhere
from cpwb.core.db import Base
from tests.access.world import World
from tests.page_client import PageClient


@dataclass(frozen=True)
class Route:
    """One page: its rule, and the access and the loading that its view declares."""

    rule: Rule
    access: Access | None
    loads: Loads | None

    @property
    def name(self) -> str:
        """Return the endpoint."""
        return str(self.rule.endpoint)

    def takes(self, method: str) -> bool:
        """Say whether the page answers this method."""
        return method in (self.rule.methods or ())


def routes(app: Flask) -> list[Route]:
    """Return every page of the application: what is registered is tested."""
    found = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        found.append(Route(rule, getattr(view, "access", None), getattr(view, "loads", None)))
    return sorted(found, key=lambda route: (route.name, route.rule.rule))


def visits(
    app: Flask, world: World, client: PageClient, *, variants: int = 1, language: str = "nl"
) -> Iterator[tuple[Route, str, TestResponse]]:
    """Let somebody open every page about things of the world, up to `variants` of each."""
    for route in routes(app):
        if route.takes("GET"):
            for variant in range(min(variants, world.variants(route.rule))):
                path = world.path(app, route.rule, variant=variant)
                yield route, path, client.get_raw(path, language=language)


def opens(app: Flask, actor: Actor, path: str, method: str = "GET") -> bool:
    """Say whether the guard lets `actor` through at `path`: the page is there, and the actor may."""
    with app.test_request_context(path, method=method):
        try:
            endpoint, arguments = app.url_map.bind("localhost").match(path.split("?", maxsplit=1)[0], method=method)
        except (NotFound, MethodNotAllowed):
            return False
        view: Any = app.view_functions[endpoint]
        thing = None
        if view.loads is not None:
            try:
                thing = view.loads.fetch(actor, arguments[view.loads.argument])
            except (NotFound, Forbidden):
                return False
        if view.access == PUBLIC:
            return True
        if view.access == SIGNED_IN:
            return actor.is_signed_in
        permission = Permission(view.access)
        return can_somewhere(actor, permission) if thing is None else can(actor, permission, thing)


def fingerprint(session: Session) -> str:
    """Return a digest of everything that is stored."""
    session.commit()
    digest = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        for row in session.execute(sa.select(table).order_by(*table.primary_key.columns)):
            digest.update(repr(tuple(row)).encode())
    session.commit()
    return digest.hexdigest()
