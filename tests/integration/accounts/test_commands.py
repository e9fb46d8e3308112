"""Inviting from the command line: how the first administrator gets in."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.user import User
from cpwb.core.bilingual import Bilingual, Language
from cpwb.notifications.models import OutboxMessage
from tests.factories.accounts import a_user
from tests.factories.committees import a_zone
from tests.page_client import PageClient

INVITE = ["user", "invite", "Ann@test.example", "--name", "Ann O'Neil", "--language", "fr", "--role"]


def run(app: Flask, session: Session, *arguments: str) -> tuple[int, str]:
    """Run a command as from a shell; return its exit code and what it printed."""
    session.commit()
    result = app.test_cli_runner().invoke(args=list(arguments))
    session.expire_all()
    return result.exit_code, result.output


def test_the_first_administrator_is_invited(app: Flask, visitor: PageClient, session: Session) -> None:
    """The link is printed, for there may be no mail server yet."""
    code, output = run(app, session, *INVITE, "administrator")
    assert code == 0, output
    user = session.scalars(sa.select(User)).one()
    assert (user.email, user.name, user.language) == ("ann@test.example", "Ann O'Neil", Language.FR)
    grant = session.scalars(sa.select(RoleGrant)).one()
    assert (grant.user_id, grant.role, grant.zone_id) == (user.id, Role.ADMINISTRATOR, None)
    (mail,) = session.scalars(sa.select(OutboxMessage))
    for said in (output, mail.body):
        (path,) = re.findall(r"http://127\.0\.0\.1:5000(/account/\S+)", said)
        assert visitor.get(path).h1 == "Welkom bij CPWB"


def test_a_coordinator_is_invited_for_a_zone(app: Flask, session: Session) -> None:
    """By the number of the zone."""
    zone = a_zone(session, number="5415", name=Bilingual("Gent", "Gand"))
    assert run(app, session, *INVITE, "coordinator", "--zone", "5415")[0] == 0
    grant = session.scalars(sa.select(RoleGrant)).one()
    assert (grant.role, grant.zone_id) == (Role.COORDINATOR, zone.id)
    assert run(app, session, "user", "list") == (0, "ann@test.example  invited  coordinator (Gent)\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["coordinator"], "This role holds in one zone. Choose it."),
        (["coordinator", "--zone", "9999"], "There is no zone with the number 9999."),
        (["administrator", "--zone", "5415"], "This role does not hold in a zone. Choose no zone."),
        (["chair"], "Invalid value for '--role'"),
    ],
)
def test_what_makes_no_sense_is_refused(app: Flask, session: Session, arguments: list[str], said: str) -> None:
    """In English, and nothing is written."""
    a_zone(session, number="5415")
    code, output = run(app, session, *INVITE, *arguments)
    assert code != 0
    assert said in output
    found = [session.scalars(sa.select(table)).all() for table in (User, RoleGrant, OutboxMessage)]
    assert found == [[], [], []]


def test_what_is_no_address_is_refused(app: Flask, session: Session) -> None:
    """As on the page."""
    code, output = run(app, session, "user", "invite", "ann", *INVITE[3:], "monitor")
    assert (code, output) == (1, "Error: This is not an e-mail address. Check what you typed.\n")


def test_inviting_twice_sends_a_new_link(app: Flask, session: Session) -> None:
    """And gives no second role; whoever has a password is not invited any more."""
    for _time in range(2):
        assert run(app, session, *INVITE, "monitor")[0] == 0
    assert len(session.scalars(sa.select(OutboxMessage)).all()) == 2
    assert len(session.scalars(sa.select(RoleGrant)).all()) == 1
    session.scalars(sa.select(User)).one().password = "x"
    code, output = run(app, session, *INVITE, "monitor")
    assert (code, output) == (1, "Error: There is already an account with this e-mail address.\n")


def test_a_list_of_accounts_names_no_committee(app: Flask, session: Session) -> None:
    """Only addresses, states, and the roles that come with no seat."""
    a_user(session, role=Role.MONITOR, email="b@test.example").password = "x"
    a_user(session, email="c@test.example").active = False
    output = run(app, session, "user", "list")[1]
    assert sorted(output.splitlines()) == ["b@test.example  in_use  monitor", "c@test.example  blocked  "]
