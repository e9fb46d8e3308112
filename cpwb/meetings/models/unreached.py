"""Items that a meeting did not reach: what its agenda said of each, for its minutes."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.db import Base, Id
from cpwb.meetings.choices import Visibility
from cpwb.meetings.models.agenda import AgendaItem, Meeting


class UnreachedItem(CommitteeScoped, Base):
    """An item that one meeting did not reach before it was closed, as its agenda had it then.

    Added when the meeting is closed, never changed or deleted: an item can wait through several meetings, and the
    minutes of each say so. Only items that stand on every agenda are ever deleted, and of those none is kept here.
    """

    __tablename__ = "unreached_items"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "item_id"),
        sa.ForeignKeyConstraint(["meeting_id", "committee_id"], ["meetings.id", "meetings.committee_id"]),
        sa.ForeignKeyConstraint(["item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
    )

    id: Mapped[Id]
    #: The meeting that did not reach it.
    meeting_id: Mapped[int]
    #: The agenda item.
    item_id: Mapped[int] = mapped_column(index=True)
    #: The place that it had on that agenda, from 1.
    position: Mapped[int]
    #: What it was called there.
    title: Mapped[str]
    #: Who was meant to read it there.
    visibility: Mapped[Visibility]
    #: Whether it was put there after the members had been sent that agenda.
    came_late: Mapped[bool] = mapped_column(default=False, server_default=sa.false())

    meeting: Mapped[Meeting] = relationship(primaryjoin="foreign(UnreachedItem.meeting_id) == Meeting.id")
    item: Mapped[AgendaItem] = relationship(
        back_populates="times_unreached", primaryjoin="foreign(UnreachedItem.item_id) == AgendaItem.id"
    )

    @property
    def readers(self) -> Visibility:
        """Return who may read what it was called: the fewer of those who were meant to then and those who may now."""
        return self.visibility.or_fewer(self.item.visibility)
