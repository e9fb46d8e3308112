"""The life of the minutes, of objections to them, and of what is said of them in public."""

from enum import StrEnum

from cpwb.core.states import Transitions
from cpwb.core.words import LazyText, _l


class MinutesState(StrEnum):
    """Minutes are written, reviewed and approved; approved ones are locked until both sides reopen them."""

    WRITING = "writing"
    IN_REVIEW = "in_review"
    APPROVED = "approved"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _MINUTES_STATE_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _MINUTES_TONES.get(self, "neutral")


_MINUTES_STATE_LABELS = {
    MinutesState.WRITING: _l("minutes state: draft"),
    MinutesState.IN_REVIEW: _l("minutes state: submitted for approval"),
    MinutesState.APPROVED: _l("minutes state: approved"),
}

_MINUTES_TONES = {
    MinutesState.WRITING: "neutral",
    MinutesState.IN_REVIEW: "warn",
    MinutesState.APPROVED: "good",
}

MINUTES_MOVES: Transitions[MinutesState] = {
    MinutesState.WRITING: frozenset({MinutesState.IN_REVIEW}),
    MinutesState.IN_REVIEW: frozenset({MinutesState.WRITING, MinutesState.APPROVED}),
    # Reopened by both sides.
    MinutesState.APPROVED: frozenset({MinutesState.WRITING}),
}


class ObjectionKind(StrEnum):
    """What a member has against the draft."""

    OBJECTION = "objection"
    RECTIFICATION = "rectification"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _OBJECTION_KINDS[self]


_OBJECTION_KINDS = {
    ObjectionKind.OBJECTION: _l("objection to a passage"),
    ObjectionKind.RECTIFICATION: _l("request for a rectification"),
}


class ObjectionAnswer(StrEnum):
    """What is done with an objection."""

    TAKEN_OVER = "taken_over"
    NOTED = "noted"
    NOT_TAKEN_OVER = "not_taken_over"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _OBJECTION_ANSWERS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _OBJECTION_TONES[self]


_OBJECTION_ANSWERS = {
    ObjectionAnswer.TAKEN_OVER: _l("objection: taken over"),
    ObjectionAnswer.NOTED: _l("objection: noted"),
    ObjectionAnswer.NOT_TAKEN_OVER: _l("objection: not taken over"),
}

_OBJECTION_TONES = {
    ObjectionAnswer.TAKEN_OVER: "good",
    ObjectionAnswer.NOTED: "info",
    ObjectionAnswer.NOT_TAKEN_OVER: "neutral",
}


class AddendumState(StrEnum):
    """An addendum is proposed, and approved like the minutes that it corrects."""

    PROPOSED = "proposed"
    APPROVED = "approved"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _ADDENDUM_STATES[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return "good" if self is AddendumState.APPROVED else "warn"


_ADDENDUM_STATES = {
    AddendumState.PROPOSED: _l("addendum: waits for approval"),
    AddendumState.APPROVED: _l("addendum: approved"),
}


class SummaryState(StrEnum):
    """A public summary is written, published and perhaps withdrawn."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _SUMMARY_STATES[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _SUMMARY_TONES[self]


_SUMMARY_STATES = {
    SummaryState.DRAFT: _l("summary: not published"),
    SummaryState.PUBLISHED: _l("summary: published"),
    SummaryState.WITHDRAWN: _l("summary: withdrawn"),
}

_SUMMARY_TONES = {
    SummaryState.DRAFT: "neutral",
    SummaryState.PUBLISHED: "good",
    SummaryState.WITHDRAWN: "warn",
}

SUMMARY_MOVES: Transitions[SummaryState] = {
    SummaryState.DRAFT: frozenset({SummaryState.PUBLISHED}),
    SummaryState.PUBLISHED: frozenset({SummaryState.WITHDRAWN}),
    SummaryState.WITHDRAWN: frozenset({SummaryState.PUBLISHED}),
}


class Verdict(StrEnum):
    """What a file or a fingerprint turned out to be."""

    PRINTED = "printed"
    SNAPSHOT = "snapshot"
    FINGERPRINT = "fingerprint"
    CHANGED = "changed"
    UNKNOWN = "unknown"

    @property
    def label(self) -> LazyText:
        """Return the sentence about it in the reader's language."""
        return _VERDICTS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its notice: good, warn or bad."""
        return {Verdict.CHANGED: "bad", Verdict.UNKNOWN: "warn"}.get(self, "good")


_VERDICTS = {
    Verdict.PRINTED: _l("This PDF was printed from approved minutes, and not one byte of it has changed since."),
    Verdict.SNAPSHOT: _l("This file is what was approved, byte for byte."),
    Verdict.FINGERPRINT: _l(
        "This fingerprint belongs to approved minutes. It says nothing about the paper it stands on."
    ),
    Verdict.CHANGED: _l("This PDF has been changed since it was printed. Do not rely on it."),
    Verdict.UNKNOWN: _l(
        "This belongs to no approved minutes here: it is a draft or something else, or it was changed."
    ),
}
