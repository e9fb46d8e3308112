"""Seats, persons, mandates and consents."""

import itertools
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual, Language
from cpwb.members.choices import Channel, ConsentForm, ConsentKind, MandateRole
from cpwb.members.models import Consent, Mandate, Person, Seat
from tests.factories.committees import an_organisation

_numbers = itertools.count(1)


def a_seat(session: Session, *, committee: Committee, side: Side = Side.COMMUNITY, **values: Any) -> Seat:
    """Return a stored seat of an organisation on the same side."""
    number = next(_numbers)
    given = {"title": Bilingual(f"zetel {number}", f"siège {number}"), "opened_on": committee.founded_on}
    if "organisation" not in values:
        given["organisation"] = an_organisation(session, zone=committee.zone, side=side)
    seat = Seat(committee=committee, side=side, **(given | values))
    session.add(seat)
    session.flush()
    return seat


def a_person(session: Session, *, committee: Committee, **values: Any) -> Person:
    """Return a stored person, recorded by the staff of a committee."""
    number = next(_numbers)
    given = {
        "first_name": "Sam",
        "last_name": f"Voorbeeld{number}",
        "language": Language.NL,
        "channel": Channel.EMAIL,
        "contact": f"sam{number}@test.example",
    }
    person = Person(committee=committee, **(given | values))
    session.add(person)
    session.flush()
    return person


def a_mandate(
    session: Session,
    *,
    seat: Seat,
    person: Person | None = None,
    role: MandateRole = MandateRole.MEMBER,
    starts_on: date | None = None,
    **values: Any,
) -> Mandate:
    """Return a stored mandate, in force since the seat was opened."""
    mandate = Mandate(
        committee=seat.committee,
        seat=seat,
        person=person or a_person(session, committee=seat.committee),
        role=role,
        starts_on=starts_on or seat.opened_on,
        created_at=clock.now(),
        **values,
    )
    session.add(mandate)
    session.flush()
    return mandate


def a_consent(session: Session, *, person: Person, **values: Any) -> Consent:
    """Return a stored consent to be named, given yesterday."""
    given = {
        "kind": ConsentKind.NAMING,
        "text_version": "2026-01",
        "language": Language.NL,
        "given_on": clock.today() - timedelta(days=1),
        "form": ConsentForm.SCREEN,
    }
    consent = Consent(person=person, **(given | values))
    session.add(consent)
    session.flush()
    session.expire(person)
    return consent
