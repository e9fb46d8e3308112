"""What happens to the papers of a committee."""

from dataclasses import dataclass
from typing import ClassVar

from cpwb.core.events import Event


@dataclass(frozen=True, kw_only=True)
class HouseStyleChanged(Event):
    """The house style of a committee's papers was set or changed."""

    subject: ClassVar[str] = "committee"
