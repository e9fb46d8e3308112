"""The page guard: declared access, loading through the policy, and the one place that commits.

    pages = Pages("meetings", __name__, template_folder="templates")

    @pages.page("/meetings/<int:meeting_id>", access=P.MEETING_VIEW, loads=MEETING)
    def meeting(meeting: Meeting) -> ResponseReturnValue: ...

`access` is a permission, or one of the words PUBLIC and SIGNED_IN that one must write; a page without it cannot be
registered. `loads` fetches the one thing that the URL names *through* `visible`: not yours to see gives 404; yours to
see but not to do gives 403 with a sentence that says who may; signed out leads to the sign-in page.

A POST that is answered below 400 commits. Everything else rolls back: a GET cannot write, an error leaves nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Blueprint, g, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.routing import IntegerConverter, Map

from cpwb.access.actor import VISITOR, Actor
from cpwb.access.permissions import Permission
from cpwb.access.policy import can, can_somewhere, roles_that_may, visible
from cpwb.core.db import CONTRADICTIONS, MAX_ID, rule_of
from cpwb.core.extensions import db
from cpwb.core.words import _l

PUBLIC = "public"
SIGNED_IN = "signed in"
Access = Permission | str

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


@dataclass(frozen=True)
class Loads:
    """How a page gets its thing: the row of `model` whose id is the URL's `argument`, if the actor may `see` it.

    The view receives it under the name `gives`. `options` are SQLAlchemy loader options for what the page shows. A
    thing of which another one has exactly one is found by that one's id: `key` then names the unique column.
    """

    model: Any
    argument: str
    gives: str
    see: Permission
    options: tuple[Any, ...] = ()
    key: str = "id"

    def fetch(self, actor: Actor, identity: int) -> Any:
        """Return the thing, or raise NotFound when there is none that the actor may see."""
        thing = db.session.scalars(_query(self, actor), {"identity": identity}).unique().one_or_none()
        if thing is None:
            raise NotFound
        return thing


@lru_cache(maxsize=1024)
def _query(loads: Loads, actor: Actor) -> sa.Select[Any]:
    """Return the statement that fetches a thing for an actor; kept, since to make it takes longer than to run it."""
    wanted = getattr(loads.model, loads.key) == sa.bindparam("identity")
    return sa.select(loads.model).where(wanted, visible(actor, loads.see, loads.model)).options(*loads.options)


class IdConverter(IntegerConverter):
    """A number in an address: one that no column can hold names nothing, so that the page is not there."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=MAX_ID)


class SignInNeeded(Exception):
    """A page was asked for that needs a signed-in user; `cpwb.accounts` answers it."""


class NotYours(Forbidden):
    """The actor may see the thing but not do this to it; the page says who may."""

    def __init__(self, permission: Permission) -> None:
        roles = ", ".join(str(role.label) for role in roles_that_may(permission))
        super().__init__(str(_l("You may not do this here. It can be done by: %(roles)s.", roles=roles)))
        self.permission = permission


def current_actor() -> Actor:
    """Return the actor of this request."""
    actor: Actor = g.get("actor", VISITOR)
    return actor


def may(permission: Permission, thing: Any = None) -> bool:
    """Say for templates whether the reader may do `permission`, to `thing` or (without one) anywhere."""
    if thing is None:
        return can_somewhere(current_actor(), permission)
    return can(current_actor(), permission, thing)


class Pages(Blueprint):
    """A blueprint whose pages declare their access."""

    def page(
        self,
        rule: str,
        *,
        access: Access,
        loads: Loads | None = None,
        methods: tuple[str, ...] = ("GET",),
        endpoint: str | None = None,
    ) -> Callable[[View], View]:
        """Register a page at `rule`."""
        if not isinstance(access, Permission) and access not in (PUBLIC, SIGNED_IN):
            raise TypeError(f"{rule}: access must be a Permission, PUBLIC or SIGNED_IN")

        def register(view: View) -> View:
            guarded = guarded_view(view, access, loads)
            self.add_url_rule(rule, endpoint or view.__name__, guarded, methods=list(methods))
            return view

        return register

    def route(self, rule: str, **options: Any) -> Any:
        """Refuse: a route without declared access is a hole."""
        raise TypeError(f"{rule}: declare the access with .page(…, access=…) instead of .route(…)")


def guarded_view(
    view: Callable[..., ResponseReturnValue], access: Access, loads: Loads | None = None
) -> Callable[..., Any]:
    """Return `view` behind the guard; for pages that a library registers, which cannot be declared with `.page`."""

    @wraps(view)
    def guarded(**arguments: Any) -> Any:
        _admit(access, loads, arguments)
        try:
            response = make_response(view(**arguments))
            if request.method == "POST" and response.status_code < 400:  # noqa: PLR2004 -- HTTP's own border
                db.session.commit()
            else:
                db.session.rollback()
        except CONTRADICTIONS as error:
            db.session.rollback()
            raise rule_of(error) from error
        except BaseException:
            db.session.rollback()
            raise
        return response

    guarded.access = access  # type: ignore[attr-defined]  # the register of routes reads it back
    guarded.loads = loads  # type: ignore[attr-defined]  # likewise, for the neighbour test
    return guarded


def _admit(access: Access, loads: Loads | None, arguments: dict[str, Any]) -> None:
    """Let the actor in, putting the loaded thing in the place of its id in `arguments`, or raise."""
    actor = current_actor()
    if access == PUBLIC and loads is None:
        return
    if not actor.is_signed_in:
        raise SignInNeeded
    thing = None
    if loads is not None:
        thing = arguments[loads.gives] = loads.fetch(actor, arguments.pop(loads.argument))
    if isinstance(access, Permission):
        allowed = can_somewhere(actor, access) if thing is None else can(actor, access, thing)
        if not allowed:
            raise NotYours(access)
