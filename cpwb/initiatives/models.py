"""Initiatives with their partners, action points, milestones, sessions and evaluation."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.access.actor import Grant
from cpwb.actions.models import ActionPoint
from cpwb.committees.models import Committee, Organisation, Zone
from cpwb.core.bilingual import Bilingual, bilingual
from cpwb.core.db import Base, Id, Revised, ShortText
from cpwb.core.words import LazyText, _l
from cpwb.initiatives.choices import InitiativeKind, InitiativeState
from cpwb.programme.choices import Objective

#: The columns of a session that count people: by side, by sex, by age, and who answered.
SIDES = ("reached_police", "reached_community", "reached_municipality")
SEX = ("women", "men", "other_sex", "sex_not_stated")
AGE = ("under_18", "from_18_to_25", "from_26_to_64", "over_64", "age_not_stated")
SATISFACTION = ("satisfaction_answers", "satisfaction_good")

_TEXTS = {
    ("title", "nl"): _l("the title in Dutch"),
    ("title", "fr"): _l("the title in French"),
    ("summary", "nl"): _l("the summary in Dutch"),
    ("summary", "fr"): _l("the summary in French"),
}

initiative_partners = sa.Table(
    "initiative_partners",
    Base.metadata,
    sa.Column("initiative_id", sa.ForeignKey("initiatives.id"), primary_key=True),
    sa.Column("organisation_id", sa.ForeignKey("organisations.id"), primary_key=True),
)

initiative_actions = sa.Table(
    "initiative_actions",
    Base.metadata,
    sa.Column("initiative_id", sa.ForeignKey("initiatives.id"), primary_key=True),
    sa.Column("action_id", sa.ForeignKey("action_points.id"), primary_key=True),
)


class Initiative(Revised, Base):
    """Something done in the neighbourhood; its progress is computed from its milestones and action points."""

    __tablename__ = "initiatives"
    __table_args__ = (
        sa.CheckConstraint("committee_id IS NULL OR zone_id IS NOT NULL", name="committee_has_zone"),
        sa.CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[Id]
    #: What it is.
    kind: Mapped[InitiativeKind] = mapped_column(default=InitiativeKind.COMMUNITY)
    #: The zone; none for the programme's own.
    zone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("zones.id"), index=True)
    #: The committee; none when the zone or the programme carries it.
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committees.id"), index=True)
    #: The title.
    title: Mapped[Bilingual] = bilingual("title")
    #: What it is in two sentences.
    summary: Mapped[Bilingual] = bilingual("summary", length=600)
    #: What is done, how and why.
    description: Mapped[Bilingual] = bilingual("description", length=None)
    #: The objective of the programme it serves.
    objective: Mapped[Objective]
    #: For whom it is.
    target_groups: Mapped[Bilingual] = bilingual("target_groups", length=400)
    #: The state.
    state: Mapped[InitiativeState] = mapped_column(default=InitiativeState.IDEA, index=True)
    #: Why it was stopped.
    stop_reason: Mapped[str] = mapped_column(sa.String(1000), default="", server_default="")
    #: The first day.
    starts_on: Mapped[date | None]
    #: The last day.
    ends_on: Mapped[date | None]
    #: Where it takes place.
    place: Mapped[ShortText]
    #: When it was recorded.
    created_at: Mapped[datetime]

    zone: Mapped[Zone | None] = relationship()
    committee: Mapped[Committee | None] = relationship()
    partners: Mapped[list[Organisation]] = relationship(
        secondary=initiative_partners,
        order_by=lambda: Organisation.name_nl,  # type: ignore[attr-defined]  # of bilingual
    )
    actions: Mapped[list[ActionPoint]] = relationship(secondary=initiative_actions, order_by=ActionPoint.number)
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="initiative", order_by="Milestone.due_on, Milestone.id", passive_deletes="all"
    )
    sessions: Mapped[list["InitiativeSession"]] = relationship(
        back_populates="initiative",
        order_by="InitiativeSession.held_on.desc(), InitiativeSession.id",
        passive_deletes="all",
    )
    evaluation: Mapped["Evaluation | None"] = relationship(back_populates="initiative", passive_deletes="all")

    @property
    def missing_texts(self) -> list[LazyText]:
        """Return which of title and summary lack a language in which its zone must address the public."""
        languages = self.zone.language_regime.languages if self.zone else ()
        return [
            words for (name, code), words in _TEXTS.items() if code in languages and not getattr(self, name).has(code)
        ]

    def is_within(self, grant: Grant) -> bool:
        """Say whether it is carried by the grant's committee or lies in the grant's zone."""
        if grant.committee_id is not None:
            return self.committee_id == grant.committee_id
        return self.zone_id == grant.zone_id

    @classmethod
    def within_any(cls, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
        """Return the SQL for the initiatives of these committees and in these zones."""
        return sa.or_(
            sa.and_(cls.committee_id.is_not(None), cls.committee_id.in_(committee_ids)),
            sa.and_(cls.zone_id.is_not(None), cls.zone_id.in_(zone_ids)),
        )


class _PartOfInitiative:
    """A row of one initiative lies where the initiative lies."""

    initiative: Mapped[Initiative]
    initiative_id: Mapped[int]

    def is_within(self, grant: Grant) -> bool:
        """Say whether its initiative lies in the place of the grant."""
        return self.initiative.is_within(grant)

    @classmethod
    def within_any(cls, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
        """Return the SQL for the rows of the initiatives in these places."""
        return cls.initiative_id.in_(sa.select(Initiative.id).where(Initiative.within_any(zone_ids, committee_ids)))


class Milestone(_PartOfInitiative, Base):
    """A dated step of an initiative."""

    __tablename__ = "milestones"

    id: Mapped[Id]
    #: The initiative.
    initiative_id: Mapped[int] = mapped_column(sa.ForeignKey("initiatives.id"), index=True)
    #: What is reached.
    title: Mapped[Bilingual] = bilingual("title")
    #: The day on which it should be.
    due_on: Mapped[date]
    #: The day on which it was.
    reached_on: Mapped[date | None]

    initiative: Mapped[Initiative] = relationship(back_populates="milestones")


class InitiativeSession(Revised, _PartOfInitiative, Base):
    """One occasion of an initiative: people reached as counts, never as names."""

    __tablename__ = "initiative_sessions"
    __table_args__ = (
        sa.CheckConstraint(
            " AND ".join(f"{name} >= 0" for name in (*SIDES, *SEX, *AGE, *SATISFACTION)),
            name="counts_not_negative",
        ),
        sa.CheckConstraint("satisfaction_good <= satisfaction_answers", name="good_within_answers"),
    )

    id: Mapped[Id]
    #: The initiative.
    initiative_id: Mapped[int] = mapped_column(sa.ForeignKey("initiatives.id"), index=True)
    #: The day.
    held_on: Mapped[date] = mapped_column(index=True)
    #: The place.
    place: Mapped[ShortText]
    #: People reached on the side of the police.
    reached_police: Mapped[int] = mapped_column(default=0)
    #: People reached on the side of communities and civil society.
    reached_community: Mapped[int] = mapped_column(default=0)
    #: People reached of the municipality and partners.
    reached_municipality: Mapped[int] = mapped_column(default=0)
    #: Women among the people reached.
    women: Mapped[int] = mapped_column(default=0)
    #: Men among them.
    men: Mapped[int] = mapped_column(default=0)
    #: People of another sex (X) among them.
    other_sex: Mapped[int] = mapped_column(default=0)
    #: People who did not state their sex.
    sex_not_stated: Mapped[int] = mapped_column(default=0)
    #: People younger than 18.
    under_18: Mapped[int] = mapped_column(default=0)
    #: People from 18 to 25.
    from_18_to_25: Mapped[int] = mapped_column(default=0)
    #: People from 26 to 64.
    from_26_to_64: Mapped[int] = mapped_column(default=0)
    #: People of 65 and over.
    over_64: Mapped[int] = mapped_column(default=0)
    #: People who did not state their age.
    age_not_stated: Mapped[int] = mapped_column(default=0)
    #: How many answered the question about satisfaction.
    satisfaction_answers: Mapped[int] = mapped_column(default=0)
    #: How many of them answered good or very good.
    satisfaction_good: Mapped[int] = mapped_column(default=0)

    initiative: Mapped[Initiative] = relationship(back_populates="sessions")

    @property
    def reached(self) -> int:
        """Return the number of people reached, of all sides."""
        return sum(getattr(self, name) or 0 for name in SIDES)


class Evaluation(Revised, _PartOfInitiative, Base):
    """What an initiative taught."""

    __tablename__ = "evaluations"

    id: Mapped[Id]
    #: The initiative.
    initiative_id: Mapped[int] = mapped_column(sa.ForeignKey("initiatives.id"), unique=True)
    #: What worked.
    worked: Mapped[Bilingual] = bilingual("worked", length=None)
    #: What was hard.
    hard: Mapped[Bilingual] = bilingual("hard", length=None)
    #: What was learnt.
    learnt: Mapped[Bilingual] = bilingual("learnt", length=None)

    initiative: Mapped[Initiative] = relationship(back_populates="evaluation")
