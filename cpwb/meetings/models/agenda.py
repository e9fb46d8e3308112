"""Meetings, and agenda items with their notes."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cpwb.committees.scoped import CommitteeScoped
from cpwb.core import clock
from cpwb.core.bilingual import Bilingual, Language
from cpwb.core.db import Base, Id, LongText, Revised, ShortText
from cpwb.meetings.choices import RECORDED_IN, STANDING_TITLES, ItemKind, MeetingState, Visibility
from cpwb.members.models import Seat
from cpwb.programme.choices import Objective

if TYPE_CHECKING:
    from cpwb.meetings.models.attendance import Attendance, HeadCount
    from cpwb.meetings.models.decisions import Decision
    from cpwb.meetings.models.templates import TemplateItem
    from cpwb.meetings.models.unreached import UnreachedItem


class Meeting(Revised, CommitteeScoped, Base):
    """One meeting in the series of a committee."""

    __tablename__ = "meetings"
    __table_args__ = (
        sa.UniqueConstraint("id", "committee_id"),
        sa.UniqueConstraint("committee_id", "number"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[Id]
    #: Its number in the series of the committee, from 1.
    number: Mapped[int]
    #: When it starts.
    starts_at: Mapped[datetime] = mapped_column(index=True)
    #: When it ends.
    ends_at: Mapped[datetime]
    #: Where it takes place.
    place: Mapped[ShortText]
    #: The address at which one takes part from elsewhere.
    online_link: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")
    #: The language in which its minutes are written.
    language: Mapped[Language]
    #: The state.
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.DRAFT, index=True)
    #: The guests, by function or organisation.
    guests: Mapped[str] = mapped_column(sa.String(1000), default="", server_default="")
    #: The identifier that calendars know it by, for ever.
    uid: Mapped[str] = mapped_column(sa.String(64), unique=True)
    #: Grows with each change of time or place after it was convened.
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    #: When it was convened.
    convened_at: Mapped[datetime | None]
    #: When it was closed.
    closed_at: Mapped[datetime | None]
    #: Why it was cancelled.
    cancel_reason: Mapped[ShortText]

    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="meeting",
        primaryjoin="foreign(AgendaItem.meeting_id) == Meeting.id",
        order_by="AgendaItem.position",
        passive_deletes="all",
    )
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="meeting",
        primaryjoin="foreign(Attendance.meeting_id) == Meeting.id",
        passive_deletes="all",
    )
    head_counts: Mapped[list["HeadCount"]] = relationship(
        back_populates="meeting",
        primaryjoin="foreign(HeadCount.meeting_id) == Meeting.id",
        passive_deletes="all",
    )

    @property
    def held_on(self) -> date:
        """Return the day of the meeting in Brussels."""
        return clock.local(self.starts_at).date()


class AgendaItem(Revised, CommitteeScoped, Base):
    """A point on the agenda of a meeting or, without one, in the backlog of the committee; with its notes."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        sa.UniqueConstraint("id", "committee_id"),
        sa.ForeignKeyConstraint(["meeting_id", "committee_id"], ["meetings.id", "meetings.committee_id"]),
        sa.ForeignKeyConstraint(["proposed_by_id", "committee_id"], ["seats.id", "seats.committee_id"]),
        sa.ForeignKeyConstraint(["earlier_item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
        sa.CheckConstraint("planned_minutes BETWEEN 1 AND 480", name="planned_minutes"),
        sa.CheckConstraint("earlier_item_id IS NULL OR earlier_item_id <> id", name="continues_another"),
    )

    id: Mapped[Id]
    #: The meeting; none means the backlog.
    meeting_id: Mapped[int | None] = mapped_column(index=True)
    #: Its place on the agenda, from 1.
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    #: What it is there for.
    kind: Mapped[ItemKind]
    #: What it is called.
    title: Mapped[str]
    #: Why it is there and what members should know beforehand.
    explanation: Mapped[LongText]
    #: The seat that proposed it, and so the side; none for the items that stand there by themselves.
    proposed_by_id: Mapped[int | None] = mapped_column(index=True)
    #: Who introduces it, by function or organisation.
    presenter: Mapped[ShortText]
    #: How many minutes it is meant to take.
    planned_minutes: Mapped[int | None]
    #: Who may read it.
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.COMMITTEE)
    #: The objective of the programme it serves.
    objective: Mapped[Objective | None]
    #: When it was recorded.
    created_at: Mapped[datetime]
    #: Whether it came onto the agenda after the members had been called to the meeting.
    came_late: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: Whether a standing item of the committee put it there: the next agenda has it again by itself.
    is_repeated: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: Whether a template put it there, so that it is on this agenda alone and waits when it is not reached.
    is_of_template: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: The earlier treatment of the same subject that it continues.
    earlier_item_id: Mapped[int | None] = mapped_column(index=True)
    #: When a proposal was put aside for good.
    put_aside_on: Mapped[date | None]
    #: What was said, as sanitised HTML.
    notes: Mapped[LongText]
    #: The number of times the notes were saved; saving names the one it started from.
    notes_revision: Mapped[int] = mapped_column(default=0, server_default="0")
    #: The user who saved the notes last.
    notes_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    #: When the notes were saved last.
    notes_at: Mapped[datetime | None]
    #: When its treatment was closed; none while decisions can be recorded under it.
    closed_at: Mapped[datetime | None]
    #: Whether it was treated though nothing may be written under it: an action point came of it, or somebody said so.
    is_treated: Mapped[bool] = mapped_column(default=False, server_default=sa.false())

    meeting: Mapped[Meeting | None] = relationship(
        back_populates="items", primaryjoin="foreign(AgendaItem.meeting_id) == Meeting.id"
    )
    proposed_by: Mapped[Seat | None] = relationship(primaryjoin="foreign(AgendaItem.proposed_by_id) == Seat.id")
    decisions: Mapped[list["Decision"]] = relationship(
        back_populates="item",
        primaryjoin="foreign(Decision.item_id) == AgendaItem.id",
        order_by="Decision.id",
        passive_deletes="all",
    )
    #: The meetings that were closed before it was reached, so that it went back to the backlog, the latest last.
    times_unreached: Mapped[list["UnreachedItem"]] = relationship(
        back_populates="item",
        primaryjoin="foreign(UnreachedItem.item_id) == AgendaItem.id",
        order_by="UnreachedItem.id",
        passive_deletes="all",
    )
    #: Of an item that a standing item or a template of the committee put there: those of its kind whose title it still
    #: bears.
    sources: Mapped[list["TemplateItem"]] = relationship(
        primaryjoin="and_(foreign(TemplateItem.committee_id) == AgendaItem.committee_id,"
        " or_(AgendaItem.is_repeated, AgendaItem.is_of_template),"
        " TemplateItem.kind == AgendaItem.kind,"
        " or_(TemplateItem.title_nl == AgendaItem.title, TemplateItem.title_fr == AgendaItem.title))",
        order_by="TemplateItem.position, TemplateItem.id",
        viewonly=True,
    )

    @property
    def is_named_by_kind(self) -> bool:
        """Say whether its title still is that of its standing kind, so that it says already which one that is."""
        standing = STANDING_TITLES.get(self.kind)
        return standing is not None and self.title in (standing.nl, standing.fr)

    @property
    def shown_title(self) -> Bilingual:
        """Return its title for readers of either language.

        As long as nobody changed what its standing kind, a standing item or a template of the committee called it,
        that is the title of its source; what people typed exists in the language in which they wrote.
        """
        if self.is_named_by_kind:
            return STANDING_TITLES[self.kind]
        if (self.is_repeated or self.is_of_template) and self.sources:
            return self.sources[0].title
        return self.written(self.title)

    def written(self, text: str) -> Bilingual:
        """Return what people wrote about it, in the language of its meeting or of its committee.

        In the backlog of a committee of two languages nobody knows which one it is: the text serves both readers.
        """
        languages = (self.meeting.language,) if self.meeting else self.committee.working_languages.languages
        return Bilingual(**dict.fromkeys(languages, text))

    @property
    def recorded_on(self) -> date:
        """Return the day in Brussels on which it was proposed or written."""
        return clock.local(self.created_at).date()

    @property
    def can_be_continued(self) -> bool:
        """Say whether its subject was on the table, so that a later item can continue it."""
        return self.meeting is not None and self.meeting.state in RECORDED_IN and not self.kind.is_standing

    @property
    def comes_back(self) -> bool:
        """Say whether the next agenda has it again by itself, so that it never waits in the backlog."""
        return self.kind.is_standing or self.is_repeated

    @property
    def last_unreached(self) -> "UnreachedItem | None":
        """Return where it stood on the agenda of the last meeting that did not reach it, or None."""
        return self.times_unreached[-1] if self.times_unreached else None

    @property
    def is_late(self) -> bool:
        """Say whether it stands on an agenda that the members had already been sent."""
        return self.came_late and self.meeting_id is not None

    @hybrid_property
    def is_unrestricted(self) -> bool:
        """Say whether the whole committee may read it."""
        return self.visibility != Visibility.RESTRICTED

    @hybrid_property
    def is_public(self) -> bool:
        """Say whether it is marked public."""
        return self.visibility == Visibility.PUBLIC
