"""What the tests of accounts do to sessions and limits."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner

from cpwb.core.extensions import limiter
from tests.page_client import PageClient


def session_of(app: Flask, client: PageClient) -> dict[str, Any]:
    """Return what lies in the session cookie of a client."""
    cookie = client.client.get_cookie("session")
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return dict(serializer.loads(cookie.value)) if cookie else {}


def age_session(app: Flask, client: PageClient, *, minutes: int) -> None:
    """Make the session cookie of a client as old as if nothing had happened for some minutes."""

    class _Past(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(time.time()) - minutes * 60

    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    serializer.signer = _Past
    client.client.set_cookie("session", str(serializer.dumps(session_of(app, client))))


@contextmanager
def small_limit(app: Flask, limit: str, setting: str = "CPWB_SIGN_IN_LIMIT") -> Iterator[None]:
    """Let `limit` be the limit on sign-in and the like, or that of another `setting`, counted from nothing."""
    before = app.config[setting]
    app.config[setting] = limit
    limiter.reset()
    try:
        yield
    finally:
        app.config[setting] = before
        limiter.reset()
