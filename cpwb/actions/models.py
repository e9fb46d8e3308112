"""Action points and the log of their follow-up."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from cpwb.access.actor import Actor
from cpwb.actions.choices import UNFINISHED, ActionState, Priority
from cpwb.committees.choices import Side
from cpwb.committees.models import Organisation
from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.bilingual import Bilingual
from cpwb.core.db import Base, Id, LongText, Revised, ShortText
from cpwb.meetings.models import AgendaItem, Meeting
from cpwb.members.models import Seat
from cpwb.programme.choices import Objective


def seat_name(seat: Seat) -> Bilingual:
    """Return a seat with its organisation, which is what the committee sees instead of a person's name."""
    title, organisation = seat.title, seat.organisation.name
    return Bilingual(
        f"{title.text('nl')} – {organisation.text('nl')}", f"{title.text('fr')} – {organisation.text('fr')}"
    )


class ActionPoint(Revised, CommitteeScoped, Base):
    """What a seat or an organisation promised to do, by when, and what came of it."""

    __tablename__ = "action_points"
    __table_args__ = (
        sa.UniqueConstraint("id", "committee_id"),
        sa.UniqueConstraint("committee_id", "number"),
        sa.ForeignKeyConstraint(["owner_seat_id", "committee_id"], ["seats.id", "seats.committee_id"]),
        sa.ForeignKeyConstraint(["meeting_id", "committee_id"], ["meetings.id", "meetings.committee_id"]),
        sa.ForeignKeyConstraint(["item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
        sa.CheckConstraint("(owner_seat_id IS NULL) <> (owner_organisation_id IS NULL)", name="one_owner"),
        sa.CheckConstraint("(state IN ('done', 'dropped')) = (closed_on IS NOT NULL)", name="closed_when_finished"),
        sa.CheckConstraint("state NOT IN ('done', 'dropped') OR result <> ''", name="result_when_finished"),
    )

    id: Mapped[Id]
    #: Its number in the committee, never used again.
    number: Mapped[int]
    #: What is to be done.
    title: Mapped[str]
    #: What must be known to do it.
    description: Mapped[LongText]
    #: The seat that does it, or:
    owner_seat_id: Mapped[int | None] = mapped_column(index=True)
    #: The organisation that does it.
    owner_organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    #: Who helps, by function or organisation.
    partners: Mapped[ShortText]
    #: The day by which it is promised.
    due_on: Mapped[date] = mapped_column(index=True)
    #: How much it presses.
    priority: Mapped[Priority] = mapped_column(default=Priority.NORMAL)
    #: The state.
    state: Mapped[ActionState] = mapped_column(default=ActionState.OPEN, index=True)
    #: Not on the agenda again before this day (snoozed).
    show_again_on: Mapped[date | None]
    #: The meeting at which it was agreed.
    meeting_id: Mapped[int | None] = mapped_column(index=True)
    #: The agenda item under which it was agreed.
    item_id: Mapped[int | None] = mapped_column(index=True)
    #: The objective of the programme it serves.
    objective: Mapped[Objective | None]
    #: What came of it or, when it was dropped, why.
    result: Mapped[LongText]
    #: The day on which it was opened.
    opened_on: Mapped[date] = mapped_column(index=True)
    #: The day on which it was done or dropped.
    closed_on: Mapped[date | None] = mapped_column(index=True)

    owner_seat: Mapped[Seat | None] = relationship(primaryjoin="foreign(ActionPoint.owner_seat_id) == Seat.id")
    owner_organisation: Mapped[Organisation | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship(primaryjoin="foreign(ActionPoint.meeting_id) == Meeting.id")
    item: Mapped[AgendaItem | None] = relationship(primaryjoin="foreign(ActionPoint.item_id) == AgendaItem.id")
    follow_ups: Mapped[list["FollowUp"]] = relationship(
        back_populates="action",
        primaryjoin="foreign(FollowUp.action_id) == ActionPoint.id",
        order_by="FollowUp.id.desc()",
        passive_deletes="all",
    )

    #: Whether the whole committee may read the item under which it was agreed; read with the row (declared below).
    is_unrestricted: ClassVar[Mapped[bool]]

    @hybrid_property
    def is_unfinished(self) -> bool:
        """Say whether it still asks for work."""
        return self.state in UNFINISHED

    @is_unfinished.inplace.expression
    @classmethod
    def _is_unfinished(cls) -> sa.ColumnElement[bool]:
        return cls.state.in_(UNFINISHED)

    @hybrid_method
    def is_overdue(self, day: date) -> bool:
        """Say whether it is unfinished after its due date, seen on `day`."""
        return self.is_unfinished and self.due_on < day

    @is_overdue.inplace.expression  # type: ignore[attr-defined]  # mypy sees the method behind the hybrid
    @classmethod
    def _is_overdue(cls, day: date) -> sa.ColumnElement[bool]:
        return sa.and_(cls.is_unfinished, cls.due_on < day)

    @hybrid_property
    def side(self) -> Side:
        """Return the side that carries it: that of the owning seat or organisation."""
        owner = self.owner_seat or self.owner_organisation
        return owner.side  # type: ignore[union-attr]  # the constraint one_owner says that there is one

    @side.inplace.expression
    @classmethod
    def _side(cls) -> sa.ColumnElement[Side]:
        return sa.func.coalesce(
            sa.select(Seat.side).where(Seat.id == cls.owner_seat_id).correlate_except(Seat).scalar_subquery(),
            sa.select(Organisation.side)
            .where(Organisation.id == cls.owner_organisation_id)
            .correlate_except(Organisation)
            .scalar_subquery(),
        )

    @property
    def owner_name(self) -> Bilingual:
        """Return the owner as the committee sees it: the seat with its organisation, or the organisation."""
        return seat_name(self.owner_seat) if self.owner_seat else self.owning_organisation.name

    @property
    def owning_organisation(self) -> Organisation:
        """Return the organisation that carries it, itself or through a seat: all that outsiders see of the owner."""
        organisation = self.owner_seat.organisation if self.owner_seat else self.owner_organisation
        assert organisation is not None  # noqa: S101 -- the constraint one_owner says so
        return organisation

    @hybrid_method
    def is_owned_by(self, actor: Actor) -> bool:
        """Say whether one of the actor's seats, or an organisation for which the actor sits, owns it."""
        return self.owner_seat_id in actor.seat_ids or self.owner_organisation_id in actor.organisation_ids

    @is_owned_by.inplace.expression  # type: ignore[attr-defined]  # mypy sees the method behind the hybrid
    @classmethod
    def _is_owned_by(cls, actor: Actor) -> sa.ColumnElement[bool]:
        return sa.or_(
            sa.and_(cls.owner_seat_id.is_not(None), cls.owner_seat_id.in_(actor.seat_ids)),
            sa.and_(cls.owner_organisation_id.is_not(None), cls.owner_organisation_id.in_(actor.organisation_ids)),
        )

    @hybrid_method
    def is_open_to(self, actor: Actor) -> bool:
        """Say whether it is not restricted or, because one must know what one promised, the actor's own."""
        return self.is_unrestricted or self.is_owned_by(actor)

    @is_open_to.inplace.expression  # type: ignore[attr-defined]  # mypy sees the method behind the hybrid
    @classmethod
    def _is_open_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        return sa.or_(cls.is_unrestricted, cls.is_owned_by(actor))


ActionPoint.is_unrestricted = column_property(
    ~sa.exists()
    .where(AgendaItem.id == ActionPoint.item_id, sa.not_(AgendaItem.is_unrestricted))
    .correlate_except(AgendaItem)
)


class FollowUp(CommitteeScoped, Base):
    """One line in the log of an action point; added, never changed."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        sa.ForeignKeyConstraint(["action_id", "committee_id"], ["action_points.id", "action_points.committee_id"]),
    )

    id: Mapped[Id]
    #: The action point.
    action_id: Mapped[int] = mapped_column(index=True)
    #: When it was written.
    at: Mapped[datetime]
    #: The user who wrote it.
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    #: The seat for which it was written; shown instead of a name.
    seat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("seats.id"))
    #: The state from then on, when it changed.
    state: Mapped[ActionState | None]
    #: The due date before, when it changed.
    due_before: Mapped[date | None]
    #: The due date from then on, when it changed.
    due_on: Mapped[date | None]
    #: Whether the owner changed.
    owner_changed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: What was reported; the reason when a date was moved or the action was dropped.
    note: Mapped[LongText]

    action: Mapped[ActionPoint] = relationship(
        back_populates="follow_ups", primaryjoin="foreign(FollowUp.action_id) == ActionPoint.id"
    )
    seat: Mapped[Seat | None] = relationship(foreign_keys=[seat_id])

    @property
    def is_postponement(self) -> bool:
        """Say whether it moved the due date to a later day."""
        return self.due_before is not None and self.due_on is not None and self.due_on > self.due_before

    @property
    def written_for(self) -> Bilingual | None:
        """Return the seat for which it was written, with its organisation; None when staff without a seat wrote it."""
        return seat_name(self.seat) if self.seat else None
