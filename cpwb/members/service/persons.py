"""Persons: recorded, edited, and invited to an account."""

import re

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.accounts.choices import UserState
from cpwb.accounts.invitations import address_of, invite_again, invite_user
from cpwb.accounts.queries import user_by_email
from cpwb.committees.models import Committee
from cpwb.core.bilingual import Language
from cpwb.core.db import check_revision, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.members.accounts import account_of, give_access_of_all_mandates, serves_only, take_access_of_all_mandates
from cpwb.members.choices import Channel
from cpwb.members.events import PersonEdited, PersonInvited, PersonRecorded
from cpwb.members.models import Person

#: A telephone number as people write it: digits with what they put between them.
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ./()\-]{5,29}")


def record_person(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    first_name: str,
    last_name: str,
    language: Language,
    channel: Channel,
    contact: str,
) -> Person:
    """Record somebody who is to sit in a committee: a name, a language and one way to be reached, nothing else.

    Nobody needs an e-mail address: whoever is reached by telephone or by post takes part through the staff.
    """
    person = Person(
        committee=committee,
        first_name=first_name,
        last_name=last_name,
        language=language,
        channel=channel,
        contact=_contact(channel, contact),
    )
    session.add(person)
    flush(session)
    publish(session, PersonRecorded(by=actor.user_id, subject_id=person.id, committee_id=committee.id))
    return person


def edit_person(
    *,
    session: Session,
    actor: Actor,
    person: Person,
    revision: int,
    first_name: str,
    last_name: str,
    language: Language,
    channel: Channel,
    contact: str,
) -> None:
    """Change the name, the language or the contact of a person.

    An account that bears the person's name follows it, unless it serves for more than this person's seats. The address
    with which one signs in does not follow the contact, and the language of the account is its owner's choice: staff
    must not be able to take an account over, nor to sign the audit log with another name.
    """
    check_revision(person, revision)
    values = {
        "first_name": first_name,
        "last_name": last_name,
        "language": language,
        "channel": channel,
        "contact": _contact(channel, contact),
    }
    changed = tuple(name for name, value in values.items() if getattr(person, name) != value)
    account = account_of(session, person)
    bears_the_name = account is not None and account.name == person.full_name and serves_only(session, person)
    for name in changed:
        setattr(person, name, values[name])
    if account is not None and bears_the_name:
        account.name = person.full_name
    if changed:
        publish(
            session,
            PersonEdited(by=actor.user_id, subject_id=person.id, committee_id=person.committee_id, fields=changed),
        )


def invite_person(*, session: Session, actor: Actor, person: Person) -> None:
    """Give a person an account by mail, with the roles of all mandates in force or to come.

    Somebody who has an account already, because of another zone or another task, keeps that one and gets the roles on
    top. Somebody who was invited but did not answer is sent a new link; when the address was wrong and has been
    mended since, a new account takes the place of the one that nobody used.
    """
    account = account_of(session, person)
    if account is not None and account.state is not UserState.INVITED:
        raise RuleBroken(
            None, _l("This person has an account already. Whoever forgot the password can ask for a new one.")
        )
    if person.channel is not Channel.EMAIL:
        raise RuleBroken(
            None, _l("An account needs an e-mail address. Record one as the contact of this person first.")
        )
    if account is not None and account.email == person.contact:
        invite_again(session=session, actor=actor, user=account)
    else:
        take_access_of_all_mandates(session, actor, person)
        account = user_by_email(session, person.contact) or invite_user(
            session=session, actor=actor, email=person.contact, name=person.full_name, language=person.language
        )
        person.user_id = account.id
        flush(session)
        give_access_of_all_mandates(session, actor, person)
    publish(session, PersonInvited(by=actor.user_id, subject_id=person.id, committee_id=person.committee_id))


def _contact(channel: Channel, contact: str) -> str:
    """Return a contact that fits its channel, or raise RuleBroken."""
    if channel is Channel.EMAIL:
        try:
            return address_of(contact)
        except RuleBroken as broken:
            raise RuleBroken("contact", broken.message) from broken
    if channel is Channel.TELEPHONE and not _TELEPHONE.fullmatch(contact.strip()):
        raise RuleBroken(
            "contact", _l("This is not a telephone number. Type it like 0470 12 34 56 or +32 470 12 34 56.")
        )
    return contact.strip()
