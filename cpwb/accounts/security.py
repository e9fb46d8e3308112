"""Flask-Security, for authentication only: attached, guarded, limited, and its mails put into the outbox.

Its roles are not used, for they have no place; who may do what is `cpwb.access`. Its pages stand behind our guard,
which commits, and inside our base page. It speaks HTML only and knows no tokens but those in its links.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, g, make_response, redirect, render_template, request, session
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_limiter.util import get_remote_address
from flask_login.utils import _user_context_processor
from flask_security import (
    Security,
    SQLAlchemyUserDatastore,
    current_user,
    logout_user,
    password_changed,
    password_reset,
    uia_email_mapper,
    user_authenticated,
)
from flask_security import views as library
from itsdangerous import URLSafeTimedSerializer
from werkzeug.exceptions import BadRequest

from cpwb.access.guard import PUBLIC, SIGNED_IN, current_actor, guarded_view
from cpwb.accounts.devices import draft_key, reader_mark
from cpwb.accounts.events import PasswordChanged
from cpwb.accounts.forms import ChangePasswordForm, ForgotPasswordForm, NewPasswordForm, SignInForm
from cpwb.accounts.kept import kept
from cpwb.accounts.mails import OutboxMail
from cpwb.accounts.passwords import Passwords
from cpwb.accounts.queries import actor_by_key
from cpwb.accounts.signed_out import answer_signed_out_readers, kept_page
from cpwb.accounts.user import User
from cpwb.core import clock
from cpwb.core.events import publish
from cpwb.core.extensions import current_session, db, limiter
from cpwb.ui.addresses import local_path

View = Callable[..., Any]

#: How long a session may last in all.
_LONGEST_SESSION = timedelta(hours=12)


class _Datastore(SQLAlchemyUserDatastore):
    """The users, without Flask-Security's roles."""


class _Sessions(SecureCookieSessionInterface):
    """Signed cookies as Flask has them; what signs them is made once, and not for every request anew."""

    _signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs the cookies of `app`, the only one that has these sessions."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer


def attach_accounts(app: Flask) -> None:
    """Attach sign-in to `app` and build the actor of each request."""
    app.session_interface = _Sessions()
    app.config["SECURITY_USER_IDENTITY_ATTRIBUTES"] = [
        # Addresses are stored and looked up in lower case, so that the index on them serves.
        {"email": {"mapper": uia_email_mapper, "case_insensitive": False}}
    ]
    security = Security(
        datastore=_Datastore(db, User, None),  # type: ignore[arg-type]  # no roles of its own
        mail_util_cls=OutboxMail,
        password_util_cls=Passwords,
        login_form=SignInForm,
        forgot_password_form=ForgotPasswordForm,
        reset_password_form=NewPasswordForm,
        change_password_form=ChangePasswordForm,
        render_template=_page,  # type: ignore[arg-type]  # its views pass on what it returns
    )
    security.init_app(app)
    # Whether an address is known is not told, and neither is that a mail was sent.
    app.config["SECURITY_MSG_PASSWORD_RESET_REQUEST"] = app.config["SECURITY_MSG_GENERIC_RECOVERY"]
    # Its identities would carry roles, at the cost of two signals for each request.
    security.principal.identity_loaders.clear()
    # Templates know the reader as an actor; Flask-Login would fetch the row of the account for each of them.
    app.template_context_processors[None].remove(_user_context_processor)
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)
    app.view_functions.update(_VIEWS)
    app.before_request(build_actor)
    app.jinja_env.globals.update(reader_mark=reader_mark, draft_key=draft_key)
    answer_signed_out_readers(app)
    user_authenticated.connect(_begin_session, app)
    password_changed.connect(_note_password, app)
    password_reset.connect(_note_password, app)


def build_actor() -> None:
    """Find out who is asking; a session that was never left alone ends after a day's work all the same.

    The key that Flask-Login keeps in the session says who it is. Its `current_user`, the row, is fetched only by the
    few pages that need more of the account than an actor is.
    """
    signed_in_at = session.get("fs_paa")
    if signed_in_at is not None and clock.now().timestamp() - signed_in_at > _LONGEST_SESSION.total_seconds():
        logout_user()
    g.actor = actor_by_key(current_session(), session.get("_user_id"), clock.today())


def _page(template: str, **context: Any) -> ResponseReturnValue:
    """Render a page of the library; one whose form has errors is a refusal."""
    form = next(value for name, value in context.items() if name.endswith("_form"))
    return render_template(template, form=form, **context), 422 if form.errors else 200


def _begin_session(app: Flask, user: User, **_signal: Any) -> None:
    """Let the session that begins with a sign-in end after a time without activity, and not with the browser.

    Its token against forged forms is the same in all sessions of an account between two signings-out: a page that was
    open when a session ended can be saved once its reader has signed in again, in another tab or in its place.
    """
    session.permanent = True
    session["csrf_token"] = hmac.new(
        app.config["SECRET_KEY"].encode(), f"csrf {user.fs_uniquifier}".encode(), "sha256"
    ).hexdigest()
    g.pop("csrf_token", None)


def _note_password(_app: Flask, user: User, **_signal: Any) -> None:
    """Publish that a password was set. Whoever did so by a link in a mail has shown that the address is right."""
    user.confirmed_at = user.confirmed_at or clock.now()
    publish(current_session(), PasswordChanged(by=user.id, subject_id=user.id, fields=("password",)))


# -- limits -----------------------------------------------------------------------------------------------------------


def limit_attempts(
    key: Callable[[], str] = get_remote_address,
    counts: Callable[[Response], bool] | None = None,
    *,
    setting: str = "CPWB_SIGN_IN_LIMIT",
) -> Callable[[View], View]:
    """Limit how often a form may be sent to what a `setting` says, by network address or by what `key` says.

    With `counts`, only the answers are counted for which it says yes.
    """
    return limiter.limit(lambda: current_app.config[setting], key_func=key, methods=["POST"], deduct_when=counts)


def _failed(answer: Response) -> bool:
    """Say whether an attempt to sign in failed; people who know their password are not counted."""
    return answer.status_code == 422  # noqa: PLR2004 -- a form with errors


def _account_typed() -> str:
    """Return the account that is being tried, as a digest: keys of limits are logged."""
    return hashlib.sha256(request.form.get("email", "").strip().lower().encode()).hexdigest()


def _account_signed_in() -> str:
    return f"user {current_actor().user_id}"


# -- the library's pages, behind the guard ----------------------------------------------------------------------------


def _as_form(view: View) -> View:
    """Refuse what no form of ours sends."""

    @wraps(view)
    def as_form(**arguments: Any) -> Any:
        if request.is_json:
            raise BadRequest
        return view(**arguments)

    return as_form


def _then_back(view: View) -> View:
    """After signing in, show the text that was kept, or else go back to where one was."""

    @wraps(view)
    def sign_in() -> Any:
        answer = make_response(view())
        if not current_user.is_authenticated:
            return answer
        build_actor()
        if found := kept(request.form.get("kept")):
            return kept_page(found)
        return redirect(local_path(request.values.get("next")))

    return sign_in


def _everywhere(view: View) -> View:
    """Sign out on every device, so that a copied cookie is worth nothing afterwards."""

    @wraps(view)
    def sign_out() -> Any:
        if current_user.is_authenticated:
            current_user.end_sessions()
        return view()

    return sign_out


_by_address = limit_attempts()
_by_account = limit_attempts(_account_typed)
_failures_by_address = limit_attempts(counts=_failed)
_failures_by_account = limit_attempts(_account_typed, counts=_failed)
_by_user = limit_attempts(_account_signed_in)

#: The pages of the library that may be opened; there are no others.
_VIEWS: Mapping[str, View] = {
    "security.login": _failures_by_address(
        _failures_by_account(guarded_view(_then_back(_as_form(library.login)), PUBLIC))
    ),
    "security.logout": guarded_view(_everywhere(library.logout), PUBLIC),
    "security.forgot_password": _by_address(_by_account(guarded_view(_as_form(library.forgot_password), PUBLIC))),
    "security.reset_password": _by_address(guarded_view(_as_form(library.reset_password), PUBLIC)),
    "security.change_password": _by_user(guarded_view(_as_form(library.change_password), SIGNED_IN)),
}
