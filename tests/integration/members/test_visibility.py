"""Who may see which seat, mandate, person and consent: the page and the list say the same."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor, Grant
from cpwb.access.permissions import EVERYWHERE, IN_A_ZONE, Role
from cpwb.access.permissions import Permission as P
from cpwb.access.policy import can, visible
from cpwb.committees.models import Committee
from cpwb.members.models import Consent, Mandate, Person, Seat
from tests.factories.committees import a_committee
from tests.factories.members import a_consent, a_mandate, a_person, a_seat

STAFF = (Role.COORDINATOR, Role.CHAIR, Role.CO_CHAIR, Role.SECRETARY)
#: Model, permission, and the roles of the place that hold it.
CASES = [
    (Seat, P.SEAT_VIEW, (*STAFF, Role.MEMBER, Role.ALTERNATE, Role.OBSERVER)),
    (Mandate, P.SEAT_VIEW, (*STAFF, Role.MEMBER, Role.ALTERNATE, Role.OBSERVER)),
    (Mandate, P.MANDATE_EDIT, (Role.COORDINATOR, Role.CHAIR, Role.CO_CHAIR)),
    (Person, P.PERSON_VIEW, STAFF),
    (Consent, P.CONSENT_RECORD, STAFF),
]


def actor_with(role: Role, committee: Committee) -> Actor:
    """Return an actor with the role in the place of a committee that fits it."""
    if role in EVERYWHERE:
        return Actor(user_id=1, grants=(Grant(role),))
    if role in IN_A_ZONE:
        return Actor(user_id=1, grants=(Grant(role, zone_id=committee.zone_id),))
    return Actor(user_id=1, grants=(Grant(role, committee_id=committee.id),))


@pytest.mark.parametrize(("model", "permission", "roles"), CASES)
def test_the_place_and_the_role_decide(session: Session, model: Any, permission: P, roles: tuple[Role, ...]) -> None:
    """Row by row and as a list; who only sat or was only recorded there counts too."""
    here, there = a_committee(session), a_committee(session)
    for committee, other in ((here, there), (there, there)):
        person = a_person(session, committee=other)
        a_mandate(session, seat=a_seat(session, committee=committee), person=person)
        a_consent(session, person=person)
    things = list(session.scalars(sa.select(model).order_by(model.id)))
    assert len(things) == 2
    for role in Role:
        actor = actor_with(role, here)
        listed = session.scalars(sa.select(model).where(visible(actor, permission, model)).order_by(model.id)).all()
        assert list(listed) == [thing for thing in things if can(actor, permission, thing)]
        assert list(listed) == (things[:1] if role in roles else []), role
