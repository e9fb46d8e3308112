"""Seats are given to people: what the rules refuse, and the access that begins and ends with a mandate."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.access.permissions import Role
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.queries import actor_for
from cpwb.accounts.user import User
from cpwb.committees.choices import ApprovalRule, CommitteeState, Side
from cpwb.core.errors import RuleBroken
from cpwb.core.extensions import db
from cpwb.members import service
from cpwb.members.choices import EndReason, MandateRole
from cpwb.members.events import MandateEnded, MandateReplaced, MandateRevoked, MandateStarted
from cpwb.members.models import Mandate, Person, Seat
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee
from tests.factories.members import a_mandate, a_person, a_seat
from tests.integration.members.conftest import TODAY

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def give(
    session: Session,
    seat: Seat,
    person: Person | None = None,
    role: MandateRole = MandateRole.MEMBER,
    starts_on: date = TODAY,
    ends_on: date | None = None,
) -> Mandate:
    """Start a mandate as the system."""
    person = person or a_person(session, committee=seat.committee)
    return service.start_mandate(
        session=session, actor=SYSTEM, seat=seat, person_id=person.id, role=role, starts_on=starts_on, ends_on=ends_on
    )


def with_account(session: Session, seat: Seat) -> Person:
    """Return a person with an account."""
    return a_person(session, committee=seat.committee, user_id=a_user(session).id)


def grants(session: Session) -> list[tuple[Any, ...]]:
    """Return what the grants say, in the order in which they were given."""
    query = sa.select(RoleGrant).order_by(RoleGrant.id)
    return [
        (grant.user_id, grant.role, grant.committee_id, grant.seat_id, grant.mandate_id, grant.starts_on, grant.ends_on)
        for grant in session.scalars(query)
    ]


def refused(field: str | None, act: Any) -> str:
    """Carry out what the rules refuse; return the sentence, in which placeholders are filled in."""
    with pytest.raises(RuleBroken) as broken:
        act()
    assert broken.value.field == field
    sentence = str(broken.value.message)
    assert "%(" not in sentence
    return sentence


def test_a_mandate_gives_access_for_its_days(session: Session, happened: list[Any]) -> None:
    """The account gets the role in the committee through the seat; nobody gives it by hand."""
    seat = a_seat(session, committee=a_committee(session))
    person = with_account(session, seat)
    mandate = give(session, seat, person, MandateRole.SECRETARY, TODAY, date(2027, 3, 23))
    assert grants(session) == [
        (person.user_id, Role.SECRETARY, seat.committee_id, seat.id, mandate.id, TODAY, date(2027, 3, 23))
    ]
    assert [event for event in happened if event.subject == "mandate"] == [
        MandateStarted(by=None, subject_id=mandate.id, committee_id=seat.committee_id)
    ]


def test_without_an_account_nothing_is_granted(session: Session, happened: list[Any]) -> None:
    """A member without e-mail sits all the same."""
    give(session, a_seat(session, committee=a_committee(session)))
    assert grants(session) == []
    assert [type(event) for event in happened] == [MandateStarted]


def test_access_ends_by_itself_with_the_last_day(session: Session, happened: list[Any]) -> None:
    """On the last day one may still read; on the day after one is nobody there."""
    seat = a_seat(session, committee=a_committee(session))
    person = with_account(session, seat)
    user = session.get_one(User, person.user_id)
    mandate = give(session, seat, person)
    service.end_mandate(session=session, actor=SYSTEM, mandate=mandate, ends_on=TODAY, reason=EndReason.MOVED)
    assert (mandate.ends_on, mandate.end_reason) == (TODAY, EndReason.MOVED)
    assert [grant.seat_id for grant in actor_for(session, user, TODAY).grants] == [seat.id]
    assert actor_for(session, user, TOMORROW).grants == ()
    assert [type(event) for event in happened if event.subject == "mandate"] == [MandateStarted, MandateEnded]


def test_a_seat_has_one_holder_at_a_time(session: Session, happened: list[Any]) -> None:
    """The sentence says until when it is filled; the day after, it is free."""
    seat = a_seat(session, committee=a_committee(session))
    give(session, seat, ends_on=TOMORROW)
    sentence = refused("starts_on", lambda: give(session, seat, starts_on=TOMORROW))
    assert "24/03/2026" in sentence and "25/03/2026" in sentence
    give(session, seat, starts_on=TOMORROW + timedelta(days=1))
    refused("starts_on", lambda: give(session, seat, starts_on=TOMORROW + timedelta(days=30)))
    assert session.scalar(sa.select(sa.func.count(Mandate.id))) == 2


def test_a_seat_has_several_alternates(session: Session, happened: list[Any]) -> None:
    """They stand in for the holder, whom they are not; the same person does so once."""
    seat = a_seat(session, committee=a_committee(session))
    alternate = a_person(session, committee=seat.committee)
    give(session, seat)
    give(session, seat, role=MandateRole.ALTERNATE)
    give(session, seat, alternate, role=MandateRole.ALTERNATE)
    refused("person_id", lambda: give(session, seat, alternate, role=MandateRole.ALTERNATE))
    assert session.scalar(sa.select(sa.func.count(Mandate.id))) == 3


def test_nobody_fills_two_seats_of_a_committee(session: Session, happened: list[Any]) -> None:
    """One person is counted once; standing in elsewhere is another matter."""
    committee = a_committee(session)
    first, second = a_seat(session, committee=committee), a_seat(session, committee=committee)
    person = a_person(session, committee=committee)
    give(session, first, person)
    refused("person_id", lambda: give(session, second, person))
    give(session, second, person, MandateRole.ALTERNATE)


@pytest.mark.parametrize("role", [MandateRole.CHAIR, MandateRole.CO_CHAIR])
def test_a_committee_has_one_of_each_chair(session: Session, happened: list[Any], role: MandateRole) -> None:
    """Also when the term of the first one ends later."""
    committee = a_committee(session)
    give(session, a_seat(session, committee=committee), role=role, ends_on=TOMORROW)
    other = a_seat(session, committee=committee)
    refused("role", lambda: give(session, other, role=role))
    give(session, other, role=role, starts_on=TOMORROW + timedelta(days=1))


def test_both_sides_can_approve_the_minutes(session: Session, happened: list[Any]) -> None:
    """Chair and co-chair are of different sides where both sides approve the minutes."""
    committee = a_committee(session, approval_rule=ApprovalRule.BOTH_SIDES)
    give(session, a_seat(session, committee=committee, side=Side.POLICE), role=MandateRole.CHAIR)
    same = a_seat(session, committee=committee, side=Side.POLICE)
    refused("role", lambda: give(session, same, role=MandateRole.CO_CHAIR))
    give(session, a_seat(session, committee=committee, side=Side.COMMUNITY), role=MandateRole.CO_CHAIR)


@pytest.mark.parametrize("rule", [ApprovalRule.CHAIR_ALONE, ApprovalRule.NEXT_MEETING])
def test_parity_is_not_enforced_elsewhere(session: Session, happened: list[Any], rule: ApprovalRule) -> None:
    """It is shown, never enforced."""
    committee = a_committee(session, approval_rule=rule)
    for role in (MandateRole.CHAIR, MandateRole.CO_CHAIR):
        give(session, a_seat(session, committee=committee, side=Side.POLICE), role=role)
    assert session.scalar(sa.select(sa.func.count(Mandate.id))) == 2


def test_a_mandate_lies_within_the_life_of_its_seat(session: Session, happened: list[Any]) -> None:
    """Not before the seat was opened, not after it is closed, not in a committee that is closed."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee, opened_on=TODAY, closed_on=date(2026, 12, 31))
    refused("starts_on", lambda: give(session, seat, starts_on=YESTERDAY))
    refused("starts_on", lambda: give(session, seat, starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 1)))
    refused("ends_on", lambda: give(session, seat))
    refused("ends_on", lambda: give(session, seat, ends_on=date(2027, 1, 1)))
    refused("ends_on", lambda: give(session, seat, starts_on=TOMORROW, ends_on=TODAY))
    committee.state, committee.closed_on = CommitteeState.CLOSED, TODAY
    refused(None, lambda: give(session, seat, ends_on=TOMORROW))
    assert session.scalar(sa.select(sa.func.count(Mandate.id))) == 0
    assert happened == []


def test_what_is_past_stays(session: Session, happened: list[Any]) -> None:
    """A term is not prolonged, and a mandate that ended is not ended again."""
    seat = a_seat(session, committee=a_committee(session))
    mandate = a_mandate(session, seat=seat, ends_on=TOMORROW)
    past = a_mandate(session, seat=a_seat(session, committee=seat.committee), ends_on=YESTERDAY)

    def end(mandate: Mandate, day: date) -> None:
        service.end_mandate(session=session, actor=SYSTEM, mandate=mandate, ends_on=day, reason=EndReason.OTHER)

    refused("ends_on", lambda: end(mandate, TOMORROW + timedelta(days=1)))
    refused("ends_on", lambda: end(mandate, mandate.starts_on - timedelta(days=1)))
    refused(None, lambda: end(past, YESTERDAY))
    assert (mandate.ends_on, mandate.end_reason, past.end_reason, happened) == (TOMORROW, None, None, [])


def test_somebody_takes_a_seat_over(session: Session, happened: list[Any]) -> None:
    """The one ends the day before the other begins, and so does the access."""
    seat = a_seat(session, committee=a_committee(session))
    old, new = with_account(session, seat), with_account(session, seat)
    mandate = give(session, seat, old, MandateRole.CHAIR, starts_on=YESTERDAY)
    successor = service.replace_mandate(
        session=session, actor=SYSTEM, mandate=mandate, person_id=new.id, role=MandateRole.CHAIR, starts_on=TOMORROW
    )
    assert (mandate.ends_on, mandate.end_reason) == (TODAY, EndReason.REPLACED)
    assert (successor.seat_id, successor.person_id, successor.starts_on) == (seat.id, new.id, TOMORROW)
    assert [(grant[0], grant[5], grant[6]) for grant in grants(session)] == [
        (old.user_id, YESTERDAY, TODAY),
        (new.user_id, TOMORROW, None),
    ]
    assert [event for event in happened if event.subject == "mandate"][1:] == [
        MandateReplaced(by=None, subject_id=successor.id, committee_id=seat.committee_id, replaced_id=mandate.id)
    ]


def test_a_member_becomes_chair(session: Session, happened: list[Any]) -> None:
    """The same person in a new role: the old mandate is not edited, it is replaced."""
    seat = a_seat(session, committee=a_committee(session))
    mandate = a_mandate(session, seat=seat)
    chair = service.replace_mandate(
        session=session,
        actor=SYSTEM,
        mandate=mandate,
        person_id=mandate.person_id,
        role=MandateRole.CHAIR,
        starts_on=TODAY,
    )
    assert (mandate.role, mandate.ends_on, chair.role) == (MandateRole.MEMBER, YESTERDAY, MandateRole.CHAIR)


def test_a_replacement_begins_after_what_it_replaces(session: Session, happened: list[Any]) -> None:
    """Otherwise the old mandate would never have been."""
    seat = a_seat(session, committee=a_committee(session))
    mandate = a_mandate(session, seat=seat, starts_on=TODAY)
    refused(
        "starts_on",
        lambda: service.replace_mandate(
            session=session,
            actor=SYSTEM,
            mandate=mandate,
            person_id=a_person(session, committee=seat.committee).id,
            role=MandateRole.MEMBER,
            starts_on=TODAY,
        ),
    )
    assert (mandate.ends_on, happened) == (None, [])


def test_a_term_that_ends_before_its_replacement_is_left_alone(session: Session, happened: list[Any]) -> None:
    """The seat is vacant in between."""
    seat = a_seat(session, committee=a_committee(session))
    mandate = a_mandate(session, seat=seat, ends_on=TOMORROW)
    service.replace_mandate(
        session=session,
        actor=SYSTEM,
        mandate=mandate,
        person_id=a_person(session, committee=seat.committee).id,
        role=MandateRole.MEMBER,
        starts_on=TOMORROW + timedelta(days=30),
    )
    assert (mandate.ends_on, mandate.end_reason) == (TOMORROW, None)


def test_a_mandate_to_come_can_be_taken_back(session: Session, happened: list[Any]) -> None:
    """It never was, and neither was its access; one that has begun is ended instead."""
    seat = a_seat(session, committee=a_committee(session))
    begun = a_mandate(session, seat=a_seat(session, committee=seat.committee), starts_on=TODAY)
    mandate = give(session, seat, with_account(session, seat), starts_on=TOMORROW)
    identity = mandate.id
    service.revoke_mandate(session=session, actor=SYSTEM, mandate=mandate)
    assert (session.get(Mandate, identity), grants(session)) == (None, [])
    assert happened[-1] == MandateRevoked(by=None, subject_id=identity, committee_id=seat.committee_id)
    refused(None, lambda: service.revoke_mandate(session=session, actor=SYSTEM, mandate=begun))


def test_two_who_give_the_same_seat_take_turns(session: Session, happened: list[Any]) -> None:
    """The second one waits for the first, then reads that the seat is filled."""
    seat = a_seat(session, committee=a_committee(session))
    seat_id = seat.id
    first, second = (a_person(session, committee=seat.committee) for _time in range(2))
    second_id = second.id
    session.commit()
    engine, fields = db.engine, []

    def act() -> None:
        with Session(engine) as other:
            try:
                give(other, other.get_one(Seat, seat_id), other.get_one(Person, second_id))
            except RuleBroken as broken:
                fields.append(broken.field)

    give(session, seat, first)
    late = threading.Thread(target=act)
    late.start()
    late.join(0.2)
    assert (late.is_alive(), fields) == (True, [])
    session.commit()
    late.join(5)
    assert fields == ["starts_on"]
