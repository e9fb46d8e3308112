"""Consents: recorded and withdrawn, with effect at once; the history stays."""

from datetime import date

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.core import clock
from cpwb.core.bilingual import Language
from cpwb.core.db import explain_constraints, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.words import _l
from cpwb.members.choices import ConsentForm, ConsentKind
from cpwb.members.consent_texts import CURRENT_VERSION
from cpwb.members.events import ConsentRecorded, ConsentWithdrawn
from cpwb.members.models import Consent, Person

_STANDS = _l("This consent stands already. It can be withdrawn at any time.")

explain_constraints({"uq_consents_person_id_kind": ("kind", _STANDS)})


def record_consent(
    *,
    session: Session,
    actor: Actor,
    person: Person,
    kind: ConsentKind,
    form: ConsentForm,
    language: Language,
    given_on: date | None = None,
    text_version: str = CURRENT_VERSION,
) -> Consent:
    """Record that a person agreed on `given_on` (today) to the text of a version, read in `language`.

    When the actor is not that person it was done on his or her behalf, which the record shows for ever.
    """
    given_on = given_on or clock.today()
    if given_on > clock.today():
        raise RuleBroken("given_on", _l("This day has yet to come. Type the day on which the consent was given."))
    if person.standing_consent(kind) is not None:
        raise RuleBroken("kind", _STANDS)
    consent = Consent(
        person=person,
        kind=kind,
        text_version=text_version,
        language=language,
        given_on=given_on,
        form=form,
        recorded_by_id=actor.user_id,
    )
    session.add(consent)
    flush(session)
    publish(session, ConsentRecorded(by=actor.user_id, subject_id=consent.id, committee_id=person.committee_id))
    _forget(session, person)
    return consent


def withdraw_consent(*, session: Session, actor: Actor, consent: Consent) -> None:
    """End a consent today: the name disappears at once, also from what this request has loaded already."""
    if not consent.stands:
        raise RuleBroken(None, _l("This consent was withdrawn already. Load the page again."))
    consent.withdrawn_on = max(clock.today(), consent.given_on)
    publish(
        session,
        ConsentWithdrawn(by=actor.user_id, subject_id=consent.id, committee_id=consent.person.committee_id),
    )
    _forget(session, consent.person)


def _forget(session: Session, person: Person) -> None:
    """Let whether a person may be named be read again when it is asked next."""
    session.expire(person, ["is_nameable", "consents"])
