"""What is said about minutes: who has read the draft, objections to it, and addenda to what was approved."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from cpwb.committees.choices import Side
from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.db import Base, Id, LongText, Revised
from cpwb.meetings.models import AgendaItem
from cpwb.members.models import Mandate
from cpwb.minutes.choices import AddendumState, ObjectionAnswer, ObjectionKind
from cpwb.minutes.models.minutes import Minutes


class _AboutAnItem:
    """What is said about one item of the minutes, or about all of them: as restricted as that item."""

    #: The agenda item; none means the minutes as a whole.
    item_id: Mapped[int | None] = mapped_column(index=True)

    @declared_attr
    @classmethod
    def item(cls) -> Mapped[AgendaItem | None]:
        """Return the agenda item."""
        return relationship(AgendaItem, primaryjoin=f"foreign({cls.__name__}.item_id) == AgendaItem.id")

    @hybrid_property
    def is_unrestricted(self) -> bool:
        """Say whether the whole committee may read it."""
        return self.item is None or self.item.is_unrestricted

    @is_unrestricted.inplace.expression
    @classmethod
    def _is_unrestricted(cls) -> sa.ColumnElement[bool]:
        open_items = sa.select(AgendaItem.id).where(AgendaItem.is_unrestricted)
        return sa.or_(cls.item_id.is_(None), cls.item_id.in_(open_items))


class Reading(CommitteeScoped, Base):
    """Somebody said to have read the draft, in one round of review."""

    __tablename__ = "readings"
    __table_args__ = (
        sa.UniqueConstraint("minutes_id", "round", "mandate_id"),
        sa.ForeignKeyConstraint(["minutes_id", "committee_id"], ["minutes.id", "minutes.committee_id"]),
    )

    id: Mapped[Id]
    #: The minutes.
    minutes_id: Mapped[int]
    #: The round of review in which the draft was read.
    round: Mapped[int]
    #: The mandate of whoever read it.
    mandate_id: Mapped[int] = mapped_column(sa.ForeignKey("mandates.id"))
    #: When it was said.
    at: Mapped[datetime]


class Objection(Revised, _AboutAnItem, CommitteeScoped, Base):
    """What a member has against a passage of the draft, and the answer to it."""

    __tablename__ = "objections"
    __table_args__ = (
        sa.ForeignKeyConstraint(["minutes_id", "committee_id"], ["minutes.id", "minutes.committee_id"]),
        sa.ForeignKeyConstraint(["item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_has_moment"),
        sa.CheckConstraint(
            "answer IS NULL OR answer <> 'not_taken_over' OR reason <> ''", name="reason_when_not_taken_over"
        ),
    )

    id: Mapped[Id]
    #: The minutes.
    minutes_id: Mapped[int] = mapped_column(index=True)
    #: The round of review in which it was made.
    round: Mapped[int]
    #: Whether it objects or asks a rectification.
    kind: Mapped[ObjectionKind]
    #: The passage of the draft, as it was copied.
    quote: Mapped[LongText]
    #: What is wrong with it, or what it should say.
    text: Mapped[LongText]
    #: The mandate of whoever made it.
    mandate_id: Mapped[int] = mapped_column(sa.ForeignKey("mandates.id"))
    #: The user who recorded it for somebody else; none when the member did so.
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    #: When it was made.
    at: Mapped[datetime]
    #: What was done with it; none while nobody has answered.
    answer: Mapped[ObjectionAnswer | None]
    #: Why, for whoever made it.
    reason: Mapped[LongText]
    #: When it was answered.
    answered_at: Mapped[datetime | None]

    minutes: Mapped[Minutes] = relationship(primaryjoin="foreign(Objection.minutes_id) == Minutes.id")
    mandate: Mapped[Mandate] = relationship(foreign_keys=[mandate_id])


class Addendum(_AboutAnItem, CommitteeScoped, Base):
    """A correction of approved minutes that leaves them as they are; approved like them."""

    __tablename__ = "addenda"
    __table_args__ = (
        sa.UniqueConstraint("id", "committee_id"),
        sa.UniqueConstraint("minutes_id", "number"),
        sa.ForeignKeyConstraint(["minutes_id", "committee_id"], ["minutes.id", "minutes.committee_id"]),
        sa.ForeignKeyConstraint(["item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
    )

    id: Mapped[Id]
    #: The minutes.
    minutes_id: Mapped[int]
    #: Its number among the addenda of these minutes, from 1.
    number: Mapped[int]
    #: The number of the version that it corrects.
    version: Mapped[int]
    #: What is corrected.
    text: Mapped[LongText]
    #: The mandate of its author.
    mandate_id: Mapped[int] = mapped_column(sa.ForeignKey("mandates.id"))
    #: When it was written.
    at: Mapped[datetime]
    #: The day on which it was approved; none while it waits.
    approved_on: Mapped[date | None]

    minutes: Mapped[Minutes] = relationship(primaryjoin="foreign(Addendum.minutes_id) == Minutes.id")
    mandate: Mapped[Mandate] = relationship(foreign_keys=[mandate_id])
    approvals: Mapped[list["AddendumApproval"]] = relationship(
        back_populates="addendum",
        primaryjoin="foreign(AddendumApproval.addendum_id) == Addendum.id",
        order_by="AddendumApproval.id",
        passive_deletes="all",
    )

    @property
    def state(self) -> AddendumState:
        """Return whether it waits or stands."""
        return AddendumState.PROPOSED if self.approved_on is None else AddendumState.APPROVED


class AddendumApproval(CommitteeScoped, Base):
    """One side's approval of an addendum."""

    __tablename__ = "addendum_approvals"
    __table_args__ = (
        sa.UniqueConstraint("addendum_id", "side"),
        sa.ForeignKeyConstraint(["addendum_id", "committee_id"], ["addenda.id", "addenda.committee_id"]),
    )

    id: Mapped[Id]
    #: The addendum.
    addendum_id: Mapped[int]
    #: The side for which it was given.
    side: Mapped[Side]
    #: The mandate through which it was given.
    mandate_id: Mapped[int] = mapped_column(sa.ForeignKey("mandates.id"))
    #: When it was given.
    at: Mapped[datetime]

    addendum: Mapped[Addendum] = relationship(
        back_populates="approvals", primaryjoin="foreign(AddendumApproval.addendum_id) == Addendum.id"
    )
    mandate: Mapped[Mandate] = relationship(foreign_keys=[mandate_id])
