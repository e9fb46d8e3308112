"""Choices of persons, mandates and consents."""

from enum import StrEnum

from cpwb.access.permissions import Role
from cpwb.core.words import LazyText, _l


class MandateRole(StrEnum):
    """The role that a mandate gives in the committee; the same words as the access roles of a committee."""

    CHAIR = "chair"
    CO_CHAIR = "co_chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    ALTERNATE = "alternate"
    OBSERVER = "observer"

    @property
    def label(self) -> LazyText:
        """Return the role in the reader's language."""
        return self.access_role.label

    @property
    def access_role(self) -> Role:
        """Return the role as the policy knows it."""
        return Role(self.value)


class Channel(StrEnum):
    """The one way in which a person wants to be reached."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    POST = "post"

    @property
    def label(self) -> LazyText:
        """Return the channel in the reader's language."""
        return _CHANNELS[self]


_CHANNELS = {
    Channel.EMAIL: _l("e-mail"),
    Channel.TELEPHONE: _l("telephone"),
    Channel.POST: _l("post"),
}


class EndReason(StrEnum):
    """Why a mandate ended."""

    TERM = "term"
    RESIGNED = "resigned"
    REPLACED = "replaced"
    MOVED = "moved"
    OTHER = "other"

    @property
    def label(self) -> LazyText:
        """Return the reason in the reader's language."""
        return _REASONS[self]


_REASONS = {
    EndReason.TERM: _l("end of the term"),
    EndReason.RESIGNED: _l("resigned"),
    EndReason.REPLACED: _l("replaced by the organisation"),
    EndReason.MOVED: _l("moved or changed function"),
    EndReason.OTHER: _l("another reason"),
}


class ConsentKind(StrEnum):
    """What a person agrees to."""

    NAMING = "naming"
    PHOTO = "photo"

    @property
    def label(self) -> LazyText:
        """Return the kind in the reader's language."""
        return _KINDS[self]


_KINDS = {
    ConsentKind.NAMING: _l("to be named to the committee"),
    ConsentKind.PHOTO: _l("photographs"),
}


class ConsentForm(StrEnum):
    """How a consent was given."""

    SCREEN = "screen"
    PAPER = "paper"

    @property
    def label(self) -> LazyText:
        """Return the way in the reader's language."""
        return _FORMS[self]


_FORMS = {
    ConsentForm.SCREEN: _l("on screen"),
    ConsentForm.PAPER: _l("on paper"),
}
