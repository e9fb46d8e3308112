"""Events: what happened, told in the transaction in which it happens.

A service publishes one event per act: `publish(session, MeetingConvened(...))`. The handlers that `wiring` names
run at once, in the same transaction: when the audit row cannot be written, the act does not happen. Features do
not know who listens.

An event carries ids and names of fields, never what people wrote: the audit log holds no content (privacy P-18).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy.orm import Session

from cpwb.core.db import flush


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened to one row.

    `by` is the id of the user who did it (None: the system), `subject_id` the id of the row, `committee_id` and
    `zone_id` where it belongs, `fields` the names of what changed.
    """

    #: The noun the row belongs to: "meeting", "agenda_item".
    subject: ClassVar[str] = ""

    by: int | None
    subject_id: int
    committee_id: int | None = None
    zone_id: int | None = None
    fields: tuple[str, ...] = ()

    @classmethod
    def tag(cls) -> str:
        """Return the name under which the audit log keeps it: `MeetingConvened` is `meeting_convened`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


Handler = Callable[[Session, Any], None]
Handlers = Mapping[type[Event], Sequence[Handler]]

_handlers: dict[type[Event], tuple[Handler, ...]] = {}


def wire(handlers: Handlers) -> None:
    """Put the table of handlers in place, replacing the one that was there."""
    _handlers.clear()
    _handlers.update({kind: tuple(functions) for kind, functions in handlers.items()})


def publish(session: Session, event: Event) -> None:
    """Give `event` to the handlers of its class and of the classes above it, in this transaction.

    The session is flushed first, so that handlers find the rows that the act made.
    """
    flush(session)
    for kind in type(event).__mro__:
        for handler in _handlers.get(kind, ()):
            handler(session, event)
