"""The zones of the data file, put into the database; done again as often as one likes.

A zone is recognised by its `key`; one that people recorded by hand is recognised by its number and gets the key. The
file wins over facts, but it undoes nothing: it clears no date and no successor that it does not know, deletes
nothing, and leaves alone the municipalities of a zone that people merged. Committees are never touched.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.committees.choices import LanguageRegime, Region
from cpwb.committees.events import ZoneLoaded
from cpwb.committees.models import Municipality, Zone
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import flush
from cpwb.core.events import publish

FILE = Path(__file__).parent / "data" / "zones.json"

Record = dict[str, Any]


@dataclass(frozen=True)
class Loaded:
    """What a load did: zones `made`, zones `changed`, and zones in the file in `total`."""

    made: int
    changed: int
    total: int


def load_zones(session: Session, file: Path = FILE) -> Loaded:
    """Make or update the zones and municipalities of `file`; a second time changes nothing."""
    records: list[Record] = json.loads(file.read_text(encoding="utf-8"))
    zones, made = _zones_by_key(session, records)
    changed: dict[str, set[str]] = {}
    for record in records:
        changed[record["key"]] = set(_update_facts(zones[record["key"]], record, zones))
    for key in _place_municipalities(session, records, zones):
        changed[key].add("municipalities")
    flush(session)
    touched = {key: fields for key, fields in changed.items() if fields or key in made}
    for key, fields in touched.items():
        zone = zones[key]
        publish(session, ZoneLoaded(by=None, subject_id=zone.id, zone_id=zone.id, fields=tuple(sorted(fields))))
    return Loaded(made=len(made), changed=len(touched) - len(made), total=len(records))


def _zones_by_key(session: Session, records: list[Record]) -> tuple[dict[str, Zone], set[str]]:
    """Return the zone of each record, made where there was none, and the keys of those made."""
    stored = session.scalars(sa.select(Zone)).all()
    by_key = {zone.key: zone for zone in stored if zone.key}
    by_hand = {zone.number: zone for zone in stored if zone.number and not zone.key}
    zones: dict[str, Zone] = {}
    made: set[str] = set()
    for record in records:
        key = record["key"]
        zone = by_key.get(key) or by_hand.get(record["number"])
        if zone is None:
            zone = Zone(key=key, note=Bilingual())
            session.add(zone)
            made.add(key)
        zone.key = key
        zones[key] = zone
    return zones, made


def _update_facts(zone: Zone, record: Record, zones: dict[str, Zone]) -> Iterator[str]:
    """Give `zone` the facts of its record, and yield the names of those that were other."""
    longitude, latitude = record["label_point"] or (None, None)
    facts = {
        "number": record["number"],
        "region": Region(record["region"]),
        "language_regime": LanguageRegime("+".join(record["language_regime"])),
        "longitude": longitude,
        "latitude": latitude,
    }
    # What the file does not know may be known here: it is not cleared.
    known = {
        "valid_from": record["valid_from"] and date.fromisoformat(record["valid_from"]),
        "valid_to": record["valid_to"] and date.fromisoformat(record["valid_to"]),
        "successor": record["successor"] and zones[record["successor"]],
    }
    facts |= {name: value for name, value in known.items() if value}
    for name in ("name", "province", "note"):
        facts[name] = Bilingual(record.get(f"{name}_nl") or "", record.get(f"{name}_fr") or "")
    for name, value in facts.items():
        if getattr(zone, name) != value:
            setattr(zone, name, value)
            yield name


def _place_municipalities(session: Session, records: list[Record], zones: dict[str, Zone]) -> Iterator[str]:
    """Make, name and place the municipalities, and yield the key of each zone to which that changed something."""
    stored = session.scalars(sa.select(Municipality)).all()
    by_nis = {town.nis: town for town in stored if town.nis}
    without_nis = {town.name.nl: town for town in stored if not town.nis}
    for record in records:
        zone = zones[record["key"]]
        if zone.is_merged or zone.successor is not None:
            continue
        for nis, nl, fr in record["municipalities"]:
            town = by_nis.get(nis) or without_nis.get(nl)
            if town is None:
                session.add(Municipality(nis=nis, name=Bilingual(nl, fr), zone=zone))
            elif (town.nis, town.name, town.zone) != (nis, Bilingual(nl, fr), zone):
                town.nis, town.name, town.zone = nis, Bilingual(nl, fr), zone
            else:
                continue
            yield record["key"]
