"""What may be done to zones, organisations and committees, and what may not."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.access.actor import SYSTEM
from cpwb.audit.models import AuditEntry
from cpwb.committees import service
from cpwb.committees.choices import ApprovalRule, CommitteeState, LanguageRegime, Region, Side
from cpwb.committees.models import Committee, Municipality, Organisation, Zone
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.core.errors import Outdated, RuleBroken
from tests.factories.committees import a_committee, a_zone, an_organisation


def tags(session: Session) -> list[str]:
    """Return the names of the events that were kept."""
    return list(session.scalars(sa.select(AuditEntry.tag).order_by(AuditEntry.id)))


def a_new_zone(session: Session, **values: Any) -> Zone:
    """Let somebody record a zone."""
    given: dict[str, Any] = {
        "number": "5999",
        "name": Bilingual("Brussel", "Bruxelles"),
        "province": Bilingual("Brussels Hoofdstedelijk Gewest", "Région de Bruxelles-Capitale"),
        "region": Region.BRUSSELS,
        "language_regime": LanguageRegime.NL_FR,
    }
    return service.create_zone(session=session, actor=SYSTEM, **(given | values))


def a_new_committee(session: Session, zone: Zone, **values: Any) -> Committee:
    """Let somebody found a committee."""
    given: dict[str, Any] = {
        "name": Bilingual("CoPmittee", "CoPmittee"),
        "purpose": Bilingual("Samen", "Ensemble"),
        "working_languages": LanguageRegime.NL_FR,
        "founded_on": date(2026, 1, 5),
    }
    return service.create_committee(session=session, actor=SYSTEM, zone_id=zone.id, **(given | values))


# -- zones ------------------------------------------------------------------------------------------------------------


def test_a_zone_is_created(session: Session) -> None:
    """It gets what was typed, and the log says so."""
    zone = a_new_zone(session)
    assert (zone.number, zone.name, zone.key) == ("5999", Bilingual("Brussel", "Bruxelles"), None)
    assert tags(session) == ["zone_created"]


def test_a_zone_needs_a_name_in_each_language_of_its_regime(session: Session) -> None:
    """A bilingual zone without a French name is refused at the name; a Dutch one is not."""
    with pytest.raises(RuleBroken) as broken:
        a_new_zone(session, name=Bilingual("Brussel", ""))
    assert broken.value.field == "name"
    assert a_new_zone(session, name=Bilingual("Gent", ""), language_regime=LanguageRegime.NL).id


def test_a_number_belongs_to_one_zone(session: Session) -> None:
    """The second zone with a number is refused at the number."""
    a_zone(session, number="5999")
    with pytest.raises(RuleBroken) as broken:
        a_new_zone(session)
    assert broken.value.field == "number"


def test_several_zones_may_lack_a_number(session: Session) -> None:
    """An unknown number is stored as none, not as an empty text."""
    assert [a_new_zone(session, number="").number for _time in range(2)] == [None, None]


def edited(zone: Zone, **values: Any) -> dict[str, Any]:
    """Return the facts of a zone as its form would send them."""
    names = ("number", "name", "province", "region", "language_regime", "note", "valid_from", "revision")
    return {name: getattr(zone, name) for name in names} | values


def test_a_zone_is_edited(session: Session) -> None:
    """The log names the fields that changed, and an edit without a change leaves no trace."""
    zone = a_zone(session)
    service.edit_zone(session=session, actor=SYSTEM, zone=zone, **edited(zone, valid_from=date(2025, 1, 1)))
    service.edit_zone(session=session, actor=SYSTEM, zone=zone, **edited(zone))
    assert zone.valid_from == date(2025, 1, 1)
    assert [(entry.tag, entry.fields) for entry in session.scalars(sa.select(AuditEntry))] == [
        ("zone_edited", "valid_from")
    ]


def test_an_outdated_edit_of_a_zone_is_refused(session: Session) -> None:
    """A form made from an older revision does not overwrite."""
    zone = a_zone(session)
    with pytest.raises(Outdated):
        service.edit_zone(session=session, actor=SYSTEM, zone=zone, **edited(zone, revision=0))


def test_a_zone_merges_into_its_successor(session: Session) -> None:
    """The municipalities go over; the committees stay as history."""
    old, new = a_zone(session), a_zone(session)
    town = Municipality(name=Bilingual("Evere", "Evere"), zone=old)
    session.add(town)
    committee = a_committee(session, zone=old)
    service.merge_zone(session=session, actor=SYSTEM, zone=old, successor_id=new.id, last_day=date(2026, 12, 31))
    assert (old.successor, old.valid_to, town.zone, committee.zone) == (new, date(2026, 12, 31), new, old)
    assert new.predecessors == [old]
    assert tags(session) == ["zone_merged"]


def test_a_zone_merges_once_and_into_an_existing_other_one(session: Session) -> None:
    """Not into itself, not into one that merged, not twice, not before it began."""
    zone, gone, other = a_zone(session, valid_from=date(2025, 1, 1)), a_zone(session), a_zone(session)

    def merge(what: Zone, into: Zone, last_day: date | None = None) -> str | None:
        with pytest.raises(RuleBroken) as broken:
            service.merge_zone(session=session, actor=SYSTEM, zone=what, successor_id=into.id, last_day=last_day)
        return broken.value.field

    service.merge_zone(session=session, actor=SYSTEM, zone=gone, successor_id=other.id, last_day=None)
    assert merge(zone, zone) == "successor_id"
    assert merge(zone, gone) == "successor_id"
    assert merge(gone, zone) is None
    assert merge(zone, other, date(2024, 12, 31)) == "last_day"
    assert zone.successor is None


# -- organisations ----------------------------------------------------------------------------------------------------


def test_an_organisation_is_created_for_a_zone_or_for_all(session: Session) -> None:
    """One name is enough, for it is a proper name."""
    zone = a_zone(session, language_regime=LanguageRegime.NL_FR)
    local = service.create_organisation(
        session=session, actor=SYSTEM, name=Bilingual("vzw De Brug", ""), side=Side.COMMUNITY, zone_id=zone.id
    )
    everywhere = service.create_organisation(
        session=session, actor=SYSTEM, name=Bilingual("Unia", "Unia"), side=Side.MUNICIPALITY, website="https://unia.be"
    )
    assert (local.zone, local.is_local, everywhere.zone, everywhere.is_local) == (zone, True, None, False)
    assert tags(session) == ["organisation_created"] * 2


def test_a_merged_zone_gets_nothing_new(session: Session) -> None:
    """Neither an organisation nor a committee."""
    zone, successor = a_zone(session), a_zone(session)
    zone.successor = successor
    session.flush()
    with pytest.raises(RuleBroken) as broken:
        service.create_organisation(
            session=session, actor=SYSTEM, name=Bilingual("vzw", ""), side=Side.COMMUNITY, zone_id=zone.id
        )
    assert broken.value.field == "zone_id"
    with pytest.raises(RuleBroken) as broken:
        a_new_committee(session, zone)
    assert broken.value.field == "zone_id"


def test_an_organisation_is_edited(session: Session) -> None:
    """It may stay in a zone that merged in the meantime."""
    zone = a_zone(session)
    zone.successor = a_zone(session)
    organisation = an_organisation(session, zone=zone)
    service.edit_organisation(
        session=session,
        actor=SYSTEM,
        organisation=organisation,
        revision=organisation.revision,
        name=Bilingual("vzw Nieuw", ""),
        side=Side.COMMUNITY,
        zone_id=zone.id,
        website="",
    )
    assert organisation.name == Bilingual("vzw Nieuw", "")
    assert tags(session) == ["organisation_edited"]


def test_an_organisation_is_closed_once_and_not_ahead(session: Session) -> None:
    """A day that has yet to come is refused, and so is closing it again."""
    organisation = an_organisation(session)
    tomorrow = clock.today() + timedelta(days=1)

    def close(day: date) -> None:
        service.close_organisation(session=session, actor=SYSTEM, organisation=organisation, closed_on=day)

    with pytest.raises(RuleBroken) as broken:
        close(tomorrow)
    assert (broken.value.field, organisation.closed_on) == ("closed_on", None)
    close(clock.today())
    with pytest.raises(RuleBroken):
        close(clock.today())
    assert tags(session) == ["organisation_closed"]
    assert session.scalars(sa.select(Organisation.closed_on)).all() == [clock.today()]


# -- committees -------------------------------------------------------------------------------------------------------


def test_a_committee_is_founded_with_the_usual_rules(session: Session) -> None:
    """Ten weeks, ten days, both sides, no quorum."""
    committee = a_new_committee(session, a_zone(session, language_regime=LanguageRegime.NL_FR))
    assert (committee.state, committee.rhythm_weeks, committee.review_days, committee.approval_rule) == (
        CommitteeState.ACTIVE,
        10,
        10,
        ApprovalRule.BOTH_SIDES,
    )
    assert (committee.quorum_total, committee.next_action_number) == (None, 1)
    assert tags(session) == ["committee_created"]


@pytest.mark.parametrize(
    ("regime", "text", "refused"),
    [
        (LanguageRegime.NL, Bilingual("Samen", ""), False),
        (LanguageRegime.NL, Bilingual("", "Ensemble"), True),
        (LanguageRegime.FR, Bilingual("", "Ensemble"), False),
        (LanguageRegime.NL_FR, Bilingual("Samen", ""), True),
        (LanguageRegime.NL_FR, Bilingual("Samen", "Ensemble"), False),
    ],
)
def test_the_zone_decides_which_languages_are_needed(
    session: Session, regime: LanguageRegime, text: Bilingual, refused: bool
) -> None:
    """Name and purpose must exist in each language in which the zone addresses the public."""
    zone = a_zone(session, language_regime=regime)
    for field in ("name", "purpose"):
        if not refused:
            assert getattr(a_new_committee(session, zone, **{field: text}), field) == text
            continue
        with pytest.raises(RuleBroken) as broken:
            a_new_committee(session, zone, **{field: text})
        assert broken.value.field == field


def test_the_quorum_of_the_sides_fits_in_the_total(session: Session) -> None:
    """Three and three cannot be met by five."""
    zone = a_zone(session)
    with pytest.raises(RuleBroken) as broken:
        a_new_committee(session, zone, quorum_total=5, quorum_police=3, quorum_community=3)
    assert broken.value.field == "quorum_total"
    assert a_new_committee(session, zone, quorum_total=6, quorum_police=3, quorum_community=3).quorum_total == 6
    assert a_new_committee(session, zone, quorum_police=3, quorum_community=3).quorum_total is None


def rules(committee: Committee, **values: Any) -> dict[str, Any]:
    """Return the details of a committee as its form would send them."""
    names = ("name", "purpose", "working_languages", "founded_on", "rhythm_weeks", "revision")
    return {name: getattr(committee, name) for name in names} | values


def test_a_committee_is_edited(session: Session) -> None:
    """What is left out stays as it is."""
    committee = a_committee(session, quorum_total=4)
    service.edit_committee(session=session, actor=SYSTEM, committee=committee, **rules(committee, rhythm_weeks=6))
    assert (committee.rhythm_weeks, committee.quorum_total) == (6, 4)
    assert [(entry.tag, entry.fields) for entry in session.scalars(sa.select(AuditEntry))] == [
        ("committee_edited", "rhythm_weeks")
    ]


def test_an_outdated_edit_of_a_committee_is_refused(session: Session) -> None:
    """A form made from an older revision does not overwrite."""
    committee = a_committee(session)
    with pytest.raises(Outdated):
        service.edit_committee(session=session, actor=SYSTEM, committee=committee, **rules(committee, revision=0))


def test_a_committee_rests_wakes_and_closes(session: Session) -> None:
    """Closing is for good."""
    committee = a_committee(session)
    service.rest_committee(session=session, actor=SYSTEM, committee=committee)
    service.wake_committee(session=session, actor=SYSTEM, committee=committee)
    with pytest.raises(RuleBroken):
        service.wake_committee(session=session, actor=SYSTEM, committee=committee)
    service.close_committee(session=session, actor=SYSTEM, committee=committee, closed_on=clock.today())
    assert (committee.is_closed, committee.closed_on) == (True, clock.today())
    with pytest.raises(RuleBroken):
        service.rest_committee(session=session, actor=SYSTEM, committee=committee)
    with pytest.raises(RuleBroken):
        service.edit_committee(session=session, actor=SYSTEM, committee=committee, **rules(committee))
    assert tags(session) == ["committee_rested", "committee_woken", "committee_closed"]


@pytest.mark.parametrize("days", [1, -400])
def test_a_committee_closes_neither_ahead_nor_before_it_began(session: Session, days: int) -> None:
    """Not on a day to come, not before it was founded."""
    committee = a_committee(session, founded_on=clock.today() - timedelta(days=300))
    with pytest.raises(RuleBroken) as broken:
        service.close_committee(
            session=session, actor=SYSTEM, committee=committee, closed_on=clock.today() + timedelta(days=days)
        )
    assert (broken.value.field, committee.state, committee.closed_on) == ("closed_on", CommitteeState.ACTIVE, None)
