"""What happens to the mails in the outbox."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class _MessageEvent(Event):
    """Something that happened to a mail; `subject_id` is its id in the outbox."""

    subject: ClassVar[str] = "outbox_message"


@dataclass(frozen=True, kw_only=True)
class MessageSent(_MessageEvent):
    """A mail server took the mail."""


@dataclass(frozen=True, kw_only=True)
class MessageDelayed(_MessageEvent):
    """A mail was not taken this time; it waits to be tried again."""


@dataclass(frozen=True, kw_only=True)
class MessageFailed(_MessageEvent):
    """A mail was refused for good."""
