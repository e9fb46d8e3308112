"""What is said of who was there: the details of a seat, and the sentences about them and about votes."""

from collections.abc import Mapping
from dataclasses import dataclass

from cpwb.committees.choices import Side
from cpwb.core.words import _l

#: As many characters as the column of a remark holds.
MAX_NOTE = 200

ONLY_WHO_WAS_THERE = _l(
    "Only who was there can arrive later or leave earlier. Choose “present” or “replaced”, or empty these fields."
)
LEFT_BEFORE_ARRIVING = _l("Nobody leaves before arriving. Check the numbers of the items.")


@dataclass(frozen=True)
class SeatDetails:
    """What is noted of a seat beside how it was filled: from which item to which, and a remark for the minutes."""

    arrived_item_id: int | None = None
    left_item_id: int | None = None
    note: str = ""


def details_words(arrived: int | None, left: int | None, note: str) -> str:
    """Return from which place on the agenda to which a seat was filled, and the remark, as far as there are any."""
    found = [
        _l("arrived at item %(place)s", place=arrived) if arrived else "",
        _l("left after item %(place)s", place=left) if left else "",
        note,
    ]
    return "; ".join(str(part) for part in found if part)


def presence_words(present: Mapping[Side, int], *, had_quorum: bool | None) -> str:
    """Return how many seats with a vote were filled, in all and per side, and whether that was enough if it had to be.

    "5 seats with a vote present (police 2, communities and civil society 3); quorum reached".
    """
    sides = ", ".join(f"{side.label} {number}" for side, number in present.items())
    words = {
        None: _l("Seats with a vote present: %(number)s (%(sides)s)", number=sum(present.values()), sides=sides),
        True: _l(
            "Seats with a vote present: %(number)s (%(sides)s); quorum reached",
            number=sum(present.values()),
            sides=sides,
        ),
        False: _l(
            "Seats with a vote present: %(number)s (%(sides)s); quorum not reached",
            number=sum(present.values()),
            sides=sides,
        ),
    }
    return str(words[had_quorum])


def side_votes_words(side: Side, votes_for: int, votes_against: int, votes_abstain: int) -> str:
    """Return how one side voted: "police: for 2, against 0, abstentions 1"."""
    return str(
        _l(
            "%(side)s: for %(yes)s, against %(no)s, abstentions %(abstain)s",
            side=side.label,
            yes=votes_for,
            no=votes_against,
            abstain=votes_abstain,
        )
    )
