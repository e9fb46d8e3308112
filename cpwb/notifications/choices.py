"""The life of a message in the outbox, and why somebody is not reached by one."""

from enum import StrEnum

from cpwb.core.states import Transitions
from cpwb.core.words import LazyText, _l


class MessageState(StrEnum):
    """A message waits, is sent once, or has failed."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"

    @property
    def label(self) -> LazyText:
        """Return the words for it in the reader's language."""
        return _MESSAGE_STATE_LABELS[self]

    @property
    def tone(self) -> str:
        """Return the tone of its tag: neutral, info, good, warn or bad."""
        return _MESSAGE_TONES.get(self, "neutral")


_MESSAGE_STATE_LABELS = {
    MessageState.WAITING: _l("message state: waiting"),
    MessageState.SENT: _l("message state: sent"),
    MessageState.FAILED: _l("message state: failed"),
}

_MESSAGE_TONES = {
    MessageState.WAITING: "info",
    MessageState.SENT: "good",
    MessageState.FAILED: "bad",
}

#: Only what waits is sent; to send a mail again later will be one more move.
MESSAGE_MOVES: Transitions[MessageState] = {
    MessageState.WAITING: frozenset({MessageState.SENT, MessageState.FAILED}),
    MessageState.SENT: frozenset(),
    MessageState.FAILED: frozenset(),
}


class NotReached(StrEnum):
    """Why no mail about a meeting reaches somebody who sits in the committee."""

    NO_EMAIL = "no_email"
    SEATED_LATER = "seated_later"
    MAIL_FAILED = "mail_failed"

    @property
    def label(self) -> LazyText:
        """Return the reason in the reader's language."""
        return _NOT_REACHED_LABELS[self]


_NOT_REACHED_LABELS = {
    NotReached.NO_EMAIL: _l("does not use e-mail"),
    NotReached.SEATED_LATER: _l("was seated after the members were called"),
    NotReached.MAIL_FAILED: _l("the mail was refused"),
}
