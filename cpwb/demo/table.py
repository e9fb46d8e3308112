"""The table of a committee in the demonstration: its zone, seats, people and their accounts."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM, Actor, Grant
from cpwb.access.permissions import Role
from cpwb.accounts.invitations import accept_invitation, invite_user
from cpwb.accounts.queries import actor_for
from cpwb.accounts.service import grant_role
from cpwb.accounts.user import User
from cpwb.actions.models import ActionPoint
from cpwb.committees.choices import ApprovalRule, LanguageRegime, RhythmKind, Side
from cpwb.committees.models import Committee, Organisation, Zone
from cpwb.committees.service import Rules, create_committee, create_organisation
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual, Language
from cpwb.demo.cast import Chair, Staff, Story
from cpwb.meetings.models import AgendaItem
from cpwb.members.choices import Channel, ConsentForm, ConsentKind, MandateRole
from cpwb.members.models import Mandate, Person, Seat
from cpwb.members.service.consents import record_consent
from cpwb.members.service.mandates import start_mandate
from cpwb.members.service.persons import invite_person, record_person
from cpwb.members.service.seats import open_seat


@dataclass
class Table:
    """A committee with its seats, mandates and accounts by the key of the seat."""

    committee: Committee
    #: The day on which the demonstration is looked at.
    today: date
    seats: dict[str, Seat]
    mandates: dict[str, Mandate]
    alternates: dict[str, Mandate]
    users: dict[str, User]
    #: What was on an agenda, by its title.
    subjects: dict[str, AgendaItem] = field(default_factory=dict)
    #: The action points in the order in which they were opened.
    actions: list[ActionPoint] = field(default_factory=list)

    def actor(self, session: Session, key: str) -> Actor:
        """Return the actor who sits in a seat: the account, or somebody who reports through staff."""
        user = self.users.get(key)
        if user is not None:
            return actor_for(session, user, clock.today())
        seat = self.seats[key]
        grant = Grant(Role.MEMBER, committee_id=self.committee.id, seat_id=seat.id)
        return Actor(user_id=None, grants=(grant,))


def zone_numbered(session: Session, number: str) -> Zone:
    """Return the zone with a number; the zones must have been loaded."""
    return session.scalars(sa.select(Zone).where(Zone.number == number)).one()


def set_the_table(session: Session, story: Story, *, today: date, password_hash: str) -> Table:
    """Found the committee, open its seats, and let people take them; terms that end do so soon after `today`."""
    zone = zone_numbered(session, story.zone_number)
    committee = create_committee(
        session=session,
        actor=SYSTEM,
        zone_id=zone.id,
        name=Bilingual(*story.name),
        purpose=Bilingual(*story.purpose),
        working_languages=LanguageRegime(story.languages),
        founded_on=clock.today(),
        **_rules(story, controllers=f"{zone.name.text(story.languages[:2])} (demo)"),
    )
    table = Table(committee, today, {}, {}, {}, {})
    organisations: dict[tuple[str, str], Organisation] = {}
    for chair in story.chairs:
        if chair.organisation not in organisations:
            organisations[chair.organisation] = create_organisation(
                session=session, actor=SYSTEM, name=Bilingual(*chair.organisation), side=chair.side, zone_id=zone.id
            )
        _open(session, table, chair, organisations[chair.organisation], password_hash)
    return table


def _rules(story: Story, controllers: str) -> Rules:
    """Return the rules of a committee."""
    total, police, community = story.quorum
    rules: Rules = {
        "rhythm_weeks": story.rhythm_weeks,
        "quorum_total": total,
        "quorum_police": police,
        "quorum_community": community,
        "approval_rule": ApprovalRule.BOTH_SIDES,
        "review_days": 10,
        "controllers": controllers,
        "dpo_contact": "dpo@voorbeeld.example",
    }
    if story.monthly is not None:
        rules["rhythm_kind"] = RhythmKind.MONTHS
        rules["rhythm_nth"], rules["rhythm_weekday"], rules["rhythm_months"] = story.monthly
    return rules


def _open(session: Session, table: Table, chair: Chair, organisation: Organisation, password_hash: str) -> None:
    """Open one seat and, unless it is vacant, give it to its person and alternate."""
    seat = table.seats[chair.key] = open_seat(
        session=session,
        actor=SYSTEM,
        committee=table.committee,
        side=chair.side,
        organisation_id=organisation.id,
        title=Bilingual(*chair.title),
        is_voting=chair.is_voting,
        opened_on=clock.today(),
    )
    if not chair.first_name:
        return
    person = _person(session, table, chair.first_name, chair.last_name, chair.language, chair.contact)
    ends_on = None if chair.ends_in_days is None else table.today + timedelta(days=chair.ends_in_days)
    table.mandates[chair.key] = _mandate(session, seat, person, chair.role, ends_on)
    if chair.consent and chair.side is Side.COMMUNITY:
        _consent(session, person)
    if chair.account:
        table.users[chair.key] = _account(session, person, password_hash)
    if chair.alternate:
        first, last = chair.alternate
        stand_in = _person(session, table, first, last, chair.language, f"{chair.key}.alternate@demo.example")
        table.alternates[chair.key] = _mandate(session, seat, stand_in, MandateRole.ALTERNATE, None)


def _person(session: Session, table: Table, first: str, last: str, language: str, contact: str) -> Person:
    channel = Channel.EMAIL if "@" in contact else Channel.TELEPHONE if contact[:2] == "04" else Channel.POST
    return record_person(
        session=session,
        actor=SYSTEM,
        committee=table.committee,
        first_name=first,
        last_name=last,
        language=Language(language),
        channel=channel,
        contact=contact,
    )


def _mandate(session: Session, seat: Seat, person: Person, role: MandateRole, ends_on: date | None) -> Mandate:
    return start_mandate(
        session=session,
        actor=SYSTEM,
        seat=seat,
        person_id=person.id,
        role=role,
        starts_on=clock.today(),
        ends_on=ends_on,
    )


def _consent(session: Session, person: Person) -> None:
    record_consent(
        session=session,
        actor=SYSTEM,
        person=person,
        kind=ConsentKind.NAMING,
        language=person.language,
        given_on=clock.today(),
        form=ConsentForm.PAPER,
    )


def _account(session: Session, person: Person, password_hash: str) -> User:
    """Invite a person and accept on his or her behalf with the demonstration's password."""
    invite_person(session=session, actor=SYSTEM, person=person)
    user = session.get_one(User, person.user_id)
    accept_invitation(session=session, user=user, language=person.language, password_hash=password_hash)
    return user


def hire(session: Session, staff: Staff, *, password_hash: str) -> User:
    """Give somebody without a seat an account and a role."""
    language = Language(staff.language)
    user = invite_user(session=session, actor=SYSTEM, email=staff.email, name=staff.name, language=language)
    accept_invitation(session=session, user=user, language=language, password_hash=password_hash)
    zone = zone_numbered(session, staff.zone_number) if staff.zone_number else None
    grant_role(
        session=session,
        actor=SYSTEM,
        user_id=user.id,
        role=staff.role,
        zone_id=zone.id if zone else None,
        starts_on=clock.today(),
    )
    return user
