"""Phrases that a committee uses in its minutes, and what the screen in the room shows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "phrases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text_nl", sa.String(length=500), server_default="", nullable=False),
        sa.Column("text_fr", sa.String(length=500), server_default="", nullable=False),
        sa.Column("text_edited", sa.String(length=2), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_phrases_committee_id_committees")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrases")),
    )
    op.create_index(op.f("ix_phrases_committee_id"), "phrases", ["committee_id"])
    op.create_table(
        "presentations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_presentations_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "committee_id"],
            ["meetings.id", "meetings.committee_id"],
            name=op.f("fk_presentations_meeting_id_committee_id_meetings"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "committee_id"],
            ["agenda_items.id", "agenda_items.committee_id"],
            name=op.f("fk_presentations_item_id_committee_id_agenda_items"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presentations")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_presentations_meeting_id")),
    )
    op.create_index(op.f("ix_presentations_committee_id"), "presentations", ["committee_id"])


def downgrade() -> None:
    op.drop_table("presentations")
    op.drop_table("phrases")
