"""The Belgian public holidays (law of 4 January 1974), with the Sundays of Easter and Pentecost."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from cpwb.core.bilingual import Bilingual

#: Month and day of those that fall on the same day each year.
_FIXED: Mapping[tuple[int, int], Bilingual] = {
    (1, 1): Bilingual("Nieuwjaar", "Nouvel An"),
    (5, 1): Bilingual("Dag van de Arbeid", "Fête du Travail"),
    (7, 21): Bilingual("nationale feestdag", "fête nationale"),
    (8, 15): Bilingual("Onze-Lieve-Vrouw-Hemelvaart", "Assomption"),
    (11, 1): Bilingual("Allerheiligen", "Toussaint"),
    (11, 11): Bilingual("Wapenstilstand", "Armistice"),
    (12, 25): Bilingual("Kerstmis", "Noël"),
}
#: Days after Easter Sunday of those that move with it.
_AFTER_EASTER: Mapping[int, Bilingual] = {
    0: Bilingual("Pasen", "Pâques"),
    1: Bilingual("paasmaandag", "lundi de Pâques"),
    39: Bilingual("Onze-Lieve-Heer-Hemelvaart", "Ascension"),
    49: Bilingual("Pinksteren", "Pentecôte"),
    50: Bilingual("pinkstermaandag", "lundi de Pentecôte"),
}


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar.

    The anonymous Gregorian computus, as J. Meeus gives it in Astronomical Algorithms (1991), chapter 8.
    """
    golden = year % 19
    century, in_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=32)
def holidays_of(year: int) -> Mapping[date, Bilingual]:
    """Return the public holidays of a year by day; Ascension comes before a fixed one on the same day."""
    easter = easter_sunday(year)
    fixed = {date(year, month, day): name for (month, day), name in _FIXED.items()}
    return fixed | {easter + timedelta(days=days): name for days, name in _AFTER_EASTER.items()}


def holiday_on(day: date) -> Bilingual | None:
    """Return the name of the public holiday on a day, or None."""
    return holidays_of(day.year).get(day)
