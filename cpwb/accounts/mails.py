"""Mails about an account: invitation, new password, and notices that a password was changed.

Each is written in its reader's language and published as AccountMailWritten, in the transaction of the act that
caused it. Its subject names nobody and nothing; its links begin with `CPWB_BASE_URL`.
"""

from datetime import timedelta
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _
from flask_security import MailUtil
from sqlalchemy.orm import Session

from cpwb.accounts.choices import UserState
from cpwb.accounts.events import AccountMailWritten, UserInvited
from cpwb.accounts.invitations import address_of
from cpwb.accounts.queries import user_by_key
from cpwb.accounts.signing import sign, signed
from cpwb.accounts.user import User
from cpwb.core.bilingual import Language
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.extensions import current_session
from cpwb.ui.addresses import address
from cpwb.ui.locale import current_language, speaking

_INVITATION = "invitation"

#: How long the link of an invitation works.
INVITATION_LASTS = timedelta(days=14)


def invitation_link(user: User) -> str:
    """Return the address at which an invited person chooses a language and a password."""
    return address("accounts.invitation", token=sign(_INVITATION, user.fs_uniquifier))


def invited_user(session: Session, token: str) -> User | None:
    """Return who was invited with this token, unless it is false, expired, used or followed by a newer one."""
    key = signed(_INVITATION, token, INVITATION_LASTS)
    user = user_by_key(session, key) if isinstance(key, str) else None
    return user if user is not None and user.state is UserState.INVITED else None


def write_invitation(session: Session, event: UserInvited) -> None:
    """Hear that somebody was invited, and write the mail with the link."""
    user = session.get_one(User, event.subject_id)
    _write(
        session,
        user=user,
        kind="invitation",
        template="accounts/mail/invitation.txt",
        link=invitation_link(user),
        days=INVITATION_LASTS.days,
    )


def _write(session: Session, *, user: User, kind: str, template: str, **context: Any) -> None:
    """Write the mail in the language of its reader, or else in that of the page, and publish it."""
    language = user.language or Language(current_language())
    with speaking(language):
        subject_line = _("A message is waiting for you")
        body = render_template(template, **context)
    publish(
        session,
        AccountMailWritten(
            by=None,
            subject_id=user.id,
            kind=kind,
            recipient=user.email,
            language=language,
            subject_line=subject_line,
            body=body,
        ),
    )


class OutboxMail(MailUtil):
    """Writes the library's mails as ours, and knows e-mail addresses as our accounts keep them."""

    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: Any, html: Any, **kwargs: Any
    ) -> None:
        """Write the mail `template`, such as "security/email/reset_instructions", to `kwargs["user"]`."""
        token = kwargs.get("reset_token")
        _write(
            current_session(),
            user=kwargs["user"],
            kind=template.rsplit("/", 1)[-1],
            template=f"{template}.txt",
            link=address("security.reset_password", token=token) if token else address("security.forgot_password"),
            minutes=int(current_app.config["SECURITY_RESET_PASSWORD_WITHIN"].total_seconds() // 60),
        )

    def normalize(self, email: str) -> str:
        """Return the address as accounts keep it; raise ValueError when it is none."""
        try:
            return address_of(email)
        except RuleBroken as broken:
            raise ValueError(str(broken.message)) from broken

    def validate(self, email: str) -> str:
        """Return the same: the network is not asked whether the address exists."""
        return self.normalize(email)
