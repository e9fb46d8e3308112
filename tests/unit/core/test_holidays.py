"""Belgian public holidays."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.bilingual import Bilingual
from cpwb.core.holidays import easter_sunday, holiday_on, holidays_of

#: The ten legal holidays of three years, as the federal government published them.
LEGAL = {
    2026: ("1/1", "6/4", "1/5", "14/5", "25/5", "21/7", "15/8", "1/11", "11/11", "25/12"),
    2027: ("1/1", "29/3", "1/5", "6/5", "17/5", "21/7", "15/8", "1/11", "11/11", "25/12"),
    2028: ("1/1", "17/4", "1/5", "25/5", "5/6", "21/7", "15/8", "1/11", "11/11", "25/12"),
}


@pytest.mark.parametrize("year", LEGAL)
def test_the_holidays_of_a_year(year: int) -> None:
    """The ten legal ones; the Sundays of Easter and Pentecost are named too."""
    legal = {date(year, int(month), int(day)) for day, month in (text.split("/") for text in LEGAL[year])}
    sundays = {day for day in holidays_of(year) if holidays_of(year)[day].nl in ("Pasen", "Pinksteren")}
    assert [day.weekday() for day in sorted(sundays)] == [6, 6]
    assert set(holidays_of(year)) == legal | sundays


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 6), Bilingual("paasmaandag", "lundi de Pâques")),
        (date(2027, 5, 6), Bilingual("Onze-Lieve-Heer-Hemelvaart", "Ascension")),
        (date(2028, 6, 5), Bilingual("pinkstermaandag", "lundi de Pentecôte")),
        (date(2026, 7, 21), Bilingual("nationale feestdag", "fête nationale")),
        (date(2026, 3, 10), None),
        # In 2008 Ascension fell on the first of May: the day has one name.
        (date(2008, 5, 1), Bilingual("Onze-Lieve-Heer-Hemelvaart", "Ascension")),
    ],
)
def test_a_day_and_its_name(day: date, name: Bilingual | None) -> None:
    """Both languages name it; an ordinary day has no name."""
    assert holiday_on(day) == name


@pytest.mark.parametrize(
    "sunday", [date(1961, 4, 2), date(2000, 4, 23), date(2024, 3, 31), date(2025, 4, 20), date(2038, 4, 25)]
)
def test_easter(sunday: date) -> None:
    """Known years, the latest possible day among them."""
    assert easter_sunday(sunday.year) == sunday


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    """Between 22 March and 25 April."""
    sunday = easter_sunday(year)
    assert (sunday.weekday(), date(year, 3, 22) <= sunday <= date(year, 4, 25)) == (6, True)
