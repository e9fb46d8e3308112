"""Every text of the notes that was saved, and who is writing."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

#: The saves of one writer in so many seconds are listed as one.
PERIOD = 600


def upgrade() -> None:
    op.create_table(
        "note_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("saved", "draft", name="notekind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("tab", sa.String(length=40), server_default="", nullable=False),
        sa.Column("serial", sa.Integer(), server_default="0", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_note_versions_by_id_users")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_note_versions_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "committee_id"],
            ["agenda_items.id", "agenda_items.committee_id"],
            name=op.f("fk_note_versions_item_id_committee_id_agenda_items"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_versions")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_note_versions_item_id_number")),
    )
    op.create_index(op.f("ix_note_versions_committee_id"), "note_versions", ["committee_id"])
    op.create_table(
        "note_writers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_note_writers_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "committee_id"],
            ["agenda_items.id", "agenda_items.committee_id"],
            name=op.f("fk_note_writers_item_id_committee_id_agenda_items"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_note_writers_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_writers")),
        sa.UniqueConstraint("item_id", "tab", name=op.f("uq_note_writers_item_id_tab")),
    )
    op.create_index(op.f("ix_note_writers_committee_id"), "note_writers", ["committee_id"])
    _keep_what_is_there()


def _keep_what_is_there() -> None:
    """Begin the history of each item whose notes were ever saved with the text that stands there now."""
    items = sa.table(
        "agenda_items",
        *(sa.column(name) for name in ("id", "committee_id", "notes", "notes_revision", "notes_by_id")),
        sa.column("notes_at", sa.DateTime(timezone=True)),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    versions = sa.table(
        "note_versions",
        *(sa.column(name) for name in ("committee_id", "item_id", "number", "kind", "notes", "revision", "by_id")),
        sa.column("at", sa.DateTime(timezone=True)),
        sa.column("period"),
    )
    written = sa.select(items).where(sa.or_(items.c.notes_revision > 0, items.c.notes != ""))
    rows = [_first_version(row) for row in op.get_bind().execute(written).mappings()]
    if rows:
        op.bulk_insert(versions, rows)


def _first_version(item: Any) -> dict[str, Any]:
    at: datetime = item["notes_at"] or item["created_at"]
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return {
        "committee_id": item["committee_id"],
        "item_id": item["id"],
        "number": 1,
        "kind": "saved",
        "notes": item["notes"],
        "revision": item["notes_revision"],
        "by_id": item["notes_by_id"],
        "at": at,
        "period": int(at.timestamp()) // PERIOD,
    }


def downgrade() -> None:
    op.drop_table("note_writers")
    op.drop_table("note_versions")
