"""What the choices of meetings say about each other."""

from cpwb.core.bilingual import LANGUAGES
from cpwb.core.states import can_move
from cpwb.meetings.choices import (
    ATTENDED_IN,
    CLOSING_KINDS,
    MEETING_MOVES,
    NOT_STARTED,
    OPENING_KINDS,
    PROPOSED_KINDS,
    RECORDED_IN,
    STANDING_MINUTES,
    STANDING_TITLES,
    ItemKind,
    MeetingState,
)


def test_every_kind_has_its_rank() -> None:
    """Opening kinds come first, closing kinds last, each in its order; the others share one rank."""
    assert [kind.rank for kind in (*OPENING_KINDS, *PROPOSED_KINDS, *CLOSING_KINDS)] == [0, 1, 2, 2, 2, 3, 4]
    assert {*OPENING_KINDS, *PROPOSED_KINDS, *CLOSING_KINDS} == set(ItemKind)


def test_standing_items_have_words_and_minutes() -> None:
    """In both languages."""
    standing = {kind for kind in ItemKind if kind.is_standing}
    assert set(STANDING_TITLES) == set(STANDING_MINUTES) == standing == {*OPENING_KINDS, *CLOSING_KINDS}
    assert all(title.has(language) for title in STANDING_TITLES.values() for language in LANGUAGES)


def test_what_can_be_done_when() -> None:
    """Every state but the cancelled one is for preparing, or for recording; attendance begins once it is convened."""
    assert {*NOT_STARTED, *RECORDED_IN} == set(MeetingState) - {MeetingState.CANCELLED}
    assert set(ATTENDED_IN) == {MeetingState.CONVENED, MeetingState.IN_PROGRESS, MeetingState.CLOSED}
    assert {state for state in MeetingState if can_move(MEETING_MOVES, state, MeetingState.IN_PROGRESS)} == set(
        NOT_STARTED
    )
