"""A committee with a chair, a co-chair, a secretary and a member, each with an account, and a meeting in progress."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.accounts.queries import actor_for
from cpwb.accounts.user import User
from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.meetings import service as meetings
from cpwb.meetings.choices import ItemKind, MeetingState, Visibility
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.choices import MandateRole
from cpwb.members.models import Consent, Mandate
from cpwb.minutes.models import Minutes
from cpwb.minutes.queries import minutes_of
from tests.factories.accounts import a_grant, a_user
from tests.factories.committees import a_committee, a_zone, an_organisation
from tests.factories.meetings import a_meeting, an_item
from tests.factories.members import a_consent, a_mandate, a_person, a_seat
from tests.page_client import PageClient

#: A Tuesday in March, 18.30 in Brussels.
START = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


@dataclass
class Table:
    """The people at the table, by the role of their mandate, and what they talk about."""

    app: Flask
    session: Session
    committee: Committee
    mandates: dict[MandateRole, Mandate] = field(default_factory=dict)
    consent: Consent | None = None

    def actor(self, role: MandateRole) -> Actor:
        """Return who holds the mandate with this role, as an actor."""
        user = self.session.get_one(User, self.mandates[role].person.user_id)
        return actor_for(self.session, user, clock.today())

    def enter(self, role: MandateRole) -> PageClient:
        """Sign in whoever holds the mandate with this role."""
        return PageClient(self.app, user=self.session.get_one(User, self.mandates[role].person.user_id))

    def minutes(self, meeting: Meeting) -> Minutes:
        """Return the minutes of a meeting that has started."""
        found = minutes_of(self.session, meeting)
        assert found is not None
        return found

    def begin(self, meeting: Meeting) -> Minutes:
        """Start a meeting, and with it its minutes."""
        meetings.start_meeting(session=self.session, actor=self.actor(MandateRole.CHAIR), meeting=meeting)
        return self.minutes(meeting)

    def close(self, meeting: Meeting) -> Minutes:
        """Close a meeting that is in progress."""
        meetings.close_meeting(session=self.session, actor=self.actor(MandateRole.CHAIR), meeting=meeting)
        return self.minutes(meeting)


#: Who sits where: role, side, first and last name.
PEOPLE = (
    (MandateRole.CHAIR, Side.POLICE, "Fien", "Voorbeeld"),
    (MandateRole.CO_CHAIR, Side.COMMUNITY, "Idris", "Denkbeeldig"),
    (MandateRole.SECRETARY, Side.MUNICIPALITY, "Bram", "Testman"),
    (MandateRole.MEMBER, Side.COMMUNITY, "Hana", "Fictief"),
)
ORGANISATIONS = {
    MandateRole.CHAIR: Bilingual("Politiezone Gent", "Zone de police Gand"),
    MandateRole.CO_CHAIR: Bilingual("vzw De Brug", "ASBL Le Pont"),
    MandateRole.SECRETARY: Bilingual("Stad Gent", "Ville de Gand"),
    MandateRole.MEMBER: Bilingual("Het Salon", "Le Salon"),
}


@pytest.fixture
def table(app: Flask, session: Session) -> Table:
    """The committee; of the two on the side of the communities only the co-chair agreed to be named."""
    zone = a_zone(session, number="5415", name=Bilingual("Gent", "Gand"))
    committee = a_committee(session, zone=zone, name=Bilingual("CoPmittee Gent", "CoPmittee Gand"))
    made = Table(app, session, committee)
    for role, side, first, last in PEOPLE:
        organisation = an_organisation(session, zone=zone, side=side, name=ORGANISATIONS[role])
        title = Bilingual(f"zetel {role.value}", f"siège {role.value}")
        seat = a_seat(session, committee=committee, side=side, organisation=organisation, title=title)
        user = a_user(session)
        person = a_person(session, committee=committee, first_name=first, last_name=last, user_id=user.id)
        mandate = made.mandates[role] = a_mandate(session, seat=seat, person=person, role=role)
        grant = a_grant(session, user=user, role=role.access_role, committee=committee, seat=seat)
        grant.mandate_id = mandate.id
    made.consent = a_consent(session, person=made.mandates[MandateRole.CO_CHAIR].person)
    session.commit()
    return made


@pytest.fixture
def meeting(session: Session, table: Table) -> Meeting:
    """A meeting that has started, with three items."""
    made = a_meeting(session, committee=table.committee, number=5, starts_at=START, state=MeetingState.CONVENED)
    proposer = table.mandates[MandateRole.CO_CHAIR].seat
    an_item(session, meeting=made, position=1, kind=ItemKind.FOLLOW_UP, title="Opvolging van de actiepunten")
    an_item(session, meeting=made, position=2, title="Controles aan het station", proposed_by=proposer)
    an_item(session, meeting=made, position=3, title="Onder ons", visibility=Visibility.RESTRICTED)
    table.begin(made)
    session.commit()
    return made


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    """The item that was proposed."""
    return meeting.items[1]
