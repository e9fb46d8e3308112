"""A committee with one seat, the member who holds it, and an action point; what was reported."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.actions.models import ActionPoint, FollowUp
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.members.models import Seat
from tests.factories.accounts import a_user
from tests.factories.actions import an_action
from tests.factories.committees import a_committee, an_organisation
from tests.factories.members import a_seat
from tests.page_client import PageClient


def in_days(days: int) -> date:
    """Return the day so many days from today."""
    return clock.today() + timedelta(days=days)


@pytest.fixture
def committee(session: Session) -> Committee:
    """A committee with one seat on the side of the police."""
    return a_committee(session, name=Bilingual("CoPmittee Gent", "CoPmittee Gand"))


@pytest.fixture
def seat(session: Session, committee: Committee) -> Seat:
    """The seat of the neighbourhood team."""
    police = an_organisation(session, zone=committee.zone, side=Side.POLICE, name=Bilingual("PZ Gent", "ZP Gand"))
    return a_seat(
        session,
        committee=committee,
        side=Side.POLICE,
        organisation=police,
        title=Bilingual("wijkwerking", "proximité"),
    )


@pytest.fixture
def member(app: Flask, session: Session, committee: Committee, seat: Seat) -> PageClient:
    """The member who holds the seat."""
    return PageClient(app, user=a_user(session, role=Role.MEMBER, committee=committee, seat=seat))


@pytest.fixture
def action(session: Session, committee: Committee, seat: Seat) -> ActionPoint:
    """An action point of the seat, due in a week."""
    made = an_action(session, committee=committee, owner_seat=seat, title="Kaartje ontwerpen", due_on=in_days(7))
    session.commit()
    return made


def the_log(session: Session) -> list[FollowUp]:
    """Return everything that was reported."""
    session.expire_all()
    return list(session.scalars(sa.select(FollowUp).order_by(FollowUp.id)))
