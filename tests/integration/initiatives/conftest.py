"""An initiative under way, its chair and a member, and what happens in a test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.permissions import Role
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.events import Event, wire
from cpwb.initiatives.models import Initiative, Milestone
from cpwb.wiring import HANDLERS
from tests.conftest import SignIn
from tests.factories.committees import a_committee
from tests.factories.initiatives import an_initiative
from tests.page_client import PageClient

TODAY = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def happened(app: Flask) -> Iterator[list[Event]]:
    """The events that the test makes happen on 1 June 2026, in the place of the application's own handlers."""
    events: list[Event] = []
    wire({Event: [lambda _session, event: events.append(event)]})
    with clock.at(TODAY):
        yield events
    wire(HANDLERS)


@pytest.fixture
def committee(session: Session) -> Committee:
    """A committee in a zone that addresses the public in Dutch."""
    return a_committee(session, name=Bilingual("CoPmittee Gent", "CoPmittee Gand"))


@pytest.fixture
def initiative(session: Session, committee: Committee) -> Initiative:
    """A football tournament, under way."""
    made = an_initiative(session, committee=committee)
    session.commit()
    return made


def a_milestone(session: Session, initiative: Initiative, **values: Any) -> Milestone:
    """Return a stored milestone."""
    given = {"title": Bilingual("Zaal gevonden", "Salle trouvée"), "due_on": clock.today()}
    milestone = Milestone(initiative=initiative, **(given | values))
    session.add(milestone)
    session.commit()
    return milestone


@pytest.fixture
def chair(sign_in: SignIn, committee: Committee) -> PageClient:
    """The chair of the committee."""
    return sign_in(Role.CHAIR, committee=committee)


@pytest.fixture
def member(sign_in: SignIn, committee: Committee) -> PageClient:
    """A member of the committee."""
    return sign_in(Role.MEMBER, committee=committee)
