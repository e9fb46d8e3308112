"""What the audit log does when something happens: it adds a line, in the transaction of the act."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cpwb.audit.models import AuditEntry
from cpwb.core import clock
from cpwb.core.db import write
from cpwb.core.events import Event

#: Nobody needs the line as an object: it is written without one, at a third of the cost.
_ADD = sa.insert(AuditEntry)


def keep_entry(session: Session, event: Event) -> None:
    """Keep who did what to which row, never what was written; when this fails, the act does not happen."""
    write(
        session,
        _ADD,
        {
            "at": clock.now(),
            "user_id": event.by,
            "tag": event.tag(),
            "subject": event.subject,
            "subject_id": event.subject_id,
            "committee_id": event.committee_id,
            "zone_id": event.zone_id,
            "fields": ",".join(event.fields),
        },
    )
