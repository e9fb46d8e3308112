"""The standing items of a committee, and its agenda templates."""

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.bilingual import Bilingual, bilingual
from cpwb.core.db import Base, Id, Revised, ShortText
from cpwb.meetings.choices import ItemKind, Visibility


class AgendaTemplate(Revised, CommitteeScoped, Base):
    """What is on the agenda of a certain kind of meeting, beside the standing items: a visit, a yearly evaluation."""

    __tablename__ = "agenda_templates"
    __table_args__ = (sa.UniqueConstraint("id", "committee_id"),)

    id: Mapped[Id]
    #: What the committee calls it.
    name: Mapped[Bilingual] = bilingual("name")


class TemplateItem(Revised, CommitteeScoped, Base):
    """An item that agendas get when a meeting is planned, between the opening and closing kinds.

    Without a template it is a standing item of the committee: every meeting gets it.
    """

    __tablename__ = "template_items"
    __table_args__ = (
        sa.CheckConstraint("planned_minutes BETWEEN 1 AND 480", name="planned_minutes"),
        sa.ForeignKeyConstraint(
            ["template_id", "committee_id"], ["agenda_templates.id", "agenda_templates.committee_id"]
        ),
    )

    id: Mapped[Id]
    #: The template that it is part of; none: it stands on every agenda.
    template_id: Mapped[int | None] = mapped_column(index=True)
    #: Its place among the items of its template, or among those on every agenda, from 1.
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

    template: Mapped[AgendaTemplate | None] = relationship(
        primaryjoin="foreign(TemplateItem.template_id) == AgendaTemplate.id"
    )

    @hybrid_property
    def is_unrestricted(self) -> bool:
        """Say whether the whole committee may read the items that are made of it."""
        return self.visibility != Visibility.RESTRICTED
