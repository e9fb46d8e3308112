"""A forgotten password, a new one by the link in a mail, and a change of password."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.accounts import invitations, service
from cpwb.accounts.choices import UserState
from cpwb.accounts.user import User
from cpwb.core.bilingual import Language
from cpwb.notifications.models import OutboxMessage
from tests.factories.accounts import a_user
from tests.integration.accounts.sessions import small_limit
from tests.integration.accounts.test_sign_in import PASSWORD, is_signed_in, sign_in
from tests.page_client import PageClient

NEW = "fiets regenjas koffie"
SENT = "Als dat e-mailadres in ons systeem bekend is, ontvangt u een e-mail"


@pytest.fixture
def user(session: Session) -> User:
    """Somebody who speaks French and knows the password."""
    return a_user(session, password=PASSWORD, language=Language.FR)


def mails(session: Session) -> list[OutboxMessage]:
    """Return what lies in the outbox, in the order in which it was written."""
    return list(session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))


def link_in(mail: OutboxMessage) -> str:
    """Return the path of the one link in a mail."""
    links = re.findall(r"http://127\.0\.0\.1:5000(\S+)", mail.body)
    assert len(links) == 1
    return str(links[0])


def ask(client: PageClient, email: str) -> list[str]:
    """Ask for a new password; return what the page answers."""
    page = client.post("/account/reset", {"email": email}, status=200)
    return page.texts("main .notice")


def test_the_link_comes_by_mail(visitor: PageClient, session: Session, user: User) -> None:
    """In the language of the account, whatever the language of the page; the mail names nobody in its subject."""
    assert ask(visitor, user.email.upper())[0].startswith(SENT)
    (mail,) = mails(session)
    assert (mail.recipient, mail.language, mail.subject) == (user.email, Language.FR, "Un message vous attend")
    assert mail.body.startswith("Bonjour,\n\nUn nouveau mot de passe a été demandé")
    assert "Le lien est valable 55 minutes et ne sert qu'une fois." in mail.body
    assert user.name not in mail.body


def test_the_link_leads_to_us_whatever_host_was_asked(visitor: PageClient, session: Session, user: User) -> None:
    """The Host header, which a stranger chooses, stands in no mail."""
    session.commit()
    evil = {"base_url": "http://evil.example"}
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.client.get("/account/reset", **evil).text)
    assert token
    data = {"email": user.email, "csrf_token": token[1]}
    assert visitor.client.post("/account/reset", data=data, **evil).status_code == 200
    session.expire_all()
    (mail,) = mails(session)
    assert link_in(mail).startswith("/account/reset/")
    assert "evil" not in mail.body


def test_an_unknown_address_gets_the_same_answer(visitor: PageClient, session: Session, user: User) -> None:
    """And no mail is written."""
    blocked = a_user(session, password=PASSWORD)
    service.block_user(session=session, actor=SYSTEM, user=blocked)
    answers = [ask(visitor, email) for email in (user.email, "nobody@test.example", blocked.email)]
    assert answers[0] == answers[1] == answers[2]
    assert len(mails(session)) == 1


@pytest.mark.parametrize("typed", ["", "geen adres", "a@b", "<b>@gent.be", "x" * 10_000])
def test_what_is_no_address_is_refused(visitor: PageClient, session: Session, typed: str) -> None:
    """That tells nothing about accounts, and helps somebody who mistyped."""
    page = visitor.post("/account/reset", {"email": typed}, status=422)
    assert page.texts(".notice-bad li") == ["Dit is geen e-mailadres. Kijk na wat u hebt getypt."]
    assert mails(session) == []


def test_the_password_is_set_with_the_link(app: Flask, visitor: PageClient, session: Session, user: User) -> None:
    """Once; every session ends, a notice is sent, and opening the link changes nothing."""
    elsewhere = PageClient(app)
    sign_in(elsewhere, user.email)
    ask(visitor, user.email)
    link = link_in(mails(session)[0])
    assert visitor.get(link).h1 == "Nieuw wachtwoord instellen"
    assert is_signed_in(elsewhere)
    page = visitor.post(link, {"password": NEW, "password_confirm": NEW})
    assert page.response.headers["Location"] == "/account/login"
    assert visitor.get("/account/login").texts("main .notice") == [
        "U hebt uw wachtwoord opnieuw ingesteld. Meld u aan met uw nieuwe wachtwoord."
    ]
    assert not is_signed_in(elsewhere)
    sign_in(visitor, user.email, PASSWORD, status=422)
    sign_in(visitor, user.email, NEW)
    notice = mails(session)[1]
    assert (notice.kind, notice.language) == ("password_changed", Language.FR)
    assert notice.body.startswith("Bonjour,\n\nLe mot de passe de votre compte dans CPWB vient d'être modifié.")
    visitor.get(link, status=302)
    page = visitor.post(link, {"password": PASSWORD, "password_confirm": PASSWORD})
    assert page.response.headers["Location"] == "/account/reset"
    sign_in(PageClient(app), user.email, NEW)


def test_an_invited_person_may_come_in_this_way_too(visitor: PageClient, session: Session) -> None:
    """The mail shows that the address is right; the invitation is void then."""
    user = invitations.invite_user(
        session=session, actor=SYSTEM, email="ann@test.example", name="Ann", language=Language.NL
    )
    ask(visitor, user.email)
    invitation, link = (link_in(mail) for mail in mails(session))
    visitor.post(link, {"password": NEW, "password_confirm": NEW})
    assert (user.state, user.confirmed_at is not None) == (UserState.IN_USE, True)
    visitor.get(invitation, status=410)
    sign_in(visitor, user.email, NEW)


def test_a_link_that_is_false_or_too_old_sets_nothing(
    app: Flask, visitor: PageClient, session: Session, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page leads to where one asks for a new one."""
    ask(visitor, user.email)
    link = link_in(mails(session)[0])
    monkeypatch.setitem(app.config, "SECURITY_RESET_PASSWORD_WITHIN", timedelta(seconds=-1))
    for path in (link, f"{link}x", "/account/reset/junk"):
        assert visitor.get(path, status=302).response.headers["Location"] == "/account/reset"
        visitor.post(path, {"password": NEW, "password_confirm": NEW})
        visitor.get("/account/reset")
    sign_in(visitor, user.email, PASSWORD)


@pytest.mark.parametrize(
    ("typed", "again", "field", "sentence"),
    [
        ("kort woord", "kort woord", "password", "Een wachtwoord telt minstens 12 tekens. Maak het langer."),
        (NEW, f"{NEW}x", "password_confirm", "De wachtwoorden komen niet overeen"),
        ("", "", "password", "Vul een wachtwoord in"),
        ("x" * 10_000, "x" * 10_000, "password", "Dit mag hoogstens 128 tekens lang zijn."),
        (
            "aaaaaaaaaaaa",
            "aaaaaaaaaaaa",
            "password",
            "Dit wachtwoord is makkelijk te raden. Kies er een dat niet uw adres is en minder herhaling bevat.",
        ),
    ],
)
def test_a_password_must_keep_the_rule(
    visitor: PageClient, session: Session, user: User, typed: str, again: str, field: str, sentence: str
) -> None:
    """The form comes back with what is wrong, and the old password stays."""
    ask(visitor, user.email)
    link = link_in(mails(session)[0])
    page = visitor.post(link, {"password": typed, "password_confirm": again}, status=422)
    assert page.texts(f"#{field}-error") == [f"Fout: {sentence}"]
    assert [box.attrs.get("value", "") for box in page.all("input[type=password]")] == ["", ""]
    sign_in(visitor, user.email, PASSWORD)


def test_asking_is_limited(app: Flask, session: Session, user: User) -> None:
    """Nobody fills somebody else's mailbox, from however many places."""
    with small_limit(app, "2 per minute"):
        for number, status in enumerate((200, 200, 429)):
            client = PageClient(app)
            client.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
            client.post("/account/reset", {"email": user.email}, status=status)
        for number, status in enumerate((200, 200, 429)):
            PageClient(app).post("/account/reset", {"email": f"somebody{number}@test.example"}, status=status)
    assert len(mails(session)) == 2


def test_a_password_is_changed_by_who_knows_it(app: Flask, visitor: PageClient, session: Session, user: User) -> None:
    """One stays signed in here, and is signed out elsewhere."""
    elsewhere = PageClient(app)
    sign_in(elsewhere, user.email)
    sign_in(visitor, user.email)
    change = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    page = visitor.post("/account/change", change | {"password": "een ander wachtwoord"}, status=422, language="fr")
    assert page.texts(".field-error") == ["Erreur : Le mot de passe n'est pas valide"]
    page = visitor.post("/account/change", change | {"new_password_confirm": "x"}, status=422, language="fr")
    assert page.texts(".field-error") == ["Erreur : Les mots de passe ne correspondent pas"]
    visitor.post(
        "/account/change",
        change | {"new_password": PASSWORD, "new_password_confirm": PASSWORD},
        status=422,
        language="fr",
    )
    assert is_signed_in(elsewhere)
    assert visitor.post("/account/change", change).response.headers["Location"] == "/account"
    assert (is_signed_in(visitor), is_signed_in(elsewhere)) == (True, False)
    assert [mail.kind for mail in mails(session)] == ["password_changed"]
    sign_in(elsewhere, user.email, NEW)


def test_guessing_the_present_password_is_limited(app: Flask, visitor: PageClient, user: User) -> None:
    """Whoever sits down at somebody's open session cannot try passwords for long."""
    sign_in(visitor, user.email)
    with small_limit(app, "2 per minute"):
        for status in (422, 422, 429):
            visitor.post("/account/change", {"password": "een ander wachtwoord"}, status=status, language="fr")


def test_changing_a_password_needs_a_session(visitor: PageClient) -> None:
    """Signed out, one is led to sign in."""
    page = visitor.get("/account/change", status=302)
    assert page.response.headers["Location"] == "/account/login?next=/account/change"
