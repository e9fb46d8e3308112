"""Entries of the audit log."""

from typing import Any

from sqlalchemy.orm import Session

from cpwb.audit.models import AuditEntry
from cpwb.core import clock


def an_entry(session: Session, **values: Any) -> AuditEntry:
    """Return a stored entry of the system."""
    given = {"at": clock.now(), "tag": "meeting_convened", "subject": "meeting", "subject_id": 1, "fields": ""}
    entry = AuditEntry(**(given | values))
    session.add(entry)
    session.flush()
    return entry
