"""The application: configure, attach extensions, wire."""

from flask import Flask
from flask_babel import gettext, ngettext
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Config, from_environment
from cpwb import wiring
from cpwb.access.guard import IdConverter
from cpwb.accounts.security import attach_accounts
from cpwb.core import events
from cpwb.core.extensions import babel, csrf, db, limiter, migrate
from cpwb.core.words import translate_with
from cpwb.ui import locale
from cpwb.ui.errors import prepare_errors
from cpwb.ui.headers import prepare_headers
from cpwb.ui.templating import EXTENSION, prepare_templates


class BadConfiguration(Exception):
    """The settings do not allow to start; the message names each of them, one per line."""


def create_app(config: Config | None = None) -> Flask:
    """Return the application for `config`, or for the environment; raise BadConfiguration when it may not start."""
    try:
        config = config or from_environment()
    except ValueError as error:
        raise BadConfiguration(str(error)) from error
    problems = config.problems()
    if problems:
        raise BadConfiguration("\n".join(problems))
    app = Flask("cpwb", static_folder=None, template_folder="ui/templates")
    app.config.from_object(config)
    app.extensions[EXTENSION] = {"navigation": wiring.NAVIGATION, "footer": wiring.FOOTER}
    _attach(app)
    app.url_map.converters["int"] = IdConverter
    for blueprint in wiring.BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in wiring.COMMANDS:
        app.cli.add_command(command)
    events.wire(wiring.HANDLERS)
    if app.config["CPWB_PROXIES"]:
        hops = app.config["CPWB_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way to wrap
    return app


def _attach(app: Flask) -> None:
    """Attach the extensions, in the order in which they need each other."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    babel.init_app(app, locale_selector=locale.current_locale)
    translate_with(gettext=gettext, ngettext=ngettext, language=locale.current_language)
    limiter.init_app(app)
    # Limits stand on single pages, whose decorators check them; before every request there is none to be found.
    app.before_request_funcs[None].remove(limiter._check_request_limit)
    prepare_headers(app)
    prepare_templates(app)
    prepare_errors(app)
    attach_accounts(app)
    # Last, so that a page which refuses a token knows who asks, and has its nonce.
    csrf.init_app(app)
