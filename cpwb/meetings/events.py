"""What happens to meetings, agenda items and decisions."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class _MeetingEvent(Event):
    """Something that happened to a meeting; `subject_id` is the meeting's."""

    subject: ClassVar[str] = "meeting"


@dataclass(frozen=True, kw_only=True)
class MeetingPlanned(_MeetingEvent):
    """A meeting was planned, as a draft with the items that stand on every agenda."""


@dataclass(frozen=True, kw_only=True)
class MeetingEdited(_MeetingEvent):
    """The details of a meeting were changed; `fields` says which, `was_convened` whether members knew them."""

    was_convened: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingConvened(_MeetingEvent):
    """The members are called to a meeting."""


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(_MeetingEvent):
    """A meeting was cancelled; `was_convened` says whether members had been called to it."""

    was_convened: bool = False


@dataclass(frozen=True, kw_only=True)
class MeetingStarted(_MeetingEvent):
    """A meeting began; from now on its agenda stands fast."""


@dataclass(frozen=True, kw_only=True)
class MeetingClosed(_MeetingEvent):
    """A meeting was closed; its minutes can be finished."""


@dataclass(frozen=True, kw_only=True)
class _ItemEvent(Event):
    """Something that happened to an agenda item; `subject_id` is the item's, `meeting_id` its meeting's, if any."""

    subject: ClassVar[str] = "agenda_item"
    meeting_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ItemProposed(_ItemEvent):
    """A member, or the staff on behalf of one, proposed an item; it waits in the backlog."""


@dataclass(frozen=True, kw_only=True)
class ItemAccepted(_ItemEvent):
    """An item of the backlog was put on an agenda."""


@dataclass(frozen=True, kw_only=True)
class ItemPutAside(_ItemEvent):
    """A proposal was put aside."""


@dataclass(frozen=True, kw_only=True)
class ItemReturned(_ItemEvent):
    """An item went back to the proposals that wait; `meeting_id` is the meeting it left."""


@dataclass(frozen=True, kw_only=True)
class ItemAdded(_ItemEvent):
    """An item was written on an agenda."""


@dataclass(frozen=True, kw_only=True)
class ItemEdited(_ItemEvent):
    """The text or the details of an item were changed; `fields` says which."""


@dataclass(frozen=True, kw_only=True)
class ItemMoved(_ItemEvent):
    """An item was given another place on its agenda."""


@dataclass(frozen=True, kw_only=True)
class ItemRemoved(_ItemEvent):
    """An item that stands on every agenda was taken off this one."""


@dataclass(frozen=True, kw_only=True)
class ItemTreated(_ItemEvent):
    """Something came of an item at its meeting: an action point was agreed under it."""


@dataclass(frozen=True, kw_only=True)
class NoteDraftKept(_ItemEvent):
    """A text that gave way to somebody else's was kept in the history of the notes; `subject_id` is the item's."""


@dataclass(frozen=True, kw_only=True)
class ItemCopied(_ItemEvent):
    """A subject that was treated is taken up again by a new item; `meeting_id` is where it stands, none the backlog."""


@dataclass(frozen=True, kw_only=True)
class ItemLinked(_ItemEvent):
    """An item was linked to the earlier treatment of the same subject, or to none any more."""


@dataclass(frozen=True, kw_only=True)
class _TemplateEvent(Event):
    """Something that happened to a standing item of a committee; `subject_id` is the standing item's."""

    subject: ClassVar[str] = "template_item"


@dataclass(frozen=True, kw_only=True)
class TemplateItemAdded(_TemplateEvent):
    """An item stands on every agenda from now on."""


@dataclass(frozen=True, kw_only=True)
class TemplateItemEdited(_TemplateEvent):
    """A standing item was changed; `fields` says what."""


@dataclass(frozen=True, kw_only=True)
class TemplateItemMoved(_TemplateEvent):
    """A standing item was given another place."""


@dataclass(frozen=True, kw_only=True)
class TemplateItemRemoved(_TemplateEvent):
    """An item stands on the agendas to come no more."""


@dataclass(frozen=True, kw_only=True)
class _AgendaTemplateEvent(Event):
    """Something that happened to an agenda template of a committee; `subject_id` is the template's."""

    subject: ClassVar[str] = "agenda_template"


@dataclass(frozen=True, kw_only=True)
class AgendaTemplateAdded(_AgendaTemplateEvent):
    """There is an agenda template more."""


@dataclass(frozen=True, kw_only=True)
class AgendaTemplateRenamed(_AgendaTemplateEvent):
    """An agenda template is called something else."""


@dataclass(frozen=True, kw_only=True)
class AgendaTemplateRemoved(_AgendaTemplateEvent):
    """An agenda template was thrown away with its items."""


@dataclass(frozen=True, kw_only=True)
class RecordChanged(Event):
    """What the record of a meeting says was changed: attendance, notes or decisions.

    The seam for whoever draws something from the record: a handler of this class hears all of them inside the
    transaction, and may raise RuleBroken, so that nothing changes any more once the minutes are no longer in
    writing. Meetings themselves know no minutes.
    """

    subject: ClassVar[str] = "meeting"

    #: The meeting whose record it is.
    meeting_id: int


@dataclass(frozen=True, kw_only=True)
class AttendanceRecorded(RecordChanged):
    """It was recorded who was there; `subject_id` is the meeting's."""


@dataclass(frozen=True, kw_only=True)
class NotesSaved(RecordChanged):
    """The notes of an item were saved; `subject_id` is the item's."""

    subject: ClassVar[str] = "agenda_item"


@dataclass(frozen=True, kw_only=True)
class DecisionRecorded(RecordChanged):
    """A decision was recorded."""

    subject: ClassVar[str] = "decision"


@dataclass(frozen=True, kw_only=True)
class DecisionRemoved(RecordChanged):
    """A decision that was recorded by mistake was taken out again."""

    subject: ClassVar[str] = "decision"


@dataclass(frozen=True, kw_only=True)
class DecisionRecounted(RecordChanged):
    """A decision took over who was there as the attendance list says it by now."""

    subject: ClassVar[str] = "decision"


@dataclass(frozen=True, kw_only=True)
class ItemClosed(RecordChanged):
    """The treatment of an item was closed: its decisions stand."""

    subject: ClassVar[str] = "agenda_item"


@dataclass(frozen=True, kw_only=True)
class ItemReopened(RecordChanged):
    """An item was opened again, so that its decisions can be changed."""

    subject: ClassVar[str] = "agenda_item"
