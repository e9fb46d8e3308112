"""Invitations: the mail, the link that works once and for a while, and the account that begins with it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.accounts import invitations, service
from cpwb.accounts.choices import UserState
from cpwb.accounts.mails import invitation_link
from cpwb.accounts.signing import sign
from cpwb.accounts.user import User
from cpwb.audit.models import AuditEntry
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.errors import RuleBroken
from cpwb.notifications.models import OutboxMessage
from tests.factories.accounts import a_user
from tests.integration.accounts.sessions import small_limit
from tests.integration.accounts.test_sign_in import is_signed_in, sign_in
from tests.page_client import PageClient

PASSWORD = "paard batterij nietje"
CHOSEN = {"language": "fr", "password": PASSWORD, "password_confirm": PASSWORD}
VOID = "Deze link werkt niet meer"


def invite(session: Session, **values: object) -> User:
    """Return somebody who was invited."""
    given = {"email": "fatma@test.example", "name": "Fatma <b>Yıldız</b>", "language": Language.NL} | values
    return invitations.invite_user(session=session, actor=SYSTEM, **given)  # type: ignore[arg-type]  # by name


def mails(session: Session) -> list[OutboxMessage]:
    """Return what lies in the outbox."""
    return list(session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))


def links(session: Session) -> list[str]:
    """Return the paths of the links that were mailed."""
    found = [re.findall(r"http://127\.0\.0\.1:5000(\S+)", mail.body) for mail in mails(session)]
    assert [len(each) for each in found] == [1] * len(found)
    return [str(each[0]) for each in found]


def works(client: PageClient, path: str) -> bool:
    """Say whether a link opens the page on which one chooses a password."""
    return client.get_raw(path).status_code == 200


@pytest.mark.parametrize(
    ("language", "subject", "begin", "validity"),
    [
        (Language.NL, "Er staat een bericht voor u klaar", "Beste,", "De link werkt 14 dagen en één keer."),
        (Language.FR, "Un message vous attend", "Bonjour,", "Le lien est valable 14 jours et ne sert qu'une fois."),
    ],
)
def test_the_mail_names_nobody(session: Session, language: Language, subject: str, begin: str, validity: str) -> None:
    """In the language of the invited person; its link is the only thing in it that is about somebody."""
    user = invite(session, language=language)
    (mail,) = mails(session)
    assert (mail.kind, mail.recipient, mail.language) == ("invitation", user.email, language)
    assert (mail.subject, mail.body.splitlines()[0]) == (subject, begin)
    assert validity in mail.body.splitlines()
    assert "Fatma" not in mail.body


def test_the_invited_person_chooses_and_is_signed_in(visitor: PageClient, session: Session) -> None:
    """A language and a password; until then nothing opens, and opening the link changes nothing."""
    user = invite(session)
    (link,) = links(session)
    sign_in(visitor, user.email, PASSWORD, status=422)
    for _time in range(3):
        page = visitor.get(link)
    assert (page.h1, user.state) == ("Welkom bij CPWB", UserState.INVITED)
    assert page.one("option[selected]").attrs["value"] == "nl"
    assert page.texts("dd") == [user.name, user.email]
    assert page.texts("#password-hint") == [
        "Minstens 12 tekens. Enkele woorden die niet bij elkaar horen, zijn makkelijk te onthouden"
        " en moeilijk te raden."
    ]
    answer = visitor.post(link, CHOSEN)
    visitor.forget_token()
    assert answer.response.headers["Location"] == "/"
    assert (user.state, user.language, user.confirmed_at is not None) == (UserState.IN_USE, Language.FR, True)
    assert is_signed_in(visitor)
    visitor.post("/account/logout")
    visitor.forget_token()
    sign_in(visitor, user.email, PASSWORD)
    assert sorted(session.scalars(sa.select(AuditEntry.tag))) == [
        "account_mail_written",
        "invitation_accepted",
        "user_invited",
    ]


def test_a_link_works_once(app: Flask, visitor: PageClient, session: Session) -> None:
    """Whoever finds the mail later sets no password with it."""
    invite(session)
    (link,) = links(session)
    visitor.post(link, CHOSEN)
    other = PageClient(app)
    assert other.get(link, status=410).h1 == VOID
    assert other.post(link, CHOSEN, status=410).h1 == VOID
    assert not is_signed_in(other)


def test_a_newer_invitation_voids_the_older(visitor: PageClient, session: Session) -> None:
    """Only the last mail counts."""
    user = invite(session)
    invitations.invite_again(session=session, actor=SYSTEM, user=user)
    older, newer = links(session)
    assert (works(visitor, older), works(visitor, newer)) == (False, True)


def test_a_link_works_for_fourteen_days(visitor: PageClient, session: Session) -> None:
    """To the second; and not before its time has come for somebody whose clock is wrong."""
    user = invite(session)
    (link,) = links(session)
    with clock.at(clock.now() + timedelta(days=14, seconds=-5)):
        assert works(visitor, link)
    with clock.at(clock.now() + timedelta(days=14, seconds=5)):
        assert visitor.get(link, status=410).h1 == VOID
        visitor.post(link, CHOSEN, status=410)
    assert user.state is UserState.INVITED


def test_a_blocked_account_is_not_opened_by_its_invitation(visitor: PageClient, session: Session) -> None:
    """Nor after it was unblocked: that takes a new invitation."""
    user = invite(session)
    (link,) = links(session)
    service.block_user(session=session, actor=SYSTEM, user=user)
    assert not works(visitor, link)
    service.unblock_user(session=session, actor=SYSTEM, user=user)
    assert not works(visitor, link)


def test_a_false_link_opens_nothing(app: Flask, visitor: PageClient, session: Session) -> None:
    """Changed, made up, signed for another purpose, or that of somebody who is no longer invited."""
    user, other = invite(session), a_user(session, password=PASSWORD)
    (link,) = links(session)
    start, token = link.rsplit("/", 1)
    payload, rest = token.split(".", 1)
    theirs = sign("invitation", other.fs_uniquifier)
    tokens = [
        "junk",
        f"{token}x",
        f"{theirs.split('.', 1)[0]}.{rest}",
        f"{payload}.{rest[:-2]}",
        theirs,
        sign("kept text", user.fs_uniquifier),
        sign("invitation", {"user": user.id}),
        sign("invitation", user.id),
        "x" * 5000,
    ]
    with app.test_request_context():
        tokens.append(app.extensions["security"].reset_serializer.dumps([user.fs_uniquifier, None]))
    assert [works(visitor, f"{start}/{token}") for token in tokens] == [False] * len(tokens)
    assert works(visitor, link)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            {"password": "kort", "password_confirm": "kort"},
            "password",
            "Een wachtwoord telt minstens 12 tekens. Maak het langer.",
        ),
        ({"password_confirm": "iets anders, langer"}, "password_confirm", "De wachtwoorden komen niet overeen"),
        ({"password": "", "password_confirm": ""}, "password", "Vul een wachtwoord in"),
        (
            {"password": "x" * 10_000, "password_confirm": "x" * 10_000},
            "password",
            "Dit mag hoogstens 128 tekens lang zijn.",
        ),
        ({"language": "de"}, "language", "Kies een van de mogelijkheden uit de lijst."),
        ({"language": ""}, "language", "Kies een van de mogelijkheden uit de lijst."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    visitor: PageClient, session: Session, typed: dict[str, str], field: str, sentence: str
) -> None:
    """And the account stays as it was."""
    user = invite(session)
    (link,) = links(session)
    page = visitor.post(link, CHOSEN | typed, status=422)
    assert page.texts(f"#{field}-error") == [f"Fout: {sentence}"]
    assert (user.password, user.language, works(visitor, link)) == (None, Language.NL, True)


def test_the_link_signs_out_whoever_sat_there_before(app: Flask, session: Session) -> None:
    """The administrator who tries the link, for example."""
    before = a_user(session, password=PASSWORD)
    client = PageClient(app)
    sign_in(client, before.email, PASSWORD)
    user = invite(session)
    client.post(links(session)[0], CHOSEN)
    assert client.get_raw("/account").text.count(user.email) == 1


def test_attempts_are_limited(app: Flask, visitor: PageClient) -> None:
    """Nobody tries many links."""
    with small_limit(app, "2 per minute"):
        for status in (410, 410, 429):
            visitor.post("/account/invitation/junk", CHOSEN, status=status)


@pytest.mark.parametrize("email", ["", "geen adres", "a@b", "<b>@gent.be", "x" * 10_000, "a@gent.be\nBcc: b@gent.be"])
def test_nobody_is_invited_without_an_address(session: Session, email: str) -> None:
    """The service refuses what is no address, so that every way to invite does."""
    with pytest.raises(RuleBroken) as broken:
        invite(session, email=email)
    assert (broken.value.field, mails(session)) == ("email", [])


def test_an_address_has_one_account(session: Session) -> None:
    """However it is written; whoever has an account needs no invitation."""
    user = invite(session, email=" Fatma@Test.EXAMPLE ")
    assert user.email == "fatma@test.example"
    with pytest.raises(RuleBroken) as broken:
        invite(session)
    assert broken.value.field == "email"
    assert len(mails(session)) == 1


def test_only_who_was_invited_is_invited_again(session: Session) -> None:
    """Somebody with a password resets it; somebody who is blocked is unblocked first."""
    used, blocked = a_user(session, password=PASSWORD), invite(session)
    service.block_user(session=session, actor=SYSTEM, user=blocked)
    for user in (used, blocked):
        with pytest.raises(RuleBroken):
            invitations.invite_again(session=session, actor=SYSTEM, user=user)
    with pytest.raises(RuleBroken):
        invitations.accept_invitation(session=session, user=used, language=Language.FR, password_hash="x")
    assert used.language is None


def test_the_link_needs_no_request(session: Session) -> None:
    """Commands and the demonstration make it too."""
    assert invitation_link(invite(session)).startswith("http://127.0.0.1:5000/account/invitation/")
