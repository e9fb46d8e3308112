"""Choices of zones and committees."""

from enum import StrEnum

from cpwb.core.states import Transitions
from cpwb.core.words import LazyText, _l


class Side(StrEnum):
    """The side of a seat or an organisation, never of a person."""

    POLICE = "police"
    COMMUNITY = "community"
    MUNICIPALITY = "municipality"

    @property
    def label(self) -> LazyText:
        """Return the side in the reader's language."""
        return _SIDES[self]


_SIDES = {
    Side.POLICE: _l("police"),
    Side.COMMUNITY: _l("communities and civil society"),
    Side.MUNICIPALITY: _l("municipality and partners"),
}


class ZoneState(StrEnum):
    """Whether a zone exists or has merged into another one."""

    CURRENT = "current"
    MERGED = "merged"

    @property
    def label(self) -> LazyText:
        """Return the state in the reader's language."""
        return _ZONE_STATES[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return "good" if self is ZoneState.CURRENT else "neutral"


_ZONE_STATES = {
    ZoneState.CURRENT: _l("zone state: existing"),
    ZoneState.MERGED: _l("zone state: merged"),
}


class OrganisationState(StrEnum):
    """Whether an organisation works or was closed."""

    ACTIVE = "active"
    CLOSED = "closed"

    @property
    def label(self) -> LazyText:
        """Return the state in the reader's language."""
        return _ORGANISATION_STATES[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return "good" if self is OrganisationState.ACTIVE else "neutral"


_ORGANISATION_STATES = {
    OrganisationState.ACTIVE: _l("organisation state: active"),
    OrganisationState.CLOSED: _l("organisation state: closed"),
}


class Region(StrEnum):
    """The region in which a zone lies."""

    FLANDERS = "flanders"
    WALLONIA = "wallonia"
    BRUSSELS = "brussels"

    @property
    def label(self) -> LazyText:
        """Return the region in the reader's language."""
        return _REGIONS[self]


_REGIONS = {
    Region.FLANDERS: _l("Flemish Region"),
    Region.WALLONIA: _l("Walloon Region"),
    Region.BRUSSELS: _l("Brussels-Capital Region"),
}


class LanguageRegime(StrEnum):
    """The languages in which a zone must address the public, and a committee works."""

    NL = "nl"
    FR = "fr"
    NL_FR = "nl+fr"

    @property
    def label(self) -> LazyText:
        """Return the regime in the reader's language."""
        return _REGIMES[self]

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of its languages."""
        return tuple(self.value.split("+"))


_REGIMES = {
    LanguageRegime.NL: _l("Dutch"),
    LanguageRegime.FR: _l("French"),
    LanguageRegime.NL_FR: _l("Dutch and French"),
}


class CommitteeState(StrEnum):
    """The life of a committee."""

    ACTIVE = "active"
    DORMANT = "dormant"
    CLOSED = "closed"

    @property
    def label(self) -> LazyText:
        """Return the state in the reader's language."""
        return _STATES[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _COMMITTEE_TONES.get(self, "neutral")


_STATES = {
    CommitteeState.ACTIVE: _l("committee state: active"),
    CommitteeState.DORMANT: _l("committee state: dormant"),
    CommitteeState.CLOSED: _l("committee state: closed"),
}

_COMMITTEE_TONES = {
    CommitteeState.ACTIVE: "good",
    CommitteeState.DORMANT: "warn",
}

COMMITTEE_MOVES: Transitions[CommitteeState] = {
    CommitteeState.ACTIVE: frozenset({CommitteeState.DORMANT, CommitteeState.CLOSED}),
    CommitteeState.DORMANT: frozenset({CommitteeState.ACTIVE, CommitteeState.CLOSED}),
    CommitteeState.CLOSED: frozenset(),
}


class ApprovalRule(StrEnum):
    """Who makes the minutes of a committee final."""

    BOTH_SIDES = "both_sides"
    CHAIR_ALONE = "chair_alone"
    NEXT_MEETING = "next_meeting"

    @property
    def label(self) -> LazyText:
        """Return the rule in the reader's language."""
        return _RULES[self]


_RULES = {
    ApprovalRule.BOTH_SIDES: _l("the chair and the co-chair, of different sides"),
    ApprovalRule.CHAIR_ALONE: _l("the chair alone"),
    ApprovalRule.NEXT_MEETING: _l("the next meeting"),
}


class RhythmKind(StrEnum):
    """What the rhythm of a committee counts in."""

    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _RHYTHM_KINDS[self]


_RHYTHM_KINDS = {
    RhythmKind.WEEKS: _l("every so many weeks"),
    RhythmKind.MONTHS: _l("on a fixed weekday of the month"),
}


class Nth(StrEnum):
    """Which of the weekdays of that name in a month."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _NTHS[self]


_NTHS = {
    Nth.FIRST: _l("weekday of the month: first"),
    Nth.SECOND: _l("weekday of the month: second"),
    Nth.THIRD: _l("weekday of the month: third"),
    Nth.FOURTH: _l("weekday of the month: fourth"),
    Nth.LAST: _l("weekday of the month: last"),
}


class Weekday(StrEnum):
    """A day of the week, from Monday."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _WEEKDAYS[self]

    @property
    def number(self) -> int:
        """Return its place in the week as `date.weekday()` counts, Monday 0."""
        return tuple(Weekday).index(self)


_WEEKDAYS = {
    Weekday.MONDAY: _l("weekday: Monday"),
    Weekday.TUESDAY: _l("weekday: Tuesday"),
    Weekday.WEDNESDAY: _l("weekday: Wednesday"),
    Weekday.THURSDAY: _l("weekday: Thursday"),
    Weekday.FRIDAY: _l("weekday: Friday"),
    Weekday.SATURDAY: _l("weekday: Saturday"),
    Weekday.SUNDAY: _l("weekday: Sunday"),
}
