"""What each meeting did not reach."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

LEFT = ("meeting_id", "item_id", "position", "title", "visibility", "committee_id")
left = sa.table("unreached_items", sa.column("id"), *map(sa.column, LEFT))
items = sa.table(
    "agenda_items",
    *map(sa.column, ("id", "title", "visibility", "committee_id", "meeting_id", "created_at", "placed_at")),
    *map(sa.column, ("not_reached_id", "not_reached_position")),
)


def upgrade() -> None:
    visibility = sa.Enum(
        "public",
        "committee",
        "restricted",
        name="visibility",
        native_enum=False,
        create_constraint=True,
        length=32,
    )
    op.create_table(
        "unreached_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("visibility", visibility, nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committees.id"], name=op.f("fk_unreached_items_committee_id_committees")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id", "committee_id"],
            ["meetings.id", "meetings.committee_id"],
            name=op.f("fk_unreached_items_meeting_id_committee_id_meetings"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id", "committee_id"],
            ["agenda_items.id", "agenda_items.committee_id"],
            name=op.f("fk_unreached_items_item_id_committee_id_agenda_items"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unreached_items")),
        sa.UniqueConstraint("meeting_id", "item_id", name=op.f("uq_unreached_items_meeting_id_item_id")),
    )
    op.create_index(op.f("ix_unreached_items_committee_id"), "unreached_items", ["committee_id"], unique=False)
    op.create_index(op.f("ix_unreached_items_item_id"), "unreached_items", ["item_id"], unique=False)
    _keep_what_items_say_of_themselves()
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_items_not_reached_id"))
        batch_op.drop_constraint(batch_op.f("fk_agenda_items_not_reached_id_committee_id_meetings"), type_="foreignkey")
        for column in ("not_reached_id", "not_reached_position", "placed_at"):
            batch_op.drop_column(column)


def _keep_what_items_say_of_themselves() -> None:
    """Take title and visibility from the item: what the agenda said is not known any more."""
    names = ("not_reached_id", "id", "not_reached_position", "title", "visibility", "committee_id")
    known = sa.select(*(items.c[name] for name in names)).where(items.c.not_reached_id.is_not(None))
    op.execute(sa.insert(left).from_select(LEFT, known))


def downgrade() -> None:
    with op.batch_alter_table("agenda_items") as batch_op:
        batch_op.add_column(sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("not_reached_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("not_reached_position", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_items_not_reached_id_committee_id_meetings"),
            "meetings",
            ["not_reached_id", "committee_id"],
            ["id", "committee_id"],
        )
        batch_op.create_index(batch_op.f("ix_agenda_items_not_reached_id"), ["not_reached_id"], unique=False)
    op.execute(
        sa.update(items).values(
            not_reached_id=_of_the_latest(left.c.meeting_id), not_reached_position=_of_the_latest(left.c.position)
        )
    )
    # As revision 0005 did: nothing else is known.
    op.execute(sa.update(items).where(items.c.meeting_id.is_not(None)).values(placed_at=items.c.created_at))
    op.drop_table("unreached_items")


def _of_the_latest(column: sa.ColumnClause) -> sa.ScalarSelect:
    """Return what the last meeting that did not reach an item kept of it; none for items that were always reached."""
    return sa.select(column).where(left.c.item_id == items.c.id).order_by(left.c.id.desc()).limit(1).scalar_subquery()
