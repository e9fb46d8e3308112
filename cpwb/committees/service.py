"""What people do to zones, organisations and committees."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypedDict, Unpack

from sqlalchemy.orm import Session

from cpwb.access.actor import Actor
from cpwb.committees.choices import (
    COMMITTEE_MOVES,
    ApprovalRule,
    CommitteeState,
    LanguageRegime,
    Nth,
    Region,
    RhythmKind,
    Side,
    Weekday,
)
from cpwb.committees.events import (
    CommitteeClosed,
    CommitteeCreated,
    CommitteeEdited,
    CommitteeRested,
    CommitteeWoken,
    OrganisationClosed,
    OrganisationCreated,
    OrganisationEdited,
    ZoneCreated,
    ZoneEdited,
    ZoneMerged,
)
from cpwb.committees.models import Committee, Organisation, Zone
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import check_revision, explain_constraints, flush
from cpwb.core.errors import RuleBroken
from cpwb.core.events import publish
from cpwb.core.states import move
from cpwb.core.words import _l

_FOUNDED_LATER = _l("The committee was founded after this day. Type a later one.")

explain_constraints(
    {
        "uq_zones_number": ("number", _l("Another zone has this number already. Look it up in the list of zones.")),
        "ck_zones_number_has_four_digits": ("number", _l("A zone number has four digits.")),
        "ck_zones_ends_after_start": ("last_day", _l("The zone began after this day. Type a later one.")),
        "ck_zones_succeeds_another": ("successor_id", _l("A zone cannot merge into itself. Choose another one.")),
        "ck_committees_rhythm": ("rhythm_weeks", _l("Type a number of weeks from 1 to 104.")),
        "ck_committees_rhythm_months": ("rhythm_months", _l("Type a number of months from 1 to 24.")),
        "ck_committees_usual_minutes": ("usual_minutes", _l("Type a number of minutes from 15 to 720.")),
        "ck_committees_review_days": ("review_days", _l("Type a number of days from 1 to 90.")),
        "ck_committees_closes_after_founding": ("closed_on", _FOUNDED_LATER),
    }
)

_MISSING = {
    "nl": _l("Fill in the Dutch text as well: this zone addresses the public in Dutch."),
    "fr": _l("Fill in the French text as well: this zone addresses the public in French."),
}


def _require_languages(field: str, text: Bilingual, regime: LanguageRegime) -> None:
    """Raise RuleBroken unless `text` exists in every language in which the zone must address the public."""
    for language in regime.languages:
        if not text.has(language):
            raise RuleBroken(field, _MISSING[language])


def _change(thing: Any, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Give `thing` these values and return the names of those that are new."""
    changed = tuple(name for name, value in values.items() if getattr(thing, name) != value)
    for name in changed:
        setattr(thing, name, values[name])
    return changed


def _present_zone(session: Session, zone_id: int, field: str) -> Zone:
    """Return a zone that takes something new, or raise RuleBroken when it merged."""
    zone = session.get_one(Zone, zone_id)
    if zone.is_merged:
        raise RuleBroken(field, _l("This zone was merged into another one. Choose the zone that exists now."))
    return zone


def _not_in_the_future(field: str, day: date) -> None:
    if day > clock.today():
        raise RuleBroken(field, _l("This day has yet to come. Do this on the day itself, or type an earlier one."))


# -- zones ------------------------------------------------------------------------------------------------------------


def create_zone(
    *,
    session: Session,
    actor: Actor,
    number: str,
    name: Bilingual,
    province: Bilingual,
    region: Region,
    language_regime: LanguageRegime,
    note: Bilingual | None = None,
    valid_from: date | None = None,
) -> Zone:
    """Record a zone that the data file does not know, such as one that a merger made."""
    _require_languages("name", name, language_regime)
    zone = Zone(
        number=number or None,
        name=name,
        province=province,
        region=region,
        language_regime=language_regime,
        note=note or Bilingual(),
        valid_from=valid_from,
    )
    session.add(zone)
    flush(session)
    publish(session, ZoneCreated(by=actor.user_id, subject_id=zone.id, zone_id=zone.id))
    return zone


def edit_zone(
    *,
    session: Session,
    actor: Actor,
    zone: Zone,
    revision: int,
    number: str,
    name: Bilingual,
    province: Bilingual,
    region: Region,
    language_regime: LanguageRegime,
    note: Bilingual,
    valid_from: date | None,
) -> None:
    """Change the facts of a zone."""
    check_revision(zone, revision)
    _require_languages("name", name, language_regime)
    if valid_from and zone.valid_to and valid_from > zone.valid_to:
        raise RuleBroken("valid_from", _l("The zone ended before this day. Type an earlier one."))
    values = {
        "number": number or None,
        "name": name,
        "province": province,
        "region": region,
        "language_regime": language_regime,
        "note": note,
        "valid_from": valid_from,
    }
    if changed := _change(zone, values):
        publish(session, ZoneEdited(by=actor.user_id, subject_id=zone.id, zone_id=zone.id, fields=changed))


def merge_zone(*, session: Session, actor: Actor, zone: Zone, successor_id: int, last_day: date | None) -> None:
    """Let a zone end in its successor, which takes over its municipalities.

    Its committees, meetings and figures stay where they are: they are its history.
    """
    if zone.is_merged:
        raise RuleBroken(None, _l("This zone has merged already. Load the page again."))
    if successor_id == zone.id:
        raise RuleBroken("successor_id", _l("A zone cannot merge into itself. Choose another one."))
    successor = _present_zone(session, successor_id, "successor_id")
    if last_day and zone.valid_from and last_day < zone.valid_from:
        raise RuleBroken("last_day", _l("The zone began after this day. Type a later one."))
    zone.successor = successor
    zone.valid_to = last_day
    for municipality in list(zone.municipalities):
        municipality.zone = successor
    publish(session, ZoneMerged(by=actor.user_id, subject_id=zone.id, zone_id=zone.id))


# -- organisations ----------------------------------------------------------------------------------------------------


def create_organisation(
    *,
    session: Session,
    actor: Actor,
    name: Bilingual,
    side: Side,
    zone_id: int | None = None,
    website: str = "",
) -> Organisation:
    """Record an organisation; without a zone it works in all of them.

    Its name is a proper name, which often exists in one language only: one is enough.
    """
    if zone_id is not None:
        _present_zone(session, zone_id, "zone_id")
    organisation = Organisation(name=name, side=side, zone_id=zone_id, website=website)
    session.add(organisation)
    flush(session)
    publish(session, OrganisationCreated(by=actor.user_id, subject_id=organisation.id, zone_id=zone_id))
    return organisation


def edit_organisation(
    *,
    session: Session,
    actor: Actor,
    organisation: Organisation,
    revision: int,
    name: Bilingual,
    side: Side,
    zone_id: int | None,
    website: str,
) -> None:
    """Change the details of an organisation; the side of its seats stays as it is."""
    check_revision(organisation, revision)
    if zone_id is not None and zone_id != organisation.zone_id:
        _present_zone(session, zone_id, "zone_id")
    values = {"name": name, "side": side, "zone_id": zone_id, "website": website}
    if changed := _change(organisation, values):
        publish(
            session,
            OrganisationEdited(by=actor.user_id, subject_id=organisation.id, zone_id=zone_id, fields=changed),
        )


def close_organisation(*, session: Session, actor: Actor, organisation: Organisation, closed_on: date) -> None:
    """Close an organisation: it stays where others point to it and is offered no more."""
    if organisation.closed_on is not None:
        raise RuleBroken(None, _l("This organisation is closed already. Load the page again."))
    _not_in_the_future("closed_on", closed_on)
    organisation.closed_on = closed_on
    publish(
        session,
        OrganisationClosed(by=actor.user_id, subject_id=organisation.id, zone_id=organisation.zone_id),
    )


# -- committees -------------------------------------------------------------------------------------------------------


class Rules(TypedDict, total=False):
    """The rules of a committee; each may be left out, and has then its usual value."""

    #: What the rhythm counts in; weeks.
    rhythm_kind: RhythmKind
    #: Weeks from one meeting to the next; 10.
    rhythm_weeks: int | None
    #: Which weekday of the month; the second.
    rhythm_nth: Nth
    #: The weekday; Tuesday.
    rhythm_weekday: Weekday
    #: Months from one meeting to the next; 1.
    rhythm_months: int | None
    #: The hour at which it usually meets; none.
    usual_start: time | None
    #: How many minutes it usually meets; none.
    usual_minutes: int | None
    #: Where it usually meets; nowhere.
    usual_place: str
    #: Seats that must be present; none.
    quorum_total: int | None
    #: Of which on the side of the police; none.
    quorum_police: int | None
    #: Of which on the side of communities and civil society; none.
    quorum_community: int | None
    #: Who makes the minutes final; both sides.
    approval_rule: ApprovalRule
    #: Days to read the draft minutes; 10.
    review_days: int
    #: Who answers for the personal data, one per line.
    controllers: str
    #: How to reach the data protection officer.
    dpo_contact: str


def _check_rhythm(rules: Rules) -> None:
    """Ask for the number that the rhythm counts with; the number of the other kind may stay as it is."""
    for kind, field, sentence in (
        (RhythmKind.WEEKS, "rhythm_weeks", _l("Type a number of weeks from 1 to 104.")),
        (RhythmKind.MONTHS, "rhythm_months", _l("Type a number of months from 1 to 24.")),
    ):
        if rules.get(field, 1) is None:
            if rules.get("rhythm_kind", RhythmKind.WEEKS) is kind:
                raise RuleBroken(field, sentence)
            del rules[field]  # type: ignore[misc]  # one of the two names above


def _check_rules(rules: Rules) -> None:
    """Raise RuleBroken when the rhythm lacks its number, or the two sides ask for more seats than the total."""
    _check_rhythm(rules)
    total = rules.get("quorum_total")
    sides = (rules.get("quorum_police") or 0) + (rules.get("quorum_community") or 0)
    if total is not None and sides > total:
        raise RuleBroken(
            "quorum_total", _l("The two sides together need more than this. Type their sum or more, or leave it empty.")
        )


def create_committee(
    *,
    session: Session,
    actor: Actor,
    zone_id: int,
    name: Bilingual,
    purpose: Bilingual,
    working_languages: LanguageRegime,
    founded_on: date,
    **rules: Unpack[Rules],
) -> Committee:
    """Found a committee in a zone."""
    zone = _present_zone(session, zone_id, "zone_id")
    _require_languages("name", name, zone.language_regime)
    _require_languages("purpose", purpose, zone.language_regime)
    _check_rules(rules)
    rules.setdefault("approval_rule", ApprovalRule.BOTH_SIDES)
    committee = Committee(
        zone=zone,
        name=name,
        purpose=purpose,
        working_languages=working_languages,
        founded_on=founded_on,
        created_at=clock.now(),
        **rules,
    )
    session.add(committee)
    flush(session)
    publish(
        session, CommitteeCreated(by=actor.user_id, subject_id=committee.id, committee_id=committee.id, zone_id=zone_id)
    )
    return committee


def edit_committee(
    *,
    session: Session,
    actor: Actor,
    committee: Committee,
    revision: int,
    name: Bilingual,
    purpose: Bilingual,
    working_languages: LanguageRegime,
    founded_on: date,
    **rules: Unpack[Rules],
) -> None:
    """Change the details and the rules of a committee; those left out stay as they are."""
    check_revision(committee, revision)
    _refuse_closed(committee)
    _require_languages("name", name, committee.zone.language_regime)
    _require_languages("purpose", purpose, committee.zone.language_regime)
    _check_rules(rules)
    details = {"name": name, "purpose": purpose, "working_languages": working_languages, "founded_on": founded_on}
    if changed := _change(committee, {**details, **rules}):
        event = CommitteeEdited(
            by=actor.user_id,
            subject_id=committee.id,
            committee_id=committee.id,
            zone_id=committee.zone_id,
            fields=changed,
        )
        publish(session, event)


def rest_committee(*, session: Session, actor: Actor, committee: Committee) -> None:
    """Put a committee to rest: it plans nothing for a while."""
    move(committee, COMMITTEE_MOVES, CommitteeState.DORMANT)
    publish(
        session,
        CommitteeRested(
            by=actor.user_id, subject_id=committee.id, committee_id=committee.id, zone_id=committee.zone_id
        ),
    )


def wake_committee(*, session: Session, actor: Actor, committee: Committee) -> None:
    """Let a committee at rest take up its work again."""
    move(committee, COMMITTEE_MOVES, CommitteeState.ACTIVE)
    publish(
        session,
        CommitteeWoken(by=actor.user_id, subject_id=committee.id, committee_id=committee.id, zone_id=committee.zone_id),
    )


def close_committee(*, session: Session, actor: Actor, committee: Committee, closed_on: date) -> None:
    """Close a committee for good; its seats, meetings and action points stay as they are, as history."""
    _refuse_closed(committee)
    if closed_on < committee.founded_on:
        raise RuleBroken("closed_on", _FOUNDED_LATER)
    _not_in_the_future("closed_on", closed_on)
    move(committee, COMMITTEE_MOVES, CommitteeState.CLOSED)
    committee.closed_on = closed_on
    publish(
        session,
        CommitteeClosed(
            by=actor.user_id, subject_id=committee.id, committee_id=committee.id, zone_id=committee.zone_id
        ),
    )


def _refuse_closed(committee: Committee) -> None:
    if committee.is_closed:
        raise RuleBroken(None, _l("This committee is closed: it stays as it was and cannot be changed."))
