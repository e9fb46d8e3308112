"""The outbox: mails that were written in the transaction of the act that caused them, and are sent after it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, validates

from cpwb.core.bilingual import Language
from cpwb.core.db import Base, Id, LongText
from cpwb.notifications.choices import MessageState


class OutboxMessage(Base):
    """One mail to one address, already in the language of its reader."""

    __tablename__ = "outbox_messages"
    __table_args__ = (sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_moment"),)

    id: Mapped[Id]
    #: What it is about, such as "meeting_convened"; never shown in the subject.
    kind: Mapped[str] = mapped_column(sa.String(60))
    #: The address.
    recipient: Mapped[str] = mapped_column(sa.String(255))
    #: The language in which it is written.
    language: Mapped[Language]
    #: The subject line, which names nobody and nothing (privacy P-25).
    subject: Mapped[str]
    #: The text.
    body: Mapped[LongText]
    #: The committee it comes from, if any.
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committees.id"), index=True)
    #: The Message-ID it is sent under each time, so that a second copy is recognised.
    message_id: Mapped[str] = mapped_column(sa.String(120), unique=True)
    #: The state.
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING, index=True)
    #: When it was written.
    created_at: Mapped[datetime]
    #: Not to be sent before this moment.
    not_before: Mapped[datetime | None]
    #: How often sending was tried.
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    #: When it was sent.
    sent_at: Mapped[datetime | None]
    #: What the mail server said last, without addresses.
    last_error: Mapped[LongText]

    @validates("recipient", "subject")
    def _on_one_line(self, name: str, text: str) -> str:
        """Refuse line breaks, with which the rest of a text would become a header of its own; raise ValueError."""
        if text.splitlines() != [text]:
            raise ValueError(f"{name}: a header of a mail is one line, and not empty")
        return text
