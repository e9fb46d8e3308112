"""Refusals are pages: each in the language of the reader, with what to do, and nothing written."""

import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import config
from cpwb.access.guard import PUBLIC, Pages
from cpwb.access.permissions import Role
from cpwb.app import create_app
from cpwb.core import extensions
from tests.conftest import SignIn
from tests.factories.committees import a_committee
from tests.page_client import PageClient

SORRY = "Dit is onze fout. Er is niets opgeslagen; dit toestel heeft bewaard wat u typte."


def test_a_page_that_is_not_there(visitor: PageClient) -> None:
    """It may not exist, or not be for the reader; which of both is not told."""
    page = visitor.get("/committees/1/nothing", status=404)
    assert page.h1 == "Deze pagina bestaat niet"
    assert page.texts("main p") == ["De pagina bestaat niet, of is niet voor u bestemd."]


def test_a_page_that_is_used_the_wrong_way(visitor: PageClient) -> None:
    """The answer says for machines how it can be used."""
    page = visitor.get("/language", status=405)
    assert page.h1 == "Deze pagina kan niet zo worden gebruikt"
    assert set(page.response.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


@pytest.mark.parametrize("role", [None, Role.CHAIR])
def test_a_body_over_the_limit(session: Session, sign_in: SignIn, role: Role | None) -> None:
    """Two megabytes are more than any form needs; the sentence says what to do."""
    committee = a_committee(session)
    client = sign_in(role, committee=committee)
    data = {"title": "x" * (2 * 1024 * 1024)}
    page = client.post(f"/committees/{committee.id}/backlog/propose", data, status=413)
    assert page.h1 == "Dit is te veel ineens"
    assert page.texts("main p") == ["De tekst is te lang om te versturen. Maak hem korter en sla dan opnieuw op."]


def test_a_refusal_leads_back_to_where_one_was(visitor: PageClient) -> None:
    """Only within our own pages: another site cannot put a link of its own there."""
    for referrer, back in (
        ("http://localhost/zones", "http://localhost/zones"),
        ("http://evil.example/x", "/"),
        ("", "/"),
    ):
        response = visitor.client.get("/nowhere", headers={"Referer": referrer, "Accept-Language": "nl"})
        assert f'href="{back}">Terug</a>' in response.text


def test_a_part_of_a_page_gets_a_part(visitor: PageClient) -> None:
    """What was typed on the page stays there; the refusal stands above it."""
    response = visitor.client.get("/nowhere", headers={"HX-Request": "true", "Accept-Language": "nl"})
    assert response.status_code == 404
    assert "<html" not in response.text
    assert (response.headers["HX-Retarget"], response.headers["HX-Reswap"]) == ("#refusal", "innerHTML")


@pytest.fixture
def sorry(app: Flask, session: Session) -> Iterator[PageClient]:
    """A reader of an application with a defect, in which errors are answered as in production."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    application = create_app(config.Testing(SQLALCHEMY_DATABASE_URI=url, TESTING=False))
    pages = Pages("defects", __name__)

    @pages.page("/defect", methods=("GET", "POST"), access=PUBLIC)
    def defect() -> str:
        raise LookupError("a defect that names Sam Voorbeeld")

    application.register_blueprint(pages)
    yield PageClient(application)
    with application.app_context():
        extensions.db.session.remove()
        extensions.db.engine.dispose()


def test_a_defect_of_ours_says_sorry_and_is_logged(sorry: PageClient, caplog: pytest.LogCaptureFixture) -> None:
    """The page holds nothing of the error; the log has it, with the route."""
    with caplog.at_level(logging.ERROR):
        page = sorry.get("/defect", status=500)
    assert (page.h1, page.texts("main p")) == ("Er ging iets mis", [SORRY])
    assert "Voorbeeld" not in page.response.text
    assert caplog.messages == ["GET /defect failed", "GET /defect failed"]
    caplog.clear()
    assert sorry.post("/defect", status=500).texts("main p") == [SORRY]


def test_every_answer_has_the_headers(visitor: PageClient) -> None:
    """A strict policy with a fresh nonce, nothing to other hosts, nothing kept by the browser."""
    answers = [visitor.get_raw(path) for path in ("/account/login", "/account/login", "/nowhere", "/my-actions")]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
    assert len({answer.headers["Content-Security-Policy"] for answer in answers}) == len(answers)


def test_the_cookie_of_a_session_is_for_our_pages_only(visitor: PageClient) -> None:
    """Scripts do not read it and other sites do not send it."""
    cookie = visitor.get_raw("/account/login").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
