"""The standing items of a committee."""

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.bilingual import Bilingual, bilingual
from cpwb.core.db import Base, Id, Revised, ShortText
from cpwb.meetings.choices import ItemKind, Visibility


class TemplateItem(Revised, CommitteeScoped, Base):
    """A standing item of a committee: each meeting that is planned gets it, between the opening and closing kinds."""

    __tablename__ = "template_items"
    __table_args__ = (sa.CheckConstraint("planned_minutes BETWEEN 1 AND 480", name="planned_minutes"),)

    id: Mapped[Id]
    #: Its place among the standing items of the committee, from 1.
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    #: What it is there for.
    kind: Mapped[ItemKind]
    #: What it is called; an agenda keeps it in the language of its meeting, and shows it in that of the reader.
    title: Mapped[Bilingual] = bilingual("title")
    #: How many minutes it is meant to take.
    planned_minutes: Mapped[int | None]
    #: Who introduces it, by function or organisation.
    presenter: Mapped[ShortText]
    #: Who may read the items that are made of it.
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.COMMITTEE)

    @hybrid_property
    def is_unrestricted(self) -> bool:
        """Say whether the whole committee may read the items that are made of it."""
        return self.visibility != Visibility.RESTRICTED
