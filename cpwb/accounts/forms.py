"""The forms of accounts: signing in, passwords, invitations and grants."""

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_security import ChangePasswordForm as _ChangePasswordForm
from flask_security import ForgotPasswordForm as _ForgotPasswordForm
from flask_security import LoginForm, ResetPasswordForm, hash_password
from flask_security.forms import (
    EmailValidation,
    EqualToLocalize,
    IsString,
    email_required,
    password_required,
    valid_user_email,
)
from wtforms import EmailField, Field, HiddenField, PasswordField
from wtforms.validators import Length, ValidationError

from cpwb.access.permissions import Role
from cpwb.accounts.invitations import address_of
from cpwb.accounts.passwords import MAX_LENGTH
from cpwb.accounts.user import User
from cpwb.core.bilingual import Language
from cpwb.core.errors import RuleBroken
from cpwb.core.words import _l
from cpwb.ui.fields import ChoiceField, DateField, PickField, TextField
from cpwb.ui.forms import Filters, Form

MAX_EMAIL = 254

_TOO_LONG = _l("This may be %(max)d characters long at most.")
_RULE = _l("At least 12 characters. A few words that do not belong together are easy to remember and hard to guess.")


def _email_field(*validators: Any) -> EmailField:
    return EmailField(
        _l("E-mail address"),
        validators=[IsString(), email_required, Length(max=MAX_EMAIL, message=_TOO_LONG), *validators],
    )


def _password_field(label: Any, *validators: Any, hint: Any = "") -> PasswordField:
    length = Length(max=MAX_LENGTH, message=_TOO_LONG)
    return PasswordField(label, validators=[IsString(), password_required, length, *validators], description=hint)


def _repeat_of(name: str) -> EqualToLocalize:
    return EqualToLocalize(name, message="RETYPE_PASSWORD_MISMATCH")


class SignInForm(LoginForm):
    """Address and password. Whatever is wrong with them, the answer is the same."""

    email = _email_field(EmailValidation(verify=False))
    password = _password_field(_l("Password"))
    #: The text that was sent after the session had ended, signed (see `cpwb.accounts.kept`).
    kept = HiddenField()
    remember = None
    submit = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""

    def validate_next(self, field: Field) -> None:
        """Accept anything: the page that one is led to afterwards is chosen with care, see `cpwb.accounts.security`."""

    def validate(self, **kwargs: Any) -> bool:
        """Check address and password, and say nothing about which of the two is wrong."""
        if super().validate(**kwargs):
            return True
        self.email.errors = []
        self.password.errors = []
        self.form_errors = [_("The e-mail address or the password is not right. Check both, or set a new password.")]
        return False


class ForgotPasswordForm(_ForgotPasswordForm):
    """The address to which the link for a new password goes, if there is an account with it."""

    email = _email_field(EmailValidation(verify=True), valid_user_email)
    submit = None

    def validate(self, **kwargs: Any) -> bool:
        """Find the account; take about as long for one that exists as the page takes for one that does not.

        Whether there is such an account is not told, but what is no address is refused.
        """
        if super().validate(**kwargs):
            hash_password("as for an unknown address")
            return True
        if not _is_address(self.email.data):
            self.form_errors = [_("This is not an e-mail address. Check what you typed.")]
        return False


def _is_address(text: str | None) -> bool:
    try:
        address_of(text or "")
    except RuleBroken:
        return False
    return True


class NewPasswordForm(ResetPasswordForm):
    """A new password, twice, by somebody who followed the link in a mail."""

    password = _password_field(_l("New password"), hint=_RULE)
    password_confirm = _password_field(_l("New password, once more"), _repeat_of("password"))
    submit = None


class ChangePasswordForm(_ChangePasswordForm):
    """The present password, and a new one twice."""

    password = _password_field(_l("Present password"))
    new_password = _password_field(_l("New password"), hint=_RULE)
    new_password_confirm = _password_field(_l("New password, once more"), _repeat_of("new_password"))
    submit = None


class InvitationForm(Form):
    """The language and the password, twice, of somebody who was invited."""

    language = ChoiceField(_l("Language"), Language, hint=_l("Pages and mails will be in this language."))
    password = _password_field(_l("Password"), hint=_RULE)
    password_confirm = _password_field(_l("Password, once more"), _repeat_of("password"))

    def __init__(self, user: User, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._user = user

    def validate_password(self, field: Field) -> None:
        """Hold the password against the rule."""
        if field.errors:
            return
        passwords = current_app.extensions["security"].password_util
        problems, field.data = passwords.validate(field.data, False, user=self._user)
        if problems:
            raise ValidationError(problems[0])


class UserFilters(Filters):
    """The search in the list of accounts."""

    words = TextField(_l("Name or e-mail address"))


class InviteForm(Form):
    """Somebody who is to get an account."""

    name = TextField(_l("Name"), required=True, hint=_l("First and last name, as they stand in the audit log."))
    email = TextField(_l("E-mail address"), max_length=MAX_EMAIL, required=True)
    language = ChoiceField(_l("Language of the invitation"), Language)


class GrantForm(Form):
    """A role, where it holds and from when until when."""

    role = ChoiceField(_l("Role"), Role)
    zone_id = PickField(_l("Zone"), required=False, hint=_l("Only for a zone coordinator."))
    committee_id = PickField(_l("Committee"), required=False, hint=_l("Only for a role in a committee."))
    starts_on = DateField(_l("First day"), required=True)
    ends_on = DateField(_l("Last day"), hint=_l("Empty means until further notice."))
