"""What happens to zones, organisations and committees."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ZoneCreated(Event):
    """A zone was recorded by hand."""

    subject: ClassVar[str] = "zone"


@dataclass(frozen=True, kw_only=True)
class ZoneLoaded(Event):
    """A zone was made, or its facts were brought up to date, from the data file."""

    subject: ClassVar[str] = "zone"


@dataclass(frozen=True, kw_only=True)
class ZoneEdited(Event):
    """The facts of a zone were changed."""

    subject: ClassVar[str] = "zone"


@dataclass(frozen=True, kw_only=True)
class ZoneMerged(Event):
    """A zone merged into its successor."""

    subject: ClassVar[str] = "zone"


@dataclass(frozen=True, kw_only=True)
class OrganisationCreated(Event):
    """An organisation was recorded."""

    subject: ClassVar[str] = "organisation"


@dataclass(frozen=True, kw_only=True)
class OrganisationEdited(Event):
    """The details of an organisation were changed."""

    subject: ClassVar[str] = "organisation"


@dataclass(frozen=True, kw_only=True)
class OrganisationClosed(Event):
    """An organisation was closed."""

    subject: ClassVar[str] = "organisation"


@dataclass(frozen=True, kw_only=True)
class CommitteeCreated(Event):
    """A committee was founded."""

    subject: ClassVar[str] = "committee"


@dataclass(frozen=True, kw_only=True)
class CommitteeEdited(Event):
    """The details or the rules of a committee were changed."""

    subject: ClassVar[str] = "committee"


@dataclass(frozen=True, kw_only=True)
class CommitteeRested(Event):
    """A committee was put to rest for a while."""

    subject: ClassVar[str] = "committee"


@dataclass(frozen=True, kw_only=True)
class CommitteeWoken(Event):
    """A committee at rest took up its work again."""

    subject: ClassVar[str] = "committee"


@dataclass(frozen=True, kw_only=True)
class CommitteeClosed(Event):
    """A committee was closed."""

    subject: ClassVar[str] = "committee"
