"""What everybody may read of minutes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.bilingual import Bilingual, bilingual
from cpwb.core.db import Base, Id, Revised
from cpwb.minutes.choices import SummaryState
from cpwb.minutes.models.minutes import Minutes


class PublicSummary(Revised, CommitteeScoped, Base):
    """What everybody may read of approved minutes: a text without names, published by itself."""

    __tablename__ = "public_summaries"
    __table_args__ = (
        sa.UniqueConstraint("minutes_id"),
        sa.ForeignKeyConstraint(["minutes_id", "committee_id"], ["minutes.id", "minutes.committee_id"]),
        sa.CheckConstraint("(state = 'draft') = (published_at IS NULL)", name="published_has_moment"),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_moment"),
    )

    id: Mapped[Id]
    #: The minutes.
    minutes_id: Mapped[int]
    #: The text.
    text: Mapped[Bilingual] = bilingual("text", length=None)
    #: The state.
    state: Mapped[SummaryState] = mapped_column(default=SummaryState.DRAFT)
    #: When it was published last.
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    #: When it was withdrawn; none while it is public.
    withdrawn_at: Mapped[datetime | None]

    minutes: Mapped[Minutes] = relationship(primaryjoin="foreign(PublicSummary.minutes_id) == Minutes.id")
