"""Choices of initiatives and how they move on."""

from enum import StrEnum

from cpwb.committees.choices import Side
from cpwb.core.states import Transitions
from cpwb.core.words import LazyText, _l


class InitiativeKind(StrEnum):
    """What an initiative is."""

    COMMUNITY = "community"
    PILOT = "pilot"
    TRAINING = "training"
    FOCUS_GROUP = "focus_group"
    STUDY_VISIT = "study_visit"
    CAMPAIGN = "campaign"
    CONFERENCE = "conference"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _INITIATIVE_KIND_LABELS[self]


_INITIATIVE_KIND_LABELS = {
    InitiativeKind.COMMUNITY: _l("community initiative"),
    InitiativeKind.PILOT: _l("pilot project"),
    InitiativeKind.TRAINING: _l("training"),
    InitiativeKind.FOCUS_GROUP: _l("focus group"),
    InitiativeKind.STUDY_VISIT: _l("study visit"),
    InitiativeKind.CAMPAIGN: _l("awareness campaign"),
    InitiativeKind.CONFERENCE: _l("conference"),
}


class InitiativeState(StrEnum):
    """The life of an initiative."""

    IDEA = "idea"
    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"
    EVALUATED = "evaluated"
    STOPPED = "stopped"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _INITIATIVE_STATE_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _INITIATIVE_TONES.get(self, "neutral")


_INITIATIVE_STATE_LABELS = {
    InitiativeState.IDEA: _l("initiative state: idea"),
    InitiativeState.PLANNED: _l("initiative state: in preparation"),
    InitiativeState.RUNNING: _l("initiative state: under way"),
    InitiativeState.FINISHED: _l("initiative state: completed"),
    InitiativeState.EVALUATED: _l("initiative state: evaluated"),
    InitiativeState.STOPPED: _l("initiative state: stopped"),
}

_INITIATIVE_TONES = {
    InitiativeState.PLANNED: "info",
    InitiativeState.RUNNING: "info",
    InitiativeState.FINISHED: "good",
    InitiativeState.EVALUATED: "good",
    InitiativeState.STOPPED: "bad",
}

INITIATIVE_MOVES: Transitions[InitiativeState] = {
    InitiativeState.IDEA: frozenset({InitiativeState.PLANNED, InitiativeState.RUNNING, InitiativeState.STOPPED}),
    InitiativeState.PLANNED: frozenset({InitiativeState.RUNNING, InitiativeState.STOPPED}),
    InitiativeState.RUNNING: frozenset({InitiativeState.FINISHED, InitiativeState.STOPPED}),
    InitiativeState.FINISHED: frozenset({InitiativeState.EVALUATED, InitiativeState.RUNNING}),
    InitiativeState.EVALUATED: frozenset(),
    InitiativeState.STOPPED: frozenset({InitiativeState.PLANNED}),
}

#: The states in which the public may hear of it: its texts must be there in the languages of its zone.
KNOWN_OUTSIDE = (
    InitiativeState.PLANNED,
    InitiativeState.RUNNING,
    InitiativeState.FINISHED,
    InitiativeState.EVALUATED,
)

#: The states before anything takes place.
NOT_BEGUN = (InitiativeState.IDEA, InitiativeState.PLANNED)

#: What the columns of a session that count people are called.
COUNT_LABELS = {
    "reached_police": Side.POLICE.label,
    "reached_community": Side.COMMUNITY.label,
    "reached_municipality": Side.MUNICIPALITY.label,
    "women": _l("women"),
    "men": _l("men"),
    "other_sex": _l("other / X"),
    "sex_not_stated": _l("sex not stated"),
    "under_18": _l("under 18"),
    "from_18_to_25": _l("18 to 25"),
    "from_26_to_64": _l("26 to 64"),
    "over_64": _l("65 and over"),
    "age_not_stated": _l("age not stated"),
}
