"""Decisions: what was decided, how, and who was there."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.committees.choices import Side
from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.db import Base, Id
from cpwb.meetings.choices import DecidedBy
from cpwb.meetings.models.agenda import AgendaItem
from cpwb.meetings.presence import presence_words, side_votes_words


class Decision(CommitteeScoped, Base):
    """What was decided under an agenda item, and how."""

    __tablename__ = "decisions"
    __table_args__ = (
        sa.UniqueConstraint("id", "committee_id"),
        sa.ForeignKeyConstraint(["item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
        sa.CheckConstraint(
            "(how = 'vote') = (votes_for IS NOT NULL)"
            " AND (how = 'vote') = (votes_against IS NOT NULL)"
            " AND (how = 'vote') = (votes_abstain IS NOT NULL)",
            name="votes_when_voted",
        ),
        sa.CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0", name="votes_not_negative"),
    )

    id: Mapped[Id]
    #: The agenda item.
    item_id: Mapped[int] = mapped_column(index=True)
    #: What was decided.
    text: Mapped[str] = mapped_column(sa.String(2000))
    #: How it was decided.
    how: Mapped[DecidedBy]
    #: Votes for it.
    votes_for: Mapped[int | None]
    #: Votes against it.
    votes_against: Mapped[int | None]
    #: Abstentions.
    votes_abstain: Mapped[int | None]
    #: The filled seats with a vote that the rule of the committee asked for in total at that moment; none: no rule.
    needed: Mapped[int | None]
    #: When it was recorded.
    created_at: Mapped[datetime]

    item: Mapped[AgendaItem] = relationship(
        back_populates="decisions", primaryjoin="foreign(Decision.item_id) == AgendaItem.id"
    )
    #: Who was there when it was recorded, per side; empty for what was recorded before this was kept.
    sides: Mapped[list["DecisionSide"]] = relationship(
        back_populates="decision",
        primaryjoin="foreign(DecisionSide.decision_id) == Decision.id",
        order_by="DecisionSide.id",
        cascade="all, delete-orphan",
        lazy="selectin",
    )

    @property
    def present(self) -> int:
        """Return how many seats with a vote were filled when it was recorded."""
        return sum(side.present for side in self.sides)

    @property
    def had_quorum(self) -> bool | None:
        """Say whether the rule of the committee was met; None where there was no rule, or nobody kept who was there."""
        parts = [(self.needed, self.present), *((side.needed, side.present) for side in self.sides)]
        met = [present >= needed for needed, present in parts if needed is not None]
        return all(met) if self.sides and met else None

    @property
    def particulars(self) -> list[str]:
        """Return how the sides voted and who was there, a sentence each in the reader's words, as far as kept."""
        if not self.sides:
            return []
        present = presence_words({side.side: side.present for side in self.sides}, had_quorum=self.had_quorum)
        votes = [
            side_votes_words(side.side, side.votes_for, side.votes_against or 0, side.votes_abstain or 0)
            for side in self.sides
            if side.votes_for is not None and side.present
        ]
        return [*votes, present]

    @hybrid_property
    def is_unrestricted(self) -> bool:
        """Say whether the whole committee may read its item."""
        return self.item.is_unrestricted

    @is_unrestricted.inplace.expression
    @classmethod
    def _is_unrestricted(cls) -> sa.ColumnElement[bool]:
        return cls.item_id.in_(sa.select(AgendaItem.id).where(AgendaItem.is_unrestricted))

    @hybrid_property
    def is_public(self) -> bool:
        """Say whether its item is marked public."""
        return self.item.is_public

    @is_public.inplace.expression
    @classmethod
    def _is_public(cls) -> sa.ColumnElement[bool]:
        return cls.item_id.in_(sa.select(AgendaItem.id).where(AgendaItem.is_public))


class DecisionSide(CommitteeScoped, Base):
    """One side of the table at the moment of a decision: who was there and, where that was asked, how it voted."""

    __tablename__ = "decision_sides"
    __table_args__ = (
        sa.UniqueConstraint("decision_id", "side"),
        sa.ForeignKeyConstraint(["decision_id", "committee_id"], ["decisions.id", "decisions.committee_id"]),
        sa.CheckConstraint(
            "(votes_for IS NULL) = (votes_against IS NULL) AND (votes_for IS NULL) = (votes_abstain IS NULL)",
            name="votes_whole",
        ),
        sa.CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0", name="votes_not_negative"),
        sa.CheckConstraint("votes_for + votes_against + votes_abstain <= present", name="votes_of_present"),
    )

    id: Mapped[Id]
    #: The decision.
    decision_id: Mapped[int]
    #: The side.
    side: Mapped[Side]
    #: The seats with a vote of this side that were filled.
    present: Mapped[int]
    #: The filled seats with a vote that the rule of the committee asked of this side; none: no rule.
    needed: Mapped[int | None]
    #: Votes of this side for it; none where the votes were not counted per side.
    votes_for: Mapped[int | None]
    #: Votes of this side against it.
    votes_against: Mapped[int | None]
    #: Abstentions of this side.
    votes_abstain: Mapped[int | None]

    decision: Mapped[Decision] = relationship(
        back_populates="sides", primaryjoin="foreign(DecisionSide.decision_id) == Decision.id"
    )
