"""Templates for the agendas of certain meetings."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "agenda_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("name_nl", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name_fr", sa.String(length=200), server_default="", nullable=False),
        sa.Column("name_edited", sa.String(length=2), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_agenda_templates_committee_id_committees")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_templates")),
        sa.UniqueConstraint("id", "committee_id", name=op.f("uq_agenda_templates_id_committee_id")),
    )
    op.create_index(op.f("ix_agenda_templates_committee_id"), "agenda_templates", ["committee_id"], unique=False)
    with op.batch_alter_table("template_items") as batch_op:
        batch_op.add_column(sa.Column("template_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_template_items_template_id_committee_id_agenda_templates"),
            "agenda_templates",
            ["template_id", "committee_id"],
            ["id", "committee_id"],
        )
        batch_op.create_index(batch_op.f("ix_template_items_template_id"), ["template_id"], unique=False)
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.add_column(sa.Column("is_of_template", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.drop_column("is_of_template")
    # Nothing is thrown away: without their template, its items stand on every agenda.
    with op.batch_alter_table("template_items") as batch_op:
        batch_op.drop_index(batch_op.f("ix_template_items_template_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_template_items_template_id_committee_id_agenda_templates"), type_="foreignkey"
        )
        batch_op.drop_column("template_id")
    op.drop_table("agenda_templates")
