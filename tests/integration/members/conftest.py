"""What the tests of members share: a fixed day with its events, and a committee with a seat and somebody in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.events import Event, wire
from cpwb.members.choices import Channel
from cpwb.members.models import Person, Seat
from cpwb.wiring import HANDLERS
from tests.factories.committees import a_committee, an_organisation
from tests.factories.members import a_mandate, a_person, a_seat

TODAY = date(2026, 3, 24)


@pytest.fixture
def happened(app: Flask) -> Iterator[list[Any]]:
    """The events that the test makes happen on 24 March 2026, in the place of the application's own handlers."""
    events: list[Any] = []
    wire({Event: [lambda _session, event: events.append(event)]})
    with clock.at(datetime(2026, 3, 24, 12, tzinfo=UTC)):
        yield events
    wire(HANDLERS)


@pytest.fixture
def committee(session: Session) -> Committee:
    """A committee."""
    return a_committee(session)


@pytest.fixture
def seat(session: Session, committee: Committee) -> Seat:
    """A vacant seat of an association."""
    organisation = an_organisation(session, zone=committee.zone, name=Bilingual("vzw De Brug", "ASBL Le Pont"))
    return a_seat(session, committee=committee, organisation=organisation, title=Bilingual("ouders", "parents"))


@pytest.fixture
def hana(session: Session, seat: Seat) -> Person:
    """A member without e-mail, on the side of the communities."""
    person = a_person(
        session,
        committee=seat.committee,
        first_name="Hana",
        last_name="Fictief",
        channel=Channel.TELEPHONE,
        contact="0470 00 00 00",
    )
    a_mandate(session, seat=seat, person=person)
    return person
