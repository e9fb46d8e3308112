"""Who sits where, whose term ends, and whom one may choose."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import Actor, Grant
from cpwb.access.permissions import Role
from cpwb.committees.choices import ApprovalRule, CommitteeState, Side
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual
from cpwb.members import queries
from cpwb.members.choices import MandateRole
from cpwb.members.models import Mandate
from cpwb.ui.locale import speaking
from tests.conftest import count_queries
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee, an_organisation
from tests.factories.members import a_consent, a_mandate, a_person, a_seat

TODAY = date(2026, 3, 24)


def days(number: int) -> date:
    """Return the day so many days from today."""
    return TODAY + timedelta(days=number)


def coordinator(committee: Committee) -> Actor:
    """Return the coordinator of the zone of a committee."""
    return Actor(user_id=1, grants=(Grant(Role.COORDINATOR, zone_id=committee.zone_id),))


def someone(role: Role, committee: Committee) -> Actor:
    """Return an actor with a role in a committee."""
    return Actor(user_id=1, grants=(Grant(role, committee_id=committee.id),))


# -- seats ------------------------------------------------------------------------------------------------------------


def test_seats_are_listed_per_side_with_who_fills_them(session: Session) -> None:
    """Police, communities, municipality, then by title; vacancies among them."""
    committee = a_committee(session)
    town = a_seat(session, committee=committee, side=Side.MUNICIPALITY)
    parents = a_seat(session, committee=committee, title=Bilingual("ouders", "parents"))
    youth = a_seat(session, committee=committee, title=Bilingual("Jongeren", "jeunes"))
    police = a_seat(session, committee=committee, side=Side.POLICE)
    a_seat(session, committee=a_committee(session))
    holder = a_mandate(session, seat=police, role=MandateRole.CHAIR)
    stand_ins = [a_mandate(session, seat=police, role=MandateRole.ALTERNATE) for _time in range(2)]
    only_alternate = a_mandate(session, seat=town, role=MandateRole.ALTERNATE)
    found = queries.seats_on(session, committee.id, TODAY)
    assert [(place.seat, place.holder, place.alternates) for place in found] == [
        (police, holder, stand_ins),
        (youth, None, []),
        (parents, None, []),
        (town, None, [only_alternate]),
    ]
    assert [(part.side, part.held, part.vacant) for part in queries.per_side(found)] == [
        (Side.POLICE, 1, 0),
        (Side.COMMUNITY, 0, 2),
        (Side.MUNICIPALITY, 0, 1),
    ]


def test_titles_are_in_the_order_of_the_readers_language(session: Session) -> None:
    """A paper in French lists as a reader of French looks."""
    committee = a_committee(session)
    first = a_seat(session, committee=committee, title=Bilingual("a", "z"))
    second = a_seat(session, committee=committee, title=Bilingual("b", "y"))
    assert [place.seat for place in queries.seats_on(session, committee.id, TODAY)] == [first, second]
    with speaking("fr"):
        assert [place.seat for place in queries.seats_on(session, committee.id, TODAY)] == [second, first]


def test_seats_are_as_they_were_on_the_day(session: Session) -> None:
    """A meeting of last year shows who sat then; who comes later is known now."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee)
    old = a_mandate(session, seat=seat, ends_on=days(-1))
    new = a_mandate(session, seat=seat, starts_on=TODAY, ends_on=TODAY)
    later = a_mandate(session, seat=seat, starts_on=days(9))
    shown = {
        day: [(place.holder, place.coming) for place in queries.seats_on(session, committee.id, day)]
        for day in (days(-1), TODAY, days(1), days(9))
    }
    assert shown == {
        days(-1): [(old, [new, later])],
        TODAY: [(new, [later])],
        days(1): [(None, [later])],
        days(9): [(later, [])],
    }


def test_a_seat_exists_from_its_first_to_its_last_day(session: Session) -> None:
    """Others are listed apart."""
    committee = a_committee(session)
    seat = a_seat(session, committee=committee, opened_on=TODAY, closed_on=days(1))
    for day, exists in ((days(-1), False), (TODAY, True), (days(1), True), (days(2), False)):
        assert [place.seat for place in queries.seats_on(session, committee.id, day)] == [seat] * exists
        assert queries.seats_not_on(session, committee.id, day) == [seat] * (not exists)
        assert seat.is_open(day) is exists


def test_seats_cost_two_statements(session: Session) -> None:
    """Names, consents and organisations among them, however many there are."""
    committee = a_committee(session)
    for _time in range(3):
        a_consent(session, person=a_mandate(session, seat=a_seat(session, committee=committee)).person)
    committee_id = committee.id
    session.commit()
    session.expunge_all()
    with count_queries() as statements:
        found = queries.seats_on(session, committee_id, TODAY)
        names = [str(place.holder.shown_name) for place in found if place.holder]
        organisations = [place.seat.organisation.name for place in found]
    assert (len(names), len(organisations), len(statements)) == (3, 3, 2)


def test_one_filled_seat_of_the_police_is_a_concern(session: Session) -> None:
    """None at all shows as a vacancy; two are enough."""
    committee = a_committee(session)
    seats = [a_seat(session, committee=committee, side=Side.POLICE) for _time in range(2)]
    found = []
    for seat in (None, *seats):
        if seat is not None:
            a_mandate(session, seat=seat)
        found.append(len(queries.concerns(committee, queries.seats_on(session, committee.id, TODAY))))
    assert found == [0, 1, 0]


@pytest.mark.parametrize(("rule", "concerns"), [(ApprovalRule.BOTH_SIDES, 1), (ApprovalRule.CHAIR_ALONE, 0)])
def test_chairs_of_one_side_are_a_concern_where_both_approve(
    session: Session, rule: ApprovalRule, concerns: int
) -> None:
    """The rule may have changed after they were chosen."""
    committee = a_committee(session, approval_rule=rule)
    for role in (MandateRole.CHAIR, MandateRole.CO_CHAIR):
        a_mandate(session, seat=a_seat(session, committee=committee, side=Side.POLICE), role=role)
    assert len(queries.concerns(committee, queries.seats_on(session, committee.id, TODAY))) == concerns


# -- terms ------------------------------------------------------------------------------------------------------------


def test_terms_that_end_within_sixty_days_soonest_first(session: Session) -> None:
    """The sixtieth day counts; what ended or ends later does not."""
    committee = a_committee(session)
    ends = (days(60), days(61), TODAY, days(-1), None)
    mandates = [a_mandate(session, seat=a_seat(session, committee=committee), ends_on=day) for day in ends]
    assert queries.ending_terms(session, coordinator(committee), TODAY) == [mandates[2], mandates[0]]
    assert [mandate.ends_soon(TODAY) for mandate in mandates] == [True, False, True, False, False]


def test_a_term_with_a_successor_needs_nobody(session: Session) -> None:
    """An alternate succeeds an alternate, not the holder."""
    seat = a_seat(session, committee=a_committee(session))
    holder = a_mandate(session, seat=seat, ends_on=days(10))
    alternate = a_mandate(session, seat=seat, role=MandateRole.ALTERNATE, ends_on=days(20))
    actor = coordinator(seat.committee)
    a_mandate(session, seat=seat, role=MandateRole.ALTERNATE, starts_on=days(21))
    assert queries.ending_terms(session, actor, TODAY) == [holder]
    a_mandate(session, seat=seat, starts_on=days(30))
    assert queries.ending_terms(session, actor, TODAY) == []
    assert alternate.ends_soon(TODAY) is True


def test_what_ends_with_its_seat_or_committee_needs_nobody(session: Session) -> None:
    """There is nothing to fill."""
    committee = a_committee(session)
    a_mandate(session, seat=a_seat(session, committee=committee, closed_on=days(10)), ends_on=days(10))
    closed = a_committee(session, zone=committee.zone, state=CommitteeState.CLOSED, closed_on=TODAY)
    a_mandate(session, seat=a_seat(session, committee=closed), ends_on=days(10))
    assert queries.ending_terms(session, coordinator(committee), TODAY) == []


def test_ending_terms_are_for_those_who_fill_seats(session: Session) -> None:
    """Of their own place alone, in one statement."""
    committee = a_committee(session)
    mandates = [
        a_mandate(session, seat=a_seat(session, committee=committee), ends_on=days(number)) for number in (1, 2, 3)
    ]
    ids = [mandate.id for mandate in mandates]
    actors = {role: someone(role, committee) for role in (Role.CHAIR, Role.CO_CHAIR, Role.SECRETARY, Role.MEMBER)}
    neighbour = coordinator(a_committee(session))
    found = {role: queries.ending_terms(session, actor, TODAY) for role, actor in actors.items()}
    assert found == {Role.CHAIR: mandates, Role.CO_CHAIR: mandates, Role.SECRETARY: [], Role.MEMBER: []}
    assert queries.ending_terms(session, neighbour, TODAY) == []
    actor = coordinator(committee)
    session.commit()
    session.expunge_all()
    with count_queries() as statements:
        terms = queries.ending_terms(session, actor, TODAY)
        shown = [(term.shown_name, term.seat.organisation.name, term.committee.name) for term in terms]
    assert ([term.id for term in terms], len(shown), len(statements)) == (ids, 3, 1)


# -- persons ----------------------------------------------------------------------------------------------------------


def listed(session: Session, actor: Actor, committee: Committee) -> set[int]:
    """Return the ids of the persons that a list shows."""
    return {person.id for person in session.scalars(queries.persons_of(actor, committee))}


def test_persons_of_a_committee_are_recorded_or_seated_there(session: Session) -> None:
    """Also those without a seat yet, and those who sat; for the staff alone."""
    committee, other = a_committee(session), a_committee(session)
    recorded = a_person(session, committee=committee)
    seated = a_person(session, committee=other)
    a_mandate(session, seat=a_seat(session, committee=committee), person=seated, ends_on=days(-1))
    a_person(session, committee=other)
    for role, seen in (
        (Role.CHAIR, {recorded.id, seated.id}),
        (Role.SECRETARY, {recorded.id, seated.id}),
        (Role.MEMBER, set()),
        (Role.OBSERVER, set()),
    ):
        assert listed(session, someone(role, committee), committee) == seen
    assert listed(session, coordinator(committee), committee) == {recorded.id, seated.id}
    assert listed(session, someone(Role.CHAIR, other), committee) == {seated.id}
    assert listed(session, Actor(user_id=1, grants=(Grant(Role.ADMINISTRATOR),)), committee) == set()
    assert listed(session, Actor(user_id=1, grants=(Grant(Role.MONITOR),)), committee) == set()


def test_one_chooses_among_the_people_of_the_zone_that_one_may_see(session: Session) -> None:
    """A chair those of the committee, a coordinator those of the zone, nobody those of another zone."""
    committee = a_committee(session)
    own = a_person(session, committee=committee, last_name="B")
    near = a_person(session, committee=a_committee(session, zone=committee.zone), last_name="a")
    far = a_person(session, committee=a_committee(session))

    def offered(actor: Actor) -> list[int]:
        return [identity for identity, _name in queries.person_choices(session, actor, committee)]

    assert offered(someone(Role.CHAIR, committee)) == [own.id]
    assert offered(coordinator(committee)) == [near.id, own.id]
    both = Actor(
        user_id=1,
        grants=(Grant(Role.CHAIR, committee_id=committee.id), Grant(Role.CHAIR, committee_id=far.committee_id)),
    )
    assert offered(both) == [own.id]


def test_people_of_one_name_are_told_apart(session: Session) -> None:
    """By their contact; the others are not."""
    committee = a_committee(session)
    for contact in ("a@test.example", "b@test.example"):
        a_person(session, committee=committee, first_name="Sam", last_name="Fictief", contact=contact)
    a_person(session, committee=committee, first_name="Hana", last_name="Fictief")
    names = [name for _id, name in queries.person_choices(session, coordinator(committee), committee)]
    assert names == ["Hana Fictief", "Sam Fictief (a@test.example)", "Sam Fictief (b@test.example)"]


def test_a_person_who_sits_in_two_zones_shows_each_only_its_own(session: Session) -> None:
    """Where else somebody sits is not the zone's affair."""
    here, there = a_committee(session), a_committee(session)
    person = a_person(session, committee=here)
    first = a_mandate(session, seat=a_seat(session, committee=here), person=person)
    second = a_mandate(session, seat=a_seat(session, committee=there), person=person)
    found: dict[Any, list[Mandate]] = {
        place: queries.mandates_of(session, coordinator(place), person) for place in (here, there)
    }
    assert found == {here: [first], there: [second]}


def test_organisations_are_offered_with_their_side(session: Session) -> None:
    """Those of the zone and those that work everywhere; not what is closed, unless the seat has it."""
    committee = a_committee(session)
    police = an_organisation(session, zone=committee.zone, side=Side.POLICE, name=Bilingual("z"))
    everywhere = an_organisation(session, name=Bilingual("B"))
    local = an_organisation(session, zone=committee.zone, name=Bilingual("a"))
    closed = an_organisation(session, zone=committee.zone, closed_on=TODAY, name=Bilingual("c"))
    an_organisation(session, zone=a_committee(session).zone)
    found = queries.organisation_choices(session, committee, "nl")
    assert [(identity, str(label)) for identity, label in found] == [
        (police.id, "z – politie"),
        (local.id, "a – gemeenschappen en middenveld"),
        (everywhere.id, "B – gemeenschappen en middenveld"),
    ]
    also = queries.organisation_choices(session, committee, "nl", present=closed)
    assert [identity for identity, _label in also] == [police.id, local.id, everywhere.id, closed.id]


def test_one_is_oneself_in_every_zone(session: Session) -> None:
    """A visitor is nobody, and nobody is somebody else."""
    user = a_user(session)
    persons = [a_person(session, committee=a_committee(session), user_id=user.id) for _time in range(2)]
    other = a_person(session, committee=a_committee(session))
    actor = Actor(user_id=user.id)
    assert queries.own_persons(session, actor) == persons
    assert queries.own_persons(session, Actor()) == []
    assert queries.own_person(session, actor, persons[1].id) is persons[1]
    assert queries.own_person(session, actor, other.id) is None
    assert session.scalar(sa.select(sa.func.count()).select_from(Mandate)) == 0
