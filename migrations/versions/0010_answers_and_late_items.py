"""Objections count their answers, and items that were not reached tell that they came late."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("objections") as batch_op:
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("unreached_items") as batch_op:
        batch_op.add_column(sa.Column("came_late", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("unreached_items") as batch_op:
        batch_op.drop_column("came_late")
    with op.batch_alter_table("objections") as batch_op:
        batch_op.drop_column("revision")
