"""The list of police zones that comes with the product is complete and consistent."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Zone = dict[str, Any]

ROOT = Path(__file__).resolve().parents[3]
ZONE_FILE = ROOT / "cpwb" / "committees" / "data" / "zones.json"


@pytest.fixture(scope="module")
def zones() -> list[Zone]:
    """All zones of the data file, the abolished ones included."""
    loaded: list[Zone] = json.loads(ZONE_FILE.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def current(zones: list[Zone]) -> list[Zone]:
    """The zones that exist today: those without a successor."""
    return [zone for zone in zones if zone["successor"] is None]


@pytest.fixture(scope="module")
def abolished(zones: list[Zone]) -> list[Zone]:
    """The zones that were merged into another one."""
    return [zone for zone in zones if zone["successor"] is not None]


def test_there_are_176_zones_and_16_abolished_ones(current: list[Zone], abolished: list[Zone]) -> None:
    """The country counts 176 zones; 16 former ones are kept for their history."""
    assert len(current) == 176
    assert len(abolished) == 16


def test_the_file_holds_one_zone_per_line(zones: list[Zone]) -> None:
    """A change to a zone shows up as one changed line."""
    lines = ZONE_FILE.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "[" and lines[-1] == "]"
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == zones


def test_keys_are_unique_slugs(zones: list[Zone]) -> None:
    """A repeated load recognises every zone by its own key."""
    keys = [zone["key"] for zone in zones]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)


def test_numbers_have_four_digits_and_are_unique(zones: list[Zone]) -> None:
    """A number is text of four digits; only the two zones with an unknown number go without."""
    numbers = [zone["number"] for zone in zones if zone["number"] is not None]
    assert all(isinstance(number, str) and re.fullmatch(r"[0-9]{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert {zone["key"] for zone in zones if zone["number"] is None} == {"aalter-maldegem", "noord-limburg"}


def test_every_successor_is_a_zone_of_today(current: list[Zone], abolished: list[Zone]) -> None:
    """One step leads from an abolished zone to the zone that took over."""
    assert {zone["successor"] for zone in abolished} <= {zone["key"] for zone in current}


def test_an_abolished_zone_ends_the_day_before_its_successor_starts(current: list[Zone], abolished: list[Zone]) -> None:
    """Between a zone and its successor lies no day without a zone and no day with two."""
    start_of = {zone["key"]: zone["valid_from"] for zone in current}
    for zone in abolished:
        start = start_of[zone["successor"]]
        if start is None:
            assert zone["valid_to"] is None, zone["key"]
        else:
            gap = date.fromisoformat(start) - date.fromisoformat(zone["valid_to"])
            assert gap.days == 1, zone["key"]


def test_zones_of_today_have_no_end(current: list[Zone]) -> None:
    """Only an abolished zone can have a last day."""
    assert all(zone["valid_to"] is None for zone in current)


def test_565_municipalities_each_in_one_zone(current: list[Zone], abolished: list[Zone]) -> None:
    """Every municipality belongs to exactly one zone of today; only Bastogne waits for its code."""
    municipalities = [municipality for zone in current for municipality in zone["municipalities"]]
    assert len(municipalities) == 565
    codes = [nis for nis, _, _ in municipalities if nis is not None]
    assert len(set(codes)) == len(codes) == 564
    assert all(re.fullmatch(r"[0-9]{5}", nis) for nis in codes)
    assert [name_fr for nis, _, name_fr in municipalities if nis is None] == ["Bastogne"]
    assert all(zone["municipalities"] for zone in current)
    assert not any(zone["municipalities"] for zone in abolished)


def test_names_are_filled_in_both_languages(zones: list[Zone]) -> None:
    """No zone, province or municipality lacks a name, and no name carries the word for zone or stray spaces."""
    for zone in zones:
        names = [zone[field] for field in ("name_nl", "name_fr", "province_nl", "province_fr")]
        names += [name for _, *pair in zone["municipalities"] for name in pair]
        assert all(name and name == name.strip() for name in names), zone["key"]
        assert not re.match(r"politiezone|pz\b", zone["name_nl"], re.IGNORECASE), zone["key"]
        assert not re.match(r"zone de police|zp\b", zone["name_fr"], re.IGNORECASE), zone["key"]


def test_language_regimes_and_regions_are_known(zones: list[Zone]) -> None:
    """A zone works in Dutch, in French or in both, and lies in one of the three regions."""
    assert all(zone["language_regime"] in (["nl"], ["fr"], ["nl", "fr"]) for zone in zones)
    expected = {"flanders": ["nl"], "wallonia": ["fr"], "brussels": ["nl", "fr"]}
    assert all(zone["language_regime"] == expected[zone["region"]] for zone in zones)


def test_the_six_brussels_zones_work_in_both_languages(zones: list[Zone]) -> None:
    """Brussels has six zones, all of them bilingual."""
    brussels = [zone for zone in zones if zone["region"] == "brussels"]
    assert [zone["number"] for zone in sorted(brussels, key=lambda zone: str(zone["number"]))] == [
        "5339",
        "5340",
        "5341",
        "5342",
        "5343",
        "5344",
    ]
    assert all(zone["language_regime"] == ["nl", "fr"] for zone in brussels)


def test_the_german_speaking_zones_say_why_they_use_french(zones: list[Zone]) -> None:
    """The two zones of the German-speaking area carry a note in both languages; no other zone does."""
    noted = {zone["key"] for zone in zones if zone.get("note_nl") and zone.get("note_fr")}
    assert noted == {"eifel", "weser-gohl"}


def test_a_province_stands_with_the_municipalities_of_the_zone(current: list[Zone]) -> None:
    """The first digits of a NIS code give the province, so a zone under the wrong province shows."""
    provinces = {
        "1": "Antwerpen",
        "21": "Brussels Hoofdstedelijk Gewest",
        "23": "Vlaams-Brabant",
        "24": "Vlaams-Brabant",
        "25": "Waals-Brabant",
        "3": "West-Vlaanderen",
        "4": "Oost-Vlaanderen",
        "5": "Henegouwen",
        "6": "Luik",
        "7": "Limburg",
        "8": "Luxemburg",
        "9": "Namen",
    }
    for zone in current:
        for nis, name_nl, _ in zone["municipalities"]:
            if nis is not None:
                assert zone["province_nl"] == (provinces.get(nis[0]) or provinces[nis[:2]]), name_nl


def test_label_points_lie_in_belgium(current: list[Zone]) -> None:
    """Longitude comes first; a swapped pair would lie far outside the country."""
    for zone in current:
        longitude, latitude = zone["label_point"]
        assert 2.5 < longitude < 6.5 and 49.4 < latitude < 51.6, zone["key"]


@pytest.mark.parametrize(
    ("number", "name_nl", "name_fr"),
    [
        ("5345", "Antwerpen", "Anvers"),
        ("5415", "Gent", "Gand"),
        ("5330", "Charleroi", "Charleroi"),
        ("5344", "Brussel-Noord", "Bruxelles-Nord"),
        ("5339", "Brussel-Hoofdstad-Elsene", "Bruxelles-Capitale-Ixelles"),
    ],
)
def test_the_five_project_zones_carry_their_usual_names(
    current: list[Zone], number: str, name_nl: str, name_fr: str
) -> None:
    """The zones that take part in the project are there, named as their people name them."""
    (zone,) = [zone for zone in current if zone["number"] == number]
    assert (zone["name_nl"], zone["name_fr"]) == (name_nl, name_fr)
