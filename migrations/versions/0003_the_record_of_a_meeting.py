"""Attendance, decisions and items in more detail."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _items()
    with op.batch_alter_table("attendances") as batch_op:
        batch_op.add_column(sa.Column("mandate_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("arrived_item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("left_item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("note", sa.String(length=200), server_default="", nullable=False))
        batch_op.create_foreign_key(
            batch_op.f("fk_attendances_mandate_id_mandates"), "mandates", ["mandate_id"], ["id"]
        )
        for column in ("arrived_item_id", "left_item_id"):
            batch_op.create_foreign_key(
                batch_op.f(f"fk_attendances_{column}_committee_id_agenda_items"),
                "agenda_items",
                [column, "committee_id"],
                ["id", "committee_id"],
            )
    with op.batch_alter_table("decisions") as batch_op:
        batch_op.add_column(sa.Column("needed", sa.Integer(), nullable=True))
    _sides()


def _items() -> None:
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("is_treated", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("not_reached_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("not_reached_position", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_items_not_reached_id_committee_id_meetings"),
            "meetings",
            ["not_reached_id", "committee_id"],
            ["id", "committee_id"],
        )
        batch_op.create_index(batch_op.f("ix_agenda_items_not_reached_id"), ["not_reached_id"], unique=False)
    items = sa.table("agenda_items", sa.column("id"), sa.column("is_treated", sa.Boolean()))
    actions = sa.table("action_points", sa.column("item_id"))
    op.execute(
        sa.update(items)
        .where(items.c.id.in_(sa.select(actions.c.item_id).where(actions.c.item_id.is_not(None))))
        .values(is_treated=True)
    )


def _sides() -> None:
    op.create_table(
        "decision_sides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "police",
                "community",
                "municipality",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=True),
        sa.Column("votes_for", sa.Integer(), nullable=True),
        sa.Column("votes_against", sa.Integer(), nullable=True),
        sa.Column("votes_abstain", sa.Integer(), nullable=True),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(votes_for IS NULL) = (votes_against IS NULL) AND (votes_for IS NULL) = (votes_abstain IS NULL)",
            name=op.f("ck_decision_sides_votes_whole"),
        ),
        sa.CheckConstraint(
            "votes_for >= 0 AND votes_against >= 0 AND votes_abstain >= 0",
            name=op.f("ck_decision_sides_votes_not_negative"),
        ),
        sa.CheckConstraint(
            "votes_for + votes_against + votes_abstain <= present", name=op.f("ck_decision_sides_votes_of_present")
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_decision_sides_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id", "committee_id"],
            ["decisions.id", "decisions.committee_id"],
            name=op.f("fk_decision_sides_decision_id_committee_id_decisions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_sides")),
        sa.UniqueConstraint("decision_id", "side", name=op.f("uq_decision_sides_decision_id_side")),
    )
    op.create_index(op.f("ix_decision_sides_committee_id"), "decision_sides", ["committee_id"], unique=False)


def downgrade() -> None:
    op.drop_table("decision_sides")
    with op.batch_alter_table("decisions") as batch_op:
        batch_op.drop_column("needed")
    with op.batch_alter_table("attendances") as batch_op:
        for name in (
            "fk_attendances_mandate_id_mandates",
            "fk_attendances_arrived_item_id_committee_id_agenda_items",
            "fk_attendances_left_item_id_committee_id_agenda_items",
        ):
            batch_op.drop_constraint(batch_op.f(name), type_="foreignkey")
        for column in ("mandate_id", "arrived_item_id", "left_item_id", "note"):
            batch_op.drop_column(column)
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_items_not_reached_id"))
        batch_op.drop_constraint(batch_op.f("fk_agenda_items_not_reached_id_committee_id_meetings"), type_="foreignkey")
        for column in ("closed_at", "is_treated", "not_reached_id", "not_reached_position"):
            batch_op.drop_column(column)
