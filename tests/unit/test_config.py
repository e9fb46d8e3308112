"""Settings from the environment, and what stands in the way of starting."""

import os

import pytest

import config as settings
from config import Development, Production, from_environment
from cpwb.app import BadConfiguration, create_app

GOOD = {
    "CPWB_SECRET_KEY": "k" * 32,
    "CPWB_PASSWORD_SALT": "s" * 32,
    "CPWB_BASE_URL": "https://cpwb.example/",
    "CPWB_DATABASE_URL": "postgresql://cpwb@db.example/cpwb",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without settings of ours."""
    for name in [name for name in os.environ if name.startswith("CPWB_")]:
        monkeypatch.delenv(name)
    return monkeypatch


def test_production_starts_with_a_good_configuration(environment: pytest.MonkeyPatch) -> None:
    """Without CPWB_ENV it is production; PostgreSQL gets our driver, an address no slash at its end."""
    for name, value in GOOD.items():
        environment.setenv(name, value)
    config = from_environment()
    assert (type(config), config.problems()) == (Production, [])
    assert config.SQLALCHEMY_DATABASE_URI == "postgresql+psycopg://cpwb@db.example/cpwb"
    assert config.CPWB_BASE_URL == "https://cpwb.example"
    assert config.SESSION_COOKIE_SECURE is True


def test_production_refuses_default_secrets() -> None:
    """All that is wrong is said at once."""
    assert from_environment().problems() == [
        "CPWB_SECRET_KEY is not set.",
        "CPWB_PASSWORD_SALT is not set.",
        "CPWB_BASE_URL must start with https:// so that links in mails are safe.",
    ]
    with pytest.raises(BadConfiguration) as refusal:
        create_app()
    assert str(refusal.value).splitlines() == from_environment().problems()


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SECRET_KEY", "short", "CPWB_SECRET_KEY is shorter than 32 characters."),
        ("PASSWORD_SALT", "only-for-development", "CPWB_PASSWORD_SALT is not set."),
        ("DEMO", "yes", "CPWB_DEMO is on: a demonstration is no production."),
        ("MAIL_FROM", "nobody", "CPWB_MAIL_FROM is no e-mail address."),
        ("DATABASE_URL", "nonsense", "CPWB_DATABASE_URL is no address of a database."),
        ("DATABASE_URL", "mysql://db/x", "CPWB_DATABASE_URL must start with sqlite:/// or postgresql://."),
    ],
)
def test_production_refuses_what_is_not_safe(
    environment: pytest.MonkeyPatch, name: str, value: str, problem: str
) -> None:
    """One sentence for each problem."""
    for other, good in GOOD.items():
        environment.setenv(other, good)
    environment.setenv(f"CPWB_{name}", value)
    assert from_environment().problems() == [problem]


def test_development_and_tests_start_as_they_are(environment: pytest.MonkeyPatch) -> None:
    """Nothing has to be set to try CPWB."""
    environment.setenv("CPWB_ENV", "development")
    config = from_environment()
    assert (type(config), config.problems(), settings.Testing().problems()) == (Development, [], [])
    environment.setenv("CPWB_BASE_URL", "cpwb.example")
    assert from_environment().problems() == ["CPWB_BASE_URL must start with http:// or https://."]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ENV", "prodution", "CPWB_ENV is 'prodution'; it must be one of: production, development."),
        ("SMTP_PORT", "mail", "CPWB_SMTP_PORT is 'mail'; it must be a whole number."),
        ("PROXIES", "-1", "CPWB_PROXIES is '-1'; it must be a whole number."),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    environment: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    """A typing error never means something else."""
    environment.setenv(f"CPWB_{name}", value)
    with pytest.raises(BadConfiguration) as refusal:
        create_app()
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(("text", "meant"), [("yes", True), ("On", True), ("1", True), ("no", False), ("", False)])
def test_a_switch_is_on_or_off(environment: pytest.MonkeyPatch, text: str, meant: bool) -> None:
    """Yes, true, on and 1 mean on."""
    environment.setenv("CPWB_SMTP_STARTTLS", text)
    assert Development().CPWB_SMTP_STARTTLS is meant
