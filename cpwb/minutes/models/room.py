"""What helps in the room in which minutes are taken."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from cpwb.committees.scoped import CommitteeScoped
from cpwb.core.bilingual import Bilingual, bilingual
from cpwb.core.db import Base, Id, Revised
from cpwb.meetings.models import AgendaItem


class Phrase(Revised, CommitteeScoped, Base):
    """A sentence that a committee needs again and again in its minutes."""

    __tablename__ = "phrases"

    id: Mapped[Id]
    #: Its place in the list of the committee, from 1.
    position: Mapped[int]
    #: What is written into the notes, as plain words.
    text: Mapped[Bilingual] = bilingual("text", length=500)


class Presentation(CommitteeScoped, Base):
    """What the screen in the room of a meeting shows, as the recorder chose it."""

    __tablename__ = "presentations"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id"),
        sa.ForeignKeyConstraint(["meeting_id", "committee_id"], ["meetings.id", "meetings.committee_id"]),
        sa.ForeignKeyConstraint(["item_id", "committee_id"], ["agenda_items.id", "agenda_items.committee_id"]),
    )

    id: Mapped[Id]
    #: The meeting.
    meeting_id: Mapped[int]
    #: The agenda item that is shown.
    item_id: Mapped[int]

    item: Mapped[AgendaItem] = relationship(primaryjoin="foreign(Presentation.item_id) == AgendaItem.id")
