"""Refusals as pages: each says in the reader's language what happened and what to do."""

from flask import Flask, Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException

from cpwb.core.db import rule_of
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.core.extensions import db


def refusal(status: int, title: str, sentence: str, *, label: str = "", url: str = "") -> Response:
    """Return a page that says no, with `status`, and leads on to `url` or else back.

    A part of a page that was sent for by htmx stays as it is; the refusal stands above it, where the last one stood.
    """
    if "HX-Request" in request.headers:
        answer = make_response(render_template("error_part.html", sentence=sentence, label=label, url=url), status)
        answer.headers.update({"HX-Retarget": "#refusal", "HX-Reswap": "innerHTML"})
        return answer
    back = request.referrer if request.referrer and request.referrer.startswith(request.host_url) else "/"
    page = render_template("error.html", title=title, sentence=sentence, label=label or _("Back"), url=url or back)
    return make_response(page, status)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    """Answer the errors of HTTP; anything without a text of its own gets a general one."""
    absent = _("It does not exist, or it is not for you to see.")
    if request.method == "POST":
        absent = _("This is no longer there, or no longer yours to change. Copy what you typed.")
    texts = {
        400: (_("This request could not be understood"), _("Go back, load the page again and try once more.")),
        403: (_("You may not do this"), str(error.description)),
        404: (_("This page does not exist"), absent),
        405: (_("This page cannot be used this way"), _("Go back and use the button on the page.")),
        413: (_("This is too much at once"), _("The text is too long to be sent. Shorten it, then save again.")),
        429: (_("Too many attempts"), _("Wait a minute, then try again.")),
    }
    status = error.code or 500
    if status in (301, 302, 303, 307, 308):
        return error.get_response()
    title, sentence = texts.get(status, (_("Something went wrong"), _("Go back and try again.")))
    answer = refusal(status, title, sentence)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            answer.headers[name] = value
    return answer


def _broken_rule(error: RuleBroken) -> ResponseReturnValue:
    """Answer a rule that was broken by a button without a form."""
    status = 409 if isinstance(error, Outdated) else 422
    return refusal(status, _("This cannot be done"), str(error.message))


def _integrity_error(error: IntegrityError) -> ResponseReturnValue:
    """Answer a contradiction that only the database noticed."""
    db.session.rollback()
    return _broken_rule(rule_of(error))


def page_too_old() -> Response:
    """Answer a form whose token is missing or old, and whose text could not be kept here."""
    return refusal(
        400,
        _("This page was open for too long"),
        _("Nothing was saved, but this device kept what you typed. Go back and load the page again."),
    )


def _crash(_error: Exception) -> ResponseReturnValue:
    """Answer a defect of ours; the log has the details, by route and not by what was sent."""
    current_app.logger.exception("%s %s failed", request.method, request.url_rule)
    db.session.rollback()
    return refusal(
        500, _("Something went wrong"), _("This is our mistake. Nothing was saved; this device kept what you typed.")
    )


def prepare_errors(app: Flask) -> None:
    """Let `app` answer every refusal with a page."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(RuleBroken, _broken_rule)
    app.register_error_handler(IntegrityError, _integrity_error)
    if not app.testing:
        app.register_error_handler(Exception, _crash)
