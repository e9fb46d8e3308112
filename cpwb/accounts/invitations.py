"""Invitations: an account for somebody who sets the password with the link in a mail.

The link names the account by its `fs_uniquifier`; a newer invitation, the acceptance and a block change that, and so
void every older link. The mail itself is written by `cpwb.accounts.mails`, which hears UserInvited.
"""

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.accounts.choices import UserState
from cpwb.accounts.events import InvitationAccepted, UserInvited
from cpwb.accounts.queries import user_by_email
from cpwb.accounts.user import User, new_key
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.db import flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l


def address_of(email: str) -> str:
    """Return an e-mail address as accounts keep it, in lower case, or raise RuleBroken when it is none."""
    try:
        # Whether mail arrives there shows when it is sent; asking the network here would keep people waiting.
        found = validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise RuleBroken("email", _l("This is not an e-mail address. Check what you typed.")) from error
    return found.normalized.lower()


def invite_user(*, session: Session, actor: Actor, email: str, name: str, language: Language) -> User:
    """Make an account without a password, and have a mail written with the link to set one."""
    address = address_of(email)
    if user_by_email(session, address) is not None:
        raise RuleBroken("email", _l("There is already an account with this e-mail address."))
    user = User(
        email=address,
        name=name,
        language=language,
        active=True,
        fs_uniquifier=new_key(),
        create_datetime=clock.now(),
    )
    session.add(user)
    flush(session)
    publish(session, UserInvited(by=actor.user_id, subject_id=user.id))
    return user


def invite_again(*, session: Session, actor: Actor, user: User) -> None:
    """Have a new mail written for somebody who has not set a password yet; the older link is void."""
    if user.state is not UserState.INVITED:
        raise RuleBroken(None, _l("Only somebody who has not accepted the invitation yet can be invited again."))
    user.end_sessions()
    publish(session, UserInvited(by=actor.user_id, subject_id=user.id))


def accept_invitation(*, session: Session, user: User, language: Language, password_hash: str) -> None:
    """Keep the language and the password that the invited person chose; the link is void from now on."""
    if user.state is not UserState.INVITED:
        raise RuleBroken(None, _l("This invitation was used already. Sign in with your e-mail address and password."))
    user.language = language
    user.password = password_hash
    user.confirmed_at = clock.now()
    user.end_sessions()
    publish(session, InvitationAccepted(by=user.id, subject_id=user.id))
