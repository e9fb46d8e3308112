"""Minutes, the approvals that lock them, and every version that was approved."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.committees.choices import Side
from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.db import Base, Id, LongText, Revised
from cpwb.meetings.models import Meeting
from cpwb.members.models import Mandate
from cpwb.minutes.choices import MinutesState


class Minutes(Revised, CommitteeScoped, Base):
    """The minutes of one meeting: drawn from its record while they are written, a snapshot once they are submitted."""

    __tablename__ = "minutes"
    __table_args__ = (
        sa.UniqueConstraint("id", "committee_id"),
        sa.UniqueConstraint("meeting_id"),
        sa.ForeignKeyConstraint(["meeting_id", "committee_id"], ["meetings.id", "meetings.committee_id"]),
        sa.CheckConstraint(
            "(state = 'approved') = (approved_on IS NOT NULL) AND (state = 'approved') = (digest IS NOT NULL)",
            name="snapshot_when_approved",
        ),
    )

    id: Mapped[Id]
    #: The meeting.
    meeting_id: Mapped[int]
    #: The state.
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.WRITING)
    #: Counts the times they were submitted; approvals belong to one round.
    round: Mapped[int] = mapped_column(default=0, server_default="0")
    #: The day until which members can read the draft before it is approved.
    review_until: Mapped[date | None]
    #: The day on which they were approved.
    approved_on: Mapped[date | None]
    #: What was submitted and then approved, in the shape that `cpwb.minutes.snapshot` gives it; none while written.
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    #: The SHA-256 of the snapshot's canonical JSON, 64 hexadecimal digits.
    digest: Mapped[str | None] = mapped_column(sa.String(64))

    meeting: Mapped[Meeting] = relationship(primaryjoin="foreign(Minutes.meeting_id) == Meeting.id")
    versions: Mapped[list["MinutesVersion"]] = relationship(
        back_populates="minutes",
        primaryjoin="foreign(MinutesVersion.minutes_id) == Minutes.id",
        order_by="MinutesVersion.number",
        passive_deletes="all",
    )
    approvals: Mapped[list["Approval"]] = relationship(
        back_populates="minutes",
        primaryjoin="foreign(Approval.minutes_id) == Minutes.id",
        order_by="Approval.id",
        passive_deletes="all",
    )

    @property
    def standing(self) -> "MinutesVersion | None":
        """Return the version that stands, or None while they are not approved."""
        return self.versions[-1] if self.state is MinutesState.APPROVED else None

    @hybrid_property
    def is_for_members(self) -> bool:
        """Say whether members may read them: from the moment they are submitted for review."""
        return self.state != MinutesState.WRITING


class Approval(CommitteeScoped, Base):
    """One side's approval of the minutes, in one round of review."""

    __tablename__ = "approvals"
    __table_args__ = (
        sa.UniqueConstraint("minutes_id", "round", "side"),
        sa.ForeignKeyConstraint(["minutes_id", "committee_id"], ["minutes.id", "minutes.committee_id"]),
        sa.ForeignKeyConstraint(["meeting_id", "committee_id"], ["meetings.id", "meetings.committee_id"]),
    )

    id: Mapped[Id]
    #: The minutes.
    minutes_id: Mapped[int]
    #: The round of review in which it was given.
    round: Mapped[int]
    #: The side for which it was given.
    side: Mapped[Side]
    #: The mandate through which it was given.
    mandate_id: Mapped[int] = mapped_column(sa.ForeignKey("mandates.id"))
    #: The meeting at which it was given, where minutes are approved at the next one.
    meeting_id: Mapped[int | None]
    #: When it was given.
    at: Mapped[datetime]

    minutes: Mapped[Minutes] = relationship(
        back_populates="approvals", primaryjoin="foreign(Approval.minutes_id) == Minutes.id"
    )
    mandate: Mapped[Mandate] = relationship(foreign_keys=[mandate_id])
    meeting: Mapped[Meeting | None] = relationship(primaryjoin="foreign(Approval.meeting_id) == Meeting.id")


class MinutesVersion(CommitteeScoped, Base):
    """Minutes as they were approved once: kept for ever, whatever happens to the minutes later."""

    __tablename__ = "minutes_versions"
    __table_args__ = (
        sa.UniqueConstraint("id", "committee_id"),
        sa.UniqueConstraint("minutes_id", "number"),
        sa.ForeignKeyConstraint(["minutes_id", "committee_id"], ["minutes.id", "minutes.committee_id"]),
    )

    id: Mapped[Id]
    #: The minutes.
    minutes_id: Mapped[int]
    #: Its number among the versions of these minutes, from 1.
    number: Mapped[int]
    #: What was approved, with the approvals, in the shape that `cpwb.minutes.snapshot` gives it.
    snapshot: Mapped[dict[str, Any]]
    #: The SHA-256 of the snapshot's canonical JSON, 64 hexadecimal digits.
    digest: Mapped[str] = mapped_column(sa.String(64), index=True)
    #: The day on which it was approved.
    approved_on: Mapped[date]
    #: The day on which it was reopened; none while it stands.
    reopened_on: Mapped[date | None]

    minutes: Mapped[Minutes] = relationship(
        back_populates="versions", primaryjoin="foreign(MinutesVersion.minutes_id) == Minutes.id"
    )
    requests: Mapped[list["ReopeningRequest"]] = relationship(
        back_populates="version",
        primaryjoin="foreign(ReopeningRequest.version_id) == MinutesVersion.id",
        order_by="ReopeningRequest.id",
        passive_deletes="all",
    )

    @hybrid_property
    def is_for_members(self) -> bool:
        """Say that members may read it: what was approved once was theirs to read."""
        return True

    @is_for_members.inplace.expression
    @classmethod
    def _is_for_members(cls) -> sa.ColumnElement[bool]:
        return sa.true()


class ReopeningRequest(CommitteeScoped, Base):
    """One side's wish to write an approved version again, with its reason."""

    __tablename__ = "reopening_requests"
    __table_args__ = (
        sa.UniqueConstraint("version_id", "side"),
        sa.ForeignKeyConstraint(
            ["version_id", "committee_id"], ["minutes_versions.id", "minutes_versions.committee_id"]
        ),
    )

    id: Mapped[Id]
    #: The version that is to be reopened.
    version_id: Mapped[int]
    #: The side that wishes it.
    side: Mapped[Side]
    #: The mandate through which it was asked.
    mandate_id: Mapped[int] = mapped_column(sa.ForeignKey("mandates.id"))
    #: Why.
    reason: Mapped[LongText]
    #: When it was asked.
    at: Mapped[datetime]

    version: Mapped[MinutesVersion] = relationship(
        back_populates="requests", primaryjoin="foreign(ReopeningRequest.version_id) == MinutesVersion.id"
    )
    mandate: Mapped[Mandate] = relationship(foreign_keys=[mandate_id])
