"""What happens to minutes."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class _MinutesEvent(Event):
    subject: ClassVar[str] = "minutes"


@dataclass(frozen=True, kw_only=True)
class MinutesBegun(_MinutesEvent):
    """A meeting has started, so its minutes are being written."""


@dataclass(frozen=True, kw_only=True)
class MinutesSubmitted(_MinutesEvent):
    """The draft can be read by the members."""


@dataclass(frozen=True, kw_only=True)
class MinutesSentBack(_MinutesEvent):
    """The draft is being written again; approvals of this round no longer count."""


@dataclass(frozen=True, kw_only=True)
class MinutesApproved(_MinutesEvent):
    """One side approved; when the committee's rule was met by it, the minutes are locked."""


@dataclass(frozen=True, kw_only=True)
class DraftRead(_MinutesEvent):
    """Somebody said to have read the draft."""


@dataclass(frozen=True, kw_only=True)
class ReopeningAsked(_MinutesEvent):
    """One side asked to reopen approved minutes, or agreed to it; when both sides did, they are written again."""


@dataclass(frozen=True, kw_only=True)
class _ObjectionEvent(Event):
    subject: ClassVar[str] = "objection"


@dataclass(frozen=True, kw_only=True)
class ObjectionRaised(_ObjectionEvent):
    """A member objects to a passage of the draft, or asks a rectification."""


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(_ObjectionEvent):
    """An objection was taken over, noted, or not taken over."""


@dataclass(frozen=True, kw_only=True)
class _AddendumEvent(Event):
    subject: ClassVar[str] = "addendum"


@dataclass(frozen=True, kw_only=True)
class AddendumWritten(_AddendumEvent):
    """A correction of approved minutes waits for approval."""


@dataclass(frozen=True, kw_only=True)
class AddendumApproved(_AddendumEvent):
    """One side approved an addendum; when the committee's rule was met by it, it stands."""


@dataclass(frozen=True, kw_only=True)
class _SummaryEvent(Event):
    subject: ClassVar[str] = "public_summary"


@dataclass(frozen=True, kw_only=True)
class SummaryWritten(_SummaryEvent):
    """The public summary of minutes was written or changed."""


@dataclass(frozen=True, kw_only=True)
class SummaryPublished(_SummaryEvent):
    """Everybody can read the public summary."""


@dataclass(frozen=True, kw_only=True)
class SummaryWithdrawn(_SummaryEvent):
    """The public summary is no longer public."""


@dataclass(frozen=True, kw_only=True)
class _PhraseEvent(Event):
    subject: ClassVar[str] = "phrase"


@dataclass(frozen=True, kw_only=True)
class PhrasesAdded(_PhraseEvent):
    """Phrases were added to the list of a committee; `subject_id` is the committee's."""


@dataclass(frozen=True, kw_only=True)
class PhraseEdited(_PhraseEvent):
    """The words of a phrase were changed."""


@dataclass(frozen=True, kw_only=True)
class PhraseMoved(_PhraseEvent):
    """A phrase got another place in the list of its committee."""


@dataclass(frozen=True, kw_only=True)
class PhraseRemoved(_PhraseEvent):
    """A phrase was taken out of the list."""


@dataclass(frozen=True, kw_only=True)
class ItemPresented(Event):
    """An item is shown on the screen in the room of its meeting."""

    subject: ClassVar[str] = "agenda_item"
