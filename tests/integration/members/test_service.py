"""Seats, persons and consents: what the acts do and what the rules refuse."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from cpwb.access.actor import SYSTEM, Actor
from cpwb.access.permissions import Role
from cpwb.accounts.choices import UserState
from cpwb.accounts.events import UserInvited
from cpwb.accounts.models import RoleGrant
from cpwb.accounts.user import User
from cpwb.committees.choices import CommitteeState, Side
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Bilingual, Language
from cpwb.core.errors import Outdated, RuleBroken
from cpwb.members import service
from cpwb.members.choices import Channel, ConsentForm, ConsentKind
from cpwb.members.events import (
    ConsentRecorded,
    ConsentWithdrawn,
    PersonEdited,
    PersonInvited,
    PersonRecorded,
    SeatClosed,
    SeatEdited,
    SeatOpened,
)
from cpwb.members.models import Consent, Person, Seat
from tests.factories.accounts import a_user
from tests.factories.committees import a_committee, an_organisation
from tests.factories.members import a_consent, a_mandate, a_person, a_seat
from tests.integration.members.conftest import TODAY

TOMORROW = TODAY + timedelta(days=1)
TITLE = Bilingual("wijkwerking", "police de quartier")


def refused(field: str | None, act: Any) -> None:
    """Carry out what the rules refuse, at this field."""
    with pytest.raises(RuleBroken) as broken:
        act()
    assert broken.value.field == field
    assert "%(" not in str(broken.value.message)


# -- seats ------------------------------------------------------------------------------------------------------------


def open_one(session: Session, committee: Committee, **values: Any) -> Seat:
    """Open a seat of an association on the side of the communities."""
    given: dict[str, Any] = {"side": Side.COMMUNITY, "title": TITLE}
    if "organisation_id" not in values:
        given["organisation_id"] = an_organisation(session, zone=committee.zone, side=Side.COMMUNITY).id
    return service.open_seat(session=session, actor=SYSTEM, committee=committee, **(given | values))


def edit(session: Session, seat: Seat, **values: Any) -> None:
    """Save the form of a seat with these changes."""
    given: dict[str, Any] = {
        "revision": seat.revision,
        "title": seat.title,
        "is_voting": seat.is_voting,
        "opened_on": seat.opened_on,
    }
    service.edit_seat(session=session, actor=SYSTEM, seat=seat, **(given | values))


def test_a_seat_is_opened_vacant(session: Session, happened: list[Any]) -> None:
    """It exists from today, with a vote, without anybody in it."""
    committee = a_committee(session)
    seat = open_one(session, committee)
    assert (seat.opened_on, seat.is_voting, seat.mandates) == (TODAY, True, [])
    assert happened == [SeatOpened(by=None, subject_id=seat.id, committee_id=committee.id)]


def test_an_organisation_sits_on_its_own_side(session: Session, happened: list[Any]) -> None:
    """An association on the side of the police would have its members named without consent."""
    committee = a_committee(session)
    refused("organisation_id", lambda: open_one(session, committee, side=Side.POLICE))
    closed = an_organisation(session, zone=committee.zone, closed_on=TODAY)
    refused("organisation_id", lambda: open_one(session, committee, organisation_id=closed.id))
    refused("opened_on", lambda: open_one(session, committee, opened_on=date(2024, 1, 14)))
    committee.state = CommitteeState.CLOSED
    refused(None, lambda: open_one(session, committee))
    assert (session.scalar(sa.select(sa.func.count(Seat.id))), happened) == (0, [])


def test_a_seat_that_nobody_held_can_change_altogether(session: Session, happened: list[Any]) -> None:
    """Side and organisation together, so that they fit."""
    seat = open_one(session, a_committee(session))
    police = an_organisation(session, zone=seat.committee.zone, side=Side.POLICE)
    refused("organisation_id", lambda: edit(session, seat, side=Side.POLICE))
    edit(session, seat, side=Side.POLICE, organisation_id=police.id, title=Bilingual("onthaal"), is_voting=False)
    assert (seat.side, seat.organisation, seat.title.nl, seat.is_voting) == (Side.POLICE, police, "onthaal", False)
    assert happened[1] == SeatEdited(
        by=None,
        subject_id=seat.id,
        committee_id=seat.committee_id,
        fields=("side", "organisation_id", "title", "is_voting"),
    )


def test_a_seat_that_was_held_keeps_its_side_and_organisation(session: Session, happened: list[Any]) -> None:
    """What was done from it counts for that side; its title and its vote are of now."""
    seat = a_seat(session, committee=a_committee(session))
    a_mandate(session, seat=seat, ends_on=seat.opened_on)
    before = seat.organisation_id
    other = an_organisation(session, zone=seat.committee.zone)
    refused("organisation_id", lambda: edit(session, seat, organisation_id=other.id))
    refused("side", lambda: edit(session, seat, side=Side.POLICE))
    edit(session, seat, title=TITLE, side=seat.side, organisation_id=before)
    assert (seat.side, seat.organisation_id, seat.title) == (Side.COMMUNITY, before, TITLE)
    assert [event.fields for event in happened] == [("title",)]


def test_a_seat_is_not_younger_than_its_first_mandate(session: Session, happened: list[Any]) -> None:
    """Nor older than its committee."""
    seat = a_seat(session, committee=a_committee(session))
    a_mandate(session, seat=seat)
    refused("opened_on", lambda: edit(session, seat, opened_on=seat.opened_on + timedelta(days=1)))
    refused("opened_on", lambda: edit(session, seat, opened_on=seat.committee.founded_on - timedelta(days=1)))


def test_a_seat_is_not_changed_unseen(session: Session, happened: list[Any]) -> None:
    """A form made from an older revision is refused, and saving nothing new tells nothing."""
    seat = a_seat(session, committee=a_committee(session))
    with pytest.raises(Outdated):
        edit(session, seat, revision=seat.revision - 1, title=TITLE)
    edit(session, seat)
    assert happened == []


def test_a_seat_is_left_before_it_is_closed(session: Session, happened: list[Any]) -> None:
    """Alternates leave it too; then it closes, once, and stays as it was."""
    seat = a_seat(session, committee=a_committee(session))
    mandate = a_mandate(session, seat=seat)

    def close(day: date) -> None:
        service.close_seat(session=session, actor=SYSTEM, seat=seat, closed_on=day)

    refused("closed_on", lambda: close(TODAY))
    refused("closed_on", lambda: close(seat.opened_on - timedelta(days=1)))
    mandate.ends_on = TODAY
    close(TODAY)
    assert seat.closed_on == TODAY
    assert happened == [SeatClosed(by=None, subject_id=seat.id, committee_id=seat.committee_id)]
    refused(None, lambda: close(TOMORROW))
    refused(None, lambda: edit(session, seat, title=TITLE))


# -- persons ----------------------------------------------------------------------------------------------------------


def record(session: Session, committee: Committee, **values: Any) -> Person:
    """Record somebody who is reached by e-mail."""
    given: dict[str, Any] = {
        "first_name": "Hana",
        "last_name": "Fictief",
        "language": Language.FR,
        "channel": Channel.EMAIL,
        "contact": " Hana@Voorbeeld.Example ",
    }
    return service.record_person(session=session, actor=SYSTEM, committee=committee, **(given | values))


def edit_person(session: Session, person: Person, **values: Any) -> None:
    """Save the form of a person with these changes."""
    names = ("revision", "first_name", "last_name", "language", "channel", "contact")
    given: dict[str, Any] = {name: getattr(person, name) for name in names}
    service.edit_person(session=session, actor=SYSTEM, person=person, **(given | values))


def test_a_person_is_a_name_and_a_way_to_be_reached(session: Session, happened: list[Any]) -> None:
    """An e-mail address is kept as accounts keep it."""
    committee = a_committee(session)
    person = record(session, committee)
    assert (person.full_name, person.contact, person.user_id) == ("Hana Fictief", "hana@voorbeeld.example", None)
    assert happened == [PersonRecorded(by=None, subject_id=person.id, committee_id=committee.id)]


@pytest.mark.parametrize(
    ("channel", "contact"),
    [
        (Channel.TELEPHONE, "0470 00 00 00"),
        (Channel.TELEPHONE, "+32 (0)470/00.00.00"),
        (Channel.POST, "Voorbeeldstraat 1, 9000 Gent"),
    ],
)
def test_nobody_needs_an_email_address(session: Session, happened: list[Any], channel: Channel, contact: str) -> None:
    """A member without e-mail is recorded like any other, and just cannot have an account."""
    person = record(session, a_committee(session), channel=channel, contact=contact)
    assert person.contact == contact
    refused(None, lambda: service.invite_person(session=session, actor=SYSTEM, person=person))


@pytest.mark.parametrize(
    ("channel", "contact"),
    [(Channel.EMAIL, "0470 00 00 00"), (Channel.EMAIL, "hana@"), (Channel.TELEPHONE, "hana@test.example")],
)
def test_a_contact_fits_its_channel(session: Session, happened: list[Any], channel: Channel, contact: str) -> None:
    """The sentence stands at the field."""
    committee = a_committee(session)
    refused("contact", lambda: record(session, committee, channel=channel, contact=contact))
    assert (session.scalar(sa.select(sa.func.count(Person.id))), happened) == (0, [])


def test_an_account_follows_the_name_but_not_the_contact(session: Session, happened: list[Any]) -> None:
    """Staff who change a contact must not take an account over."""
    person = record(session, a_committee(session))
    service.invite_person(session=session, actor=SYSTEM, person=person)
    account = session.get_one(User, person.user_id)
    edit_person(session, person, last_name="Verzonnen", contact="other@test.example", language=Language.NL)
    assert (account.name, account.email, account.language) == ("Hana Verzonnen", "hana@voorbeeld.example", Language.FR)
    assert happened[-1] == PersonEdited(
        by=None,
        subject_id=person.id,
        committee_id=person.committee_id,
        fields=("last_name", "language", "contact"),
    )


def test_an_account_with_a_name_of_its_own_keeps_it(session: Session, happened: list[Any]) -> None:
    """Somebody who was there before the person was recorded."""
    account = a_user(session)
    name = account.name
    person = record(session, a_committee(session), contact=account.email)
    service.invite_person(session=session, actor=SYSTEM, person=person)
    edit_person(session, person, last_name="Verzonnen")
    assert (person.user_id, account.name) == (account.id, name)


def test_nobody_renames_the_account_of_somebody_with_another_task(session: Session, happened: list[Any]) -> None:
    """A chair who records the administrator under his own name cannot let him sign as somebody else."""
    account = a_user(session, role=Role.ADMINISTRATOR)
    account.name = "Hana Yilmaz"
    person = record(session, a_committee(session), first_name="Hana", last_name="Yilmaz", contact=account.email)
    service.invite_person(session=session, actor=SYSTEM, person=person)
    edit_person(session, person, last_name="Verzonnen")
    assert (person.user_id, person.last_name, account.name) == (account.id, "Verzonnen", "Hana Yilmaz")


def test_a_person_is_not_changed_unseen(session: Session, happened: list[Any]) -> None:
    """A form made from an older revision is refused."""
    person = a_person(session, committee=a_committee(session))
    with pytest.raises(Outdated):
        edit_person(session, person, revision=person.revision - 1, last_name="X")


# -- invitations ------------------------------------------------------------------------------------------------------


def the_grants(session: Session) -> list[tuple[Any, ...]]:
    """Return who was granted what, through which mandate, from when."""
    query = sa.select(RoleGrant).order_by(RoleGrant.mandate_id)
    return [(found.user_id, found.role, found.mandate_id, found.starts_on) for found in session.scalars(query)]


def test_an_invitation_gives_what_the_mandates_give(session: Session, happened: list[Any]) -> None:
    """Those in force and those to come; what is past gives nothing."""
    seat = a_seat(session, committee=a_committee(session))
    person = record(session, seat.committee)
    a_mandate(session, seat=seat, person=person, ends_on=TODAY - timedelta(days=1))
    now = a_mandate(session, seat=seat, person=person, starts_on=TODAY, ends_on=TODAY)
    later = a_mandate(session, seat=seat, person=person, starts_on=TOMORROW)
    service.invite_person(session=session, actor=SYSTEM, person=person)
    account = session.get_one(User, person.user_id)
    assert (account.email, account.name, account.language) == (person.contact, "Hana Fictief", Language.FR)
    assert account.state is UserState.INVITED
    assert the_grants(session) == [
        (account.id, Role.MEMBER, now.id, TODAY),
        (account.id, Role.MEMBER, later.id, TOMORROW),
    ]
    assert [event for event in happened if event.subject == "person"][1:] == [
        PersonInvited(by=None, subject_id=person.id, committee_id=person.committee_id)
    ]


def test_whoever_has_an_account_keeps_it(session: Session, happened: list[Any]) -> None:
    """Somebody who sits in two zones is recorded in both and signs in once."""
    first = record(session, a_committee(session))
    second = record(session, a_committee(session))
    mandate = a_mandate(session, seat=a_seat(session, committee=second.committee), person=second)
    service.invite_person(session=session, actor=SYSTEM, person=first)
    service.invite_person(session=session, actor=SYSTEM, person=second)
    assert second.user_id == first.user_id
    assert the_grants(session) == [(first.user_id, Role.MEMBER, mandate.id, mandate.starts_on)]
    assert len([event for event in happened if isinstance(event, UserInvited)]) == 1


def test_an_invitation_without_an_answer_is_sent_again(session: Session, happened: list[Any]) -> None:
    """The older link is void; an account in use needs no invitation."""
    person = record(session, a_committee(session))
    service.invite_person(session=session, actor=SYSTEM, person=person)
    account = session.get_one(User, person.user_id)
    key = account.fs_uniquifier
    service.invite_person(session=session, actor=SYSTEM, person=person)
    assert (person.user_id, account.fs_uniquifier != key) == (account.id, True)
    account.password = "x"
    refused(None, lambda: service.invite_person(session=session, actor=SYSTEM, person=person))


def test_a_mistaken_address_is_left_behind(session: Session, happened: list[Any]) -> None:
    """The account that nobody used loses its roles; a new one gets them. No account changes its address."""
    seat = a_seat(session, committee=a_committee(session))
    person = record(session, seat.committee, contact="wrong@test.example")
    mandate = a_mandate(session, seat=seat, person=person)
    service.invite_person(session=session, actor=SYSTEM, person=person)
    wrong = session.get_one(User, person.user_id)
    edit_person(session, person, contact="right@test.example")
    service.invite_person(session=session, actor=SYSTEM, person=person)
    right = session.get_one(User, person.user_id)
    assert (wrong.email, right.email) == ("wrong@test.example", "right@test.example")
    assert the_grants(session) == [(right.id, Role.MEMBER, mandate.id, mandate.starts_on)]


# -- consents ---------------------------------------------------------------------------------------------------------


def agree(session: Session, person: Person, **values: Any) -> Consent:
    """Record a consent on paper, by the secretariat."""
    given: dict[str, Any] = {
        "actor": Actor(user_id=a_user(session).id),
        "kind": ConsentKind.NAMING,
        "form": ConsentForm.PAPER,
        "language": Language.NL,
    }
    return service.record_consent(session=session, person=person, **(given | values))


def test_a_consent_shows_the_name_and_its_withdrawal_hides_it_at_once(session: Session, happened: list[Any]) -> None:
    """Also in what the same request has loaded already; the seat stays, and so does the history."""
    mandate = a_mandate(session, seat=a_seat(session, committee=a_committee(session), side=Side.COMMUNITY))
    hidden = f"lid namens {mandate.seat.organisation.name.nl}"
    assert mandate.shown_name == hidden
    consent = agree(session, mandate.person, given_on=TODAY - timedelta(days=2))
    assert mandate.shown_name == mandate.person.full_name
    service.withdraw_consent(session=session, actor=SYSTEM, consent=consent)
    assert mandate.shown_name == hidden
    assert (consent.given_on, consent.withdrawn_on) == (TODAY - timedelta(days=2), TODAY)
    assert (consent.text_version, consent.form, consent.is_on_behalf) == ("2026-01", ConsentForm.PAPER, True)
    assert [type(event) for event in happened] == [ConsentRecorded, ConsentWithdrawn]
    assert {event.committee_id for event in happened} == {mandate.committee_id}


def test_one_agrees_oneself(session: Session, happened: list[Any]) -> None:
    """Then nobody did it on one's behalf."""
    user = a_user(session)
    person = a_person(session, committee=a_committee(session), user_id=user.id)
    assert agree(session, person, actor=Actor(user_id=user.id), form=ConsentForm.SCREEN).is_on_behalf is False


def test_one_consent_of_a_kind_stands(session: Session, happened: list[Any]) -> None:
    """So withdrawing it leaves none behind; a new one may follow, and the other kind is another matter."""
    person = a_person(session, committee=a_committee(session))
    consent = agree(session, person)
    refused("kind", lambda: agree(session, person))
    agree(session, person, kind=ConsentKind.PHOTO)
    service.withdraw_consent(session=session, actor=SYSTEM, consent=consent)
    refused(None, lambda: service.withdraw_consent(session=session, actor=SYSTEM, consent=consent))
    assert person.is_nameable is False
    agree(session, person)
    assert person.is_nameable is True


def test_the_database_keeps_two_consents_of_a_kind_apart(session: Session, happened: list[Any]) -> None:
    """Two people who record it at the same moment: the second one reads the sentence of the first rule."""
    person = a_person(session, committee=a_committee(session))
    a_consent(session, person=person)
    # What the second one has read before the first one wrote.
    set_committed_value(person, "consents", [])
    refused("kind", lambda: agree(session, person))


def test_a_consent_was_given_before(session: Session, happened: list[Any]) -> None:
    """Not on a day to come."""
    person = a_person(session, committee=a_committee(session))
    refused("given_on", lambda: agree(session, person, given_on=TOMORROW))
    assert (session.scalar(sa.select(sa.func.count(Consent.id))), happened) == (0, [])
