"""Signing in and out: who gets in, what strangers are told, and when a session ends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import argon2.low_level
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.access.permissions import Role
from cpwb.accounts import service
from cpwb.accounts.user import User
from cpwb.core import clock
from tests.conftest import count_queries
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee
from tests.integration.accounts.sessions import age_session, session_of, small_limit
from tests.page_client import Page, PageClient

PASSWORD = "paard batterij nietje"
WRONG = "Het e-mailadres of het wachtwoord klopt niet. Kijk beide na, of stel een nieuw wachtwoord in."


@pytest.fixture
def user(session: Session) -> User:
    """Somebody who knows the password."""
    return a_user(session, password=PASSWORD)


def sign_in(client: PageClient, email: str, password: str = PASSWORD, *, status: int = 302, **more: str) -> Page:
    """Type the address and the password; the token of the session changes with a sign-in."""
    page = client.post("/account/login", {"email": email, "password": password, **more}, status=status)
    client.forget_token()
    return page


def is_signed_in(client: PageClient) -> bool:
    """Say whether the page of one's own account opens."""
    return client.get_raw("/account").status_code == 200


def test_somebody_who_knows_the_password_gets_in(visitor: PageClient, user: User) -> None:
    """The address is read without regard to case and to spaces around it."""
    assert visitor.get("/account/login").h1 == "Aanmelden"
    assert sign_in(visitor, f" {user.email.upper()} ").response.headers["Location"] == "/"
    assert visitor.get("/account").h1 == "Uw account"


def test_no_cookie_outlives_the_session(visitor: PageClient, user: User) -> None:
    """There is no "remember me": neither its box nor its cookie."""
    assert visitor.get("/account/login").all("input[type=checkbox]") == []
    page = sign_in(visitor, user.email, remember="y")
    cookies = page.response.headers.getlist("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in cookies] == ["session"]
    assert ("HttpOnly" in cookies[0], "SameSite=Lax" in cookies[0]) == (True, True)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("known", "een ander wachtwoord"),
        ("invited", PASSWORD),
        ("blocked", PASSWORD),
        ("blocked", "een ander wachtwoord"),
        ("nobody@test.example", PASSWORD),
        ("no address", PASSWORD),
        ("", ""),
        ("known", "x" * 10_000),
        ("x" * 10_000, "x" * 10_000),
    ],
)
def test_every_failure_gets_the_same_answer(
    visitor: PageClient, session: Session, user: User, email: str, password: str
) -> None:
    """Whether an account exists, waits or is blocked is not told."""
    blocked = a_user(session, password=PASSWORD)
    service.block_user(session=session, actor=SYSTEM, user=blocked)
    addresses = {"known": user.email, "invited": a_user(session).email, "blocked": blocked.email}
    page = sign_in(visitor, addresses.get(email, email), password, status=422)
    assert page.texts(".notice-bad li") == [WRONG]
    assert page.texts(".field-error") == []
    assert page.one("input[name=password]").attrs.get("value", "") == ""
    assert not is_signed_in(visitor)


def test_an_unknown_address_takes_as_much_work(
    visitor: PageClient, session: Session, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One argon2 computation for each attempt, whoever is tried: the time that an answer takes tells nothing."""
    work: list[str] = []

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(argon2.low_level, name)

        def compute(*given: Any, **named: Any) -> Any:
            work.append(name)
            return real(*given, **named)

        return compute

    for name in ("hash_secret", "verify_secret"):
        monkeypatch.setattr(argon2.low_level, name, counted(name))
    invited = a_user(session)
    for email in (user.email, invited.email, "nobody@test.example"):
        sign_in(visitor, email, "een ander wachtwoord", status=422)
    assert len(work) == 3
    for email in (user.email, invited.email, "nobody@test.example"):
        visitor.post("/account/reset", {"email": email}, status=200)
    assert len(work) == 6


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/account", "/account"),
        ("/committees/3?page=2", "/committees/3?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("evil.example", "/"),
    ],
)
def test_one_is_led_back_only_to_our_own_pages(visitor: PageClient, user: User, asked: str, led_to: str) -> None:
    """No address in a link leads a reader who has just signed in to another site."""
    page = sign_in(visitor, user.email, next=asked)
    assert page.response.headers["Location"] == led_to


def test_a_reader_who_is_signed_in_need_not_sign_in(visitor: PageClient, user: User) -> None:
    """The sign-in page leads on."""
    sign_in(visitor, user.email)
    assert visitor.get("/account/login?next=/account", status=302).response.headers["Location"] == "/account"
    assert visitor.get("/account/login?next=//evil", status=302).response.headers["Location"] == "/"


def test_signing_out_takes_a_post_and_a_token(visitor: PageClient, user: User) -> None:
    """A link or another site cannot sign anybody out."""
    sign_in(visitor, user.email)
    visitor.get("/account/logout", status=405)
    visitor.post("/account/logout", csrf=False, status=400)
    assert is_signed_in(visitor)
    page = visitor.post("/account/logout")
    assert page.response.headers["Location"] == "/account/login"
    assert not is_signed_in(visitor)


def test_a_copied_cookie_is_worth_nothing_after_signing_out(app: Flask, visitor: PageClient, user: User) -> None:
    """Signing out ends the session itself, and not only the cookie in one browser."""
    sign_in(visitor, user.email)
    thief = PageClient(app)
    thief.client.set_cookie("session", visitor.client.get_cookie("session").value)  # type: ignore[union-attr]  # it is there
    assert is_signed_in(thief)
    visitor.post("/account/logout")
    assert not is_signed_in(thief)


def test_a_session_ends_after_half_an_hour_without_activity(app: Flask, visitor: PageClient, user: User) -> None:
    """Each page that is opened begins a new half hour."""
    sign_in(visitor, user.email)
    for _time in range(3):
        age_session(app, visitor, minutes=29)
        assert is_signed_in(visitor)
    age_session(app, visitor, minutes=31)
    page = visitor.get("/account", status=302)
    assert page.response.headers["Location"] == "/account/login?next=/account"


def test_a_session_ends_after_twelve_hours_in_any_case(app: Flask, visitor: PageClient, user: User) -> None:
    """Also on a page that asks the server for news by itself."""
    sign_in(visitor, user.email)
    with clock.at(clock.now() + timedelta(hours=11, minutes=59)):
        assert is_signed_in(visitor)
    with clock.at(clock.now() + timedelta(hours=12, minutes=1)):
        assert not is_signed_in(visitor)
    assert not is_signed_in(visitor)
    sign_in(visitor, user.email)
    assert is_signed_in(visitor)


def test_blocking_ends_the_session_at_once(visitor: PageClient, session: Session, user: User) -> None:
    """And whoever is blocked cannot get in again until unblocked."""
    sign_in(visitor, user.email)
    service.block_user(session=session, actor=SYSTEM, user=user)
    assert not is_signed_in(visitor)
    sign_in(visitor, user.email, status=422)
    service.unblock_user(session=session, actor=SYSTEM, user=user)
    assert not is_signed_in(visitor)
    sign_in(visitor, user.email)
    assert is_signed_in(visitor)


def test_attempts_are_limited_by_network_address(app: Flask, visitor: PageClient) -> None:
    """Whoever tries many accounts has to wait, in his or her own language."""
    with small_limit(app, "3 per minute"):
        for number in range(3):
            sign_in(visitor, f"nobody{number}@test.example", status=422)
        assert sign_in(visitor, "nobody4@test.example", status=429).h1 == "Te veel pogingen"
        data = {"email": "nobody5@test.example", "password": PASSWORD}
        assert visitor.post("/account/login", data, status=429, language="fr").h1 == "Trop de tentatives"
        assert visitor.get("/account/login").h1 == "Aanmelden"


def test_attempts_are_limited_by_account(app: Flask, session: Session, user: User) -> None:
    """Whoever tries one account from many places has to wait too; signing in rightly is not counted."""
    with small_limit(app, "3 per minute"):
        owner = PageClient(app)
        for _time in range(5):
            sign_in(owner, user.email)
            owner.post("/account/logout")
            owner.forget_token()
        for number in range(3):
            client = PageClient(app)
            client.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
            sign_in(client, user.email, "een ander wachtwoord", status=422)
        client.client.environ_base["REMOTE_ADDR"] = "192.0.2.99"
        assert sign_in(client, user.email.upper(), status=429).h1 == "Te veel pogingen"
        assert sign_in(client, "somebody-else@test.example", status=422).h1 == "Aanmelden"


def test_who_asks_is_found_out_in_one_statement(visitor: PageClient, session: Session, user: User) -> None:
    """The user with the grants and their seats, however many."""
    visitor_page = len(_statements(visitor))
    sign_in(visitor, user.email)
    for _grant in range(3):
        service.grant_role(
            session=session,
            actor=SYSTEM,
            user_id=user.id,
            role=Role.MEMBER,
            committee_id=a_committee(session).id,
            starts_on=user.create_datetime.date(),
        )
    assert (visitor_page, len(_statements(visitor))) == (0, 1)


def _statements(client: PageClient) -> list[str]:
    client.get_raw("/who-may-do-what")
    with count_queries() as statements:
        client.get_raw("/who-may-do-what")
    return statements


def test_the_library_shows_no_page_but_ours(app: Flask) -> None:
    """No registration, no second sign-in, no static files, no tokens in the place of a session."""
    theirs = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security.")}
    assert theirs == {
        "security.login",
        "security.logout",
        "security.forgot_password",
        "security.reset_password",
        "security.change_password",
    }
    assert {"users", "roles"}.isdisjoint(app.cli.commands)


def test_nothing_but_a_session_signs_in(app: Flask, visitor: PageClient, session: Session, user: User) -> None:
    """The library's tokens for programs are out of order, and so is its JSON."""
    with app.test_request_context():
        token = str(user.get_auth_token())
    answer = visitor.client.get("/account", headers={"Authentication-Token": token})
    assert answer.status_code == 302
    answer = visitor.client.get(f"/account?auth_token={token}")
    assert answer.status_code == 302
    answer = visitor.client.post(
        "/account/login",
        json={"email": user.email, "password": PASSWORD},
        headers={"X-CSRFToken": visitor.csrf_token(), "Accept": "application/json"},
    )
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert "_user_id" not in session_of(app, visitor)


def test_the_token_of_forms_changes_with_the_sign_in(app: Flask, visitor: PageClient, user: User) -> None:
    """A token that was known before somebody signed in is worth nothing after."""
    token = visitor.csrf_token()
    sign_in(visitor, user.email)
    visitor.post("/language", {"language": "fr", "csrf_token": token}, csrf=False, status=400)


def test_the_language_of_the_page_is_that_of_the_reader(visitor: PageClient, user: User) -> None:
    """The page of a refusal, its labels and its button, in French."""
    page = visitor.post("/account/login", {"email": "a", "password": "b"}, status=422, language="fr")
    assert page.h1 == "Se connecter"
    assert page.texts(".notice-bad li") == [
        "L'adresse e-mail ou le mot de passe n'est pas correct. "
        "Vérifiez les deux, ou définissez un nouveau mot de passe."
    ]
    assert page.texts("main form label") == ["Adresse e-mail", "Mot de passe"]
