"""The rule for passwords: 12 to 128 characters, and not easy to guess."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_security import PasswordUtil

from cpwb.accounts.user import User

MAX_LENGTH = 128

#: How many different characters a password has at least.
MIN_DIFFERENT = 5

#: The digits in a row, longer than any password.
_DIGITS = "0123456789" * 14


class Passwords(PasswordUtil):
    """Checks passwords when they are chosen."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:  # noqa: FBT001 -- the library's own signature
        """Return what is wrong with a password, if anything, and the password as it is hashed.

        `kwargs["user"]` is the person who chooses it.
        """
        normal = self.normalize(password)
        shortest = current_app.config["SECURITY_PASSWORD_LENGTH_MIN"]
        if len(normal) < shortest:
            return [_("A password has at least %(min)d characters. Make it longer.", min=shortest)], normal
        if len(normal) > MAX_LENGTH:
            return [_("A password has at most %(max)d characters. Make it shorter.", max=MAX_LENGTH)], normal
        if is_easy_to_guess(normal, kwargs.get("user")):
            return [_("This password is easy to guess. Choose one that is not your address and repeats less.")], normal
        return None, normal


def is_easy_to_guess(password: str, user: User | None) -> bool:
    """Say whether a password is few characters over and over, a row of digits, or the address of its owner."""
    low = password.lower()
    if len(set(low)) < MIN_DIFFERENT or low in _DIGITS or low in _DIGITS[::-1]:
        return True
    return user is not None and low in (user.email, user.email.split("@")[0])
