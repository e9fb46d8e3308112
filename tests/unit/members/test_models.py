"""What seats, mandates and consents say of themselves, without a database."""

from datetime import date

import pytest

from cpwb.committees.choices import Side
from cpwb.committees.models import Organisation
from cpwb.core.bilingual import Bilingual
from cpwb.members.choices import ConsentKind, MandateRole
from cpwb.members.models import Consent, Mandate, Person, Seat

MARCH = date(2026, 3, 24)


def mandate(side: Side = Side.COMMUNITY, *, consent: bool = False, role: MandateRole = MandateRole.MEMBER) -> Mandate:
    """Return the mandate of Hana for an association, from 24 March to 24 April 2026."""
    organisation = Organisation(name=Bilingual("vzw De Brug", "ASBL Le Pont"), side=side)
    person = Person(first_name="Hana", last_name="Fictief", is_nameable=consent)
    seat = Seat(side=side, organisation=organisation)
    return Mandate(seat=seat, person=person, role=role, starts_on=MARCH, ends_on=date(2026, 4, 24))


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("consent", [True, False])
def test_the_side_of_the_seat_decides_whether_consent_is_needed(side: Side, consent: bool) -> None:
    """The person has no side."""
    is_named = consent or side is not Side.COMMUNITY
    found = mandate(side, consent=consent)
    assert found.is_named is is_named
    assert str(found.shown_name) == ("Hana Fictief" if is_named else "member for vzw De Brug")


@pytest.mark.parametrize(
    ("day", "in_force", "soon"),
    [
        (date(2026, 3, 23), False, False),
        (MARCH, True, True),
        (date(2026, 4, 24), True, True),
        (date(2026, 4, 25), False, False),
    ],
)
def test_first_and_last_day_count(day: date, in_force: bool, soon: bool) -> None:
    """A mandate holds on both."""
    found = mandate()
    assert (found.is_in_force(day), found.ends_soon(day)) == (in_force, soon)


def test_a_term_of_more_than_sixty_days_does_not_end_soon() -> None:
    """The sixtieth day does."""
    found = mandate()
    found.starts_on = date(2025, 1, 1)
    assert (found.ends_soon(date(2026, 2, 23)), found.ends_soon(date(2026, 2, 22))) == (True, False)
    found.ends_on = None
    assert found.ends_soon(MARCH) is False


@pytest.mark.parametrize("role", list(MandateRole))
def test_all_but_alternates_hold_their_seat(role: MandateRole) -> None:
    """And each role of a mandate is a role of the policy."""
    assert mandate(role=role).is_holder is (role is not MandateRole.ALTERNATE)
    assert role.access_role.value == role.value


def test_who_recorded_a_consent_shows_on_whose_behalf() -> None:
    """The person alone agrees for the person."""
    person = Person(user_id=7)
    by = {7: False, 8: True, None: True}
    assert {
        user_id: Consent(person=person, kind=ConsentKind.NAMING, recorded_by_id=user_id).is_on_behalf for user_id in by
    } == by
    assert Consent(person=Person(user_id=None), recorded_by_id=None).is_on_behalf is True


def test_a_consent_of_a_kind_stands_until_it_is_withdrawn() -> None:
    """The history holds the others."""
    old = Consent(kind=ConsentKind.NAMING, withdrawn_on=MARCH)
    new = Consent(kind=ConsentKind.NAMING)
    person = Person(consents=[old, new])
    assert person.standing_consent(ConsentKind.NAMING) is new
    assert person.standing_consent(ConsentKind.PHOTO) is None
