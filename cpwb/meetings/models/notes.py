"""What is kept beside the notes of an item: every text that was saved, and who is writing now."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.db import Base, Id, LongText
from cpwb.meetings.choices import NoteKind
from cpwb.meetings.models.agenda import AgendaItem


class NoteVersion(CommitteeScoped, Base):
    """A text that a writer was told is kept: each save of the notes of an item, and each that gave way to another.

    Added, never changed or deleted while its item stands.
    """

    __tablename__ = "note_versions"
    __table_args__ = (
        sa.UniqueConstraint("item_id", "number"),
        sa.ForeignKeyConstraint(["item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
    )

    id: Mapped[Id]
    #: The agenda item.
    item_id: Mapped[int]
    #: Its place in the history of the item, from 1.
    number: Mapped[int]
    #: Whether it was the notes for a time.
    kind: Mapped[NoteKind]
    #: The text, as sanitised HTML.
    notes: Mapped[LongText]
    #: The revision of the notes that it became, or that a draft was written on top of.
    revision: Mapped[int]
    #: The user who wrote it; none for the system.
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    #: When it was kept.
    at: Mapped[datetime]
    #: The ten minutes in which it was kept, counted from 1970: the saves of one writer in them are listed as one.
    period: Mapped[int]
    #: The window in which it was written, by a random name; empty without scripts.
    tab: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    #: How many saves that window had sent, this one included: a later one that arrives first is not undone by it.
    serial: Mapped[int] = mapped_column(default=0, server_default="0")

    item: Mapped[AgendaItem] = relationship(primaryjoin="foreign(NoteVersion.item_id) == AgendaItem.id")

    @hybrid_property
    def is_unrestricted(self) -> bool:
        """Say whether the whole committee may read its item."""
        return self.item.is_unrestricted

    @is_unrestricted.inplace.expression
    @classmethod
    def _is_unrestricted(cls) -> sa.ColumnElement[bool]:
        return cls.item_id.in_(sa.select(AgendaItem.id).where(AgendaItem.is_unrestricted))


class NoteWriter(CommitteeScoped, Base):
    """Somebody who is writing the notes of an item in one window, so that the next one is warned; soon out of date."""

    __tablename__ = "note_writers"
    __table_args__ = (
        sa.UniqueConstraint("item_id", "tab"),
        sa.ForeignKeyConstraint(["item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
    )

    id: Mapped[Id]
    #: The agenda item.
    item_id: Mapped[int]
    #: The window, by a random name.
    tab: Mapped[str] = mapped_column(sa.String(40))
    #: The user.
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    #: Since when that person has been writing there without a long pause.
    since: Mapped[datetime]
    #: When the last sign of it came.
    seen: Mapped[datetime]

    item: Mapped[AgendaItem] = relationship(primaryjoin="foreign(NoteWriter.item_id) == AgendaItem.id")

    @hybrid_property
    def is_unrestricted(self) -> bool:
        """Say whether the whole committee may read its item."""
        return self.item.is_unrestricted

    @is_unrestricted.inplace.expression
    @classmethod
    def _is_unrestricted(cls) -> sa.ColumnElement[bool]:
        return cls.item_id.in_(sa.select(AgendaItem.id).where(AgendaItem.is_unrestricted))
