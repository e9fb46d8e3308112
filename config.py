"""Settings from the environment.

Every setting is a variable `CPWB_<NAME>`; the README lists them all and a test keeps the two equal. Three classes
share them: Production (refuses to start with a default secret), Development and Testing.
"""

import os
from datetime import timedelta
from email.utils import parseaddr
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent

#: The secrets that development and the demonstration use; production refuses to start with them.
DEFAULT_SECRET = "only-for-development"  # noqa: S105 -- the value that production refuses


def _setting(name: str, default: str) -> str:
    return os.environ.get(f"CPWB_{name}", default)


def _flag(name: str, default: str) -> bool:
    return _setting(name, default).strip().lower() in {"1", "yes", "true", "on"}


def _number(name: str, default: str) -> int:
    text = _setting(name, default)
    if not text.strip().isdecimal():
        raise ValueError(f"CPWB_{name} is {text!r}; it must be a whole number.")
    return int(text)


def _database_url() -> str:
    """Return the database address; a plain postgresql:// address gets our driver."""
    url = _setting("DATABASE_URL", f"sqlite:///{ROOT / 'instance' / 'cpwb.sqlite'}")
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _problems_of_database(url: str) -> list[str]:
    """Return what is wrong with the address of the database, as far as one sees without asking it."""
    try:
        driver = make_url(url).drivername
    except ArgumentError:
        return ["CPWB_DATABASE_URL is no address of a database."]
    if driver not in ("sqlite", "postgresql+psycopg"):
        return ["CPWB_DATABASE_URL must start with sqlite:/// or postgresql://."]
    if driver != "sqlite" and find_spec("psycopg") is None:
        return ["CPWB_DATABASE_URL names PostgreSQL, but its driver is not installed: pip install psycopg[binary]."]
    return []


class Config:
    """What all three have in common. Read when the application is made, not when this file is imported."""

    debug_pages = False

    def __init__(self) -> None:  # noqa: PLR0915 -- a list of settings, not a course of action
        secret = _setting("SECRET_KEY", DEFAULT_SECRET)
        # -- ours
        self.CPWB_DEMO = _flag("DEMO", "no")
        self.CPWB_STYLEGUIDE = self.debug_pages
        self.CPWB_FUNDING_NL = _setting("FUNDING_NL", "")
        self.CPWB_FUNDING_FR = _setting("FUNDING_FR", "")
        # -- mail
        self.CPWB_BASE_URL = _setting("BASE_URL", "http://127.0.0.1:5000").rstrip("/")
        self.CPWB_MAIL_FROM = _setting("MAIL_FROM", "cpwb@localhost")
        self.CPWB_SMTP_HOST = _setting("SMTP_HOST", "127.0.0.1")
        self.CPWB_SMTP_PORT = _number("SMTP_PORT", "25")
        self.CPWB_SMTP_STARTTLS = _flag("SMTP_STARTTLS", "no")
        self.CPWB_SMTP_USER = _setting("SMTP_USER", "")
        self.CPWB_SMTP_PASSWORD = _setting("SMTP_PASSWORD", "")
        # -- Flask
        self.SECRET_KEY = secret
        self.MAX_CONTENT_LENGTH = 2 * 1024 * 1024
        self.MAX_FORM_MEMORY_SIZE = 2 * 1024 * 1024
        self.SESSION_COOKIE_SECURE = _flag("HTTPS", "no")
        self.SESSION_COOKIE_HTTPONLY = True
        self.SESSION_COOKIE_SAMESITE = "Lax"
        self.PERMANENT_SESSION_LIFETIME = timedelta(minutes=30)
        self.SESSION_REFRESH_EACH_REQUEST = True
        self.CPWB_PROXIES = _number("PROXIES", "0")
        self.WTF_CSRF_TIME_LIMIT = None
        # -- database
        self.SQLALCHEMY_DATABASE_URI = _database_url()
        # -- languages
        self.BABEL_DEFAULT_LOCALE = "nl_BE"
        self.BABEL_DEFAULT_TIMEZONE = "Europe/Brussels"
        self.BABEL_TRANSLATION_DIRECTORIES = str(ROOT / "translations")
        # -- rate limits
        self.RATELIMIT_STORAGE_URI = _setting("RATELIMIT_STORAGE", "memory://")
        self.RATELIMIT_HEADERS_ENABLED = False
        self.CPWB_SIGN_IN_LIMIT = _setting("SIGN_IN_LIMIT", "10 per minute; 100 per day")
        self.CPWB_PUBLIC_FORM_LIMIT = _setting("PUBLIC_FORM_LIMIT", "20 per minute; 200 per day")
        # -- accounts
        self.SECURITY_PASSWORD_SALT = _setting("PASSWORD_SALT", DEFAULT_SECRET)
        self.SECURITY_PASSWORD_HASH = "argon2"  # noqa: S105 -- the name of the algorithm
        self.SECURITY_PASSWORD_SCHEMES = ["argon2"]
        self.SECURITY_PASSWORD_LENGTH_MIN = 12
        self.SECURITY_PASSWORD_CHECK_BREACHED = None
        self.SECURITY_URL_PREFIX = "/account"
        self.SECURITY_RECOVERABLE = True
        self.SECURITY_CHANGEABLE = True
        self.SECURITY_RETURN_GENERIC_RESPONSES = True
        self.SECURITY_RESET_PASSWORD_WITHIN = timedelta(minutes=55)
        self.SECURITY_AUTO_LOGIN_AFTER_RESET = False
        self.SECURITY_I18N_DIRNAME = ["builtin", str(ROOT / "translations")]
        self.SECURITY_SCRIPT_NONCE_KEY = "csp_nonce"
        self.SECURITY_POST_LOGIN_VIEW = "/"
        self.SECURITY_POST_LOGOUT_VIEW = "/account/login"
        self.SECURITY_POST_CHANGE_VIEW = "/account"
        self.SECURITY_POST_RESET_VIEW = "/account/login"
        self.SECURITY_DEFAULT_REMEMBER_ME = False
        self.SECURITY_FRESHNESS = timedelta(minutes=-1)
        self.SECURITY_SEND_PASSWORD_CHANGE_EMAIL = True
        self.SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL = True
        self.SECURITY_EMAIL_HTML = False
        self.SECURITY_EMAIL_PLAINTEXT = False
        self.SECURITY_EMAIL_TEMPLATE_PASSWORD_RESET = "accounts/mail/password_reset"  # noqa: S105 -- a template
        self.SECURITY_EMAIL_TEMPLATE_PASSWORD_RESET_NOTICE = "accounts/mail/password_changed"  # noqa: S105 -- likewise
        self.SECURITY_EMAIL_TEMPLATE_PASSWORD_CHANGE_NOTICE = "accounts/mail/password_changed"  # noqa: S105 -- likewise
        self.SECURITY_LOGIN_USER_TEMPLATE = "accounts/sign_in.html"
        self.SECURITY_FORGOT_PASSWORD_TEMPLATE = "accounts/forgot_password.html"  # noqa: S105 -- likewise
        self.SECURITY_RESET_PASSWORD_TEMPLATE = "accounts/new_password.html"  # noqa: S105 -- likewise
        self.SECURITY_CHANGE_PASSWORD_TEMPLATE = "accounts/change_password.html"  # noqa: S105 -- likewise
        self.SECURITY_HASHING_SCHEMES = ["hex_sha256"]
        self.SECURITY_API_ENABLED_METHODS = ["session"]
        self.SECURITY_JOIN_USER_ROLES = False
        self.SECURITY_STATIC_FOLDER = None
        self.SECURITY_CLI_USERS_NAME = None
        self.SECURITY_CLI_ROLES_NAME = None

    def problems(self) -> list[str]:
        """Return what stands in the way of starting, one English sentence each, without passwords."""
        found = _problems_of_database(self.SQLALCHEMY_DATABASE_URI)
        if not self.CPWB_BASE_URL.startswith(("http://", "https://")):
            found.append("CPWB_BASE_URL must start with http:// or https://.")
        if not all(parseaddr(self.CPWB_MAIL_FROM)[1].partition("@")):
            found.append("CPWB_MAIL_FROM is no e-mail address.")
        return found


class Development(Config):
    """For people who change CPWB, and for the demonstration."""

    debug_pages = True


class Production(Config):
    """For people who rely on CPWB."""

    def __init__(self) -> None:
        super().__init__()
        self.SESSION_COOKIE_SECURE = _flag("HTTPS", "yes")

    def problems(self) -> list[str]:
        """Name default or short secrets, a demonstration, and addresses in mails that are not encrypted."""
        found = super().problems()
        for name, value in (("SECRET_KEY", self.SECRET_KEY), ("PASSWORD_SALT", self.SECURITY_PASSWORD_SALT)):
            if value == DEFAULT_SECRET:
                found.append(f"CPWB_{name} is not set.")
            elif len(value) < 32:  # noqa: PLR2004 -- 32 characters, as `python -c "import secrets; …"` gives
                found.append(f"CPWB_{name} is shorter than 32 characters.")
        if self.CPWB_DEMO:
            found.append("CPWB_DEMO is on: a demonstration is no production.")
        if not self.CPWB_BASE_URL.startswith("https://"):
            found.append("CPWB_BASE_URL must start with https:// so that links in mails are safe.")
        return found


class Testing(Config):
    """For the tests: cheap hashes would hide real ones, so passwords are hashed as in production but few are made."""

    debug_pages = True

    def __init__(self, **settings: Any) -> None:
        super().__init__()
        self.TESTING = True
        self.SECRET_KEY = "testing-" + "x" * 32
        self.SECURITY_PASSWORD_SALT = "testing-" + "y" * 32
        self.RATELIMIT_ENABLED = True
        self.CPWB_SIGN_IN_LIMIT = self.CPWB_PUBLIC_FORM_LIMIT = "10000 per minute"
        for name, value in settings.items():
            setattr(self, name, value)


CONFIGURATIONS = {"production": Production, "development": Development}


def from_environment() -> Config:
    """Return the configuration that `CPWB_ENV` names: production (the default) or development.

    Raises ValueError for another name, so that a typing error never means development.
    """
    name = _setting("ENV", "production")
    if name not in CONFIGURATIONS:
        raise ValueError(f"CPWB_ENV is {name!r}; it must be one of: {', '.join(CONFIGURATIONS)}.")
    return CONFIGURATIONS[name]()
