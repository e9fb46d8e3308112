"""The audit log: who did what, when, to which row; never what was written."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from cpwb.core.db import Base, Id, LongText


class AuditEntry(Base):
    """One event; added, never changed or deleted by the product."""

    __tablename__ = "audit_entries"

    id: Mapped[Id]
    #: When it happened.
    at: Mapped[datetime] = mapped_column(index=True)
    #: The user who did it; none for the system.
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    #: What happened: the name of the event, such as "meeting_convened".
    tag: Mapped[str] = mapped_column(sa.String(60))
    #: The noun of the row, such as "meeting".
    subject: Mapped[str] = mapped_column(sa.String(40))
    #: The id of the row.
    subject_id: Mapped[int]
    #: The committee it belongs to.
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committees.id"), index=True)
    #: The zone it belongs to.
    zone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("zones.id"))
    #: The names of the fields that changed, separated by commas.
    fields: Mapped[LongText]
