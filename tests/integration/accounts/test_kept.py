"""Your text is kept: what was sent after the session had ended comes back after signing in, and nobody can plant it."""

import secrets
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.accounts.user import User
from cpwb.core import clock
from tests.factories.accounts import a_user
from tests.integration.accounts.sessions import age_session
from tests.integration.accounts.test_sign_in import PASSWORD, is_signed_in, sign_in
from tests.page_client import Page, PageClient

OURS = {"Sec-Fetch-Site": "same-origin", "Referer": "http://localhost/users?words=an"}
TYPED = {"name": '"Fatma" <b>Yıldız</b> O\'Neil', "email": "fatma@test.example", "language": "fr"}


@pytest.fixture
def administrator(session: Session) -> User:
    """Somebody who may invite."""
    return a_user(session, role=Role.ADMINISTRATOR, password=PASSWORD)


@pytest.fixture
def writer(app: Flask, administrator: User) -> PageClient:
    """An administrator whose session ended while typing."""
    client = PageClient(app)
    sign_in(client, administrator.email)
    client.csrf_token()
    age_session(app, client, minutes=31)
    return client


def is_invited(session: Session) -> bool:
    """Say whether what was typed was saved."""
    return session.scalar(sa.select(User.id).where(User.email == TYPED["email"])) is not None


def kept_in(page: Page) -> str:
    """Return the signed text that the sign-in page carries."""
    return page.one("input[name=kept]").attrs["value"] or ""


def sent_by(page: Page) -> dict[str, str]:
    """Return what the form on the page of the kept text would send."""
    return {
        field.attrs["name"] or "": field.attrs["value"] or ""
        for field in page.all("#kept-text input")
        if field.attrs["name"] != "csrf_token"
    }


def signs_in_again(client: PageClient, user: User, kept: str) -> Page:
    """Sign in on the page that stands in the place of what was asked for."""
    client.forget_token()
    return sign_in(client, user.email, kept=kept, status=200)


def test_what_was_typed_is_saved_after_signing_in(writer: PageClient, session: Session, administrator: User) -> None:
    """The sign-in page, then the text, then the page that was asked for."""
    asked = writer.post("/users/invite?from=list", TYPED, status=401, headers=OURS)
    assert (asked.h1, asked.one("#sign-in").attrs["action"]) == ("Aanmelden", "/account/login")
    assert asked.texts("main .notice") == [
        "Uw sessie is verlopen omdat er een tijd niets gebeurde."
        " Meld u opnieuw aan: uw tekst is bewaard gebleven en u kunt hem daarna opslaan."
    ]
    shown = signs_in_again(writer, administrator, kept_in(asked))
    assert shown.h1 == "Uw tekst is bewaard gebleven"
    assert shown.texts("section p") == [TYPED["name"], TYPED["email"]]
    assert sent_by(shown) == TYPED
    assert shown.texts("#kept-text button, #kept-text a") == ["Mijn tekst opslaan", "Annuleren"]
    assert shown.one("#kept-text a").attrs["href"] == "/users?words=an"
    assert not is_invited(session)
    saved = writer.post(shown.one("#kept-text").attrs["action"] or "", sent_by(shown))
    assert is_invited(session)
    assert writer.follow(saved).h1 == TYPED["name"]


def test_wrong_passwords_and_a_second_pause_lose_nothing(app: Flask, writer: PageClient, administrator: User) -> None:
    """The text stays with the sign-in page, however often it comes back."""
    kept = kept_in(writer.post("/users/invite", TYPED, status=401, headers=OURS))
    writer.forget_token()
    again = sign_in(writer, administrator.email, "een ander wachtwoord", kept=kept, status=422)
    assert kept_in(again) == kept
    writer.csrf_token()
    age_session(app, writer, minutes=31)
    data = {"email": administrator.email, "password": PASSWORD, "kept": kept}
    assert kept_in(writer.post("/account/login", data, status=401, headers=OURS)) == kept
    assert sent_by(signs_in_again(writer, administrator, kept)) == TYPED


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}, {}])
def test_a_stranger_cannot_bring_a_text_to_the_sign_in_page(
    app: Flask, visitor: PageClient, headers: dict[str, str]
) -> None:
    """Anybody can have a text signed; whoever signs in would save it, and sees its words but not its choices."""
    own = kept_in(visitor.post("/users/1/grants/new", {"role": "administrator"}, status=401, headers=OURS))
    page = PageClient(app).post("/account/login", {"kept": own}, status=401, csrf=False, headers=headers)
    assert (page.h1, kept_in(page)) == ("Aanmelden", "")


def test_a_session_that_was_ended_elsewhere_loses_nothing(visitor: PageClient, administrator: User) -> None:
    """Signed out on another device: the token is still good, but nobody is signed in."""
    asked = visitor.post("/users/invite", TYPED, status=401, headers=OURS)
    assert sent_by(signs_in_again(visitor, administrator, kept_in(asked))) == TYPED


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 401),
        ({"Origin": "http://localhost"}, 401),
        ({"Referer": "http://localhost/users/invite"}, 401),
        ({}, 302),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 302),
        ({"Sec-Fetch-Site": "same-site"}, 302),
        ({"Sec-Fetch-Site": "none"}, 302),
        ({"Origin": "http://evil.example", "Referer": "http://localhost/"}, 302),
        ({"Origin": "null"}, 302),
        ({"Origin": "http://localhost.evil.example"}, 302),
        ({"Referer": "http://localhost.evil.example/"}, 302),
        ({"Referer": "http://evil.example/http://localhost/"}, 302),
    ],
)
def test_only_our_own_pages_can_have_a_text_kept(writer: PageClient, headers: dict[str, str], status: int) -> None:
    """A form that another site sends in the reader's name is not offered for saving."""
    page = writer.post("/users/invite", TYPED, status=status, headers=headers)
    if status == 302:
        assert page.response.headers["Location"] == "/account/login?next=/users/invite"


def test_a_text_that_was_changed_is_not_shown(writer: PageClient, session: Session, administrator: User) -> None:
    """Nor one that was signed for something else, or made up: the sign-in goes on as ever."""
    kept = kept_in(writer.post("/users/invite", TYPED, status=401, headers=OURS))
    writer.forget_token()
    for text in (f"{kept[:-5]}{'A' if kept[-5] != 'A' else 'B'}{kept[-4:]}", f"x{kept}", "junk", kept.replace(".", "")):
        assert sign_in(writer, administrator.email, kept=text).response.headers["Location"] == "/"
        writer.post("/account/logout")
        writer.forget_token()
    assert not is_invited(session)


def test_a_text_is_kept_for_a_day(app: Flask, writer: PageClient, administrator: User) -> None:
    """Longer would be a surprise."""
    with clock.at(clock.now() - timedelta(hours=25)):
        kept = kept_in(writer.post("/users/invite", TYPED, status=401, headers=OURS))
    writer.forget_token()
    assert sign_in(writer, administrator.email, kept=kept).response.headers["Location"] == "/"


def test_passwords_are_never_kept(writer: PageClient) -> None:
    """They would stand, readable, in a page."""
    data = {"password": PASSWORD, "new_password": "x" * 20, "new_password_confirm": "x" * 20}
    page = writer.post("/account/change", data, headers=OURS)
    assert page.response.headers["Location"] == "/account/login?next=/account/change"


def test_a_button_without_a_text_leads_to_the_page_it_stood_on(writer: PageClient, administrator: User) -> None:
    """There is nothing to keep, and the address of the button is no page."""
    page = writer.post(f"/users/{administrator.id}/block", headers=OURS)
    assert page.response.headers["Location"] == "/account/login?next=/users?words%3Dan"


def test_what_is_too_long_to_be_carried_is_not_lost_in_silence(writer: PageClient) -> None:
    """The browser still has it; the page asks to sign in."""
    page = writer.post("/users/invite", TYPED | {"name": secrets.token_urlsafe(1_200_000)}, headers=OURS)
    assert writer.follow(page).all("[data-nothing-saved]") != []


def test_somebody_else_who_signs_in_may_do_no_more_than_before(writer: PageClient, session: Session) -> None:
    """The text goes to the page as any form does, with the rights of whoever saves it."""
    other = a_user(session, password=PASSWORD)
    kept = kept_in(writer.post("/users/invite", TYPED, status=401, headers=OURS))
    shown = signs_in_again(writer, other, kept)
    writer.post("/users/invite", sent_by(shown), status=403)
    assert not is_invited(session)


def test_an_old_token_of_somebody_signed_in_loses_nothing(app: Flask, session: Session, administrator: User) -> None:
    """The page was open since before the last sign-in: the text is shown at once, and saved with a fresh token."""
    client = PageClient(app)
    old = client.csrf_token()
    sign_in(client, administrator.email)
    shown = client.post("/users/invite", TYPED | {"csrf_token": old}, csrf=False, status=400, headers=OURS)
    assert (shown.h1, sent_by(shown)) == ("Uw tekst is bewaard gebleven", TYPED)
    assert not is_invited(session)
    plain = client.post("/users/invite", TYPED | {"csrf_token": old}, csrf=False, status=400)
    assert plain.h1 == "Deze pagina stond te lang open"


def test_signing_in_again_in_another_tab_is_enough(app: Flask, writer: PageClient, administrator: User) -> None:
    """The page that stayed open can then be saved as it is."""
    token = writer.csrf_token()
    writer.forget_token()
    sign_in(writer, administrator.email)
    writer.post("/users/invite", TYPED | {"csrf_token": token}, csrf=False)


def test_the_language_can_be_changed_and_one_can_sign_out_on_an_old_page(app: Flask, administrator: User) -> None:
    """Neither needs to be kept, and neither hurts anybody when one of our own pages asks for it."""
    client = PageClient(app)
    old = {"csrf_token": client.csrf_token()}
    sign_in(client, administrator.email)
    client.post("/language", old | {"language": "fr", "next": "/account"}, csrf=False, headers=OURS)
    assert client.get_raw("/account", language="nl").text.count('<html lang="fr"') == 1
    client.post("/account/logout", old, csrf=False, status=400, language="fr")
    client.post("/account/logout", old, csrf=False, headers=OURS)
    assert not is_signed_in(client)


def test_a_part_of_a_page_is_told_apart(writer: PageClient) -> None:
    """What htmx sent for is not replaced by a sign-in page: what was typed stays where it is."""
    page = writer.post("/users/invite", TYPED, status=401, headers=OURS | {"HX-Request": "true"})
    headers = page.response.headers
    assert (headers["HX-Retarget"], headers["HX-Reswap"]) == ("#refusal", "innerHTML")
    assert page.texts("[role=alert] a") == ["Meld u opnieuw aan in een nieuw tabblad"]
    assert page.one("a").attrs["href"] == "/account/login"
