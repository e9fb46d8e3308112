"""Choices of meetings, agenda items, attendance and decisions, and how a meeting moves on."""

from collections.abc import Mapping
from enum import StrEnum

from cpwb.core.bilingual import Bilingual
from cpwb.core.states import Transitions
from cpwb.core.words import LazyText, _l


class MeetingState(StrEnum):
    """The life of a meeting; a draft sends nothing."""

    DRAFT = "draft"
    CONVENED = "convened"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _MEETING_STATE_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _MEETING_TONES.get(self, "neutral")


_MEETING_STATE_LABELS = {
    MeetingState.DRAFT: _l("meeting state: draft"),
    MeetingState.CONVENED: _l("meeting state: convened"),
    MeetingState.IN_PROGRESS: _l("meeting state: in progress"),
    MeetingState.CLOSED: _l("meeting state: held"),
    MeetingState.CANCELLED: _l("meeting state: cancelled"),
}

_MEETING_TONES = {
    MeetingState.CONVENED: "info",
    MeetingState.IN_PROGRESS: "warn",
    MeetingState.CLOSED: "good",
    MeetingState.CANCELLED: "bad",
}

MEETING_MOVES: Transitions[MeetingState] = {
    MeetingState.DRAFT: frozenset({MeetingState.CONVENED, MeetingState.IN_PROGRESS, MeetingState.CANCELLED}),
    MeetingState.CONVENED: frozenset({MeetingState.IN_PROGRESS, MeetingState.CANCELLED}),
    MeetingState.IN_PROGRESS: frozenset({MeetingState.CLOSED}),
    MeetingState.CLOSED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}

#: While a meeting is in one of these, its date, place and agenda can be prepared.
NOT_STARTED = (MeetingState.DRAFT, MeetingState.CONVENED)
#: While it is in one of these, its agenda takes items; those that come once it was convened are late.
TAKES_ITEMS = (*NOT_STARTED, MeetingState.IN_PROGRESS)
#: While it is in one of these, notes and decisions can be recorded; its minutes may refuse more.
RECORDED_IN = (MeetingState.IN_PROGRESS, MeetingState.CLOSED)
#: While it is in one of these, attendance can be recorded: excuses come in before it starts.
ATTENDED_IN = (MeetingState.CONVENED, *RECORDED_IN)


class ItemKind(StrEnum):
    """What an agenda item is there for."""

    APPROVAL = "approval"
    FOLLOW_UP = "follow_up"
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"
    ANY_OTHER_BUSINESS = "any_other_business"
    NEXT_MEETING = "next_meeting"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _ITEM_KIND_LABELS[self]

    @property
    def rank(self) -> int:
        """Return where the kind stands on every agenda: opening kinds first, closing kinds last, in their order."""
        if self in OPENING_KINDS:
            return OPENING_KINDS.index(self)
        return len(OPENING_KINDS) + (1 + CLOSING_KINDS.index(self) if self in CLOSING_KINDS else 0)

    @property
    def is_standing(self) -> bool:
        """Say whether it stands on every agenda by itself."""
        return self in OPENING_KINDS or self in CLOSING_KINDS


_ITEM_KIND_LABELS = {
    ItemKind.APPROVAL: _l("approval of the last minutes"),
    ItemKind.FOLLOW_UP: _l("follow-up of action points"),
    ItemKind.INFORMATION: _l("item kind: information"),
    ItemKind.DISCUSSION: _l("item kind: discussion"),
    ItemKind.DECISION: _l("item kind: decision"),
    ItemKind.ANY_OTHER_BUSINESS: _l("any other business"),
    ItemKind.NEXT_MEETING: _l("next meeting"),
}


#: The kinds that stand on every agenda by themselves, in their order: two open it, two close it.
OPENING_KINDS = (ItemKind.APPROVAL, ItemKind.FOLLOW_UP)
CLOSING_KINDS = (ItemKind.ANY_OTHER_BUSINESS, ItemKind.NEXT_MEETING)
#: The kinds that a member can propose.
PROPOSED_KINDS = (ItemKind.INFORMATION, ItemKind.DISCUSSION, ItemKind.DECISION)

#: What the items that stand there by themselves are called. The title is stored in the language of the meeting, as
#: people would have typed it; that is why these words are not in the catalogues.
STANDING_TITLES: Mapping[ItemKind, Bilingual] = {
    ItemKind.APPROVAL: Bilingual("Goedkeuring van het vorige verslag", "Approbation du compte rendu précédent"),
    ItemKind.FOLLOW_UP: Bilingual("Opvolging van de actiepunten", "Suivi des points d'action"),
    ItemKind.ANY_OTHER_BUSINESS: Bilingual("Varia", "Divers"),
    ItemKind.NEXT_MEETING: Bilingual("Volgende vergadering", "Prochaine réunion"),
}
#: How many minutes they are meant to take, until somebody says otherwise.
STANDING_MINUTES: Mapping[ItemKind, int] = {
    ItemKind.APPROVAL: 5,
    ItemKind.FOLLOW_UP: 15,
    ItemKind.ANY_OTHER_BUSINESS: 10,
    ItemKind.NEXT_MEETING: 5,
}


class Visibility(StrEnum):
    """Who may read an agenda item, from most people to fewest."""

    PUBLIC = "public"
    COMMITTEE = "committee"
    RESTRICTED = "restricted"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _VISIBILITY_LABELS[self]

    def or_fewer(self, other: "Visibility") -> "Visibility":
        """Return this or the other, whichever fewer people may read by."""
        return max(self, other, key=list(Visibility).index)

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _VISIBILITY_TONES.get(self, "neutral")


_VISIBILITY_LABELS = {
    Visibility.PUBLIC: _l("visibility: public"),
    Visibility.COMMITTEE: _l("visibility: committee"),
    Visibility.RESTRICTED: _l("visibility: restricted"),
}

_VISIBILITY_TONES = {
    Visibility.PUBLIC: "info",
    Visibility.RESTRICTED: "warn",
}


class AttendanceState(StrEnum):
    """How a seat was filled at a meeting."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    REPLACED = "replaced"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _ATTENDANCE_STATE_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _ATTENDANCE_TONES.get(self, "neutral")


_ATTENDANCE_STATE_LABELS = {
    AttendanceState.PRESENT: _l("attendance: present"),
    AttendanceState.EXCUSED: _l("attendance: excused"),
    AttendanceState.ABSENT: _l("attendance: absent"),
    AttendanceState.REPLACED: _l("attendance: replaced"),
}

_ATTENDANCE_TONES = {
    AttendanceState.PRESENT: "good",
    AttendanceState.REPLACED: "good",
    AttendanceState.EXCUSED: "info",
    AttendanceState.ABSENT: "warn",
}


class DecidedBy(StrEnum):
    """How a decision was taken."""

    CONSENSUS = "consensus"
    VOTE = "vote"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _DECIDED_BY_LABELS[self]


_DECIDED_BY_LABELS = {
    DecidedBy.CONSENSUS: _l("by consensus"),
    DecidedBy.VOTE: _l("by vote"),
}


class NoteKind(StrEnum):
    """What a text in the history of notes was: the notes themselves for a time, or one that gave way to another."""

    SAVED = "saved"
    DRAFT = "draft"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _NOTE_KIND_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return "good" if self is NoteKind.SAVED else "neutral"


_NOTE_KIND_LABELS = {
    NoteKind.SAVED: _l("notes: saved"),
    NoteKind.DRAFT: _l("notes: draft kept"),
}


class TextKept(StrEnum):
    """Which of two texts becomes the notes when two people wrote at the same time."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"

    @property
    def label(self) -> LazyText:
        """Return the words of the button that chooses it."""
        return _TEXT_KEPT_LABELS[self]


_TEXT_KEPT_LABELS = {
    TextKept.MINE: _l("Keep my text"),
    TextKept.THEIRS: _l("Keep the other text"),
    TextKept.BOTH: _l("Join both"),
}
