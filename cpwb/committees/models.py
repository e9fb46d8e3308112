"""Zones, municipalities, organisations and committees."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.access.actor import Actor, Grant
from cpwb.committees.choices import (
    ApprovalRule,
    CommitteeState,
    LanguageRegime,
    Nth,
    OrganisationState,
    Region,
    RhythmKind,
    Side,
    Weekday,
    ZoneState,
)
from cpwb.core.bilingual import Bilingual, bilingual
from cpwb.core.db import Base, Id, LongText, Revised, ShortText
from cpwb.core.words import LazyText, _ln


class Zone(Revised, Base):
    """A local police zone. Zones merge: a merged one keeps its history and points to its successor."""

    __tablename__ = "zones"
    __table_args__ = (
        sa.CheckConstraint("number IS NULL OR length(number) = 4", name="number_has_four_digits"),
        sa.CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="ends_after_start"),
        sa.CheckConstraint("successor_id IS NULL OR successor_id <> id", name="succeeds_another"),
    )

    id: Mapped[Id]
    #: The stable key by which the data file recognises the zone when it is loaded again; none for zones made by hand.
    key: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    #: The four-digit number, as text; some zones have none that is known.
    number: Mapped[str | None] = mapped_column(sa.String(4), unique=True)
    #: The name without "police zone".
    name: Mapped[Bilingual] = bilingual("name")
    #: The province, or the Brussels-Capital Region.
    province: Mapped[Bilingual] = bilingual("province", length=80)
    #: The region.
    region: Mapped[Region]
    #: The languages in which it must address the public.
    language_regime: Mapped[LanguageRegime]
    #: What a reader must know about it, such as that a German-speaking zone uses French here.
    note: Mapped[Bilingual] = bilingual("note", length=400)
    #: Where its name stands on a map: degrees of longitude.
    longitude: Mapped[float | None]
    #: Where its name stands on a map: degrees of latitude.
    latitude: Mapped[float | None]
    #: The first day of its existence, where known.
    valid_from: Mapped[date | None]
    #: The last day of its existence; none while it exists.
    valid_to: Mapped[date | None]
    #: The zone into which it merged.
    successor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("zones.id"), index=True)

    successor: Mapped["Zone | None"] = relationship(remote_side="Zone.id", back_populates="predecessors")
    predecessors: Mapped[list["Zone"]] = relationship(
        back_populates="successor", order_by="Zone.name_nl", passive_deletes="all"
    )
    municipalities: Mapped[list["Municipality"]] = relationship(
        back_populates="zone", order_by="Municipality.name_nl", passive_deletes="all"
    )

    @hybrid_property
    def is_merged(self) -> bool:
        """Say whether it was merged into another one."""
        return self.successor_id is not None

    @is_merged.inplace.expression
    @classmethod
    def _is_merged(cls) -> sa.ColumnElement[bool]:
        return cls.successor_id.is_not(None)

    @property
    def state(self) -> ZoneState:
        """Return whether it exists or has merged."""
        return ZoneState.MERGED if self.is_merged else ZoneState.CURRENT

    def is_within(self, grant: Grant) -> bool:
        """Say whether the zone is the grant's, or that of the grant's committee."""
        if grant.zone_id is not None:
            return self.id == grant.zone_id
        session = sa.orm.object_session(self)
        return session is not None and bool(
            session.scalar(
                sa.select(Committee.id).where(Committee.id == grant.committee_id, Committee.zone_id == self.id)
            )
        )

    @classmethod
    def within_any(cls, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
        """Return the SQL for these zones and the zones of these committees."""
        return _zone_within(cls.id, zone_ids, committee_ids)


class Municipality(Base):
    """A municipality, in exactly one zone."""

    __tablename__ = "municipalities"

    id: Mapped[Id]
    #: The code of the national statistics institute (NIS/INS), five digits, as text.
    nis: Mapped[str | None] = mapped_column(sa.String(5), unique=True)
    #: The name.
    name: Mapped[Bilingual] = bilingual("name", length=80)
    #: Its zone.
    zone_id: Mapped[int] = mapped_column(sa.ForeignKey("zones.id"), index=True)

    zone: Mapped[Zone] = relationship(back_populates="municipalities")


class Organisation(Revised, Base):
    """A body that sits at the table or carries work: a corps, a migrant association, a municipal service."""

    __tablename__ = "organisations"

    id: Mapped[Id]
    #: The name.
    name: Mapped[Bilingual] = bilingual("name")
    #: The side it belongs to.
    side: Mapped[Side]
    #: The zone in which it works; none when it works in all of them.
    zone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("zones.id"), index=True)
    #: Its public website.
    website: Mapped[ShortText]
    #: When it was closed; it stays where others point to it.
    closed_on: Mapped[date | None]

    zone: Mapped[Zone | None] = relationship()

    @hybrid_property
    def is_local(self) -> bool:
        """Say whether it works in one zone, whose coordinators may change it."""
        return self.zone_id is not None

    @is_local.inplace.expression
    @classmethod
    def _is_local(cls) -> sa.ColumnElement[bool]:
        return cls.zone_id.is_not(None)

    @property
    def state(self) -> OrganisationState:
        """Return whether it works or was closed."""
        return OrganisationState.CLOSED if self.closed_on else OrganisationState.ACTIVE

    def is_within(self, grant: Grant) -> bool:
        """Say whether the organisation works in the place of the grant; one without a zone works everywhere."""
        if self.zone_id is None:
            return True
        if grant.zone_id is not None:
            return self.zone_id == grant.zone_id
        return self.zone is not None and self.zone.is_within(grant)

    @classmethod
    def within_any(cls, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
        """Return the SQL for organisations without a zone and those in these places."""
        return sa.or_(cls.zone_id.is_(None), _zone_within(cls.zone_id, zone_ids, committee_ids))


class Committee(Revised, Base):
    """A CoPmittee: the table at which police and communities of one zone sit."""

    __tablename__ = "committees"
    __table_args__ = (
        sa.CheckConstraint("rhythm_weeks BETWEEN 1 AND 104", name="rhythm"),
        sa.CheckConstraint("rhythm_months BETWEEN 1 AND 24", name="rhythm_months"),
        sa.CheckConstraint("usual_minutes BETWEEN 15 AND 720", name="usual_minutes"),
        sa.CheckConstraint("review_days BETWEEN 1 AND 90", name="review_days"),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= founded_on", name="closes_after_founding"),
    )

    id: Mapped[Id]
    #: Its zone.
    zone_id: Mapped[int] = mapped_column(sa.ForeignKey("zones.id"), index=True)
    #: The name.
    name: Mapped[Bilingual] = bilingual("name")
    #: What it is for, in the words of its terms of reference.
    purpose: Mapped[Bilingual] = bilingual("purpose", length=None)
    #: The languages in which it works.
    working_languages: Mapped[LanguageRegime]
    #: What its rhythm counts in: weeks from one meeting to the next, or a weekday of the month.
    rhythm_kind: Mapped[RhythmKind] = mapped_column(default=RhythmKind.WEEKS, server_default="weeks")
    #: The number of weeks from one meeting to the next, where the rhythm counts in weeks.
    rhythm_weeks: Mapped[int] = mapped_column(default=10, server_default="10")
    #: Which of those weekdays in the month, where the rhythm counts in months.
    rhythm_nth: Mapped[Nth] = mapped_column(default=Nth.SECOND, server_default="second")
    #: The weekday, where the rhythm counts in months.
    rhythm_weekday: Mapped[Weekday] = mapped_column(default=Weekday.TUESDAY, server_default="tuesday")
    #: The number of months from one meeting to the next, where the rhythm counts in months.
    rhythm_months: Mapped[int] = mapped_column(default=1, server_default="1")
    #: The hour at which it usually meets, by the clocks in Brussels; none: as the last time.
    usual_start: Mapped[time | None]
    #: How many minutes it usually meets; none: as the last time.
    usual_minutes: Mapped[int | None]
    #: Where it usually meets; empty: as the last time.
    usual_place: Mapped[ShortText]
    #: How many seats must be present; none: no rule.
    quorum_total: Mapped[int | None]
    #: How many of them on the side of the police.
    quorum_police: Mapped[int | None]
    #: How many of them on the side of communities and civil society.
    quorum_community: Mapped[int | None]
    #: Who makes its minutes final.
    approval_rule: Mapped[ApprovalRule]
    #: For how many days members can read the draft minutes before they are approved.
    review_days: Mapped[int] = mapped_column(default=10, server_default="10")
    #: The state.
    state: Mapped[CommitteeState] = mapped_column(default=CommitteeState.ACTIVE)
    #: The day on which it was founded.
    founded_on: Mapped[date]
    #: The day on which it was closed.
    closed_on: Mapped[date | None]
    #: Who answers for its personal data, one per line.
    controllers: Mapped[LongText]
    #: How to reach the data protection officer.
    dpo_contact: Mapped[ShortText]
    #: The number that the next action point gets; numbers are never used again.
    next_action_number: Mapped[int] = mapped_column(default=1, server_default="1")
    #: When the row was made.
    created_at: Mapped[datetime]

    zone: Mapped[Zone] = relationship()

    @property
    def is_closed(self) -> bool:
        """Say whether it was closed: it takes no new meetings, items, action points, seats or initiatives."""
        return self.state is CommitteeState.CLOSED

    @property
    def rhythm(self) -> LazyText:
        """Return its rhythm in words."""
        if self.rhythm_kind is RhythmKind.WEEKS:
            return _ln("one meeting every week", "one meeting every %(num)s weeks", self.rhythm_weeks)
        return _ln(
            "the %(nth)s %(weekday)s of every month",
            "the %(nth)s %(weekday)s, every %(num)s months",
            self.rhythm_months,
            nth=self.rhythm_nth.label,
            weekday=self.rhythm_weekday.label,
        )

    @property
    def committee_id(self) -> int:
        """Return its own id, so that it can stand where its rows stand."""
        return self.id

    @hybrid_method
    def is_open_to(self, actor: Actor) -> bool:
        """Say that lists of a committee can be opened by all its readers: what they hold is asked row by row."""
        return True

    @is_open_to.inplace.expression  # type: ignore[attr-defined]  # mypy sees the method behind the hybrid
    @classmethod
    def _is_open_to(cls, actor: Actor) -> sa.ColumnElement[bool]:  # noqa: ARG003 -- the condition is asked so of every thing
        return sa.true()

    def is_within(self, grant: Grant) -> bool:
        """Say whether it is the grant's committee or lies in the grant's zone."""
        if grant.committee_id is not None:
            return self.id == grant.committee_id
        return self.zone_id == grant.zone_id

    @classmethod
    def within_any(cls, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
        """Return the SQL for these committees and the committees of these zones."""
        return sa.or_(cls.id.in_(committee_ids), cls.zone_id.in_(zone_ids))


def _zone_within(zone_id: Any, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    """Return the SQL that says: this zone is one of these, or has one of these committees."""
    return sa.or_(
        zone_id.in_(zone_ids), zone_id.in_(sa.select(Committee.zone_id).where(Committee.id.in_(committee_ids)))
    )
