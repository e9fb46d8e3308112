"""How members read minutes and what they object to; what was approved, in versions; addenda and public summaries."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "addenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_addenda_committee_id_committees")),
        sa.ForeignKeyConstraint(
            ["item_id", "committee_id"],
            ["agenda_items.id", "agenda_items.committee_id"],
            name=op.f("fk_addenda_item_id_committee_id_agenda_items"),
        ),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_addenda_mandate_id_mandates")),
        sa.ForeignKeyConstraint(
            ["minutes_id", "committee_id"],
            ["minutes.id", "minutes.committee_id"],
            name=op.f("fk_addenda_minutes_id_committee_id_minutes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addenda")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_addenda_id_committee_id")),
        sa.UniqueConstraint("minutes_id", "number", name=op.f("uq_addenda_minutes_id_number")),
    )
    with op.batch_alter_table("addenda", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addenda_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_addenda_item_id"), ["item_id"], unique=False)

    op.create_table(
        "minutes_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_minutes_versions_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id", "committee_id"],
            ["minutes.id", "minutes.committee_id"],
            name=op.f("fk_minutes_versions_minutes_id_committee_id_minutes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_versions")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_minutes_versions_id_committee_id")),
        sa.UniqueConstraint("minutes_id", "number", name=op.f("uq_minutes_versions_minutes_id_number")),
    )
    with op.batch_alter_table("minutes_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_versions_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_minutes_versions_digest"), ["digest"], unique=False)

    op.create_table(
        "objections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "objection", "rectification", name="objectionkind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("quote", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "taken_over",
                "noted",
                "not_taken_over",
                name="objectionanswer",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IS NULL OR answer <> 'not_taken_over' OR reason <> ''",
            name=op.f("ck_objections_reason_when_not_taken_over"),
        ),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_objections_answer_has_moment")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_objections_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "committee_id"],
            ["agenda_items.id", "agenda_items.committee_id"],
            name=op.f("fk_objections_item_id_committee_id_agenda_items"),
        ),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_objections_mandate_id_mandates")),
        sa.ForeignKeyConstraint(
            ["minutes_id", "committee_id"],
            ["minutes.id", "minutes.committee_id"],
            name=op.f("fk_objections_minutes_id_committee_id_minutes"),
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_objections_recorded_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objections_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objections_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objections_minutes_id"), ["minutes_id"], unique=False)

    op.create_table(
        "public_summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("text_nl", sa.Text(), server_default="", nullable=False),
        sa.Column("text_fr", sa.Text(), server_default="", nullable=False),
        sa.Column("text_edited", sa.String(length=2), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="summarystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (published_at IS NULL)", name=op.f("ck_public_summaries_published_has_moment")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_public_summaries_withdrawn_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_public_summaries_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id", "committee_id"],
            ["minutes.id", "minutes.committee_id"],
            name=op.f("fk_public_summaries_minutes_id_committee_id_minutes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_summaries")),
        sa.UniqueConstraint("minutes_id", name=op.f("uq_public_summaries_minutes_id")),
    )
    with op.batch_alter_table("public_summaries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_summaries_committee_id"), ["committee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_public_summaries_published_at"), ["published_at"], unique=False)

    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("minutes_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["committees.id"], name=op.f("fk_readings_committee_id_committees")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_readings_mandate_id_mandates")),
        sa.ForeignKeyConstraint(
            ["minutes_id", "committee_id"],
            ["minutes.id", "minutes.committee_id"],
            name=op.f("fk_readings_minutes_id_committee_id_minutes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
        sa.UniqueConstraint("minutes_id", "round", "mandate_id", name=op.f("uq_readings_minutes_id_round_mandate_id")),
    )
    with op.batch_alter_table("readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readings_committee_id"), ["committee_id"], unique=False)

    op.create_table(
        "addendum_approvals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("addendum_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "police", "community", "municipality", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["addendum_id", "committee_id"],
            ["addenda.id", "addenda.committee_id"],
            name=op.f("fk_addendum_approvals_addendum_id_committee_id_addenda"),
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_addendum_approvals_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["mandate_id"], ["mandates.id"], name=op.f("fk_addendum_approvals_mandate_id_mandates")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addendum_approvals")),
        sa.UniqueConstraint("addendum_id", "side", name=op.f("uq_addendum_approvals_addendum_id_side")),
    )
    with op.batch_alter_table("addendum_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_addendum_approvals_committee_id"), ["committee_id"], unique=False)

    op.create_table(
        "reopening_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "police", "community", "municipality", name="side", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_reopening_requests_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["mandate_id"], ["mandates.id"], name=op.f("fk_reopening_requests_mandate_id_mandates")
        ),
        sa.ForeignKeyConstraint(
            ["version_id", "committee_id"],
            ["minutes_versions.id", "minutes_versions.committee_id"],
            name=op.f("fk_reopening_requests_version_id_committee_id_minutes_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopening_requests")),
        sa.UniqueConstraint("version_id", "side", name=op.f("uq_reopening_requests_version_id_side")),
    )
    with op.batch_alter_table("reopening_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reopening_requests_committee_id"), ["committee_id"], unique=False)

    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meeting_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_approvals_meeting_id_committee_id_meetings"),
            "meetings",
            ["meeting_id", "committee_id"],
            ["id", "committee_id"],
        )
    # What was approved before is the first version of its minutes.
    minutes = sa.table("minutes", *map(sa.column, ("id", "committee_id", "snapshot", "digest", "approved_on", "state")))
    versions = sa.table(
        "minutes_versions",
        *map(sa.column, ("minutes_id", "committee_id", "number", "snapshot", "digest", "approved_on")),
    )
    approved = sa.select(
        minutes.c.id,
        minutes.c.committee_id,
        sa.literal_column("1"),
        minutes.c.snapshot,
        minutes.c.digest,
        minutes.c.approved_on,
    ).where(minutes.c.state == "approved")
    columns = ["minutes_id", "committee_id", "number", "snapshot", "digest", "approved_on"]
    op.execute(versions.insert().from_select(columns, approved))


def downgrade() -> None:
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_approvals_meeting_id_committee_id_meetings"), type_="foreignkey")
        batch_op.drop_column("meeting_id")
    op.drop_table("public_summaries")
    op.drop_table("addendum_approvals")
    op.drop_table("addenda")
    op.drop_table("reopening_requests")
    op.drop_table("minutes_versions")
    op.drop_table("objections")
    op.drop_table("readings")
