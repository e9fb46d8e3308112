"""Persons, seats, mandates and consents.

A person has no side, origin, nationality, religion, sex or age: the side is the seat's (privacy P-06, P-13).
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from cpwb.access.actor import Grant
from cpwb.committees.choices import Side
from cpwb.committees.models import Organisation
from cpwb.committees.scoped import CommitteeScoped, in_committees
from cpwb.core.bilingual import Bilingual, Language, bilingual
from cpwb.core.db import Base, Id, Revised
from cpwb.core.words import LazyText, _l
from cpwb.members.choices import Channel, ConsentForm, ConsentKind, EndReason, MandateRole

#: Terms that end within this time are shown to those who can fill the seat again.
TERM_NOTICE = timedelta(days=60)


class Seat(Revised, CommitteeScoped, Base):
    """A place at the table, held for a side by an organisation. It exists also when it is vacant."""

    __tablename__ = "seats"
    __table_args__ = (
        sa.UniqueConstraint("id", "committee_id"),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="closes_after_opening"),
    )

    id: Mapped[Id]
    #: The side for which it counts.
    side: Mapped[Side]
    #: The organisation that holds it.
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    #: What the seat is called: "wijkwerking", "representation of the parents".
    title: Mapped[Bilingual] = bilingual("title")
    #: Whether it has a vote.
    is_voting: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    #: The first day on which it exists.
    opened_on: Mapped[date]
    #: The last day on which it exists; none while it does.
    closed_on: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship()
    mandates: Mapped[list["Mandate"]] = relationship(
        back_populates="seat",
        primaryjoin="foreign(Mandate.seat_id) == Seat.id",
        order_by="Mandate.starts_on.desc()",
        passive_deletes="all",
    )

    @hybrid_method
    def is_open(self, day: date) -> bool:
        """Say whether it exists on `day`."""
        return self.opened_on <= day and (self.closed_on is None or self.closed_on >= day)

    @is_open.inplace.expression  # type: ignore[attr-defined]  # mypy sees the method behind the hybrid
    @classmethod
    def _is_open(cls, day: date) -> sa.ColumnElement[bool]:
        return sa.and_(cls.opened_on <= day, sa.or_(cls.closed_on.is_(None), cls.closed_on >= day))


class Consent(Base):
    """What a person agreed to, when and how; withdrawn, never deleted."""

    __tablename__ = "consents"
    __table_args__ = (
        sa.CheckConstraint("withdrawn_on IS NULL OR withdrawn_on >= given_on", name="withdrawn_after_given"),
        sa.Index(
            # At most one consent of a kind stands, so that withdrawing it leaves none behind.
            "uq_consents_person_id_kind",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("withdrawn_on IS NULL"),
            postgresql_where=sa.text("withdrawn_on IS NULL"),
        ),
    )

    id: Mapped[Id]
    #: Who agreed.
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    #: To what.
    kind: Mapped[ConsentKind]
    #: The version of the text that was read, such as "2026-01".
    text_version: Mapped[str] = mapped_column(sa.String(20))
    #: The language in which it was read.
    language: Mapped[Language]
    #: The day on which it was given.
    given_on: Mapped[date]
    #: How it was given.
    form: Mapped[ConsentForm]
    #: The user who recorded it, on behalf of the person or as the person.
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    #: The day on which it was withdrawn; none while it stands.
    withdrawn_on: Mapped[date | None]

    person: Mapped["Person"] = relationship(back_populates="consents")

    @property
    def stands(self) -> bool:
        """Say whether it was given and not withdrawn."""
        return self.withdrawn_on is None

    @property
    def is_on_behalf(self) -> bool:
        """Say whether somebody else recorded it, at the person's request."""
        return self.recorded_by_id is None or self.recorded_by_id != self.person.user_id

    def is_within(self, grant: Grant) -> bool:
        """Say whether the consent is that of a person in the place of the grant."""
        return self.person.is_within(grant)

    @classmethod
    def within_any(cls, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
        """Return the SQL for the consents of persons in these places."""
        return cls.person_id.in_(sa.select(Person.id).where(Person.within_any(zone_ids, committee_ids)))


class Person(Revised, CommitteeScoped, Base):
    """Somebody who sits, sat or will sit at a table: a name, a language and one way to be reached. Nothing else.

    Its `committee` is the one whose staff recorded the person, so that somebody without a mandate yet can be found.
    """

    __tablename__ = "persons"

    id: Mapped[Id]
    #: The first name.
    first_name: Mapped[str] = mapped_column(sa.String(100))
    #: The last name.
    last_name: Mapped[str] = mapped_column(sa.String(100))
    #: The language in which the person is written to.
    language: Mapped[Language]
    #: The kind of the one contact.
    channel: Mapped[Channel]
    #: The address, number or postal address of the one contact.
    contact: Mapped[str] = mapped_column(sa.String(400))
    #: The account, once invited; many persons have none, and somebody known in two zones has one for both.
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)

    consents: Mapped[list[Consent]] = relationship(
        back_populates="person",
        order_by=lambda: (Consent.given_on.desc(), Consent.id.desc()),
        passive_deletes="all",
    )
    mandates: Mapped[list["Mandate"]] = relationship(
        back_populates="person", order_by="Mandate.starts_on.desc()", passive_deletes="all"
    )

    #: Whether a consent to be named stands now; read with the row (declared below, where the table is known).
    is_nameable: ClassVar[Mapped[bool]]

    @property
    def full_name(self) -> str:
        """Return the first and the last name; only for pages whose reader may see persons."""
        return f"{self.first_name} {self.last_name}"

    def standing_consent(self, kind: ConsentKind) -> Consent | None:
        """Return the consent of this kind that was given and not withdrawn, or None."""
        return next((consent for consent in self.consents if consent.kind is kind and consent.stands), None)

    def is_within(self, grant: Grant) -> bool:
        """Say whether the person was recorded in the place of the grant, or sits or sat there."""
        return super().is_within(grant) or any(mandate.is_within(grant) for mandate in self.mandates)

    @classmethod
    def within_any(cls, zone_ids: Sequence[int], committee_ids: Sequence[int]) -> sa.ColumnElement[bool]:
        """Return the SQL for persons recorded in these places or with a mandate there."""
        return sa.or_(
            in_committees(cls.committee_id, zone_ids, committee_ids),
            cls.id.in_(
                sa.select(Mandate.person_id).where(in_committees(Mandate.committee_id, zone_ids, committee_ids))
            ),
        )


Person.is_nameable = column_property(
    sa.exists()
    .where(
        Consent.person_id == Person.id,
        Consent.kind == ConsentKind.NAMING,
        Consent.withdrawn_on.is_(None),
    )
    .correlate_except(Consent)
)


class Mandate(CommitteeScoped, Base):
    """A person in a seat with a role, from a first to a last day. Ended and replaced, never edited."""

    __tablename__ = "mandates"
    __table_args__ = (
        sa.ForeignKeyConstraint(["seat_id", "committee_id"], ["seats.id", "seats.committee_id"]),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[Id]
    #: The seat.
    seat_id: Mapped[int] = mapped_column(index=True)
    #: The person.
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    #: The role it gives in the committee.
    role: Mapped[MandateRole]
    #: The first day.
    starts_on: Mapped[date]
    #: The last day; none means until further notice.
    ends_on: Mapped[date | None]
    #: Why it ended, once it was ended before its term.
    end_reason: Mapped[EndReason | None]
    #: When it was recorded.
    created_at: Mapped[datetime]

    seat: Mapped[Seat] = relationship(
        back_populates="mandates", primaryjoin="foreign(Mandate.seat_id) == Seat.id", lazy="joined", innerjoin=True
    )
    person: Mapped[Person] = relationship(back_populates="mandates", lazy="joined", innerjoin=True)

    @hybrid_method
    def is_in_force(self, day: date) -> bool:
        """Say whether it holds on `day`."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)

    @is_in_force.inplace.expression  # type: ignore[attr-defined]  # mypy sees the method behind the hybrid
    @classmethod
    def _is_in_force(cls, day: date) -> sa.ColumnElement[bool]:
        return sa.and_(cls.starts_on <= day, sa.or_(cls.ends_on.is_(None), cls.ends_on >= day))

    @property
    def is_holder(self) -> bool:
        """Say whether it fills the seat, rather than standing in for whoever does."""
        return self.role is not MandateRole.ALTERNATE

    def ends_soon(self, day: date) -> bool:
        """Say whether it is in force on `day` and its term ends within 60 days of it."""
        return self.is_in_force(day) and self.ends_on is not None and self.ends_on <= day + TERM_NOTICE

    @property
    def is_named(self) -> bool:
        """Say whether the committee may see the person's name: on the side of the communities only with consent."""
        return self.seat.side is not Side.COMMUNITY or self.person.is_nameable

    @property
    def shown_name(self) -> str | LazyText:
        """Return what the committee sees: the name, or "member for <organisation>"."""
        if self.is_named:
            return self.person.full_name
        return _l("member for %(organisation)s", organisation=self.seat.organisation.name)
