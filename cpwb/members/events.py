"""What happens to seats, persons, mandates and consents. No event carries a name."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class _SeatEvent(Event):
    """Something that happened to a seat; `subject_id` is the seat's."""

    subject: ClassVar[str] = "seat"


class SeatOpened(_SeatEvent):
    """A seat was made."""


class SeatEdited(_SeatEvent):
    """The details of a seat were changed."""


class SeatClosed(_SeatEvent):
    """A seat was given its last day."""


@dataclass(frozen=True, kw_only=True)
class _PersonEvent(Event):
    """Something that happened to a person; `committee_id` is that of the staff who recorded him or her."""

    subject: ClassVar[str] = "person"


class PersonRecorded(_PersonEvent):
    """A person was recorded."""


class PersonEdited(_PersonEvent):
    """The name, the language or the contact of a person was changed."""


class PersonInvited(_PersonEvent):
    """A person was given an account, or a new link to it."""


@dataclass(frozen=True, kw_only=True)
class _MandateEvent(Event):
    """Something that happened to a mandate; `subject_id` is the mandate's."""

    subject: ClassVar[str] = "mandate"


class MandateStarted(_MandateEvent):
    """A person was given a seat, from a first day on."""


class MandateEnded(_MandateEvent):
    """A mandate was given its last day."""


@dataclass(frozen=True, kw_only=True)
class MandateReplaced(_MandateEvent):
    """A mandate gave way to another one in the same seat; `subject_id` is the new one's."""

    #: The mandate that ended.
    replaced_id: int


class MandateRevoked(_MandateEvent):
    """A mandate was taken back before it began."""


@dataclass(frozen=True, kw_only=True)
class _ConsentEvent(Event):
    """Something that happened to a consent; `subject_id` is the consent's."""

    subject: ClassVar[str] = "consent"


class ConsentRecorded(_ConsentEvent):
    """A person agreed to something."""


class ConsentWithdrawn(_ConsentEvent):
    """A person agrees no longer."""
