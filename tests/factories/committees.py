"""Zones, organisations and committees."""

import itertools
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cpwb.committees.choices import ApprovalRule, LanguageRegime, Region, Side
from cpwb.committees.models import Committee, Organisation, Zone
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual

_numbers = itertools.count(1000)


def a_zone(session: Session, **values: Any) -> Zone:
    """Return a stored zone."""
    number = next(_numbers) % 10_000
    given = {
        "number": f"{number:04}",
        "name": Bilingual(f"Zonestad {number}", f"Zoneville {number}"),
        "province": Bilingual("Oost-Vlaanderen", "Flandre orientale"),
        "region": Region.FLANDERS,
        "language_regime": LanguageRegime.NL,
        "note": Bilingual(),
    }
    zone = Zone(**(given | values))
    session.add(zone)
    session.flush()
    return zone


def an_organisation(session: Session, *, zone: Zone | None = None, **values: Any) -> Organisation:
    """Return a stored organisation."""
    number = next(_numbers)
    given = {"name": Bilingual(f"vzw Voorbeeld {number}", f"ASBL Exemple {number}"), "side": Side.COMMUNITY}
    organisation = Organisation(zone=zone, **(given | values))
    session.add(organisation)
    session.flush()
    return organisation


def a_committee(session: Session, *, zone: Zone | None = None, **values: Any) -> Committee:
    """Return a stored, active committee."""
    number = next(_numbers)
    given = {
        "name": Bilingual(f"CoPmittee {number}", f"CoPmittee {number}"),
        "purpose": Bilingual("Samen aan tafel", "Ensemble autour de la table"),
        "working_languages": LanguageRegime.NL,
        "approval_rule": ApprovalRule.BOTH_SIDES,
        "founded_on": date(2024, 1, 15),
        "created_at": clock.now(),
    }
    committee = Committee(zone=zone or a_zone(session), **(given | values))
    session.add(committee)
    session.flush()
    return committee
