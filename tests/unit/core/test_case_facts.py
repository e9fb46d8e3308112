"""Facts of a case are recognised; what only looks like one is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpwb.core.case_facts import case_fact_in

REGISTER = "This text holds what looks like a national register number. Remove it: no facts of a case here."
PLATE = "This text holds what looks like a number plate. Remove it: no facts of a case here."
REPORT = "This text holds what looks like the number of a police report. Remove it: no facts of a case here."

BORN = st.dates(min_value=date(1920, 1, 1), max_value=date(2026, 12, 31))
ORDER = st.integers(min_value=1, max_value=998)
WRITTEN = ("{}{}{}{}{}", "{}.{}.{}-{}.{}", "{}.{}.{}-{}-{}", "{} {} {} {} {}", "{}{}{} {} {}", "{}{}{}-{}{}",
           "{}/{}/{}-{}.{}", "{}\u00a0{}\u00a0{}\u00a0{}\u00a0{}", "{}-{}-{}-{}-{}")  # fmt: skip


def parts(born: date, order: int, *, more_in_month: int = 0) -> tuple[str, str, str, str, str]:
    """Return the five parts of a national register number."""
    first = f"{born:%y}{born.month + more_in_month:02}{born.day:02}{order:03}"
    check = 97 - int(("2" if born.year >= 2000 else "") + first) % 97
    return first[:2], first[2:4], first[4:6], first[6:], f"{check:02}"


ORDINARY = """
zone 5415
politiezone 5345 (PZ Brussel-Noord)
1000 Brussel
9000 Gent, Sint-Pietersplein 7
tram 1, bus 3
11-12-2026
1-2-2026 tot 3-4-2026
agendapunt 1-a
Covid-19
ISO-9001
EN-301-549
A-123
3-jarig
1.234.567,89 euro
12.345.678.901
+32 470 12 34 56
0470/12.34.56
101
art. 9.1 GDPR
2014/24/EU
BE.12
9/3/2026
18u30
https://www.police.be/5415/nl/artikel/12
sam@test.example
1-ABCD-123
1-ABC-1234
versie 10.20.30
ISBN 978-90-1234-567-8
1 ABC 123
12EUR500"""


@given(BORN, ORDER, st.sampled_from(WRITTEN), st.sampled_from([0, 20, 40]))
def test_a_national_register_number_is_recognised(born: date, order: int, written: str, more: int) -> None:
    """Born before or since 2000, in the register or with a number for foreigners, however it is cut up."""
    number = written.format(*parts(born, order, more_in_month=more))
    for text in (number, f"Zie {number}.", f"(RRN:{number})", f"a\n{number}\nb"):
        assert case_fact_in(text) == REGISTER, text


def test_an_unknown_day_of_birth_is_recognised() -> None:
    """People whose day or month of birth is unknown have 00 in its place."""
    check = 97 - 850000033 % 97
    assert case_fact_in(f"85.00.00-033.{check:02}") == REGISTER


@given(BORN, ORDER, st.integers(min_value=1, max_value=96))
def test_a_number_with_another_check_is_none(born: date, order: int, off: int) -> None:
    """Eleven digits with a wrong check are something else."""
    *first, check = parts(born, order)
    wrong = (int(check) - 1 + off) % 97 + 1
    as_if_other_century = 97 - int(("" if born.year >= 2000 else "2") + "".join(first)) % 97
    if wrong != as_if_other_century:
        assert case_fact_in(f"{first[0]}.{first[1]}.{first[2]}-{first[3]}.{wrong:02}") is None


@given(st.integers(min_value=0, max_value=99_999_999), st.sampled_from(["+324{}", "+32 4{}", "00324{}", "04{}"]))
def test_a_mobile_telephone_number_is_none(number: int, written: str) -> None:
    """A contact may be typed in any usual way."""
    digits = f"{number:08}"
    for shown in (digits, f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}", f"{digits[:2]}/{digits[2:]}"):
        assert case_fact_in(written.format(shown)) is None


@given(
    st.integers(min_value=0, max_value=9_999_999), st.sampled_from(["+322{}", "+32 2 {}", "00322{}", "02/{}", "02 {}"])
)
def test_a_landline_number_is_none(number: int, written: str) -> None:
    """So may one of a police station."""
    digits = f"{number:07}"
    for shown in (digits, f"{digits[:3]} {digits[3:5]} {digits[5:]}", f"{digits[:3]}.{digits[3:5]}.{digits[5:]}"):
        assert case_fact_in(written.format(shown)) is None


@given(st.integers(min_value=0, max_value=9_999_999_999))
def test_an_account_number_is_none(number: int) -> None:
    """Belgian IBANs, in groups of four, without spaces, or the way they were written before."""
    national = f"{number:010}{number % 97 or 97:02}"
    check = 98 - int(national + "111400") % 97
    iban = f"BE{check:02}{national}"
    for shown in (iban, " ".join(iban[at : at + 4] for at in range(0, 16, 4)),
                  f"{national[:3]}-{national[3:10]}-{national[10:]}"):  # fmt: skip
        assert case_fact_in(shown) is None, shown


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2040, 1, 1)), st.times())
def test_dates_and_times_are_none(day: date, moment: object) -> None:
    """Minutes are full of them."""
    for shown in (f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", day.isoformat(), f"{day:%d/%m/%y}"):
        assert case_fact_in(shown) is None
        assert case_fact_in(f"{shown} {moment}") is None
        assert case_fact_in(f"{shown}-{shown}") is None


@given(st.integers(min_value=0, max_value=9_999_999_999))
def test_enterprise_numbers_are_none(number: int) -> None:
    """An association may be named with its number in the register of enterprises."""
    digits = f"{number:010}"
    for shown in (f"BE {digits[:4]}.{digits[4:7]}.{digits[7:]}", f"BE{digits}", digits):
        assert case_fact_in(shown) is None


@pytest.mark.parametrize("text", ["1-ABC-123", "2-xyz-001", "1ABC123", "de wagen (1-ABC-123) stond daar"])
def test_a_number_plate_is_recognised(text: str) -> None:
    """With its dashes or without, in capitals or, with dashes, in small letters."""
    assert case_fact_in(text) == PLATE


@pytest.mark.parametrize(
    "text",
    ["GE.30.L1.001234/2026", "AN.12.LA.012345/26", "BR.43.LL.123456/2019", "ge.30.l1.001234/2026", "GE30L1001234/2026",
     "PV nr. GE.30.L1.001234/2026."],
)  # fmt: skip
def test_the_number_of_a_police_report_is_recognised(text: str) -> None:
    """With its points or without."""
    assert case_fact_in(text) == REPORT


@pytest.mark.parametrize("text", ORDINARY.splitlines())
def test_ordinary_texts_are_none(text: str) -> None:
    """A committee writes about zones, streets, dates, amounts and laws."""
    assert case_fact_in(text) is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_recogniser(text: str) -> None:
    """Any text gives a sentence or nothing."""
    assert case_fact_in(text) in (None, REGISTER, PLATE, REPORT)


def test_a_long_text_is_read_in_no_time() -> None:
    """200,000 characters of digits and points cost one pass, not one per character."""
    assert case_fact_in("1.1.1 " * 33_000 + "1-ABC-123") == PLATE
