"""What has no place in a committee's papers: facts of a case (privacy P-03).

Three patterns are recognised: national register numbers, Belgian number plates, and numbers of police reports (PV).
"""

import re

from cpwb.core.words import LazyText, _l

#: Year, month, day, order and check: 85.07.30-033.28, however it is cut up; an international telephone number is none.
_REGISTER = re.compile(
    r"(?<![\d+])(\d{2})[.\-/ \u00a0]?(\d{2})[.\-/ \u00a0]?(\d{2})[.\-/ \u00a0]?(\d{3})[.\-/ \u00a0]?(\d{2})(?!\d)"
)
#: 1-ABC-123, also without its dashes or in small letters.
_PLATE = re.compile(r"(?<![\w-])[1-9](?:-[A-Za-z]{3}-|[A-Z]{3})\d{3}(?![\w-])")
#: GE.30.L1.001234/2026, also without its points.
_REPORT = re.compile(r"(?i)(?<![\w.])[A-Z]{2}\.?\d{2}\.?[A-Z][A-Z0-9]\.?\d{3,6}/\d{2,4}(?!\w)")
#: Each of the three has these; most texts do not, and are read once instead of three times.
_THREE_DIGITS = re.compile(r"\d{3}")


def _is_register_number(match: re.Match[str]) -> bool:
    """Check the month, the day and the last two digits.

    The check is 97 less the rest of the first nine digits by 97, with a 2 before them since 2000. People without a
    national register number have one with 20 or 40 more in the month; an unknown month or day is 00.
    """
    first, check = int("".join(match.groups()[:4])), int(match[5])
    if int(match[2]) % 20 > 12 or int(match[2]) >= 60 or int(match[3]) > 31:  # noqa: PLR2004 -- a calendar
        return False
    return check in (97 - first % 97, 97 - (2_000_000_000 + first) % 97)


def case_fact_in(text: str) -> LazyText | None:
    """Return the sentence that asks to remove a fact of a case from `text`, or None when there is none."""
    if not _THREE_DIGITS.search(text):
        return None
    if any(_is_register_number(match) for match in _REGISTER.finditer(text)):
        return _l("This text holds what looks like a national register number. Remove it: no facts of a case here.")
    if _PLATE.search(text):
        return _l("This text holds what looks like a number plate. Remove it: no facts of a case here.")
    if _REPORT.search(text):
        return _l("This text holds what looks like the number of a police report. Remove it: no facts of a case here.")
    return None
