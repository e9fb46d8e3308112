"""The arithmetic of the quorum: whoever arrives later or leaves earlier counts for the items in between."""

from hypothesis import given
from hypothesis import strategies as st

from cpwb.committees.choices import Side
from cpwb.committees.models import Committee
from cpwb.meetings.queries import Presence, counted

ITEMS = 8
places = st.none() | st.integers(1, ITEMS)


@st.composite
def a_presence(draw: st.DrawFn) -> Presence:
    """Return a seat that was filled from one place to a later one, or from the beginning, or until the end."""
    arrived, left = draw(places), draw(places)
    if arrived is not None and left is not None and arrived > left:
        arrived, left = left, arrived
    return Presence(draw(st.sampled_from(Side)), draw(st.booleans()), arrived, left)


presences = st.lists(a_presence(), max_size=12)
heads = st.dictionaries(st.sampled_from(Side), st.integers(0, 1000))
rules = st.builds(
    Committee,
    quorum_total=st.none() | st.integers(0, 12),
    quorum_police=st.none() | st.integers(0, 12),
    quorum_community=st.none() | st.integers(0, 12),
)


@given(rules, presences, heads, st.none() | st.integers(1, ITEMS))
def test_the_sides_add_up(committee: Committee, filled: list[Presence], unnamed: dict[Side, int], place: int) -> None:
    """To the total, in seats and in people; only seats with a vote count towards the rule."""
    found = counted(committee, filled, unnamed, place)
    there = [presence for presence in filled if presence.covers(place)]
    assert found.total.present == sum(side.present for side in found.sides) == sum(each.is_voting for each in there)
    assert found.total.people == sum(side.people for side in found.sides) == len(there) + sum(unnamed.values())
    assert [side.side for side in found.sides] == list(Side)


@given(rules, presences, heads, st.integers(1, ITEMS))
def test_an_item_has_no_more_than_the_meeting(
    committee: Committee, filled: list[Presence], unnamed: dict[Side, int], place: int
) -> None:
    """Nobody is at an item who was not at the meeting: where the meeting has no quorum, no item has one."""
    whole, part = counted(committee, filled, unnamed), counted(committee, filled, unnamed, place)
    assert all(less.present <= more.present for less, more in zip(part.sides, whole.sides, strict=True))
    assert whole.met or not part.met


@given(rules, presences, st.integers(1, ITEMS))
def test_the_rule_is_met_by_enough_seats(committee: Committee, filled: list[Presence], place: int) -> None:
    """In total and on each side that has a rule, and by nothing else."""
    found = counted(committee, filled, {}, place)
    seats = {
        side: sum(1 for each in filled if each.side is side and each.is_voting and each.covers(place)) for side in Side
    }
    asked = [
        (committee.quorum_total, sum(seats.values())),
        (committee.quorum_police, seats[Side.POLICE]),
        (committee.quorum_community, seats[Side.COMMUNITY]),
    ]
    assert found.met == all(needed is None or present >= needed for needed, present in asked)


@given(a_presence())
def test_a_seat_is_filled_without_a_gap(presence: Presence) -> None:
    """From the item of the arrival to the item of the departure, both included."""
    covered = [place for place in range(1, ITEMS + 1) if presence.covers(place)]
    assert covered == list(range(presence.arrived or 1, (presence.left or ITEMS) + 1))
