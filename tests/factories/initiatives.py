"""Initiatives."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cpwb.committees.models import Committee
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual
from cpwb.initiatives.choices import InitiativeKind, InitiativeState
from cpwb.initiatives.models import Initiative, InitiativeSession
from cpwb.programme.choices import Objective


def an_initiative(session: Session, *, committee: Committee | None = None, **values: Any) -> Initiative:
    """Return a stored initiative of a committee, or of nobody."""
    given = {
        "kind": InitiativeKind.COMMUNITY,
        "title": Bilingual("Voetbaltornooi", "Tournoi de football"),
        "summary": Bilingual("Gemengde ploegen", "Équipes mixtes"),
        "description": Bilingual(),
        "target_groups": Bilingual(),
        "objective": Objective.TRUST,
        "state": InitiativeState.RUNNING,
        "zone": committee.zone if committee else None,
        "created_at": clock.now(),
    }
    initiative = Initiative(committee=committee, **(given | values))
    session.add(initiative)
    session.flush()
    return initiative


def an_initiative_session(session: Session, *, initiative: Initiative, **values: Any) -> InitiativeSession:
    """Return a stored session on which ten people were reached."""
    given = {"held_on": date(2026, 5, 23), "place": "Sportterrein", "reached_police": 4, "reached_community": 6}
    occasion = InitiativeSession(initiative=initiative, **(given | values))
    session.add(occasion)
    session.flush()
    return occasion
