"""The demonstration: complete, repeatable, and never beside other data."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.accounts.user import User
from cpwb.actions.choices import ActionState
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee, Zone
from cpwb.core import clock
from cpwb.initiatives.choices import InitiativeState
from cpwb.initiatives.models import Initiative
from cpwb.meetings.choices import MeetingState
from cpwb.meetings.models import Meeting
from cpwb.members.models import Person, Seat
from cpwb.minutes.choices import MinutesState
from cpwb.minutes.models import Minutes
from tests.factories.accounts import a_user


@pytest.fixture
def demonstration(app: Flask) -> Iterator[Flask]:
    """The application as `make demo` runs it."""
    app.config["CPWB_DEMO"] = True
    yield app
    app.config["CPWB_DEMO"] = False


def _counts(session: Session) -> list[int | None]:
    session.expire_all()
    tables = (Zone, Committee, Seat, Person, User, Meeting, ActionPoint, Minutes, Initiative)
    return [session.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables]


def test_it_holds_a_year_with_everything_in_every_state(demonstration: Flask, session: Session) -> None:
    """Three committees, meetings held and to come, minutes approved and in review, actions in every state."""
    result = demonstration.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 0, result.output
    session.expire_all()
    assert sorted(name for (name,) in session.execute(sa.select(Committee.name_nl))) == [  # type: ignore[attr-defined]  # of bilingual
        "CoPmittee Brussel-Noord",
        "CoPmittee Charleroi",
        "CoPmittee Gent",
    ]
    assert set(session.scalars(sa.select(ActionPoint.state))) == set(ActionState)
    assert set(session.scalars(sa.select(Initiative.state))) == set(InitiativeState)
    assert set(session.scalars(sa.select(Meeting.state))) == {MeetingState.CLOSED, MeetingState.CONVENED}
    assert set(session.scalars(sa.select(Minutes.state))) == {MinutesState.APPROVED, MinutesState.IN_REVIEW}
    overdue = sa.select(ActionPoint).where(ActionPoint.is_overdue(clock.today()))
    assert session.scalars(overdue).first() is not None
    first = session.scalar(sa.select(sa.func.min(Meeting.starts_at)))
    assert first is not None
    assert timedelta(days=200) < clock.now() - first < timedelta(days=366)


def test_everybody_in_it_is_invented(demonstration: Flask, session: Session) -> None:
    """Every mail address ends in the domain that nobody can have; hostile names are among them."""
    demonstration.test_cli_runner().invoke(args=["demo"])
    session.expire_all()
    assert [email for email in session.scalars(sa.select(User.email)) if not email.endswith(".example")] == []
    contacts = session.scalars(sa.select(Person.contact).where(Person.contact.contains("@")))
    assert [contact for contact in contacts if not contact.endswith(".example")] == []
    names = set(session.scalars(sa.select(Person.first_name)))
    assert {"<script>alert('Robin')</script>", "עמית"} <= names


def test_running_it_twice_changes_nothing(demonstration: Flask, session: Session) -> None:
    """The second time it only says again who can sign in."""
    runner = demonstration.test_cli_runner()
    runner.invoke(args=["demo"])
    before = _counts(session)
    again = runner.invoke(args=["demo"])
    assert (again.exit_code, _counts(session)) == (0, before)


def test_it_never_runs_beside_other_data(demonstration: Flask, session: Session) -> None:
    """A database in which somebody has an account is left as it is."""
    a_user(session)
    session.commit()
    result = demonstration.test_cli_runner().invoke(args=["demo"])
    assert result.exit_code == 1
    assert result.output == "Error: This database holds other data. The demonstration needs an empty one.\n"
    assert _counts(session) == [0, 0, 0, 0, 1, 0, 0, 0, 0]


def test_it_runs_only_where_it_is_asked_for(app: Flask, session: Session) -> None:
    """Without CPWB_DEMO nothing is loaded."""
    result = app.test_cli_runner().invoke(args=["demo"])
    assert (result.exit_code, _counts(session)) == (1, [0] * 9)
