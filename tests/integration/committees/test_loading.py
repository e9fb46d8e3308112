"""The zones of the data file are loaded as often as one likes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from cpwb.audit.models import AuditEntry
from cpwb.committees.choices import LanguageRegime, Region
from cpwb.committees.loading import Loaded, load_zones
from cpwb.committees.models import Committee, Municipality, Zone
from cpwb.core.bilingual import Bilingual
from tests.conftest import count_queries
from tests.factories.committees import a_committee, a_zone


def a_record(**values: Any) -> dict[str, Any]:
    """Return one zone as it stands in the data file."""
    return {
        "key": "gent",
        "number": "5415",
        "name_nl": "Gent",
        "name_fr": "Gand",
        "province_nl": "Oost-Vlaanderen",
        "province_fr": "Flandre orientale",
        "region": "flanders",
        "language_regime": ["nl"],
        "label_point": [3.72, 51.05],
        "valid_from": None,
        "valid_to": None,
        "successor": None,
        "municipalities": [["44021", "Gent", "Gand"]],
    } | values


class DataFile:
    """A data file that a test can write anew."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holding(self, *records: dict[str, Any]) -> Path:
        """Return the path of the file with these records."""
        self.path.write_text(json.dumps(records), encoding="utf-8")
        return self.path


@pytest.fixture
def file(tmp_path: Path) -> DataFile:
    """A data file of one's own."""
    return DataFile(tmp_path / "zones.json")


def the_zone(session: Session, key: str) -> Zone:
    """Return the zone with a key."""
    return session.scalars(sa.select(Zone).where(Zone.key == key)).one()


def test_all_zones_and_municipalities_are_loaded(session: Session) -> None:
    """The project's own file gives 176 zones, the 16 that merged into them, and 565 municipalities."""
    assert load_zones(session) == Loaded(made=192, changed=0, total=192)
    assert session.scalar(sa.select(sa.func.count(Zone.id)).where(~Zone.is_merged)) == 176
    assert session.scalar(sa.select(sa.func.count(Municipality.id))) == 565
    north = the_zone(session, "evere-schaarbeek-sint-joost-ten-node")
    assert (north.number, north.region, north.language_regime) == ("5344", Region.BRUSSELS, LanguageRegime.NL_FR)
    assert the_zone(session, "eifel").note.fr != ""
    assert the_zone(session, "maldegem").successor is the_zone(session, "aalter-maldegem")


def test_a_second_load_changes_nothing_in_two_queries(session: Session) -> None:
    """What is there already is read in two statements, and nothing is written."""
    load_zones(session)
    session.commit()
    session.expunge_all()
    with count_queries() as statements:
        assert load_zones(session) == Loaded(made=0, changed=0, total=192)
        session.flush()
    assert len(statements) == 2


def test_facts_are_brought_up_to_date(session: Session, file: DataFile) -> None:
    """The file wins over what is stored, and the audit log says what changed."""
    load_zones(session, file.holding(a_record()))
    renamed = a_record(name_fr="Gand-Ville", municipalities=[["44021", "Gent", "Gand"], ["44999", "Nieuw", "Nouveau"]])
    assert load_zones(session, file.holding(renamed)) == Loaded(made=0, changed=1, total=1)
    zone = the_zone(session, "gent")
    session.refresh(zone)
    assert zone.name == Bilingual("Gent", "Gand-Ville")
    assert [town.name.nl for town in zone.municipalities] == ["Gent", "Nieuw"]
    entries = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.tag, entry.subject_id) for entry in entries] == [("zone_loaded", zone.id)] * 2


def test_nothing_that_is_known_is_cleared(session: Session, file: DataFile) -> None:
    """A date and a successor that the file does not know stay, and a municipality that left the file too."""
    load_zones(
        session, file.holding(a_record(valid_from="2024-01-01"), a_record(key="other", number=None, municipalities=[]))
    )
    zone, other = the_zone(session, "gent"), the_zone(session, "other")
    other.successor = zone
    other.valid_to = date(2026, 1, 1)
    session.flush()
    load_zones(session, file.holding(a_record(municipalities=[]), a_record(key="other", number=None)))
    assert zone.valid_from == date(2024, 1, 1)
    assert (other.successor, other.valid_to) == (zone, date(2026, 1, 1))
    assert [town.zone_id for town in session.scalars(sa.select(Municipality))] == [zone.id]


def test_a_zone_made_by_hand_is_recognised_by_its_number(session: Session, file: DataFile) -> None:
    """What people recorded before the file knew it is not made twice, and its committee stays its own."""
    by_hand = a_zone(session, number="5415", name=Bilingual("Gent", ""))
    committee = a_committee(session, zone=by_hand)
    assert load_zones(session, file.holding(a_record())) == Loaded(made=0, changed=1, total=1)
    assert (by_hand.key, by_hand.name) == ("gent", Bilingual("Gent", "Gand"))
    assert [(found.id, found.zone_id, found.revision) for found in session.scalars(sa.select(Committee))] == [
        (committee.id, by_hand.id, 1)
    ]


def test_a_municipality_without_code_is_recognised_by_its_name(session: Session, file: DataFile) -> None:
    """A code that becomes known later is added to the municipality that is there."""
    load_zones(session, file.holding(a_record(municipalities=[[None, "Gent", "Gand"]])))
    load_zones(session, file.holding(a_record()))
    assert [town.nis for town in session.scalars(sa.select(Municipality))] == ["44021"]


def test_a_label_point_may_be_missing(session: Session, file: DataFile) -> None:
    """A zone without a place on the map is loaded all the same."""
    load_zones(session, file.holding(a_record(label_point=None)))
    zone = the_zone(session, "gent")
    assert (zone.longitude, zone.latitude) == (None, None)


def test_the_command_says_what_it_did(app: Flask, session: Session) -> None:
    """`flask zones load` keeps what it loaded."""
    result = app.test_cli_runner().invoke(args=["zones", "load"])
    assert (result.exit_code, result.output) == (0, "192 zones in the file: 192 new, 0 changed.\n")
    assert session.scalar(sa.select(sa.func.count(Zone.id))) == 192
    again = app.test_cli_runner().invoke(args=["zones", "load"])
    assert again.output == "192 zones in the file: 0 new, 0 changed.\n"
