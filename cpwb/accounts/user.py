"""The user: somebody with an account. The only table that knows Flask-Security, whose contract it keeps."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from flask_security import UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from cpwb.accounts.choices import UserState
from cpwb.core.bilingual import Language
from cpwb.core.db import Base, Id


def new_key() -> str:
    """Return a value for `User.fs_uniquifier` that nobody can guess."""
    return secrets.token_hex(16)


class User(Base, UserMixin):
    """An account. Flask-Security asks for its columns; its roles are not used, for they have no place."""

    __tablename__ = "users"

    id: Mapped[Id]
    #: The address with which one signs in; unique without regard to case (it is stored in lower case).
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    #: How the account is greeted and named in the audit log.
    name: Mapped[str]
    #: The language of pages and mails; none until the person has chosen.
    language: Mapped[Language | None]
    #: The argon2 hash; none until the invitation was accepted.
    password: Mapped[str | None] = mapped_column(sa.String(255))
    #: False blocks the account at once.
    active: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    #: Names the account in sessions and in links to set a password; a new one ends them all.
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    #: When the person accepted the invitation.
    confirmed_at: Mapped[datetime | None]
    #: When the account was made.
    create_datetime: Mapped[datetime]

    @property
    def roles(self) -> list[object]:  # type: ignore[override]  # ours has none to write
        """Return no Flask-Security roles: ours are grants, which have a place and dates."""
        return []

    @property
    def state(self) -> UserState:
        """Return whether the account is blocked, waits for its owner, or is in use."""
        if not self.active:
            return UserState.BLOCKED
        return UserState.IN_USE if self.password else UserState.INVITED

    def end_sessions(self) -> None:
        """End every session of the account, and void every link that was sent to set a password."""
        self.fs_uniquifier = new_key()
