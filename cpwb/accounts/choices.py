"""The states of an account."""

from enum import StrEnum

from cpwb.core.words import LazyText, _l


class UserState(StrEnum):
    """An account waits for its owner, is in use, or is blocked."""

    INVITED = "invited"
    IN_USE = "in_use"
    BLOCKED = "blocked"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _USER_STATE_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag."""
        return _USER_STATE_TONES[self]


_USER_STATE_LABELS = {
    UserState.INVITED: _l("account state: invited"),
    UserState.IN_USE: _l("account state: in use"),
    UserState.BLOCKED: _l("account state: blocked"),
}

_USER_STATE_TONES = {
    UserState.INVITED: "info",
    UserState.IN_USE: "good",
    UserState.BLOCKED: "bad",
}
