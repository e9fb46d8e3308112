"""Attendance: who was at a meeting, per seat and as head counts."""

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.committees.choices import Side
from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.db import Base, Id, ShortText
from cpwb.meetings.choices import AttendanceState
from cpwb.meetings.models.agenda import Meeting
from cpwb.members.models import Mandate, Seat


class Attendance(CommitteeScoped, Base):
    """How one seat was filled at one meeting."""

    __tablename__ = "attendances"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "seat_id"),
        sa.ForeignKeyConstraint(["meeting_id", "committee_id"], ["meetings.id", "meetings.committee_id"]),
        sa.ForeignKeyConstraint(["seat_id", "committee_id"], ["seats.id", "seats.committee_id"]),
        sa.ForeignKeyConstraint(["arrived_item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
        sa.ForeignKeyConstraint(["left_item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
        sa.CheckConstraint("(state = 'replaced') = (replaced_by_id IS NOT NULL)", name="replaced_by_somebody"),
    )

    id: Mapped[Id]
    #: The meeting.
    meeting_id: Mapped[int]
    #: The seat.
    seat_id: Mapped[int] = mapped_column(index=True)
    #: How it was filled.
    state: Mapped[AttendanceState]
    #: The mandate of whoever held the seat on the day, so that no later change of mandates reaches the list; none for
    #: a vacant seat.
    mandate_id: Mapped[int | None] = mapped_column(sa.ForeignKey("mandates.id"))
    #: The alternate's mandate, when the seat was replaced.
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("mandates.id"))
    #: The item of the agenda during which whoever filled it arrived; none: before the first one.
    arrived_item_id: Mapped[int | None]
    #: The item of the agenda after which whoever filled it left; none: stayed until the end.
    left_item_id: Mapped[int | None]
    #: What the minutes say beside it: "interpreter present".
    note: Mapped[ShortText]

    meeting: Mapped[Meeting] = relationship(
        back_populates="attendances", primaryjoin="foreign(Attendance.meeting_id) == Meeting.id"
    )
    seat: Mapped[Seat] = relationship(primaryjoin="foreign(Attendance.seat_id) == Seat.id")
    mandate: Mapped[Mandate | None] = relationship(foreign_keys=[mandate_id])
    replaced_by: Mapped[Mandate | None] = relationship(foreign_keys=[replaced_by_id])

    @hybrid_property
    def counts(self) -> bool:
        """Say whether the seat counts as present: its member was there, or the alternate."""
        return self.state in (AttendanceState.PRESENT, AttendanceState.REPLACED)

    @counts.inplace.expression
    @classmethod
    def _counts(cls) -> sa.ColumnElement[bool]:
        return cls.state.in_((AttendanceState.PRESENT, AttendanceState.REPLACED))


class HeadCount(CommitteeScoped, Base):
    """How many people of one side were there who wish to be counted only, beside the seats."""

    __tablename__ = "head_counts"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "side"),
        sa.ForeignKeyConstraint(["meeting_id", "committee_id"], ["meetings.id", "meetings.committee_id"]),
        sa.CheckConstraint("unnamed BETWEEN 0 AND 1000", name="unnamed"),
    )

    id: Mapped[Id]
    #: The meeting.
    meeting_id: Mapped[int]
    #: The side.
    side: Mapped[Side]
    #: The number of people without a name.
    unnamed: Mapped[int] = mapped_column(default=0, server_default="0")

    meeting: Mapped[Meeting] = relationship(
        back_populates="head_counts", primaryjoin="foreign(HeadCount.meeting_id) == Meeting.id"
    )
