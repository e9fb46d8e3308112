"""What happens to accounts and grants."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.bilingual import Language
from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class _UserEvent(Event):
    """Something that happened to a user; `subject_id` is the user's."""

    subject: ClassVar[str] = "user"


class UserInvited(_UserEvent):
    """Somebody was given an account, or a new link to it, and is to set a password with the link in the mail."""


class InvitationAccepted(_UserEvent):
    """The invited person chose a language and a password."""


class UserBlocked(_UserEvent):
    """The account lets nobody in any more."""


class UserUnblocked(_UserEvent):
    """The account lets its owner in again."""


class LanguageChosen(_UserEvent):
    """Somebody chose the language of his or her pages and mails."""


class PasswordChanged(_UserEvent):
    """Somebody changed his or her password, or set a new one with the link in a mail."""


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """Somebody may do more from now on, or from a later day; `subject_id` is the grant's."""

    subject: ClassVar[str] = "role_grant"


@dataclass(frozen=True, kw_only=True)
class GrantEnded(Event):
    """A grant was given its last day."""

    subject: ClassVar[str] = "role_grant"


@dataclass(frozen=True, kw_only=True)
class AccountMailWritten(_UserEvent):
    """A mail about somebody's own account is ready, in that person's language; notifications sends it.

    The one event that carries a text: the link in it is made here and nowhere else known. No handler may keep the
    text anywhere but in the outbox.
    """

    #: What it is about, such as "invitation" or "password_reset"; not shown.
    kind: str
    #: The address.
    recipient: str
    #: The language in which it is written.
    language: Language
    #: The subject line, which names nobody and nothing.
    subject_line: str
    #: The text.
    body: str
