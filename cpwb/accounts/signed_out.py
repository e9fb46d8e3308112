"""What somebody sees whose session has ended: the sign-in page, and afterwards the text that was kept."""

from flask import Flask, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from cpwb.access.guard import SignInNeeded, current_actor
from cpwb.accounts.forms import SignInForm
from cpwb.accounts.kept import Kept, here, is_from_our_page, keep, kept, needs_sign_in, page_before
from cpwb.ui.errors import page_too_old, refusal
from cpwb.ui.forms import PlainForm

#: What may be done with an old token when one of our own pages asks for it: it can hurt nobody.
_HARMLESS = ("accounts.choose_language", "security.logout")


def answer_signed_out_readers(app: Flask) -> None:
    """Let `app` lead readers without a session to the sign-in page, and keep what they sent."""
    app.register_error_handler(SignInNeeded, _sign_in_needed)
    app.register_error_handler(CSRFError, _token_missing)


def kept_page(found: Kept, status: int = 200) -> ResponseReturnValue:
    """Show the text that was kept, with a button that saves it."""
    return render_template("accounts/kept.html", form=PlainForm(formdata=None), kept=found), status


def _sign_in_needed(_error: SignInNeeded) -> ResponseReturnValue:
    """Ask to sign in; what a form sent is kept."""
    if "HX-Request" in request.headers:
        sentence = _("Nothing was saved, because your session has ended. What you typed is still here.")
        label = _("Sign in again in a new tab")
        return refusal(401, _("Sign in"), sentence, label=label, url=url_for("security.login"))
    if text := keep():
        return _sign_in_page(text)
    return redirect(url_for("security.login", next=_way_back()))


def _token_missing(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form whose token is missing or old: most often the session ended while somebody was typing."""
    if request.endpoint == "security.login" and not current_actor().is_signed_in:
        # A stranger's page could bring a text that it had signed for itself, to be saved by whoever signs in.
        text = request.form.get("kept", "") if is_from_our_page() else ""
        return _sign_in_page(text, request.values.get("next", ""))
    if request.endpoint in _HARMLESS and is_from_our_page():
        return make_response(current_app.view_functions[request.endpoint]())
    if not current_actor().is_signed_in and needs_sign_in():
        return _sign_in_needed(SignInNeeded())
    # A page that sends a part of itself stays as it is, and this device keeps what is typed in it.
    if "HX-Request" not in request.headers and (found := kept(keep())):
        return kept_page(found, 400)
    return page_too_old()


def _sign_in_page(text: str, next_page: str = "") -> ResponseReturnValue:
    """Show the sign-in page in the place of what was asked for."""
    form = SignInForm(formdata=None, data={"kept": text, "next": next_page or _way_back()})
    return render_template("accounts/sign_in.html", form=form), 401


def _way_back() -> str:
    """Return the page to go back to after signing in: this one if it can be opened, else the one before."""
    can_be_opened = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    return here() if can_be_opened else page_before()
